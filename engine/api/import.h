#pragma once
// Models of other tools as projects.
#include <map>

#include "engine/api/data.h"

namespace saddle {

struct ImportRequest {
    std::string file;                        ///< .onnx, or .safetensors with weights for `project`
    std::string output;                      ///< project file to write (.json); the weights lie beside it (.safetensors)
    std::string project;                     ///< for weights alone: the project they belong to
    DataConfig data;                         ///< what will feed the model
    train::DataOpener open_data;
    std::string data_path;                   ///< the user's folder; empty: the project's
    std::map<std::string, int64_t> sizes;    ///< ONNX's free sizes by name
    std::string store_path;
};
struct ImportReport {
    std::string run;                         ///< the model as a run of status "imported": for eval, predict, export, landscape
    std::string project, weights;            ///< files written
    int64_t layers = 0, parameters = 0;
    std::vector<std::string> notes;          ///< what was left out or changed
};

/// Weights that fit a project.
struct WeightsReport {
    int64_t parameters = 0;
    std::vector<std::string> notes;          ///< what the file holds beside them
};

namespace api {

/// Whether `file` (.safetensors) has every parameter and running statistic that `project` asks for, each of its shape:
/// Incompatible names the first that is missing or differs. Such a file can be the project's `train.weights`.
Result<WeightsReport> check_weights(const Project& project, const std::string& file, const train::DataOpener& open_data);
/// Nothing is written unless the graph has a layer for every operation and fits the data: the error lists what has none.
Result<ImportReport> import_model(const ImportRequest& request);

}  // namespace api
}  // namespace saddle

#include <filesystem>

#include "engine/api/run.h"
#include "engine/api/stored_run.h"
#include "engine/compile/compile.h"
#include "engine/exchange/model_export.h"
#include "engine/exchange/safetensors.h"

namespace saddle::api {

Status export_run(const std::string& id, const std::string& format, const std::string& path, const train::DataOpener& open_data, const std::string& store_path) {
    if (format != "onnx" && format != "safetensors" && format != "pytorch")
        return Error{ErrorKind::Usage, "unknown format '" + format + "'", "use onnx, safetensors or pytorch", {}};
    // Sizes follow the data set the run was trained on, so its signature is needed to lower the graph again.
    TRY(const StoredRun run, load_run(id, store_path, format == "safetensors" ? train::DataOpener{} : open_data, ""));
    const std::vector<NamedTensor> weights = model_tensors(run.checkpoint);
    if (format == "safetensors")
        return exchange::write_safetensors({weights, {{"format", "pt"}, {"saddlepoint_run", run.row.id}, {"model", run.project.name}}}, path);
    TRY(ir::Program program, compile::lower(run.project, run.source->signature(), 1));
    if (format == "onnx")
        TRY_STATUS(compile::rewrite(program, *program.entry("predict"), exchange::onnx_form));
    return format == "onnx" ? exchange::export_onnx(program, weights, run.project.name, path)
                            : exchange::export_pytorch(program, weights, run.project.name, path);
}

}  // namespace saddle::api

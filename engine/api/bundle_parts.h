#pragma once
// Internal to api: the texts in a bundle (bundle.h).
#include "engine/store/experiment_store.h"

namespace saddle::api {

/// A run with all that a bundle has of it.
struct WholeRun {
    store::RunRow row;
    std::vector<store::ResumptionRow> resumptions;
    std::vector<store::Curve> curves;
    std::vector<store::KernelRow> kernels;
    std::optional<store::CheckpointRow> checkpoint;   ///< without path and hash
};

std::string run_json(const WholeRun& run);
std::string curves_json(const std::vector<store::Curve>& curves);
std::string kernels_json(const std::vector<store::KernelRow>& kernels);

/// Of anybody's texts. Invalid: names the part and what is wrong with it; Incompatible: a newer version.
Status read_run_json(const std::string& text, WholeRun& run);
Status read_curves_json(const std::string& text, WholeRun& run);
Status read_kernels_json(const std::string& text, WholeRun& run);

}  // namespace saddle::api

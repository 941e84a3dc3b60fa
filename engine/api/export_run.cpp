#include <filesystem>

#include "engine/api/run.h"
#include "engine/api/stored_run.h"
#include "engine/compile/compile.h"
#include "engine/exchange/model_export.h"
#include "engine/exchange/safetensors.h"

namespace saddle::api {

Status export_run(const std::string& id, const std::string& format, const std::string& path, const train::DataOpener& open_data, const std::string& store_path, std::optional<uint64_t> step) {
    if (format != "onnx" && format != "safetensors" && format != "pytorch")
        return Error{ErrorKind::Usage, "unknown format '" + format + "'", "use onnx, safetensors or pytorch", {}};
    // Sizes follow the data set the run was trained on, so its signature is needed to lower the graph again.
    TRY(const StoredRun run, load_run(id, store_path, format == "safetensors" ? train::DataOpener{} : open_data, "", step));
    const std::vector<NamedTensor> weights = model_tensors(run.checkpoint);
    if (format == "safetensors")
        return exchange::write_safetensors({weights, {{"format", "pt"}, {"saddlepoint_run", run.row.id}, {"saddlepoint_step", std::to_string(run.checkpoint.position.step)}, {"model", run.project.name}}}, path);
    TRY(ir::Program program, compile::lower(run.project, run.source->signature(), 1));
    // What others want of a diffusion model is the denoiser, which their samplers call.
    const std::string entry = compile::noising_node(run.project.graph) ? "sample" : "predict";
    if (format == "pytorch") return exchange::export_pytorch(program, entry, weights, run.project.name, path);
    TRY_STATUS(compile::rewrite(program, *program.entry(entry), exchange::onnx_form));
    return exchange::export_onnx(program, entry, weights, run.project.name, path);
}

}  // namespace saddle::api

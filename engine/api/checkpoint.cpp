#include "engine/api/checkpoint.h"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "engine/core/file.h"
#include "engine/exchange/safetensors.h"

namespace saddle::api {
namespace {
constexpr const char* kFormat = "saddlepoint-checkpoint-1";
constexpr std::string_view kCarried = ":carried";

std::string exact(double value) {
    char text[48];
    std::snprintf(text, sizeof text, "%a", value);
    return text;
}
}  // namespace

Result<SavedCheckpoint> save_checkpoint(runtime::Executor& executor, const train::Position& position, const std::string& path) {
    std::vector<NamedTensor> tensors;
    for (const std::string& name : executor.names()) {
        TRY(Tensor tensor, executor.get(name));
        tensors.push_back({name, std::move(tensor)});
    }
    return save_checkpoint(std::move(tensors), position, path);
}

Result<SavedCheckpoint> save_checkpoint(std::vector<NamedTensor> tensors, const train::Position& position, const std::string& path) {
    for (const auto& [name, state] : position.carried) tensors.push_back({name + std::string(kCarried), state});
    std::sort(tensors.begin(), tensors.end(), [](const NamedTensor& a, const NamedTensor& b) { return a.name < b.name; });
    exchange::TensorFile file{std::move(tensors), {}};
    file.metadata = {{"format", kFormat},
                     {"step", std::to_string(position.step)},
                     {"epoch", std::to_string(position.epoch)},
                     {"batch", std::to_string(position.batch)},
                     {"samples", std::to_string(position.samples)},
                     {"loss_sum", exact(position.loss_sum)},
                     {"correct", exact(position.correct)}};
    for (const auto& [node, sum] : position.loss_sums) file.metadata["loss_sum:" + node] = exact(sum);
    if (position.plateau != train::Plateau{}) {
        file.metadata["plateau_factor"] = exact(position.plateau.factor);
        file.metadata["plateau_best"] = exact(position.plateau.best);
        file.metadata["plateau_waited"] = std::to_string(position.plateau.waited);
    }
    std::error_code ignored;
    std::filesystem::create_directories(std::filesystem::path(path).parent_path(), ignored);
    TRY_STATUS(exchange::write_safetensors(file, path));
    TRY(const std::string bytes, read_file(path, 1ull << 40));
    return SavedCheckpoint{path, sha256(bytes), int64_t(bytes.size())};
}

Result<LoadedCheckpoint> load_checkpoint(const std::string& path, const std::string& hash) {
    TRY(const std::string bytes, read_file(path, 1ull << 40));
    if (!hash.empty() && sha256(bytes) != hash)
        return Error{ErrorKind::Incompatible, path + " is damaged: its content is not what the run stored", "resume from an earlier checkpoint", {}};
    return parse_checkpoint(bytes, path);
}

Result<LoadedCheckpoint> parse_checkpoint(std::string_view bytes, const std::string& path) {
    TRY(exchange::TensorFile file, exchange::parse_safetensors(bytes, path));
    if (file.metadata["format"] != kFormat)
        return Error{ErrorKind::Incompatible, path + " is not a checkpoint of this version (format '" + file.metadata["format"] + "')", "", {}};
    LoadedCheckpoint checkpoint;
    checkpoint.tensors = std::move(file.tensors);
    const auto whole = [&](const char* key) { return std::atoll(file.metadata[key].c_str()); };
    const auto real = [&](const std::string& key) { return std::strtod(file.metadata[key].c_str(), nullptr); };
    train::Position& position = checkpoint.position;
    position = {uint64_t(whole("step")), whole("epoch"), whole("batch"), real("loss_sum"), real("correct"), whole("samples"), {}, {}, {}};
    for (NamedTensor& t : checkpoint.tensors)
        if (t.name.size() > kCarried.size() && t.name.ends_with(kCarried)) position.carried[t.name.substr(0, t.name.size() - kCarried.size())] = std::move(t.tensor);
    std::erase_if(checkpoint.tensors, [](const NamedTensor& t) { return t.name.ends_with(kCarried); });
    constexpr std::string_view kPrefix = "loss_sum:";
    for (const auto& [key, text] : file.metadata)
        if (key.rfind(kPrefix, 0) == 0) position.loss_sums[key.substr(kPrefix.size())] = real(key);
    if (file.metadata.count("plateau_factor")) position.plateau = {real("plateau_factor"), real("plateau_best"), whole("plateau_waited")};
    return checkpoint;
}

namespace {
Status restore_names(runtime::Executor& executor, const std::vector<std::string>& names, const std::vector<NamedTensor>& tensors) {
    for (const std::string& name : names) {
        const auto it = std::find_if(tensors.begin(), tensors.end(), [&](const NamedTensor& t) { return t.name == name; });
        if (it == tensors.end())
            return Error{ErrorKind::Incompatible, "there is no '" + name + "'", "it belongs to another model or optimizer", {}};
        if (auto status = executor.set(name, it->tensor); !status.ok())
            return Error{ErrorKind::Incompatible, "'" + name + "' does not fit the checkpoint: " + status.error().message, "it belongs to another model", {}};
    }
    return {};
}
}  // namespace

Status restore(runtime::Executor& executor, const std::vector<NamedTensor>& tensors) { return restore_names(executor, executor.names(), tensors); }

Status restore_model(runtime::Executor& executor, const std::vector<NamedTensor>& tensors) {
    std::vector<std::string> names = executor.names();
    std::erase_if(names, [](const std::string& name) { return name.find(':') != std::string::npos; });
    return restore_names(executor, names, tensors);
}

Status load_weights(runtime::Executor& executor, const std::string& path) {
    TRY(const exchange::TensorFile file, exchange::read_safetensors(path));
    Status status = restore_model(executor, file.tensors);
    if (!status.ok()) status.error().message = path + ": " + status.error().message;
    return status;
}

}  // namespace saddle::api

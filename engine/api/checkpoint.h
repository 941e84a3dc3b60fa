#pragma once
// Internal to api: a run's parameters, state and position in one checksummed file (safetensors, docs/file-formats.md).
#include "engine/train/training_loop.h"

namespace saddle::api {

struct SavedCheckpoint {
    std::string path, hash;    ///< SHA-256 of the file
    int64_t bytes = 0;
};
/// Nothing may be in flight. The file holds nothing that differs between equal runs: equal runs give equal hashes.
Result<SavedCheckpoint> save_checkpoint(runtime::Executor& executor, const train::Position& position, const std::string& path);

/// The same of given tensors, which the file holds in their order.
Result<SavedCheckpoint> save_checkpoint(std::vector<NamedTensor> tensors, const train::Position& position, const std::string& path);

struct LoadedCheckpoint {
    std::vector<NamedTensor> tensors;
    train::Position position;
};
/// Io when the file is missing, Incompatible when its hash differs from `hash` (not checked when empty).
Result<LoadedCheckpoint> load_checkpoint(const std::string& path, const std::string& hash);
/// The same of a file in memory; `path` is its name for messages.
Result<LoadedCheckpoint> parse_checkpoint(std::string_view bytes, const std::string& path);
/// Sets every parameter and state of `names` from the checkpoint; Incompatible when one is missing or has another shape.
Status restore(runtime::Executor& executor, const std::vector<NamedTensor>& tensors);
/// The same for the model alone: the optimizer's state ("name:momentum") stays as it is.
Status restore_model(runtime::Executor& executor, const std::vector<NamedTensor>& tensors);

/// Sets the model's parameters and running statistics from a safetensors file.
Status load_weights(runtime::Executor& executor, const std::string& path);

}  // namespace saddle::api

#pragma once
// The language in which runs are asked for, the same in the command line and in the desktop:
//
//     loss<0.1 and tag:cnn        status=finished or not device:llvmpipe        lr>=0.01 (adam or "batch norm")
//
// A term is a comparison `name op value` (< <= > >= = !=, numbers as numbers), `name:text` (contains it; tag:x is exactly x), or
// a word, which some text of the run contains. Terms side by side are joined by "and", which binds tighter than "or"; upper and
// lower case are the same. A name is a column (run, project, status, message, note, data, device, driver, version, seed, steps,
// epochs, seconds, parameters, started, fork, imported), a best value ("val_loss"; loss and accuracy stand for the validation's or, where
// there is none, training's), or a training setting ("batch_size", "optimizer.lr", and "lr" for the optimizer's). A comparison
// with what a run does not have is false.
#include <functional>

#include "engine/store/experiment_store.h"

namespace saddle::store {

using RunFilter = std::function<bool(const RunRow&)>;

/// Usage: the message says where the text goes wrong. Empty text: every run.
Result<RunFilter> parse_filter(const std::string& text);

/// What a name of the language is for this run; nullopt: it has no such value.
std::optional<std::string> value_of(const RunRow& run, const std::string& name);
/// The same as a number; a value that is none is NaN.
std::optional<double> number_of(const RunRow& run, const std::string& name);
/// Names of the run's training settings: "batch_size", "optimizer.lr".
std::vector<std::string> setting_names(const RunRow& run);

}  // namespace saddle::store

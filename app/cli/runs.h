#pragma once
// Parts of `saddle runs`.
#include <memory>

#include "app/cli/commands.h"
#include "engine/api/runs.h"

namespace saddle::cli {

/// The default store.
Result<std::unique_ptr<store::ExperimentStore>> open_store();
/// Runs the subcommand's work and sets the exit code.
using Finish = std::function<void(const Status&)>;

void add_runs_change(CLI::App& runs, const Finish& finish);    ///< tag, note, rm, restore, gc
void add_runs_check(CLI::App& runs, const Finish& finish);
void add_runs_compare(CLI::App& runs, const Finish& finish);
void add_runs_export(CLI::App& runs, const Finish& finish);    ///< export, import

}  // namespace saddle::cli

#pragma once
// Each command adds itself to the parser; its callback does the work and sets the exit code.
#include <CLI/CLI.hpp>

#include "engine/api/core.h"
#include "engine/api/run.h"

namespace saddle::cli {

/// Of commands that take a run's weights as they are stored.
inline constexpr const char* kOfStep = "the weights as they were at this step, one of those that `saddle runs show` lists (default: its last checkpoint)";
/// Options that many commands share.
struct Common {
    std::string device = "auto", data;
    bool json = false;
};
void add_common(CLI::App& command, Common& common);
/// A project file with the user's changes applied.
struct ProjectOptions {
    std::string path;
    std::vector<std::string> set;
    std::optional<int64_t> batch, epochs;
    std::optional<uint64_t> seed;
};
void add_project(CLI::App& command, ProjectOptions& options, bool required = true);
Result<Project> open_project(const ProjectOptions& options);
Status apply(const ProjectOptions& options, Project& project);   ///< all but the path

/// "train", "val" or "validation", "test"; empty: none.
Result<std::optional<train::Split>> parse_split(const std::string& name);

/// Prints the error to standard error and gives its exit code.
int report(const Error& error);

/// Interrupt and terminate ask the run to end with a checkpoint.
RunControl& signalled_control();
Cancellation signalled_cancellation();

void add_train(CLI::App& app, int& code);
void add_models(CLI::App& app, int& code);      ///< eval, predict, export, landscape, hessian, inside
void add_inside(CLI::App& app, int& code);
void add_sample(CLI::App& app, int& code);
void add_import(CLI::App& app, int& code);
void add_inspection(CLI::App& app, int& code);  ///< check, plan, step, profile
void add_runs(CLI::App& app, int& code);
void add_data(CLI::App& app, int& code);        ///< data list, fetch, check, preview
void add_bench(CLI::App& app, int& code);       ///< bench
void add_playground(CLI::App& app, int& code);
void add_machine(CLI::App& app, int& code);     ///< devices, doctor
/// Prints what this machine has and lacks; the exit code of the first thing that training cannot do without.
int doctor(bool json);

}  // namespace saddle::cli

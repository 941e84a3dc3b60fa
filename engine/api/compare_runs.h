#pragma once
// Stored runs side by side.
#include <map>
#include <string>
#include <vector>

#include "engine/analysis/views.h"
#include "engine/store/experiment_store.h"

namespace saddle::api {

/// One setting of each run as text, "" where a run has it not: "optimizer.lr", "conv1.out_channels", "edge conv1.y relu1.x".
struct SettingRow {
    std::string name;
    std::vector<std::string> values;
};
/// Settings of a run (from ExperimentStore::run()) by name, in three groups: training and data, the graph, where it ran.
std::vector<std::map<std::string, std::string>> run_settings(const store::RunRow& run);
/// What the projects, data and devices of `runs` (from ExperimentStore::run()) differ in, training settings first. Attributes
/// that a project leaves at their defaults are not said there.
std::vector<SettingRow> settings_diff(const std::vector<store::RunRow>& runs);

/// The kernels that the run's last profile measured, one after the other: times of day are not stored.
StepProfile stored_profile(const store::RunRow& row, const std::vector<store::KernelRow>& kernels);

}  // namespace saddle::api

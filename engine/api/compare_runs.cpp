#include "engine/api/compare_runs.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

namespace saddle::api {
namespace {

using Json = nlohmann::json;
using Settings = std::map<std::string, std::string>;   // by name

void flatten(const Json& value, const std::string& name, Settings& to) {
    if (value.is_object()) {
        for (const auto& [key, item] : value.items()) flatten(item, name.empty() ? key : name + "." + key, to);
    } else if (value.is_array() && std::any_of(value.begin(), value.end(), [](const Json& item) { return item.is_structured(); })) {
        for (size_t i = 0; i < value.size(); ++i) flatten(value[i], name + "." + std::to_string(i), to);
    } else {
        to[name] = value.is_string() ? value.get<std::string>() : value.dump();
    }
}

void flatten_graph(const Json& graph, const std::string& path, Settings& to) {
    for (const Json& node : graph.value("nodes", Json::array())) {
        if (!node.is_object()) continue;
        const std::string id = path + node.value("id", "");
        to[id + ".layer"] = node.value("layer", "");
        if (node.value("bypassed", false)) to[id + ".bypassed"] = "true";
        flatten(node.value("attributes", Json::object()), id, to);
    }
    for (const Json& edge : graph.value("edges", Json::array()))
        if (edge.is_array() && edge.size() == 2 && edge[0].is_string() && edge[1].is_string()) to["edge " + path + edge[0].get<std::string>() + " " + path + edge[1].get<std::string>()] = "yes";
}

}  // namespace

std::vector<std::map<std::string, std::string>> run_settings(const store::RunRow& run) {
    std::vector<Settings> groups(3);
    const Json project = Json::parse(run.project_json, nullptr, false);
    if (project.is_object()) {
        flatten(project.value("train", Json::object()), "", groups[0]);
        flatten(project.value("data", Json::object()), "data", groups[0]);
        flatten_graph(project.value("graph", Json::object()), "", groups[1]);
        for (const Json& composite : project.value("composites", Json::array()))
            if (composite.is_object()) {
                const std::string name = composite.value("name", "");
                flatten(composite.value("attributes", Json::object()), name, groups[1]);
                flatten_graph(composite.value("graph", Json::object()), name + "/", groups[1]);
            }
    }
    groups[2] = {{"project", run.name}, {"data set", run.data_name}, {"data hash", run.data_hash.substr(0, 12)}, {"device", run.device}, {"driver", run.driver}, {"version", run.engine_version}};
    if (!run.forked_from.empty()) groups[2]["forked from"] = run.forked_from + "@" + std::to_string(run.forked_step);
    return groups;
}

std::vector<SettingRow> settings_diff(const std::vector<store::RunRow>& runs) {
    std::vector<std::map<std::string, std::vector<std::string>>> groups(3);
    for (size_t i = 0; i < runs.size(); ++i) {
        const std::vector<Settings> own = run_settings(runs[i]);
        for (size_t group = 0; group < groups.size(); ++group)
            for (const auto& [name, value] : own[group]) {
                auto& values = groups[group][name];
                values.resize(runs.size());
                values[i] = value;
            }
    }
    std::vector<SettingRow> rows;
    for (const auto& group : groups)
        for (const auto& [name, values] : group)
            if (std::any_of(values.begin(), values.end(), [&first = values.front()](const std::string& value) { return value != first; })) rows.push_back({name, values});
    return rows;
}

StepProfile stored_profile(const store::RunRow& row, const std::vector<store::KernelRow>& kernels) {
    StepProfile profile;
    profile.run = row.id;
    profile.device = row.device;
    profile.step = row.steps;
    for (const store::KernelRow& k : kernels) {
        KernelTiming timing;
        timing.kernel = k.kernel;
        timing.source = k.source;
        timing.node = k.node;
        for (const ir::Phase phase : {ir::Phase::Forward, ir::Phase::Backward, ir::Phase::Update})
            if (k.phase == ir::name(phase)) timing.phase = phase;
        timing.calls = k.calls;
        timing.ms = k.ms;
        timing.begin_us = profile.sum_of_kernels_ms * 1e3;   // times of day are not stored: end to end
        timing.flops = k.flops;
        timing.bytes = k.bytes;
        timing.gflops = k.gflops;
        timing.gbytes_per_s = k.gbytes_per_s;
        timing.intensity = k.bytes > 0 ? k.flops / k.bytes : 0;
        timing.percent_of_roofline = k.percent_of_roofline;
        timing.bound = k.bound;
        profile.sum_of_kernels_ms += k.ms;
        timing.end_us = profile.sum_of_kernels_ms * 1e3;
        profile.kernels.push_back(std::move(timing));
    }
    return profile;
}

}  // namespace saddle::api

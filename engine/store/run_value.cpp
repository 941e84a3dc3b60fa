// What the filter's names are for a run.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <variant>

#include "engine/store/run_filter.h"

namespace saddle::store {
namespace {

using Value = std::variant<std::monostate, double, std::string>;

Value best_of(const RunRow& run, std::initializer_list<const char*> names) {
    for (const char* name : names)
        if (const auto it = run.best.find(name); it != run.best.end()) return it->second;
    return {};
}

/// "optimizer.lr" of {"optimizer": {"lr": 0.1}}.
Value setting(const RunRow& run, const std::string& name) {
    const nlohmann::json settings = nlohmann::json::parse(run.settings_json, nullptr, false);
    const nlohmann::json* at = &settings;
    for (size_t begin = 0; begin <= name.size();) {
        const size_t end = std::min(name.find('.', begin), name.size());
        const std::string key = name.substr(begin, end - begin);
        if (at->is_object() && at->contains(key)) at = &(*at)[key];
        else if (at->is_array() && !key.empty() && key.find_first_not_of("0123456789") == std::string::npos && key.size() < 6 && std::stoul(key) < at->size()) at = &(*at)[std::stoul(key)];
        else return {};
        begin = end + 1;
    }
    if (at->is_number()) return at->get<double>();
    if (at->is_string()) return at->get<std::string>();
    return at->is_boolean() ? Value(at->get<bool>() ? "true" : "false") : at->is_structured() && at->contains("type") && (*at)["type"].is_string() ? Value((*at)["type"].get<std::string>()) : Value();
}

Value find(const RunRow& run, const std::string& name) {
    const std::pair<const char*, const std::string&> texts[] = {{"run", run.id}, {"id", run.id}, {"project", run.name}, {"name", run.name}, {"status", run.status}, {"state", run.status},
        {"message", run.message}, {"note", run.note}, {"data", run.data_name}, {"device", run.device}, {"driver", run.driver}, {"version", run.engine_version}, {"started", run.started}, {"fork", run.forked_from}, {"imported", run.imported_from}};
    for (const auto& [word, text] : texts)
        if (name == word) return text;
    const std::pair<const char*, double> numbers[] = {{"seed", double(run.seed)}, {"steps", double(run.steps)}, {"epochs", double(run.epochs)}, {"seconds", run.seconds}, {"parameters", double(run.parameters)}};
    for (const auto& [word, number] : numbers)
        if (name == word) return number;
    if (name == "loss") return best_of(run, {"val_loss", "train_loss"});
    if (name == "accuracy") return best_of(run, {"val_accuracy", "train_accuracy"});
    if (const auto it = run.best.find(name); it != run.best.end()) return it->second;
    if (run.settings_json.empty()) return {};
    const Value own = setting(run, name);
    return own.index() == 0 ? setting(run, "optimizer." + name) : own;
}

void add_names(const nlohmann::json& value, const std::string& path, std::vector<std::string>& names) {
    if (value.is_object())
        for (const auto& [key, item] : value.items()) add_names(item, path.empty() ? key : path + "." + key, names);
    else if (value.is_array())
        for (size_t i = 0; i < value.size(); ++i) add_names(value[i], path + "." + std::to_string(i), names);
    else if (!value.is_null()) names.push_back(path);
}

}  // namespace

std::vector<std::string> setting_names(const RunRow& run) {
    std::vector<std::string> names;
    const nlohmann::json settings = nlohmann::json::parse(run.settings_json, nullptr, false);
    if (settings.is_object()) add_names(settings, "", names);
    return names;
}

std::optional<std::string> value_of(const RunRow& run, const std::string& name) {
    const Value value = find(run, name);
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    if (const auto* number = std::get_if<double>(&value)) {
        char text[32];
        std::snprintf(text, sizeof text, "%.9g", *number);
        return text;
    }
    return std::nullopt;
}

std::optional<double> number_of(const RunRow& run, const std::string& name) {
    const Value value = find(run, name);
    if (const auto* number = std::get_if<double>(&value)) return *number;
    return value.index() == 0 ? std::nullopt : std::optional<double>(NAN);
}

}  // namespace saddle::store

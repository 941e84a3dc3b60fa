#include "engine/store/run_file.h"

#include <nlohmann/json.hpp>

#include "engine/core/file.h"

namespace saddle::store {
namespace {

constexpr const char* kName = "run.json";
constexpr std::pair<const char*, std::string RunRow::*> kTexts[] = {
    {"name", &RunRow::name}, {"project", &RunRow::project_json}, {"data_name", &RunRow::data_name}, {"data_path", &RunRow::data_path}, {"data_hash", &RunRow::data_hash},
    {"device", &RunRow::device}, {"driver", &RunRow::driver}, {"engine_version", &RunRow::engine_version}, {"started", &RunRow::started}, {"forked_from", &RunRow::forked_from}, {"imported_from", &RunRow::imported_from}};

}  // namespace

Status write_run_file(const std::string& store_path, const RunRow& run) {
    nlohmann::ordered_json json{{"run", run.id}, {"seed", run.seed}, {"epochs", run.epochs}, {"parameters", run.parameters}, {"forked_step", run.forked_step}};
    for (const auto& [name, text] : kTexts) json[name] = run.*text;
    return write_file(run_folder(store_path, run.id) + kName, json.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n");
}

std::optional<RunRow> read_run_file(const std::string& store_path, const std::string& run) {
    const auto text = read_file(run_folder(store_path, run) + kName, 128 << 20);
    if (!text.ok()) return std::nullopt;
    const auto json = nlohmann::json::parse(*text, nullptr, false);
    if (!json.is_object() || json.value("run", nlohmann::json()) != run) return std::nullopt;
    RunRow row;
    row.id = run;
    row.status = "interrupted";
    for (const auto& [name, to] : kTexts)
        if (json.contains(name) && json[name].is_string()) row.*to = json[name].get<std::string>();
    const auto number = [&](const char* name, auto& to) {
        if (json.contains(name) && json[name].is_number_integer()) to = json[name].get<std::remove_reference_t<decltype(to)>>();
    };
    number("seed", row.seed);
    number("epochs", row.epochs);
    number("parameters", row.parameters);
    number("forked_step", row.forked_step);
    return row;
}

}  // namespace saddle::store

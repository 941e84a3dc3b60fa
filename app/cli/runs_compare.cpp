// Stored runs side by side: settings, figures, and the kernels of their last profiles.
#include <cmath>

#include "app/cli/json.h"
#include "app/cli/runs.h"
#include "engine/api/csv.h"
#include "engine/api/profile_diff.h"

namespace saddle::cli {
namespace {

struct Compared {
    std::vector<store::RunRow> runs;
    std::vector<StepProfile> profiles;
};

Result<Compared> read(const std::vector<std::string>& asked) {
    TRY(const auto store, open_store());
    Compared all;
    for (const std::string& each : asked) {
        TRY(store::RunRow run, store->run(each));
        TRY(const auto kernels, store->kernels(run.id));
        all.profiles.push_back(api::stored_profile(run, kernels));
        all.runs.push_back(std::move(run));
    }
    return all;
}

/// Best values of any of them, then what they took.
std::vector<std::pair<std::string, std::vector<std::optional<double>>>> figures(const std::vector<store::RunRow>& runs) {
    std::set<std::string> names;
    for (const store::RunRow& run : runs)
        for (const auto& [name, value] : run.best) names.insert(name);
    std::vector<std::pair<std::string, std::vector<std::optional<double>>>> rows;
    const auto add = [&](const std::string& name) {
        rows.emplace_back(name, std::vector<std::optional<double>>());
        for (const store::RunRow& run : runs) rows.back().second.push_back(store::number_of(run, name));
    };
    for (const std::string& name : names) add(name);
    for (const char* name : {"steps", "epochs", "seconds", "parameters"}) add(name);
    return rows;
}

void print_row(const std::string& name, const std::vector<std::string>& values) {
    std::printf("  %-34s", name.c_str());
    for (const std::string& value : values) std::printf(" %22s", value.size() > 22 ? (value.substr(0, 19) + "...").c_str() : value.c_str());
    std::printf("\n");
}

std::string times(const ProfileDiff::Times& t) { return t.calls == 0 ? "-" : csv_cell(std::round(t.ms * 1e4) / 1e4) + " (" + std::to_string(t.calls) + ")"; }

void print_kernels(const StepProfile& before, const StepProfile& after, analysis::ProfileRows by, int limit, bool json) {
    const ProfileDiff diff = analysis::compare(before, after, by);
    if (!json) {
        std::printf("kernels of a step, ms (calls), %s against %s:\n", before.run.c_str(), after.run.c_str());
        if (before.kernels.empty() || after.kernels.empty()) return void(std::printf("  %s has no stored profile\n", (before.kernels.empty() ? before : after).run.c_str()));
        print_row(by == analysis::ProfileRows::Nodes ? "node" : "kernel", {"phase", before.run, after.run, "ratio"});
    }
    int left = limit;
    for (const ProfileDiff::Row& row : diff.rows) {
        const std::string name = by == analysis::ProfileRows::KernelsOfNodes ? row.node + " " + row.kernel : row.node + row.kernel;
        if (json) {
            print_line({{"kernel", row.kernel}, {"node", row.node}, {"phase", ir::name(row.phase)}, {"before", {{"run", before.run}, {"calls", row.before.calls}, {"ms", row.before.ms}}},
                        {"after", {{"run", after.run}, {"calls", row.after.calls}, {"ms", row.after.ms}}}, {"ratio", row.ratio()}});
        } else if (limit == 0 || left-- > 0) {
            print_row(name, {ir::name(row.phase), times(row.before), times(row.after), std::isnan(row.ratio()) ? "-" : csv_cell(std::round(row.ratio() * 1000) / 1000)});
        }
    }
    if (json) return;
    if (limit > 0 && int(diff.rows.size()) > limit) std::printf("  ... and %zu with smaller changes (--all)\n", diff.rows.size() - size_t(limit));
    print_row("all kernels", {"", csv_cell(std::round(before.sum_of_kernels_ms * 1e4) / 1e4), csv_cell(std::round(after.sum_of_kernels_ms * 1e4) / 1e4), csv_cell(std::round(after.sum_of_kernels_ms / before.sum_of_kernels_ms * 1000) / 1000)});
}

Status compare(const std::vector<std::string>& asked, const std::string& by, bool all, bool json) {
    TRY(const Compared them, read(asked));
    const auto settings = api::settings_diff(them.runs);
    std::vector<std::string> ids;
    for (const store::RunRow& run : them.runs) ids.push_back(run.id);
    if (!json) {
        std::printf("settings that differ%s:\n", settings.empty() ? ": none" : "");
        if (!settings.empty()) print_row("", ids);
    }
    for (const api::SettingRow& row : settings) {
        if (!json) {
            std::vector<std::string> shown = row.values;
            for (std::string& value : shown) value = value.empty() ? "-" : value;
            print_row(row.name, shown);
            continue;
        }
        Json values = Json::object();
        for (size_t i = 0; i < ids.size(); ++i) values[ids[i]] = row.values[i].empty() ? Json() : Json(row.values[i]);
        print_line({{"setting", row.name}, {"values", values}});
    }
    if (!json) {
        std::printf("best values, and what they took:\n");
        print_row("", ids);
    }
    for (const auto& [name, values] : figures(them.runs)) {
        std::vector<std::string> shown;
        Json of = Json::object();
        for (size_t i = 0; i < ids.size(); ++i) {
            shown.push_back(values[i] ? csv_cell(std::round(*values[i] * 1e6) / 1e6) : "-");
            of[ids[i]] = values[i] ? Json(*values[i]) : Json();
        }
        if (json) print_line({{"metric", name}, {"values", of}});
        else print_row(name, shown);
    }
    const auto rows = by == "node" ? analysis::ProfileRows::Nodes : by == "kernel" ? analysis::ProfileRows::Kernels : analysis::ProfileRows::KernelsOfNodes;
    for (size_t i = 1; i < them.profiles.size(); ++i) print_kernels(them.profiles[0], them.profiles[i], rows, all ? 0 : 20, json);
    return {};
}

}  // namespace

void add_runs_compare(CLI::App& runs, const Finish& finish) {
    auto ids = std::make_shared<std::vector<std::string>>();
    auto by = std::make_shared<std::string>("kernel");
    auto all = std::make_shared<bool>(false), json = std::make_shared<bool>(false);
    CLI::App* command = runs.add_subcommand("compare", "Runs side by side: settings, figures, kernels; each against the first");
    command->add_option("runs", *ids, "two run ids or more")->required()->expected(2, 16);
    command->add_option("--by", *by, "what a row of kernels is: kernel, node, or both (the kernels of each node)")->capture_default_str()->check(CLI::IsMember({"kernel", "node", "both"}));
    command->add_flag("--all", *all, "every kernel, not only the 20 with the largest changes");
    command->add_flag("--json", *json, "JSON Lines");
    command->callback([=] { finish(compare(*ids, *by, *all, *json)); });
}

}  // namespace saddle::cli

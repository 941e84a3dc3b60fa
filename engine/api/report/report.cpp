// A run as one page that needs nothing beside it.
#include <algorithm>
#include <cctype>
#include <cmath>

#include "engine/api/compare_runs.h"
#include "engine/api/report/drawings.h"
#include "engine/api/report/markup.h"
#include "engine/api/report/style.h"
#include "engine/api/run_content.h"

namespace saddle::api {
namespace report {
namespace {

constexpr size_t kMostKernels = 20;

std::string section(const std::string& title, const std::string& content) { return content.empty() ? "" : "<section><h2>" + title + "</h2>\n" + content + "</section>\n"; }
std::string code(const std::string& text) { return std::string("<code>") + escaped(text) + "</code>"; }

std::string head_of(const store::RunRow& run) {
    std::string made = std::string("<h1>") + escaped(run.name) + "</h1>\n<p>Run " + code(run.id) + ", " + escaped(run.status) + (run.message.empty() ? "" : std::string(": ") + escaped(run.message)) + "</p>\n";
    if (!run.forked_from.empty()) made += std::string("<p>It goes on from step ") + shown(double(run.forked_step)) + " of run " + code(run.forked_from) + ".</p>\n";
    if (!run.imported_from.empty()) made += "<p>It was imported; where it was made it is run " + code(run.imported_from) + ".</p>\n";
    if (!run.tags.empty()) {
        made += "<p>";
        for (const std::string& tag : run.tags) made += std::string("#") + escaped(tag) + " ";
        made += "</p>\n";
    }
    if (!run.note.empty()) made += std::string("<p class=\"note\">") + escaped(run.note) + "</p>\n";
    made += "<div class=\"tiles\">";
    const auto tile = [&](const std::string& name, const std::string& value) { made += std::string("<div class=\"tile\"><span>") + escaped(name) + "</span><b>" + value + "</b></div>"; };
    for (const auto& [name, value] : run.best)
        if (name.find(':') == std::string::npos) tile("best " + name, shown(value));
    tile("parameters", shown(double(run.parameters)));
    tile("steps", shown(double(run.steps)));
    tile("seconds", shown(run.seconds));
    return made + "</div>\n";
}

std::string settings_of_run(const store::RunRow& run) {
    std::vector<std::vector<std::string>> rows;
    const auto groups = run_settings(run);
    for (const auto& [name, value] : groups.front()) rows.push_back({escaped(name), code(value)});
    return table({}, rows, 2);
}

std::string environment_of(const store::RunRow& run, const std::vector<store::ResumptionRow>& resumptions) {
    std::vector<std::vector<std::string>> rows{{"data set", escaped(run.data_name)}, {"hash of the data", code(run.data_hash)}, {"device", escaped(run.device)}, {"driver", escaped(run.driver)},
                                               {"version of Saddlepoint", escaped(run.engine_version)}, {"started", escaped(run.started)}, {"ended", escaped(run.ended)}};
    for (const store::ResumptionRow& each : resumptions) rows.push_back({"resumed at step " + shown(double(each.step)), escaped(each.at)});
    return table({}, rows, 2);
}

std::string kernels_of(const StepProfile& profile, const std::optional<store::PeakRow>& peaks) {
    if (profile.kernels.empty()) return "";
    std::vector<KernelTiming> kernels = profile.kernels;
    std::stable_sort(kernels.begin(), kernels.end(), [](const KernelTiming& a, const KernelTiming& b) { return a.ms > b.ms; });
    std::vector<std::vector<std::string>> rows;
    for (const KernelTiming& k : kernels) {
        const auto measured = [](double value) { return value > 0 ? shown(value) : std::string("–"); };
        rows.push_back({escaped(k.node), escaped(k.kernel), ir::name(k.phase), escaped(k.bound), shown(k.ms), shown(std::round(1000 * k.ms / profile.sum_of_kernels_ms) / 10), measured(k.gflops), measured(k.gbytes_per_s), measured(k.percent_of_roofline)});
        if (rows.size() == kMostKernels) break;
    }
    return std::string("<p>") + counted(kernels.size(), "kernel call") + " of a training step take " + shown(profile.sum_of_kernels_ms) + " ms" + (kernels.size() > rows.size() ? std::string("; the longest ") + std::to_string(rows.size()) : "") + ":</p>\n" +
           roofline_svg(profile, peaks) + table({"node", "kernel", "phase", "bound by", "ms", "% of time", "GFLOP/s", "GB/s", "% of roofline"}, rows, 4);
}

/// For a file and a shell.
std::string file_name(const std::string& name) {
    std::string made;
    for (const char c : name) made += std::isalnum(uint8_t(c)) ? char(std::tolower(uint8_t(c))) : '-';
    return (made.empty() ? "project" : made) + ".json";
}

std::string recipe(const store::RunRow& run) {
    const std::string file = file_name(run.name);
    std::string command = "saddle train " + file + " --data FOLDER";
    if (!run.forked_from.empty()) command += " --fork " + run.forked_from + "@" + std::to_string(run.forked_step);
    if (run.status != "finished") command += std::string(" --steps ") + std::to_string(run.steps - std::min(run.steps, run.forked_step));
    return "<p>Save the project below as " + code(file) + ". FOLDER has the data set " + escaped(run.data_name) + "; its hash, which " + code("saddle runs show last") + " says too, is that above. On the same device, driver and version the seed " +
           std::to_string(run.seed) + " gives the same bits; on others the curves are alike.</p>\n<pre>" + escaped(command) + "</pre>\n<details><summary>" + escaped(file) + "</summary><pre>" + escaped(run.project_json) + "</pre></details>\n";
}

Result<RunContent> page_of(const ExportedRun& run) {
    TRY(const Project project, read_project(run.row.project_json, "run " + run.row.id));
    TRY(const auto curves, run.store.curves(run.row.id));
    TRY(const auto resumptions, run.store.resumptions(run.row.id));
    TRY(const auto kernels, run.store.kernels(run.row.id));
    TRY(const auto peaks, run.store.peaks(run.row.device, run.row.driver));
    std::string page = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
                       "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"><title>" + escaped(run.row.name + ", run " + run.row.id) + "</title><style>" + kStyle + "</style></head><body>\n";
    page += head_of(run.row);
    if (!project.description.empty()) page += std::string("<p>") + escaped(project.description) + "</p>\n";
    page += section("Graph", graph_svg(project));
    page += section("Curves", curve_panels(curves));
    page += "<div class=\"columns\">" + section("Settings", settings_of_run(run.row)) + section("Environment", environment_of(run.row, resumptions)) + "</div>\n";
    page += section("Kernels", kernels_of(stored_profile(run.row, kernels), peaks));
    page += section("To repeat it", recipe(run.row));
    page += "<footer>Written by Saddlepoint; it needs no other file and runs no script.</footer>\n</body></html>\n";
    return RunContent{std::move(page), "a report with " + counted(curves.size(), "curve") + " and " + counted(kernels.size(), "kernel call")};
}

}  // namespace
}  // namespace report

Result<RunContent> run_report(const ExportedRun& run) { return report::page_of(run); }

}  // namespace saddle::api

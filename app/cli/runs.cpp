#include "app/cli/runs.h"

#include <algorithm>
#include <numeric>

#include "app/cli/json.h"
#include "engine/api/files.h"
#include "engine/api/run_path.h"

namespace saddle::cli {
namespace {

Json row_json(const store::RunRow& r) {
    Json best = Json::object();
    for (const auto& [name, value] : r.best) best[name] = value;
    Json row{{"run", r.id}, {"name", r.name}, {"status", r.status}, {"message", r.message}, {"device", r.device}, {"data", r.data_name}, {"seed", r.seed}, {"steps", r.steps}, {"seconds", r.seconds}, {"best", best}, {"started", r.started}, {"tags", r.tags}, {"note", r.note}};
    if (!r.forked_from.empty()) row["forked_from"] = {{"run", r.forked_from}, {"step", r.forked_step}};
    if (!r.imported_from.empty()) row["imported_from"] = r.imported_from;
    if (!r.removed.empty()) row["removed"] = r.removed;
    return row;
}

/// Newest first or, by a name of the filter language, the smallest value first ("-name": the largest); those without it last.
void sort_by(std::vector<store::RunRow>& rows, const std::string& name) {
    const bool down = name.starts_with('-');
    std::vector<std::pair<std::optional<double>, store::RunRow>> keyed;
    for (store::RunRow& row : rows) {
        auto key = store::number_of(row, name.substr(down));
        if (key && std::isnan(*key)) key.reset();
        keyed.emplace_back(key, std::move(row));
    }
    std::stable_sort(keyed.begin(), keyed.end(), [&](const auto& a, const auto& b) { return a.first && b.first ? (down ? *a.first > *b.first : *a.first < *b.first) : a.first && !b.first; });
    for (size_t i = 0; i < rows.size(); ++i) rows[i] = std::move(keyed[i].second);
}

struct ListOptions { std::string filter, sort; bool trash = false, json = false; };

Status list(const ListOptions& o) {
    TRY(const store::RunFilter wanted, store::parse_filter(o.filter));
    TRY(const auto store, open_store());
    TRY(auto rows, o.trash ? store->trash() : store->runs());
    if (rows.empty() && !o.json) std::printf("%s\n", o.trash ? "the trash is empty" : "no runs yet; `saddle train PROJECT` makes one");
    std::erase_if(rows, [&](const store::RunRow& row) { return !wanted(row); });
    if (!o.sort.empty()) sort_by(rows, o.sort);
    for (const store::RunRow& r : rows) {
        if (o.json) {
            print_line(row_json(r));
            continue;
        }
        const auto accuracy = r.best.find("val_accuracy");
        std::printf("%-22s %-16s %-12s %7llu steps %8.1f s", r.id.c_str(), r.name.c_str(), r.status.c_str(), (unsigned long long)r.steps, r.seconds);
        if (accuracy != r.best.end()) std::printf("  accuracy %.2f %%", accuracy->second * 100);
        for (const std::string& tag : r.tags) std::printf("  #%s", tag.c_str());
        if (!r.note.empty()) std::printf("  %s", r.note.substr(0, r.note.find('\n')).c_str());
        std::printf("\n");
    }
    return {};
}

Status curves(const std::string& id, const std::string& prefix, const std::string& file) {
    TRY(const auto store, open_store());
    TRY(const store::RunRow r, store->run(id));
    TRY(const auto curves, store->curves(r.id, prefix));
    const std::string text = api::curves_csv(curves);
    if (!file.empty()) return write_file(file, text);
    std::fwrite(text.data(), 1, text.size(), stdout);
    return {};
}

Status show(const std::string& id, bool json) {
    TRY(const auto store, open_store());
    TRY(const store::RunRow r, store->run(id));
    TRY(const auto resumptions, store->resumptions(r.id));
    TRY(const auto checkpoints, store->checkpoints(r.id));
    TRY(const auto kernels, store->kernels(r.id));
    TRY(const auto metrics, store->curves(r.id));
    TRY(const std::vector<api::Snapshot> path, api::run_path(*store, store::default_store_path(), r.id));
    const auto best = api::best_of(path);
    if (json) {
        Json j = row_json(r);
        j["driver"] = r.driver;
        j["data_hash"] = r.data_hash;
        j["project"] = Json::parse(r.project_json, nullptr, false);
        for (const auto& c : checkpoints) j["checkpoints"].push_back({{"step", c.step}, {"path", c.path}, {"hash", c.hash}, {"bytes", c.bytes}});
        for (const api::Snapshot& point : path) j["points"].push_back({{"step", point.step}, {"bytes", point.bytes}, {"checkpoint", point.checkpoint()}});
        j["bytes"] = api::bytes_of(path);
        if (best != path.end()) j["best_checkpoint"] = best->step;
        j["kernels"] = kernels.size();
        for (const auto& each : resumptions) j["resumed"].push_back({{"step", each.step}, {"at", each.at}});
        j["metrics"] = std::accumulate(metrics.begin(), metrics.end(), size_t(0), [](size_t sum, const store::Curve& curve) { return sum + curve.steps.size(); });
        print_line(j);
        return {};
    }
    std::printf("run %s: %s, %s\n  device %s (%s)\n  data %s, hash %.12s\n  seed %llu, %llu steps, %.1f s, started %s\n", r.id.c_str(), r.name.c_str(), r.status.c_str(), r.device.c_str(), r.driver.c_str(),
                r.data_name.c_str(), r.data_hash.c_str(), (unsigned long long)r.seed, (unsigned long long)r.steps, r.seconds, r.started.c_str());
    if (!r.message.empty()) std::printf("  %s\n", r.message.c_str());
    if (!r.note.empty()) std::printf("  note: %s\n", r.note.c_str());
    for (const std::string& tag : r.tags) std::printf("  #%s", tag.c_str());
    if (!r.tags.empty()) std::printf("\n");
    if (!r.forked_from.empty()) std::printf("  forked from run %s at step %llu\n", r.forked_from.c_str(), (unsigned long long)r.forked_step);
    if (!r.imported_from.empty()) std::printf("  imported, run %s where it was made\n", r.imported_from.c_str());
    for (const auto& each : resumptions) std::printf("  resumed at step %llu, %s\n", (unsigned long long)each.step, each.at.c_str());
    for (const auto& [name, value] : r.best) std::printf("  best %s %.5f\n", name.c_str(), value);
    for (const auto& c : checkpoints)
        std::printf("  checkpoint at step %llu: %s (%.12s)%s\n", (unsigned long long)c.step, c.path.c_str(), c.hash.c_str(), best != path.end() && best->step == c.step ? ", the best" : "");
    if (!path.empty()) std::printf("  %zu points kept, %.1f MB: steps %s\n", path.size(), double(api::bytes_of(path)) / 1e6, api::steps_of(path).c_str());
    return {};
}

}  // namespace

Result<std::unique_ptr<store::ExperimentStore>> open_store() { return store::ExperimentStore::open(store::default_store_path()); }

void add_runs(CLI::App& app, int& code) {
    CLI::App* runs = app.add_subcommand("runs", "The runs that were kept");
    runs->require_subcommand(1);
    auto options = std::make_shared<ListOptions>();
    auto id = std::make_shared<std::string>(), prefix = std::make_shared<std::string>(), file = std::make_shared<std::string>();
    const Finish finish = [&code](const Status& status) {
        if (!status.ok()) code = report(status.error());
    };
    CLI::App* all = runs->add_subcommand("list", "All runs, newest first");
    all->add_option("--filter", options->filter, "those for which this is true, e.g. \"loss<0.1 and tag:cnn\" (docs/file-formats.md)");
    all->add_option("--sort", options->sort, "a value of the filter language, smallest first; -loss: largest first");
    all->add_flag("--trash", options->trash, "those that were removed");
    all->add_flag("--json", options->json, "JSON Lines");
    all->callback([=] { finish(list(*options)); });
    CLI::App* one = runs->add_subcommand("show", "One run with its checkpoints and where it came from");
    one->add_option("run", *id, "run id")->required();
    one->add_flag("--json", options->json, "JSON Lines");
    one->callback([=] { finish(show(*id, options->json)); });
    CLI::App* values = runs->add_subcommand("curves", "Every value that a run measured, as CSV: name, step, value, seconds");
    values->add_option("run", *id, "run id")->required();
    values->add_option("--name", *prefix, "only those whose names begin so, e.g. val_");
    values->add_option("-o", *file, "file to write; else standard output");
    values->callback([=] { finish(curves(*id, *prefix, *file)); });
    add_runs_compare(*runs, finish);
    add_runs_change(*runs, finish);
    add_runs_check(*runs, finish);
    add_runs_export(*runs, finish);
}

}  // namespace saddle::cli

#include "engine/api/runs.h"

#include "app/cli/commands.h"
#include "app/cli/json.h"
#include "engine/api/run_path.h"

namespace saddle::cli {
namespace {

Json row_json(const store::RunRow& r) {
    Json best = Json::object();
    for (const auto& [name, value] : r.best) best[name] = value;
    return {{"run", r.id}, {"name", r.name}, {"status", r.status}, {"message", r.message}, {"device", r.device}, {"data", r.data_name}, {"seed", r.seed}, {"steps", r.steps}, {"seconds", r.seconds}, {"best", best}, {"started", r.started}};
}

Status list(bool json) {
    TRY(const auto store, store::ExperimentStore::open(store::default_store_path()));
    TRY(const auto rows, store->runs());
    if (rows.empty() && !json) std::printf("no runs yet; `saddle train PROJECT` makes one\n");
    for (const store::RunRow& r : rows) {
        if (json) {
            print_line(row_json(r));
            continue;
        }
        const auto accuracy = r.best.find("val_accuracy");
        std::printf("%-22s %-16s %-12s %7llu steps %8.1f s", r.id.c_str(), r.name.c_str(), r.status.c_str(), (unsigned long long)r.steps, r.seconds);
        if (accuracy != r.best.end()) std::printf("  accuracy %.2f %%", accuracy->second * 100);
        std::printf("\n");
    }
    return {};
}

Status show(const std::string& id, bool json) {
    TRY(const auto store, store::ExperimentStore::open(store::default_store_path()));
    TRY(const store::RunRow r, store->run(id));
    TRY(const auto checkpoints, store->checkpoints(r.id));
    TRY(const auto kernels, store->kernels(r.id));
    TRY(const auto metrics, store->metrics(r.id));
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
        j["metrics"] = metrics.size();
        print_line(j);
        return {};
    }
    std::printf("run %s: %s, %s\n  device %s (%s)\n  data %s, hash %.12s\n  seed %llu, %llu steps, %.1f s, started %s\n", r.id.c_str(), r.name.c_str(), r.status.c_str(), r.device.c_str(), r.driver.c_str(),
                r.data_name.c_str(), r.data_hash.c_str(), (unsigned long long)r.seed, (unsigned long long)r.steps, r.seconds, r.started.c_str());
    if (!r.message.empty()) std::printf("  %s\n", r.message.c_str());
    for (const auto& [name, value] : r.best) std::printf("  best %s %.5f\n", name.c_str(), value);
    for (const auto& c : checkpoints)
        std::printf("  checkpoint at step %llu: %s (%.12s)%s\n", (unsigned long long)c.step, c.path.c_str(), c.hash.c_str(), best != path.end() && best->step == c.step ? ", the best" : "");
    if (!path.empty()) std::printf("  %zu points kept, %.1f MB: steps %s\n", path.size(), double(api::bytes_of(path)) / 1e6, api::steps_of(path).c_str());
    return {};
}

}  // namespace

void add_runs(CLI::App& app, int& code) {
    CLI::App* runs = app.add_subcommand("runs", "The runs that were kept");
    runs->require_subcommand(1);
    auto json = std::make_shared<bool>(false);
    auto id = std::make_shared<std::string>();
    const auto finish = [&code](const Status& status) {
        if (!status.ok()) code = report(status.error());
    };
    CLI::App* all = runs->add_subcommand("list", "All runs, newest first");
    all->add_flag("--json", *json, "JSON Lines");
    all->callback([=] { finish(list(*json)); });
    CLI::App* one = runs->add_subcommand("show", "One run with its checkpoints");
    one->add_option("run", *id, "run id")->required();
    one->add_flag("--json", *json, "JSON Lines");
    one->callback([=] { finish(show(*id, *json)); });
}

}  // namespace saddle::cli

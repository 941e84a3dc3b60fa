// Whether the store is whole, and what can be saved of one that is not.
#include "app/cli/json.h"
#include "app/cli/runs.h"

namespace saddle::cli {
namespace {

Status repair(bool json) {
    TRY(const store::Repaired done, store::repair(store::default_store_path()));
    if (json) {
        print_line({{"runs", done.runs}, {"points", done.points}, {"lost", done.lost}, {"damaged", done.damaged}});
        return {};
    }
    std::printf("%lld runs with %lld points of curves are saved; the damaged store lies at %s\n", (long long)done.runs, (long long)done.points, done.damaged.c_str());
    for (const std::string& each : done.lost) std::printf("lost: %s\n", each.c_str());
    return {};
}

Status check(bool contents, bool mend, bool json) {
    TRY(const api::StoreDamages damages, api::check_store("", contents));
    for (const auto& [kind, list] : {std::pair("store", &damages.store), std::pair("file", &damages.files)})
        for (const std::string& each : *list) {
            if (json) print_line({{"kind", kind}, {"damage", each}});
            else std::printf("%s: %s\n", kind, each.c_str());
        }
    if (mend && !damages.store.empty()) return repair(json);
    const size_t count = damages.store.size() + damages.files.size();
    if (count == 0 && !json) std::printf("the store and the files of its runs are whole\n");
    if (count == 0) return {};
    return io_error(std::to_string(count) + " damage(s) found", damages.store.empty() ? "resume those runs from an earlier point, or remove them" : "`saddle runs check --repair` saves what can be read");
}

}  // namespace

void add_runs_check(CLI::App& runs, const Finish& finish) {
    auto contents = std::make_shared<bool>(false), mend = std::make_shared<bool>(false), json = std::make_shared<bool>(false);
    CLI::App* command = runs.add_subcommand("check", "Whether the store and the checkpoints that it names are whole; exit code 7: not");
    command->add_flag("--contents", *contents, "read every checkpoint and compare its SHA-256, not only its size");
    command->add_flag("--repair", *mend, "save what can be read of a damaged store, say what is lost, keep the damaged one beside it");
    command->add_flag("--json", *json, "JSON Lines");
    command->callback([=] { finish(check(*contents, *mend, *json)); });
}

}  // namespace saddle::cli

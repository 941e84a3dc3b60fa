// What users say about runs, and runs that they want no more.
#include "app/cli/json.h"
#include "app/cli/runs.h"

namespace saddle::cli {
namespace {

std::string megabytes(int64_t bytes) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f MB", double(bytes) / 1e6);
    return text;
}

Status tag(const std::string& asked, const std::vector<std::string>& add, const std::vector<std::string>& remove) {
    TRY(const auto store, open_store());
    TRY(const store::RunRow before, store->run(asked));
    for (const std::string& tag : add) {
        if (tag.empty() || tag.find_first_of(" \t\n\"()<>=!:,") != std::string::npos) return Error{ErrorKind::Usage, "'" + tag + "' is no tag", "one word without the signs of the filter language", {}};
        TRY_STATUS(store->set_tag(before.id, tag, true));
    }
    for (const std::string& tag : remove) TRY_STATUS(store->set_tag(before.id, tag, false));
    TRY(const store::RunRow row, store->run(before.id));
    std::printf("run %s:", row.id.c_str());
    for (const std::string& each : row.tags) std::printf(" %s", each.c_str());
    std::printf("%s\n", row.tags.empty() ? " no tags" : "");
    return {};
}

Status note(const std::string& asked, const std::optional<std::string>& text) {
    TRY(const auto store, open_store());
    TRY(const store::RunRow row, store->run(asked));
    if (text) return store->set_note(row.id, *text);
    if (!row.note.empty()) std::printf("%s\n", row.note.c_str());
    return {};
}

Status remove(const std::vector<std::string>& asked, Result<std::string> (*act)(const std::string&, const std::string&), const char* says) {
    for (const std::string& each : asked) {
        TRY(const std::string id, act("", each));
        std::printf(says, id.c_str(), id.c_str());
    }
    return {};
}

Status collect_garbage(bool dry_run, double days, bool json) {
    TRY(const api::DiskUse use, api::disk_use("", days));
    const auto kind = [](api::Garbage::Kind k) { return k == api::Garbage::Kind::TrashedRun ? "trash" : k == api::Garbage::Kind::FilesWithoutRun ? "no run" : "no point"; };
    for (const api::Garbage& each : use.garbage) {
        if (json) print_line({{"kind", kind(each.kind)}, {"run", each.run}, {"path", each.path}, {"bytes", each.bytes}});
        else std::printf("%-9s %-22s %12s  %s\n", kind(each.kind), each.run.c_str(), megabytes(each.bytes).c_str(), each.path.c_str());
    }
    if (!dry_run) TRY_STATUS(api::collect("", use));
    TRY(const api::DiskUse now, api::disk_use("", days));
    if (json) print_line({{"runs", now.runs}, {"run_bytes", now.run_bytes}, {"store_bytes", now.store_bytes}, {"freed_bytes", dry_run ? 0 : use.garbage_bytes() + use.store_bytes - now.store_bytes}, {"garbage_bytes", use.garbage_bytes()}});
    else std::printf("%s; %lld runs take %s, the store %s\n", use.garbage.empty() ? "nothing to delete" : (megabytes(use.garbage_bytes()) + (dry_run ? " could be deleted" : " are deleted")).c_str(), (long long)now.runs,
                     megabytes(now.run_bytes).c_str(), megabytes(now.store_bytes).c_str());
    return {};
}

}  // namespace

void add_runs_change(CLI::App& runs, const Finish& finish) {
    auto id = std::make_shared<std::string>();
    auto ids = std::make_shared<std::vector<std::string>>(), add = std::make_shared<std::vector<std::string>>(), off = std::make_shared<std::vector<std::string>>();
    auto text = std::make_shared<std::optional<std::string>>();
    auto flag = std::make_shared<bool>(false), json = std::make_shared<bool>(false);
    auto days = std::make_shared<double>(0);

    CLI::App* tags = runs.add_subcommand("tag", "Tag a run: saddle runs tag last cnn baseline");
    tags->add_option("run", *id, "run id")->required();
    tags->add_option("tags", *add, "tags to put on it; none: say those that it has");
    tags->add_option("--remove", *off, "tags to take off");
    tags->callback([=] { finish(tag(*id, *add, *off)); });

    CLI::App* notes = runs.add_subcommand("note", "Write a note on a run, or read it");
    notes->add_option("run", *id, "run id")->required();
    notes->add_option("text", *text, "the note; \"\" removes it, none prints it");
    notes->callback([=] { finish(note(*id, *text)); });

    CLI::App* rm = runs.add_subcommand("rm", "Put runs into the trash; `runs restore` brings them back until `runs gc`");
    rm->add_option("runs", *ids, "run ids")->required();
    rm->callback([=] { finish(remove(*ids, api::remove_run, "run %s is in the trash; `saddle runs restore %s` brings it back\n")); });

    CLI::App* back = runs.add_subcommand("restore", "Take runs out of the trash");
    back->add_option("runs", *ids, "run ids, or last")->required();
    back->callback([=] { finish(remove(*ids, api::restore_run, "run %s is back\n")); });

    CLI::App* gc = runs.add_subcommand("gc", "Empty the trash for good, delete files that belong to no run, and say what the rest takes");
    gc->add_flag("--dry-run", *flag, "only say what would be deleted");
    gc->add_option("--older-than", *days, "of the trash, only what has been there for so many days")->check(CLI::NonNegativeNumber);
    gc->add_flag("--json", *json, "JSON Lines");
    gc->callback([=] { finish(collect_garbage(*flag, *days, *json)); });
}

}  // namespace saddle::cli

// Runs as files, and back.
#include "app/cli/json.h"
#include "app/cli/runs.h"

namespace saddle::cli {
namespace {

Status write(const api::RunExport& request, bool json) {
    TRY(const api::RunExported done, api::write_run(request));
    if (json) print_line({{"run", done.run}, {"file", done.path}, {"contents", done.contents}});
    else std::printf("run %s: %s in %s\n", done.run.c_str(), done.contents.c_str(), done.path.c_str());
    return {};
}

Status import(const std::string& file, bool json) {
    TRY(const api::ImportedRun run, api::import_run(file));
    if (json) {
        Json line{{"run", run.run}, {"imported_from", run.original}, {"name", run.name}, {"steps", run.steps}};
        if (run.checkpoint) line["checkpoint"] = *run.checkpoint;
        print_line(line);
        return {};
    }
    std::printf("run %s: %s, %llu steps", run.run.c_str(), run.name.c_str(), (unsigned long long)run.steps);
    if (run.run != run.original) std::printf("; it was %s where it was made, which is taken here", run.original.c_str());
    if (run.checkpoint) std::printf("\n  saddle train --resume %s goes on from step %llu; --data says where the data are\n", run.run.c_str(), (unsigned long long)*run.checkpoint);
    else std::printf("; without a checkpoint\n");
    return {};
}

}  // namespace

void add_runs_export(CLI::App& runs, const Finish& finish) {
    auto request = std::make_shared<api::RunExport>();
    auto json = std::make_shared<bool>(false);
    std::string kinds;
    for (const api::RunFormat& format : api::run_formats()) kinds += (kinds.empty() ? "" : "; ") + std::string(format.name) + ": " + format.contents;
    CLI::App* command = runs.add_subcommand("export", "Write a run for other programs: saddle runs export last --as tensorboard -o logs/");
    command->add_option("run", request->run, "run id, a unique beginning of it, or last")->required();
    command->add_option("--as", request->format, kinds)->required();
    command->add_option("-o,--output", request->path, "file to write, or a folder for one that is named after the run")->required();
    command->add_option("--step", request->step, std::string("npz: ") + kOfStep);
    command->add_flag("--json", *json, "one line of JSON");
    command->callback([=] { finish(write(*request, *json)); });

    auto file = std::make_shared<std::string>();
    CLI::App* taken = runs.add_subcommand("import", "Add the run of a bundle that `runs export --as bundle` wrote");
    taken->add_option("file", *file, "the bundle")->required();
    taken->add_flag("--json", *json, "one line of JSON");
    taken->callback([=] { finish(import(*file, *json)); });
}

}  // namespace saddle::cli

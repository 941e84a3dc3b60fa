#include <unistd.h>

#include <csignal>
#include <string_view>

#include "app/cli/commands.h"

namespace saddle::cli {
namespace {
RunControl control;
Cancellation cancellation;

void say(std::string_view text) { (void)!::write(STDERR_FILENO, text.data(), text.size()); }

/// The work ends after the current step, training with a checkpoint; a second signal ends the program at once. In here
/// only what is safe in a signal handler: atomic stores, write and _exit.
void on_signal(int) {
    if (cancellation.cancelled()) ::_exit(exit_code(ErrorKind::Interrupted));
    say("\ninterrupted: ending after this step; interrupt again to end at once\n");
    control.interrupt();
    cancellation.cancel();
}
/// Nobody reads the output any more: the same, but every further write comes here again.
void on_broken_pipe(int) {
    control.interrupt();
    cancellation.cancel();
}

void handle_signals() {
    std::signal(SIGINT, on_signal);
    std::signal(SIGTERM, on_signal);
    if (std::signal(SIGHUP, on_signal) == SIG_IGN) std::signal(SIGHUP, SIG_IGN);  // nohup
    std::signal(SIGPIPE, on_broken_pipe);
    std::signal(SIGXFSZ, SIG_IGN);  // a file-size limit is an error of the write, like a full disk
}
}  // namespace

RunControl& signalled_control() { return control; }
Cancellation signalled_cancellation() { return cancellation; }

void add_common(CLI::App& command, Common& common) {
    command.add_option("--device", common.device, "auto, vulkan, vulkan:N or reference")->capture_default_str();
    command.add_option("--data", common.data, "folder with the data (default: the project's)");
    command.add_flag("--json", common.json, "JSON Lines on standard output");
}

void add_project(CLI::App& command, ProjectOptions& options, bool required) {
    auto* path = command.add_option("project", options.path, "project file (.json)");
    if (required) path->required();
    command.add_option("--set", options.set, "node.attribute=value, also optimizer., schedule., train., data.")->allow_extra_args(false);
    command.add_option("--batch", options.batch, "samples per step");
    command.add_option("--epochs", options.epochs, "passes over the training data");
    command.add_option("--seed", options.seed, "seed of weights, order and noise");
}

Result<Project> open_project(const ProjectOptions& options) {
    TRY(Project project, load_project(options.path));
    TRY_STATUS(apply(options, project));
    return project;
}

Status apply(const ProjectOptions& options, Project& project) {
    for (const std::string& assignment : options.set) TRY_STATUS(set_value(project, assignment));
    if (options.batch) project.train.batch_size = *options.batch;
    if (options.epochs) project.train.epochs = *options.epochs;
    if (options.seed) project.train.seed = *options.seed;
    return {};
}

int report(const Error& error) {
    std::fprintf(stderr, "error: %s\n", to_string(error).c_str());
    return exit_code(error.kind);
}

}  // namespace saddle::cli

int main(int argc, char** argv) {
    using namespace saddle::cli;
    handle_signals();
    CLI::App app("Saddlepoint: train, inspect and export models on Vulkan.", "saddle");
    app.require_subcommand(1);
    app.set_version_flag("--version", "saddle " SADDLE_VERSION, "Print the version and exit");
    app.footer("Examples:\n  saddle train projects/vision/lenet5.json --epochs 1\n  saddle profile projects/vision/lenet5.json\n"
               "  saddle eval last\n  saddle export last --format onnx -o lenet5.onnx");
    int code = 0;
    add_train(app, code);
    add_models(app, code);
    add_sample(app, code);
    add_import(app, code);
    add_inspection(app, code);
    add_runs(app, code);
    add_data(app, code);
    add_bench(app, code);
    add_playground(app, code);
    add_machine(app, code);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        return app.exit(e) == 0 ? 0 : 2;
    }
    return code;
}

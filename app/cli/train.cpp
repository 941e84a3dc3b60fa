#include <unistd.h>

#include <chrono>

#include "app/cli/commands.h"
#include "app/cli/json.h"
#include "datasets/open.h"
#include "engine/api/runs.h"

namespace saddle::cli {
namespace {

using Clock = std::chrono::steady_clock;

std::string clock_text(double seconds) {
    char text[24];
    std::snprintf(text, sizeof text, "%d:%02d", int(seconds) / 60, int(seconds) % 60);
    return text;
}

/// A progress bar on a terminal, lines elsewhere, JSON Lines on request.
class Reporter final : public RunObserver {
public:
    explicit Reporter(bool json) : json_(json), bar_(!json && isatty(STDOUT_FILENO)) {}

    void started(const RunStart& s) override {
        start_ = s;
        begun_ = Clock::now();
        if (json_) return print_line({{"event", "start"}, {"run", s.run}, {"device", s.device}, {"data", s.data}, {"parameters", s.parameters}, {"steps_per_epoch", s.steps_per_epoch}});
        std::printf("run %s on %s: %lld parameters, %lld samples of %s, %lld steps\n", s.run.c_str(), s.device.c_str(), (long long)s.parameters, (long long)s.train_samples, s.data.c_str(),
                    (long long)(s.total_steps - int64_t(s.first_step)));
        std::fflush(stdout);
    }
    void step(const StepReport& r) override {
        last_ = r;
        const bool last = int64_t(r.step) >= start_.total_steps;
        const auto now = Clock::now();
        if (!last && now - told_ < std::chrono::milliseconds(100)) {
            pending_ = true;
            return;
        }
        told_ = now;
        tell();
    }
    void epoch(const EpochReport& e) override {
        if (json_) {
            Json j{{"event", "epoch"}, {"epoch", e.epoch}, {"train_loss", e.train_loss}};
            if (e.val_loss) j["val_loss"] = *e.val_loss;
            if (e.val_accuracy) j["val_accuracy"] = *e.val_accuracy;
            if (e.test_accuracy) j["test_accuracy"] = *e.test_accuracy;
            for (const auto& [name, value] : e.metrics) j[name] = value;
            j["seconds"] = e.seconds;
            return print_line(j);
        }
        clear();
        std::printf("epoch %lld: train loss %.4f", (long long)e.epoch, e.train_loss);
        if (e.val_loss) std::printf(", validation loss %.4f", *e.val_loss);
        if (e.val_accuracy) std::printf(", accuracy %.2f %%", *e.val_accuracy * 100);
        for (const auto& [name, value] : e.metrics) std::printf(", %s %.4g", name.c_str(), value);
        std::printf(", %.1f s\n", e.seconds);
        std::fflush(stdout);
    }
    void checkpointed(const CheckpointReport& c) override {
        if (json_) print_line({{"event", "checkpoint"}, {"step", c.step}, {"path", c.path}});
    }
    void ended(const RunEnd& e) override {
        if (pending_) tell();
        if (json_) {
            Json best = Json::object();
            for (const auto& [name, value] : e.best) best[name] = value;
            Json j{{"event", "end"}, {"run", e.run}, {"status", e.status}, {"steps", e.steps}, {"best", best}, {"seconds", e.seconds}};
            if (!e.message.empty()) j["message"] = e.message;
            return print_line(j);
        }
        clear();
        std::printf("%s after %llu steps in %.1f s", e.status.c_str(), (unsigned long long)e.steps, e.seconds);
        for (const auto& [name, value] : e.best) std::printf(", best %s %.4f", name.c_str(), value);
        const char* id = e.run.c_str();
        if (!e.checkpoint) std::printf("\nrun %s is kept, without a checkpoint\n", id);
        else if (e.status == "interrupted" || e.status == "failed") std::printf("\nrun %s is kept; `saddle train --resume %s` continues it from step %llu\n", id, id, (unsigned long long)*e.checkpoint);
        else std::printf("\nrun %s is kept; `saddle eval %s`, `saddle export %s --format onnx -o model.onnx`\n", id, id, id);
    }

private:
    void tell() {
        pending_ = false;
        const StepReport& r = last_;
        if (json_) {
            Json j{{"event", "step"}, {"step", r.step}, {"epoch", r.epoch}, {"loss", r.loss}, {"samples_per_s", r.samples_per_s}};
            for (const auto& [node, loss] : r.losses) j["losses"][node] = loss;
            print_line(j);
        } else if (bar_) {
            const double done = double(r.step) / double(std::max<int64_t>(1, start_.total_steps));
            const double spent = std::chrono::duration<double>(Clock::now() - begun_).count();
            const double share = double(r.step - start_.first_step) / double(std::max<int64_t>(1, start_.total_steps - int64_t(start_.first_step)));
            std::string bar(30, ' ');
            for (int i = 0; i < int(done * 30); ++i) bar[size_t(i)] = '=';
            std::printf("\r\033[K[%s] %5.1f %%  step %llu/%lld  loss %.4f  %.0f samples/s  ETA %s", bar.c_str(), done * 100, (unsigned long long)r.step, (long long)start_.total_steps, r.loss,
                        r.samples_per_s, clock_text(share > 0 ? spent / share - spent : 0).c_str());
            std::fflush(stdout);
        }
    }
    void clear() {
        if (bar_) std::printf("\r\033[K");
    }
    const bool json_, bar_;
    RunStart start_;
    StepReport last_;
    bool pending_ = false;
    Clock::time_point begun_, told_{};
};

/// The project that the run was trained with, with the user's changes.
Result<Project> forked_project(const std::string& fork, const ProjectOptions& options) {
    TRY(const auto store, store::ExperimentStore::open(store::default_store_path()));
    TRY(const store::RunRow run, store->run(fork.substr(0, fork.find('@'))));
    TRY(Project project, read_project(run.project_json, "run " + run.id));
    TRY_STATUS(apply(options, project));
    return project;
}

}  // namespace

void add_train(CLI::App& app, int& code) {
    auto common = std::make_shared<Common>();
    auto options = std::make_shared<ProjectOptions>();
    auto steps = std::make_shared<std::optional<int64_t>>();
    auto resume = std::make_shared<std::string>(), fork = std::make_shared<std::string>();
    CLI::App* command = app.add_subcommand("train", "Train a project; the run is kept");
    add_project(*command, *options, false);
    add_common(*command, *common);
    command->add_option("--steps", *steps, "stop after so many optimizer steps")->check(CLI::PositiveNumber);
    auto* resumed = command->add_option("--resume", *resume, "continue a run from its last checkpoint");
    command->add_option("--fork", *fork, "RUN or RUN@STEP: a new run that goes on from a stored point of that one, with its project or with PROJECT, and --set")->excludes(resumed);
    command->callback([=, &code] {
        TrainRequest request;
        if (resume->empty()) {
            if (options->path.empty() && fork->empty()) {
                code = report({ErrorKind::Usage, "train needs a project file, --resume RUN or --fork RUN", "e.g. saddle train projects/vision/lenet5.json", {}});
                return;
            }
            auto project = fork->empty() || !options->path.empty() ? open_project(*options) : forked_project(*fork, *options);
            request.fork = *fork;
            if (!project.ok()) {
                code = report(project.error());
                return;
            }
            request.project = std::move(*project);
        } else {
            request.resume = *resume;
            request.resumed_epochs = options->epochs;
            if (!options->set.empty() || options->batch || options->seed)
                log(Severity::Warning, "run " + *resume + " keeps the project and settings it began with; --set, --batch and --seed are not used");
        }
        request.open_data = datasets::open_data;
        request.data_path = common->data;
        request.device = common->device;
        request.steps = *steps;
        Reporter reporter(common->json);
        const auto end = api::train(request, reporter, signalled_control());
        if (!end.ok()) {
            code = report(end.error());
            return;
        }
        if (end->status == "diverged") code = report({ErrorKind::Diverged, end->message, "", {}});
        if (end->status == "interrupted") code = exit_code(ErrorKind::Interrupted);
    });
}

}  // namespace saddle::cli

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <limits>

#include "engine/analysis/kernel_profile.h"
#include "engine/api/backend.h"
#include "engine/api/fork_point.h"
#include "engine/api/path_writer.h"
#include "engine/api/run.h"
#include "engine/api/run_row.h"
#include "engine/api/store_writer.h"
#include "engine/compile/observe.h"
#include "engine/core/log.h"
#include "engine/store/run_file.h"
#include "engine/store/run_lock.h"
#include "engine/train/learning_rate.h"
#include "engine/train/metrics.h"
#include "engine/train/pace.h"
#include "engine/train/training_loop.h"

namespace saddle::api {
namespace {

using Clock = std::chrono::steady_clock;

/// One run from the first batch to its stored end.
class Run {
public:
    Run(const TrainRequest& request, RunObserver& observer, RunControl& control)
        : request_(request), observer_(observer), control_(control),
          store_path_(store::store_or_default(request.store_path)) {}

    Result<RunEnd> run() {
        TRY_STATUS(prepare());
        TRY_STATUS(begin());
        return train();
    }

private:
    Status prepare() {
        TRY(opened_, store::ExperimentStore::open(store_path_));
        project_ = request_.project;
        std::optional<LoadedCheckpoint> checkpoint;
        if (!request_.resume.empty()) {
            TRY(row_, opened_->run(request_.resume));
            TRY(lock_, store::RunLock::acquire(store_path_, row_.id));
            TRY(Project stored, read_project(row_.project_json, "run " + row_.id));
            stored.train.epochs = request_.resumed_epochs.value_or(stored.train.epochs);
            project_ = std::move(stored);
            TRY(const auto checkpoints, opened_->checkpoints(row_.id));
            if (checkpoints.empty())
                return Error{ErrorKind::Incompatible, "run " + row_.id + " has no checkpoint to resume from", "start it anew", {}};
            TRY(checkpoint, load_checkpoint(checkpoints.back().path, checkpoints.back().hash));
            origin_ = row_;
        } else if (!request_.fork.empty()) {
            TRY(ForkPoint point, fork_point(*opened_, store_path_, request_.fork, project_));
            origin_ = std::move(point.run);
            checkpoint = std::move(point.checkpoint);
        }
        if (project_.train.batch_size < 1) return invalid("train.batch_size: " + std::to_string(project_.train.batch_size) + " is not positive");
        if (project_.train.epochs < 1) return invalid("train.epochs: " + std::to_string(project_.train.epochs) + " is not positive");
        TRY(source_, request_.open_data(project_.data, request_.data_path.empty() && checkpoint ? origin_.data_path : request_.data_path));
        if (checkpoint && source_->info().hash != origin_.data_hash)
            return Error{ErrorKind::Incompatible, "the data set is not the one run " + origin_.id + " was trained on (hash " +
                         source_->info().hash.substr(0, 12) + ", stored " + origin_.data_hash.substr(0, 12) + ")", "give the same folder with --data", {}};
        const int64_t batch = std::clamp<int64_t>(source_->size(train::Split::Train), 1, project_.train.batch_size);
        TRY(const ir::Program program, compile::lower(project_, source_->signature(), batch));
        TRY(backend_, open_backend(request_.device, store_path_));
        plans_ = std::make_unique<train::PlanCache>(project_, source_->signature(), *backend_.executor);
        TRY(train_plan_, plans_->get("train", batch));
        for (const ir::ValueId id : train_plan_->program.of_kind(ir::ValueKind::Parameter)) parameters_ += train_plan_->program[id].type.shape.count();
        const train::Position start = checkpoint ? checkpoint->position : train::Position{};
        TRY([[maybe_unused]] const double checked, train::learning_rate(project_.train.schedule, 1, {}));
        TRY_STATUS(runtime::initialize(*backend_.executor, train_plan_->program, project_.train.seed));
        if (checkpoint) TRY_STATUS(restore_point(*checkpoint));
        else if (!project_.train.weights.empty()) TRY_STATUS(load_weights(*backend_.executor, project_.train.weights));
        position_ = start;
        if (checkpoint && !row_.id.empty()) {
            saved_step_ = start.step;
            kept_step_ = int64_t(start.step);
            TRY(stored_, run_path(*opened_, store_path_, row_.id));
        }
        TRY_STATUS(backend_.executor->warm_up(*train_plan_));
        return {};
    }

    /// Another optimizer than that of the run it is forked from begins without memory.
    Status restore_point(const LoadedCheckpoint& point) {
        const Status whole = restore(*backend_.executor, point.tensors);
        if (whole.ok() || request_.fork.empty()) return whole;
        TRY_STATUS(runtime::initialize(*backend_.executor, train_plan_->program, project_.train.seed));
        TRY_STATUS(restore_model(*backend_.executor, point.tensors));
        log(Severity::Warning, "only the weights are those of run " + origin_.id + ", the optimizer's state begins anew: " + whole.error().message);
        return {};
    }

    Status begin() {
        const DeviceProfile& device = backend_.executor->profile();
        resumed_ = !row_.id.empty();
        if (!resumed_) {
            TRY(row_, new_run(project_, source_->info(), *opened_));
            TRY(lock_, store::RunLock::acquire(store_path_, row_.id));
            row_.parameters = parameters_;
            row_.forked_from = origin_.id;
            row_.forked_step = origin_.id.empty() ? 0 : position_.step;
        }
        row_.status = "running";
        row_.device = device.name;
        row_.driver = device.driver;
        if (!resumed_) TRY_STATUS(store::write_run_file(store_path_, row_));
        first_seconds_ = row_.seconds;
        writer_ = std::make_unique<StoreWriter>(std::move(opened_));
        writer_->post([row = row_, resumed = resumed_, step = position_.step](store::ExperimentStore& s) -> Status {
            if (!resumed) return s.begin_run(row);
            TRY_STATUS(s.update_run(row));
            return s.add_resumption(row.id, {step, utc_now()});
        });
        TRY_STATUS(writer_->flush());
        path_ = std::make_unique<PathWriter>(*backend_.executor, *writer_, row_.id, store::run_folder(store_path_, row_.id), project_.train.keep_megabytes << 20, std::move(stored_));
        path_->cut(position_.step);

        const int64_t samples = train::epoch_samples(project_, *source_);
        steps_per_epoch_ = train::steps_per_epoch(project_.train, samples);
        const int64_t total = steps_per_epoch_ * project_.train.epochs;
        const int64_t planned = request_.steps ? std::min(total, int64_t(position_.step) + *request_.steps) : total;
        trail_every_ = path_->interval(planned, train_plan_->program);
        for (const std::string& warning : backend_.warnings) log(Severity::Warning, warning);
        observer_.started({row_.id, device.name, source_->info().name, parameters_, steps_per_epoch_, planned, samples, position_.step, backend_.warnings});
        return {};
    }

    Result<RunEnd> train() {
        begun_ = epoch_begun_ = Clock::now();
        if (!resumed_) save_trail(position_);
        train::LoopOptions options;
        const int64_t enough = request_.steps ? int64_t(position_.step) + *request_.steps : std::numeric_limits<int64_t>::max();
        options.timed_every = request_.live ? 16 : 64;
        options.observe_every = request_.observe_every;
        options.on_observed = [this](const train::Observation& seen) { on_observed(seen); };
        options.keep_going = [this] { return keep_going(); };
        options.will_wait = [this] { return control_.paused(); };
        options.on_step = [this](const train::StepOutcome& outcome) { on_step(outcome); };
        options.on_epoch = [this](train::Position& position) { return on_epoch(position); };
        Result<train::StopReason> stopped = train::StopReason::Finished;
        for (;;) {
            options.max_steps = std::min(enough, next_point());
            stopped = train::run_training(*plans_, *source_, position_, options);
            if (!stopped.ok() || *stopped != train::StopReason::Steps || int64_t(position_.step) >= enough) break;
            if (position_.step % uint64_t(steps_per_epoch_) == 0) continue;   // on_epoch keeps it
            if (due(project_.train.checkpoint_every_steps, position_.step)) {
                if (const Status saved = save(position_); !saved.ok()) return finish(saved.error());
            } else {
                save_trail(position_);
            }
        }
        return finish(stopped);
    }

    static bool due(int64_t every, uint64_t step) { return every > 0 && step % uint64_t(every) == 0; }
    /// The step at which the loop is left to store a point with nothing in flight.
    int64_t next_point() const {
        int64_t next = std::numeric_limits<int64_t>::max();
        for (const int64_t every : {trail_every_, project_.train.checkpoint_every_steps})
            if (every > 0) next = std::min(next, (int64_t(position_.step) / every + 1) * every);
        return next;
    }

    bool keep_going() {
        if (writer_->failure()) return false;
        if (control_.paused() && backend_.executor->in_flight() == 0) save_trail(position_);   // it is looked at while it waits
        return control_.checkpoint_here() == RunControl::Request::None;
    }

    void on_step(const train::StepOutcome& outcome) {
        StepReport report;
        report.step = outcome.position.step;
        report.epoch = double(outcome.position.epoch) + double(outcome.position.batch) / double(train::batches_per_epoch(project_.train, train::epoch_samples(project_, *source_)));
        report.loss = outcome.loss;
        report.lr = outcome.lr;
        pace_.add(outcome.wall_ms, outcome.samples);
        report.step_ms = pace_.step_ms();
        report.samples_per_s = pace_.samples_per_s();
        report.losses = outcome.losses;
        if (outcome.correct) report.accuracy = *outcome.correct / double(outcome.samples);
        const double seconds = elapsed();
        metric("train_loss", report.step, report.loss, seconds);
        for (const auto& [node, loss] : report.losses) metric("train_loss:" + node, report.step, loss, seconds);
        if (report.accuracy) metric("train_accuracy", report.step, *report.accuracy, seconds);
        metric("lr", report.step, report.lr, seconds);
        if (outcome.calls.empty()) {
            if (outcome.plan == train_plan_) step_ms_.push_back(outcome.wall_ms / double(outcome.batches));
            if (step_ms_.size() > 256) step_ms_.erase(step_ms_.begin(), step_ms_.begin() + 128);
        } else if (outcome.plan == train_plan_) {
            profiler_.add(outcome.calls, outcome.wall_ms);
            publish_profile(report.step);
        }
        observer_.step(report);
    }

    void on_observed(const train::Observation& seen) {
        const double seconds = elapsed();
        for (const auto& [node, value] : seen.gradient_norm) metric(compile::kGradientNorm + node, seen.step, value, seconds);
        for (const auto& [node, value] : seen.zeros) metric(compile::kZeros + node, seen.step, value, seconds);
        observer_.observed(std::make_shared<const train::Observation>(seen));
    }

    void publish_profile(uint64_t step) {
        auto profile = std::make_shared<StepProfile>(profiler_.profile(*train_plan_, backend_.executor->profile()));
        profile->run = row_.id;
        profile->step = step;
        profile->step_ms = analysis::median(step_ms_);
        profile_ = profile;
        observer_.profiled(profile);
    }

    Status on_epoch(train::Position& position) {
        EpochReport report;
        report.epoch = position.epoch;
        report.step = position.step;
        report.train_loss = position.loss_sum / double(std::max<int64_t>(1, position.samples));
        const auto note_losses = [&](const char* split, const std::map<NodeId, double>& losses, double count) {
            for (const auto& [node, loss] : losses) report.metrics[split + node] = loss / count;
        };
        note_losses("train_loss:", position.loss_sums, double(std::max<int64_t>(1, position.samples)));
        const auto carry_on = [this] { return control_.request() == RunControl::Request::None; };
        if (source_->size(train::Split::Validation) > 0) {
            TRY(const train::Metrics m, train::evaluate(*plans_, *source_, train::Split::Validation, kEvalBatch, carry_on));
            report.val_loss = m.loss;
            report.val_accuracy = m.accuracy;
            for (const auto& [name, value] : m.named) report.metrics["val_" + name] = value;
            note_losses("val_loss:", m.losses, 1);
        }
        if (source_->size(train::Split::Test) > 0) {
            TRY(const train::Metrics m, train::evaluate(*plans_, *source_, train::Split::Test, kEvalBatch, carry_on));
            report.test_loss = m.loss;
            report.test_accuracy = m.accuracy;
            for (const auto& [name, value] : m.named) report.metrics["test_" + name] = value;
            note_losses("test_loss:", m.losses, 1);
        }
        if (report.val_accuracy) report.train_accuracy = position.correct / double(std::max<int64_t>(1, position.samples));
        report.seconds = std::chrono::duration<double>(Clock::now() - epoch_begun_).count();
        epoch_begun_ = Clock::now();
        const double seconds = elapsed();
        metric("epoch_train_loss", report.step, report.train_loss, seconds);
        best("train_loss", report.train_loss, false);
        for (const auto& [name, value, higher] : {std::tuple("val_loss", report.val_loss, false), std::tuple("val_accuracy", report.val_accuracy, true),
                                                  std::tuple("test_loss", report.test_loss, false), std::tuple("test_accuracy", report.test_accuracy, true)})
            if (value) {
                metric(name, report.step, *value, seconds);
                best(name, *value, higher);
            }
        if (const auto own = train::metric_of_loss(project_, *source_))
            for (const auto& [split, loss] : {std::pair("val_", report.val_loss), std::pair("test_", report.test_loss)})
                if (loss) report.metrics[split + own->name] = own->of(*loss);
        for (const auto& [name, value] : report.metrics) {
            metric(name.rfind("train_", 0) == 0 ? "epoch_" + name : name, report.step, value, seconds);
            best(name, value, name.find("accuracy") != std::string::npos);
        }
        position.plateau = train::after_epoch(project_.train.schedule, position.plateau, report.val_loss.value_or(report.train_loss));
        observer_.epoch(report);
        const int64_t every = std::max<int64_t>(1, project_.train.checkpoint_every_epochs);
        // A checkpoint between epochs begins the next one: its sums are empty.
        if (position.epoch % every == 0 || position.epoch == project_.train.epochs || due(project_.train.checkpoint_every_steps, position.step))
            return save(position.epoch_begin(), report.val_loss.value_or(report.train_loss));
        if (due(trail_every_, position.step)) save_trail(position.epoch_begin());
        return {};
    }

    Status save(const train::Position& position, std::optional<double> loss = {}) {
        TRY(const SavedCheckpoint saved, save_checkpoint(*backend_.executor, position, path_->checkpoint_file(position.step)));
        writer_->post([this, row = store::CheckpointRow{position.step, saved.path, saved.hash, saved.bytes, utc_now(), row_.best}](store::ExperimentStore& s) -> Status {
            TRY_STATUS(s.add_checkpoint(row_.id, row));
            kept_step_ = int64_t(row.step);
            return {};
        });
        saved_step_ = position.step;
        // Told only once the store knows it, so that a run killed now resumes from it. A store's failure ends the run elsewhere.
        if (writer_->flush().ok()) observer_.checkpointed({position.step, saved.path});
        path_->add({position.step, saved.path, saved.hash, saved.bytes, loss});
        observer_.path_changed();
        return {};
    }

    /// Trails only help to look at a run: a failure is logged and ends them, not the run.
    void save_trail(const train::Position& position) {
        if (trail_every_ == 0) return;
        const Result<bool> added = path_->add_trail(position);
        if (added.ok() && *added) observer_.path_changed();
        if (added.ok()) return;
        log(Severity::Warning, "the trail is not recorded further: " + added.error().message);
        trail_every_ = 0;
    }

    Result<RunEnd> finish(const Result<train::StopReason>& stopped) {
        RunEnd end;
        end.run = row_.id;
        const bool asked = stopped.ok() ? *stopped == train::StopReason::Requested : stopped.error().kind == ErrorKind::Interrupted;  // while evaluating
        if (!stopped.ok() && !asked) {
            end.status = "failed";
            end.message = to_string(stopped.error());
        } else if (const auto failure = writer_->failure()) {
            end.status = "failed";
            end.message = to_string(*failure);
        } else if (asked) {
            end.status = control_.request() == RunControl::Request::Interrupt ? "interrupted" : "stopped";
        } else if (*stopped == train::StopReason::Diverged) {
            end.status = "diverged";
            end.message = "the loss became NaN or infinite at step " + std::to_string(position_.step) + "; " + train::find_divergence(*plans_, *source_, position_);
        } else {
            end.status = "finished";
        }
        // What was reached is kept, but never over a good checkpoint with NaN in it. A store that failed may take it yet.
        std::optional<Error> failure = writer_->failure();
        const bool readable = stopped.ok() || asked;
        if (!readable) failure = stopped.error();
        if (readable && end.status != "diverged" && saved_step_ != position_.step)
            if (const Status saved = save(position_); !saved.ok() && !failure) failure = saved.error();
        end.steps = position_.step;
        end.seconds = elapsed();
        end.best = row_.best;
        if (failure && end.status != "failed") {
            end.status = "failed";
            end.message = to_string(*failure);
        }
        row_.status = end.status;
        row_.message = end.message;
        row_.steps = end.steps;
        row_.seconds = end.seconds;
        row_.ended = utc_now();
        if (profile_) {
            std::vector<store::KernelRow> rows;
            for (const KernelTiming& k : profile_->kernels)
                rows.push_back({k.kernel, k.source, k.node, ir::name(k.phase), k.calls, k.ms, k.flops, k.bytes, k.gflops, k.gbytes_per_s, k.percent_of_roofline, k.bound});
            writer_->post([run = row_.id, rows](store::ExperimentStore& s) { return s.set_kernels(run, rows); });
        }
        writer_->post([row = row_](store::ExperimentStore& s) { return s.update_run(row); });
        if (const Status status = writer_->flush(); !status.ok() && !failure) failure = status.error();
        if (kept_step_ >= 0) end.checkpoint = uint64_t(kept_step_);
        observer_.ended(end);
        if (failure) return *failure;
        return end;
    }

    void metric(const std::string& name, uint64_t step, double value, double seconds) { writer_->add_metric(row_.id, {name, step, value, seconds}); }
    void best(const std::string& name, double value, bool higher) {
        const auto [it, fresh] = row_.best.emplace(name, value);
        if (!fresh) it->second = higher ? std::max(it->second, value) : std::min(it->second, value);
    }
    double elapsed() const { return first_seconds_ + std::chrono::duration<double>(Clock::now() - begun_).count(); }

    const TrainRequest& request_;
    RunObserver& observer_;
    RunControl& control_;
    const std::string store_path_;
    Project project_;
    std::shared_ptr<const train::DataSource> source_;
    Backend backend_;
    std::unique_ptr<train::PlanCache> plans_;
    std::shared_ptr<const compile::ExecutionPlan> train_plan_;
    store::RunLock lock_;
    std::unique_ptr<store::ExperimentStore> opened_;   // until the writer has it
    store::RunRow row_, origin_;                  // origin: the run that is resumed or forked
    train::Position position_;
    std::vector<Snapshot> stored_;                // of the run that is resumed
    int64_t parameters_ = 0, steps_per_epoch_ = 0, trail_every_ = 0;
    bool resumed_ = false;
    double first_seconds_ = 0;
    Clock::time_point begun_, epoch_begun_;
    std::optional<uint64_t> saved_step_;          // of the last checkpoint file
    std::atomic<int64_t> kept_step_{-1};          // of the last one that the store knows; set by the writer's thread
    train::Pace pace_;
    std::vector<double> step_ms_;
    analysis::KernelProfiler profiler_;
    std::shared_ptr<const StepProfile> profile_;
    std::unique_ptr<StoreWriter> writer_;         // its jobs use what is above
    std::unique_ptr<PathWriter> path_;
};

}  // namespace

Result<RunEnd> train(const TrainRequest& request, RunObserver& observer, RunControl& control) {
    return Run(request, observer, control).run();
}

}  // namespace saddle::api

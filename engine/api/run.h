#pragma once
// One run of training, evaluation or prediction, from a project and data to a stored result. Functions here block and
// are called from the command line's main thread or from Session's engine thread.
#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <optional>

#include "engine/api/data.h"
#include "engine/api/views.h"
#include "engine/core/cancellation.h"

namespace saddle {

struct TrainRequest {
    Project project;
    train::DataOpener open_data;
    std::string data_path;             ///< the user's folder; empty: the project's
    std::string device = "auto";       ///< "auto", "vulkan", "vulkan:N", "reference"
    std::optional<int64_t> steps;      ///< stop after so many optimizer steps
    std::string resume;                ///< run id to continue, with the project it began with; empty: a new run of `project`
    std::optional<int64_t> resumed_epochs;   ///< train the resumed run up to so many epochs in all
    /// "RUN" or "RUN@STEP": a new run of `project` that goes on from a stored point of RUN (its last checkpoint). With RUN's own
    /// project it takes the same way to the same bits.
    std::string fork;
    std::string store_path;            ///< database file; empty: the default one
    bool live = false;                 ///< desktop: short segments and timed steps now and then for heat
    int observe_every = 64;            ///< gradients and zeros of nodes are measured on one batch in so many steps; 0: never
};

struct RunStart {
    std::string run, device, data;
    int64_t parameters = 0, steps_per_epoch = 0, total_steps = 0, train_samples = 0;
    uint64_t first_step = 0;           ///< > 0 when resumed
    std::vector<std::string> warnings;
};
struct StepReport {
    uint64_t step = 0;                 ///< optimizer steps done, from 1
    double epoch = 0;                  ///< e.g. 1.25
    double loss = 0, lr = 0;
    double samples_per_s = 0, step_ms = 0;   ///< over the last quarter of a second, or the last step where it is longer
    std::optional<double> accuracy;    ///< of the step's samples, a fraction
    std::map<std::string, double> losses;    ///< by node, where the graph has several: `loss` is their sum
};
struct EpochReport {
    int64_t epoch = 0;                 ///< from 1
    uint64_t step = 0;
    double train_loss = 0, seconds = 0;
    std::optional<double> train_accuracy, val_loss, val_accuracy, test_loss, test_accuracy;
    /// In the field's words: "val_bits_per_char", "test_rmse" (of the data's own unit), "test_string_accuracy"; of several losses
    /// each: "train_loss:node", "val_loss:node".
    std::map<std::string, double> metrics;
};
struct CheckpointReport { uint64_t step = 0; std::string path; };
struct RunEnd {
    std::string run, status;           ///< "finished", "stopped", "interrupted", "diverged", "failed"
    std::string message;               ///< why, for diverged and failed; names the node
    uint64_t steps = 0;
    double seconds = 0;
    std::map<std::string, double> best;  ///< "val_accuracy", "val_loss", "train_loss"
    std::optional<uint64_t> checkpoint;  ///< step of the last one, if there is any
};

/// Told on the thread that trains; must not block.
class RunObserver {
public:
    virtual ~RunObserver() = default;
    virtual void started(const RunStart&) {}
    virtual void step(const StepReport&) {}
    virtual void epoch(const EpochReport&) {}
    virtual void profiled(std::shared_ptr<const StepProfile>) {}
    virtual void observed(std::shared_ptr<const train::Observation>) {}
    virtual void checkpointed(const CheckpointReport&) {}
    virtual void path_changed() {}     ///< points of the run's path (run_path.h) were stored, or thinned out
    virtual void ended(const RunEnd&) {}
};

/// What another thread may ask of a run; answered within one step.
class RunControl {
public:
    void pause();
    void resume();
    void step_once();                  ///< while paused: one optimizer step
    void stop();                       ///< checkpoint and end as "stopped"
    void interrupt();                  ///< the same, ends as "interrupted"; safe in a signal handler
    bool paused() const { return paused_.load(); }
    enum class Request { None, Stop, Interrupt };
    Request request() const { return request_.load(); }
    /// Called by the loop between steps: waits while paused; returns the pending request.
    Request checkpoint_here();

private:
    std::atomic<bool> paused_{false};
    std::atomic<int> single_steps_{0};
    std::atomic<Request> request_{Request::None};
    std::mutex mutex_;
    std::condition_variable changed_;
};

struct EvalRequest {
    std::string run;                   ///< run id (or a unique prefix, or "last")
    train::DataOpener open_data;
    std::string data_path, device = "auto", store_path;
    std::optional<train::Split> split; ///< default: validation
    int64_t batch_size = 256;
    int64_t beam = 1;                  ///< texts that a search keeps where a model reads text; 1: the likeliest path
    std::optional<uint64_t> step;      ///< of a stored point of the run; unset: its last checkpoint
};
struct EvalResult {
    std::string run, split;
    uint64_t step = 0;                 ///< that the weights are of
    int64_t samples = 0;
    double loss = 0;
    std::optional<double> accuracy;
    /// In the field's words ("bits_per_char", "rmse", "string_accuracy"), of several losses each ("loss:node"), and what
    /// train::Scorer counts.
    std::map<std::string, double> metrics;
    std::vector<std::vector<int64_t>> confusion;   ///< samples by [truth][prediction]; empty where there are no classes
    std::vector<std::string> class_names;          ///< empty: numbers
};
struct Predictions {
    Tensor outputs;                    ///< raw outputs of the model, samples first
    std::vector<int32_t> labels;       ///< truth, where the set has it
    std::vector<std::string> class_names;
    std::vector<std::pair<std::string, std::string>> texts;   ///< of a model that reads: what it reads, and the truth
};
struct ProfileRequest {
    Project project;
    train::DataOpener open_data;
    std::string data_path, device = "auto", store_path;
    int steps = 0;                     ///< timed steps, and as many without timestamps; 0: 12 to 100, what takes 20 s
    std::vector<std::string> disabled_passes;
};
/// A few optimizer steps on one batch, for comparison with other programs: nothing is kept.
struct StepsRequest {
    Project project;
    train::DataOpener open_data;
    std::string data_path, device = "auto", store_path;
    std::string weights;               ///< safetensors file of parameters and state; empty: as training begins
    /// safetensors file of the batch: the data set's ports by name, samples first. A tensor "<node>.draw" gives what that
    /// node would draw at random (Dropout: 1 keeps, 0 drops). Empty: the first batch of the data set.
    std::string batch;
    int64_t steps = 1;
    std::string gradients;             ///< safetensors file to write: gradients of the first step; empty: none
};
struct StepsResult {
    std::vector<double> losses;        ///< of each step, before its update
    int64_t parameters = 0;
    std::string device;
};
enum class RunPhase { None, Paused, Training };
struct LandscapeRequest {
    std::string run;
    train::DataOpener open_data;
    std::string data_path, device = "auto", store_path;
    std::string axes = "random";    ///< or "pca", "hessian"; "line": a row of points from the run's first stored point to its last
    int size = 25;
    double range = 1;
    int samples = 128;
    uint64_t seed = 1;
    bool curvature = false;         ///< also the smallest and the largest eigenvalue at each point: some dozens of products each
    std::optional<uint64_t> step;   ///< of a stored point: the run as it was then, its trail up to it; unset: its newest point
    /// Of a run beside this computation: while it trains, points are computed in a small part of the device's time, and
    /// the landscape of the run in progress follows it to its end. Unset: there is none.
    std::function<RunPhase()> phase;
};
/// Compiles and returns the stages of the plan as text: (name, dump).
struct PlanText {
    std::vector<std::pair<std::string, std::string>> stages;
    int64_t arena_bytes = 0, arena_lower_bound = 0, parameter_bytes = 0;
    int kernels = 0;
};

namespace api {

/// Trains and stores the run. Mistakes in project or data come back as an Error before a run exists; a run that began
/// always ends with ended(), is stored, and its RunEnd is returned (diverged included).
Result<RunEnd> train(const TrainRequest& request, RunObserver& observer, RunControl& control);
Result<EvalResult> evaluate(const EvalRequest& request, const Cancellation& cancellation = {});
Result<Predictions> predict(const EvalRequest& request, const Cancellation& cancellation = {});
Result<StepProfile> profile(const ProfileRequest& request, const Cancellation& cancellation = {});
/// Coarse to fine; `progress` gets a new grid as it fills. The centre is the run's newest snapshot with finite values; the
/// trail holds the run's own snapshots, each at its loss on the samples of the surface. Parameters move, statistics of
/// batch normalisation stay the centre's. Of a run in progress pass after pass is computed around where it has come to,
/// the last one at its end, and the result is that one.
Result<LandscapeGrid> landscape(const LandscapeRequest& request,
                                const std::function<void(std::shared_ptr<const LandscapeGrid>)>& progress,
                                const Cancellation& cancellation);
Result<StepsResult> steps(const StepsRequest& request, const Cancellation& cancellation = {});
Result<PlanText> plan(const ProfileRequest& request, const std::string& entry = "train");
/// Writes a trained run as "onnx", "safetensors" or "pytorch" (a .py beside a .safetensors).
/// The run's data set must be there (or generated): sizes of the graph follow it. `step`: of a stored point; unset: the last checkpoint.
Status export_run(const std::string& run, const std::string& format, const std::string& path, const train::DataOpener& open_data,
                  const std::string& store_path = {}, std::optional<uint64_t> step = {});

}  // namespace api
}  // namespace saddle

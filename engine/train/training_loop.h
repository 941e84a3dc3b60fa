#pragma once
// The host's side of training: batches in, steps submitted, results read a few steps later. Owns no thread of its own
// but the loader's; drives one executor.
#include <algorithm>
#include <functional>
#include <map>
#include <memory>

#include "engine/compile/compile.h"
#include "engine/runtime/executor.h"
#include "engine/train/data_loader.h"
#include "engine/train/learning_rate.h"
#include "engine/train/observation.h"

namespace saddle::train {

/// States that layers carry from one batch of a stream to the next, by the names of a plan's inputs: "lstm.h0".
using Carried = std::map<std::string, Tensor>;

/// Where a run stands; together with parameters and state it is all that a checkpoint needs.
struct Position {
    uint64_t step = 0;             ///< optimizer steps done
    int64_t epoch = 0;             ///< epochs finished
    int64_t batch = 0;             ///< batches done in the current epoch
    double loss_sum = 0;           ///< of this epoch's samples, for the mean
    double correct = 0;
    int64_t samples = 0;
    std::map<NodeId, double> loss_sums;   ///< the same of each loss, where there are several
    Plateau plateau;
    Carried carried;               ///< empty: zeros, as at the begin of an epoch

    /// The same place as the begin of an epoch: its sums are empty.
    Position epoch_begin() const {
        Position begin{step, epoch};
        begin.plateau = plateau;
        return begin;
    }
};

/// Whether a layer of the project carries its state from batch to batch in training, or in evaluation (its attribute "carry").
bool carries_state(const Project& project, ops::Mode mode);
/// Samples that an epoch trains on: all of the split or, where a state is carried, as many as make full batches.
int64_t epoch_samples(const Project& project, const DataSource& source);
/// Their order in an epoch, and what they draw from: nothing where they are streams, which are read as they come.
std::vector<uint32_t> epoch_order(const Project& project, const DataSource& source, int64_t epoch);
std::optional<Draw> epoch_draw(const Project& project, int64_t epoch);
/// Batches of an epoch, and the optimizer steps that they make: TrainConfig::accumulate of them each, the last may have fewer.
int64_t batches_per_epoch(const TrainConfig& train, int64_t samples);
int64_t steps_per_epoch(const TrainConfig& train, int64_t samples);

/// The batches of one optimizer step, as numbers of batches of an epoch of `epoch_samples`.
struct StepBatches {
    int64_t first = 0, last = 0, samples = 0;
    int64_t batch_size = 0, epoch_samples = 0;
    int64_t begin(int64_t batch) const { return batch * batch_size; }
    int64_t samples_of(int64_t batch) const { return std::min(epoch_samples, begin(batch + 1)) - begin(batch); }
};
/// Of the step that `batch` is part of.
StepBatches step_batches(const TrainConfig& train, int64_t epoch_samples, int64_t batch);
/// The learning rate of the step after `step` others (of the first objective; those of others are in proportion).
Result<double> rate_after(const TrainConfig& train, int64_t epoch_samples, uint64_t step, const Plateau& plateau);
/// What a batch of the step after `step` others is submitted with; each draws its random numbers with a key of its own.
compile::StepScalars step_scalars(const TrainConfig& train, const StepBatches& batches, int64_t batch, uint64_t step, double lr);

struct StepOutcome {
    Position position;             ///< after this step
    int64_t samples = 0, batches = 0;
    double loss = 0, lr = 0;       ///< the loss: mean over the step's samples
    std::map<NodeId, double> losses;           ///< each of them, where there are several
    std::optional<double> correct; ///< right classifications in the step
    std::vector<runtime::CallTime> calls;      ///< of a timed step's last batch
    std::shared_ptr<const compile::ExecutionPlan> plan;
    double wall_ms = 0;            ///< from the previous step's end to this one's
};

struct Metrics {
    int64_t samples = 0;
    double loss = 0;               ///< mean over samples
    std::map<NodeId, double> losses;   ///< each of them, where there are several
    std::optional<double> accuracy;
    std::map<std::string, double> named;   ///< of text that is read: those of Reader (reading.h)
};

/// Plans by (entry, batch size, part of the step) of one project and data set on one executor, made on demand.
class PlanCache {
public:
    PlanCache(const Project& project, const ops::DataSignature& data, runtime::Executor& executor, compile::PassOptions passes = {})
        : project_(project), data_(data), executor_(executor), passes_(std::move(passes)) {}
    Result<std::shared_ptr<const compile::ExecutionPlan>> get(const std::string& entry, int64_t batch, const compile::TrainPass& pass = {});
    runtime::Executor& executor() { return executor_; }
    const ops::DataSignature& data() const { return data_; }
    const Project& project() const { return project_; }

private:
    const Project project_;
    const ops::DataSignature data_;
    runtime::Executor& executor_;
    const compile::PassOptions passes_;
    std::map<std::tuple<std::string, int64_t, compile::TrainPass>, std::shared_ptr<const compile::ExecutionPlan>> plans_;
};

/// The batch's tensors in the order of the plan's inputs (an entry may not read all ports), and states that are carried:
/// zeros where there are none.
std::vector<Tensor> select_inputs(const compile::ExecutionPlan& plan, const ops::DataSignature& data, std::vector<Tensor> batch, const Carried& carried = {});

enum class StopReason { Finished, Steps, Requested, Diverged };

struct LoopOptions {
    std::optional<int64_t> max_steps;              ///< in all, counted from the run's start
    int timed_every = 0;                           ///< a step with timestamps every so many; 0: never
    int observe_every = 0;                         ///< nodes are watched on one batch in so many steps; 0: never
    std::function<void(const Observation&)> on_observed;
    std::function<bool()> keep_going;              ///< asked between steps; may wait (pause)
    std::function<bool()> will_wait;               ///< keep_going is about to: steps in flight are reported first
    std::function<void(const StepOutcome&)> on_step;
    /// After the last batch of an epoch, nothing in flight; may move the position's plateau on. When it fails, training
    /// resumed from the position calls it again.
    std::function<Status(Position&)> on_epoch;
};

/// Trains from `position` to the end of the configured epochs, or until told to stop. On return nothing is in flight and
/// `position` says what was done. Diverged: the loss was NaN or infinite; `position.step` is the step that gave it.
Result<StopReason> run_training(PlanCache& plans, const DataSource& source, Position& position, const LoopOptions& options);

/// Told of every batch that is evaluated: its tensors in the order of the signature's ports, and the outputs of "eval".
using BatchObserver = std::function<void(const std::vector<Tensor>& batch, const runtime::StepResult& result)>;

/// Mean loss and accuracy over a split, entry "eval"; sample by sample where a state is carried. Text is read with a beam of so many texts (1: the likeliest path).
Result<Metrics> evaluate(PlanCache& plans, const DataSource& source, Split split, int64_t batch_size, const std::function<bool()>& keep_going = {}, int64_t beam = 1,
                         const BatchObserver& on_batch = {});

/// Why the loss of the last batch before `position` was NaN or infinite, and what to do: the sample whose data have no finite
/// loss or, where there is none, the first node whose values are not finite in a forward pass of the current parameters:
/// "fc1: 512 of 7680 values of its Gemm result are not finite; lower the learning rate".
std::string find_divergence(PlanCache& plans, const DataSource& source, const Position& position);

}  // namespace saddle::train

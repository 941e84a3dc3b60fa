#pragma once
// Internal to api: a run whose model is looked into: its data set, and an executor that holds its newest weights.
#include <span>

#include "engine/api/inside.h"
#include "engine/api/run_path.h"
#include "engine/api/stored_run.h"
#include "engine/compile/probe.h"

namespace saddle::api {

class ProbedRun {
public:
    using Plan = std::shared_ptr<const compile::ExecutionPlan>;
    using Outputs = std::map<std::string, Tensor>;

    static Result<std::unique_ptr<ProbedRun>> open(const InsideRequest& request);
    /// Whether the request is of this run, on this device, and there is room for another plan.
    bool serves(const InsideRequest& request);
    /// Before each look: what it asks for, and the run's newest weights. Both arguments outlive the look.
    Status begin(const InsideRequest& request, const Cancellation& cancellation);

    const Project& project() const { return run_.project; }
    const store::RunRow& row() const { return run_.row; }
    const train::DataSource& source() const { return *run_.source; }
    const ops::DataSignature& data() const { return run_.source->signature(); }
    const LoadedCheckpoint& checkpoint() const { return run_.checkpoint; }
    train::Split split() const { return split_; }
    int64_t size() const { return run_.source->size(split_); }

    /// The graph with a batch of one.
    const compile::TypedGraph& typed();
    /// So many samples at once as memory bears, at most `most`.
    int64_t fitting_batch(int64_t most);
    Result<Plan> plan(int64_t batch, const compile::Probe& probe);
    /// Plans of the entry "sample", for so many samples at once, with the newest weights.
    Result<train::PlanCache*> sampler(int64_t count);
    /// Points of the run's way, oldest first, at most so many, evenly spread; the last one is always there.
    Result<std::vector<Snapshot>> way(size_t most) const;
    /// Those whose names begin with `prefix`, up to the step of the look.
    Result<std::vector<store::MetricRow>> metrics(const std::string& prefix) const;
    /// The executor's weights are those of another point of the way, until the next look or move.
    Status move_to(const LoadedCheckpoint& point);
    /// `more`: inputs besides the batch's.
    Result<Outputs> run(const Plan& plan, const std::vector<Tensor>& batch, const train::Carried& more = {});
    Result<std::vector<Tensor>> read(std::span<const uint32_t> samples) const;
    /// `count` samples that follow one another.
    Result<std::vector<Tensor>> read_block(int64_t first, int64_t count) const;

    /// Passes over the samples in full batches: the last one begins earlier where they do not divide, and `skip` says how many of
    /// its samples were in the one before.
    using Each = std::function<Status(std::span<const uint32_t> samples, size_t skip, const std::vector<Tensor>& batch, Outputs& outputs)>;
    Status pass(std::span<const uint32_t> samples, int64_t batch, const std::optional<PortRef>& port, const Each& each);

    bool training() const { return request_->phase && request_->phase() == RunPhase::Training; }
    /// Between the parts of one look it leaves the device to a run beside it, in proportion to what was worked; the first part of a look,
    /// which somebody waits for, is done at once.
    void rest();
    void worked(double ms) { work_ms_ += ms; }
    bool cancelled() const { return cancellation_->cancelled(); }
    static Error interrupted() { return {ErrorKind::Interrupted, "the look inside was cancelled", "", {}}; }

private:
    ProbedRun() = default;
    StoredRun run_;
    std::unique_ptr<store::ExperimentStore> store_;
    Backend backend_;
    std::string device_, data_path_;
    std::map<std::pair<int64_t, compile::Probe>, Plan> plans_;
    std::unique_ptr<train::PlanCache> samplers_;
    bool loaded_ = false, away_ = false;  ///< away_: the executor's weights are not those of the checkpoint
    std::optional<compile::TypedGraph> typed_;   // made when it is first asked for
    // Of the look that is under way.
    const InsideRequest* request_ = nullptr;
    const Cancellation* cancellation_ = nullptr;
    train::Split split_ = train::Split::Validation;
    double work_ms_ = 0;                  ///< since it has rested
};

}  // namespace saddle::api

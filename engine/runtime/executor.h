#pragma once
// Runs execution plans. Two implementations: Vulkan, and the reference (plain CPU, double precision), which interprets
// the plan's program and ignores its kernels. Not thread-safe: one thread (the engine's) drives an executor.
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/compile/plan.h"
#include "engine/core/tensor.h"

namespace saddle::runtime {

/// Which calls of a step get timestamps. They are not free: on lavapipe about 30 us a call, a tenth of a small step; so
/// who wants undisturbed steps measures a few calls at a time. The step's first begin and last end are always measured.
struct Timing {
    int every = 0;    ///< calls first, first + every, ...; 1: all; 0: none, nor the first begin and the last end
    int first = 0;
    Timing(bool all = false) : every(all ? 1 : 0) {}
    Timing(int each, int from) : every(each), first(from) {}
    bool operator[](size_t call) const { return every > 0 && call % size_t(every) == size_t(first); }
};

/// Begin and end of one kernel call in nanoseconds from the begin of the step's first call; NaN where not measured.
struct CallTime {
    double begin_ns = 0, end_ns = 0;
};

struct StepResult {
    std::map<std::string, Tensor> outputs;   ///< the entry's outputs by name, logical order (not "gradient:" ones)
    std::vector<CallTime> calls;             ///< parallel to ExecutionPlan::calls; empty when not timed
    double host_ms = 0;                      ///< submit to wake, as the host's clock saw it
    double device_ms() const {               ///< all calls together; host_ms where they are not timed
        double sum = calls.empty() ? host_ms : 0;
        for (const CallTime& call : calls) sum += (call.end_ns - call.begin_ns) * 1e-6;
        return sum;
    }
};

class Executor {
public:
    virtual ~Executor() = default;
    virtual const DeviceProfile& profile() const = 0;

    /// Makes pipelines and recordings of a plan; plans prepared on one executor share parameters and state by name.
    /// The first plan prepared initialises nothing: call `set` or `initialize` before the first step.
    virtual Status prepare(std::shared_ptr<const compile::ExecutionPlan> plan) = 0;
    /// Runs each pipeline once on scratch inputs so that no later step pays for compilation; parameters and state are
    /// left as they were.
    virtual Status warm_up(const compile::ExecutionPlan& plan) = 0;

    /// Starts a step of a prepared plan on `inputs` (in the order of the entry's inputs, batch first) and returns at
    /// once. At most `slots()` steps may be in flight; one more waits for the oldest.
    virtual Status submit(const compile::ExecutionPlan& plan, const std::vector<Tensor>& inputs,
                          const compile::StepScalars& scalars, Timing timing) = 0;
    /// Waits for the oldest step in flight and returns what it gave.
    virtual Result<StepResult> wait() = 0;
    virtual int slots() const = 0;
    virtual int in_flight() const = 0;

    /// Parameters and state by name ("conv1.weight", "conv1.weight:momentum"). Waits for steps in flight.
    virtual Status set(const std::string& name, const Tensor& tensor) = 0;
    virtual Result<Tensor> get(const std::string& name) = 0;
    virtual std::vector<std::string> names() const = 0;

    /// Any value of the last finished step of `plan` (arena permitting: for tests and single-stepping).
    virtual Result<Tensor> peek(const compile::ExecutionPlan& plan, ir::ValueId value) = 0;
};

/// Sets every parameter and state of `program` by its initializer; a value depends on (seed, name) alone.
Status initialize(Executor& executor, const ir::Program& program, uint64_t seed);

std::unique_ptr<Executor> make_reference_executor();

}  // namespace saddle::runtime

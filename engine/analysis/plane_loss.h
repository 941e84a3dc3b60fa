#pragma once
// The loss at points of a plane through parameter space, several at a time.
#include <span>
#include <utility>

#include "engine/analysis/landscape.h"
#include "engine/analysis/plane_program.h"
#include "engine/runtime/executor.h"

namespace saddle::analysis {

class PlaneLoss {
public:
    /// Of a program with a forward entry "eval" for `batch` samples. The executor outlives this and holds the running statistics.
    /// Inputs are found by name; those that are not given (states that are carried) are zeros. `most_bytes`: of what is kept on the device.
    static Result<PlaneLoss> make(const ir::Program& forward, int64_t batch, std::vector<NamedTensor> inputs, runtime::Executor& executor, int64_t most_bytes = 1ll << 30);

    /// Another plane; the executor's parameters are changed.
    Status move_to(std::shared_ptr<const Plane> plane);
    /// How many points a call of at() takes.
    size_t at_once() const { return size_t(plane_program_.points); }
    struct Losses {
        std::vector<double> values;
        double device_ms = 0;
    };
    /// At up to at_once() points (a, b), in their order.
    Result<Losses> at(std::span<const std::pair<double, double>> points, bool timed = false);

private:
    explicit PlaneLoss(runtime::Executor& executor) : executor_(&executor) {}

    runtime::Executor* executor_;
    PlaneProgram plane_program_;
    std::shared_ptr<const compile::ExecutionPlan> making_, at_;   // making_: null where parameters are the only parts
    std::vector<NamedTensor> inputs_;
    std::vector<std::string> set_by_host_;                        // parameters that are no parts
    std::shared_ptr<const Plane> plane_;
};

}  // namespace saddle::analysis

#pragma once
// A model's loss on one batch to second order: its gradient, and its Hessian as products with vectors.
#include "engine/analysis/lanczos.h"
#include "engine/core/tensor.h"
#include "engine/runtime/executor.h"

namespace saddle::analysis {

/// What a plan's inputs are given, in their order; zeros for those that have no tensor (states that are carried).
std::vector<Tensor> inputs_by_name(const compile::ExecutionPlan& plan, const std::vector<NamedTensor>& given, const std::vector<NamedTensor>& more = {});

/// Leaves of the entry's outputs "loss", and adds the gradient: "slope:<parameter>" for each on which the loss depends.
Status add_slopes(ir::Program& program, const std::string& entry);

/// Adds the Hessian times a vector to an entry with slopes: inputs "direction:<parameter>", outputs "curvature:<parameter>" (those that
/// are missing are 0). It is the gradient of (gradient . vector), by differentiating the program a second time; B. Pearlmutter, "Fast
/// exact multiplication by the Hessian", Neural Computation 6, 1994. Invalid, and the program in no defined state: an op on
/// the way has no second derivative.
Status add_products(ir::Program& program, const std::string& entry);

/// The loss around a point of parameter space. Vectors hold all parameters, one after another in the program's order. The
/// entry "eval" is what is differentiated, so batch normalisation uses its running statistics, which stay as they are, and
/// nothing is dropped out: the loss that a landscape draws.
class Curvature {
public:
    /// Of a program with a forward entry "eval" for `batch` samples. The executor outlives this and holds the running
    /// statistics. Inputs are found by name; those that are not given (states that are carried) are zeros.
    static Result<Curvature> make(const ir::Program& forward, int64_t batch, std::vector<NamedTensor> inputs, runtime::Executor& executor);

    size_t size() const { return size_; }
    Vector flatten(const std::vector<NamedTensor>& parameters) const;
    std::vector<NamedTensor> unflatten(const Vector& vector) const;

    /// Where the rest is computed; the executor's parameters are there too.
    Status move_to(const std::vector<NamedTensor>& parameters);
    struct Slope {
        double loss = 0;
        Vector gradient;
    };
    Result<Slope> slope();
    /// The Hessian times `vector`: exact, or by central differences of the gradient at distance step() along `vector`.
    Result<Vector> times(const Vector& vector);

    bool exact() const { return obstacle_.empty(); }
    /// Why it is not exact: the op that has no second derivative.
    const std::string& obstacle() const { return obstacle_; }
    /// A thousandth of the length of the parameters, or of 1 where they are shorter.
    double step() const;

private:
    struct Part {
        std::string name;
        TensorType type;
        size_t offset = 0;
    };
    explicit Curvature(runtime::Executor& executor) : executor_(&executor) {}
    Result<runtime::StepResult> run(const Vector& direction);
    Vector gather(const runtime::StepResult& result, const std::string& prefix) const;
    Status set(const Vector& parameters);

    runtime::Executor* executor_;
    std::shared_ptr<const compile::ExecutionPlan> plan_;
    std::vector<NamedTensor> inputs_;
    std::vector<Part> parts_;
    size_t size_ = 0;
    Vector centre_;
    std::string obstacle_;
};

}  // namespace saddle::analysis

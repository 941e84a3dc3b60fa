#include "engine/ops/pool.h"

namespace saddle::ops {
namespace {

/// Members of each window of one plane: those inside x, and of the padding too when it counts. What a rounded-up window
/// reaches past the padding is nothing.
std::vector<double> window_sizes(const Window& window, bool padding) {
    Window counted = window;
    for (WindowAxis* axis : {&counted.d, &counted.h, &counted.w}) {
        if (!padding) continue;
        axis->in += axis->before + axis->after;
        axis->before = axis->after = 0;
    }
    std::vector<double> size(size_t(window.outputs()), 0);
    for_each_tap(counted, [&](int64_t i, int64_t o, int64_t) { size[size_t(o)] += i >= 0; });
    return size;
}
std::vector<double> window_sizes(const Window& window, const Attributes& a) { return window_sizes(window, a.integer("count_include_pad") != 0); }

void add_attributes(OpDef& op) {
    add_pool_attributes(op);
    op.attribute({"count_include_pad", int64_t(0), "Count padding", "1: padding counts as zeros in the mean", "", 0, 1});
}
std::vector<Case> average_cases() {
    std::vector<Case> cases = pool_cases(0);
    for (size_t i = 1; i < cases.size(); i += 3) cases[i].attributes["count_include_pad"] = int64_t(1);
    return cases;
}

}  // namespace

SADDLE_OP(AveragePool) {
    OpDef op("AveragePool");
    op.summary("The mean of each window.", "y = mean over the window of x").input("X", "[N, C, H, W], also of one or three spatial axes").output("Y").infer(infer_pool)
        .gradient([](GradientContext& g) { g.set(0, g.b.emit("AveragePoolGrad", {g.dout()}, with(g.instruction.attributes, "input_shape", g.b.type(g.in(0)).shape))); })
        .reference([](ReferenceContext& r) {
            const Shape& x = r.in(0).type.shape;
            const Window window = pool_window(x, r.attributes);
            const std::vector<double> size = window_sizes(window, r.attributes);
            for_each_member(x, window, [&](int64_t i, int64_t o, int64_t) {
                if (i >= 0) r.out().data[size_t(o)] += r.in(0).data[size_t(i)] / size[size_t(o) % size.size()];
            });
        })
        .kernels([](const KernelContext& c) { return pool_kernels(c, "average_pool", false); })
        .accepts_epilogue().cases(average_cases());
    add_attributes(op);
    return op;
}

SADDLE_OP(AveragePoolGrad) {
    OpDef op("AveragePoolGrad");
    op.summary("Gradient of AveragePool.", "dx_i = sum over windows o that hold i of dy_o / size_o").input("dy").output("dx")
        .attribute({"input_shape", std::vector<int64_t>{}, "Input shape", "of the pooled image"})
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> { return std::vector<TensorType>{{DType::F32, Shape(c.attributes.integers("input_shape"))}}; })
        .gradient([](GradientContext& g) { g.set(0, g.b.emit("AveragePool", {g.dout()}, without(g.instruction.attributes, "input_shape"))); })
        .reference([](ReferenceContext& r) {
            const Shape& x = r.out().type.shape;
            const Window window = pool_window(x, r.attributes);
            const std::vector<double> size = window_sizes(window, r.attributes);
            for_each_member(x, window, [&](int64_t i, int64_t o, int64_t) {
                if (i >= 0) r.out().data[size_t(i)] += r.in(0).data[size_t(o)] / size[size_t(o) % size.size()];
            });
        })
        .kernels([](const KernelContext& c) { return pool_kernels(c, "average_pool_gradient", true); })
        .accepts_epilogue().not_in_onnx();
    add_attributes(op);
    std::vector<Case> cases = average_cases();
    for (Case& one : cases) {
        const TensorType x = one.inputs[0];
        one.inputs = infer_pool({{&x}, one.attributes, 1}).value();
        one.attributes["input_shape"] = x.shape.dims();
    }
    return op.cases(cases);
}

}  // namespace saddle::ops

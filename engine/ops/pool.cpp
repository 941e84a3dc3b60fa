// Pooling over windows of an image, and its gradients in gather form: no atomics, one order of sums.
#include <algorithm>
#include <limits>

#include "engine/ops/conv_shape.h"
#include "engine/ops/dispatch.h"

namespace saddle::ops {
namespace {

Window pool_window(const Shape& x, const Attributes& a) { return window_of(x, a.integers("kernel_shape"), a).value(); }

KernelCall start(const KernelContext& c, const char* source, const char* kernel, const Shape& x, bool texel) {
    KernelCall call;
    call.source = source;
    call.kernel = kernel;
    define_tensor(call, c, c.instruction.inputs[0], texel);
    define_window(call, pool_window(x, c.instruction.attributes));
    call.define("CHANNELS", x[1]);
    call.define("COUNT_PAD", c.instruction.attributes.integer("count_include_pad"));
    return call;
}

/// Calls f(x index, y index, tap) for every member of every window, taps in row-major order; -1 for padding.
template <class F>
void for_each_member(const Shape& x, const Window& w, F f) {
    for (int64_t plane = 0; plane < x[0] * x[1]; ++plane)
        for (int64_t oy = 0; oy < w.out_h; ++oy)
            for (int64_t ox = 0; ox < w.out_w; ++ox)
                for (int64_t tap = 0; tap < w.taps(); ++tap) {
                    const int64_t iy = oy * w.stride_h - w.pad_top + tap / w.kernel_w * w.dilation_h, ix = ox * w.stride_w - w.pad_left + tap % w.kernel_w * w.dilation_w;
                    const bool inside = iy >= 0 && iy < w.in_h && ix >= 0 && ix < w.in_w;
                    f(inside ? (plane * w.in_h + iy) * w.in_w + ix : -1, (plane * w.out_h + oy) * w.out_w + ox, tap);
                }
}

Result<std::vector<TensorType>> infer_pool(const InferContext& c) {
    const Shape& x = c.in(0).shape;
    if (x.rank() != 4) return invalid("pooling needs an image [N, C, H, W], got " + to_string(x));
    TRY(const Window w, window_of(x, c.attributes.integers("kernel_shape"), c.attributes));
    return std::vector<TensorType>{{DType::F32, {x[0], x[1], w.out_h, w.out_w}}};
}

std::vector<Case> pool_cases(bool include_pad) {
    using List = std::vector<int64_t>;
    std::vector<Case> cases;
    for (Attributes a : std::vector<Attributes>{{{"kernel_shape", List{2, 2}}, {"strides", List{2, 2}}},
                                                {{"kernel_shape", List{3, 2}}, {"strides", List{2, 1}}, {"pads", List{1, 1, 1, 0}}},
                                                {{"kernel_shape", List{3, 3}}, {"strides", List{3, 3}}}}) {
        if (include_pad) a["count_include_pad"] = int64_t(cases.size() == 1);
        Case one{{{DType::F32, {5, 3, 7, 8}}}, a};
        one.keep_away = include_pad ? 0 : 1e-3;
        one.batched = {true};
        cases.push_back(one);
    }
    return cases;
}

void add_attributes(OpDef& op, bool average) {
    for (AttributeDef& a : window_attributes()) op.attribute(std::move(a));
    if (average) op.attribute({"count_include_pad", int64_t(0), "Count padding", "1: padding counts as zeros in the mean"});
}

std::vector<double> window_sizes(const Shape& x, const Window& w, bool padded) {
    std::vector<double> size(size_t(x[0] * x[1] * w.out_h * w.out_w), 0);
    for_each_member(x, w, [&](int64_t i, int64_t o, int64_t) { size[size_t(o)] += padded || i >= 0; });
    return size;
}

}  // namespace

SADDLE_OP(MaxPool) {
    OpDef op("MaxPool");
    op.summary("The largest value of each window.", "y = max over the window of x").input("x", "[N, C, H, W]").output("y").infer(infer_pool)
        .gradient([](GradientContext& g) { g.set(0, g.b.emit("MaxPoolGrad", {g.in(0), g.out(0), g.dout()}, g.instruction.attributes)); })
        .reference([](ReferenceContext& r) {
            std::fill(r.out().data.begin(), r.out().data.end(), -std::numeric_limits<double>::infinity());
            for_each_member(r.in(0).type.shape, pool_window(r.in(0).type.shape, r.attributes), [&](int64_t i, int64_t o, int64_t) {
                if (i >= 0) r.out().data[size_t(o)] = std::max(r.out().data[size_t(o)], r.in(0).data[size_t(i)]);
            });
        })
        .kernels([](const KernelContext& c) -> std::vector<KernelCall> {
            const bool texel = reads_texels(c);
            KernelCall call = start(c, "pool/max_pool.comp", "max_pool", c.in_type(0).shape, texel);
            const int64_t outputs = elements_of(c, c.instruction.outputs[0]);
            call.define("OUTPUTS", outputs);
            read(call, c, c.instruction.inputs[0], texel);
            spread_elements(call, outputs, c);
            call.take(nullptr, c.epilogue);
            return {std::move(call)};
        })
        .accepts_epilogue().cases(pool_cases(false));
    add_attributes(op, false);
    return op;
}

SADDLE_OP(MaxPoolGrad) {
    OpDef op("MaxPoolGrad");
    op.summary("Gradient of MaxPool: the first maximum of each window, in row-major order, takes all.", "dx_i = sum of dy_o where x_i is the maximum of window o")
        .input("x").input("y").input("dy").output("dx")
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> { return std::vector<TensorType>{c.in(0)}; })
        .not_differentiable("a second derivative of max pooling is zero almost everywhere and not supported")
        .reference([](ReferenceContext& r) {
            const Shape& x = r.in(0).type.shape;
            std::vector<bool> given(r.in(1).data.size(), false);
            for_each_member(x, pool_window(x, r.attributes), [&](int64_t i, int64_t o, int64_t) {
                if (i < 0 || given[size_t(o)] || r.in(0).data[size_t(i)] != r.in(1).data[size_t(o)]) return;
                given[size_t(o)] = true;
                r.out().data[size_t(i)] += r.in(2).data[size_t(o)];
            });
        })
        .kernels([](const KernelContext& c) -> std::vector<KernelCall> {
            const Shape& x = c.in_type(0).shape;
            const Window w = pool_window(x, c.instruction.attributes);
            const bool texel = reads_texels(c);
            const bool tiled = w.stride_h == w.kernel_h && w.stride_w == w.kernel_w && w.dilation_h == 1 && w.dilation_w == 1 && !w.padded();
            KernelCall call = start(c, tiled ? "pool/max_pool_gradient_tiled.comp" : "pool/max_pool_gradient.comp", "max_pool_gradient", x, texel);
            int64_t outputs = elements_of(c, c.instruction.outputs[0]);
            read(call, c, c.instruction.inputs[0], texel);
            if (tiled) {
                const int64_t grid_h = ceil_div(w.in_h, w.kernel_h), grid_w = ceil_div(w.in_w, w.kernel_w);
                call.define("GRID_H", grid_h);
                call.define("GRID_W", grid_w);
                outputs = x[1] * grid_h * grid_w * line_of(c, c.instruction.inputs[0]);
            } else {
                read(call, c, c.instruction.inputs[1], texel);
            }
            read(call, c, c.instruction.inputs[2], texel);
            call.define("OUTPUTS", outputs);
            spread_elements(call, outputs, c);
            call.take(nullptr, c.epilogue);
            return {std::move(call)};
        })
        .accepts_epilogue().not_in_onnx();
    add_attributes(op, false);
    return op;
}

SADDLE_OP(AveragePool) {
    OpDef op("AveragePool");
    op.summary("The mean of each window.", "y = mean over the window of x").input("x", "[N, C, H, W]").output("y").infer(infer_pool)
        .gradient([](GradientContext& g) { g.set(0, g.b.emit("AveragePoolGrad", {g.dout()}, with(g.instruction.attributes, "input_shape", g.b.type(g.in(0)).shape))); })
        .reference([](ReferenceContext& r) {
            const Shape& x = r.in(0).type.shape;
            const Window w = pool_window(x, r.attributes);
            const std::vector<double> size = window_sizes(x, w, r.attributes.integer("count_include_pad") != 0);
            for_each_member(x, w, [&](int64_t i, int64_t o, int64_t) {
                if (i >= 0) r.out().data[size_t(o)] += r.in(0).data[size_t(i)] / size[size_t(o)];
            });
        })
        .kernels([](const KernelContext& c) -> std::vector<KernelCall> {
            const bool texel = reads_texels(c);
            KernelCall call = start(c, "pool/average_pool.comp", "average_pool", c.in_type(0).shape, texel);
            const int64_t outputs = elements_of(c, c.instruction.outputs[0]);
            call.define("OUTPUTS", outputs);
            read(call, c, c.instruction.inputs[0], texel);
            spread_elements(call, outputs, c);
            call.take(nullptr, c.epilogue);
            return {std::move(call)};
        })
        .accepts_epilogue().cases(pool_cases(true));
    add_attributes(op, true);
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
            const Window w = pool_window(x, r.attributes);
            const std::vector<double> size = window_sizes(x, w, r.attributes.integer("count_include_pad") != 0);
            for_each_member(x, w, [&](int64_t i, int64_t o, int64_t) {
                if (i >= 0) r.out().data[size_t(i)] += r.in(0).data[size_t(o)] / size[size_t(o)];
            });
        })
        .kernels([](const KernelContext& c) -> std::vector<KernelCall> {
            const bool texel = reads_texels(c);
            KernelCall call = start(c, "pool/average_pool_gradient.comp", "average_pool_gradient", c.out_type().shape, texel);
            const int64_t outputs = elements_of(c, c.instruction.outputs[0]);
            call.define("OUTPUTS", outputs);
            read(call, c, c.instruction.inputs[0], texel);
            spread_elements(call, outputs, c);
            call.take(nullptr, c.epilogue);
            return {std::move(call)};
        })
        .accepts_epilogue().not_in_onnx();
    add_attributes(op, true);
    std::vector<Case> cases = pool_cases(true);
    for (Case& one : cases) {
        const Shape x = one.inputs[0].shape;
        const Window w = pool_window(x, one.attributes);
        one.attributes["input_shape"] = x.dims();
        one.inputs[0].shape = {x[0], x[1], w.out_h, w.out_w};
    }
    return op.cases(cases);
}

}  // namespace saddle::ops

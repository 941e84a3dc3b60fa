#include <limits>

#include "engine/ops/pool.h"
#include "engine/ops/term.h"

namespace saddle::ops {
namespace {

/// Indices into x of the first maximum of each window, in row-major order; -1 where a window holds none.
std::vector<int64_t> maxima(const ReferenceTensor& x, const Attributes& attributes) {
    const Window window = pool_window(x.type.shape, attributes);
    std::vector<int64_t> found(size_t(x.type.shape[0] * x.type.shape[1] * window.outputs()), -1);
    for_each_member(x.type.shape, window, [&](int64_t i, int64_t o, int64_t) {
        int64_t& best = found[size_t(o)];
        if (i >= 0 && (best < 0 || x.data[size_t(i)] > x.data[size_t(best)])) best = i;
    });
    return found;
}
double storage_index(int64_t i, const Shape& x, const Attributes& attributes) {
    const int64_t h = x.rank() > 3 ? x[-2] : 1, w = x[-1];
    return double(i < 0 || attributes.integer("storage_order") == 0 ? i : i / (h * w) * h * w + i % w * h + i / w % h);
}

}  // namespace

SADDLE_OP(MaxPool) {
    OpDef op("MaxPool");
    op.summary("The largest value of each window.", "y = max over the window of x").input("X", "[N, C, H, W], also of one or three spatial axes").output("Y")
        .output("Indices", "where in X the maximum lies")
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            TRY(std::vector<TensorType> types, infer_pool(c));
            if (c.output_count > 1) types.push_back({DType::I32, types[0].shape});
            return types;
        })
        .gradient([](GradientContext& g) { g.set(0, g.b.emit("MaxPoolGrad", {g.in(0), g.out(0), g.dout()}, without(g.instruction.attributes, "storage_order"))); })
        .reference([](ReferenceContext& r) {
            const std::vector<int64_t> found = maxima(r.in(0), r.attributes);
            for (size_t o = 0; o < found.size(); ++o) {
                r.out().data[o] = found[o] < 0 ? -std::numeric_limits<double>::infinity() : r.in(0).data[size_t(found[o])];
                if (r.outputs.size() > 1) r.out(1).data[o] = storage_index(found[o], r.in(0).type.shape, r.attributes);
            }
        })
        .decompose([](Builder& b, const ir::Instruction& i) -> std::vector<ir::ValueId> {
            if (i.outputs.size() < 2) return {};
            return {b.emit("MaxPool", i.inputs, i.attributes), b.emit("MaxPoolIndices", i.inputs, i.attributes)};
        })
        .kernels([](const KernelContext& c) { return pool_kernels(c, "max_pool", false); })
        .accepts_epilogue().cases(pool_cases(1e-3));
    add_pool_attributes(op);
    return op.attribute({"storage_order", int64_t(0), "Storage order", "of Indices; 1: the last two axes swapped", "", 0, 1});
}

SADDLE_OP(MaxPoolIndices) {
    OpDef op("MaxPoolIndices");
    op.summary("Where the first maximum of each window lies, counted over all of X.", "i_o = argmax over the window o of x").input("X").output("Indices").not_in_onnx()
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            TRY(const std::vector<TensorType> types, infer_pool(c));
            return std::vector<TensorType>{{DType::I32, types[0].shape}};
        })
        .not_differentiable("an index is constant almost everywhere")
        .reference([](ReferenceContext& r) {
            const std::vector<int64_t> found = maxima(r.in(0), r.attributes);
            for (size_t o = 0; o < found.size(); ++o) r.out().data[o] = storage_index(found[o], r.in(0).type.shape, r.attributes);
        })
        .kernels([](const KernelContext& c) -> std::vector<KernelCall> {
            KernelCall call = pool_call(c, "max_pool_indices", c.in_type(0).shape, elements_of(c, c.instruction.outputs[0]));
            call.define("SWAPPED", c.instruction.attributes.integer("storage_order"));
            call.bindings.push_back({c.instruction.outputs[0], BindingKind::Storage, true});
            return {std::move(call)};
        });
    add_pool_attributes(op);
    std::vector<Case> cases = pool_cases(1e-3);
    for (size_t i = 0; i < cases.size(); ++i) cases[i].attributes["storage_order"] = int64_t(i % 2);
    return op.attribute({"storage_order", int64_t(0), "Storage order", "1: the last two axes swapped", "", 0, 1}).cases(cases);
}

SADDLE_OP(MaxPoolGrad) {
    OpDef op("MaxPoolGrad");
    op.summary("Gradient of MaxPool: the first maximum of each window, in row-major order, takes all.", "dx_i = sum of dy_o where x_i is the maximum of window o")
        .input("x").input("y").input("dy").output("dx")
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> { return std::vector<TensorType>{c.in(0)}; })
        .gradient([](GradientContext& g) {   // linear in dy; where the maxima lie does not change with x
            for (const size_t i : {size_t(0), size_t(1)})
                if (g.wants(i)) g.set(i, in(g, i).filled(0));
            if (!g.wants(2)) return;
            const Term flat = dout(g).reshaped({g.b.type(g.dout()).shape.count()});
            g.set(2, flat.then("Gather", {g.b.emit("MaxPoolIndices", {g.in(0)}, g.instruction.attributes)}, {{"axis", int64_t(0)}}));
        })
        .reference([](ReferenceContext& r) {
            const std::vector<int64_t> found = maxima(r.in(0), r.attributes);
            for (size_t o = 0; o < found.size(); ++o)
                if (found[o] >= 0) r.out().data[size_t(found[o])] += r.in(2).data[o];
        })
        .kernels([](const KernelContext& c) -> std::vector<KernelCall> {
            const Shape& x = c.in_type(0).shape;
            const Window w = pool_window(x, c.instruction.attributes);
            const auto tiles = [](const WindowAxis& axis) { return axis.stride == axis.kernel && axis.dilation == 1; };
            if (!w.planar() || !tiles(w.h) || !tiles(w.w) || w.padded()) return pool_kernels(c, "max_pool_gradient", true);
            const int64_t grid_h = ceil_div(w.h.in, w.h.kernel), grid_w = ceil_div(w.w.in, w.w.kernel), lines = line_of(c, c.instruction.inputs[0]);
            KernelCall call = pool_call(c, "max_pool_gradient_tiled", x, x[1] * grid_h * grid_w * lines, c.instruction.inputs[1]);
            call.kernel = "max_pool_gradient";
            call.define("GRID_H", grid_h);
            call.define("GRID_W", grid_w);
            call.take(nullptr, c.epilogue);
            return {std::move(call)};
        })
        .accepts_epilogue().not_in_onnx();
    add_pool_attributes(op);
    return op;
}

}  // namespace saddle::ops

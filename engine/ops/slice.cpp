// Parts of a tensor along axes: Slice, its gradient, and Split.
#include <algorithm>

#include "engine/ops/axes.h"
#include "engine/ops/axis_map.h"
#include "engine/ops/dispatch.h"
#include "engine/ops/term.h"

namespace saddle::ops {
namespace {

using List = std::vector<int64_t>;

struct Range { int64_t start = 0, step = 1, count = 0; };

/// One range an axis, by ONNX's rules: negative positions count from the end, those outside are clamped.
Result<std::vector<Range>> ranges(const Shape& x, const Attributes& a) {
    const List starts = a.integers("starts"), ends = a.integers("ends"), steps = a.integers("steps");
    List axes = a.integers("axes");
    if (axes.empty())
        for (size_t k = 0; k < starts.size(); ++k) axes.push_back(int64_t(k));
    if (ends.size() != starts.size() || axes.size() != starts.size() || (!steps.empty() && steps.size() != starts.size()))
        return invalid("Slice needs as many ends, axes and steps as starts, got " + std::to_string(ends.size()) + ", " + std::to_string(axes.size()) + ", " + std::to_string(steps.size()) + " and " + std::to_string(starts.size()));
    TRY([[maybe_unused]] const auto once, axis_set("Slice", x, axes));
    std::vector<Range> result;
    for (const int64_t size : x) result.push_back({0, 1, size});
    for (size_t k = 0; k < starts.size(); ++k) {
        const int axis = axis_of("Slice", x, axes[k]).value();
        const int64_t size = x[axis], step = steps.empty() ? 1 : steps[k];
        if (step == 0) return invalid("Slice's step along axis " + std::to_string(axis) + " is 0", "use a positive or negative step");
        const auto clamped = [&](int64_t at) { return std::clamp(at < 0 ? at + size : at, step > 0 ? int64_t(0) : int64_t(-1), step > 0 ? size : size - 1); };
        Range& r = result[size_t(axis)];
        r.start = clamped(starts[k]);
        r.step = step;
        const int64_t end = clamped(ends[k]);
        r.count = std::max<int64_t>(0, step > 0 ? ceil_div(end - r.start, step) : ceil_div(r.start - end, -step));
    }
    return result;
}

std::vector<AttributeDef> slice_attributes() {
    return {{"starts", List{}, "Starts", "first position along each axis; negative: from the end"}, {"ends", List{}, "Ends", "position after the last"},
            {"axes", List{}, "Axes", "default: the first ones"}, {"steps", List{}, "Steps", "default 1; negative: backwards"}};
}

std::vector<Case> slice_cases(bool gradient) {
    std::vector<Case> cases;
    for (const Attributes& a : std::vector<Attributes>{{{"starts", List{1}}, {"ends", List{3}}, {"axes", List{1}}}, {{"starts", List{-1, 0}}, {"ends", List{-100, 1 << 30}}, {"axes", List{2, 1}}, {"steps", List{-2, 2}}},
                                                       {{"starts", List{1, 1}}, {"ends", List{-1, 2}}}}) {
        Case c{{{DType::F32, {5, 3, 7}}}, a};
        c.batched = {true};
        if (gradient) {
            List dims;
            const std::vector<Range> found = ranges({5, 3, 7}, a).value();
            for (const Range& r : found) dims.push_back(r.count);
            c.inputs[0].shape = Shape(dims);
            c.attributes["input_shape"] = List{5, 3, 7};
            c.batched = {dims[0] == 5};
        }
        cases.push_back(c);
    }
    return cases;
}

/// Sizes of Split's parts: as given, or equal but for a smaller last one.
Result<List> parts(const Shape& x, int axis, const Attributes& a, size_t outputs) {
    List sizes = a.integers("split");
    if (sizes.empty()) {
        const int64_t each = ceil_div(x[axis], int64_t(outputs));
        for (size_t k = 0; k < outputs; ++k) sizes.push_back(std::clamp<int64_t>(x[axis] - int64_t(k) * each, 0, each));
    }
    int64_t sum = 0;
    for (const int64_t size : sizes) sum += size;
    if (sum != x[axis] || std::any_of(sizes.begin(), sizes.end(), [](int64_t s) { return s < 0; }))
        return invalid("Split into " + to_string(AttributeValue(sizes)) + " does not add up to the " + std::to_string(x[axis]) + " of axis " + std::to_string(axis) + " of " + to_string(x));
    if (sizes.size() != outputs) return invalid("Split has " + std::to_string(sizes.size()) + " parts and " + std::to_string(outputs) + " results");
    return sizes;
}

}  // namespace

SADDLE_OP(Slice) {
    OpDef op("Slice");
    op.summary("A part of a tensor: from a start to an end along axes, in steps.", "y_i = x_{start + i step}").input("x").output("y")
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            TRY(const std::vector<Range> found, ranges(c.in(0).shape, c.attributes));
            List dims;
            for (const Range& r : found) dims.push_back(r.count);
            return std::vector<TensorType>{{c.in(0).dtype, Shape(dims)}};
        })
        .gradient([](GradientContext& g) {
            Attributes a = g.instruction.attributes;
            a["input_shape"] = g.b.type(g.in(0)).shape.dims();
            g.set(0, dout(g).then("SliceGrad", {}, a));
        });
    for (AttributeDef& a : slice_attributes()) op.attribute(std::move(a));
    moves(op, [](const Shape& x, const Shape&, const Attributes& a) {
        AxisMap map;
        const std::vector<Range> found = ranges(x, a).value();
        for (const Range& r : found) map.axes.push_back({int(map.axes.size()), r.step, r.start});
        return map;
    });
    return op.cases(slice_cases(false));
}

SADDLE_OP(SliceGrad) {
    OpDef op("SliceGrad");
    op.summary("Puts a part back where Slice took it from, among zeros.", "dx_{start + i step} = dy_i").input("dy").output("dx")
        .attribute({"input_shape", List{}, "Input shape", "of the sliced tensor"})
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> { return std::vector<TensorType>{{c.in(0).dtype, Shape(c.attributes.integers("input_shape"))}}; })
        .gradient([](GradientContext& g) {
            Attributes a = g.instruction.attributes;
            a.erase("input_shape");
            g.set(0, dout(g).then("Slice", {}, a));
        })
        .not_in_onnx();
    for (AttributeDef& a : slice_attributes()) op.attribute(std::move(a));
    moves(op, [](const Shape&, const Shape& y, const Attributes& a) {
        AxisMap map;
        const std::vector<Range> found = ranges(y, a).value();
        for (const Range& r : found) {
            const int axis = int(map.axes.size());
            const bool whole = r.start == 0 && r.step == 1 && r.count == y[axis];
            const int64_t sign = r.step > 0 ? 1 : -1;
            map.axes.push_back(whole ? AxisSource{axis} : AxisSource{axis, sign, -sign * r.start, sign * r.step, Outside::Filled});
        }
        return map;
    });
    return op.cases(slice_cases(true));
}

SADDLE_OP(Split) {
    std::vector<Case> cases;
    for (const Attributes& a : std::vector<Attributes>{{{"axis", int64_t(1)}, {"split", List{1, 4, 2}}}, {{"axis", int64_t(-1)}}, {{"axis", int64_t(0)}, {"split", List{2, 2, 1}}}}) {
        cases.push_back({{{DType::F32, {5, 7, 6}}}, a});
        cases.back().batched = {true};
        cases.back().outputs = 3;
    }
    return OpDef("Split").summary("Cuts a tensor into parts along an axis.", "x = [y_0, y_1, ...]").input("x").output("y")
        .attribute({"axis", int64_t(0), "Axis", "axis to cut"}).attribute({"split", List{}, "Sizes", "of the parts; none: equal ones"})
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            TRY(const int axis, axis_of("Split", c.in(0).shape, c.attributes.integer("axis")));
            TRY(const List sizes, parts(c.in(0).shape, axis, c.attributes, c.output_count));
            std::vector<TensorType> types(sizes.size(), c.in(0));
            for (size_t k = 0; k < sizes.size(); ++k) types[k].shape[axis] = sizes[k];
            return types;
        })
        .decompose([](Builder& b, const ir::Instruction& i) -> std::vector<ir::ValueId> {
            const int axis = axis_of("Split", b.type(i.inputs[0]).shape, i.attributes.integer("axis")).value();
            std::vector<ir::ValueId> made;
            int64_t start = 0;
            for (const ir::ValueId out : i.outputs) {
                const int64_t end = start + b.type(out).shape[axis];
                made.push_back(in(b, i).then("Slice", {}, {{"starts", List{start}}, {"ends", List{end}}, {"axes", List{axis}}}));
                start = end;
            }
            return made;
        })
        .gradient([](GradientContext& g) {
            std::vector<ir::ValueId> gradients;
            for (size_t k = 0; k < g.instruction.outputs.size(); ++k) gradients.push_back(g.dout(k).present() ? g.dout(k) : ir::ValueId(out(g, k).filled(0)));
            g.set(0, g.b.emit("Concat", gradients, {{"axis", g.instruction.attributes.integer("axis")}}));
        })
        .reference([](ReferenceContext& r) {
            const Shape& x = r.in(0).type.shape;
            const int axis = axis_of("Split", x, r.attributes.integer("axis")).value();
            const int64_t inner = x.count(axis + 1, x.rank());
            int64_t start = 0;
            for (ReferenceTensor& y : r.outputs) {
                const int64_t run = y.type.shape[axis] * inner;
                for (int64_t k = 0; k < y.type.shape.count(); ++k) y.data[size_t(k)] = r.in(0).data[size_t(k / run * x[axis] * inner + start * inner + k % run)];
                start += y.type.shape[axis];
            }
        })
        .cases(cases);
}

}  // namespace saddle::ops

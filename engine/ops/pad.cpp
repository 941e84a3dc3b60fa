// More of a tensor than there was: Pad and Tile.
#include <algorithm>

#include "engine/ops/axes.h"
#include "engine/ops/axis_map.h"
#include "engine/ops/term.h"

namespace saddle::ops {
namespace {

using List = std::vector<int64_t>;

struct Margin { int64_t before = 0, after = 0; };

/// One margin an axis; negative ones cut off.
Result<std::vector<Margin>> margins(const Shape& x, const Attributes& a) {
    const List pads = a.integers("pads");
    List axes = a.integers("axes");
    if (axes.empty())
        for (int axis = 0; axis < x.rank(); ++axis) axes.push_back(axis);
    TRY([[maybe_unused]] const auto once, axis_set("Pad", x, axes));
    if (pads.size() != 2 * axes.size()) return invalid("Pad needs " + std::to_string(2 * axes.size()) + " pads for " + to_string(x) + ", all befores and then all afters, got " + std::to_string(pads.size()));
    std::vector<Margin> result(size_t(x.rank()));
    for (size_t k = 0; k < axes.size(); ++k) result[size_t(axis_of("Pad", x, axes[k]).value())] = {pads[k], pads[k + axes.size()]};
    return result;
}

Attributes slice(int axis, int64_t start, int64_t end, int64_t step = 1) { return {{"starts", List{start}}, {"ends", List{end}}, {"axes", List{axis}}, {"steps", List{step}}}; }
Attributes pad(int axis, int64_t before, int64_t after) { return {{"pads", List{before, after}}, {"axes", List{axis}}}; }

/// The gradient of a margin made of x's own elements, along one axis of `size`: what was copied out is added back.
Term fold_back(Term dy, int axis, int64_t size, Margin m, bool reflect) {
    constexpr int64_t kAll = -(int64_t(1) << 30);
    Term sum = dy.then("Slice", {}, slice(axis, m.before, m.before + size));
    const Attributes over{{"axes", List{axis}}, {"keepdims", int64_t(1)}};
    if (m.before > 0)
        sum = sum + (reflect ? dy.then("Slice", {}, slice(axis, m.before - 1, kAll, -1)).then("Pad", {}, pad(axis, 1, size - 1 - m.before))
                             : dy.then("Slice", {}, slice(axis, 0, m.before)).then("ReduceSum", {}, over).then("Pad", {}, pad(axis, 0, size - 1)));
    if (m.after > 0) {
        const int64_t first = m.before + size, end = first + m.after;
        sum = sum + (reflect ? dy.then("Slice", {}, slice(axis, end - 1, first - 1, -1)).then("Pad", {}, pad(axis, size - 1 - m.after, 1))
                             : dy.then("Slice", {}, slice(axis, first, end)).then("ReduceSum", {}, over).then("Pad", {}, pad(axis, size - 1, 0)));
    }
    return sum;
}

}  // namespace

SADDLE_OP(Pad) {
    OpDef op("Pad");
    op.summary("Adds a margin around a tensor, or with negative widths cuts one off.", "y_i = x_{i - before} inside; a constant, the edge or a reflection outside").input("x").output("y")
        .attribute({"pads", List{}, "Widths", "before each axis, then after each axis"}).attribute({"axes", List{}, "Axes", "that the widths are for; none: all"})
        .attribute({"mode", std::string("constant"), "Margin", "what the margin is made of", "", 0, 0, {"constant", "reflect", "edge"}})
        .attribute({"constant_value", 0.0, "Value", "of a constant margin"})
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            const Shape& x = c.in(0).shape;
            TRY(const std::vector<Margin> found, margins(x, c.attributes));
            const std::string mode = c.attributes.text("mode", "constant");
            List dims;
            for (int axis = 0; axis < x.rank(); ++axis) {
                const auto [before, after] = found[size_t(axis)];
                dims.push_back(x[axis] + before + after);
                const std::string place = "Pad by " + std::to_string(before) + " and " + std::to_string(after) + " along axis " + std::to_string(axis) + " of " + to_string(x);
                if (dims.back() < 0) return invalid(place + " leaves nothing");
                if (mode != "constant" && std::min(before, after) < 0) return invalid(place + ": only a constant margin can be negative");
                if (mode == "reflect" && std::max(before, after) >= std::max<int64_t>(x[axis], 1)) return invalid(place + ": a reflection must be shorter than the axis");
                if (mode == "edge" && x[axis] == 0 && dims.back() > 0) return invalid(place + ": there is no edge to repeat");
            }
            return std::vector<TensorType>{{c.in(0).dtype, Shape(dims)}};
        })
        .gradient([](GradientContext& g) {
            const Attributes& a = g.instruction.attributes;
            const Shape x = g.b.type(g.in(0)).shape;
            const std::string mode = a.text("mode", "constant");
            if (mode == "constant") {
                List back = a.integers("pads");
                for (int64_t& width : back) width = -width;
                return g.set(0, dout(g).then("Pad", {}, {{"pads", back}, {"axes", a.integers("axes")}}));
            }
            const std::vector<Margin> found = margins(x, a).value();
            Term sum = dout(g);
            for (int axis = 0; axis < x.rank(); ++axis)
                if (found[size_t(axis)].before > 0 || found[size_t(axis)].after > 0) sum = fold_back(sum, axis, x[axis], found[size_t(axis)], mode == "reflect");
            g.set(0, sum);
        });
    moves(op, [](const Shape& x, const Shape&, const Attributes& a) {
        const std::string mode = a.text("mode", "constant");
        const Outside outside = mode == "constant" ? Outside::Filled : mode == "edge" ? Outside::Edge : Outside::Reflected;
        AxisMap map;
        map.fill = a.real("constant_value");
        const std::vector<Margin> found = margins(x, a).value();
        for (const Margin& m : found) {
            const int axis = int(map.axes.size());
            map.axes.push_back(m.before || m.after ? AxisSource{axis, 1, -m.before, 1, outside} : AxisSource{axis});
        }
        return map;
    });
    std::vector<Case> cases;
    for (const Attributes& a : std::vector<Attributes>{{{"pads", List{0, 1, 2, 0, 0, 3}}, {"constant_value", 0.5}}, {{"pads", List{2, 1, 1, 2}}, {"axes", List{-1, 1}}, {"mode", std::string("reflect")}},
                                                       {{"pads", List{1, 2, 3, 1}}, {"axes", List{0, 2}}, {"mode", std::string("edge")}}, {{"pads", List{-1, 2, 0, -3}}, {"axes", List{1, 2}}}}) {
        cases.push_back({{{DType::F32, {5, 3, 7}}}, a});
        cases.back().batched = {true};
    }
    return op.cases(cases);
}

SADDLE_OP(Tile) {
    OpDef op("Tile");
    op.summary("Repeats a tensor along its axes.", "y_i = x_{i mod n}").input("x").output("y").attribute({"repeats", List{}, "Repeats", "one an axis", "", 0})
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            const List repeats = c.attributes.integers("repeats");
            List dims = c.in(0).shape.dims();
            if (repeats.size() != dims.size() || std::any_of(repeats.begin(), repeats.end(), [](int64_t r) { return r < 0; }))
                return invalid("Tile needs " + std::to_string(dims.size()) + " repeats for " + to_string(c.in(0).shape) + ", got " + to_string(AttributeValue(repeats)));
            for (size_t k = 0; k < dims.size(); ++k) dims[k] *= repeats[k];
            return std::vector<TensorType>{{c.in(0).dtype, Shape(dims)}};
        })
        .gradient([](GradientContext& g) {
            const Shape x = g.b.type(g.in(0)).shape;
            const List repeats = g.instruction.attributes.integers("repeats");
            List split, axes;
            for (int axis = 0; axis < x.rank(); ++axis) {
                if (repeats[size_t(axis)] != 1) {
                    axes.push_back(int64_t(split.size()));
                    split.push_back(repeats[size_t(axis)]);
                }
                split.push_back(x[axis]);
            }
            g.set(0, axes.empty() ? dout(g) : dout(g).reshaped(Shape(split)).then("ReduceSum", {}, {{"axes", axes}, {"keepdims", int64_t(0)}}));
        });
    moves(op, [](const Shape& x, const Shape& y, const Attributes&) {
        AxisMap map;
        for (int axis = 0; axis < x.rank(); ++axis) map.axes.push_back(x[axis] == y[axis] ? AxisSource{axis} : AxisSource{axis, 1, 0, 1, Outside::Wrapped});
        return map;
    });
    Case inside{{{DType::F32, {5, 3, 2}}}, {{"repeats", List{1, 2, 3}}}}, batch{{{DType::F32, {5, 3}}}, {{"repeats", List{2, 1}}}};
    inside.batched = batch.batched = {true};
    return op.cases({inside, batch});
}

}  // namespace saddle::ops

// Axes in another order, and the blocks of pixels that trade places with channels.
#include <algorithm>

#include "engine/ops/axis_map.h"
#include "engine/ops/term.h"

namespace saddle::ops {
namespace {

using List = std::vector<int64_t>;

List permutation(const Shape& x, const Attributes& a) {
    List perm = a.integers("perm");
    if (perm.empty())
        for (int axis = x.rank(); axis-- > 0;) perm.push_back(axis);
    return perm;
}
List inverse(const List& perm) {
    List result(perm.size());
    for (size_t k = 0; k < perm.size(); ++k) result[size_t(perm[k])] = int64_t(k);
    return result;
}
/// Only axes of size 1 move: the elements stay in order.
bool keeps_order(const Shape& x, const List& perm) {
    int64_t last = -1;
    for (const int64_t axis : perm) {
        if (x[int(axis)] == 1) continue;
        if (axis < last) return false;
        last = axis;
    }
    return true;
}

/// Reshape, Transpose, Reshape.
Term rearranged(Term x, const Shape& split, const List& perm, const Shape& result) { return x.reshaped(split).then("Transpose", {}, {{"perm", perm}}).reshaped(result); }

OpDef blocks(const char* name, const char* doc, const char* formula, bool to_space) {
    return OpDef(name).summary(doc, formula).input("x", "[N, C, H, W]").output("y")
        .attribute({"blocksize", int64_t(1), "Block", "height and width of a block", "px", 1})
        .infer([=, op = std::string(name)](const InferContext& c) -> Result<std::vector<TensorType>> {
            const Shape& x = c.in(0).shape;
            const int64_t b = c.attributes.integer("blocksize", 1);
            if (x.rank() != 4 || b < 1 || b > 4096) return invalid(op + " needs an image [N, C, H, W] and a blocksize of 1 to 4096, got " + to_string(x) + " and " + std::to_string(b));
            if (to_space ? x[1] % (b * b) != 0 : x[2] % b != 0 || x[3] % b != 0)
                return invalid(op + ": blocks of " + std::to_string(b) + " by " + std::to_string(b) + " do not divide " + to_string(x));
            return std::vector<TensorType>{{c.in(0).dtype, to_space ? Shape{x[0], x[1] / (b * b), x[2] * b, x[3] * b} : Shape{x[0], x[1] * b * b, x[2] / b, x[3] / b}}};
        });
}

Case image(Shape x, Attributes a) {
    Case c{{{DType::F32, std::move(x)}}, std::move(a)};
    c.batched = {true};
    return c;
}

}  // namespace

SADDLE_OP(Transpose) {
    OpDef op("Transpose");
    op.summary("The axes in another order.", "y_{i_{p_0}, i_{p_1}, ...} = x_{i_0, i_1, ...}").input("x").output("y")
        .attribute({"perm", List{}, "Order", "axis of x for each axis of the result; none: reversed"})
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            const Shape& x = c.in(0).shape;
            const List perm = permutation(x, c.attributes);
            List sorted = perm, dims;
            std::sort(sorted.begin(), sorted.end());
            for (size_t k = 0; k < sorted.size(); ++k)
                if (sorted.size() != size_t(x.rank()) || sorted[k] != int64_t(k)) return invalid("Transpose's order " + to_string(AttributeValue(perm)) + " does not name each axis of " + to_string(x) + " once");
            for (const int64_t axis : perm) dims.push_back(x[int(axis)]);
            return std::vector<TensorType>{{c.in(0).dtype, Shape(dims)}};
        })
        .batch_rule([](const Attributes& a, const std::vector<bool>&, int rank) { return a.integers("perm").empty() ? rank == 1 : a.integers("perm")[0] == 0; })
        .decompose([](Builder& b, const ir::Instruction& i) -> std::vector<ir::ValueId> {
            const ir::Value &x = b.program()[i.inputs[0]], &y = b.program()[i.outputs[0]];
            if (!keeps_order(x.type.shape, permutation(x.type.shape, i.attributes))) return {};
            return {in(b, i).then("Reshape", {}, {{"shape", y.type.shape.dims()}, {"batched", y.batched}})};
        })
        .gradient([](GradientContext& g) {
            g.set(0, dout(g).then("Transpose", {}, {{"perm", inverse(permutation(g.b.type(g.in(0)).shape, g.instruction.attributes))}}));
        });
    moves(op, [](const Shape& x, const Shape&, const Attributes& a) {
        AxisMap map;
        for (const int64_t axis : inverse(permutation(x, a))) map.axes.push_back({int(axis)});
        return map;
    });
    return op.cases({image({5, 3, 4}, {}), image({5, 3, 4, 2}, {{"perm", List{0, 3, 1, 2}}}), image({5, 1, 4}, {{"perm", List{0, 2, 1}}}), image({5, 7}, {{"perm", List{1, 0}}}),
                     {{{DType::F32, {3, 5, 2}}}, {{"perm", List{1, 0, 2}}}}, {{{DType::I32, {3, 5}}}, {}, 0, 0, 0, 99}});
}

SADDLE_OP(DepthToSpace) {
    return blocks("DepthToSpace", "Channels become blocks of pixels.", "y_{c, h b + i, w b + j} = x_{(i b + j) C / b^2 + c, h, w}", true)
        .attribute({"mode", std::string("DCR"), "Order", "DCR: the block's place leads in a channel's number; CRD: the result's channel does", "", 0, 0, {"DCR", "CRD"}})
        .reference([](ReferenceContext& r) {
            const Shape &x = r.in(0).type.shape, &y = r.out().type.shape;
            const int64_t b = r.attributes.integer("blocksize", 1), depth = y[1];
            const bool leads = r.attributes.text("mode", "DCR") == "DCR";
            for (int64_t i = 0; i < y.count(); ++i) {
                const int64_t n = i / y.count(1, 4), c = i / (y[2] * y[3]) % depth, h = i / y[3] % y[2], w = i % y[3], place = h % b * b + w % b;
                const int64_t channel = leads ? place * depth + c : c * b * b + place;
                r.out().data[size_t(i)] = r.in(0).data[size_t(((n * x[1] + channel) * x[2] + h / b) * x[3] + w / b)];
            }
        })
        .decompose([](Builder& b, const ir::Instruction& i) -> std::vector<ir::ValueId> {
            const Shape x = b.type(i.inputs[0]).shape, y = b.type(i.outputs[0]).shape;
            const int64_t size = i.attributes.integer("blocksize", 1);
            if (i.attributes.text("mode", "DCR") == "DCR") return {rearranged(in(b, i), {x[0], size, size, y[1], x[2], x[3]}, {0, 3, 4, 1, 5, 2}, y)};
            return {rearranged(in(b, i), {x[0], y[1], size, size, x[2], x[3]}, {0, 1, 4, 2, 5, 3}, y)};
        })
        .gradient([](GradientContext& g) {
            if (g.instruction.attributes.text("mode", "DCR") == "DCR") return g.set(0, dout(g).then("SpaceToDepth", {}, {{"blocksize", g.instruction.attributes.integer("blocksize", 1)}}));
            const Shape x = g.b.type(g.in(0)).shape, y = g.b.type(g.out(0)).shape;
            const int64_t b = g.instruction.attributes.integer("blocksize", 1);
            g.set(0, rearranged(dout(g), {y[0], y[1], x[2], b, x[3], b}, {0, 1, 3, 5, 2, 4}, x));
        })
        .cases({image({5, 8, 2, 3}, {{"blocksize", int64_t(2)}}), image({2, 9, 2, 1}, {{"blocksize", int64_t(3)}, {"mode", std::string("CRD")}})});
}

SADDLE_OP(SpaceToDepth) {
    return blocks("SpaceToDepth", "Blocks of pixels become channels.", "y_{(i b + j) C + c, h, w} = x_{c, h b + i, w b + j}", false)
        .reference([](ReferenceContext& r) {
            const Shape &x = r.in(0).type.shape, &y = r.out().type.shape;
            const int64_t b = r.attributes.integer("blocksize", 1);
            for (int64_t i = 0; i < y.count(); ++i) {
                const int64_t n = i / y.count(1, 4), channel = i / (y[2] * y[3]) % y[1], h = i / y[3] % y[2], w = i % y[3], place = channel / x[1];
                r.out().data[size_t(i)] = r.in(0).data[size_t(((n * x[1] + channel % x[1]) * x[2] + h * b + place / b) * x[3] + w * b + place % b)];
            }
        })
        .decompose([](Builder& b, const ir::Instruction& i) -> std::vector<ir::ValueId> {
            const Shape x = b.type(i.inputs[0]).shape, y = b.type(i.outputs[0]).shape;
            const int64_t size = i.attributes.integer("blocksize", 1);
            return {rearranged(in(b, i), {x[0], x[1], y[2], size, y[3], size}, {0, 3, 5, 1, 2, 4}, y)};
        })
        .gradient([](GradientContext& g) { g.set(0, dout(g).then("DepthToSpace", {}, {{"blocksize", g.instruction.attributes.integer("blocksize", 1)}})); })
        .cases({image({5, 2, 4, 6}, {{"blocksize", int64_t(2)}}), image({2, 1, 3, 3}, {{"blocksize", int64_t(3)}})});
}

}  // namespace saddle::ops

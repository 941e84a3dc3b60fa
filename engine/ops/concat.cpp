#include <algorithm>

#include "engine/ops/axes.h"
#include "engine/ops/term.h"

namespace saddle::ops {
namespace {

/// Operands of one kernel; more are joined in groups first.
constexpr size_t kMaxOperands = 8;

int concat_axis(const Shape& x, const Attributes& a) { return axis_of("Concat", x, a.integer("axis")).value(); }

std::string body(const IndexContext& c) {
    const int axis = concat_axis(c.output.shape, c.attributes);
    const std::string along = "o" + std::to_string(axis);
    std::string text;
    int64_t start = 0;
    for (size_t k = 0; k < c.inputs.size(); ++k) {
        std::vector<std::string> coordinates;
        for (int i = 0; i < c.output.shape.rank(); ++i) coordinates.push_back("o" + std::to_string(i));
        if (start > 0) coordinates[size_t(axis)] = along + " - " + std::to_string(start);
        start += c.in(k).shape[axis];
        if (c.in(k).shape.count() == 0) continue;
        if (start < c.output.shape[axis]) text += "if (" + along + " < " + std::to_string(start) + ") ";
        text += "return " + c.read(k, coordinates) + ";\n    ";
    }
    return text;
}

}  // namespace

SADDLE_OP(Concat) {
    const auto f = [](Shape s) { return TensorType{DType::F32, std::move(s)}; };
    Case channels{{f({5, 3, 4}), f({5, 1, 4}), f({5, 2, 4})}, {{"axis", int64_t(1)}}}, batch{{f({5, 3}), f({2, 3})}, {{"axis", int64_t(0)}}}, mixed{{f({5, 3}), f({5, 2})}, {{"axis", int64_t(-1)}}};
    channels.batched = {true, true, true};
    batch.batched = {true, false};
    mixed.batched = {true, false};
    Case many{std::vector<TensorType>(11, f({3, 2})), {{"axis", int64_t(1)}}};
    many.batched = std::vector<bool>(11, true);
    return OpDef("Concat").summary("Joins tensors along an axis.", "y = [x_0, x_1, ...]").variadic("inputs", "equal in all sizes but the axis'").output("y")
        .attribute({"axis", int64_t(0), "Axis", "axis to join along"})
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            if (c.inputs.empty()) return invalid("Concat needs at least one tensor");
            TensorType type = c.in(0);
            TRY(const int axis, axis_of("Concat", type.shape, c.attributes.integer("axis")));
            for (size_t k = 1; k < c.inputs.size(); ++k) {
                Shape other = c.in(k).shape, like = type.shape;
                if (other.rank() == like.rank()) other[axis] = like[axis];
                if (other != like || c.in(k).dtype != type.dtype) return invalid("Concat along axis " + std::to_string(axis) + " cannot join " + to_string(c.in(0)) + " and " + to_string(c.in(k)), "all other sizes must be equal");
                type.shape[axis] += c.in(k).shape[axis];
            }
            return std::vector<TensorType>{type};
        })
        .decompose([](Builder& b, const ir::Instruction& i) -> std::vector<ir::ValueId> {
            if (i.inputs.size() <= kMaxOperands) return {};
            std::vector<ir::ValueId> groups;
            for (size_t first = 0; first < i.inputs.size(); first += kMaxOperands)
                groups.push_back(b.emit("Concat", {i.inputs.begin() + long(first), i.inputs.begin() + long(std::min(first + kMaxOperands, i.inputs.size()))}, i.attributes));
            return {b.emit("Concat", groups, i.attributes)};
        })
        .gradient([](GradientContext& g) {
            const int axis = concat_axis(g.b.type(g.out(0)).shape, g.instruction.attributes);
            int64_t start = 0;
            for (size_t k = 0; k < g.instruction.inputs.size(); ++k) {
                const int64_t end = start + g.b.type(g.in(k)).shape[axis];
                if (g.wants(k)) g.set(k, dout(g).then("Slice", {}, {{"starts", std::vector<int64_t>{start}}, {"ends", std::vector<int64_t>{end}}, {"axes", std::vector<int64_t>{axis}}}));
                start = end;
            }
        })
        .reference([](ReferenceContext& r) {
            const Shape& y = r.out().type.shape;
            const int axis = concat_axis(y, r.attributes);
            const int64_t inner = y.count(axis + 1, y.rank());
            int64_t start = 0;
            for (const ReferenceTensor* x : r.inputs) {
                const int64_t run = x->type.shape[axis] * inner;
                for (int64_t k = 0; k < x->type.shape.count(); ++k) r.out().data[size_t(k / run * y[axis] * inner + start * inner + k % run)] = x->data[size_t(k)];
                start += x->type.shape[axis];
            }
        })
        .indexed(body).cases({channels, batch, mixed, many});
}

}  // namespace saddle::ops

// The same elements in the same order under another shape. Only Reshape has a kernel, and only where the layout changes:
// the batch, which lies last in memory on CPU-type devices, becomes part of another axis.
#include <algorithm>

#include "engine/ops/axes.h"
#include "engine/ops/term.h"

namespace saddle::ops {
namespace {

/// ONNX's rules: 0 keeps the input's size, one -1 takes what is left.
Result<Shape> new_shape(const Shape& x, const Attributes& attributes) {
    std::vector<int64_t> dims = attributes.integers("shape");
    int64_t known = 1, open = -1;
    for (size_t i = 0; i < dims.size(); ++i) {
        if (dims[i] == 0 && attributes.integer("allowzero") == 0) {
            if (i >= size_t(x.rank())) return invalid("Reshape to " + to_string(AttributeValue(dims)) + ": 0 copies the size of axis " + std::to_string(i) + ", which " + to_string(x) + " does not have");
            dims[i] = x[int(i)];
        }
        if (dims[i] < -1 || (dims[i] == -1 && open >= 0)) return invalid("Reshape to " + to_string(AttributeValue(dims)) + ": one size may be -1, the others count elements");
        if (dims[i] == -1) open = int64_t(i);
        else known *= dims[i];
    }
    if (open >= 0) {
        if (known == 0 || x.count() % known != 0) return invalid("cannot reshape " + to_string(x) + " (" + std::to_string(x.count()) + " elements) to rows of " + std::to_string(known));
        dims[size_t(open)] = x.count() / known;
    }
    const Shape shape(dims);
    if (shape.count() != x.count()) return invalid("cannot reshape " + to_string(x) + " (" + std::to_string(x.count()) + " elements) to " + to_string(shape));
    return shape;
}

std::string reindexed(const IndexContext& c) {
    const Shape &from = c.in(0).shape, &to = c.output.shape;
    std::string body = "int at = 0;\n", text;
    for (int axis = 0; axis < to.rank(); ++axis) body += "    at = at * " + std::to_string(to[axis]) + " + o" + std::to_string(axis) + ";\n";
    std::vector<std::string> coordinates;
    for (int axis = 0; axis < from.rank(); ++axis)
        coordinates.push_back("at / " + std::to_string(from.count(axis + 1, from.rank())) + " % " + std::to_string(from[axis]));
    return body + "    return " + c.read(0, coordinates) + ";";
}

/// An op that is Reshape to a shape of its own rule.
OpDef renaming(const char* name, const char* doc, const char* formula, std::function<Result<Shape>(const Shape&, const Attributes&)> rule) {
    return OpDef(name).summary(doc, formula).input("x").output("y")
        .infer([rule](const InferContext& c) -> Result<std::vector<TensorType>> {
            TRY(Shape shape, rule(c.in(0).shape, c.attributes));
            return std::vector<TensorType>{{c.in(0).dtype, std::move(shape)}};
        })
        .decompose([](Builder& b, const ir::Instruction& i) -> std::vector<ir::ValueId> { return {in(b, i).reshaped(b.type(i.outputs[0]).shape)}; })
        .gradient([](GradientContext& g) { g.set(0, dout(g).reshaped(g.b.type(g.in(0)).shape)); })
        .reference([](ReferenceContext& r) { r.out().data = r.in(0).data; });
}

Case batched_case(Shape shape, Attributes attributes) { return {{{DType::F32, std::move(shape)}}, std::move(attributes), -1, 1, 0, 0, {true}}; }

using List = std::vector<int64_t>;

}  // namespace

SADDLE_OP(Reshape) {
    OpDef op = renaming("Reshape", "The same elements under another shape; no copy while the batch stays an axis of its own.", "y = x", new_shape);
    op.decompose_rule = nullptr;
    return op.attribute({"shape", List{}, "Shape", "sizes of the result; 0: as in x, one -1: what is left"})
        .attribute({"allowzero", int64_t(0), "Allow zero", "1: 0 means an empty axis"})
        .attribute({"batched", true, "Batched", "false: the result's first axis is an axis like any other"})
        .renames_memory().indexed(reindexed)
        .cases({batched_case({5, 3, 4}, {{"shape", List{5, 12}}}), batched_case({5, 3, 4}, {{"shape", List{-1, 4}}}), batched_case({6, 4}, {{"shape", List{2, 3, 2, 2}}}),
                batched_case({7, 2, 3}, {{"shape", List{0, -1}}, {"batched", false}}), batched_case({1, 6}, {{"shape", List{3, 2}}})});
}

SADDLE_OP(Flatten) {
    return renaming("Flatten", "One row a sample.", "y_{n,k} = x_{n,...}", [](const Shape& x, const Attributes& a) -> Result<Shape> {
               const int64_t axis = a.integer("axis", 1), at = axis < 0 ? axis + x.rank() : axis;
               if (at < 0 || at > x.rank()) return invalid("Flatten's axis " + std::to_string(axis) + " is outside " + std::to_string(-x.rank()) + " to " + std::to_string(x.rank()));
               return Shape{x.count(0, int(at)), x.count(int(at), x.rank())};
           })
        .attribute({"axis", int64_t(1), "Axis", "axes before it are kept as rows"})
        .cases({batched_case({5, 3, 4}, {}), batched_case({5, 3, 4}, {{"axis", int64_t(2)}}), batched_case({5, 3, 4}, {{"axis", int64_t(0)}})});
}

SADDLE_OP(Squeeze) {
    return renaming("Squeeze", "Drops axes of size 1.", "y = x", [](const Shape& x, const Attributes& a) -> Result<Shape> {
               TRY(const std::vector<bool> drop, axis_set("Squeeze", x, a.integers("axes")));
               List dims;
               for (int axis = 0; axis < x.rank(); ++axis) {
                   const bool chosen = a.integers("axes").empty() ? x[axis] == 1 : bool(drop[size_t(axis)]);
                   if (chosen && x[axis] != 1) return invalid("Squeeze cannot drop axis " + std::to_string(axis) + " of " + to_string(x) + ": its size is not 1");
                   if (!chosen) dims.push_back(x[axis]);
               }
               return Shape(dims);
           })
        .attribute({"axes", List{}, "Axes", "axes to drop; none: all of size 1"})
        .cases({batched_case({5, 1, 4, 1}, {{"axes", List{1, -1}}}), batched_case({5, 1, 4, 1}, {}), batched_case({1, 1, 4}, {{"axes", List{0}}})});
}

SADDLE_OP(Unsqueeze) {
    return renaming("Unsqueeze", "Adds axes of size 1.", "y = x", [](const Shape& x, const Attributes& a) -> Result<Shape> {
               const List axes = a.integers("axes");
               List dims(size_t(x.rank()) + axes.size(), 0);
               for (const int64_t axis : axes) {
                   const int64_t at = axis < 0 ? axis + int64_t(dims.size()) : axis;
                   if (at < 0 || at >= int64_t(dims.size()) || dims[size_t(at)] == 1)
                       return invalid("Unsqueeze's axes " + to_string(AttributeValue(axes)) + " do not name different axes of a result of rank " + std::to_string(dims.size()));
                   dims[size_t(at)] = 1;
               }
               auto next = x.begin();
               for (int64_t& size : dims)
                   if (size == 0) size = *next++;
               return Shape(dims);
           })
        .attribute({"axes", List{}, "Axes", "where the new axes lie in the result"})
        .cases({batched_case({5, 4}, {{"axes", List{1, -1}}}), batched_case({5, 4}, {{"axes", List{0}}})});
}

SADDLE_OP(Expand) {
    OpDef op("Expand");
    op.summary("Repeats a tensor along axes of size 1.", "y_{...} = x broadcast to the shape").input("x").output("y")
        .attribute({"shape", List{}, "Shape", "sizes to broadcast with"}).attribute({"batched", false, "Batched", "true: the result's first axis is the batch"})
        .elementwise("$0", [](std::span<const double> x, const Attributes&) { return x[0]; }, 0)
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            Shape shape;
            if (!broadcast(c.in(0).shape, Shape(c.attributes.integers("shape")), shape))
                return invalid("cannot expand " + to_string(c.in(0).shape) + " to " + to_string(Shape(c.attributes.integers("shape"))), "sizes must be equal, or 1, from the last axis on");
            return std::vector<TensorType>{{c.in(0).dtype, shape}};
        })
        .gradient([](GradientContext& g) { g.set(0, g.unbroadcast(g.dout(), 0)); });
    Case grow{{{DType::F32, {3, 1}}}, {{"shape", List{5, 1, 4}}, {"batched", true}}}, keep{{{DType::F32, {5, 1, 4}}}, {{"shape", List{3, 1}}}};
    grow.batched = {false};
    keep.batched = {true};
    return op.cases({grow, keep, {{{DType::F32, {}}}, {{"shape", List{7}}}}});
}

}  // namespace saddle::ops

#include "engine/ops/op_def.h"

namespace saddle::ops {

SADDLE_OP(Reshape) {
    return OpDef("Reshape").summary("The same elements under another shape; no copy.", "y = x")
        .input("x").output("y").attribute({"shape", std::vector<int64_t>{}, "Shape", "sizes of the result; the same count"})
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            const Shape shape(c.attributes.integers("shape"));
            if (shape.count() != c.in(0).shape.count())
                return invalid("cannot reshape " + to_string(c.in(0).shape) + " (" + std::to_string(c.in(0).shape.count()) + " elements) to " + to_string(shape));
            return std::vector<TensorType>{{c.in(0).dtype, shape}};
        })
        .gradient([](GradientContext& g) { g.set(0, g.b.emit("Reshape", {g.dout()}, {{"shape", g.b.type(g.in(0)).shape.dims()}})); })
        .reference([](ReferenceContext& r) { r.out().data = r.in(0).data; })
        .renames_memory()
        .cases({{{{DType::F32, {5, 3, 4}}}, {{"shape", std::vector<int64_t>{5, 12}}}, -1, 1, 0, 0, {true}}});
}

SADDLE_OP(Flatten) {
    return OpDef("Flatten").summary("One row a sample; no copy.", "y_{n,k} = x_{n,...}")
        .input("x").output("y").attribute({"axis", int64_t(1), "Axis", "axes before it are kept as rows"})
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            const int axis = int(c.attributes.integer("axis", 1)), rank = c.in(0).shape.rank();
            if (axis < 0 || axis > rank) return invalid("Flatten's axis " + std::to_string(axis) + " is outside 0 to " + std::to_string(rank));
            return std::vector<TensorType>{{c.in(0).dtype, {c.in(0).shape.count(0, axis), c.in(0).shape.count(axis, rank)}}};
        })
        .gradient([](GradientContext& g) { g.set(0, g.b.emit("Reshape", {g.dout()}, {{"shape", g.b.type(g.in(0)).shape.dims()}})); })
        .reference([](ReferenceContext& r) { r.out().data = r.in(0).data; })
        .renames_memory()
        .cases({{{{DType::F32, {5, 3, 4}}}, {}, -1, 1, 0, 0, {true}}});
}

}  // namespace saddle::ops

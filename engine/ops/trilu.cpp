#include "engine/ops/term.h"

namespace saddle::ops {

SADDLE_OP(Trilu) {
    OpDef op("Trilu");
    op.summary("Keeps one triangle of matrices and clears the other.", "y_{i,j} = x_{i,j} if j - i \\ge k (upper) or \\le k (lower), else 0").input("x").output("y")
        .attribute({"upper", int64_t(1), "Upper", "0: the lower triangle"}).attribute({"k", int64_t(0), "Diagonal", "how far above the main one the border lies"})
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            if (c.in(0).shape.rank() < 2) return invalid("Trilu needs matrices, got " + to_string(c.in(0).shape));
            return std::vector<TensorType>{c.in(0)};
        })
        .gradient([](GradientContext& g) { g.set(0, dout(g).then("Trilu", {}, g.instruction.attributes)); })
        .reference([](ReferenceContext& r) {
            const Shape& x = r.in(0).type.shape;
            const int64_t rows = x[-2], columns = x[-1], k = r.attributes.integer("k");
            const bool upper = r.attributes.integer("upper", 1) != 0;
            for (int64_t i = 0; i < x.count(); ++i) {
                const int64_t distance = i % columns - i / columns % rows;
                r.out().data[size_t(i)] = (upper ? distance >= k : distance <= k) ? r.in(0).data[size_t(i)] : 0;
            }
        })
        .indexed([](const IndexContext& c) {
            const int rank = c.output.shape.rank();
            std::vector<std::string> coordinates;
            for (int axis = 0; axis < rank; ++axis) coordinates.push_back("o" + std::to_string(axis));
            const std::string distance = coordinates[size_t(rank - 1)] + " - " + coordinates[size_t(rank - 2)];
            return "if (" + distance + (c.attributes.integer("upper", 1) ? " < " : " > ") + std::to_string(c.attributes.integer("k")) + ") return " + c.type + "(0);\n    return " + c.read(0, coordinates) + ";";
        });
    Case upper{{{DType::F32, {5, 4, 6}}}, {{"k", int64_t(1)}}}, lower{{{DType::F32, {7, 5}}}, {{"upper", int64_t(0)}, {"k", int64_t(-1)}}};
    upper.batched = lower.batched = {true};
    return op.cases({upper, lower});
}

}  // namespace saddle::ops

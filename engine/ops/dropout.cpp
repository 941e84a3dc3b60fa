#include "engine/core/philox.h"
#include "engine/ops/op_def.h"

namespace saddle::ops {

SADDLE_OP(Dropout) {
    return OpDef("Dropout").summary("Zeroes each element with the given chance and scales the rest; drawn anew each step.",
                                    "y = x m / (1 - p), m ~ Bernoulli(1 - p)")
        .input("x").output("y")
        .attribute({"ratio", 0.5, "Ratio", "chance to be zeroed", "", 0, 0.999})
        .attribute({"stream", int64_t(0), "Stream", "random stream; forward and backward draw the same mask"})
        // Philox's counter is (sample / 4, inner index, step, stream), its word sample % 4: one call serves the four
        // samples of a vec4 when the batch lies last, and the mask does not depend on the layout.
        .elementwise("($0 * dropout_mask($0, $n, $i, $step, ${stream}u, uvec2($seed_low, $seed_high), ${ratio}))",
                     [](std::span<const double> x, const Attributes&) { return x[0]; }, 2)
        .reference([](ReferenceContext& r) {
            const double ratio = r.attributes.real("ratio", 0.5);
            const uint32_t stream = uint32_t(r.attributes.integer("stream"));
            const Shape& shape = r.out().type.shape;
            const int64_t inner = shape.rank() > 0 ? shape.count(1, shape.rank()) : 1;
            for (int64_t k = 0; k < shape.count(); ++k) {
                const uint32_t n = uint32_t(k / inner), i = uint32_t(k % inner);
                const auto words = philox({n >> 2, i, uint32_t(r.step), stream}, {uint32_t(r.seed), uint32_t(r.seed >> 32)});
                r.out().data[size_t(k)] = uniform(words[n & 3]) < float(ratio) ? 0 : r.in(0).data[size_t(k)] / (1 - ratio);
            }
        })
        .gradient([](GradientContext& g) { g.set(0, g.b.emit("Dropout", {g.dout()}, g.instruction.attributes)); })
        // 1 keeps, 0 drops
        .draws([](Builder& b, const ir::Instruction& i, ir::ValueId draw) {
            return b.emit("Mul", {i.inputs[0], b.emit("Mul", {draw, b.constant(1 / (1 - i.attributes.real("ratio", 0.5)))})});
        })
        .cases({{{{DType::F32, {6, 5, 3}}}, {{"ratio", 0.3}, {"stream", int64_t(7)}}, -1, 1, 0, 0, {true}}});
}

}  // namespace saddle::ops

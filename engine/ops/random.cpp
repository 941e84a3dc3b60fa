// Noise drawn anew each step. As with Dropout, Philox's counter is (sample / 4, inner index, step, stream) and its key the
// run's seed: the same numbers on every device and in every layout.
#include <cmath>

#include "engine/core/philox.h"
#include "engine/ops/op_def.h"

namespace saddle::ops {
namespace {

/// `draw` makes one number of the block of four words and the sample's place in it.
OpDef noise(const char* name, const char* doc, const char* formula, const char* glsl, double (*draw)(const std::array<uint32_t, 4>& words, uint32_t place), double flops) {
    return OpDef(name).summary(doc, formula).input("like", "its shape is that of the noise").output("y")
        .attribute({"stream", int64_t(0), "Stream", "random stream; equal ones draw equal numbers"})
        .elementwise(std::string(glsl) + "($0, $n, $i, $step, ${stream}u, uvec2($seed_low, $seed_high))", [](std::span<const double> x, const Attributes&) { return x[0]; }, flops)
        .reference([draw](ReferenceContext& r) {
            const Shape& shape = r.out().type.shape;
            const int64_t inner = shape.rank() > 0 ? shape.count(1, shape.rank()) : 1;
            for (int64_t k = 0; k < shape.count(); ++k) {
                const uint32_t n = uint32_t(k / inner), i = uint32_t(k % inner);
                const auto words = philox({n >> 2, i, uint32_t(r.step), uint32_t(r.attributes.integer("stream"))}, {uint32_t(r.seed), uint32_t(r.seed >> 32)});
                r.out().data[size_t(k)] = draw(words, n & 3);
            }
        })
        .draws([](Builder&, const ir::Instruction&, ir::ValueId draw) { return draw; })
        .not_differentiable("the noise does not depend on its input").not_in_onnx()
        .cases([] {
            Case batch{{{DType::F32, {6, 5, 3}}}, {{"stream", int64_t(7)}}}, one{{{DType::F32, {7}}}, {{"stream", int64_t(3)}}};
            batch.batched = one.batched = {true};
            return std::vector<Case>{batch, one, {{{DType::F32, {3, 1, 5}}}, {{"stream", int64_t(1)}}}};
        }());
}

}  // namespace

SADDLE_OP(UniformNoise) {
    return noise("UniformNoise", "Uniform numbers from 0 to below 1, drawn anew each step.", "y ~ U(0, 1)", "uniform_noise",
                 [](const std::array<uint32_t, 4>& words, uint32_t place) { return double(uniform(words[place])); }, 2);
}

SADDLE_OP(NormalNoise) {
    // Box and Muller: two words of a block make a pair of numbers.
    return noise("NormalNoise", "Standard normal numbers, drawn anew each step.", "y ~ N(0, 1)", "normal_noise",
                 [](const std::array<uint32_t, 4>& words, uint32_t place) {
                     const double radius = std::sqrt(-2 * std::log(1 - double(uniform(words[place & 2])))), turn = 2 * M_PI * double(uniform(words[place | 1]));
                     return radius * (place & 1 ? std::sin(turn) : std::cos(turn));
                 }, 60);
}

}  // namespace saddle::ops

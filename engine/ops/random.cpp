// Noise drawn anew each step. As with Dropout, Philox's counter is (sample / 4, inner index, step, stream) and its key the
// run's seed: the same numbers on every device and in every layout.
#include <cmath>

#include "engine/core/philox.h"
#include "engine/ops/op_def.h"

namespace saddle::ops {
namespace {

/// A distribution: `draw` makes one number of a block of four words and the sample's place in it.
struct Noise {
    const char *name, *doc, *formula, *glsl;
    double (*draw)(const std::array<uint32_t, 4>& words, uint32_t place, const Attributes& attributes);
    double flops;
};
OpDef noise(const Noise& n, AttributeDef first, AttributeDef second, Attributes other) {
    Attributes plain{{"stream", int64_t(7)}};
    other["stream"] = int64_t(3);
    return OpDef(n.name).summary(n.doc, n.formula).input("like", "its shape is that of the noise").output("y").attribute(std::move(first)).attribute(std::move(second))
        .attribute({"stream", int64_t(0), "Stream", "random stream; equal ones draw equal numbers"})
        .elementwise(n.glsl, [](std::span<const double> x, const Attributes&) { return x[0]; }, n.flops)
        .reference([draw = n.draw](ReferenceContext& r) {
            const Shape& shape = r.out().type.shape;
            const int64_t inner = shape.rank() > 0 ? shape.count(1, shape.rank()) : 1;
            for (int64_t k = 0; k < shape.count(); ++k) {
                const uint32_t sample = uint32_t(k / inner), i = uint32_t(k % inner);
                const auto words = philox({sample >> 2, i, uint32_t(r.step), uint32_t(r.attributes.integer("stream"))}, {uint32_t(r.seed), uint32_t(r.seed >> 32)});
                r.out().data[size_t(k)] = draw(words, sample & 3, r.attributes);
            }
        })
        .draws([](Builder&, const ir::Instruction&, ir::ValueId draw) { return draw; })
        .not_differentiable("the noise does not depend on its input")
        .cases([&] {
            Case batch{{{DType::F32, {6, 5, 3}}}, plain}, one{{{DType::F32, {7}}}, other};
            batch.batched = one.batched = {true};
            return std::vector<Case>{batch, one, {{{DType::F32, {3, 1, 5}}}, {{"stream", int64_t(1)}}}};
        }());
}

}  // namespace

SADDLE_OP(RandomUniformLike) {
    return noise({"RandomUniformLike", "Uniform numbers, drawn anew each step.", "y ~ U(low, high)",
                  "${low} + (${high} - ${low}) * uniform_noise($0, $n, $i, $step, ${stream}u, uvec2($seed_low, $seed_high))",
                  [](const std::array<uint32_t, 4>& words, uint32_t place, const Attributes& a) {
                      const double low = a.real("low", 0), high = a.real("high", 1);
                      return low + (high - low) * double(uniform(words[place]));
                  }, 4},
                 {"low", 0.0, "Low", "the least"}, {"high", 1.0, "High", "above the greatest"}, {{"low", -2.5}, {"high", 0.5}});
}

SADDLE_OP(RandomNormalLike) {
    // Box and Muller: two words of a block make a pair of numbers.
    return noise({"RandomNormalLike", "Normal numbers, drawn anew each step.", "y ~ N(mean, scale^2)",
                  "${mean} + ${scale} * normal_noise($0, $n, $i, $step, ${stream}u, uvec2($seed_low, $seed_high))",
                  [](const std::array<uint32_t, 4>& words, uint32_t place, const Attributes& a) {
                      const double radius = std::sqrt(-2 * std::log(1 - double(uniform(words[place & 2])))), turn = 2 * M_PI * double(uniform(words[place | 1]));
                      return a.real("mean", 0) + a.real("scale", 1) * radius * (place & 1 ? std::sin(turn) : std::cos(turn));
                  }, 62},
                 {"mean", 0.0, "Mean", "of the numbers"}, {"scale", 1.0, "Deviation", "of the numbers"}, {{"mean", 1.5}, {"scale", 0.25}});
}

}  // namespace saddle::ops

#include <cmath>

#include "engine/ops/op_def.h"

namespace saddle::ops {
namespace {

std::vector<int64_t> reduced_axes(const Shape& x) {
    std::vector<int64_t> axes{0};
    for (int axis = 2; axis < x.rank(); ++axis) axes.push_back(axis);
    return axes;
}
std::vector<int64_t> channel_shape(const Shape& x) {
    std::vector<int64_t> shape(size_t(x.rank()), 1);
    shape[1] = x[1];
    return shape;
}
ir::ValueId over_channels(Builder& b, ir::ValueId vector, const Shape& x) { return b.emit("Reshape", {vector}, {{"shape", channel_shape(x)}}); }
ir::ValueId as_vector(Builder& b, ir::ValueId value, const Shape& x) { return b.emit("Reshape", {value}, {{"shape", std::vector<int64_t>{x[1]}}}); }
ir::ValueId inverse_deviation(Builder& b, ir::ValueId variance, double epsilon) {
    return b.emit("Reciprocal", {b.emit("Sqrt", {b.emit("Add", {variance, b.constant(epsilon)})})});
}
/// Mean and variance per channel: of the batch in training, else the given ones. Shapes [1, C, 1, ...].
struct Statistics { ir::ValueId mean, variance; };
Statistics statistics(Builder& b, const ir::Instruction& i, const Shape& x) {
    if (!i.attributes.flag("training_mode")) return {over_channels(b, i.inputs[3], x), over_channels(b, i.inputs[4], x)};
    const Attributes axes{{"axes", reduced_axes(x)}, {"keepdims", int64_t(1)}};
    const ir::ValueId mean = b.emit("ReduceMean", {i.inputs[0]}, axes), centred = b.emit("Sub", {i.inputs[0], mean});
    return {mean, b.emit("ReduceMean", {b.emit("Mul", {centred, centred})}, axes)};
}

}  // namespace

SADDLE_OP(BatchNormalization) {
    return OpDef("BatchNormalization")
        .summary("Brings every channel to mean 0 and variance 1 over the batch, then scales and shifts it.",
                 "y = \\gamma (x - \\mu) / \\sqrt{\\sigma^2 + \\epsilon} + \\beta")
        .input("X", "[N, C, ...]").input("scale", "[C]").input("B", "[C]").input("input_mean", "[C]").input("input_var", "[C]")
        .output("Y").output("running_mean").output("running_var")
        .attribute({"epsilon", 1e-5, "Epsilon", "added to the variance", "", 0, 1})
        .attribute({"momentum", 0.9, "Momentum", "share of the old running statistics that is kept", "", 0, 1})
        .attribute({"training_mode", false, "Training", "use the batch's own statistics"})
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            const Shape& x = c.in(0).shape;
            if (x.rank() < 2) return invalid("batch normalisation needs [N, C, ...], got " + to_string(x));
            for (size_t i = 1; i < 5; ++i)
                if (c.in(i).shape != Shape{x[1]}) return invalid("batch normalisation of " + std::to_string(x[1]) + " channels got a vector " + to_string(c.in(i).shape));
            std::vector<TensorType> types{c.in(0)};
            if (c.attributes.flag("training_mode")) types.insert(types.end(), 2, TensorType{DType::F32, {x[1]}});
            return types;
        })
        .gradient([](GradientContext& g) {
            const ir::Instruction& i = g.instruction;
            const Shape x = g.b.type(g.in(0)).shape;
            const bool training = i.attributes.flag("training_mode");
            const Attributes sum{{"axes", reduced_axes(x)}, {"keepdims", int64_t(1)}};
            const Statistics s = statistics(g.b, i, x);
            const ir::ValueId inverse = inverse_deviation(g.b, s.variance, i.attributes.real("epsilon", 1e-5));
            const ir::ValueId normal = g.b.emit("Mul", {g.b.emit("Sub", {g.in(0), s.mean}), inverse});
            const ir::ValueId shift = g.b.emit("ReduceSum", {g.dout()}, sum), slope = g.b.emit("ReduceSum", {g.b.emit("Mul", {g.dout(), normal})}, sum);
            if (g.wants(1)) g.set(1, as_vector(g.b, slope, x));
            if (g.wants(2)) g.set(2, as_vector(g.b, shift, x));
            if (!g.wants(0)) return;
            const ir::ValueId factor = g.b.emit("Mul", {over_channels(g.b, g.in(1), x), inverse});
            ir::ValueId inner = g.dout();
            if (training) {
                const ir::ValueId share = g.b.constant(double(x[1]) / double(x.count()));
                inner = g.b.emit("Sub", {inner, g.b.emit("Mul", {shift, share})});
                inner = g.b.emit("Sub", {inner, g.b.emit("Mul", {normal, g.b.emit("Mul", {slope, share})})});
            }
            g.set(0, g.b.emit("Mul", {inner, factor}));
        })
        .decompose([](Builder& b, const ir::Instruction& i) -> std::vector<ir::ValueId> {
            const Shape x = b.type(i.inputs[0]).shape;
            const Statistics s = statistics(b, i, x);
            const ir::ValueId inverse = inverse_deviation(b, s.variance, i.attributes.real("epsilon", 1e-5));
            const ir::ValueId normal = b.emit("Mul", {b.emit("Sub", {i.inputs[0], s.mean}), inverse});
            const ir::ValueId y = b.emit("Add", {b.emit("Mul", {normal, over_channels(b, i.inputs[1], x)}), over_channels(b, i.inputs[2], x)});
            if (!i.attributes.flag("training_mode")) return {y};
            const double keep = i.attributes.real("momentum", 0.9);
            const auto moved = [&](ir::ValueId old, ir::ValueId now) {
                return b.emit("Add", {b.emit("Mul", {old, b.constant(keep)}), b.emit("Mul", {as_vector(b, now, x), b.constant(1 - keep)})});
            };
            return {y, moved(i.inputs[3], s.mean), moved(i.inputs[4], s.variance)};
        })
        .reference([](ReferenceContext& r) {
            const Shape& x = r.in(0).type.shape;
            const int64_t batch = x[0], channels = x[1], inner = x.count(2, x.rank());
            const bool training = r.attributes.flag("training_mode");
            const double keep = r.attributes.real("momentum", 0.9);
            for (int64_t c = 0; c < channels; ++c) {
                double mean = r.in(3).data[size_t(c)], variance = r.in(4).data[size_t(c)];
                const auto each = [&](auto&& f) {
                    for (int64_t n = 0; n < batch; ++n)
                        for (int64_t k = 0; k < inner; ++k) f(size_t((n * channels + c) * inner + k));
                };
                if (training) {
                    mean = variance = 0;
                    each([&](size_t k) { mean += r.in(0).data[k]; });
                    mean /= double(batch * inner);
                    each([&](size_t k) { variance += (r.in(0).data[k] - mean) * (r.in(0).data[k] - mean); });
                    variance /= double(batch * inner);
                    r.out(1).data[size_t(c)] = keep * r.in(3).data[size_t(c)] + (1 - keep) * mean;
                    r.out(2).data[size_t(c)] = keep * r.in(4).data[size_t(c)] + (1 - keep) * variance;
                }
                const double inverse = 1 / std::sqrt(variance + r.attributes.real("epsilon", 1e-5));
                each([&](size_t k) { r.out().data[k] = (r.in(0).data[k] - mean) * inverse * r.in(1).data[size_t(c)] + r.in(2).data[size_t(c)]; });
            }
        })
        .cases([] {
            const auto of = [](Shape x, bool training) {
                const TensorType c{DType::F32, {x[1]}};
                Case one{{{DType::F32, x}, c, c, c, c}, {{"training_mode", training}}, 0.2, 1.5};
                one.batched = {true, false, false, false, false};
                one.outputs = training ? 3 : 1;
                return one;
            };
            return std::vector<Case>{of({6, 3, 5, 4}, true), of({7, 5}, true), of({5, 2, 3, 3}, false)};
        }());
}

}  // namespace saddle::ops

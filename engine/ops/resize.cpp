// Images of another size. The gradient is the transposed map.
#include <algorithm>
#include <cmath>

#include "engine/ops/axes.h"
#include "engine/ops/taps.h"
#include "engine/ops/term.h"

namespace saddle::ops {
namespace {

using List = std::vector<int64_t>;

struct AxisScale { double scale = 1; double roi_start = 0, roi_end = 1; };

Result<std::vector<AxisScale>> scales_of(const Shape& x, const Attributes& a, Shape& y) {
    const std::vector<double> given = a.reals("scales"), roi = a.reals("roi");
    const List sizes = a.integers("sizes");
    List axes = a.integers("axes");
    if (axes.empty())
        for (int axis = 0; axis < x.rank(); ++axis) axes.push_back(axis);
    TRY([[maybe_unused]] const auto once, axis_set("Resize", x, axes));
    if (given.empty() == sizes.empty() || (given.empty() ? sizes.size() : given.size()) != axes.size())
        return invalid("Resize of " + to_string(x) + " needs one scale or one size for each of " + std::to_string(axes.size()) + " axes, got " + std::to_string(given.size()) + " scales and " + std::to_string(sizes.size()) + " sizes");
    const bool crop = a.text("coordinate_transformation_mode", "half_pixel") == "tf_crop_and_resize";
    if (crop && roi.size() != 2 * axes.size()) return invalid("Resize with tf_crop_and_resize needs " + std::to_string(2 * axes.size()) + " numbers in roi, got " + std::to_string(roi.size()));
    std::vector<AxisScale> result(size_t(x.rank()));
    y = x;
    for (size_t k = 0; k < axes.size(); ++k) {
        const int axis = axis_of("Resize", x, axes[k]).value();
        AxisScale& s = result[size_t(axis)];
        if (crop) s = {1, roi[k], roi[k + axes.size()]};
        const double part = crop ? s.roi_end - s.roi_start : 1;
        s.scale = given.empty() ? double(sizes[k]) / double(x[axis]) : given[k];
        const double size = given.empty() ? double(sizes[k]) : std::floor(double(x[axis]) * part * given[k]);
        if (!(s.scale > 0) || !(size >= 1) || size > 1 << 20 || x[axis] < 1) return invalid("Resize cannot make axis " + std::to_string(axis) + " of " + to_string(x) + " " + std::to_string(size) + " long");
        y[axis] = int64_t(size);
    }
    return result;
}

double original(double o, int64_t in, int64_t out, const AxisScale& s, const std::string& mode) {
    if (mode == "asymmetric") return o / s.scale;
    if (mode == "align_corners") return out == 1 ? 0 : o * double(in - 1) / double(out - 1);
    if (mode == "pytorch_half_pixel" && out == 1) return 0;
    if (mode == "tf_crop_and_resize")
        return out > 1 ? s.roi_start * double(in - 1) + o * (s.roi_end - s.roi_start) * double(in - 1) / double(out - 1) : 0.5 * (s.roi_start + s.roi_end) * double(in - 1);
    return (o + 0.5) / s.scale - 0.5;
}

int64_t nearest(double x, const std::string& mode) {
    if (mode == "floor") return int64_t(std::floor(x));
    if (mode == "ceil") return int64_t(std::ceil(x));
    if (mode == "round_prefer_ceil") return int64_t(std::floor(x + 0.5));
    return int64_t(std::ceil(x - 0.5));
}

/// Weights of the four neighbours of a point between the middle two.
/// R. Keys, "Cubic convolution interpolation for digital image processing", IEEE ASSP 29 (1981).
std::vector<double> cubic(double t, double a) {
    const auto inner = [&](double d) { return ((a + 2) * d - (a + 3)) * d * d + 1; };
    const auto outer = [&](double d) { return ((a * d - 5 * a) * d + 8 * a) * d - 4 * a; };
    return {outer(1 + t), inner(t), inner(1 - t), outer(2 - t)};
}

Taps taps_of(int64_t in, int64_t out, const AxisScale& s, const Attributes& a) {
    const std::string mode = a.text("mode", "nearest"), transform = a.text("coordinate_transformation_mode", "half_pixel");
    Taps t;
    t.taps = mode == "nearest" ? 1 : mode == "linear" ? 2 : 4;
    for (int64_t o = 0; o < out; ++o) {
        const double x = original(double(o), in, out, s, transform);
        const bool outside = transform == "tf_crop_and_resize" && (x < 0 || x > double(in - 1));
        const double base = std::floor(x);
        std::vector<double> weights{1};
        int64_t first = nearest(x, a.text("nearest_mode", "round_prefer_floor"));
        if (mode != "nearest") {
            first = int64_t(base) - (mode == "cubic");
            weights = mode == "linear" ? std::vector<double>{1 - (x - base), x - base} : cubic(x - base, a.real("cubic_coeff_a", -0.75));
        }
        double kept = 0;
        for (int k = 0; k < t.taps; ++k) {
            const bool inside = first + k >= 0 && first + k < in;
            if (!inside && a.integer("exclude_outside")) weights[size_t(k)] = 0;
            kept += weights[size_t(k)];
        }
        for (int k = 0; k < t.taps; ++k) {
            t.index.push_back(outside ? -1 : std::clamp<int64_t>(first + k, 0, in - 1));
            t.weight.push_back(a.integer("exclude_outside") ? weights[size_t(k)] / kept : weights[size_t(k)]);
        }
    }
    return t;
}

/// One map an axis; empty where an axis stays as it is. `x` and `y` are Resize's, whichever direction is computed.
AxisTaps maps(const Shape& x, const Shape& y, const Attributes& a, bool gradient) {
    Shape unused;
    const std::vector<AxisScale> scales = scales_of(x, a, unused).value();
    AxisTaps result(size_t(x.rank()));
    for (int axis = 0; axis < x.rank(); ++axis) {
        const AxisScale& s = scales[size_t(axis)];
        if (x[axis] == y[axis] && s.scale == 1 && s.roi_start == 0 && s.roi_end == 1) continue;
        const Taps t = taps_of(x[axis], y[axis], s, a);
        result[size_t(axis)] = gradient ? transposed(t, x[axis]) : t;
    }
    return result;
}

std::vector<AttributeDef> resize_attributes() {
    return {{"scales", std::vector<double>{}, "Scales", "result over input, one an axis; or sizes"}, {"sizes", List{}, "Sizes", "of the result; or scales"},
            {"axes", List{}, "Axes", "that scales and sizes are for; none: all"},
            {"mode", std::string("nearest"), "Mode", "how values between elements are found", "", 0, 0, {"nearest", "linear", "cubic"}},
            {"coordinate_transformation_mode", std::string("half_pixel"), "Coordinates", "where a result lies in the input", "", 0, 0,
             {"half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric", "tf_crop_and_resize"}},
            {"nearest_mode", std::string("round_prefer_floor"), "Nearest", "which of two neighbours is taken", "", 0, 0, {"round_prefer_floor", "round_prefer_ceil", "floor", "ceil"}},
            {"cubic_coeff_a", -0.75, "Cubic a", "steepness of the cubic"}, {"exclude_outside", int64_t(0), "Exclude outside", "1: the cubic's neighbours outside do not count"},
            {"extrapolation_value", 0.0, "Outside", "value of tf_crop_and_resize outside the input"}, {"roi", std::vector<double>{}, "Region", "starts and ends for tf_crop_and_resize, 0 to 1"}};
}

std::vector<Case> resize_cases(bool gradient) {
    std::vector<Case> cases;
    for (const Attributes& a : std::vector<Attributes>{{{"sizes", List{5, 2, 6, 7}}, {"mode", std::string("linear")}}, {{"scales", std::vector<double>{1, 1, 2, 2}}, {"coordinate_transformation_mode", std::string("asymmetric")}, {"nearest_mode", std::string("floor")}},
                                                       {{"scales", std::vector<double>{0.6, 1.7}}, {"axes", List{2, 3}}}, {{"sizes", List{5, 2, 5, 2}}, {"mode", std::string("cubic")}, {"coordinate_transformation_mode", std::string("align_corners")}}}) {
        Case c{{{DType::F32, {5, 2, 3, 4}}}, a};
        c.batched = {true};
        if (gradient) {
            c.attributes["input_shape"] = List{5, 2, 3, 4};
            Shape y;
            (void)scales_of({5, 2, 3, 4}, a, y);
            c.inputs[0].shape = y;
        }
        cases.push_back(c);
    }
    return cases;
}

Cost resize_cost(const InferContext& c, const std::vector<TensorType>& outputs) {
    const double each = c.attributes.text("mode", "nearest") == "nearest" ? 0 : 8;
    return {each * double(outputs[0].shape.count()), 4 * double(c.in(0).shape.count() + outputs[0].shape.count())};
}

}  // namespace

SADDLE_OP(Resize) {
    OpDef op("Resize");
    op.summary("A larger or smaller image: each result is the nearest element, or a weighted sum of neighbours.", "y_o = \\sum_k w_{o,k} x_{i_{o,k}} along each axis").input("x").output("y")
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            TensorType y = c.in(0);
            TRY([[maybe_unused]] const auto scales, scales_of(c.in(0).shape, c.attributes, y.shape));
            if (y.dtype != DType::F32 && c.attributes.text("mode", "nearest") != "nearest") return invalid("Resize can only repeat whole numbers, not mix them, got " + to_string(y), "use nearest");
            return std::vector<TensorType>{y};
        })
        .gradient([](GradientContext& g) {
            Attributes a = g.instruction.attributes;
            a["input_shape"] = g.b.type(g.in(0)).shape.dims();
            g.set(0, dout(g).then("ResizeGrad", {}, a));
        })
        .reference([](ReferenceContext& r) { sum_taps(r, maps(r.in(0).type.shape, r.out().type.shape, r.attributes, false), r.attributes.real("extrapolation_value")); })
        .indexed([](const IndexContext& c) { return taps_body(c, maps(c.in(0).shape, c.output.shape, c.attributes, false), c.attributes.real("extrapolation_value")); })
        .cost(resize_cost);
    for (AttributeDef& a : resize_attributes()) op.attribute(std::move(a));
    return op.cases(resize_cases(false));
}

SADDLE_OP(ResizeGrad) {
    OpDef op("ResizeGrad");
    op.summary("Gradient of Resize: every element collects what results took from it.", "dx_i = \\sum_o w_{o,i} dy_o along each axis").input("dy").output("dx")
        .attribute({"input_shape", List{}, "Input shape", "of the resized image"})
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> { return std::vector<TensorType>{{DType::F32, Shape(c.attributes.integers("input_shape"))}}; })
        .gradient([](GradientContext& g) {
            Attributes a = g.instruction.attributes;
            a.erase("input_shape");
            g.set(0, dout(g).then("Resize", {}, a));
        })
        .reference([](ReferenceContext& r) { sum_taps(r, maps(r.out().type.shape, r.in(0).type.shape, r.attributes, true), 0); })
        .indexed([](const IndexContext& c) { return taps_body(c, maps(c.output.shape, c.in(0).shape, c.attributes, true), 0); })
        .cost(resize_cost).not_in_onnx();
    for (AttributeDef& a : resize_attributes()) op.attribute(std::move(a));
    return op.cases(resize_cases(true));
}

}  // namespace saddle::ops

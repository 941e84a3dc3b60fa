#include "engine/ops/conv_shape.h"

#include <algorithm>

namespace saddle::ops {
namespace {

/// An attribute of one number an axis; a single number counts for all.
Result<std::vector<int64_t>> per_axis(const Attributes& attributes, const std::string& name, size_t count, int64_t fallback,
                                      int64_t low) {
    std::vector<int64_t> values = attributes.integers(name, std::vector<int64_t>(count, fallback));
    if (values.empty()) values.assign(count, fallback);
    if (values.size() == 1) values.assign(count, values[0]);
    if (values.size() != count)
        return invalid(name + " needs " + std::to_string(count) + " numbers, got " + std::to_string(values.size()));
    for (const int64_t v : values)
        if (v < low || v > 1 << 20)
            return invalid(name + " must be at least " + std::to_string(low) + ", got " + std::to_string(v));
    return values;
}

/// Pads so that there is an output for every stride-th input; the odd one goes to the end, or to the front.
void pad_same(WindowAxis& axis, bool front) {
    const int64_t total = std::max<int64_t>(0, ((axis.in + axis.stride - 1) / axis.stride - 1) * axis.stride + axis.span() - axis.in);
    axis.before = front ? total - total / 2 : total / 2;
    axis.after = total - axis.before;
}

Status count_outputs(WindowAxis& axis, const char* what, bool ceil) {
    const int64_t room = axis.in + axis.before + axis.after;
    if (axis.span() > room)
        return invalid("the kernel spans " + std::to_string(axis.span()) + " " + what + " but the padded input has only " + std::to_string(room),
                       "use a smaller kernel or dilation, more padding, or a larger input");
    axis.out = (room - axis.span() + (ceil ? axis.stride - 1 : 0)) / axis.stride + 1;
    if (ceil && (axis.out - 1) * axis.stride >= axis.in + axis.before) --axis.out;
    return {};
}

}  // namespace

Result<Window> window_of(const Shape& x, const std::vector<int64_t>& kernel, const Attributes& attributes) {
    if (x.rank() < 3 || x.rank() > 5)
        return invalid("x must be [N, C, L], [N, C, H, W] or [N, C, D, H, W], got " + to_string(x), "check what is connected here");
    const size_t axes = size_t(x.rank() - 2);
    if (kernel.size() != axes)
        return invalid("kernel_shape needs " + std::to_string(axes) + " numbers for x " + to_string(x) + ", got " + std::to_string(kernel.size()));
    for (const int64_t k : kernel)
        if (k < 1 || k > 1 << 16) return invalid("kernel_shape must be at least 1, got " + std::to_string(k));
    const std::string mode = attributes.text("auto_pad", "NOTSET");
    TRY(const auto strides, per_axis(attributes, "strides", axes, 1, 1));
    TRY(const auto dilations, per_axis(attributes, "dilations", axes, 1, 1));
    TRY(const auto pads, per_axis(mode == "NOTSET" ? attributes : Attributes{}, "pads", 2 * axes, 0, 0));
    Window window;
    const std::pair<WindowAxis*, const char*> all[] = {{&window.d, "slices"}, {&window.h, "rows"}, {&window.w, "columns"}};
    for (size_t i = 0; i < axes; ++i) {
        const auto [axis, what] = all[3 - axes + i];
        *axis = {x[int(2 + i)], 1, kernel[i], strides[i], dilations[i], pads[i], pads[axes + i]};
        if (mode == "SAME_UPPER" || mode == "SAME_LOWER") pad_same(*axis, mode == "SAME_LOWER");
        TRY_STATUS(count_outputs(*axis, what, attributes.integer("ceil_mode") != 0));
    }
    return window;
}

void define_window(KernelCall& call, const Window& window) {
    const struct { const WindowAxis& axis; const char *name, *before, *after; } axes[] = {
        {window.d, "D", "PAD_FRONT", "PAD_BACK"}, {window.h, "H", "PAD_TOP", "PAD_BOTTOM"}, {window.w, "W", "PAD_LEFT", "PAD_RIGHT"}};
    for (const auto& [axis, name, before, after] : axes) {
        for (const auto& [what, value] : {std::pair("IN_", axis.in), std::pair("OUT_", axis.out), std::pair("KERNEL_", axis.kernel), std::pair("STRIDE_", axis.stride),
                                          std::pair("DILATION_", axis.dilation)})
            call.define(std::string(what) + name, value);
        call.define(before, axis.before);
        call.define(after, axis.after);
    }
}

std::vector<AttributeDef> window_attributes() {
    using List = std::vector<int64_t>;
    return {{"kernel_shape", List{}, "Kernel", "size of the window along each spatial axis"},
            {"strides", List{}, "Stride", "step of the window along each spatial axis; default 1", "", 1},
            {"pads", List{}, "Padding", "added before each spatial axis, then after each: top, left, bottom, right; default 0", "", 0},
            {"dilations", List{}, "Dilation", "distance of the window's taps; default 1", "", 1},
            {"auto_pad", std::string("NOTSET"), "Automatic padding", "SAME: an output for every stride-th input, the odd padding at the end (UPPER) or the front (LOWER); VALID: none", "",
             -1e308, 1e308, {"NOTSET", "SAME_UPPER", "SAME_LOWER", "VALID"}}};
}

Result<ConvShape> conv_shape(const Shape& x, const Shape& w, const Attributes& attributes) {
    if (w.rank() != x.rank() || x.rank() < 3)
        return invalid("weights must have as many axes as x " + to_string(x) + ", got " + to_string(w));
    const std::vector<int64_t> kernel(w.begin() + 2, w.end());
    if (attributes.count("kernel_shape") && attributes.integers("kernel_shape") != kernel &&
        !attributes.integers("kernel_shape").empty())
        return invalid("kernel_shape differs from the weights " + to_string(w));
    ConvShape s;
    TRY(s.window, window_of(x, kernel, attributes));
    s.batch = x[0];
    s.channels = x[1];
    s.out_channels = w[0];
    s.groups = attributes.integer("group", 1);
    if (s.groups < 1 || s.channels % s.groups != 0 || s.out_channels % s.groups != 0)
        return invalid("group " + std::to_string(s.groups) + " must divide the " + std::to_string(s.channels) +
                       " input and " + std::to_string(s.out_channels) + " output channels");
    if (w[1] != s.group_in())
        return invalid("expected weights for " + std::to_string(s.group_in()) + " channels, got " + std::to_string(w[1]) +
                       " (" + to_string(w) + ")");
    return s;
}

}  // namespace saddle::ops

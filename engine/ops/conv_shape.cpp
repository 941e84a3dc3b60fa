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

Result<int64_t> output_size(const char* axis, int64_t in, int64_t before, int64_t after, int64_t kernel, int64_t dilation,
                            int64_t stride) {
    const int64_t span = (kernel - 1) * dilation + 1, room = in + before + after;
    if (span > room)
        return invalid(std::string("the kernel spans ") + std::to_string(span) + " " + axis + " but the padded input has only " +
                           std::to_string(room),
                       "use a smaller kernel or dilation, more padding, or a larger input");
    return (room - span) / stride + 1;
}

}  // namespace

Result<Window> window_of(const Shape& x, const std::vector<int64_t>& kernel, const Attributes& attributes) {
    if (x.rank() != 3 && x.rank() != 4)
        return invalid("x must be [N, C, L] or [N, C, H, W], got " + to_string(x), "check what is connected here");
    const size_t axes = size_t(x.rank() - 2);
    if (kernel.size() != axes)
        return invalid("kernel_shape needs " + std::to_string(axes) + " numbers for x " + to_string(x) + ", got " +
                       std::to_string(kernel.size()));
    for (const int64_t k : kernel)
        if (k < 1 || k > 1 << 16) return invalid("kernel_shape must be at least 1, got " + std::to_string(k));
    if (const std::string mode = attributes.text("auto_pad", "NOTSET"); mode != "NOTSET")
        return invalid("auto_pad '" + mode + "' is not supported", "give pads");
    if (attributes.integer("ceil_mode") != 0) return invalid("ceil_mode 1 is not supported", "give pads");
    TRY(const auto strides, per_axis(attributes, "strides", axes, 1, 1));
    TRY(const auto dilations, per_axis(attributes, "dilations", axes, 1, 1));
    TRY(const auto pads, per_axis(attributes, "pads", 2 * axes, 0, 0));
    Window w;
    const size_t last = axes - 1;
    w.in_w = x[-1];
    w.kernel_w = kernel[last];
    w.stride_w = strides[last];
    w.dilation_w = dilations[last];
    w.pad_left = pads[last];
    w.pad_right = pads[axes + last];
    if (axes == 2) {
        w.in_h = x[2];
        w.kernel_h = kernel[0];
        w.stride_h = strides[0];
        w.dilation_h = dilations[0];
        w.pad_top = pads[0];
        w.pad_bottom = pads[2];
    }
    TRY(w.out_h, output_size("rows", w.in_h, w.pad_top, w.pad_bottom, w.kernel_h, w.dilation_h, w.stride_h));
    TRY(w.out_w, output_size("columns", w.in_w, w.pad_left, w.pad_right, w.kernel_w, w.dilation_w, w.stride_w));
    return w;
}

void define_window(KernelCall& call, const Window& w) {
    const std::pair<const char*, int64_t> sizes[] = {
        {"IN_H", w.in_h},         {"IN_W", w.in_w},         {"OUT_H", w.out_h},           {"OUT_W", w.out_w},
        {"KERNEL_H", w.kernel_h}, {"KERNEL_W", w.kernel_w}, {"STRIDE_H", w.stride_h},     {"STRIDE_W", w.stride_w},
        {"PAD_TOP", w.pad_top},   {"PAD_LEFT", w.pad_left}, {"DILATION_H", w.dilation_h}, {"DILATION_W", w.dilation_w}};
    for (const auto& [name, value] : sizes) call.define(name, value);
}

std::vector<AttributeDef> window_attributes() {
    using List = std::vector<int64_t>;
    return {{"kernel_shape", List{}, "Kernel", "size of the window along each spatial axis"},
            {"strides", List{}, "Stride", "step of the window along each spatial axis; default 1", "", 1},
            {"pads", List{}, "Padding", "added before and after each spatial axis: top, left, bottom, right; default 0", "", 0},
            {"dilations", List{}, "Dilation", "distance of the window's taps; default 1", "", 1}};
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

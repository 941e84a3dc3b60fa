#pragma once
// Sizes of sliding windows: what convolution and pooling, their gradients and their kernels share.
#include "engine/ops/op_def.h"

namespace saddle::ops {

/// A window over the one or two spatial axes of x [N, C, (H,) W]; a single axis counts as a column of height 1.
struct Window {
    int64_t in_h = 1, in_w = 1, out_h = 1, out_w = 1;
    int64_t kernel_h = 1, kernel_w = 1, stride_h = 1, stride_w = 1, dilation_h = 1, dilation_w = 1;
    int64_t pad_top = 0, pad_left = 0, pad_bottom = 0, pad_right = 0;
    int64_t taps() const { return kernel_h * kernel_w; }
    bool padded() const { return pad_top || pad_left || pad_bottom || pad_right; }
    Shape spatial(int rank) const { return rank == 3 ? Shape{out_w} : Shape{out_h, out_w}; }
};
/// From x's shape, the kernel's size and the attributes strides, pads (top, left, bottom, right) and dilations.
Result<Window> window_of(const Shape& x, const std::vector<int64_t>& kernel, const Attributes& attributes);
/// Says IN_H ... DILATION_W to a kernel.
void define_window(KernelCall& call, const Window& window);
/// Attributes kernel_shape, strides, pads, dilations with their documentation.
std::vector<AttributeDef> window_attributes();

struct ConvShape {
    Window window;
    int64_t batch = 1, channels = 1, out_channels = 1, groups = 1;
    int64_t group_in() const { return channels / groups; }
    int64_t group_out() const { return out_channels / groups; }
    int64_t in_plane() const { return window.in_h * window.in_w; }
    int64_t out_plane() const { return window.out_h * window.out_w; }
    double macs() const {
        return double(batch) * double(out_channels) * double(out_plane()) * double(group_in()) * double(window.taps());
    }
};
Result<ConvShape> conv_shape(const Shape& x, const Shape& w, const Attributes& attributes);

std::vector<AttributeDef> conv_attributes();
Cost conv_cost(const ConvShape& shape, const InferContext& context, const std::vector<TensorType>& outputs);
/// The attributes with a shape added (input_shape, weight_shape), or without it again.
Attributes with(Attributes attributes, const std::string& name, const Shape& shape);
Attributes without(Attributes attributes, const std::string& name);

/// Conformance cases of convolution and its gradients.
struct ConvCase {
    Shape x, w;
    Attributes attributes;
    Shape y(const ConvShape& s) const {
        return x.rank() == 3 ? Shape{s.batch, s.out_channels, s.window.out_w}
                             : Shape{s.batch, s.out_channels, s.window.out_h, s.window.out_w};
    }
};
std::vector<ConvCase> conv_cases();

enum class ConvPass { Forward, InputGradient, WeightGradient };
/// Inputs of the instruction: (x, w), (dy, w) or (dy, x).
std::vector<KernelCall> conv_kernels(const KernelContext& context, ConvPass pass, const ConvShape& shape);

/// Calls f(x index, w index, y index) for every product of the convolution, in logical row-major indices.
template <class F>
void for_each_product(const ConvShape& s, F f) {
    const Window& w = s.window;
    for (int64_t n = 0; n < s.batch; ++n)
        for (int64_t oc = 0; oc < s.out_channels; ++oc)
            for (int64_t oy = 0; oy < w.out_h; ++oy)
                for (int64_t ox = 0; ox < w.out_w; ++ox)
                    for (int64_t ic = 0; ic < s.group_in(); ++ic)
                        for (int64_t ky = 0; ky < w.kernel_h; ++ky)
                            for (int64_t kx = 0; kx < w.kernel_w; ++kx) {
                                const int64_t iy = oy * w.stride_h + ky * w.dilation_h - w.pad_top;
                                const int64_t ix = ox * w.stride_w + kx * w.dilation_w - w.pad_left;
                                if (iy < 0 || iy >= w.in_h || ix < 0 || ix >= w.in_w) continue;
                                const int64_t channel = oc / s.group_out() * s.group_in() + ic;
                                f(((n * s.channels + channel) * w.in_h + iy) * w.in_w + ix,
                                  ((oc * s.group_in() + ic) * w.kernel_h + ky) * w.kernel_w + kx,
                                  ((n * s.out_channels + oc) * w.out_h + oy) * w.out_w + ox);
                            }
}

}  // namespace saddle::ops

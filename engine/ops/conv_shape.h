#pragma once
// Sizes of sliding windows: what convolution and pooling, their gradients and their kernels share.
#include "engine/ops/op_def.h"

namespace saddle::ops {

/// A window along one spatial axis.
struct WindowAxis {
    int64_t in = 1, out = 1, kernel = 1, stride = 1, dilation = 1;
    int64_t before = 0, after = 0;      ///< padding
    int64_t span() const { return (kernel - 1) * dilation + 1; }
};
/// A window over the spatial axes of x [N, C, (D,) (H,) W]; axes that x lacks have size 1.
struct Window {
    WindowAxis d, h, w;
    int64_t taps() const { return d.kernel * h.kernel * w.kernel; }
    int64_t inputs() const { return d.in * h.in * w.in; }
    int64_t outputs() const { return d.out * h.out * w.out; }
    bool padded() const { return d.before || d.after || h.before || h.after || w.before || w.after; }
    bool planar() const { return d.in == 1 && d.kernel == 1 && d.out == 1; }
    Shape spatial(int rank) const { return rank == 3 ? Shape{w.out} : rank == 4 ? Shape{h.out, w.out} : Shape{d.out, h.out, w.out}; }
};
/// From x's shape, the kernel's size and the attributes strides, pads (before all axes, then after all), dilations, auto_pad
/// and ceil_mode. With ceil_mode a last window that is only partly there counts, if it starts inside the padded input.
Result<Window> window_of(const Shape& x, const std::vector<int64_t>& kernel, const Attributes& attributes);
/// Says IN_D ... DILATION_W to a kernel.
void define_window(KernelCall& call, const Window& window);
/// Attributes kernel_shape, strides, pads, dilations, auto_pad with their documentation.
std::vector<AttributeDef> window_attributes();

struct ConvShape {
    Window window;
    int64_t batch = 1, channels = 1, out_channels = 1, groups = 1;
    int64_t group_in() const { return channels / groups; }
    int64_t group_out() const { return out_channels / groups; }
    int64_t in_plane() const { return window.inputs(); }
    int64_t out_plane() const { return window.outputs(); }
    /// Shape of y for x of so many axes.
    Shape y(int rank) const {
        std::vector<int64_t> dims{batch, out_channels};
        for (const int64_t size : window.spatial(rank)) dims.push_back(size);
        return Shape(dims);
    }
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
};
std::vector<ConvCase> conv_cases();

enum class ConvPass { Forward, InputGradient, WeightGradient };
/// Inputs of the instruction: (x, w), (dy, w) or (dy, x).
std::vector<KernelCall> conv_kernels(const KernelContext& context, ConvPass pass, const ConvShape& shape);

/// Calls f(input index, output index, tap) for every tap of every window of one plane; the input index is -1 in the padding.
template <class F>
void for_each_tap(const Window& w, F f) {
    const auto inside = [](const WindowAxis& a, int64_t o, int64_t k) {
        const int64_t i = o * a.stride + k * a.dilation - a.before;
        return i < a.in ? i : -1;
    };
    for (int64_t o = 0; o < w.outputs(); ++o)
        for (int64_t tap = 0; tap < w.taps(); ++tap) {
            const int64_t z = inside(w.d, o / (w.h.out * w.w.out), tap / (w.h.kernel * w.w.kernel));
            const int64_t y = inside(w.h, o / w.w.out % w.h.out, tap / w.w.kernel % w.h.kernel);
            const int64_t x = inside(w.w, o % w.w.out, tap % w.w.kernel);
            f(z < 0 || y < 0 || x < 0 ? -1 : (z * w.h.in + y) * w.w.in + x, o, tap);
        }
}

/// Calls f(x index, w index, y index) for every product of the convolution, in logical row-major indices.
template <class F>
void for_each_product(const ConvShape& s, F f) {
    for (int64_t n = 0; n < s.batch; ++n)
        for (int64_t oc = 0; oc < s.out_channels; ++oc)
            for (int64_t ic = 0; ic < s.group_in(); ++ic) {
                const int64_t channel = oc / s.group_out() * s.group_in() + ic;
                for_each_tap(s.window, [&](int64_t i, int64_t o, int64_t tap) {
                    if (i >= 0) f((n * s.channels + channel) * s.in_plane() + i, (oc * s.group_in() + ic) * s.window.taps() + tap, (n * s.out_channels + oc) * s.out_plane() + o);
                });
            }
}

}  // namespace saddle::ops

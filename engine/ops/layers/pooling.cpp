// Pooling by windows, over whole images, to a fixed size, and by p-norms.
#include "engine/ops/layers/window.h"

namespace saddle::ops {
namespace {

using List = std::vector<int64_t>;

LayerDef image_pool(const char* name, const char* stem, const char* summary, const char* formula) {
    return LayerDef(name).about("pool", summary, formula).stem(stem).input({"x", PortKind::Image}).output({"y", PortKind::Image});
}
LayerDef window_pool(const char* name, const char* op, int axes, const char* summary, const char* formula) {
    return LayerDef(name).about("pool", summary, formula).stem("pool").input({"x", spatial_kind(axes)}).output({"y", spatial_kind(axes)})
        .attribute({"kernel", List(size_t(axes), 2), "Window", axes == 1 ? "length of the window" : axes == 2 ? "height and width of the window" : "depth, height and width of the window", "px", 1, 64, {}, true})
        .attribute({"stride", List{0}, "Stride", "step of the window; 0: as large as the window", "px", 0, 64})
        .attribute({"padding", List{0}, "Padding", "rows and columns added on each side", "px", 0, 32})
        .attribute({"ceil", false, "Round up", "keep what is left at the far edge as a smaller window"})
        .expand([op = std::string(op), axes](LayerContext& c) {
            const List kernel = per_axis(c, "kernel", axes), padding = per_axis(c, "padding", axes);
            List stride = per_axis(c, "stride", axes);
            if (!window_fits(c, kernel, padding, List(size_t(axes), 1))) return;
            for (size_t axis = 0; axis < kernel.size(); ++axis) {
                if (stride[axis] == 0) stride[axis] = kernel[axis];
                if (padding[axis] * 2 > kernel[axis])
                    return c.fail("", "padding", "the padding of " + std::to_string(padding[axis]) + " is more than half the window of " + std::to_string(kernel[axis]), "use at most half");
            }
            Attributes window{{"kernel_shape", kernel}, {"strides", stride}, {"pads", both_sides(padding)}};
            if (c.flag("ceil")) window["ceil_mode"] = int64_t(1);
            c.out("y", c.op(op, {c.in("x")}, window));
        });
}

LayerDef global(const char* name, const char* op, const char* summary, const char* formula) {
    return image_pool(name, "gap", summary, formula).attribute({"flatten", false, "Flatten", "one row of channels a sample instead of images of one pixel"})
        .expand([op = std::string(op)](LayerContext& c) {
            if (!is_spatial(c, 2)) return;
            const ir::ValueId y = c.op(op, {c.in("x")});
            c.out("y", c.flag("flatten") ? c.op("Flatten", {y}) : y);
        });
}

}  // namespace

SADDLE_LAYER(MaxPool1d) { return window_pool("MaxPool1d", "MaxPool", 1, "Keeps the largest value of each window of a series.", "y_i = max_u x_{si+u}"); }
SADDLE_LAYER(MaxPool2d) { return window_pool("MaxPool2d", "MaxPool", 2, "Keeps the largest value of each window.", "y_{i,j} = max_{u,v} x_{si+u,sj+v}"); }
SADDLE_LAYER(MaxPool3d) { return window_pool("MaxPool3d", "MaxPool", 3, "Keeps the largest value of each window of a volume.", "y_{h,i,j} = max_{t,u,v} x_{sh+t,si+u,sj+v}"); }
SADDLE_LAYER(AvgPool1d) { return window_pool("AvgPool1d", "AveragePool", 1, "Averages each window of a series.", "y_i = mean_u x_{si+u}"); }
SADDLE_LAYER(AvgPool2d) { return window_pool("AvgPool2d", "AveragePool", 2, "Averages each window.", "y_{i,j} = mean_{u,v} x_{si+u,sj+v}"); }
SADDLE_LAYER(AvgPool3d) { return window_pool("AvgPool3d", "AveragePool", 3, "Averages each window of a volume.", "y_{h,i,j} = mean_{t,u,v} x_{sh+t,si+u,sj+v}"); }
SADDLE_LAYER(GlobalAvgPool) { return global("GlobalAvgPool", "GlobalAveragePool", "The mean of each channel's image.", "y_c = mean_{i,j} x_{c,i,j}"); }
SADDLE_LAYER(GlobalMaxPool) { return global("GlobalMaxPool", "GlobalMaxPool", "The largest value of each channel's image.", "y_c = max_{i,j} x_{c,i,j}"); }

SADDLE_LAYER(AdaptiveAvgPool2d) {
    return image_pool("AdaptiveAvgPool2d", "pool", "The mean of windows that share the image out evenly: the result has this size whatever the input's.", "y_o = mean over floor(o n / m) \\le i < ceil((o + 1) n / m) of x_i")
        .attribute({"size", List{1}, "Size", "height and width of the result", "px", 1, 4096, {}, true})
        .expand([](LayerContext& c) {
            if (!is_spatial(c, 2)) return;
            const List size = per_axis(c, "size", 2);
            const Shape& x = c.type(c.in("x")).shape;
            if (!c.diagnostics.empty()) return;
            if (x[2] % size[0] || x[3] % size[1]) return c.out("y", c.op("AdaptiveAveragePool", {c.in("x")}, {{"sizes", size}}));
            const List window{x[2] / size[0], x[3] / size[1]};  // equal windows: ONNX has them
            c.out("y", c.op("AveragePool", {c.in("x")}, {{"kernel_shape", window}, {"strides", window}}));
        });
}

SADDLE_LAYER(AdaptiveMaxPool2d) {
    return image_pool("AdaptiveMaxPool2d", "pool", "The largest value of windows that tile the image: the result has this size.", "y_o = max of window o").attribute({"size", List{1}, "Size", "height and width of the result; divisors of the input's", "px", 1, 4096, {}, true})
        .expand([](LayerContext& c) {
            if (!is_spatial(c, 2)) return;
            const List size = per_axis(c, "size", 2);
            const Shape& x = c.type(c.in("x")).shape;
            if (!c.diagnostics.empty()) return;
            if (x[2] % size[0] || x[3] % size[1])
                return c.fail("x", "size", std::to_string(size[0]) + " by " + std::to_string(size[1]) + " windows do not tile an image of " + std::to_string(x[2]) + " by " + std::to_string(x[3]), "use divisors, or AdaptiveAvgPool2d");
            const List window{x[2] / size[0], x[3] / size[1]};
            c.out("y", c.op("MaxPool", {c.in("x")}, {{"kernel_shape", window}, {"strides", window}}));
        });
}

SADDLE_LAYER(LPPool2d) {
    return image_pool("LPPool2d", "pool", "The p-norm of each window: between the sum (p = 1) and the maximum (p large).", "y = (\\sum |x|^p)^{1/p} over the window")
        .attribute({"p", int64_t(2), "p", "exponent of the norm", "", 1, 16, {}, true}).attribute({"kernel", List{2}, "Window", "height and width", "px", 1, 64, {}, true}).attribute({"stride", List{0}, "Stride", "step of the window; 0: as large as the window", "px", 0, 64})
        .expand([](LayerContext& c) {
            if (!is_spatial(c, 2)) return;
            const List kernel = per_axis(c, "kernel", 2);
            List stride = per_axis(c, "stride", 2);
            const Shape& x = c.type(c.in("x")).shape;
            if (!c.diagnostics.empty()) return;
            for (const size_t axis : {0, 1}) {
                if (stride[axis] == 0) stride[axis] = kernel[axis];
                if (kernel[axis] > x[int(axis) + 2]) return c.fail("x", "kernel", "the window of " + std::to_string(kernel[axis]) + " is larger than the input of " + std::to_string(x[int(axis) + 2]), "use a smaller window");
            }
            c.out("y", c.op("LpPool", {c.in("x")}, {{"kernel_shape", kernel}, {"strides", stride}, {"p", c.integer("p")}}));
        });
}

}  // namespace saddle::ops

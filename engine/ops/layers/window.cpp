#include "engine/ops/layers/window.h"

namespace saddle::ops {

std::string spatial_name(int axes) { return axes == 1 ? "a series N C L" : axes == 2 ? "an image N C H W" : "a volume N C D H W"; }
PortKind spatial_kind(int axes) { return axes == 2 ? PortKind::Image : PortKind::Unknown; }

std::vector<int64_t> per_axis(LayerContext& c, const std::string& attribute, int axes) {
    std::vector<int64_t> list = c.integers(attribute);
    if (list.size() == 1) list.assign(size_t(axes), list[0]);
    if (int(list.size()) == axes) return list;
    const char* wanted = axes == 1 ? "one number" : axes == 2 ? "one number or two (height, width)" : "one number or three (depth, height, width)";
    c.fail("", attribute, std::string("expected ") + wanted + ", got " + to_string(AttributeValue(list)), axes == 1 ? "write 3" : axes == 2 ? "write 3 or 3, 5" : "write 3 or 1, 3, 3");
    return std::vector<int64_t>(size_t(axes), 1);
}

bool is_spatial(LayerContext& c, int axes) {
    const Shape& x = c.type(c.in("x")).shape;
    if (x.rank() == axes + 2) return true;
    c.fail("x", "", "expected " + spatial_name(axes) + ", got " + to_string(x), x.rank() == 2 ? "place it before Flatten" : "wire " + spatial_name(axes).substr(0, spatial_name(axes).find(" N")) + " into it");
    return false;
}

bool window_fits(LayerContext& c, const std::vector<int64_t>& kernel, const std::vector<int64_t>& padding, const std::vector<int64_t>& dilation) {
    if (!c.diagnostics.empty() || !is_spatial(c, int(kernel.size()))) return false;
    const Shape& x = c.type(c.in("x")).shape;
    for (size_t axis = 0; axis < kernel.size(); ++axis) {
        const int64_t size = x[2 + int(axis)] + 2 * padding[axis], reach = (kernel[axis] - 1) * dilation[axis] + 1;
        if (reach <= size) continue;
        c.fail("x", "kernel", "the window of " + std::to_string(reach) + " is larger than the padded input of " + std::to_string(size), "use a smaller kernel or more padding");
        return false;
    }
    return true;
}

std::vector<int64_t> both_sides(const std::vector<int64_t>& padding) {
    std::vector<int64_t> pads = padding;
    pads.insert(pads.end(), padding.begin(), padding.end());
    return pads;
}

}  // namespace saddle::ops

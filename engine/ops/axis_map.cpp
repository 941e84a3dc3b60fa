#include "engine/ops/axis_map.h"

#include <algorithm>

#include "engine/ops/dispatch.h"

namespace saddle::ops {
namespace {

/// The coordinate in an axis of `size`, or -1 where the result is filled.
int64_t coordinate(const AxisSource& s, int64_t size, const std::vector<int64_t>& o) {
    if (s.axis < 0) return 0;
    int64_t c = s.step * o[size_t(s.axis)] + s.offset;
    if (s.outside == Outside::Wrapped) return ((c % size) + size) % size;
    if (s.outside == Outside::Edge) return std::clamp<int64_t>(c, 0, size - 1);
    if (s.outside == Outside::Reflected) {
        if (size == 1) return 0;
        c = std::abs(c) % (2 * (size - 1));
        return std::min(c, 2 * (size - 1) - c);
    }
    return c < 0 || c % s.divisor != 0 || c / s.divisor >= size ? -1 : c / s.divisor;
}

std::string body(const IndexContext& c, const AxisMap& map) {
    std::string text;
    std::vector<std::string> coordinates;
    for (size_t k = 0; k < map.axes.size(); ++k) {
        const AxisSource& s = map.axes[k];
        const std::string size = std::to_string(c.in(0).shape[int(k)]), name = "i" + std::to_string(k), divisor = std::to_string(s.divisor);
        const std::string o = "o" + std::to_string(s.axis);
        if (s.axis < 0) {
            coordinates.push_back("0");
            continue;
        }
        std::string linear = s.step == 1 ? o : std::to_string(s.step) + " * " + o;
        if (s.offset != 0) linear += " + " + std::to_string(s.offset);
        if (linear == o && s.divisor == 1 && s.outside == Outside::Never) {
            coordinates.push_back(o);
            continue;
        }
        text += "int " + name + " = " + linear + ";\n    ";
        if (s.outside == Outside::Filled) text += "if (" + name + " < 0 || " + name + " % " + divisor + " != 0 || " + name + " / " + divisor + " >= " + size + ") return " + c.type + "(" + glsl_float(map.fill) + ");\n    ";
        if (s.divisor != 1) text += name + " /= " + divisor + ";\n    ";
        if (s.outside == Outside::Edge) text += name + " = clamp(" + name + ", 0, " + size + " - 1);\n    ";
        if (s.outside == Outside::Wrapped) text += name + " = (" + name + " % " + size + " + " + size + ") % " + size + ";\n    ";
        if (s.outside == Outside::Reflected) {
            const std::string period = std::to_string(std::max<int64_t>(1, 2 * (c.in(0).shape[int(k)] - 1)));
            text += name + " = abs(" + name + ") % " + period + ";\n    " + name + " = min(" + name + ", " + period + " - " + name + ");\n    ";
        }
        coordinates.push_back(name);
    }
    return text + "return " + c.read(0, coordinates) + ";";
}

}  // namespace

OpDef& moves(OpDef& op, std::function<AxisMap(const Shape& x, const Shape& y, const Attributes&)> map) {
    return op.indexed([map](const IndexContext& c) { return body(c, map(c.in(0).shape, c.output.shape, c.attributes)); })
        .reference([map](ReferenceContext& r) {
            const Shape &x = r.in(0).type.shape, &y = r.out().type.shape;
            const AxisMap found = map(x, y, r.attributes);
            std::vector<int64_t> o(size_t(y.rank()), 0);
            for (int64_t i = 0; i < y.count(); ++i) {
                int64_t rest = i, from = 0;
                for (int axis = y.rank(); axis-- > 0; rest /= y[axis]) o[size_t(axis)] = rest % y[axis];
                bool filled = false;
                for (int axis = 0; axis < x.rank(); ++axis) {
                    const int64_t c = coordinate(found.axes[size_t(axis)], x[axis], o);
                    filled |= c < 0;
                    from = from * x[axis] + c;
                }
                r.out().data[size_t(i)] = filled ? found.fill : r.in(0).data[size_t(from)];
            }
        });
}

}  // namespace saddle::ops

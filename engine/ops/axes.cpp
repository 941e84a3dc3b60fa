#include "engine/ops/axes.h"

namespace saddle::ops {

Result<int> axis_of(const char* op, const Shape& x, int64_t axis) {
    if (axis < -x.rank() || axis >= x.rank()) return invalid(std::string(op) + "'s axis " + std::to_string(axis) + " is outside the shape " + to_string(x));
    return int(axis < 0 ? axis + x.rank() : axis);
}

Result<std::vector<bool>> axis_set(const char* op, const Shape& x, const std::vector<int64_t>& axes) {
    std::vector<bool> chosen(size_t(x.rank()), false);
    for (const int64_t axis : axes) {
        TRY(const int at, axis_of(op, x, axis));
        if (chosen[size_t(at)]) return invalid(std::string(op) + " names axis " + std::to_string(at) + " of " + to_string(x) + " twice");
        chosen[size_t(at)] = true;
    }
    return chosen;
}

}  // namespace saddle::ops

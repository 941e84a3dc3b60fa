#include "engine/core/shape.h"

#include <algorithm>

namespace saddle {

const char* name(DType dtype) {
    switch (dtype) {
        case DType::F32: return "f32";
        case DType::I32: return "i32";
        case DType::Bool: return "bool";
    }
    return "?";
}

int64_t Shape::count() const { return count(0, rank()); }

int64_t Shape::count(int first, int last) const {
    int64_t product = 1;
    for (int i = first; i < last; ++i) product *= dims_[size_t(i)];
    return product;
}

std::string to_string(const Shape& shape) {
    if (shape.rank() == 0) return "scalar";
    std::string text;
    for (int64_t size : shape) text += (text.empty() ? "" : "x") + std::to_string(size);
    return text;
}

int64_t checked_count(const std::vector<int64_t>& dims, int64_t limit) {
    int64_t product = 1;
    for (int64_t size : dims) {
        if (size < 0) return -1;
        if (size == 0) return 0;
        if (product > limit / size) return -1;
        product *= size;
    }
    return product;
}

bool broadcast(const Shape& a, const Shape& b, Shape& result) {
    const int rank = std::max(a.rank(), b.rank());
    std::vector<int64_t> dims(size_t(rank), 1);
    for (int i = 1; i <= rank; ++i) {
        const int64_t x = i <= a.rank() ? a[-i] : 1, y = i <= b.rank() ? b[-i] : 1;
        if (x != y && x != 1 && y != 1) return false;
        dims[size_t(rank - i)] = x == 1 ? y : x;
    }
    result = Shape(std::move(dims));
    return true;
}

std::string to_string(const TensorType& type) { return std::string(name(type.dtype)) + "[" + to_string(type.shape) + "]"; }

}  // namespace saddle

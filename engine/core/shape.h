#pragma once
// Shapes and element types of tensors. Sizes are in elements; every element takes 4 bytes on a device.
#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

namespace saddle {

/// Element types a Program may hold. Bool is stored as 0.0 or 1.0, ONNX's int64 as a range-checked I32.
enum class DType { F32, I32, Bool };
const char* name(DType dtype);

/// Dimensions of a tensor, outermost first; empty for a scalar. All sizes are >= 0.
class Shape {
public:
    Shape() = default;
    Shape(std::initializer_list<int64_t> dims) : dims_(dims) {}
    explicit Shape(std::vector<int64_t> dims) : dims_(std::move(dims)) {}

    int rank() const { return int(dims_.size()); }
    /// Size along `axis`; negative counts from the end.
    int64_t operator[](int axis) const { return dims_[size_t(axis < 0 ? axis + rank() : axis)]; }
    int64_t& operator[](int axis) { return dims_[size_t(axis < 0 ? axis + rank() : axis)]; }
    const std::vector<int64_t>& dims() const { return dims_; }
    auto begin() const { return dims_.begin(); }
    auto end() const { return dims_.end(); }
    /// Product of all sizes; 1 for a scalar. Shapes from files are bounded by checked_count first.
    int64_t count() const;
    /// Product of the sizes in [first, last).
    int64_t count(int first, int last) const;
    bool operator==(const Shape&) const = default;

private:
    std::vector<int64_t> dims_;
};
/// "64x1x28x28"; "scalar" for rank 0.
std::string to_string(const Shape& shape);
/// Product of `dims`, or -1 when one is negative or the product passes `limit`.
int64_t checked_count(const std::vector<int64_t>& dims, int64_t limit);

/// NumPy/ONNX multidirectional broadcast of two shapes; false when they do not fit.
bool broadcast(const Shape& a, const Shape& b, Shape& result);

/// What a value holds: element type and logical shape (never a physical layout).
struct TensorType {
    DType dtype = DType::F32;
    Shape shape;
    bool operator==(const TensorType&) const = default;
};
/// "f32[64x10]"
std::string to_string(const TensorType& type);

}  // namespace saddle

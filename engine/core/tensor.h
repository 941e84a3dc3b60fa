#pragma once
// A tensor on the host, in logical row-major order: what files, checkpoints and views see.
#include <cstdint>
#include <string>
#include <vector>

#include "engine/core/shape.h"

namespace saddle {

/// `f32` holds the elements of F32 and Bool tensors, `i32` those of I32; the other is empty.
struct Tensor {
    TensorType type;
    std::vector<float> f32;
    std::vector<int32_t> i32;

    static Tensor of(Shape shape, std::vector<float> values) { return {{DType::F32, std::move(shape)}, std::move(values), {}}; }
    static Tensor of(Shape shape, std::vector<int32_t> values) { return {{DType::I32, std::move(shape)}, {}, std::move(values)}; }
    static Tensor zeros(TensorType type) {
        Tensor tensor{type, {}, {}};
        if (type.dtype == DType::I32) tensor.i32.assign(size_t(type.shape.count()), 0);
        else tensor.f32.assign(size_t(type.shape.count()), 0.0f);
        return tensor;
    }
    int64_t count() const { return type.shape.count(); }
    bool operator==(const Tensor&) const = default;
};

struct NamedTensor {
    std::string name;
    Tensor tensor;
    bool operator==(const NamedTensor&) const = default;
};

}  // namespace saddle

#include "app/panels/step_look.h"

#include <cmath>

namespace saddle::app {
namespace {

/// Histogram of all elements; the first sample of [N, C, H, W] or [N, C, T] as C planes.
TensorLook look_at(const Tensor& tensor, const std::vector<std::string>& axes) {
    Tensor numbers = tensor;
    if (numbers.f32.empty()) numbers.f32.assign(tensor.i32.begin(), tensor.i32.end());
    const Shape& shape = tensor.type.shape;
    TensorLook look{analysis::summarise(tensor), {}};
    look.picture = summarise(NodeWeights{{{"", Shape{int64_t(numbers.f32.size())}, {}, numbers}}, "", 0}).front();
    const bool planes = axes.size() == size_t(shape.rank()) && shape.rank() >= 3 && axes[0] == "N" && axes[1] == "C";
    if (!planes || shape[0] == 0) return look;
    std::vector<int64_t> dims{shape[1], 1};
    for (int axis = 2; axis < shape.rank(); ++axis) dims.push_back(shape[axis]);
    if (dims.size() > 4) return look;   // volumes
    if (shape[1] == 3) std::swap(dims[0], dims[1]);   // one picture in colours
    Tensor first{{DType::F32, Shape(dims)}, std::vector<float>(numbers.f32.begin(), numbers.f32.begin() + std::ptrdiff_t(shape.count() / shape[0])), {}};
    WeightsSummary tiles = summarise(NodeWeights{{{"", first.type.shape, {}, first}}, "", 0}).front();
    look.picture.filters = tiles.filters;
    look.picture.channels = tiles.channels;
    look.picture.height = tiles.height;
    look.picture.width = tiles.width;
    look.picture.current.planes = std::move(tiles.current.planes);
    return look;
}

double length(const std::vector<float>& a, const std::vector<float>& less = {}) {
    double sum = 0;
    for (size_t i = 0; i < a.size(); ++i) sum += std::pow(double(a[i]) - (less.empty() ? 0 : double(less[i])), 2);
    return std::sqrt(sum);
}

}  // namespace

StepLook look_at(EdgeValues values) {
    StepLook look;
    look.shape = values.value.type.shape;
    look.value = look_at(values.value, values.axes);
    if (values.gradient) look.gradient = look_at(*values.gradient, values.axes);
    for (const EdgeValues::Parameter& p : values.parameters)
        look.updates.push_back({summarise(NodeWeights{{{p.name, p.before.type.shape, p.before, p.after}}, "", 0}).front(), length(p.gradient.f32), length(p.after.f32, p.before.f32), length(p.before.f32)});
    values.value = {};
    values.gradient.reset();
    values.parameters.clear();
    look.step = std::move(values);
    return look;
}

}  // namespace saddle::app

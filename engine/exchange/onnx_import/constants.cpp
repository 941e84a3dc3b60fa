// Nodes whose result the importer knows: shapes are known, so what is made of them alone is a constant of the program.
#include <algorithm>
#include <cmath>

#include "engine/exchange/onnx_import/graph.h"

namespace saddle::exchange {
namespace {

constexpr int64_t kMaximumComputed = 1 << 24;

ops::ReferenceTensor integers(const std::vector<int64_t>& values) { return {{DType::I32, {int64_t(values.size())}}, {values.begin(), values.end()}}; }

Result<ir::ValueId> constant_node(OnnxGraph& graph, const OnnxCall& call) {
    const Attributes& a = call.attributes;
    if (const OnnxTensor* tensor = call.tensor("value")) return graph.constant(*tensor);
    if (a.count("value_float")) return graph.scalar(a.real("value_float"));
    if (a.count("value_int")) return graph.scalar(double(a.integer("value_int")), DType::I32);
    if (a.count("value_ints")) return graph.constant(integers(a.integers("value_ints")));
    if (a.count("value_floats")) {
        const std::vector<double> values = a.reals("value_floats");
        return graph.constant({{DType::F32, {int64_t(values.size())}}, values});
    }
    return invalid("it holds no number", "strings and sparse tensors are not supported");
}

Result<ir::ValueId> shape_node(OnnxGraph& graph, const OnnxCall& call) {
    const std::vector<int64_t>& dims = graph.type(call.inputs[0]).shape.dims();
    const int64_t rank = int64_t(dims.size());
    const auto bound = [&](const char* name, int64_t fallback) {
        const int64_t value = call.attributes.integer(name, fallback);
        return std::clamp<int64_t>(value < 0 ? value + rank : value, 0, rank);
    };
    const int64_t start = bound("start", 0), end = std::max(start, bound("end", rank));
    return graph.constant(integers({dims.begin() + start, dims.begin() + end}));
}

Result<const ops::ReferenceTensor*> needed(OnnxGraph& graph, const OnnxCall& call, size_t i, const char* name) {
    if (!call.has_input(i)) return invalid(std::string("its input '") + name + "' is missing");
    TRY(const ops::ReferenceTensor* numbers, graph.known(call.inputs[i]));
    if (!numbers) return invalid(std::string("its input '") + name + "' is computed while the model runs", "it must be a constant");
    return numbers;
}

Result<ir::ValueId> constant_of_shape(OnnxGraph& graph, const OnnxCall& call) {
    TRY(const ops::ReferenceTensor* shape, needed(graph, call, 0, "input"));
    std::vector<int64_t> dims;
    for (const double size : shape->data) dims.push_back(int64_t(std::clamp(size, -1.0, 4e9)));
    if (checked_count(dims, kMaximumComputed) < 0 || dims.size() > 8) return invalid("it asks for a tensor of impossible or too many elements: " + to_string(Shape(dims)));
    ops::ReferenceTensor result{{DType::F32, Shape(dims)}, {}};
    double value = 0;
    if (const OnnxTensor* filler = call.tensor("value")) {
        TRY(const ops::ReferenceTensor one, decode_numbers(*filler, ""));
        if (one.data.size() != 1) return invalid("its value has " + std::to_string(one.data.size()) + " elements, one is needed");
        value = one.data[0];
        result.type.dtype = one.type.dtype;
    }
    result.data.assign(size_t(result.type.shape.count()), value);
    return graph.constant(std::move(result));
}

Result<ir::ValueId> range(OnnxGraph& graph, const OnnxCall& call) {
    double bounds[3];
    static const char* names[] = {"start", "limit", "delta"};
    ops::ReferenceTensor result;
    for (size_t i = 0; i < 3; ++i) {
        TRY(const ops::ReferenceTensor* numbers, needed(graph, call, i, names[i]));
        if (numbers->data.size() != 1) return invalid(std::string("its input '") + names[i] + "' must be one number");
        bounds[i] = numbers->data[0];
        result.type.dtype = numbers->type.dtype;
    }
    const double count = std::max(0.0, std::ceil((bounds[1] - bounds[0]) / bounds[2]));
    if (!(count <= double(kMaximumComputed))) return invalid("it asks for " + to_string(AttributeValue(count)) + " numbers");
    for (int64_t i = 0; i < int64_t(count); ++i) result.data.push_back(bounds[0] + double(i) * bounds[2]);
    result.type.shape = {int64_t(count)};
    return graph.constant(std::move(result));
}

Result<ir::ValueId> eye_like(OnnxGraph& graph, const OnnxCall& call) {
    TensorType type = graph.type(call.inputs[0]);
    if (type.shape.rank() != 2 || type.shape.count() > kMaximumComputed) return invalid("it needs a matrix, got " + to_string(type));
    if (call.attributes.count("dtype")) {
        TRY(type.dtype, program_type(OnnxType(call.attributes.integer("dtype"))));
    }
    ops::ReferenceTensor result{type, std::vector<double>(size_t(type.shape.count()))};
    const int64_t k = std::clamp(call.attributes.integer("k"), -kMaximumElements, kMaximumElements);
    for (int64_t row = std::max<int64_t>(0, -k); row < type.shape[0] && row + k < type.shape[1]; ++row) result.data[size_t(row * type.shape[1] + row + k)] = 1;
    return graph.constant(std::move(result));
}

}  // namespace

Result<bool> import_constant(OnnxGraph& graph, const OnnxCall& call) {
    const auto done = [&](Result<ir::ValueId> made) -> Result<bool> {
        if (!made.ok()) return made.error();
        TRY_STATUS(graph.define(call, {*made}));
        return true;
    };
    if (call.op == "Constant") return done(constant_node(graph, call));
    if (call.op == "ConstantOfShape") return done(constant_of_shape(graph, call));
    if (call.op == "Range") return done(range(graph, call));
    if (call.op != "Shape" && call.op != "Size" && call.op != "EyeLike") return false;
    if (!call.has_input(0)) return invalid("its input is missing");
    if (call.op == "Shape") return done(shape_node(graph, call));
    if (call.op == "EyeLike") return done(eye_like(graph, call));
    return done(graph.scalar(double(graph.type(call.inputs[0]).shape.count()), DType::I32));
}

}  // namespace saddle::exchange

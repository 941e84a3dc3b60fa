#include "engine/exchange/onnx_import/tensor.h"

#include <charconv>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <limits>

#include "engine/core/file.h"
#include "engine/exchange/onnx_import/wire.h"

namespace saddle::exchange {
namespace {

size_t bytes_of(OnnxType type) {
    switch (type) {
        case OnnxType::Bool: case OnnxType::Int8: case OnnxType::Uint8: return 1;
        case OnnxType::Int16: case OnnxType::Uint16: case OnnxType::Float16: case OnnxType::Bfloat16: return 2;
        case OnnxType::Double: case OnnxType::Int64: case OnnxType::Uint64: return 8;
        default: return 4;
    }
}

double half(uint16_t bits) {
    const int exponent = bits >> 10 & 31;
    const double fraction = bits & 1023, sign = bits & 0x8000 ? -1 : 1;
    if (exponent == 31) return fraction ? std::numeric_limits<double>::quiet_NaN() : sign * std::numeric_limits<double>::infinity();
    return sign * (exponent ? std::ldexp(1024 + fraction, exponent - 25) : std::ldexp(fraction, -24));
}
double brain_float(uint16_t bits) {
    const uint32_t wide = uint32_t(bits) << 16;
    float value;
    std::memcpy(&value, &wide, 4);
    return value;
}

template <class T>
double read_as(const char* at) {
    T value;
    std::memcpy(&value, at, sizeof value);
    return double(value);
}
double element(OnnxType type, const char* at) {
    switch (type) {
        case OnnxType::Float: return read_as<float>(at);
        case OnnxType::Double: return read_as<double>(at);
        case OnnxType::Bool: case OnnxType::Uint8: return read_as<uint8_t>(at);
        case OnnxType::Int8: return read_as<int8_t>(at);
        case OnnxType::Int16: return read_as<int16_t>(at);
        case OnnxType::Uint16: return read_as<uint16_t>(at);
        case OnnxType::Int32: return read_as<int32_t>(at);
        case OnnxType::Uint32: return read_as<uint32_t>(at);
        case OnnxType::Int64: return read_as<int64_t>(at);
        case OnnxType::Uint64: return read_as<uint64_t>(at);
        case OnnxType::Float16: return half(uint16_t(read_as<uint16_t>(at)));
        default: return brain_float(uint16_t(read_as<uint16_t>(at)));
    }
}
/// An element that float_data, int32_data, ... hold, whose encoding depends on the type alone.
bool take_packed(OnnxType type, std::string_view& run, double& value) {
    if (type == OnnxType::Float || type == OnnxType::Double) {
        const size_t size = bytes_of(type);
        if (run.size() < size) return false;
        value = element(type, run.data());
        run.remove_prefix(size);
        return true;
    }
    uint64_t number = 0;
    if (!read_varint(run, number)) return false;
    if (type == OnnxType::Float16) value = half(uint16_t(number));
    else if (type == OnnxType::Bfloat16) value = brain_float(uint16_t(number));
    else if (type == OnnxType::Uint64) value = double(number);
    else value = double(int64_t(number));
    return true;
}

/// Tensor data in a file of its own, between "offset" and "offset" + "length". The file must lie in the model's folder.
Result<std::string> read_external(const OnnxTensor& tensor, const std::string& folder, uint64_t length) {
    namespace fs = std::filesystem;
    std::string location;
    uint64_t offset = 0, stated = length;
    for (const auto& [key, value] : tensor.location) {
        if (key == "location") location = value;
        uint64_t* number = key == "offset" ? &offset : key == "length" ? &stated : nullptr;
        if (number && std::from_chars(value.data(), value.data() + value.size(), *number).ptr != value.data() + value.size())
            return invalid("its " + std::string(key) + " '" + std::string(value) + "' is not a number");
    }
    if (folder.empty()) return invalid("its data lies in another file ('" + location + "')", "put both files into one folder");
    const fs::path relative(location);
    std::error_code problem;
    const fs::path root = fs::canonical(folder, problem);
    const fs::path file = problem ? fs::path() : fs::canonical(root / relative, problem);
    if (location.empty() || location.find('\0') != std::string::npos || relative.is_absolute() || problem)
        return invalid("its data file '" + location + "' is not beside the model", "put both files into one folder");
    if (const fs::path inside = file.lexically_relative(root); inside.empty() || *inside.begin() == "..")
        return invalid("its data file '" + location + "' lies outside the model's folder", "put both files into one folder");
    if (stated != length) return invalid("its shape asks for " + std::to_string(length) + " bytes, its data has a length of " + std::to_string(stated));
    return read_file_part(file.string(), offset, length);
}

/// Calls put(index, value) for each element.
template <class Put>
Status visit(const OnnxTensor& tensor, int64_t count, Put put) {
    if (tensor.raw) {
        const size_t size = bytes_of(tensor.type);
        if (tensor.raw->size() != uint64_t(count) * size)
            return invalid("its shape asks for " + std::to_string(uint64_t(count) * size) + " bytes of " + name(tensor.type) + ", it has " + std::to_string(tensor.raw->size()));
        for (int64_t i = 0; i < count; ++i) TRY_STATUS(put(i, element(tensor.type, tensor.raw->data() + uint64_t(i) * size)));
        return {};
    }
    int64_t i = 0;
    for (std::string_view run : tensor.numbers)
        for (double value; !run.empty(); ++i) {
            if (i >= count || !take_packed(tensor.type, run, value))
                return invalid(i >= count ? "it has more than the " + std::to_string(count) + " elements of its shape" : "its numbers are cut off");
            TRY_STATUS(put(i, value));
        }
    if (i != count) return invalid("its shape asks for " + std::to_string(count) + " elements, it has " + std::to_string(i));
    return {};
}

Error named(const OnnxTensor& tensor, Error error) {
    error.message = "tensor '" + std::string(tensor.name) + "': " + error.message;
    return error;
}

Status put_integer(Tensor& tensor, int64_t i, double value) {
    if (!(value >= -2147483648.0 && value <= 2147483647.0))
        return invalid("element " + std::to_string(i) + " is " + std::to_string(int64_t(std::clamp(value, -9e18, 9e18))) + ", outside 32 bits", "the engine computes with 32-bit integers");
    tensor.i32[size_t(i)] = int32_t(value);
    return {};
}
void put(Tensor& tensor, int64_t i, double value) {
    tensor.f32[size_t(i)] = tensor.type.dtype == DType::Bool ? float(value != 0) : float(value);
}

/// Checks type and shape, fetches external data, and gives use(dtype, count, tensor with its data) what `tensor` holds.
/// Nothing is allocated for elements that are not there.
template <class Use>
auto with_data(OnnxTensor tensor, const std::string& folder, Use use) -> decltype(use(DType{}, int64_t{}, tensor)) {
    TRY(const DType dtype, program_type(tensor.type));
    TRY(const Shape shape, checked_shape(tensor.dims));
    const int64_t count = shape.count();
    std::string loaded;
    if (tensor.external) {
        TRY(loaded, read_external(tensor, folder, uint64_t(count) * bytes_of(tensor.type)));
        tensor.raw = loaded;
    }
    uint64_t there = tensor.raw ? tensor.raw->size() : 0;
    for (const std::string_view run : tensor.numbers) there += run.size();
    if (uint64_t(count) > there)
        return invalid("its shape " + to_string(shape) + " asks for " + std::to_string(count) + " elements, the file holds " + std::to_string(there) + " bytes for it");
    return use(dtype, count, tensor);
}

}  // namespace

Result<DType> program_type(OnnxType type) {
    switch (type) {
        case OnnxType::Float: case OnnxType::Double: case OnnxType::Float16: case OnnxType::Bfloat16: return DType::F32;
        case OnnxType::Bool: return DType::Bool;
        case OnnxType::Undefined: case OnnxType::String: case OnnxType::Complex64: case OnnxType::Complex128: break;
        default:
            if (type >= OnnxType::Uint8 && type <= OnnxType::Bfloat16) return DType::I32;
    }
    return invalid(std::string("elements of type ") + name(type) + " are not supported", "numbers and booleans are");
}

Result<Shape> checked_shape(const std::vector<int64_t>& dims) {
    if (dims.size() > 8) return invalid("it has " + std::to_string(dims.size()) + " axes, at most 8 are supported");
    for (const int64_t size : dims)
        if (size < 0 || size > kMaximumElements) return invalid("a size of " + std::to_string(size) + " is impossible");
    if (checked_count(dims, kMaximumElements) < 0) return invalid("a shape of " + to_string(Shape(dims)) + " has more than " + std::to_string(kMaximumElements) + " elements");
    return Shape(dims);
}

Result<Tensor> decode(const OnnxTensor& tensor, const std::string& folder) {
    auto decoded = with_data(tensor, folder, [](DType dtype, int64_t count, const OnnxTensor& source) -> Result<Tensor> {
        Tensor result = Tensor::zeros({dtype, Shape(source.dims)});
        TRY_STATUS(visit(source, count, [&](int64_t i, double value) -> Status {
            if (dtype == DType::I32) return put_integer(result, i, value);
            put(result, i, value);
            return {};
        }));
        return result;
    });
    return decoded.ok() ? std::move(decoded) : named(tensor, std::move(decoded.error()));
}

Result<ops::ReferenceTensor> decode_numbers(const OnnxTensor& tensor, const std::string& folder) {
    auto decoded = with_data(tensor, folder, [](DType dtype, int64_t count, const OnnxTensor& source) -> Result<ops::ReferenceTensor> {
        ops::ReferenceTensor result{{dtype, Shape(source.dims)}, {}};
        TRY_STATUS(visit(source, count, [&](int64_t, double value) -> Status {
            result.data.push_back(value);
            return {};
        }));
        return result;
    });
    return decoded.ok() ? std::move(decoded) : named(tensor, std::move(decoded.error()));
}

Result<Tensor> narrow(const ops::ReferenceTensor& numbers) {
    Tensor tensor = Tensor::zeros(numbers.type);
    for (int64_t i = 0; i < tensor.count(); ++i)
        if (numbers.type.dtype == DType::I32) TRY_STATUS(put_integer(tensor, i, numbers.data[size_t(i)]));
        else put(tensor, i, numbers.data[size_t(i)]);
    return tensor;
}

}  // namespace saddle::exchange

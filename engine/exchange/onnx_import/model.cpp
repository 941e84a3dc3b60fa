#include "engine/exchange/onnx_import/model.h"

#include <cstring>
#include <string>

#include "engine/exchange/onnx_import/wire.h"

namespace saddle::exchange {
namespace {

using Wire = WireReader;

float as_float(uint64_t number) {
    const uint32_t bits = uint32_t(number);
    float value;
    std::memcpy(&value, &bits, 4);
    return value;
}

/// Numbers of fields are those of onnx.proto; unknown fields are passed over, as the format asks.
class ModelReader {
public:
    Result<OnnxModel> model(std::string_view bytes) {
        OnnxModel model;
        std::string_view graph;
        Wire wire(bytes);
        while (take(wire)) {
            if (wire.field == 1) model.ir_version = int64_t(wire.number);
            else if (wire.field == 2) model.producer = wire.bytes;
            else if (wire.field == 7) graph = wire.bytes;
            else if (wire.field == 8) read_opset(wire.bytes, model);
        }
        if (problem_.empty() && graph.data() == nullptr) problem_ = "it has no graph";
        if (problem_.empty()) read_graph(graph, model);
        if (!problem_.empty()) return invalid("not a valid ONNX model: " + problem_);
        return model;
    }

    Result<OnnxTensor> tensor(std::string_view bytes) {
        OnnxTensor tensor = read_tensor(bytes);
        if (!problem_.empty()) return invalid("not a valid ONNX tensor: " + problem_);
        return tensor;
    }

private:
    static constexpr int64_t kMaximumParts = 250000;

    /// The next field, unless something was wrong before or the file is too fine-grained.
    bool take(Wire& wire) {
        if (!problem_.empty()) return false;
        if (!wire.next()) {
            if (wire.damaged()) problem_ = "it is cut off or damaged";
            return false;
        }
        if (++parts_ > kMaximumParts) problem_ = "it has more than " + std::to_string(kMaximumParts) + " parts";
        return problem_.empty();
    }

    void read_opset(std::string_view bytes, OnnxModel& model) {
        std::string_view domain;
        int64_t version = 0;
        Wire wire(bytes);
        while (take(wire)) {
            if (wire.field == 1) domain = wire.bytes;
            if (wire.field == 2) version = int64_t(wire.number);
        }
        if (domain.empty() || domain == "ai.onnx") model.opset = version;
    }

    void read_graph(std::string_view bytes, OnnxModel& model) {
        Wire wire(bytes);
        while (take(wire)) {
            if (wire.field == 1) model.nodes.push_back(read_node(wire.bytes));
            else if (wire.field == 2) model.graph_name = wire.bytes;
            else if (wire.field == 5) model.initializers.push_back(read_tensor(wire.bytes));
            else if (wire.field == 11) model.inputs.push_back(read_value_info(wire.bytes));
            else if (wire.field == 12) model.outputs.push_back(read_value_info(wire.bytes));
            else if (wire.field == 15 && problem_.empty()) problem_ = "sparse initializers are not supported";
        }
    }

    OnnxNode read_node(std::string_view bytes) {
        OnnxNode node;
        Wire wire(bytes);
        while (take(wire)) {
            if (wire.field == 1) node.inputs.push_back(wire.bytes);
            else if (wire.field == 2) node.outputs.push_back(wire.bytes);
            else if (wire.field == 3) node.name = wire.bytes;
            else if (wire.field == 4) node.op = wire.bytes;
            else if (wire.field == 5) node.attributes.push_back(read_attribute(wire.bytes));
            else if (wire.field == 7) node.domain = wire.bytes;
        }
        return node;
    }

    OnnxAttribute read_attribute(std::string_view bytes) {
        using Kind = OnnxAttribute::Kind;
        OnnxAttribute a;
        Wire wire(bytes);
        while (take(wire)) {
            switch (wire.field) {
                case 1: a.name = wire.bytes; break;
                case 2: a.real = as_float(wire.number); guess(a, Kind::Float); break;
                case 3: a.integer = int64_t(wire.number); guess(a, Kind::Int); break;
                case 4: a.text = wire.bytes; guess(a, Kind::String); break;
                case 5: a.tensor = std::make_shared<const OnnxTensor>(read_tensor(wire.bytes)); guess(a, Kind::Tensor); break;
                case 6: guess(a, Kind::Graph); break;
                case 7:
                    guess(a, Kind::Floats);
                    if (wire.type == Wire::Type::Fixed32) --parts_, a.reals.push_back(as_float(wire.number));
                    for (size_t at = 0; at + 4 <= wire.bytes.size(); at += 4) {
                        uint32_t bits;
                        std::memcpy(&bits, wire.bytes.data() + at, 4);
                        a.reals.push_back(as_float(bits));
                    }
                    break;
                case 8:
                    guess(a, Kind::Ints);
                    if (wire.type == Wire::Type::Varint) --parts_, a.integers.push_back(int64_t(wire.number));
                    unpack(wire.bytes, a.integers);
                    break;
                case 9: a.texts.push_back(wire.bytes); guess(a, Kind::Strings); break;
                case 20: a.kind = OnnxAttribute::Kind(wire.number); break;
                default: break;
            }
        }
        return a;
    }
    /// IR version 1 did not state the kind; the field in use tells it.
    static void guess(OnnxAttribute& a, OnnxAttribute::Kind kind) {
        if (a.kind == OnnxAttribute::Kind::Undefined) a.kind = kind;
    }

    void unpack(std::string_view bytes, std::vector<int64_t>& numbers) {
        for (uint64_t number; !bytes.empty(); numbers.push_back(int64_t(number)))
            if (!read_varint(bytes, number)) {
                problem_ = "a list of integers is cut off";
                return;
            }
    }

    OnnxTensor read_tensor(std::string_view bytes) {
        OnnxTensor t;
        Wire wire(bytes);
        while (take(wire)) {
            switch (wire.field) {
                case 1:
                    if (wire.type == Wire::Type::Varint) t.dims.push_back(int64_t(wire.number));
                    unpack(wire.bytes, t.dims);
                    break;
                case 2: t.type = OnnxType(int32_t(wire.number)); break;
                case 3: problem_ = "a tensor in segments is not supported"; break;
                case 4: case 5: case 7: case 10: case 11:
                    if (wire.type != Wire::Type::Bytes) problem_ = "a tensor's numbers are not packed";
                    t.numbers.push_back(wire.bytes);
                    break;
                case 8: t.name = wire.bytes; break;
                case 9: t.raw = wire.bytes; break;
                case 13: t.location.push_back(read_location(wire.bytes)); break;
                case 14: t.external = wire.number == 1; break;
                default: break;
            }
        }
        return t;
    }

    std::pair<std::string_view, std::string_view> read_location(std::string_view bytes) {
        std::pair<std::string_view, std::string_view> entry;
        Wire wire(bytes);
        while (take(wire)) (wire.field == 1 ? entry.first : entry.second) = wire.bytes;
        return entry;
    }

    OnnxValueInfo read_value_info(std::string_view bytes) {
        OnnxValueInfo info;
        std::string_view type;
        Wire wire(bytes);
        while (take(wire)) {
            if (wire.field == 1) info.name = wire.bytes;
            if (wire.field == 2) type = wire.bytes;
        }
        Wire kinds(type);
        while (take(kinds)) {
            if (kinds.field != 1) continue;
            info.tensor = true;
            Wire tensor(kinds.bytes);
            while (take(tensor)) {
                if (tensor.field == 1) info.type = OnnxType(int32_t(tensor.number));
                if (tensor.field == 2) read_shape(tensor.bytes, info);
            }
        }
        return info;
    }
    void read_shape(std::string_view bytes, OnnxValueInfo& info) {
        info.has_shape = true;
        Wire wire(bytes);
        while (take(wire)) {
            if (wire.field != 1) continue;
            OnnxDimension dimension;
            Wire parts(wire.bytes);
            while (take(parts)) {
                if (parts.field == 1) dimension.size = int64_t(parts.number);
                if (parts.field == 2) dimension.symbol = parts.bytes;
            }
            info.shape.push_back(dimension);
        }
    }

    std::string problem_;
    int64_t parts_ = 0;
};

}  // namespace

const char* name(OnnxType type) {
    static const char* names[] = {"undefined", "float", "uint8", "int8", "uint16", "int16", "int32", "int64", "string", "bool",
                                  "float16", "double", "uint32", "uint64", "complex64", "complex128", "bfloat16"};
    const auto index = size_t(type);
    return index < std::size(names) ? names[index] : "an unknown type";
}

Result<OnnxModel> read_onnx_model(std::string_view bytes) { return ModelReader().model(bytes); }
Result<OnnxTensor> read_onnx_tensor(std::string_view bytes) { return ModelReader().tensor(bytes); }

}  // namespace saddle::exchange

#include "engine/compile/generator.h"

#include <algorithm>
#include <regex>

#include "engine/ops/dispatch.h"

namespace saddle::compile {
namespace {

using ops::AxisStride;
using ops::offset_of;

std::string literal(double value) {
    char text[40];
    std::snprintf(text, sizeof text, "%.9g", value);
    std::string result = text;
    if (result == "inf") return "uintBitsToFloat(0x7f800000u)";
    if (result == "-inf") return "uintBitsToFloat(0xff800000u)";
    if (result.find("nan") != std::string::npos) return "uintBitsToFloat(0x7fc00000u)";
    return result.find_first_of(".e") == std::string::npos ? result + ".0" : result;
}

bool integer(const ir::Value& value) { return value.type.dtype == DType::I32; }

/// Whether GLSL text names the variable.
bool names(const std::string& text, const std::string& variable) { return std::regex_search(text, std::regex("\\b" + variable + "\\b")); }

}  // namespace

Generator::Generator(const Elementwise& e, bool vector, std::string prefix) : e_(e), vector_(vector), prefix_(std::move(prefix)) {
    const TensorType& type = e.program[e.domain].type;
    if (vector && type.shape.rank() > 0) n4_ = ops::padded_batch(type.shape[0]) / 4;
    roots_ = alias_roots(e.program, e.entry);
}

std::string Generator::type(ir::ValueId id) const {
    return integer(value(id)) ? (vector_ ? "ivec4" : "int") : (vector_ ? "vec4" : "float");
}

void Generator::run(const std::vector<int>& chain) {
    for (const int i : chain) {
        const ir::Instruction& instruction = e_.entry.body[size_t(i)];
        const ops::OpDef& op = *ops::find_op(instruction.op);
        const ir::ValueId out = instruction.outputs[0];
        const std::string name = prefix_ + "v" + std::to_string(out.index);
        const std::string text = op.index_rule ? indexed(op, instruction) : expression(op.glsl, instruction);
        body_ += "    const " + type(out) + " " + name + " = " + text + ";\n";
        variable_[root(out)] = name;
        flops_ += op.flops_each * double(value(out).type.shape.count());
    }
}

std::string Generator::read(ir::ValueId id, const Shape& out) {
    const ir::Value& v = value(root(id));  // a constant stays a literal under another shape
    if (v.kind == ir::ValueKind::Constant) return type(root(id)) + "(" + literal(v.constant) + ")";
    if (const auto it = variable_.find(root(id)); it != variable_.end()) return it->second;
    return load(id, out);
}

void Generator::store(ir::ValueId id) {
    const std::string buffer = declare(id, ops::BindingKind::Storage, true, vector_), value = variable_.at(root(id));
    body_ += "    " + (windows(id) > 1 ? buffer + "(index, " + value + ")" : buffer + "[index] = " + value) + ";\n";
}

ops::Epilogue Generator::finish(const std::string& head, const std::string& binding, const std::string& tail) {
    ops::Epilogue result;
    result.code = "#include \"include/math.glsl\"\n";
    for (size_t i = 0; i < bindings_.size(); ++i) result.code += "layout(set = 0, binding = " + binding + " + " + std::to_string(i) + declarations_[i];
    result.code += functions_ + head + body_ + tail;
    result.bindings = bindings_;
    result.flops = flops_;
    return result;
}

bool Generator::same_domain(ir::ValueId id) const {
    const ir::Value &x = value(id), &y = value(e_.domain);
    return x.batched == y.batched && x.type.shape.count() == y.type.shape.count() && (!x.batched || x.type.shape[0] == y.type.shape[0]);
}

std::vector<int64_t> Generator::strides(ir::ValueId id) const {
    std::vector<int64_t> result = ops::strides_of(value(id).type, layout_of(e_.program, id, e_.device));
    for (size_t axis = 0; axis < result.size(); ++axis)
        if (value(id).type.shape[int(axis)] == 1) result[axis] = 0;
    return result;
}

std::string Generator::load(ir::ValueId id, const Shape& out) {
    if (value(id).kind == ir::ValueKind::Step) return type(id) + "(" + scalar(id, "0u") + ")";
    if (same_domain(id)) return element(id, "index");
    const Shape& shape = value(id).type.shape;
    const std::vector<int64_t> stride = strides(id);
    std::vector<AxisStride> axes;  // aligned at the last axis, as NumPy does
    for (int axis = 0; axis < out.rank(); ++axis) {
        const int own = axis - out.rank() + shape.rank();
        axes.push_back({out[axis], own < 0 ? 0 : stride[size_t(own)]});
    }
    if (!vector_) return scalar(id, offset_of(axes, "index"));
    const std::string inner = "(index / " + std::to_string(n4_) + "u)", n4 = "(index % " + std::to_string(n4_) + "u)";
    if (axes.empty()) return type(id) + "(" + scalar(id, "0u") + ")";
    const AxisStride batch = axes[0];
    axes.erase(axes.begin());
    if (batch.stride == 0) return type(id) + "(" + scalar(id, offset_of(axes, inner)) + ")";
    if (batch_last(id) && shape.rank() == out.rank()) {
        for (AxisStride& axis : axes) axis.stride /= n4_ * 4;
        return element(id, "(" + offset_of(axes, inner) + ") * " + std::to_string(n4_) + "u + " + n4);
    }
    // The first axis is as long as the batch but lies otherwise in memory: one scalar a lane, clamped at the padding.
    std::string lanes;
    for (int lane = 0; lane < 4; ++lane)
        lanes += (lane ? ", " : "") + scalar(id, offset_of(axes, inner) + " + min(" + n4 + " * 4u + " + std::to_string(lane) + "u, " +
                                                     std::to_string(batch.size - 1) + "u) * " + std::to_string(batch.stride) + "u");
    return type(id) + "(" + lanes + ")";
}

/// An element of the chain's width at an index in that width.
std::string Generator::element(ir::ValueId id, const std::string& index) {
    if (!vector_) return scalar(id, index);
    const bool texel = texels(id, 4);
    const std::string buffer = declare(id, texel ? ops::BindingKind::Texel4 : ops::BindingKind::Storage, false, true);
    return texel ? "imageLoad(" + buffer + ", int(" + index + "))" : windows(id) > 1 ? buffer + "(" + index + ")" : buffer + "[" + index + "]";
}

std::string Generator::scalar(ir::ValueId id, const std::string& index) {
    const bool texel = texels(id, 1);
    const std::string buffer = declare(id, texel ? ops::BindingKind::Texel1 : ops::BindingKind::Storage, false, false);
    return texel ? "imageLoad(" + buffer + ", int(" + index + ")).x" : windows(id) > 1 ? buffer + "(" + index + ")" : buffer + "[" + index + "]";
}

bool Generator::texels(ir::ValueId id, int64_t width) const {
    return e_.device.device_class == DeviceClass::Cpu && !integer(value(id)) && value(id).kind != ir::ValueKind::Step &&
           uint64_t(ops::physical_count(value(id).type, layout_of(e_.program, id, e_.device)) / width) <= e_.device.max_texel_elements;
}

int64_t Generator::windows(ir::ValueId id) const {
    return ops::ceil_div(ops::physical_count(value(id).type, layout_of(e_.program, id, e_.device)) * 4, ops::storage_window(e_.device));
}

std::string Generator::declare(ir::ValueId id, ops::BindingKind kind, bool written, bool wide) {
    const std::string key = std::to_string(root(id).index) + (written ? "w" : "r") + (wide ? "4" : "1");
    if (const auto it = declared_.find(key); it != declared_.end()) return it->second;
    const std::string number = std::to_string(bindings_.size()), name = prefix_ + "b" + number;
    const std::string type = integer(value(id)) ? (wide ? "ivec4" : "int") : (wide ? "vec4" : "float");
    if (kind == ops::BindingKind::Storage && windows(id) > 1) return declared_[key] = declare_windows(id, written, name, type, wide ? 16 : 4);
    if (kind == ops::BindingKind::Storage)
        declarations_.push_back(std::string(") ") + (written ? "writeonly" : "readonly") + " buffer " + prefix_ + "B" + number + " { " + type + " " + name + "[]; };\n");
    else
        declarations_.push_back(std::string(kind == ops::BindingKind::Texel4 ? ", rgba32f" : ", r32f") + ") uniform readonly imageBuffer " + name + ";\n");
    bindings_.push_back({id, kind, written});
    return declared_[key] = name;
}

/// A value too large for one binding: several in a row, and a function that finds the one an element is in.
std::string Generator::declare_windows(ir::ValueId id, bool written, const std::string& name, const std::string& type, int64_t element_bytes) {
    const int64_t window = ops::storage_window(e_.device), bytes = ops::physical_count(value(id).type, layout_of(e_.program, id, e_.device)) * 4;
    std::string body;
    for (int64_t offset = 0; offset < bytes; offset += window) {
        const std::string number = std::to_string(bindings_.size()), part = prefix_ + "b" + number, first = std::to_string(offset / element_bytes) + "u";
        declarations_.push_back(std::string(") ") + (written ? "writeonly" : "readonly") + " buffer " + prefix_ + "B" + number + " { " + type + " " + part + "[]; };\n");
        bindings_.push_back({id, ops::BindingKind::Storage, written, offset, std::min(window, bytes - offset)});
        const std::string element = part + "[at - " + first + "]";
        body += (offset + window < bytes ? "    if (at < " + std::to_string((offset + window) / element_bytes) + "u) " : std::string("    ")) +
                (written ? "{ " + element + " = v; return; }\n" : "return " + element + ";\n");
    }
    const std::string function = name + (written ? "_store" : "_load");
    functions_ += (written ? "void " + function + "(uint at, " + type + " v) {\n" : type + " " + function + "(uint at) {\n") + body + "}\n";
    return function;
}

/// $0, $1 ... operands; $T the result's type; ${name} attributes; $n, $i sample and inner index; $step, $seed_low, ...
std::string Generator::expression(const std::string& glsl, const ir::Instruction& instruction) {
    const Shape& out = value(instruction.outputs[0]).type.shape;
    const ops::OpDef& op = *ops::find_op(instruction.op);
    std::string text;
    for (size_t k = 0; k < glsl.size();) {
        if (glsl[k] != '$') {
            text += glsl[k++];
            continue;
        }
        ++k;
        if (glsl[k] == '{') {
            const size_t end = glsl.find('}', k);
            text += attribute(op, instruction, glsl.substr(k + 1, end - k - 1));
            k = end + 1;
            continue;
        }
        size_t end = k;
        while (end < glsl.size() && (std::isalnum(uint8_t(glsl[end])) || glsl[end] == '_')) ++end;
        const std::string word = glsl.substr(k, end - k);
        k = end;
        if (std::isdigit(uint8_t(word[0]))) text += read(instruction.inputs[size_t(std::stoi(word))], out);
        else if (word == "T") text += type(instruction.outputs[0]);
        else if (word == "n") text += sample_index(out);
        else if (word == "i") text += inner_index(out);
        else text += step_scalar(word);
    }
    return text;
}

std::string Generator::attribute(const ops::OpDef& op, const ir::Instruction& instruction, const std::string& name) const {
    AttributeValue found = int64_t(0);
    bool real = false;
    for (const ops::AttributeDef& a : op.attributes)
        if (a.name == name) {
            found = a.fallback;
            real = std::holds_alternative<double>(found);
        }
    if (const auto it = instruction.attributes.find(name); it != instruction.attributes.end()) found = it->second;
    if (real) return literal(Attributes{{name, found}}.real(name));
    if (const bool* flag = std::get_if<bool>(&found)) return *flag ? "true" : "false";
    return to_string(found);
}

std::string Generator::sample_index(const Shape& out) const {
    if (vector_) return "((index % " + std::to_string(n4_) + "u) * 4u)";
    return "(index / " + std::to_string(std::max<int64_t>(1, out.rank() > 0 ? out.count(1, out.rank()) : 1)) + "u)";
}

std::string Generator::inner_index(const Shape& out) const {
    if (vector_) return "(index / " + std::to_string(n4_) + "u)";
    return "(index % " + std::to_string(std::max<int64_t>(1, out.rank() > 0 ? out.count(1, out.rank()) : 1)) + "u)";
}

std::string Generator::step_scalar(const std::string& name) {
    const auto id = e_.program.find(ir::ValueKind::Step, name);
    SADDLE_ASSERT(id, "a kernel asks for a step scalar that the program does not have");
    return "uint(" + declare(*id, ops::BindingKind::Storage, false, false) + "[0])";
}

std::optional<std::string> Generator::index_body(const ops::OpDef& op, const ir::Instruction& instruction, bool lines) {
    bool one_sample = false;
    const ir::ValueId out = instruction.outputs[0];
    ops::IndexContext context{instruction.attributes, {}, value(out).type, lines ? type(out) : integer(value(out)) ? "int" : "float", {}, {}};
    for (const ir::ValueId id : instruction.inputs) context.inputs.push_back(id.present() ? &value(id).type : nullptr);
    const auto read = [&](size_t input, const std::vector<std::string>& coordinates, bool as_index) -> std::string {
        const ir::ValueId id = instruction.inputs[input];
        const std::string wide = lines && !as_index ? type(id) : "";  // what one element for all four samples becomes
        if (value(root(id)).kind == ir::ValueKind::Constant) return wide + "(" + literal(value(root(id)).constant) + ")";
        const bool line = lines && batch_last(id);
        const std::vector<int64_t> stride = strides(id);
        std::string offset;
        for (size_t axis = line ? 1 : 0; axis < stride.size(); ++axis) {
            if (stride[axis] == 0) continue;
            const int64_t step = line ? stride[axis] / (n4_ * 4) : stride[axis];
            offset += (offset.empty() ? "" : " + ") + ("(" + coordinates[axis] + ")") + (step == 1 ? "" : " * " + std::to_string(step));
        }
        if (offset.empty()) offset = "0";
        if (lines && names(offset, "o0")) one_sample = true;
        if (!line) return wide + "(" + scalar(id, offset) + ")";
        if (as_index || coordinates[0] != "o0" || value(id).type.shape[0] != value(out).type.shape[0]) one_sample = true;
        return element(id, "(" + offset + ") * " + std::to_string(n4_) + " + sample4");
    };
    context.read = [&](size_t input, const std::vector<std::string>& coordinates) { return read(input, coordinates, false); };
    context.index = [&](size_t input, const std::vector<std::string>& coordinates) { return read(input, coordinates, true); };
    std::string body = op.index_rule(context);
    if (lines && (one_sample || names(body, "o0"))) return std::nullopt;
    return body;
}

std::string Generator::indexed(const ops::OpDef& op, const ir::Instruction& instruction) {
    const ir::ValueId out = instruction.outputs[0];
    const Shape& shape = value(out).type.shape;
    const auto before = std::tuple(declared_, declarations_, bindings_, functions_);
    std::optional<std::string> body = vector_ ? index_body(op, instruction, true) : std::nullopt;
    const bool lines = body.has_value();
    if (!body) {
        std::tie(declared_, declarations_, bindings_, functions_) = before;
        body = index_body(op, instruction, false);
    }
    const std::string name = prefix_ + "f" + std::to_string(out.index), element_type = lines ? type(out) : integer(value(out)) ? "int" : "float";
    std::string parameters = lines ? "int sample4" : "", inner_arguments;
    int64_t inner = 1;
    for (int axis = shape.rank(); axis-- > 0; inner *= shape[axis]) {
        if (axis == 0 && vector_) break;
        std::string coordinate = vector_ ? "(index / " + std::to_string(n4_) + "u)" : "index";
        if (inner > 1) coordinate = "(" + coordinate + " / " + std::to_string(inner) + "u)";
        if (axis > (vector_ ? 1 : 0)) coordinate = "(" + coordinate + " % " + std::to_string(shape[axis]) + "u)";
        inner_arguments = ", int(" + coordinate + ")" + inner_arguments;
    }
    for (int axis = lines ? 1 : 0; axis < shape.rank(); ++axis) parameters += (parameters.empty() ? "" : ", ") + ("int o" + std::to_string(axis));
    functions_ += element_type + " " + name + "(" + parameters + ") {\n    " + *body + "\n}\n";
    const std::string line = "int(index % " + std::to_string(n4_) + "u)";
    if (!vector_) return name + "(" + (inner_arguments.empty() ? "" : inner_arguments.substr(2)) + ")";
    if (lines) return name + "(" + line + inner_arguments + ")";
    std::string lanes;
    for (int lane = 0; lane < 4; ++lane)  // the padding repeats the last sample
        lanes += (lane ? ", " : "") + name + "(min(" + line + " * 4 + " + std::to_string(lane) + ", " + std::to_string(shape[0] - 1) + ")" + inner_arguments + ")";
    return type(out) + "(" + lanes + ")";
}

}  // namespace saddle::compile

// GLSL for chains of elementwise instructions. One index runs over the physical elements of the chain's values; an
// operand of another shape is read where NumPy broadcasting puts it.
#include <algorithm>

#include "engine/compile/passes.h"

namespace saddle::compile {
namespace {

using ops::Layout;

/// One axis of a value seen from the loop: its size and its stride in the operand's memory (0: broadcast).
struct Axis {
    int64_t size, stride;
};

/// GLSL for the offset of an element whose linear index over `axes` (outermost first) is `index`.
std::string offset_of(std::vector<Axis> axes, const std::string& index) {
    std::vector<Axis> merged;  // neighbours that run on are one axis; axes of size 1 vanish
    for (const Axis& axis : axes) {
        if (axis.size == 1) continue;
        if (!merged.empty() && merged.back().stride == axis.stride * axis.size) merged.back() = {merged.back().size * axis.size, axis.stride};
        else merged.push_back(axis);
    }
    std::string text;
    int64_t inner = 1;
    for (size_t k = merged.size(); k-- > 0; inner *= merged[k].size) {
        if (merged[k].stride == 0) continue;
        std::string term = index;
        if (inner > 1) term = "(" + term + " / " + std::to_string(inner) + "u)";
        if (k > 0) term = "(" + term + " % " + std::to_string(merged[k].size) + "u)";
        if (merged[k].stride != 1) term += " * " + std::to_string(merged[k].stride) + "u";
        text = text.empty() ? term : term + " + " + text;
    }
    return text.empty() ? "0u" : text;
}

class Generator {
public:
    Generator(const Elementwise& e, bool vector, const std::string& prefix) : e_(e), vector_(vector), prefix_(prefix) {
        const TensorType& type = e.program[e.domain].type;
        if (vector && type.shape.rank() > 0) n4_ = ops::padded_batch(type.shape[0]) / 4;
        roots_ = alias_roots(e.program, e.entry);
    }

    const char* t() const { return vector_ ? "vec4" : "float"; }

    void seed(ir::ValueId id, const std::string& variable) { variable_[root(id)] = variable; }

    void run(const std::vector<int>& chain) {
        for (const int i : chain) {
            const ir::Instruction& instruction = e_.entry.body[size_t(i)];
            const ops::OpDef& op = *ops::find_op(instruction.op);
            const std::string name = prefix_ + "v" + std::to_string(instruction.outputs[0].index);
            body_ += "    const " + std::string(t()) + " " + name + " = " + expression(op.glsl, instruction) + ";\n";
            variable_[root(instruction.outputs[0])] = name;
            flops_ += op.flops_each * double(e_.program[instruction.outputs[0]].type.shape.count());
        }
    }

    std::string read(ir::ValueId id, const Shape& out) {
        const ir::Value& value = e_.program[root(id)];  // a constant stays a literal under another shape
        if (value.kind == ir::ValueKind::Constant) return std::string(t()) + "(" + literal(value.constant) + ")";
        if (const auto it = variable_.find(root(id)); it != variable_.end()) return it->second;
        return load(id, out);
    }

    void store(ir::ValueId id) {
        const std::string buffer = declare(id, ops::BindingKind::Storage, true);
        const bool integer = e_.program[id].type.dtype == DType::I32;
        const std::string value = variable_.at(root(id));
        body_ += "    " + buffer + "[index] = " + (integer ? std::string(vector_ ? "ivec4(" : "int(") + value + ")" : value) + ";\n";
    }

    ops::Epilogue finish(const std::string& head, const std::string& binding, const std::string& tail) {
        ops::Epilogue result;
        result.code = "#ifndef SADDLE_MATH\n#define SADDLE_MATH\n#include \"include/math.glsl\"\n#endif\n";
        for (size_t i = 0; i < bindings_.size(); ++i) result.code += "layout(set = 0, binding = " + binding + " + " + std::to_string(i) + declarations_[i];
        result.code += head + body_ + tail;
        result.bindings = bindings_;
        result.flops = flops_;
        return result;
    }

    static std::string literal(double value) {
        char text[40];
        std::snprintf(text, sizeof text, "%.9g", value);
        std::string result = text;
        if (result == "inf") return "uintBitsToFloat(0x7f800000u)";
        if (result == "-inf") return "uintBitsToFloat(0xff800000u)";
        if (result.find("nan") != std::string::npos) return "uintBitsToFloat(0x7fc00000u)";
        return result.find_first_of(".e") == std::string::npos ? result + ".0" : result;
    }

private:
    ir::ValueId root(ir::ValueId id) const { return roots_[size_t(id.index)]; }

    bool same_domain(ir::ValueId id) const {
        const ir::Value &x = e_.program[id], &y = e_.program[e_.domain];
        return x.batched == y.batched && x.type.shape.count() == y.type.shape.count() && (!x.batched || x.type.shape[0] == y.type.shape[0]);
    }

    std::string load(ir::ValueId id, const Shape& out) {
        const ir::Value& value = e_.program[id];
        if (value.kind == ir::ValueKind::Step) return std::string(t()) + "(" + scalar(id, "0u") + ")";
        if (same_domain(id)) return element(id, "index");
        std::vector<Axis> axes;  // aligned at the last axis, as NumPy does
        const Shape& shape = value.type.shape;
        const bool batch_last = layout_of(e_.program, id, e_.device) == Layout::BatchLast && shape.rank() > 1;
        int64_t stride = 1;
        for (int k = 1; k <= out.rank(); ++k) {
            const int64_t size = k <= shape.rank() ? shape[-k] : 1;
            axes.insert(axes.begin(), {out[-k], size == 1 ? 0 : stride});
            stride *= size;
        }
        if (!vector_) return std::string(t()) + "(" + scalar(id, offset_of(axes, "index")) + ")";
        const std::string inner = "(index / " + std::to_string(n4_) + "u)", n4 = "(index % " + std::to_string(n4_) + "u)";
        const Axis batch = axes[0];
        axes.erase(axes.begin());
        const std::string rest = offset_of(axes, inner);
        if (batch.stride == 0) return "vec4(" + scalar(id, rest) + ")";
        if (batch_last) return element(id, "(" + rest + ") * " + std::to_string(n4_) + "u + " + n4);
        // A value without batch layout whose first axis is as long as the batch: one scalar a lane, clamped at the padding.
        std::string lanes;
        for (int lane = 0; lane < 4; ++lane)
            lanes += (lane ? ", " : "") + scalar(id, rest + " + min(" + n4 + " * 4u + " + std::to_string(lane) + "u, " +
                                                         std::to_string(batch.size - 1) + "u) * " + std::to_string(batch.stride) + "u");
        return "vec4(" + lanes + ")";
    }

    /// A T at T-sized index.
    std::string element(ir::ValueId id, const std::string& index) {
        if (!vector_) return scalar(id, index);
        const bool integer = e_.program[id].type.dtype == DType::I32;
        const bool texel = e_.device.device_class == DeviceClass::Cpu && !integer;
        const std::string buffer = declare(id, texel ? ops::BindingKind::Texel4 : ops::BindingKind::Storage, false, true);
        return texel ? "imageLoad(" + buffer + ", int(" + index + "))" : "vec4(" + buffer + "[" + index + "])";
    }
    std::string scalar(ir::ValueId id, const std::string& index) {
        const ir::Value& value = e_.program[id];
        const bool texel = e_.device.device_class == DeviceClass::Cpu && value.type.dtype != DType::I32 && value.kind != ir::ValueKind::Step;
        const std::string buffer = declare(id, texel ? ops::BindingKind::Texel1 : ops::BindingKind::Storage, false, false);
        return texel ? "imageLoad(" + buffer + ", int(" + index + ")).x" : "float(" + buffer + "[" + index + "])";
    }

    std::string declare(ir::ValueId id, ops::BindingKind kind, bool written) { return declare(id, kind, written, vector_); }
    std::string declare(ir::ValueId id, ops::BindingKind kind, bool written, bool wide) {
        const std::string key = std::to_string(root(id).index) + (written ? "w" : "r") + (wide ? "4" : "1");
        if (const auto it = declared_.find(key); it != declared_.end()) return it->second;
        const std::string name = prefix_ + "b" + std::to_string(bindings_.size());
        const bool integer = e_.program[id].type.dtype == DType::I32;
        const std::string type = integer ? (wide ? "ivec4" : "int") : (wide ? "vec4" : "float");
        if (kind == ops::BindingKind::Storage)
            declarations_.push_back(std::string(") ") + (written ? "writeonly" : "readonly") + " buffer " + prefix_ + "B" +
                                    std::to_string(bindings_.size()) + " { " + type + " " + name + "[]; };\n");
        else
            declarations_.push_back(std::string(kind == ops::BindingKind::Texel4 ? ", rgba32f" : ", r32f") + ") uniform readonly imageBuffer " + name + ";\n");
        bindings_.push_back({id, kind, written});
        return declared_[key] = name;
    }

    /// $0, $1 ... operands; ${name} attributes; $n, $i sample and inner index; $step, $seed_low, $seed_high.
    std::string expression(const std::string& glsl, const ir::Instruction& instruction) {
        const Shape& out = e_.program[instruction.outputs[0]].type.shape;
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
            else if (word == "n") text += sample_index(out);
            else if (word == "i") text += inner_index(out);
            else text += step_scalar(word);
        }
        return text;
    }

    std::string attribute(const ops::OpDef& op, const ir::Instruction& instruction, const std::string& name) {
        AttributeValue value = int64_t(0);
        for (const ops::AttributeDef& a : op.attributes)
            if (a.name == name) value = a.fallback;
        if (const auto it = instruction.attributes.find(name); it != instruction.attributes.end()) value = it->second;
        if (const double* real = std::get_if<double>(&value)) return literal(*real);
        if (const bool* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
        return to_string(value);
    }

    std::string sample_index(const Shape& out) const {
        if (vector_) return "((index % " + std::to_string(n4_) + "u) * 4u)";
        return "(index / " + std::to_string(std::max<int64_t>(1, out.count(1, out.rank()))) + "u)";
    }
    std::string inner_index(const Shape& out) const {
        if (vector_) return "(index / " + std::to_string(n4_) + "u)";
        return "(index % " + std::to_string(std::max<int64_t>(1, out.count(1, out.rank()))) + "u)";
    }
    std::string step_scalar(const std::string& name) {
        for (size_t i = 0; i < e_.program.values.size(); ++i)
            if (const ir::Value& value = e_.program.values[i]; value.kind == ir::ValueKind::Step && value.name == name)
                return "uint(" + declare({int32_t(i)}, ops::BindingKind::Storage, false, false) + "[0])";
        SADDLE_ASSERT(false, "a kernel asks for a step scalar that the program does not have");
        return {};
    }

    const Elementwise& e_;
    const bool vector_;
    const std::string prefix_;
    int64_t n4_ = 1;
    double flops_ = 0;
    std::vector<ir::ValueId> roots_;
    std::map<ir::ValueId, std::string> variable_;
    std::map<std::string, std::string> declared_;
    std::vector<std::string> declarations_;
    std::vector<ops::Binding> bindings_;
    std::string body_;
};

bool vector_domain(const Elementwise& e) { return layout_of(e.program, e.domain, e.device) == Layout::BatchLast; }

/// RowMajor chains may still run four elements at a time when nothing needs an element's own index.
bool flat(const Elementwise& e, const std::vector<int>& chain) {
    for (const int i : chain) {
        const ir::Instruction& instruction = e.entry.body[size_t(i)];
        if (ops::find_op(instruction.op)->glsl.find("$n") != std::string::npos) return false;
        for (const ir::ValueId in : instruction.inputs) {
            const ir::Value& value = e.program[in];
            if (value.kind == ir::ValueKind::Constant || value.type.shape.count() == 1) continue;
            if (value.batched != e.program[e.domain].batched || value.type.shape.count() != e.program[e.domain].type.shape.count()) return false;
        }
    }
    return true;
}

std::string kernel_name(const Elementwise& e, const std::vector<int>& chain) {
    std::string name;
    for (size_t k = 0; k < chain.size() && k < 3; ++k) {
        std::string op = e.entry.body[size_t(chain[k])].op;
        std::transform(op.begin(), op.end(), op.begin(), [](unsigned char c) { return char(std::tolower(c)); });
        name += (k ? "+" : "") + op;
    }
    return chain.size() > 3 ? name + "+" + std::to_string(chain.size() - 3) : name;
}

}  // namespace

ops::Layout activation_layout(const DeviceProfile& device) {
    return device.device_class == DeviceClass::Cpu ? Layout::BatchLast : Layout::RowMajor;
}

ops::Layout layout_of(const ir::Program& program, ir::ValueId id, const DeviceProfile& device) {
    return program[id].batched ? activation_layout(device) : Layout::RowMajor;
}

ops::Epilogue epilogue_code(const Elementwise& e, const std::vector<int>& chain, ir::ValueId seed, const std::vector<ir::ValueId>& stores) {
    Generator generator(e, vector_domain(e), "e");
    if (seed.present()) generator.seed(seed, "value");
    generator.run(chain);
    for (const ir::ValueId id : stores) generator.store(id);
    return generator.finish("void STORE(uint index, " + std::string(generator.t()) + " value) {\n", "EPILOGUE_BINDING", "}\n");
}

ops::Prologue prologue_code(const Elementwise& e, const std::vector<int>& chain, ir::ValueId result) {
    Generator generator(e, vector_domain(e), "p");
    generator.run(chain);
    const std::string value = generator.read(result, e.program[result].type.shape);
    ops::Prologue prologue = generator.finish(std::string(generator.t()) + " LOAD(uint index) {\n", "PROLOGUE_BINDING", "    return " + value + ";\n}\n");
    prologue.code = "#define PROLOGUE_COUNT " + std::to_string(prologue.bindings.size()) + "\n" + prologue.code;
    return prologue;
}

ops::KernelCall elementwise_call(const Elementwise& e, const std::vector<int>& chain, const std::vector<ir::ValueId>& stores) {
    const bool batch_last = vector_domain(e), vector = batch_last || flat(e, chain);
    Generator generator(e, vector, "e");
    generator.run(chain);
    for (const ir::ValueId id : stores) generator.store(id);
    const ops::Epilogue code = generator.finish("void STORE(uint index) {\n", "0", "}\n");

    const int64_t elements = ops::physical_count(e.program[e.domain].type, layout_of(e.program, e.domain, e.device));
    const int64_t count = vector ? elements / 4 : e.program[e.domain].type.shape.count();
    ops::KernelCall call;
    call.source = "generated";
    call.kernel = kernel_name(e, chain);
    call.local_size = std::min<uint32_t>(e.device.device_class == DeviceClass::Cpu ? 128 : 256, e.device.max_workgroup_invocations);
    const int64_t groups = (count + call.local_size - 1) / call.local_size;
    call.groups[0] = uint32_t(std::min<int64_t>(groups, e.device.max_workgroup_count));
    call.groups[1] = uint32_t((groups + call.groups[0] - 1) / call.groups[0]);
    call.define("COUNT", count);
    call.define("GROUPS_X", int64_t(call.groups[0]));
    call.text = "#version 460\n#extension GL_GOOGLE_include_directive : require\nlayout(local_size_x = LOCAL_SIZE) in;\n" + code.code +
                "void main() {\n    const uint index = (gl_WorkGroupID.y * GROUPS_X + gl_WorkGroupID.x) * LOCAL_SIZE + gl_LocalInvocationID.x;\n"
                "    if (index < COUNT) STORE(index);\n}\n";
    call.bindings = code.bindings;
    call.flops = code.flops;
    return call;
}

}  // namespace saddle::compile

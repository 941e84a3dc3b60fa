// Epilogues, prologues and kernels of their own for chains of elementwise and indexed instructions.
#include <algorithm>

#include "engine/compile/generator.h"

namespace saddle::compile {
namespace {

using ops::Layout;

bool vector_domain(const Elementwise& e) { return layout_of(e.program, e.domain, e.device) == Layout::BatchLast; }

/// RowMajor chains may still run four elements at a time when nothing needs an element's own index.
bool flat(const Elementwise& e, const std::vector<int>& chain) {
    for (const int i : chain) {
        const ir::Instruction& instruction = e.entry.body[size_t(i)];
        const ops::OpDef& op = *ops::find_op(instruction.op);
        if (op.index_rule || op.glsl.find("$n") != std::string::npos) return false;
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
    generator.seed(seed, "value");
    generator.run(chain);
    for (const ir::ValueId id : stores) generator.store(id);
    return generator.finish("void STORE(uint index, " + generator.type(seed) + " value) {\n", "EPILOGUE_BINDING", "}\n");
}

ops::Prologue prologue_code(const Elementwise& e, const std::vector<int>& chain, ir::ValueId result) {
    Generator generator(e, vector_domain(e), "p");
    generator.run(chain);
    const std::string value = generator.read(result, e.program[result].type.shape);
    ops::Prologue prologue = generator.finish(generator.type(result) + " LOAD(uint index) {\n", "PROLOGUE_BINDING", "    return " + value + ";\n}\n");
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

// One optimizer step, in place. The planner keeps parameters, gradients and each state in one order with the same
// padding, so that neighbours are one range and one dispatch updates them all.
#include <algorithm>

#include "engine/ops/dispatch.h"
#include "engine/ops/layer_def.h"

namespace saddle::ops {
namespace {

int64_t slot_bytes(const KernelContext& c, ir::ValueId id) { return ceil_div(physical_count(c.program[id].type, Layout::RowMajor) * 4, c.device.alignment) * c.device.alignment; }

std::string update_code(const OptimizerDef& def, const Attributes& attributes) {
    std::string code;
    const auto block = [&](size_t i, const std::string& type, const std::string& name, bool written) {
        code += "layout(set = 0, binding = EPILOGUE_BINDING + " + std::to_string(i) + ") " + (written ? "" : "readonly ") + "buffer State" + std::to_string(i) + " { " + type + " " + name + "[]; };\n";
    };
    for (size_t s = 0; s < def.states.size(); ++s) block(s, "vec4", "state_" + def.states[s], true);
    block(def.states.size(), "float", "step_lr", false);
    block(def.states.size() + 1, "uint", "step_count", false);
    code += "void UPDATE(uint index, inout vec4 p, vec4 g) {\n    const float lr = step_lr[0], step = float(step_count[0]);\n";
    for (const AttributeDef& a : def.attributes) {
        if (a.name == "lr") continue;
        const bool flag = std::holds_alternative<bool>(a.fallback);
        code += "    const " + std::string(flag ? "bool " : "float ") + a.name + " = " + (flag ? (attributes.flag(a.name) ? "true" : "false") : glsl_float(attributes.real(a.name))) + ";\n";
    }
    for (const std::string& state : def.states) code += "    vec4 " + state + " = state_" + state + "[index];\n";
    code += def.glsl;
    for (const std::string& state : def.states) code += "    state_" + state + "[index] = " + state + ";\n";
    return code + "}\n";
}

std::vector<KernelCall> kernels(const KernelContext& c) {
    const Attributes& attributes = c.instruction.attributes;
    const OptimizerDef& def = *find_optimizer(attributes.text("optimizer"));
    const size_t count = size_t(attributes.integer("count"));
    const std::vector<ir::ValueId>& inputs = c.instruction.inputs;
    std::vector<KernelCall> calls;
    for (size_t first = 0; first < count;) {
        int64_t bytes = 0;
        size_t last = first;
        while (last < count && (last == first || bytes + slot_bytes(c, inputs[last]) <= int64_t(c.device.max_storage_range))) bytes += slot_bytes(c, inputs[last++]);
        const bool texel = c.variant == DeviceClass::Cpu && uint64_t(bytes / 16) <= c.device.max_texel_elements;
        KernelCall call;
        call.source = "update/update.comp";
        call.kernel = "update";
        call.define("TEXEL", texel);
        call.define("BATCH", int64_t(1));
        call.define("COUNT", bytes / 16);
        const BindingKind kind = texel ? BindingKind::Texel4 : BindingKind::Storage;
        call.bindings = {{inputs[first], BindingKind::Storage, true, 0, bytes}, {inputs[first], kind, false, 0, bytes}, {inputs[count + first], kind, false, 0, bytes}};
        for (size_t s = 0; s < def.states.size(); ++s) call.bindings.push_back({inputs[count * (2 + s) + first], BindingKind::Storage, true, 0, bytes});
        call.bindings.push_back({inputs[inputs.size() - 2]});
        call.bindings.push_back({inputs[inputs.size() - 1]});
        call.epilogue = update_code(def, attributes);
        call.flops = def.flops_each * double(bytes / 4);
        spread_elements(call, bytes / 16, c);
        calls.push_back(std::move(call));
        first = last;
    }
    return calls;
}

}  // namespace

SADDLE_OP(Update) {
    return OpDef("Update").summary("One step of an optimizer on its parameters and states, in place.", "p, s = update(p, g, s)")
        .variadic("tensors", "n parameters, n gradients, n of each state, then lr and step")
        .attribute({"optimizer", std::string("SGD"), "Optimizer", "its name"}).attribute({"count", int64_t(1), "Count", "number of parameters"})
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            const OptimizerDef* def = find_optimizer(c.attributes.text("optimizer"));
            if (!def) return invalid("unknown optimizer '" + c.attributes.text("optimizer") + "'");
            const size_t count = size_t(c.attributes.integer("count"));
            if (c.inputs.size() != count * (2 + def->states.size()) + 2) return invalid("Update got " + std::to_string(c.inputs.size()) + " inputs");
            for (size_t i = 0; i + 2 < c.inputs.size(); ++i)
                if (c.in(i) != c.in(i % count)) return invalid("Update's tensors differ in shape");
            return std::vector<TensorType>{};
        })
        .not_differentiable("an update is no part of the loss")
        .kernels(kernels)
        .not_in_onnx();
}

}  // namespace saddle::ops

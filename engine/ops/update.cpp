// One optimizer step, in place. The planner keeps parameters, gradients and each state in one order with the same
// padding, so that neighbours are one range and one dispatch updates them all.
#include <algorithm>

#include "engine/ops/dispatch.h"
#include "engine/ops/layer_def.h"

namespace saddle::ops {
namespace {

int64_t slot_bytes(const KernelContext& c, ir::ValueId id) { return ceil_div(physical_count(c.program[id].type, Layout::RowMajor) * 4, c.device.alignment) * c.device.alignment; }

/// The optimizer's states and, where results are made with it, the running mean of the weights.
std::vector<std::string> states_of(const OptimizerDef& def, const Attributes& attributes) {
    std::vector<std::string> states = def.states;
    if (attributes.real("ema") > 0) states.push_back("ema");
    return states;
}

std::string update_code(const OptimizerDef& def, const Attributes& attributes) {
    std::string code;
    const auto block = [&](size_t i, const std::string& type, const std::string& name, bool written) {
        code += "layout(set = 0, binding = EPILOGUE_BINDING + " + std::to_string(i) + ") " + (written ? "" : "readonly ") + "buffer State" + std::to_string(i) + " { " + type + " " + name + "[]; };\n";
    };
    const std::vector<std::string> states = states_of(def, attributes);
    for (size_t s = 0; s < states.size(); ++s) block(s, "vec4", "state_" + states[s], true);
    block(states.size(), "float", "step_lr", false);
    block(states.size() + 1, "uint", "step_count", false);
    const double clip_norm = attributes.real("clip_norm"), clip_value = attributes.real("clip_value"), ema = attributes.real("ema");
    if (clip_norm > 0) block(states.size() + 2, "float", "gradient_norm", false);
    const double factor = attributes.real("lr_factor", 1);
    const int64_t every = attributes.integer("every", 1);
    code += "void UPDATE(uint index, inout vec4 p, vec4 g) {\n    const float lr = step_lr[0]" + (factor == 1 ? "" : " * " + glsl_float(factor)) + ", step = float(step_count[0]" +
            (every == 1 ? "" : " / " + std::to_string(every) + "u") + ");\n";
    for (const AttributeDef& a : def.attributes) {
        if (a.name == "lr") continue;
        const bool flag = std::holds_alternative<bool>(a.fallback);
        code += "    const " + std::string(flag ? "bool " : "float ") + a.name + " = " + (flag ? (attributes.flag(a.name) ? "true" : "false") : glsl_float(attributes.real(a.name))) + ";\n";
    }
    for (const std::string& state : states) code += "    vec4 " + state + " = state_" + state + "[index];\n";
    // As torch.nn.utils.clip_grad_norm_ and clip_grad_value_ do, before the optimizer sees the gradient.
    if (clip_norm > 0) code += "    g *= min(1.0, " + glsl_float(clip_norm) + " / (gradient_norm[0] + 1e-6));\n";
    if (clip_value > 0) code += "    g = clamp(g, -" + glsl_float(clip_value) + ", " + glsl_float(clip_value) + ");\n";
    code += def.glsl;
    if (ema > 0) code += "    ema = step > 1.0 ? " + glsl_float(ema) + " * ema + " + glsl_float(1 - ema) + " * p : p;\n";
    for (const std::string& state : states) code += "    state_" + state + "[index] = " + state + ";\n";
    return code + "}\n";
}

/// Parameters that one dispatch updates: those from `first` to before `last`, or a part of a single one that is too large.
struct Range {
    size_t first, last;
    int64_t offset, bytes;
};
std::vector<Range> ranges_of(const KernelContext& c, size_t count) {
    const int64_t window = storage_window(c.device);
    std::vector<Range> ranges;
    for (size_t first = 0, last; first < count; first = last) {
        int64_t bytes = 0;
        for (last = first; last < count && (last == first || bytes + slot_bytes(c, c.instruction.inputs[last]) <= window); ++last) bytes += slot_bytes(c, c.instruction.inputs[last]);
        for (int64_t offset = 0; offset < bytes; offset += window) ranges.push_back({first, last, offset, std::min(window, bytes - offset)});
    }
    return ranges;
}

std::vector<KernelCall> kernels(const KernelContext& c) {
    const Attributes& attributes = c.instruction.attributes;
    const OptimizerDef& def = *find_optimizer(attributes.text("optimizer"));
    const size_t count = size_t(attributes.integer("count")), states = states_of(def, attributes).size();
    const std::vector<ir::ValueId>& inputs = c.instruction.inputs;
    std::vector<KernelCall> calls;
    for (const Range& range : ranges_of(c, count)) {
        const bool texel = c.variant == DeviceClass::Cpu && uint64_t(range.bytes / 16) <= c.device.max_texel_elements;
        KernelCall call;
        call.source = "update/update.comp";
        call.kernel = "update";
        call.define("TEXEL", texel);
        call.define("BATCH", int64_t(1));
        call.define("COUNT", range.bytes / 16);
        const BindingKind kind = texel ? BindingKind::Texel4 : BindingKind::Storage;
        const auto bind = [&](size_t group, BindingKind as, bool written) { call.bindings.push_back({inputs[count * group + range.first], as, written, range.offset, range.bytes}); };
        bind(0, BindingKind::Storage, true);
        bind(0, kind, false);
        bind(1, kind, false);
        for (size_t s = 0; s < states; ++s) bind(2 + s, BindingKind::Storage, true);
        for (size_t scalar = count * (2 + states); scalar < inputs.size(); ++scalar) call.bindings.push_back({inputs[scalar]});
        call.epilogue = update_code(def, attributes);
        call.flops = def.flops_each * double(range.bytes / 4);
        spread_elements(call, range.bytes / 16, c);
        calls.push_back(std::move(call));
    }
    return calls;
}

}  // namespace

SADDLE_OP(Update) {
    return OpDef("Update").summary("One step of an optimizer on its parameters and states, in place.", "p, s = update(p, g, s)")
        .variadic("tensors", "n parameters, n gradients, n of each state, then lr, step and, to clip by it, the gradients' norm")
        .attribute({"optimizer", std::string("SGD"), "Optimizer", "its name"}).attribute({"count", int64_t(1), "Count", "number of parameters"})
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            const OptimizerDef* def = find_optimizer(c.attributes.text("optimizer"));
            if (!def) return invalid("unknown optimizer '" + c.attributes.text("optimizer") + "'");
            const size_t count = size_t(c.attributes.integer("count"));
            const size_t tensors = count * (2 + states_of(*def, c.attributes).size()), scalars = c.attributes.real("clip_norm") > 0 ? 3 : 2;
            if (c.inputs.size() != tensors + scalars) return invalid("Update got " + std::to_string(c.inputs.size()) + " inputs");
            for (size_t i = 0; i < tensors; ++i)
                if (c.in(i) != c.in(i % count)) return invalid("Update's tensors differ in shape");
            return std::vector<TensorType>{};
        })
        .not_differentiable("an update is no part of the loss")
        .kernels(kernels).any_layout()
        .not_in_onnx();
}

}  // namespace saddle::ops

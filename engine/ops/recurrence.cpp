#include "engine/ops/recurrence.h"
#include "engine/ops/decomposed.h"

#include <algorithm>

namespace saddle::ops {
namespace {

using List = std::vector<int64_t>;

int64_t directions(const Attributes& a) { return a.text("direction", "forward") == "bidirectional" ? 2 : 1; }
bool reversed(const Attributes& a, int direction) { return direction == 1 || a.text("direction", "forward") == "reverse"; }
bool batch_first(const Attributes& a) { return a.integer("layout") == 1; }

Attributes part(int axis, int64_t first, int64_t last) { return {{"axes", List{axis}}, {"starts", List{first}}, {"ends", List{last}}}; }
/// Under another shape whose first axis is no batch, whatever it was.
Term plain(Term x, const Shape& shape) { return x.then("Reshape", {}, {{"shape", shape.dims()}, {"batched", false}}); }

Result<std::vector<TensorType>> infer_recurrent(const InferContext& c, int64_t gates) {
    const Shape &x = c.in(0).shape, &w = c.in(1).shape, &r = c.in(2).shape;
    const int64_t d = directions(c.attributes);
    if (x.rank() != 3 || w.rank() != 3 || r.rank() != 3) return invalid("X, W and R must have three axes, got " + to_string(x) + ", " + to_string(w) + " and " + to_string(r));
    for (size_t i : {0, 1, 2, 3, 5})
        if (c.has(i) && c.in(i).dtype != DType::F32) return invalid("input " + std::to_string(i) + " must be real numbers, got " + to_string(c.in(i)));
    const int64_t steps = x[batch_first(c.attributes) ? 1 : 0], batch = x[batch_first(c.attributes) ? 0 : 1], hidden = r[2];
    if (x.count() < 1) return invalid("X " + to_string(x) + " has no steps, sequences or features");
    if (hidden < 1 || hidden > 1024) return invalid("a state of " + std::to_string(hidden) + " is outside 1 to 1024");
    if (w != Shape{d, gates * hidden, x[2]} || r != Shape{d, gates * hidden, hidden})
        return invalid("X " + to_string(x) + " and R " + to_string(r) + " ask for W " + to_string(Shape{d, gates * hidden, x[2]}) + " and R " + to_string(Shape{d, gates * hidden, hidden}) + ", got W " + to_string(w));
    if (c.attributes.integer("hidden_size", hidden) != hidden) return invalid("hidden_size " + std::to_string(c.attributes.integer("hidden_size")) + " differs from R " + to_string(r));
    const Shape state = batch_first(c.attributes) ? Shape{batch, d, hidden} : Shape{d, batch, hidden};
    const std::pair<size_t, Shape> given[] = {{3, {d, 2 * gates * hidden}}, {4, {batch}}, {5, state}};
    for (const auto& [i, shape] : given)
        if (c.has(i) && c.in(i).shape != shape) return invalid("input " + std::to_string(i) + " must be " + to_string(shape) + ", got " + to_string(c.in(i).shape));
    const Shape y = batch_first(c.attributes) ? Shape{batch, steps, d, hidden} : Shape{steps, d, batch, hidden};
    std::vector<TensorType> types{{DType::F32, y}};
    while (types.size() < c.output_count) types.push_back({DType::F32, state});
    return types;
}

}  // namespace

AttributeDef reverse_attribute() { return {"reverse", false, "Reverse", "run from the last step to the first"}; }

std::vector<KernelCall> recurrence_kernels(const KernelContext& c, const RecurrenceKernel& k) {
    for (const ir::ValueId id : c.instruction.inputs)
        SADDLE_ASSERT(!id.present() || c.layout_of(id) == Layout::RowMajor, "a recurrence keeps no batch axis apart");
    const bool texel = reads_texels(c);
    const auto [steps, sequences, hidden] = k.shape;
    KernelCall call;
    call.source = std::string("rnn/") + k.file + ".comp";
    call.kernel = k.file;
    call.defines = k.defines;
    call.define("BATCH_LAST", int64_t(0));
    call.define("TEXEL", texel);
    for (size_t i = 0; i < k.inputs.size(); ++i) {
        const bool there = i < c.instruction.inputs.size() && c.instruction.inputs[i].present();
        const std::string name = k.inputs[i];
        call.define(name == "LENGTHS" ? name : "HAS_" + name, there);
        call.define(name + "_SLOT", int64_t(call.bindings.size()));
        if (there) read(call, c, c.instruction.inputs[i], texel && name != "LENGTHS", true);
    }
    for (size_t i = 0; i < k.outputs.size(); ++i) {
        call.define(std::string(k.outputs[i]) + "_SLOT", int64_t(call.bindings.size()));
        call.bindings.push_back({c.instruction.outputs[i], BindingKind::Storage, true});
    }
    const int64_t wide = c.variant == DeviceClass::Cpu ? 128 : 256, most = std::min<int64_t>(wide, c.device.max_workgroup_invocations);
    call.local_size = uint32_t(std::min(most, ceil_div(hidden, 8) * 8));
    const int64_t units = ceil_div(hidden, call.local_size);
    const int64_t samples = sequences > 1 && k.shared_width * 16 <= int64_t(c.device.shared_memory_bytes) ? 4 : 1;
    // Lanes can hand states round where all of them are at work, each on a unit.
    const int64_t lanes = c.device.subgroup_size;
    const bool whole = cpu_variant(c) && lanes > 1 && hidden % (units * call.local_size) == 0 && hidden % lanes == 0 && call.local_size % lanes == 0;
    call.define("SHUFFLE", whole);
    for (const auto& [name, value] : {std::pair("STEPS", steps), std::pair("SEQUENCES", sequences), std::pair("HIDDEN", hidden), std::pair("UNITS", units), std::pair("SAMPLES", samples),
                                      std::pair("REVERSE", int64_t(c.instruction.attributes.flag("reverse")))})
        call.define(name, value);
    spread(call, ceil_div(sequences, samples), c.device);
    const int64_t chunk = std::clamp<int64_t>((int64_t(c.device.max_loop_iterations) - 1000) / (units * (k.iterations + 16) + 1), 1, std::max<int64_t>(1, steps));
    std::vector<KernelCall> calls;
    for (int64_t first = 0; first < steps; first += chunk) {
        calls.push_back(call);
        const int64_t last = std::min(first + chunk, steps);
        calls.back().define("FIRST", first);
        calls.back().define("LAST", last);
        calls.back().flops = 2 * double(k.gates) * double(hidden) * double(hidden) * double(sequences) * double(last - first);
    }
    if (k.backward) std::reverse(calls.begin(), calls.end());
    return calls;
}

Term states_before(Term states, ir::ValueId first, bool reverse, Builder& b) {
    const Shape h = b.type(states).shape;
    const Term most = states.then("Slice", {}, reverse ? part(0, 1, h[0]) : part(0, 0, h[0] - 1));
    if (!first.present()) return most.then("Pad", {}, {{"axes", List{0}}, {"pads", reverse ? List{0, 1} : List{1, 0}}});
    const Term start = plain({b, first}, {1, h[1], h[2]});
    return {b, b.emit("Concat", reverse ? std::vector<ir::ValueId>{most, start} : std::vector<ir::ValueId>{start, most}, {{"axis", int64_t(0)}})};
}

Term weight_gradient(Term before, Term dgates, Builder& b) {
    const Shape h = b.type(before).shape, g = b.type(dgates).shape;
    return plain(before, {h[0] * h[1], h[2]}).then("Gemm", {plain(dgates, {g[0] * g[1], g[2]})}, {{"transA", int64_t(1)}});
}

OpDef recurrent_op(const char* name, const char* doc, const char* formula, int64_t gates) {
    OpDef op(name);
    op.summary(doc, formula).input("X", "[T, B, I], or [B, T, I] by layout").input("W", "[D, gates * H, I]").input("R", "[D, gates * H, H]").optional("B", "[D, 2 * gates * H]: of W, then of R")
        .optional("sequence_lens", "[B]").optional("initial_h", "[D, B, H], or [B, D, H] by layout")
        .output("Y", "all states: [T, D, B, H], or [B, T, D, H]").output("Y_h", "the last state: [D, B, H], or [B, D, H]")
        .attribute({"direction", std::string("forward"), "Direction", "of time; bidirectional: both, side by side", "", 0, 0, {"forward", "reverse", "bidirectional"}})
        .attribute({"hidden_size", int64_t(0), "State size", "numbers of the state; follows from R", "", 0})
        .attribute({"layout", int64_t(0), "Layout", "0: time is the first axis, 1: the batch is", "", 0, 1})
        .infer([gates](const InferContext& c) { return infer_recurrent(c, gates); })
        .reference([name](ReferenceContext& r) { evaluate_decomposition(name, r); })
        .cost([](const InferContext& c, const std::vector<TensorType>& outputs) {
            const double rows = double(c.in(0).shape[0]) * double(c.in(0).shape[1]), macs = rows * double(c.in(1).shape.count() + c.in(2).shape.count());
            double bytes = 4 * double(outputs[0].shape.count());
            for (const TensorType* type : c.inputs) bytes += type ? 4 * double(type->shape.count()) : 0;
            return Cost{2 * macs, bytes, 0};
        });
    return op;
}

ir::ValueId of_direction(Builder& b, const ir::Instruction& i, size_t input, int d) {
    if (input >= i.inputs.size() || !i.inputs[input].present()) return {};
    const Shape all = b.type(i.inputs[input]).shape;
    const int axis = all.rank() == 3 && input > 3 && batch_first(i.attributes) ? 1 : 0;
    Term x = in(b, i, input);
    if (all[axis] > 1) x = x.then("Slice", {}, part(axis, d, d + 1));
    List dims = all.dims();
    dims.erase(dims.begin() + axis);
    return plain(x, Shape(dims));
}

std::vector<ir::ValueId> decompose_recurrent(Builder& b, const ir::Instruction& i, bool bias_apart, const DirectionRule& rule) {
    const bool turned = batch_first(i.attributes);
    Term x = in(b, i);
    if (turned) x = x.then("Transpose", {}, {{"perm", List{1, 0, 2}}});
    const Shape xs = b.type(x).shape;
    const int64_t steps = xs[0], batch = xs[1], count = directions(i.attributes), width = b.type(i.inputs[2]).shape[1], hidden = b.type(i.inputs[2]).shape[2];
    const Term rows = plain(x, {steps * batch, xs[2]});
    std::vector<std::vector<ir::ValueId>> parts(i.outputs.size());
    for (int d = 0; d < int(count); ++d) {
        Direction direction{reversed(i.attributes, d), d, {}, {}, {}, of_direction(b, i, 5, d), {}};
        if (i.inputs.size() > 4 && i.inputs[4].present()) direction.lengths = plain(in(b, i, 4), {batch});
        std::vector<ir::ValueId> product{of_direction(b, i, 1, d)};
        if (const ir::ValueId biases = of_direction(b, i, 3, d); biases.present()) {
            const Term all(b, biases);
            const int64_t added = bias_apart ? width - hidden : width;
            Term of_r = all.then("Slice", {}, part(0, width, width + added));
            if (bias_apart) {
                direction.recurrent_bias = all.then("Slice", {}, part(0, width + added, 2 * width));
                of_r = of_r.then("Pad", {}, {{"pads", List{0, hidden}}});
            }
            product.push_back(all.then("Slice", {}, part(0, 0, width)) + of_r);
        }
        direction.gates = plain(rows.then("Gemm", product, {{"transB", int64_t(1)}}), {steps, batch, width});
        direction.recurrent = Term(b, of_direction(b, i, 2, d)).then("Transpose", {}, {{"perm", List{1, 0}}});
        const std::vector<ir::ValueId> states = rule(b, direction);
        Term y(b, states[0]);
        if (direction.lengths.present()) y = y.then("MaskSteps", {direction.lengths});
        parts[0].push_back(plain(y, {steps, 1, batch, hidden}));
        for (size_t k = 1; k < parts.size(); ++k)
            parts[k].push_back(Term(b, states[k - 1]).then("Slice", {}, direction.reverse ? part(0, 0, 1) : part(0, steps - 1, steps)));
    }
    std::vector<ir::ValueId> results;
    for (size_t k = 0; k < parts.size(); ++k) {
        Term y(b, count == 1 ? parts[k][0] : b.emit("Concat", parts[k], {{"axis", int64_t(k == 0)}}));
        if (turned) y = y.then("Transpose", {}, {{"perm", k == 0 ? List{2, 0, 1, 3} : List{1, 0, 2}}});
        const ir::Value& wanted = b.program()[i.outputs[k]];
        results.push_back(y.then("Reshape", {}, {{"shape", wanted.type.shape.dims()}, {"batched", wanted.batched}}));
    }
    return results;
}

std::vector<Case> recurrence_cases(const std::vector<ShapeRule>& inputs, size_t outputs, const Attributes& attributes) {
    std::vector<Case> cases;
    for (const auto& [steps, batch, hidden] : {std::tuple(3, 5, 4), std::tuple(4, 1, 9), std::tuple(2, 4, 3), std::tuple(2, 5, 16)}) {
        Case one{{}, attributes};
        for (const ShapeRule& shape : inputs) one.inputs.push_back({DType::F32, shape(steps, batch, hidden)});
        if (cases.size() < 2) one.inputs.push_back({DType::I32, {batch}});
        one.integer_low = 1;
        one.integer_high = steps + 1;
        one.attributes["reverse"] = cases.size() == 1;
        one.outputs = outputs;
        cases.push_back(one);
    }
    return cases;
}

std::vector<Case> recurrent_cases(int64_t gates, const std::vector<ShapeRule>& extra) {
    std::vector<Case> cases;
    for (const char* direction : {"forward", "reverse", "bidirectional"})
        for (const int64_t layout : {0, 1}) {
            const int64_t steps = 3, batch = 5, size = 2, hidden = 4, d = std::string(direction) == "bidirectional" ? 2 : 1;
            const auto f = [](Shape s) { return TensorType{DType::F32, std::move(s)}; };
            Case one{{f(layout ? Shape{batch, steps, size} : Shape{steps, batch, size}), f({d, gates * hidden, size}), f({d, gates * hidden, hidden})}, {{"direction", std::string(direction)}, {"layout", layout}}};
            if (cases.size() % 4 < 2) {
                one.inputs.insert(one.inputs.end(), {f({d, 2 * gates * hidden}), {DType::I32, {batch}}, f(layout ? Shape{batch, d, hidden} : Shape{d, batch, hidden})});
                for (const ShapeRule& shape : extra) one.inputs.push_back(f(layout && shape(batch, d, hidden).rank() == 3 ? Shape{batch, d, hidden} : shape(batch, d, hidden)));
                one.integer_low = 1;
                one.integer_high = steps + 1;
            }
            one.batched = {layout == 1, false, false, false, layout == 1, layout == 1, layout == 1 && !extra.empty()};
            one.batched.resize(std::min(one.batched.size(), one.inputs.size()));
            one.outputs = 2 + (extra.empty() ? 0 : 1);
            cases.push_back(one);
        }
    return cases;
}

SADDLE_OP(MaskSteps) {
    return OpDef("MaskSteps").summary("Zeroes the steps after each sequence's end.", "y_{t,b} = x_{t,b} [t < n_b]").input("x", "[T, B, ...]").input("lengths", "[B]").output("y").not_in_onnx()
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            if (c.in(0).shape.rank() < 2 || c.in(1).shape != Shape{c.in(0).shape[1]}) return invalid("MaskSteps needs [T, B, ...] and [B], got " + to_string(c.in(0)) + " and " + to_string(c.in(1)));
            return std::vector<TensorType>{c.in(0)};
        })
        .gradient([](GradientContext& g) {
            if (g.wants(0)) g.set(0, g.b.emit("MaskSteps", {g.dout(), g.in(1)}));
        })
        .reference([](ReferenceContext& r) {
            const Shape& x = r.in(0).type.shape;
            const int64_t inner = x.count(2, x.rank());
            for (int64_t k = 0; k < x.count(); ++k)
                if (double(k / inner / x[1]) < r.in(1).data[size_t(k / inner % x[1])]) r.out().data[size_t(k)] = r.in(0).data[size_t(k)];
        })
        .batch_rule([](const Attributes&, const std::vector<bool>&, int) { return false; })
        .indexed([](const IndexContext& c) {
            std::vector<std::string> all;
            for (int axis = 0; axis < c.output.shape.rank(); ++axis) all.push_back("o" + std::to_string(axis));
            return "if (o0 >= " + c.read(1, {"o1"}) + ") return " + c.type + "(0);\n    return " + c.read(0, all) + ";";
        })
        .cases([] {
            Case one{{{DType::F32, {3, 5, 2}}, {DType::I32, {5}}}, {}};
            one.integer_high = 4;
            return std::vector<Case>{one};
        }());
}

}  // namespace saddle::ops

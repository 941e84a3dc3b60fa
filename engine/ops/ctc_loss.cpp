// Connectionist temporal classification: A. Graves et al., "Connectionist temporal classification: labelling unsegmented
// sequence data with recurrent neural networks", ICML 2006. A line of L labels becomes 2 L + 1 states, a blank before, between
// and after the labels; forward and backward run over the lattice of steps and states in logarithms.
#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/ops/decomposed.h"
#include "engine/ops/dispatch.h"
#include "engine/ops/term.h"

namespace saddle::ops {
namespace {

using List = std::vector<int64_t>;

/// The logarithm of 0, and what is not told from it.
constexpr double kNothing = -1e30, kImpossible = -1e29;
/// So that a row of states fits the smallest shared memory.
constexpr int64_t kMostLabels = 2000;

AttributeDef zero_infinity() { return {"zero_infinity", false, "Zero for impossible", "lines with more labels than steps allow cost nothing, in place of infinity"}; }

double log_sum(double a, double b, double c) {
    const double most = std::max({a, b, c});
    return most + std::log(std::exp(a - most) + std::exp(b - most) + std::exp(c - most));
}

/// The lattice of one line of the reference; see shaders/include/ctc.glsl.
struct Lattice {
    const ReferenceContext& r;
    const int64_t n;
    const int64_t steps = r.in(0).type.shape[1], classes = r.in(0).type.shape[2], states = r.in(1).type.shape[1];
    const int64_t end = std::clamp<int64_t>(int64_t(r.in(2).data[size_t(n)]), 0, steps);
    const int64_t last = 2 * std::clamp<int64_t>(int64_t(r.in(3).data[size_t(n)]), 0, states / 2);

    size_t at(int64_t t, int64_t s) const { return size_t((n * steps + t) * states + s); }
    int64_t class_of(int64_t s) const { return std::clamp<int64_t>(int64_t(r.in(1).data[size_t(n * states + s)]), 0, classes - 1); }
    bool skips(int64_t s) const { return s >= 2 && s < states && class_of(s) != class_of(s - 2); }
    double score(int64_t t, int64_t s) const { return std::max(r.in(0).data[size_t((n * steps + t) * classes + class_of(s))], kNothing); }
    double total(const double* row) const { return log_sum(row[last], last > 0 ? row[last - 1] : kNothing, kNothing); }
};

void forward_reference(ReferenceContext& r) {
    for (int64_t n = 0; n < r.in(0).type.shape[0]; ++n) {
        const Lattice l{r, n};
        std::vector<double> row(size_t(l.states), kNothing);
        row[0] = 0;
        for (int64_t t = 0; t < l.steps; ++t) {
            const std::vector<double> before = row;
            for (int64_t s = 0; s < l.states; ++s) {
                if (t < l.end) row[size_t(s)] = l.score(t, s) + log_sum(before[size_t(s)], s > 0 ? before[size_t(s - 1)] : kNothing, l.skips(s) ? before[size_t(s - 2)] : kNothing);
                r.out(1).data[l.at(t, s)] = row[size_t(s)];
            }
        }
        const double total = l.total(row.data());
        r.out(0).data[size_t(n)] = total > kImpossible ? -total : r.attributes.flag("zero_infinity") ? 0 : std::numeric_limits<double>::infinity();
    }
}

void posterior_reference(ReferenceContext& r) {
    for (int64_t n = 0; n < r.in(0).type.shape[0]; ++n) {
        const Lattice l{r, n};
        const double total = l.total(&r.in(4).data[l.at(l.steps - 1, 0)]);
        std::vector<double> row(size_t(l.states + 2), kNothing);
        row[size_t(l.last)] = 0;
        for (int64_t t = l.end; t-- > 0;) {
            const std::vector<double> after = row;
            for (int64_t s = 0; s < l.states; ++s) {
                const double beta = log_sum(after[size_t(s)], after[size_t(s + 1)], l.skips(s + 2) ? after[size_t(s + 2)] : kNothing);
                row[size_t(s)] = beta + l.score(t, s);
                if (total > kImpossible) r.out().data[l.at(t, s)] = std::exp(r.in(4).data[l.at(t, s)] + beta - total);
            }
        }
    }
}

/// A kernel over the lattice, cut into several dispatches where a driver limits the iterations of an invocation.
std::vector<KernelCall> lattice_kernels(const KernelContext& c, const char* source, const char* kernel, bool backward) {
    const int64_t lines = c.in_type(0).shape[0], steps = c.in_type(0).shape[1], states = c.in_type(1).shape[1];
    const bool texel = reads_texels(c);
    KernelCall call;
    call.source = source;
    call.kernel = kernel;
    call.define("BATCH_LAST", int64_t(0));
    call.define("TEXEL", texel);
    for (size_t i = 0; i < c.instruction.inputs.size(); ++i) read(call, c, c.instruction.inputs[i], texel && c.in_type(i).dtype == DType::F32, true);
    for (const ir::ValueId id : c.instruction.outputs) call.bindings.push_back({id, BindingKind::Storage, true});
    if (backward) call.bindings.push_back({c.scratch(lines * states), BindingKind::Storage, true});
    const int64_t wide = c.variant == DeviceClass::Cpu ? 128 : 256;
    call.local_size = uint32_t(std::min({wide, int64_t(c.device.max_workgroup_invocations), ceil_div(states, 8) * 8}));
    const int64_t units = ceil_div(states, call.local_size);
    for (const auto& [name, value] : {std::pair("STEPS", steps), std::pair("STATES", states), std::pair("UNITS", units), std::pair("CLASSES", c.in_type(0).shape[2]),
                                      std::pair("ZERO_INFINITY", int64_t(c.instruction.attributes.flag("zero_infinity")))})
        call.define(name, value);
    spread(call, lines, c.device);
    const int64_t chunk = std::clamp<int64_t>((int64_t(c.device.max_loop_iterations) - 1000) / (2 * units + 1), 1, steps);
    std::vector<KernelCall> calls;
    for (int64_t first = 0; first < steps; first += chunk) {
        calls.push_back(call);
        calls.back().define("FIRST", first);
        calls.back().define("LAST", std::min(first + chunk, steps));
        calls.back().flops = 80 * double(lines * states) * double(std::min(chunk, steps - first));
    }
    if (backward) std::reverse(calls.begin(), calls.end());
    return calls;
}

Cost lattice_cost(const InferContext& c, const std::vector<TensorType>& outputs) {
    const double cells = double(outputs.back().shape.count());
    return {80 * cells, 4 * (double(c.in(0).shape.count()) + cells)};
}

/// Lines of labels 1, 2, ... in turn, every third one twice; of each line: its steps and labels.
Case lattice_case(int64_t steps, int64_t classes, int64_t labels, const std::vector<std::pair<int64_t, int64_t>>& lengths, double reach = 1) {
    const int64_t lines = int64_t(lengths.size());
    const auto ids = [](Shape s) { return TensorType{DType::I32, std::move(s)}; };
    Case one{{{DType::F32, {lines, steps, classes}}, ids({lines, labels}), ids({lines}), ids({lines})}, {}, -reach, reach};
    for (int64_t n = 0; n < lines; ++n) {
        for (int64_t k = 0; k < labels; ++k) one.given[1].push_back(double((k + k / 3 + n) % (classes - 1) + 1));
        one.given[2].push_back(double(lengths[size_t(n)].first));
        one.given[3].push_back(double(lengths[size_t(n)].second));
    }
    one.batched = {true, true, true, true};
    return one;
}

std::vector<Case> loss_cases() {
    std::vector<Case> cases{lattice_case(7, 5, 3, {{7, 3}, {4, 2}, {5, 0}}), lattice_case(1, 3, 1, {{1, 1}}), lattice_case(11, 3, 5, {{11, 5}, {2, 5}, {9, 3}, {0, 1}, {11, 4}}),
                            lattice_case(133, 3, 130, {{133, 90}}, 0.1), lattice_case(5, 4, 2, {{5, 2}, {5, 2}})};
    cases[2].attributes = {{"zero_infinity", true}, {"reduction", std::string("none")}};
    cases[3].attributes = {{"reduction", std::string("sum")}};
    cases[4].attributes = {{"blank", int64_t(3)}};                       // which is a label here, and class 0 is none
    for (double& label : cases[4].given[1]) label -= 1;
    cases[4].inputs.resize(2);                                            // all steps, all labels
    return cases;
}

/// The same for the ops over the lattice: states in place of labels, and no batch axis.
std::vector<Case> state_cases(bool posterior) {
    std::vector<Case> cases;
    for (Case one : loss_cases()) {
        const int64_t lines = one.inputs[1].shape[0], labels = one.inputs[1].shape[1], states = 2 * labels + 1;
        // Of any alpha, long lines have shares beyond what a float tells apart; those of the loss's gradient are at most 1.
        if (one.inputs.size() < 4 || (posterior && labels > 100)) continue;
        std::vector<double> spaced(size_t(lines * states), 0);
        for (int64_t k = 0; k < lines * labels; ++k) spaced[size_t(k / labels * states + k % labels * 2 + 1)] = one.given[1][size_t(k)];
        one.inputs[1].shape[1] = states;
        one.given[1] = spaced;
        one.batched.clear();
        one.attributes.erase("reduction");
        one.outputs = posterior ? 1 : 2;
        if (posterior) {
            one.attributes.clear();
            one.inputs.push_back({DType::F32, {lines, one.inputs[0].shape[1], states}});
        }
        cases.push_back(one);
    }
    return cases;
}

Status check(const InferContext& c, const char* op) {
    const Shape &x = c.in(0).shape, &t = c.in(1).shape;
    if (c.in(0).dtype != DType::F32 || x.rank() != 3 || x.count() < 1) return invalid(std::string(op) + " needs scores N T C of at least one step, got " + to_string(c.in(0)));
    if (c.in(1).dtype != DType::I32 || t.rank() != 2 || t[0] != x[0] || t[1] < 1) return invalid(std::string(op) + " needs labels " + std::to_string(x[0]) + " x L beside scores " + to_string(x) + ", got " + to_string(c.in(1)));
    for (const size_t i : {2, 3})
        if (c.has(i) && c.in(i) != TensorType{DType::I32, {x[0]}}) return invalid(std::string(op) + " needs lengths " + to_string(TensorType{DType::I32, {x[0]}}) + ", got " + to_string(c.in(i)));
    return {};
}

}  // namespace

SADDLE_OP(CTCLoss) {
    return OpDef("CTCLoss").summary("How unlikely the labels are, whatever the steps they are read at: over all paths that spell them when repeats are joined and blanks left out.", "L_n = -ln \\sum_{\\pi spells t_n} \\prod_t p_{n,t,\\pi_t}").not_in_onnx()
        .input("log_probs", "logarithms of shares [N, T, C]").input("targets", "labels [N, L]; what lies behind a line's last counts for nothing").optional("input_lengths", "steps of each line [N]; none: T").optional("target_lengths", "labels of each line [N]; none: L").output("loss")
        .attribute({"blank", int64_t(0), "Blank", "class that stands for no label", "", 0}).attribute(zero_infinity())
        .attribute({"reduction", std::string("mean"), "Reduction", "over lines; mean: each line's loss is divided by its labels first", "", 0, 0, {"mean", "sum", "none"}})
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            TRY_STATUS(check(c, "CTCLoss"));
            const Shape& x = c.in(0).shape;
            const int64_t blank = c.attributes.integer("blank"), labels = c.in(1).shape[1];
            if (blank < 0 || blank >= x[2]) return invalid("blank " + std::to_string(blank) + " is none of the " + std::to_string(x[2]) + " classes of " + to_string(x));
            if (labels > kMostLabels) return invalid("lines of " + std::to_string(labels) + " labels are longer than the " + std::to_string(kMostLabels) + " that CTCLoss takes");
            return std::vector<TensorType>{{DType::F32, c.attributes.text("reduction", "mean") == "none" ? Shape{x[0]} : Shape{}}};
        })
        .reference([](ReferenceContext& r) { evaluate_decomposition("CTCLoss", r); })
        .expand([](Builder& b, const ir::Instruction& i) -> std::vector<ir::ValueId> {
            const Shape x = b.type(i.inputs[0]).shape;
            const int64_t lines = x[0], labels = b.type(i.inputs[1]).shape[1], blank = i.attributes.integer("blank");
            const auto plain = [&](size_t k, const Shape& shape) { return in(b, i, k).then("Reshape", {}, {{"shape", shape.dims()}, {"batched", false}}); };
            const auto padded = [&](Term labels_in, int64_t axis, List pads) { return labels_in.then("Pad", {}, {{"axes", List{axis}}, {"pads", std::move(pads)}, {"constant_value", double(blank)}}); };
            const auto lengths = [&](size_t k, int64_t all) {
                if (k < i.inputs.size() && i.inputs[k].present()) return plain(k, {lines});
                return Term(b, b.constant(double(all), DType::I32)).then("Expand", {}, {{"shape", List{lines}}});
            };
            const Term states = padded(padded(plain(1, {lines, labels, 1}), 2, {1, 0}).reshaped({lines, 2 * labels}), 1, {0, 1}), count = lengths(3, labels);
            const auto made = b.emit_all("CTCLattice", {plain(0, x), states, lengths(2, x[1]), count}, {{"zero_infinity", i.attributes.flag("zero_infinity")}}, 2);
            if (!made.ok()) b.error = made.error();
            if (b.error) return std::vector<ir::ValueId>(1);
            const Term loss(b, (*made)[0]);
            const std::string how = i.attributes.text("reduction", "mean");
            const Attributes all{{"keepdims", int64_t(0)}};
            if (how == "none") return {loss.then("Reshape", {}, {{"shape", List{lines}}, {"batched", bool(b.program()[i.outputs[0]].batched)}})};
            if (how == "sum") return {loss.then("ReduceSum", {}, all)};
            return {(loss / count.then("Max", {count.number(1)}).then("Cast")).then("ReduceMean", {}, all)};
        })
        .cases(loss_cases());
}

SADDLE_OP(CTCLattice) {
    return OpDef("CTCLattice").summary("The way forward through CTC's lattice of steps and states, in logarithms.", "\\alpha_{t,s} = ln(e^{\\alpha_{t-1,s}} + e^{\\alpha_{t-1,s-1}} + e^{\\alpha_{t-1,s-2}} [skip]) + x_{t,c_s}").not_in_onnx()
        .input("log_probs", "[N, T, C]").input("states", "the class of each state [N, S]").input("steps", "[N]").input("labels", "[N]").output("loss", "of each line [N]").output("alpha", "[N, T, S]").attribute(zero_infinity())
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            TRY_STATUS(check(c, "CTCLattice"));
            const Shape& x = c.in(0).shape;
            return std::vector<TensorType>{{DType::F32, {x[0]}}, {DType::F32, {x[0], x[1], c.in(1).shape[1]}}};
        })
        .gradient([](GradientContext& g) {
            if (!g.wants(0)) return;
            const Shape x = g.b.type(g.in(0)).shape;
            const Term gamma(g.b, g.b.emit("CTCPosterior", {g.in(0), g.in(1), g.in(2), g.in(3), g.out(1)}));
            // The shares of the states of one class are added up by a product, in its fixed order.
            g.set(0, (gamma * (-dout(g)).reshaped({x[0], 1, 1})).then("MatMul", {in(g, 1).then("OneHot", {}, {{"depth", x[2]}})}));
        })
        .reference(forward_reference)
        .batch_rule([](const Attributes&, const std::vector<bool>&, int) { return false; })
        .kernels([](const KernelContext& c) { return lattice_kernels(c, "loss/ctc.comp", "ctc_forward", false); })
        .cost(lattice_cost).cases(state_cases(false));
}

SADDLE_OP(CTCPosterior) {
    return OpDef("CTCPosterior").summary("The way back through CTC's lattice: the share of the paths that are in each state at each step.", "\\gamma_{t,s} = e^{\\alpha_{t,s} + \\beta_{t,s} - ln p}").not_in_onnx()
        .input("log_probs", "[N, T, C]").input("states", "[N, S]").input("steps", "[N]").input("labels", "[N]").input("alpha", "[N, T, S]").output("gamma", "[N, T, S]")
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            TRY_STATUS(check(c, "CTCPosterior"));
            return std::vector<TensorType>{c.in(4)};
        })
        .not_differentiable("a second derivative through the lattice is not supported")
        .reference(posterior_reference)
        .batch_rule([](const Attributes&, const std::vector<bool>&, int) { return false; })
        .kernels([](const KernelContext& c) { return lattice_kernels(c, "loss/ctc_posterior.comp", "ctc_backward", true); })
        .cost(lattice_cost).cases(state_cases(true));
}

}  // namespace saddle::ops

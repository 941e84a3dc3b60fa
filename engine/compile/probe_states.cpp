#include "engine/compile/probe_states.h"

#include <algorithm>

#include "engine/compile/passes.h"
#include "engine/ops/term.h"

namespace saddle::compile {
namespace {

using ops::Term;
using List = std::vector<int64_t>;

constexpr int64_t kMostMarks = 128;

Attributes part(int64_t axis, int64_t begin, int64_t end) { return {{"axes", List{axis}}, {"starts", List{begin}}, {"ends", List{end}}}; }
bool recurs(const ir::Instruction& i) { return i.op == "RNN" || i.op == "LSTM" || i.op == "GRU"; }

struct State {
    ir::ValueId value;        // [1, N, H]
    std::string name;
    int64_t layer = 0;
    bool last = false;        // in the order of its own direction
};

/// ONNX's operator, time-major, as a chain of itself.
class Chain {
public:
    Chain(NodeId node, int64_t layers) : node_(std::move(node)), layers_(layers) {}

    std::vector<ir::ValueId> operator()(ops::Builder& b, const ir::Instruction& i) {
        if (!recurs(i) || i.node != node_ || made_.count(i.outputs[0])) return {};
        const bool cell = i.op == "LSTM";
        const int64_t directions = b.type(i.inputs[1]).shape[0];
        std::vector<ir::ValueId> all, last_h, last_c;
        for (int64_t d = 0; d < directions; ++d) {
            const bool reverse = d == 1 || i.attributes.text("direction", "forward") == "reverse";
            const std::string suffix = (layers_ > 1 ? "_l" + std::to_string(layer_) : "") + (reverse ? "_reverse" : "");
            std::vector<ir::ValueId> state{of(b, i, 5, d), of(b, i, 6, d)};
            all.push_back(direction(b, i, d, reverse, suffix, state));
            last_h.push_back(state[0]);
            last_c.push_back(state[1]);
        }
        ++layer_;
        const auto joined = [&](const std::vector<ir::ValueId>& parts, int64_t axis) { return parts.size() == 1 ? parts[0] : b.emit("Concat", parts, {{"axis", axis}}); };
        std::vector<ir::ValueId> results{joined(all, 1), joined(last_h, 0)};
        if (cell) results.push_back(joined(last_c, 0));
        return results;
    }
    const std::vector<State>& states() const { return states_; }

private:
    /// One direction of an input; absent where it is.
    static ir::ValueId of(ops::Builder& b, const ir::Instruction& i, size_t input, int64_t direction) {
        return input < i.inputs.size() && i.inputs[input].present() ? b.emit("Slice", {i.inputs[input]}, part(0, direction, direction + 1)) : ir::ValueId();
    }
    ir::ValueId marked(ops::Builder& b, ir::ValueId state, const std::string& name, int64_t step, bool last) {
        const ir::ValueId copy = b.emit("Identity", {state});   // the operator itself is replaced before it is differentiated
        if (b.error) return copy;
        b.program()[copy].name = name + ":" + std::to_string(step);
        states_.push_back({copy, b.program()[copy].name, layer_, last});
        return copy;
    }

    /// One direction of an instruction.
    struct Way {
        const ir::Instruction& of;
        bool reverse = false;
        std::string suffix;
        std::vector<ir::ValueId> weights;   // inputs 1, 2, 3 and 7 in their places
        int64_t pieces = 0, done = 0;
    };

    /// All states [T, 1, N, H]; `state`, h and c, is left as the last one.
    ir::ValueId direction(ops::Builder& b, const ir::Instruction& i, int64_t d, bool reverse, const std::string& suffix, std::vector<ir::ValueId>& state) {
        const Term x(b, i.inputs[0]);
        Way way{i, reverse, suffix, std::vector<ir::ValueId>(i.op == "LSTM" ? 8 : 6), std::min(b.type(x).shape[0], kMostMarks)};
        for (const size_t k : {1, 2, 3, 7})
            if (k < way.weights.size()) way.weights[k] = of(b, i, k, d);
        const ir::ValueId lengths = i.inputs.size() > 4 ? i.inputs[4] : ir::ValueId();
        const Term y(b, steps(b, way, x, lengths.present() ? std::optional(Term(b, lengths).then("Cast")) : std::nullopt, {0, way.pieces}, state));
        if (!lengths.present() || b.error) return y;
        const Shape shape = b.type(y).shape;
        return y.reshaped({shape[0], shape[2], shape[3]}).then("MaskSteps", {lengths}).reshaped(shape);
    }

    /// The states of these pieces, which read x [t, N, F] of sequences of which so much is `left`. Cut in halves again and again, so that
    /// what cuts and joins is a few kernels, used many times.
    ir::ValueId steps(ops::Builder& b, Way& way, Term x, std::optional<Term> left, std::pair<int64_t, int64_t> pieces, std::vector<ir::ValueId>& state) {
        if (b.error) return x;
        const auto [first, end] = pieces;
        if (end - first == 1) return piece(b, way, x, left, state);
        const int64_t all = b.type(way.of.inputs[0]).shape[0], middle = (first + end) / 2, cut = middle * all / way.pieces - first * all / way.pieces;
        ir::ValueId halves[2];
        for (const int half : {int(way.reverse), int(!way.reverse)}) {
            const Term part_of_x = x.then("Slice", {}, half == 0 ? part(0, 0, cut) : part(0, cut, b.type(x).shape[0]));
            halves[half] = steps(b, way, part_of_x, half == 1 && left ? *left - double(cut) : left, half == 0 ? std::pair(first, middle) : std::pair(middle, end), state);
        }
        return b.emit("Concat", {halves[0], halves[1]}, {{"axis", int64_t(0)}});
    }

    ir::ValueId piece(ops::Builder& b, Way& way, Term x, std::optional<Term> left, std::vector<ir::ValueId>& state) {
        const int64_t all = b.type(way.of.inputs[0]).shape[0], size = b.type(x).shape[0];
        const size_t kinds = way.of.op == "LSTM" ? 2 : 1;
        std::vector<ir::ValueId> inputs = way.weights;
        inputs[0] = x;
        if (left) inputs[4] = left->then("Max", {left->number(0)}).then("Min", {left->number(double(size))}).then("Cast", {}, {{"to", int64_t(6)}});
        std::copy_n(state.begin(), kinds, inputs.begin() + 5);
        while (!inputs.back().present()) inputs.pop_back();
        Attributes attributes = way.of.attributes;
        attributes["direction"] = std::string(way.reverse ? "reverse" : "forward");
        const auto made = b.emit_all(way.of.op, inputs, attributes, kinds + 1);
        if (!made.ok()) {
            b.error = made.error();
            return x;
        }
        made_.insert((*made)[0]);
        const int64_t number = way.done++;   // in the order of the way
        const int64_t step = way.reverse ? (way.pieces - 1 - number) * all / way.pieces : (number + 1) * all / way.pieces - 1;
        for (size_t kind = 0; kind < kinds; ++kind) state[kind] = marked(b, (*made)[1 + kind], (kind == 0 ? "h" : "c") + way.suffix, step, way.done == way.pieces);
        // What the layer gives for that step is the state that was marked: all ways to the loss lead through it.
        const Term last = Term(b, state[0]).then("Unsqueeze", {}, {{"axes", List{0}}}), inner(b, (*made)[0]);
        if (size == 1) return last;
        if (way.reverse) return last.then("Concat", {inner.then("Slice", {}, part(0, 1, size))}, {{"axis", int64_t(0)}});
        return inner.then("Slice", {}, part(0, 0, size - 1)).then("Concat", {last}, {{"axis", int64_t(0)}});
    }

    const NodeId node_;
    const int64_t layers_;
    int64_t layer_ = 0;
    std::set<ir::ValueId> made_;
    std::vector<State> states_;
};

/// Differentiates by the states, and gives the gradients names of their own.
Status by_states(ir::Program& program, ir::EntryPoint& entry, const std::vector<State>& states, const std::string& of, const std::string& prefix) {
    std::vector<ir::ValueId> values;
    for (const State& state : states) values.push_back(state.value);
    TRY_STATUS(differentiate(program, entry.name, values, of));
    for (ir::Output& output : entry.outputs)
        if (output.name.starts_with(kGradient)) output.name = prefix + output.name.substr(kGradient.size());
    return {};
}

}  // namespace

Status add_states(ir::Program& program, ir::EntryPoint& entry, const NodeId& node) {
    const auto layers = std::count_if(entry.body.begin(), entry.body.end(), [&](const ir::Instruction& i) { return recurs(i) && i.node == node; });
    if (layers == 0) return Error{ErrorKind::Usage, node + " has no state that runs through time", "look at an RNN, LSTM or GRU layer", {}};
    if (!entry.output("loss")) return invalid("the graph has no loss to differentiate");
    Chain chain(node, layers);
    TRY_STATUS(rewrite(program, entry, std::ref(chain)));
    TRY_STATUS(by_states(program, entry, chain.states(), "loss", std::string(kStates) + "loss:"));

    ops::Builder b(program, entry);
    b.node = node;
    std::optional<Term> score;
    for (const State& state : chain.states()) {
        if (!state.last || state.layer + 1 != layers || !entry.output(std::string(kStates) + "loss:" + state.name)) continue;
        const Term weighed = Term(b, state.value) * Term(b, add_input(b, std::string(kStates) + "seed:" + state.name, program[state.value].type));
        const Term sum = weighed.then("ReduceSum", {}, {{"keepdims", int64_t(0)}});
        score = score ? *score + sum : sum;
    }
    if (b.error) return *b.error;
    if (!score) return invalid("the loss does not depend on the last state of " + node);
    entry.outputs.push_back({"score", *score});
    TRY_STATUS(by_states(program, entry, chain.states(), "score", std::string(kStates) + "last:"));
    std::erase_if(entry.outputs, [](const ir::Output& o) { return o.name == "score"; });
    return {};
}

}  // namespace saddle::compile

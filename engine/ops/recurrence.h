#pragma once
// What RNN, LSTM and GRU share. ONNX's operator is written as products over all steps at once, hoisted out of the time loop,
// and a recurrence: the loop itself, one dispatch forwards and one backwards (cf. J. Appleyard et al., "Optimizing performance
// of recurrent neural networks on GPUs", 2016). Tensors of the recurrence are time-major: [T, B, width].
#include "engine/ops/dispatch.h"
#include "engine/ops/term.h"

namespace saddle::ops {

// --- the recurrence

struct RecurrenceShape {
    int64_t steps = 0, sequences = 0, hidden = 0;
};
/// Attribute "reverse": the loop runs from the last step to the first.
AttributeDef reverse_attribute();
/// A kernel of shaders/rnn, cut into several dispatches where a driver limits the iterations of an invocation. Input i of the
/// instruction is bound as <NAME>_SLOT when it is there and HAS_<NAME> says so; the last name of `inputs` is "LENGTHS". Outputs
/// follow. `iterations` of the inner loops are run a unit and step.
struct RecurrenceKernel {
    const char* file;
    RecurrenceShape shape;
    std::vector<const char*> inputs, outputs;
    int64_t gates = 1;                           ///< products of [H, H] a step
    int64_t iterations = 1, shared_width = 1;    ///< shared memory: so many numbers a sequence
    bool backward = false;
    std::vector<std::pair<std::string, std::string>> defines;
};
std::vector<KernelCall> recurrence_kernels(const KernelContext& context, const RecurrenceKernel& kernel);

/// Calls f(t, before) for the steps of a recurrence in its order; `before` is the step that ran before, -1 at the first.
template <class F>
void for_each_step(const Attributes& a, int64_t steps, F f) {
    for (int64_t s = 0; s < steps; ++s) a.flag("reverse") ? f(steps - 1 - s, s == 0 ? -1 : steps - s) : f(s, s - 1);
}
/// The same in the opposite order: the way back.
template <class F>
void for_each_step_back(const Attributes& a, int64_t steps, F f) {
    for (int64_t s = steps; s-- > 0;) a.flag("reverse") ? f(steps - 1 - s, s == 0 ? -1 : steps - s) : f(s, s - 1);
}
/// Whether sequence b still runs at step t; `lengths` may be nullptr.
inline bool runs(const ReferenceTensor* lengths, int64_t t, int64_t b) { return !lengths || double(t) < lengths->data[size_t(b)]; }

/// States [T, B, H] each a step earlier: what every step started from. `first` [B, H] may be absent: zeros.
Term states_before(Term states, ir::ValueId first, bool reverse, Builder& b);
/// The gradient of the recurrent weights, as [H, width]: the sum over steps and sequences of before^T dgates.
Term weight_gradient(Term before, Term dgates, Builder& b);

// --- ONNX's operators

/// Inputs X, W, R, B, sequence_lens, initial_h, attributes direction, hidden_size and layout, outputs Y and Y_h.
OpDef recurrent_op(const char* name, const char* doc, const char* formula, int64_t gates);

/// One direction of ONNX's operator, time-major and without a batch axis: what a recurrence is made of.
struct Direction {
    bool reverse = false;
    int index = 0;
    ir::ValueId gates;             ///< X W^T + biases [T, B, gates * H]
    ir::ValueId recurrent;         ///< R^T [H, gates * H]
    ir::ValueId recurrent_bias;    ///< Rb of the last gate [H] where it is kept apart and there is B
    ir::ValueId h0, lengths;       ///< [B, H], [B]; may be absent
};
/// States of all steps, [T, B, H]: the first give Y and Y_h, the k-th output k + 1.
using DirectionRule = std::function<std::vector<ir::ValueId>(Builder&, const Direction&)>;
/// Writes the operator by its directions. `bias_apart`: the last gate's Rb is not added to the gates.
std::vector<ir::ValueId> decompose_recurrent(Builder& b, const ir::Instruction& instruction, bool bias_apart, const DirectionRule& rule);
/// One direction of an input [D, B, H] ([B, D, H] by layout) as [B, H], or of [D, n] as [n]; absent when not given.
ir::ValueId of_direction(Builder& b, const ir::Instruction& instruction, size_t input, int direction);

/// Conformance cases of a recurrence (all steps, reversed, with lengths) with these inputs before the lengths, by (T, B, H);
/// and of the operator with these inputs after initial_h, by (B, D, H).
using ShapeRule = std::function<Shape(int64_t, int64_t, int64_t)>;
std::vector<Case> recurrence_cases(const std::vector<ShapeRule>& inputs, size_t outputs, const Attributes& attributes = {});
std::vector<Case> recurrent_cases(int64_t gates, const std::vector<ShapeRule>& extra);

}  // namespace saddle::ops

#pragma once
// What the machine must compute. A Program holds values and entry points (train, eval, predict, ...) that share
// parameters and state; an entry is a straight list of instructions whose ops are named and specified as in ONNX
// (opset 17) wherever ONNX has them. Each instruction carries where it came from (node, phase); that is never lost.
#include <compare>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/attributes.h"
#include "engine/core/result.h"
#include "engine/core/shape.h"
#include "engine/graph/graph.h"

namespace saddle::ir {

/// Index into Program::values. Default: absent (ONNX's optional input).
struct ValueId {
    int32_t index = -1;
    bool present() const { return index >= 0; }
    auto operator<=>(const ValueId&) const = default;
};

enum class Phase { Forward, Backward, Update };
const char* name(Phase phase);

enum class ValueKind {
    Input,      ///< fed per step from a batch ("image", "label"); first axis is the batch
    Parameter,  ///< trained; shared by all entries
    State,      ///< kept between steps, not trained by gradient (running mean, Adam's moments)
    Step,       ///< one scalar of the step's parameter buffer ("lr", "step", ...)
    Constant,   ///< a scalar literal in `constant`
    Temporary,  ///< made by an instruction; lives in the arena
};
const char* name(ValueKind kind);

/// How a parameter or state begins. `type`: "zeros", "ones", "constant" {gain}, "uniform" (U(-gain, gain)),
/// "normal" {gain = std}, or one of initializer_schemes(), resolved by fan_in and fan_out.
struct Initializer {
    std::string type = "zeros";
    double gain = 1;
    int64_t fan_in = 1, fan_out = 1;
};

/// What users choose from for weights: "pytorch", "xavier_uniform", ...
const std::vector<std::string>& initializer_schemes();

struct Value {
    std::string name;       ///< "conv1.weight" for parameters; unique among parameters and state
    ValueKind kind = ValueKind::Temporary;
    TensorType type;
    bool batched = false;   ///< the first axis is the batch: the planner may put it last in memory
    double constant = 0;    ///< for Constant
    Initializer initializer;  ///< for Parameter and State
    NodeId node;            ///< the layer that owns or made it
};

struct Instruction {
    std::string op;         ///< OpDef name
    std::vector<ValueId> inputs, outputs;
    Attributes attributes;
    NodeId node;
    Phase phase = Phase::Forward;
};

/// A named result of an entry: "loss", "predictions", "correct" (count of right classifications), "samples".
struct Output {
    std::string name;
    ValueId value;
};

struct EntryPoint {
    std::string name;       ///< "train", "eval", "predict"
    std::vector<ValueId> inputs;
    std::vector<Instruction> body;
    std::vector<Output> outputs;
    /// State or parameter written back at the end of a run of the entry: `to` takes the value of `from` (running statistics).
    struct Assign { ValueId to, from; };
    std::vector<Assign> assigns;
    std::optional<ValueId> output(const std::string& name) const;
};

struct Program {
    std::deque<Value> values;   ///< a deque: references stay good while rules add values
    std::vector<EntryPoint> entries;

    Value& operator[](ValueId id) { return values[size_t(id.index)]; }
    const Value& operator[](ValueId id) const { return values[size_t(id.index)]; }
    ValueId add(Value value);
    EntryPoint* entry(const std::string& name);
    const EntryPoint* entry(const std::string& name) const;
    /// Parameters, in the order in which the graph made them.
    std::vector<ValueId> of_kind(ValueKind kind) const;
    /// The first parameter, state or step scalar that was added under that name.
    std::optional<ValueId> find(ValueKind kind, const std::string& name) const;

private:
    std::map<std::pair<ValueKind, std::string>, ValueId> named_;
};

/// Readable text, one instruction a line: "%12 f32[64x6x28x28] = Conv(%0, %1, %2) pads=[2, 2, 2, 2]  ; conv1 forward".
std::string dump(const Program& program);

/// Checks what every pass may rely on: ids in range, values defined before use, one definition each, provenance
/// present, outputs defined. The first violation is an Internal error that quotes the instruction.
Status verify(const Program& program);

}  // namespace saddle::ir

#pragma once
// One conformance case as a program: the op, a random projection of its first result to a scalar loss, and the gradient.
#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "engine/compile/passes.h"
#include "engine/core/philox.h"
#include "engine/ops/layer_def.h"

namespace saddle {

using Values = std::map<int32_t, ops::ReferenceTensor>;

struct ProgramUnderTest {
    ir::Program program;
    std::vector<ir::ValueId> inputs;      // F32 ones are parameters, the others are inputs
    ir::ValueId weights;                  // of the projection
    size_t forward_instructions = 0;
    std::optional<Error> error;
};

/// Draws the inputs away from kinks and ties, on numbers that a float holds exactly.
inline ops::ReferenceTensor draw(const ops::Case& c, size_t input, Random& random) {
    const TensorType& type = c.inputs[input];
    if (const auto it = c.given.find(input); it != c.given.end()) return {type, it->second};
    const auto [low, high] = input < c.ranges.size() ? c.ranges[input] : std::pair(c.low, c.high);
    ops::ReferenceTensor tensor{type, std::vector<double>(size_t(type.shape.count()))};
    for (double& x : tensor.data) {
        if (type.dtype == DType::I32) x = double(c.integer_low + int64_t(random.below(uint32_t(c.integer_high - c.integer_low))));
        else if (type.dtype == DType::Bool) x = random.below(2);
        else do x = double(random.uniform(float(low), float(high)));
        while (std::abs(x) < c.keep_away);
        if (c.grid > 0) x = std::round(x / c.grid) * c.grid;
    }
    if (type.dtype == DType::F32 && c.keep_away > 0)  // ties: spread equal-looking values
        for (size_t i = 0; i < tensor.data.size(); ++i) tensor.data[i] = double(float(tensor.data[i] + 4 * c.keep_away * double(i % 7) * (tensor.data[i] > 0 ? 1 : -1)));
    return tensor;
}

inline ProgramUnderTest make_program(const ops::OpDef& op, const ops::Case& c, Values& values, uint64_t seed) {
    ProgramUnderTest t;
    Random random(seed, stream_of(op.name.c_str()));
    t.program.entries.push_back({"train", {}, {}, {}, {}});
    ir::EntryPoint& entry = t.program.entries[0];
    const auto add = [&](const TensorType& type, bool batched, const std::string& name) {
        ir::Value value;
        value.name = name;
        value.kind = type.dtype == DType::F32 ? ir::ValueKind::Parameter : ir::ValueKind::Input;
        value.type = type;
        value.batched = batched;
        value.node = "node";
        const ir::ValueId id = t.program.add(std::move(value));
        if (type.dtype != DType::F32) entry.inputs.push_back(id);
        return id;
    };
    for (size_t i = 0; i < c.inputs.size(); ++i) {
        t.inputs.push_back(add(c.inputs[i], i < c.batched.size() ? bool(c.batched[i]) : false, "x" + std::to_string(i)));
        values[t.inputs.back().index] = draw(c, i, random);
    }
    ops::Builder builder(t.program, entry);
    builder.node = "node";
    auto made = builder.emit_all(op.name, t.inputs, c.attributes, c.outputs);
    if (!made.ok()) {
        t.error = made.error();
        return t;
    }
    for (size_t k = 0; k < made->size(); ++k) entry.outputs.push_back({"y" + std::to_string(k), (*made)[k]});
    if (const Status status = compile::expand_composites(t.program, entry); !status.ok()) {
        t.error = status.error();
        return t;
    }
    ir::ValueId y = *entry.output("y0");
    if (builder.type(y).dtype != DType::F32) y = builder.emit("Cast", {y});
    t.weights = add({DType::F32, builder.type(y).shape}, t.program[y].batched, "weights");
    values[t.weights.index] = {builder.type(t.weights), std::vector<double>(size_t(builder.type(y).shape.count()))};
    for (double& w : values[t.weights.index].data) w = double(random.uniform(-1, 1));
    const ir::ValueId loss = builder.emit("ReduceSum", {builder.emit("Mul", {y, t.weights})}, {{"keepdims", int64_t(0)}});
    t.error = builder.error;
    entry.outputs.push_back({"loss", loss});
    t.forward_instructions = entry.body.size();
    for (const char* name : {"step", "seed_low", "seed_high"}) values[builder.step(name, DType::I32).index] = {{DType::I32, {}}, {3}};
    return t;
}

/// The inputs to differentiate by. Running statistics of batch normalisation are states, never learnt.
inline std::vector<ir::ValueId> wanted_of(const ProgramUnderTest& t, const ops::OpDef& op) {
    std::vector<ir::ValueId> wanted;
    if (t.program[*t.program.entries[0].output("y0")].type.dtype != DType::F32) return wanted;
    for (size_t i = 0; i < t.inputs.size(); ++i)
        if (op.differentiable() && t.program[t.inputs[i]].type.dtype == DType::F32 && !(op.name == "BatchNormalization" && i > 2)) wanted.push_back(t.inputs[i]);
    return wanted;
}

/// Changes the results of instruction `place` before others see them.
using Tamper = std::function<void(size_t place, std::vector<ops::ReferenceTensor>& outputs)>;

/// Runs the first `count` instructions in double by the ops' own references.
inline void evaluate(const ir::Program& program, Values& values, size_t count, const Tamper& tamper = {}) {
    for (size_t i = 0; i < program.values.size(); ++i)
        if (program.values[i].kind == ir::ValueKind::Constant) values[int32_t(i)] = {program.values[i].type, {program.values[i].constant}};
    const ir::EntryPoint& entry = program.entries[0];
    for (size_t i = 0; i < std::min(count, entry.body.size()); ++i) {
        const ir::Instruction& instruction = entry.body[i];
        std::vector<ops::ReferenceTensor> outputs;
        for (const ir::ValueId id : instruction.outputs) outputs.push_back({program[id].type, std::vector<double>(size_t(program[id].type.shape.count()))});
        ops::ReferenceContext context{{}, outputs, instruction.attributes, 3 | uint64_t(3) << 32, 3};
        for (const ir::ValueId id : instruction.inputs) context.inputs.push_back(id.present() ? &values.at(id.index) : nullptr);
        ops::find_op(instruction.op)->reference_rule(context);
        if (tamper) tamper(i, outputs);
        for (size_t k = 0; k < outputs.size(); ++k) values[instruction.outputs[k].index] = std::move(outputs[k]);
    }
}

}  // namespace saddle

#pragma once
// The steps between a project and its plan, in order. compile.cpp is the list of calls; this is what they exchange.
#include "engine/compile/compile.h"

namespace saddle::compile {

/// A graph as ops, with everything learnt on the way; broken nodes are in `diagnostics` and leave no instructions.
struct Expansion {
    ir::Program program;
    std::map<PortRef, PortType> ports;
    std::map<PortRef, ir::ValueId> values;   ///< what flows through a port, in the last of the modes
    std::vector<Diagnostic> diagnostics;
};
/// Invalid, with the diagnostics that are errors, where there are any.
Status mistakes(const Project& project, const std::vector<Diagnostic>& diagnostics);
Expansion expand(const Project& project, const ops::DataSignature& data, int64_t batch, const std::vector<ops::Mode>& modes);

/// "train." or, of several objectives, "train.objectives[1].": how the fields of objective `i` begin in errors.
std::string objective_field(const TrainConfig& train, size_t i);
/// Whether one of the globs, separated by commas, matches the name.
bool matches(const std::string& globs, const std::string& name);

/// Pass "sparse-update": where every step is plain descent, takes tables of which the batch looks up rows out of the gradients
/// and moves those rows in place.
Status update_rows(ir::Program& program, const TrainConfig& train);

/// A new input of the builder's entry, of the builder's node.
ir::ValueId add_input(ops::Builder& builder, const std::string& name, const TensorType& type, bool batched = false);

/// Removes instructions whose results reach no output, assignment or update.
void remove_dead_code(ir::EntryPoint& entry);
/// Replaces ops by what their expand rule says: only those whose gradient is that of others.
Status expand_composites(ir::Program& program, ir::EntryPoint& entry);
/// Joins instructions of one op, inputs and attributes (random ops carry their stream as an attribute): those of one phase, and
/// small results of any.
void join_common_subexpressions(const ir::Program& program, ir::EntryPoint& entry);

/// Copies operands that do not lie in memory as their kernel wants them: batched ones all in the batch's layout, or none.
Status align_layouts(ir::Program& program, ir::EntryPoint& entry);

/// Lets each reader of a cheap value that is made of one stored tensor and small ones make it again, where all readers take
/// it element by element: it needs no memory and no store.
void recompute(ir::Program& program, ir::EntryPoint& entry);

/// One dispatch to be: a root op with the elementwise work fused around it, or elementwise work alone.
struct Group {
    int root = -1;               ///< instruction of the body that has kernels of its own; -1: elementwise only
    std::vector<int> prologue;   ///< elementwise instructions computed while input 0 of the root is read
    std::vector<int> chain;      ///< elementwise instructions on each element of the result, in order
};
/// Groups of the entry's body in execution order. Instructions that only rename memory are in none.
std::vector<Group> fuse(const ir::Program& program, const ir::EntryPoint& entry, const PassOptions& passes);

/// Whether the instruction only gives memory another shape: no kernel runs.
bool renames(const ir::Program& program, const ir::Instruction& instruction);
/// For each value, the value whose memory it is (itself, or what Reshape renamed).
std::vector<ir::ValueId> alias_roots(const ir::Program& program, const ir::EntryPoint& entry);

/// The physical home of batched values on this device.
ops::Layout activation_layout(const DeviceProfile& device);
ops::Layout layout_of(const ir::Program& program, ir::ValueId id, const DeviceProfile& device);

/// GLSL for the elementwise instructions of a group.
struct Elementwise {
    const ir::Program& program;
    const ir::EntryPoint& entry;
    const DeviceProfile& device;
    /// Element order and count shared by all values of the chain: type and layout of one of them.
    ir::ValueId domain;
};
/// STORE(index, value): `value` is `seed`; runs `chain`, stores `stores`.
ops::Epilogue epilogue_code(const Elementwise& e, const std::vector<int>& chain, ir::ValueId seed,
                            const std::vector<ir::ValueId>& stores);
/// LOAD(index): runs `chain` and returns `result` (an input of the chain, or made by it).
ops::Prologue prologue_code(const Elementwise& e, const std::vector<int>& chain, ir::ValueId result);
/// A kernel of its own: T-sized elements, one invocation each.
ops::KernelCall elementwise_call(const Elementwise& e, const std::vector<int>& chain, const std::vector<ir::ValueId>& stores);

/// Kernel calls of all groups; scratch values are appended to the program.
Result<std::vector<ops::KernelCall>> schedule(ir::Program& program, const ir::EntryPoint& entry, const std::vector<Group>& groups,
                                              const DeviceProfile& device, const PassOptions& passes, const KernelChoices& choices,
                                              std::map<std::string, std::string>& chosen);

/// Fills slots and sizes: parameters, gradients and states in one order; lifetimes of the rest packed into the arena.
Status plan_memory(ExecutionPlan& plan, const DeviceProfile& device, const PassOptions& passes);

std::string dump(const ir::EntryPoint& entry, const std::vector<Group>& groups);

}  // namespace saddle::compile

#pragma once
// Internal to compile: how much the states of a recurrent layer matter to the loss, step by step.
#include "engine/compile/probe.h"

namespace saddle::compile {

/// Writes the recurrence of the node as a chain of shorter ones, each of which begins with the state that the one before has left,
/// and differentiates the loss by the states between them. Of `T` steps every state is such a one up to kMostMarks, else as many, evenly
/// spread. Outputs, a tensor [1, N, H] a state: "states:loss:<name>:<step>", the gradient of the loss, all its ways included; and
/// "states:last:<name>:<step>", that of the last state of the uppermost layer, weighed by what is fed to "states:seed:<name>:<step>".
/// Names are h and c, of several layers h_l1, of the direction from the last step to the first h_reverse.
Status add_states(ir::Program& program, ir::EntryPoint& entry, const NodeId& node);

}  // namespace saddle::compile

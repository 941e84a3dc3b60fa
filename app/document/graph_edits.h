#pragma once
// Gestures as edits: pure functions from a project to the GraphEdit that carries them out, each one undo step. The project
// is as drawn (drawing.h): nodes and notes are named by their paths.
#include <optional>
#include <utility>

#include "engine/api/check.h"
#include "engine/api/document.h"

namespace saddle::app {

/// A new node of `layer` with a fresh name ("conv3") at `x`, `y`; within `scope` ("block1/conv3").
Node new_node(const Project& project, const std::string& layer, double x, double y, const NodeId& scope = {});

/// A free name for a note in `scope`.
NodeId fresh_note(const Sketch& sketch, const NodeId& scope);

/// Adds `node` and wires output `from` to the first of its inputs that accepts it, if any; through a Flatten before it where
/// features are wanted and more axes arrive. A loss is fed what it compares with too, where the data set offers one such thing.
EditList add_after(const Project& project, const compile::TypedGraph* typed, const Node& node, const PortRef& from);
/// Adds `node` and wires the first of its outputs that input `to` accepts.
EditList add_before(const Project& project, const compile::TypedGraph* typed, const Node& node, const PortRef& to);

/// Adds `node` (or takes the one of that name) into `wire`: the wire's source feeds its first accepting input and its
/// first output feeds the wire's target. Empty when the layer has no input that accepts the wire, or no output.
std::optional<EditList> insert_into(const Project& project, const compile::TypedGraph* typed, const Node& node, const Edge& wire);

/// Removes `nodes` (or notes) and `wires`. What fed a removed node then feeds what it fed, where the layers accept that.
EditList remove_and_heal(const Project& project, const compile::TypedGraph* typed, const std::vector<NodeId>& nodes, const std::vector<Edge>& wires);

/// The nodes, notes and the wires between them with the composites that they are of, as a project file: what the clipboard
/// holds.
std::string copy_text(const Project& project, const std::vector<NodeId>& nodes);
/// Nodes, notes and wires of `text` under fresh names within `scope`, moved so that their top left corner is at `x`, `y`.
/// Composites that the project lacks come along (bring). Errors say that the text is not part of a graph, and why.
struct Pasted { EditList edit; std::vector<NodeId> nodes; };
Result<Pasted> paste(const Project& project, const std::string& text, double x, double y, const NodeId& scope = {});
/// Copies of `nodes` moved by `dx`, `dy`. `with_inputs`: wires that enter them from outside are copied too.
Pasted duplicate(const Project& project, const std::vector<NodeId>& nodes, double dx, double dy, bool with_inputs);

}  // namespace saddle::app

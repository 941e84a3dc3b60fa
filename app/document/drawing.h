#pragma once
// The project as the canvas draws it: the graph of one place, nodes named by their paths from the project's own graph
// ("block1/conv1"), with the contents of expanded groups where these stand. Pure functions.
#include "engine/api/document.h"

namespace saddle::app {

/// "block1/" of "block1/conv1", empty for a node of the project's own graph; and what follows it.
NodeId scope_of(const NodeId& path);
NodeId leaf_of(const NodeId& path);

/// The graph that `path` is in, and its name there.
struct Address {
    std::string composite;   ///< empty: the project's own graph
    NodeId id;
};
Address address_of(const Project& project, const NodeId& path);

/// The graph inside the instance `place` (empty: the project's own); nullptr where there is no such instance.
const Graph* graph_at(const Project& project, const NodeId& place);
/// A node by its path, or nullptr. Its id is its name in its graph.
const Node* node_at(const Project& project, const NodeId& path);

/// The value in `around` that `value`, "$name", refers to; nullptr where it refers to none of them.
const AttributeValue* referredTo(const AttributeValue& value, const Attributes& around);

/// The attributes of the composite that the node `path` is in, as this instance of it has them: what "$name" inside stands
/// for. Empty in the project's own graph.
Attributes around(const Project& project, const NodeId& path);

/// Room of a group's frame around its contents, in px; the header is at its top.
inline constexpr double kFramePad = 24, kFrameHeader = 24;

/// `project` with the graph that `place` shows. The contents of a node that is expanded follow it, moved by its place; the
/// node itself is at the corner of the frame around them.
Project drawing_of(const Project& project, const NodeId& place);

/// `edit`, which names nodes by paths and places them as `drawing_of(project, place)` does, in the terms of the project:
/// edits of what a composite contains are Inside it. A removed port takes the wires to it along.
GraphEdit addressed(const Project& project, const NodeId& place, const GraphEdit& edit);

}  // namespace saddle::app

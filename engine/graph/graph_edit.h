#pragma once
// Edits of a project as values: applying one gives its inverse, so undo and redo are lists of edits.
// They address nodes by id and hold copies only.
#include <optional>
#include <variant>

#include "engine/graph/project.h"

namespace saddle {

/// `edges` and `index` say where in the lists a removed node and its wires were, so that undo gives the same file.
struct AddNode { Node node; std::vector<std::pair<size_t, Edge>> edges; std::optional<size_t> index; };
struct RemoveNode { NodeId id; };                                   ///< and its wires
struct Connect { Edge edge; std::optional<size_t> index; };         ///< replaces the wire that enters the same port
struct Disconnect { Edge edge; };
struct SetAttribute { NodeId id; std::string name; std::optional<AttributeValue> value; };  ///< nullopt: back to the default
struct SetBypass { NodeId id; bool bypassed; };
struct Rename { NodeId from, to; };
struct MoveTo { NodeId id; double x, y; };
struct SetTrain { TrainConfig train; };
struct SetData { DataConfig data; };
struct SetTitle { std::string name, description; };
struct GraphEdit;
struct EditList { std::vector<GraphEdit> edits; };                  ///< one gesture: applied in order, all or nothing

struct GraphEdit {
    std::variant<AddNode, RemoveNode, Connect, Disconnect, SetAttribute, SetBypass, Rename, MoveTo, SetTrain, SetData, SetTitle, EditList> edit;
};

/// Applies `edit` and returns the edit that takes it back. On an error the project is unchanged; errors name the node.
Result<GraphEdit> apply(Project& project, const GraphEdit& edit);

}  // namespace saddle

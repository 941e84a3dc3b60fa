#pragma once
// Edits of a project as values: applying one gives its inverse, so undo and redo are lists of edits.
// They address nodes by id and hold copies only. Edits of nodes, wires and notes are of the project's own graph, within
// Inside of a composite's.
#include <optional>
#include <variant>

#include "engine/graph/project.h"

namespace saddle {

/// `edges` and `index` say where in the lists a removed node and its wires were, so that undo gives the same file.
struct AddNode { Node node; std::vector<std::pair<size_t, Edge>> edges; std::optional<size_t> index; bool expanded = false; };
struct RemoveNode { NodeId id; };                                   ///< and its wires
struct Connect { Edge edge; std::optional<size_t> index; };         ///< replaces the wire that enters the same port
struct Disconnect { Edge edge; };
struct SetAttribute { NodeId id; std::string name; std::optional<AttributeValue> value; };  ///< nullopt: back to the default
struct SetBypass { NodeId id; bool bypassed; };
struct SetExpanded { NodeId id; bool expanded; };
struct Rename { NodeId from, to; };                                 ///< of a composite's port: wires to its instances follow
struct MoveTo { NodeId id; double x, y; };                          ///< a node or a note
struct AddNote { Note note; std::optional<size_t> index; };
struct RemoveNote { NodeId id; };
struct SetNote { Note note; };                                      ///< the note of that id becomes this one
struct SetTrain { TrainConfig train; };
struct SetData { DataConfig data; };
struct SetTitle { std::string name, description; };
struct AddComposite { Composite composite; std::optional<size_t> index; };
struct RemoveComposite { std::string name; };                       ///< refused while there is an instance
struct RenameComposite { std::string from, to; };                   ///< its instances stay its instances
struct SetComposite { std::string name, description; Attributes attributes; };
struct GraphEdit;
struct EditList { std::vector<GraphEdit> edits; };                  ///< one gesture: applied in order, all or nothing
struct Inside { std::string composite; EditList list; };            ///< edits of what a composite contains: all its instances change

struct GraphEdit {
    std::variant<AddNode, RemoveNode, Connect, Disconnect, SetAttribute, SetBypass, SetExpanded, Rename, MoveTo, AddNote, RemoveNote, SetNote, SetTrain, SetData,
                 SetTitle, AddComposite, RemoveComposite, RenameComposite, SetComposite, EditList, Inside>
        edit;
};

/// Applies `edit` and returns the edit that takes it back. On an error the project is unchanged; errors name the node.
Result<GraphEdit> apply(Project& project, const GraphEdit& edit);

}  // namespace saddle

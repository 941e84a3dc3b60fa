#pragma once
// What a node shows: a pure function of the node, its layer, what the engine says of it, and the chosen heat. Two equal
// faces look the same, so that only nodes whose face changed are laid out and painted again.
#include <QPointF>
#include <QSizeF>
#include <QString>
#include <vector>

#include "app/canvas/canvas_style.h"
#include "app/canvas/heat.h"

namespace saddle::app {

struct FacePort {
    std::string name;
    bool output = false;
    ops::PortKind kind = ops::PortKind::Unknown;
    bool required = false, connected = false;
    QPointF at;                        ///< centre, from the node's top left
    bool operator==(const FacePort&) const = default;
};

struct FaceRow {
    QString name, value;
    bool wrong = false;                ///< a diagnostic names this attribute
    bool operator==(const FaceRow&) const = default;
};

/// A layer or a collapsed group; an expanded group's frame around its contents; a comment; a frame that a user drew.
enum class FaceKind { Node, Group, Comment, Frame };

struct NodeFace {
    FaceKind kind = FaceKind::Node;
    bool chevron = false;              ///< it is a group
    QString title, instance, family;   ///< of a note: its text as title
    std::vector<FaceRow> rows;
    std::vector<FacePort> ports;       ///< inputs, then outputs
    QString parameters, value;         ///< left and right of the cost row
    double fill = -1;                  ///< heat in 0..1; negative: not known
    bool finite = true;                ///< false: the value of the heat is NaN or infinite
    bool known = true, bypassed = false, error = false, warning = false;
    QSizeF size;                       ///< by lay_out, like the ports' places
    bool operator==(const NodeFace&) const = default;

    /// It stands behind nodes and is taken by its header alone.
    bool around() const { return kind == FaceKind::Group || kind == FaceKind::Frame; }
    bool compact() const { return rows.empty(); }
    const FacePort* port(const std::string& name, bool output) const;
};

/// What all faces of one graph share. `typed` may be null (the engine has not answered yet).
struct FaceContext {
    const Project& project;
    const Graph& graph;
    const compile::TypedGraph* typed;
    const Heat& heat;
    const CanvasStyle& style;
    std::map<NodeId, std::vector<const Diagnostic*>> diagnostics;  ///< by node, or the collapsed group it is in; without inputs that are just not wired yet
    std::map<NodeId, std::vector<const Edge*>> wires;              ///< that touch the node

    FaceContext(const Project& project, const compile::TypedGraph* typed, const Heat& heat, const CanvasStyle& style);
};

NodeFace face_of(const Node& node, const FaceContext& context);
NodeFace face_of(const Note& note);
/// Measures the texts: sets the size and the places of the ports. What is around others has its size by them.
void lay_out(NodeFace& face, const CanvasStyle& style);

/// "5×5" for a list, "6→16" for an out_... attribute whose input size is known, else the value as text.
QString attribute_text(const AttributeValue& value);

}  // namespace saddle::app

#pragma once
// The scene: one item a node, a note and a wire of the document's drawing, kept in step with a GraphDocument. It changes nothing in the document; gestures
// may move items ahead of it (place) and then either apply an edit or put everything back (settle).
#include <QGraphicsScene>
#include <optional>
#include <unordered_map>

#include "app/canvas/node_item.h"
#include "app/canvas/wire_item.h"
#include "app/document/graph_document.h"
#include "engine/api/views.h"

class QVariantAnimation;

namespace saddle::app {

class CanvasScene : public QGraphicsScene {
    Q_OBJECT
public:
    CanvasScene(GraphDocument& document, const CanvasStyle& style, QObject* parent = nullptr);
    ~CanvasScene() override;

    GraphDocument& document() const { return document_; }
    const CanvasStyle& style() const { return style_; }
    void setStyle(const CanvasStyle& style);
    PaintMode& paintMode() { return paint_mode_; }
    const Heat& heat() const { return heat_; }
    void setHeatMode(HeatMode mode);
    void setTimes(std::map<NodeId, double> milliseconds);
    void setObserved(std::shared_ptr<const train::Observation> seen);

    /// Applies an edit to the document; a refusal becomes a message. True when it was done.
    bool apply(const GraphEdit& edit, const QString& text, const QString& mergeKey = {});
    void say(const Error& error);

    NodeItem* node(const NodeId& id) const;
    WireItem* wire(const Edge& edge) const;
    const std::map<NodeId, NodeItem*>& nodes() const { return nodes_; }
    const std::map<Edge, WireItem*>& wires() const { return wires_; }
    /// Bounds of all nodes and wires; empty for an empty graph.
    QRectF content() const;

    /// What lies under `point`. Ports and wires are found within `reach` px around it, the nearest first.
    struct Port {
        NodeItem* node;
        FacePort port;
        PortRef ref() const { return {node->id(), port.name}; }
        QPointF at() const { return node->pos() + port.at; }
    };
    std::optional<Port> portAt(const QPointF& point, double reach) const;
    NodeItem* nodeAt(const QPointF& point) const;
    WireItem* wireAt(const QPointF& point, double reach) const;
    std::vector<QRectF> boxesIn(const QRectF& area) const;
    /// Centre of a port; the node's corner when the port does not exist.
    QPointF portPosition(const PortRef& port, bool output) const;
    /// What a node added at `point` is in: the innermost expanded group there, else the place ("block1/", empty).
    NodeId scopeAt(const QPointF& point) const;
    /// `chosen` with all nodes and notes that lie wholly in the frames among them.
    std::vector<NodeId> withFramed(std::vector<NodeId> chosen) const;
    /// Size of a group when it is collapsed.
    QSizeF collapsedSize(const Node& node) const;

    /// Moves items ahead of the document, wires follow directly.
    void place(const std::vector<std::pair<NodeItem*, QPointF>>& positions);
    /// Everything as the document says, wires routed around nodes. Over `milliseconds`, nodes glide to their places.
    void settle(int milliseconds = 0);
    /// The next change of the document moves nodes over so many ms (auto-layout), once.
    void glideNext(int milliseconds) { glide_ = milliseconds; }

    void setHovered(const NodeId& node);
    void setRunning(const NodeId& node, double share);
    /// Wires have no place in the document's selection: it is kept here, by value.
    const std::set<Edge>& selectedWires() const { return selected_wires_; }
    void selectWires(std::set<Edge> wires);
    void setHoveredWire(WireItem* wire);
    const WireItem* hoveredWire() const { return hovered_wire_; }   ///< under the pointer, beside all nodes; null: none
    /// Marks the wire within `reach` of `point` that `node` could go into, and unmarks the `target` before it.
    void aimAtWire(WireItem*& target, const Node& node, const QPointF& point, double reach);
    /// Selection and hover as they are, after a picture was taken without them.
    void restoreLooks();

Q_SIGNALS:
    void aboutToSync();                           ///< items may be deleted next: gestures end here
    void heatChanged();
    void geometryChanged();                       ///< nodes or wires are at other places
    void wireSelectionChanged();
    void message(const QString& text);

private:
    void sync();
    void refreshFaces();
    void refreshWires();
    void showSelection();
    void reroute();
    void frameGroup(NodeFace& face, const Node& node) const;
    /// Items of what is directly or at any depth in the group `node`.
    std::vector<NodeItem*> within(const NodeId& node) const;
    void updateHeat();

    GraphDocument& document_;
    CanvasStyle style_;
    WireRouter router_;
    PaintMode paint_mode_;
    Heat heat_;
    HeatMode mode_ = HeatMode::Time;
    std::shared_ptr<const train::Observation> seen_;
    std::map<NodeId, double> times_;
    std::map<NodeId, NodeItem*> nodes_;
    std::map<Edge, WireItem*> wires_;
    std::vector<Edge> edges_;   ///< as they were drawn last: in another order the same wires have other lanes
    std::unordered_map<const NodeItem*, std::vector<WireItem*>> touching_;
    std::set<Edge> selected_wires_;
    NodeId hovered_, running_;
    WireItem* hovered_wire_ = nullptr;
    QVariantAnimation* motion_;
    std::vector<std::pair<NodeItem*, std::pair<QPointF, QPointF>>> gliding_;   ///< from, to
    int glide_ = 0;
};

}  // namespace saddle::app

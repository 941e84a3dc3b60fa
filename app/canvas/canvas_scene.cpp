#include "app/canvas/canvas_scene.h"

#include <QVariantAnimation>
#include <algorithm>

#include "app/document/compatibility.h"
#include "app/document/drawing.h"
#include "app/document/graph_edits.h"

namespace saddle::app {

CanvasScene::CanvasScene(GraphDocument& document, const CanvasStyle& style, QObject* parent)
    : QGraphicsScene(parent), document_(document), style_(style), router_(style_), motion_(new QVariantAnimation(this)) {
    motion_->setStartValue(0.0);
    motion_->setEndValue(1.0);
    motion_->setEasingCurve(QEasingCurve::OutCubic);
    connect(motion_, &QVariantAnimation::valueChanged, this, [this](const QVariant& value) {
        std::vector<std::pair<NodeItem*, QPointF>> positions;
        for (const auto& [item, way] : gliding_) positions.emplace_back(item, way.first + (way.second - way.first) * value.toDouble());
        place(positions);
    });
    connect(motion_, &QVariantAnimation::finished, this, [this] { settle(); });
    connect(&document_, &GraphDocument::changed, this, &CanvasScene::sync);
    connect(&document_, &GraphDocument::placeChanged, this, &CanvasScene::sync);
    connect(&document_, &GraphDocument::typedChanged, this, &CanvasScene::updateHeat);
    connect(&document_, &GraphDocument::selectionChanged, this, &CanvasScene::showSelection);
    sync();
    showSelection();
}

CanvasScene::~CanvasScene() = default;

void CanvasScene::setStyle(const CanvasStyle& style) {
    style_ = style;
    refreshFaces();
    for (const auto& [id, item] : nodes_) item->repaint();
    update();
}

void CanvasScene::setHeatMode(HeatMode mode) {
    mode_ = mode;
    updateHeat();
}

void CanvasScene::setTimes(std::map<NodeId, double> milliseconds) {
    times_ = std::move(milliseconds);
    if (mode_ == HeatMode::Time) updateHeat();
}

void CanvasScene::setObserved(std::shared_ptr<const train::Observation> seen) {
    seen_ = std::move(seen);
    if (mode_ == HeatMode::GradientNorm || mode_ == HeatMode::Zeros) updateHeat();
}

NodeItem* CanvasScene::node(const NodeId& id) const {
    const auto it = nodes_.find(id);
    return it == nodes_.end() ? nullptr : it->second;
}

WireItem* CanvasScene::wire(const Edge& edge) const {
    const auto it = wires_.find(edge);
    return it == wires_.end() ? nullptr : it->second;
}

/// Of nodes that glide: where they are going.
QRectF CanvasScene::content() const {
    QRectF bounds;
    const bool gliding = motion_->state() == QAbstractAnimation::Running;
    for (const auto& [id, item] : nodes_) bounds |= gliding ? QRectF(QPointF(item->node().x, item->node().y), item->face().size) : item->box();
    if (gliding) return bounds;   // the wires follow
    for (const auto& [edge, item] : wires_) bounds |= item->route().path.boundingRect();
    return bounds;
}

// --- in step with the document

void CanvasScene::sync() {
    Q_EMIT aboutToSync();
    motion_->stop();
    gliding_.clear();
    const Graph& graph = document_.drawing().graph;
    bool routes_change = std::exchange(edges_, graph.edges) != graph.edges;
    std::set<NodeId> there;
    const auto show = [&](const Node& node) {
        there.insert(node.id);
        NodeItem*& item = nodes_[node.id];
        if (!item) {
            item = new NodeItem(node, style_, paint_mode_);
            addItem(item);
            routes_change = true;
        } else if (item->node() != node) {
            routes_change |= item->node().x != node.x || item->node().y != node.y;   // also of one that was dragged there before
            item->setNode(node);
        }
    };
    for (const Node& node : graph.nodes) show(node);
    for (const Note& note : document_.drawing().sketch.notes) show({note.id, "", {}, note.x, note.y, false});
    for (auto it = nodes_.begin(); it != nodes_.end();) {
        if (there.count(it->first)) ++it;
        else {
            delete it->second;
            it = nodes_.erase(it);
            routes_change = true;
        }
    }
    for (const Edge& edge : graph.edges) {   // before others go: by their addresses the router knows wires again
        WireItem*& item = wires_[edge];
        if (item) continue;
        item = new WireItem(edge, style_);
        addItem(item);
    }
    const std::set<Edge> edges(graph.edges.begin(), graph.edges.end());
    for (auto it = wires_.begin(); it != wires_.end();) {
        if (edges.count(it->first)) ++it;
        else {
            if (hovered_wire_ == it->second) hovered_wire_ = nullptr;
            selected_wires_.erase(it->first);
            delete it->second;
            it = wires_.erase(it);
        }
    }
    if (routes_change) {
        touching_.clear();
        for (const auto& [edge, item] : wires_)
            for (const NodeId* end : {&edge.from.node, &edge.to.node})
                if (NodeItem* touched = node(*end)) touching_[touched].push_back(item);
    }
    refreshFaces();
    for (const auto& [id, item] : nodes_) routes_change |= item->pos() != QPointF(item->node().x, item->node().y);
    if (routes_change) settle(std::exchange(glide_, 0));
    setHovered(hovered_);
}

void CanvasScene::updateHeat() {
    heat_ = heat_of(mode_, document_.typed().get(), times_, seen_.get());
    refreshFaces();
    Q_EMIT heatChanged();
}

void CanvasScene::refreshFaces() {
    const FaceContext context(document_.drawing(), document_.typed().get(), heat_, style_);
    bool sizes_change = false;
    // What the document has anew gets its item when the scene is brought in step with it.
    for (const Note& note : context.project.sketch.notes)
        if (NodeItem* item = node(note.id)) sizes_change |= item->setFace(face_of(note));
    for (auto it = context.graph.nodes.rbegin(); it != context.graph.nodes.rend(); ++it) {   // what is inside comes before what is around it
        NodeItem* item = node(it->id);
        if (!item) continue;
        NodeFace face = face_of(*it, context);
        if (face.kind == FaceKind::Group) frameGroup(face, *it);
        sizes_change |= item->setFace(std::move(face));
    }
    if (sizes_change) reroute();
    refreshWires();
}

void CanvasScene::refreshWires() {
    const compile::TypedGraph* typed = document_.typed().get();
    std::set<PortRef> wrong;
    if (typed)
        for (const Diagnostic& d : typed->diagnostics)
            if (d.severity == Severity::Error && !d.port.empty()) wrong.insert({d.node, d.port});
    for (const auto& [edge, item] : wires_) {
        const auto it = typed ? typed->ports.find(edge.from) : decltype(typed->ports.find(edge.from)){};
        const compile::PortType* type = typed && it != typed->ports.end() ? &it->second : nullptr;
        const NodeItem* source = node(edge.from.node);
        const ops::PortKind declared = source ? output_kind(source->node(), typed, edge.from.port) : ops::PortKind::Unknown;
        item->setContent(typed && !type ? ops::PortKind::Unknown : declared, shape_label(type, declared, typed ? typed->batch : 0), wrong.count(edge.to) > 0);
    }
}

std::vector<NodeItem*> CanvasScene::within(const NodeId& id) const {
    std::vector<NodeItem*> items;
    const NodeId scope = id + '/';
    for (auto it = nodes_.lower_bound(scope); it != nodes_.end() && it->first.compare(0, scope.size(), scope) == 0; ++it) items.push_back(it->second);
    return items;
}

void CanvasScene::frameGroup(NodeFace& face, const Node& group) const {
    constexpr double kNarrowest = 160;
    QRectF area(group.x, group.y, kNarrowest, kFrameHeader + 2 * kFramePad);
    for (const NodeItem* item : within(group.id)) area |= QRectF(item->node().x, item->node().y, item->face().size.width() + kFramePad, item->face().size.height() + kFramePad);
    face.size = area.size();
    face.size.setHeight(std::ceil(face.size.height()));
    // A port is level with the node inside that stands for it.
    double lowest[2] = {kFrameHeader, kFrameHeader};
    for (FacePort& port : face.ports) {
        const NodeItem* inner = node(group.id + '/' + port.name);
        double& above = lowest[port.output];
        const double y = std::max(inner ? inner->node().y + style_.port_first - group.y : 0, above + style_.port_first);
        port.at = {port.output ? face.size.width() : 0, y};
        above = y;
    }
    face.size.setHeight(std::max({face.size.height(), lowest[0] + kFramePad, lowest[1] + kFramePad}));
}

QSizeF CanvasScene::collapsedSize(const Node& group) const {
    const FaceContext context(document_.drawing(), document_.typed().get(), heat_, style_);
    NodeFace face = face_of(group, context);
    face.kind = FaceKind::Node;
    lay_out(face, style_);
    return face.size;
}

bool CanvasScene::apply(const GraphEdit& edit, const QString& text, const QString& mergeKey) {
    const Status status = document_.apply(edit, text, mergeKey);
    if (!status.ok()) say(status.error());
    return status.ok();
}

void CanvasScene::say(const Error& error) {
    Q_EMIT message(QString::fromStdString(error.hint.empty() ? error.message : error.message + ": " + error.hint));
}

void CanvasScene::showSelection() {
    const QStringList& selection = document_.selection();
    const QSet<QString> selected(selection.begin(), selection.end());
    for (const auto& [id, item] : nodes_) item->setSelectedLook(selected.contains(QString::fromStdString(id)));
}

// --- where things are

void CanvasScene::place(const std::vector<std::pair<NodeItem*, QPointF>>& positions) {
    std::set<WireItem*> moved;
    const auto put = [&](NodeItem* item, const QPointF& at) {
        item->setPos(at);
        if (const auto it = touching_.find(item); it != touching_.end()) moved.insert(it->second.begin(), it->second.end());
    };
    for (const auto& [item, at] : positions) {
        if (item->face().kind == FaceKind::Group && node(item->id()) == item)
            for (NodeItem* inner : within(item->id())) put(inner, inner->pos() + at - item->pos());
        put(item, at);
    }
    for (WireItem* item : moved) item->setRoute(direct_route(portPosition(item->edge().from, true), portPosition(item->edge().to, false), style_));
}

void CanvasScene::settle(int milliseconds) {
    motion_->stop();
    gliding_.clear();
    if (milliseconds > 0) {
        for (const auto& [id, item] : nodes_)
            if (const QPointF target(item->node().x, item->node().y); item->pos() != target) gliding_.push_back({item, {item->pos(), target}});
        motion_->setDuration(milliseconds);
        return motion_->start();
    }
    for (const auto& [id, item] : nodes_) item->setPos(item->node().x, item->node().y);
    reroute();
}

void CanvasScene::reroute() {
    Q_EMIT geometryChanged();
    std::vector<QRectF> boxes;
    boxes.reserve(nodes_.size());
    for (const auto& [id, item] : nodes_)
        if (item->face().kind == FaceKind::Node) boxes.push_back(item->box());
    std::vector<WireItem*> items;
    std::vector<WireRouter::Wire> wires;
    for (const Edge& edge : document_.drawing().graph.edges)   // in drawing order: the same file has the same lanes
        if (WireItem* item = wire(edge)) {
            items.push_back(item);
            wires.push_back({item, portPosition(edge.from, true), portPosition(edge.to, false)});
        }
    std::vector<Route> routes = router_.route(std::move(boxes), wires);
    for (size_t i = 0; i < items.size(); ++i) items[i]->setRoute(std::move(routes[i]));
}

QPointF CanvasScene::portPosition(const PortRef& ref, bool output) const {
    const NodeItem* item = node(ref.node);
    if (!item) return {};
    const FacePort* port = item->face().port(ref.port, output);
    return port ? item->portAt(*port) : item->pos();
}

std::optional<CanvasScene::Port> CanvasScene::portAt(const QPointF& point, double reach) const {
    std::optional<Port> nearest;
    double distance = reach;
    for (QGraphicsItem* item : items(QRectF(point, QSizeF(0, 0)).adjusted(-reach, -reach, reach, reach), Qt::IntersectsItemBoundingRect)) {
        auto* candidate = qgraphicsitem_cast<NodeItem*>(item);
        if (!candidate || node(candidate->id()) != candidate) continue;   // a preview
        for (const FacePort& port : candidate->face().ports)
            if (const double d = QLineF(point, candidate->portAt(port)).length(); d < distance) {
                distance = d;
                nearest = Port{candidate, port};
            }
    }
    return nearest;
}

NodeItem* CanvasScene::nodeAt(const QPointF& point) const {
    for (QGraphicsItem* item : items(point, Qt::IntersectsItemBoundingRect, Qt::DescendingOrder))
        if (auto* candidate = qgraphicsitem_cast<NodeItem*>(item); candidate && node(candidate->id()) == candidate && candidate->grip().contains(point)) return candidate;
    return nullptr;
}

WireItem* CanvasScene::wireAt(const QPointF& point, double reach) const {
    WireItem* nearest = nullptr;
    double distance = reach;
    for (QGraphicsItem* item : items(QRectF(point, QSizeF(0, 0)).adjusted(-reach, -reach, reach, reach), Qt::IntersectsItemBoundingRect))
        if (auto* candidate = qgraphicsitem_cast<WireItem*>(item))
            if (const double d = candidate->distance(point); d < distance) {
                distance = d;
                nearest = candidate;
            }
    return nearest;
}

std::vector<QRectF> CanvasScene::boxesIn(const QRectF& area) const {
    std::vector<QRectF> boxes;
    for (const auto& [id, item] : nodes_)
        if (!item->face().around() && item->box().intersects(area)) boxes.push_back(item->box());
    return boxes;
}

NodeId CanvasScene::scopeAt(const QPointF& point) const {
    NodeId scope = document_.scope();
    for (const auto& [id, item] : nodes_)   // outer groups come before what is in them
        if (item->face().kind == FaceKind::Group && item->box().contains(point)) scope = id + '/';
    return scope;
}

std::vector<NodeId> CanvasScene::withFramed(std::vector<NodeId> chosen) const {
    std::set<NodeId> all(chosen.begin(), chosen.end());
    for (size_t i = 0; i < chosen.size(); ++i) {
        const NodeItem* frame = node(chosen[i]);
        if (!frame || frame->face().kind != FaceKind::Frame) continue;
        for (const auto& [id, item] : nodes_)
            if (scope_of(id) == scope_of(frame->id()) && frame->box().contains(item->box()) && all.insert(id).second) chosen.push_back(id);
    }
    return chosen;
}

// --- looks that are not in the document

void CanvasScene::setHovered(const NodeId& id) {
    if (NodeItem* old = hovered_ == id ? nullptr : node(hovered_)) old->setHovered(false);
    hovered_ = id;
    if (NodeItem* item = node(id)) item->setHovered(true);
}

void CanvasScene::setRunning(const NodeId& id, double share) {
    if (NodeItem* old = running_ == id ? nullptr : node(running_)) old->setRunning(-1);
    running_ = id;
    if (NodeItem* item = node(id)) item->setRunning(share);
}

void CanvasScene::selectWires(std::set<Edge> selection) {
    for (const auto& [edge, item] : wires_)
        if (selected_wires_.count(edge) != selection.count(edge)) item->setMark(selection.count(edge) ? WireMark::Selected : WireMark::None);
    if (selection == selected_wires_) return;
    selected_wires_ = std::move(selection);
    Q_EMIT wireSelectionChanged();
}

void CanvasScene::aimAtWire(WireItem*& target, const Node& node, const QPointF& point, double reach) {
    WireItem* under = wireAt(point, reach);
    if (under && !insert_into(document_.drawing(), document_.typed().get(), node, under->edge())) under = nullptr;
    if (under == target) return;
    if (target) target->setMark(WireMark::None);
    target = under;
    if (target) target->setMark(WireMark::Insert);
}

void CanvasScene::restoreLooks() {
    showSelection();
    if (NodeItem* item = node(hovered_)) item->setHovered(true);
    for (const Edge& edge : selected_wires_)
        if (WireItem* item = wire(edge)) item->setMark(WireMark::Selected);
}

void CanvasScene::setHoveredWire(WireItem* item) {
    if (item == hovered_wire_) return;
    if (hovered_wire_ && hovered_wire_->mark() == WireMark::Hovered) hovered_wire_->setMark(WireMark::None);
    hovered_wire_ = item;
    if (item && item->mark() == WireMark::None) item->setMark(WireMark::Hovered);
}

}  // namespace saddle::app

#include "moc_canvas_scene.cpp"

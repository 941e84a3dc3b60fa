#include "app/canvas/wire_gesture.h"

#include <algorithm>

#include "app/document/compatibility.h"

namespace saddle::app {
namespace {
constexpr int kReasonAfter = 150;    // ms
constexpr size_t kMarkAll = 300;     // nodes; above, only those in sight are asked
}

/// The wire that follows the pointer, above everything.
class DraggedWire : public QGraphicsItem {
public:
    DraggedWire(ops::PortKind kind, const CanvasStyle& style) : kind_(kind), style_(style) { setZValue(8); }
    QRectF boundingRect() const override { return path_.boundingRect().adjusted(-10, -10, 10, 10); }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) override {
        painter->setRenderHint(QPainter::Antialiasing);
        painter->strokePath(path_, QPen(style_.canvas, 2 * style_.halo, Qt::SolidLine, Qt::FlatCap));
        paint_wire(*painter, path_, kind_, snapped_ ? style_.accent : QColor(), false, 0.5, style_, boundingRect());
        painter->setPen(QPen(snapped_ ? style_.accent : style_.wire(kind_), 1.5));
        painter->setBrush(style_.canvas);
        painter->drawEllipse(loose_, 3.5, 3.5);
    }
    void lead(const QPointF& from, const QPointF& to, const QPointF& loose, bool snapped) {
        prepareGeometryChange();
        path_ = direct_route(from, to, style_).path;
        loose_ = loose;
        snapped_ = snapped;
        update();
    }

private:
    ops::PortKind kind_;
    const CanvasStyle& style_;
    QPainterPath path_;
    QPointF loose_;
    bool snapped_ = false;
};

WireGesture::WireGesture(CanvasScene& scene, Start start, const Pointer& pointer, const QRectF& sight, Search search, Explain explain)
    : scene_(scene), start_(std::move(start)), without_(scene.document().drawing()), search_(std::move(search)), explain_(std::move(explain)) {
    ops::PortKind kind = ops::PortKind::Unknown;
    if (const NodeItem* node = scene.node(start_.fixed.node)) {
        const FacePort* port = node->face().port(start_.fixed.port, start_.seeks_input);
        if (port) kind = port->kind;
    }
    if (start_.grabbed) {
        std::erase(without_.graph.edges, *start_.grabbed);
        if (WireItem* item = scene.wire(*start_.grabbed)) item->setMark(WireMark::Faded);
    }
    wire_ = std::make_unique<DraggedWire>(kind, scene.style());
    scene.addItem(wire_.get());
    reason_.setSingleShot(true);
    reason_.setInterval(kReasonAfter);
    QObject::connect(&reason_, &QTimer::timeout, [this] {
        if (target_ && !accepts_) explain_(refusalAt(target_->ref()));
    });
    markPorts(sight);
    move(pointer);
}

WireGesture::~WireGesture() {
    explain_({});
    for (const auto& [id, item] : scene_.nodes()) item->clearMarks();
    if (start_.grabbed)
        if (WireItem* item = scene_.wire(*start_.grabbed)) item->setMark(WireMark::None);
}

Edge WireGesture::edgeTo(const PortRef& port) const { return start_.seeks_input ? Edge{start_.fixed, port} : Edge{port, start_.fixed}; }

QString WireGesture::refusalAt(const PortRef& port) const {
    const Edge edge = edgeTo(port);
    return refusal(without_, scene_.document().typed().get(), edge.from, edge.to);
}

void WireGesture::markPorts(const QRectF& sight) {
    for (const auto& [id, item] : scene_.nodes()) {
        if (scene_.nodes().size() > kMarkAll && !item->box().intersects(sight)) continue;
        for (const FacePort& port : item->face().ports) {
            const PortRef ref{id, port.name};
            const bool own = ref == start_.fixed && port.output == start_.seeks_input;
            const bool accepts = port.output != start_.seeks_input && refusalAt(ref).isEmpty();
            item->setMark(port.name, port.output, own ? PortMark::None : accepts ? PortMark::Accepts : PortMark::Refuses);
        }
    }
}

std::optional<CanvasScene::Port> WireGesture::targetAt(const Pointer& pointer) const {
    const double reach = scene_.style().port_hit * std::max(1.0, pointer.px * 0.75);
    std::optional<CanvasScene::Port> near = scene_.portAt(pointer.scene, reach);
    if (near && near->port.output != start_.seeks_input) return near;
    NodeItem* node = scene_.nodeAt(pointer.scene);
    if (!node || node->id() == start_.fixed.node) return {};
    const std::vector<FacePort>& ports = node->face().ports;
    const FacePort* first = nullptr;
    for (const bool wired : {false, true})   // a free input before one whose wire would be replaced
        for (const FacePort& port : ports) {
            if (port.output == start_.seeks_input) continue;
            if (!first) first = &port;
            if ((port.connected && !port.output) == wired && refusalAt({node->id(), port.name}).isEmpty()) return CanvasScene::Port{node, port};
        }
    if (first) return CanvasScene::Port{node, *first};   // to say why not
    return {};
}

void WireGesture::setTarget(std::optional<CanvasScene::Port> target, bool accepts) {
    const bool same = target && target_ ? target->ref() == target_->ref() && target->port.output == target_->port.output : !target && !target_;
    if (same && accepts == accepts_) return;
    if (target_ && accepts_) target_->node->setMark(target_->port.name, target_->port.output, PortMark::Accepts);
    target_ = target;
    accepts_ = accepts;
    explain_({});
    if (target_ && accepts_) target_->node->setMark(target_->port.name, target_->port.output, PortMark::Target);
    if (target_ && !accepts_) reason_.start();
    else reason_.stop();
}

void WireGesture::move(const Pointer& pointer) {
    const auto target = targetAt(pointer);
    setTarget(target, target && refusalAt(target->ref()).isEmpty());
    const QPointF fixed = scene_.portPosition(start_.fixed, start_.seeks_input);
    const QPointF loose = target_ && accepts_ ? target_->at() : pointer.scene;
    if (start_.seeks_input) wire_->lead(fixed, loose, loose, target_ && accepts_);
    else wire_->lead(loose, fixed, loose, target_ && accepts_);
}

void WireGesture::release(const Pointer& pointer) {
    move(pointer);
    const std::optional<Edge> old = start_.grabbed;
    if (target_ && accepts_) {
        const Edge edge = edgeTo(target_->ref());
        if (old == edge) return;
        EditList list;
        if (old) list.edits.push_back({Disconnect{*old}});
        list.edits.push_back({Connect{edge, {}}});
        scene_.apply({list}, old ? CanvasView::tr("Rewire") : CanvasView::tr("Connect"));
    } else if (target_) {
        Q_EMIT scene_.message(refusalAt(target_->ref()));
    } else if (old) {
        scene_.apply({Disconnect{*old}}, CanvasView::tr("Disconnect"));
    } else {
        search_(pointer.scene, start_.fixed, start_.seeks_input);
    }
}

}  // namespace saddle::app

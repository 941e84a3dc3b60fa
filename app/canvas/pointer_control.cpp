#include "app/canvas/pointer_control.h"

#include <QApplication>
#include <QMouseEvent>
#include <QToolTip>
#include <algorithm>

#include "app/canvas/add_layer.h"
#include "app/canvas/band_gesture.h"
#include "app/canvas/camera.h"
#include "app/canvas/canvas_actions.h"
#include "app/canvas/group_verbs.h"
#include "app/canvas/move_gesture.h"
#include "app/canvas/resize_gesture.h"

namespace saddle::app {
namespace {

constexpr double kEdge = 24;                        // px at the view's sides where a gesture scrolls
constexpr double kWireReach = 8, kEndReach = 20;    // screen px around a wire, and from its end where it can be grabbed
constexpr int kDragStart = 4;                       // px before a press becomes a drag

bool adds(Qt::KeyboardModifiers modifiers) { return modifiers & (Qt::ShiftModifier | Qt::ControlModifier); }

}  // namespace

PointerControl::PointerControl(QGraphicsView& view, CanvasScene& scene, Camera& camera, CanvasActions& actions, AddLayer& add)
    : QObject(&view), view_(view), scene_(scene), document_(scene.document()), camera_(camera), actions_(actions), add_(add) {
    edge_timer_.setInterval(16);
    connect(&edge_timer_, &QTimer::timeout, this, &PointerControl::scrollAtEdge);
    connect(&scene, &CanvasScene::aboutToSync, this, &PointerControl::cancel);
}

PointerControl::~PointerControl() = default;

Pointer PointerControl::pointer(const QPointF& at, Qt::KeyboardModifiers modifiers) const {
    return {view_.viewportTransform().inverted().map(at), at, 1 / camera_.zoom(), modifiers};
}

void PointerControl::press(QMouseEvent* event) {
    if (busy()) return;
    start_ = latest_ = pointer(event->position(), event->modifiers());
    if (event->button() == Qt::MiddleButton || event->button() == Qt::RightButton || (space_ && event->button() == Qt::LeftButton)) {
        panning_ = true;
        pan_moved_ = false;
        pan_button_ = event->button();
        if (event->button() != Qt::RightButton) view_.viewport()->setCursor(Qt::ClosedHandCursor);
    } else if (event->button() == Qt::LeftButton) {
        narrow_.reset();
        pending_ = pressed();
    }
}

PointerControl::Begin PointerControl::pressed() {
    for (const auto& [id, item] : scene_.nodes())
        if (item->badge().contains(start_.scene)) {
            document_.select({QString::fromStdString(id)});
            Q_EMIT badgePressed(QString::fromStdString(id));
            return nullptr;
        }
    if (camera_.zoom() >= scene_.style().rows_from)   // further away ports are not drawn
        if (const auto port = scene_.portAt(start_.scene, scene_.style().port_hit / 2)) return pressedPort(*port);
    for (const auto& [id, item] : scene_.nodes()) {
        if (item->chevron().contains(start_.scene) && camera_.zoom() >= scene_.style().rows_from && !adds(start_.modifiers)) {
            toggle_expanded(scene_, NodeId(id));
            return nullptr;
        }
        if (item->corner().contains(start_.scene) && item->selectedLook())
            return [this, id = id](const Pointer&) -> std::unique_ptr<Gesture> {
                if (!scene_.node(id)) return nullptr;
                return std::make_unique<ResizeGesture>(scene_, id, start_);
            };
    }
    if (NodeItem* item = scene_.nodeAt(start_.scene)) return pressedNode(*item);
    if (const WireItem* wire = scene_.wireAt(start_.scene, kWireReach * start_.px)) return pressedWire(wire->edge());
    if (!adds(start_.modifiers)) {
        scene_.selectWires({});
        document_.select({});
    }
    return [this](const Pointer&) { return std::make_unique<BandGesture>(scene_, start_); };
}

/// A drag from an output draws a new wire; from a wired input it takes the wire's end, from a free one it looks for a source.
PointerControl::Begin PointerControl::pressedPort(const CanvasScene::Port& port) {
    WireGesture::Start start{port.ref(), port.port.output, {}};
    if (!port.port.output)
        if (const Edge* wire = document_.drawing().graph.into(port.ref())) start = {wire->from, true, *wire};
    return [this, start](const Pointer& now) {
        const auto search = [this](const QPointF& at, const PortRef& fixed, bool seeks_input) { add_.wiredTo(fixed, seeks_input, at); };
        return std::make_unique<WireGesture>(scene_, start, now, camera_.sight(), search, explain());
    };
}

PointerControl::Begin PointerControl::pressedNode(NodeItem& item) {
    const QString id = QString::fromStdString(item.id());
    QStringList selection = document_.selection();
    const bool was = selection.contains(id);
    if (adds(start_.modifiers)) {
        if (was) selection.removeAll(id);
        else selection << id;
    } else if (!was) {
        selection = QStringList{id};
    } else if (selection.size() > 1) {
        narrow_ = id;
    }
    if (!adds(start_.modifiers)) scene_.selectWires({});
    document_.select(selection);
    if (!selection.contains(id)) return nullptr;
    return [this, id](const Pointer& now) -> std::unique_ptr<Gesture> {
        NodeItem* grabbed = scene_.node(id.toStdString());
        if (!grabbed) return nullptr;
        Pointer from = start_;
        from.modifiers = now.modifiers;
        return std::make_unique<MoveGesture>(scene_, *grabbed, from, actions_.snap(), camera_.sight());
    };
}

/// Selects the wire; a drag that began near one of its ends leads that end elsewhere.
PointerControl::Begin PointerControl::pressedWire(const Edge& edge) {
    std::set<Edge> wires{edge};
    if (adds(start_.modifiers)) {
        wires = scene_.selectedWires();
        if (!wires.erase(edge)) wires.insert(edge);
    } else {
        document_.select({});
    }
    scene_.selectWires(std::move(wires));
    const double to_end = QLineF(start_.scene, scene_.portPosition(edge.to, false)).length(), to_start = QLineF(start_.scene, scene_.portPosition(edge.from, true)).length();
    if (std::min(to_end, to_start) > std::max(kEndReach * start_.px, scene_.style().port_hit)) return nullptr;
    const bool input_end = to_end <= to_start;
    return [this, edge, input_end](const Pointer& now) {
        const WireGesture::Start start{input_end ? edge.from : edge.to, input_end, edge};
        return std::make_unique<WireGesture>(scene_, start, now, camera_.sight(), [](const QPointF&, const PortRef&, bool) {}, explain());
    };
}

void PointerControl::begin(std::unique_ptr<Gesture> gesture) {
    gesture_ = std::move(gesture);
    narrow_.reset();
    if (!gesture_) return;
    view_.viewport()->setCursor(gesture_->cursor());
    edge_timer_.start();
}

void PointerControl::move(QMouseEvent* event) {
    const QPointF before = latest_.view;
    latest_ = pointer(event->position(), event->modifiers());
    if (panning_) {
        pan_moved_ |= (latest_.view - start_.view).manhattanLength() >= kDragStart;
        if (pan_moved_) {
            view_.viewport()->setCursor(Qt::ClosedHandCursor);
            camera_.panBy(latest_.view - before);
        }
        return;
    }
    if (pending_ && (latest_.view - start_.view).manhattanLength() >= kDragStart) begin(std::exchange(pending_, nullptr)(latest_));
    if (gesture_) gesture_->move(latest_);
    else if (event->buttons() == Qt::NoButton) hover(latest_.view);
}

void PointerControl::release(QMouseEvent* event) {
    latest_ = pointer(event->position(), event->modifiers());
    if (panning_ && event->button() == pan_button_) {
        panning_ = false;
        if (space_) view_.viewport()->setCursor(Qt::OpenHandCursor);
        else view_.viewport()->unsetCursor();
        if (pan_button_ == Qt::RightButton && !pan_moved_) Q_EMIT menuWanted(latest_.view.toPoint());
        return;
    }
    if (event->button() != Qt::LeftButton) return;
    edge_timer_.stop();
    pending_ = nullptr;
    if (const auto narrow = std::exchange(narrow_, {})) document_.select({*narrow});
    // Taken out first: the release changes the document, and a change of the document ends gestures.
    if (const std::unique_ptr<Gesture> done = std::move(gesture_)) {
        done->release(latest_);
        view_.viewport()->unsetCursor();
    }
}

void PointerControl::doubleClick(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || busy()) return;
    pending_ = nullptr;
    const Pointer at = pointer(event->position(), event->modifiers());
    if (scene_.portAt(at.scene, scene_.style().port_hit / 2)) return;
    if (const NodeItem* item = scene_.nodeAt(at.scene)) {
        if (item->chevron().contains(at.scene)) return;   // two clicks on it: opened and closed
        return actions_[item->face().chevron ? CanvasVerb::Enter : CanvasVerb::Rename]->trigger();
    }
    if (const WireItem* wire = scene_.wireAt(at.scene, kWireReach * at.px)) return add_.into(wire->edge(), at.scene);
    add_.at(at.scene);
}

void PointerControl::setSpace(bool down) {
    space_ = down;
    if (panning_ || gesture_) return;
    if (down) view_.viewport()->setCursor(Qt::OpenHandCursor);
    else view_.viewport()->unsetCursor();
}

void PointerControl::cancel() {
    edge_timer_.stop();
    pending_ = nullptr;
    if (gesture_) view_.viewport()->unsetCursor();
    gesture_.reset();
    drop_.reset();
}

void PointerControl::hover(const QPointF& at) {
    const Pointer now = pointer(at, {});
    NodeItem* item = scene_.nodeAt(now.scene);
    const auto port = scene_.portAt(now.scene, scene_.style().port_hit / 2);
    if (!item && port) item = port->node;
    const QString id = item ? QString::fromStdString(item->id()) : QString();
    scene_.setHovered(id.toStdString());
    scene_.setHoveredWire(item ? nullptr : scene_.wireAt(now.scene, kWireReach * now.px));
    if (!space_) view_.viewport()->setCursor(port && camera_.zoom() >= scene_.style().rows_from ? Qt::CrossCursor
                                                   : item && item->selectedLook() && item->corner().contains(now.scene) ? Qt::SizeFDiagCursor : Qt::ArrowCursor);
    Q_EMIT hovered(id);
}

void PointerControl::scrollAtEdge() {
    if (!gesture_) return;
    const QRectF inner = QRectF(view_.viewport()->rect()).adjusted(kEdge, kEdge, -kEdge, -kEdge);
    const auto beyond = [](double at, double low, double high) { return std::clamp(at < low ? low - at : at > high ? high - at : 0.0, -40.0, 40.0) / 3; };
    const QPointF by(beyond(latest_.view.x(), inner.left(), inner.right()), beyond(latest_.view.y(), inner.top(), inner.bottom()));
    if (by.isNull()) return;
    camera_.panBy(by);
    latest_ = pointer(latest_.view, latest_.modifiers);
    gesture_->move(latest_);
}

WireGesture::Explain PointerControl::explain() {
    return [this](const QString& text) {
        if (text.isEmpty()) return QToolTip::hideText();
        QToolTip::showText(view_.viewport()->mapToGlobal(latest_.view.toPoint() + QPoint(14, 14)), text, view_.viewport());
    };
}

void PointerControl::dragEnter(const std::string& layer) {
    cancel();
    drop_ = std::make_unique<LayerDrop>(scene_, layer);
}

void PointerControl::dragMove(const QPointF& at, Qt::KeyboardModifiers modifiers) {
    if (drop_) drop_->move(pointer(at, modifiers));
}

void PointerControl::dropAt(const QPointF& at, Qt::KeyboardModifiers modifiers) {
    if (const std::unique_ptr<LayerDrop> done = std::move(drop_)) done->release(pointer(at, modifiers));
}

}  // namespace saddle::app

#include "moc_pointer_control.cpp"

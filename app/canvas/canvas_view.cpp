#include "app/canvas/canvas_view.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QMenu>
#include <QMimeData>
#include <QNativeGestureEvent>
#include <QPixmapCache>
#include <QTimer>
#include <QToolTip>
#include <cmath>

#include "app/canvas/add_layer.h"
#include "app/canvas/camera.h"
#include "app/canvas/canvas_accessible.h"
#include "app/canvas/canvas_actions.h"
#include "app/canvas/canvas_export.h"
#include "app/canvas/diagnostic_popover.h"
#include "app/canvas/dot_grid.h"
#include "app/canvas/minimap.h"
#include "app/canvas/node_words.h"
#include "app/canvas/pointer_control.h"
#include "app/canvas/rename_field.h"

namespace saddle::app {
namespace {

constexpr double kFar = 1e6;              // px: the canvas has no end that one could reach
constexpr double kWheelZoom = 1.0015;     // per eighth of a degree: one notch is about 20 %
constexpr double kWheelPan = 0.8;         // px per eighth of a degree
constexpr int kOverlayInset = 14;
constexpr int kRest = 90;                 // ms after which a zoom has come to rest
constexpr int kPaintedNodes = 128 * 1024;   // KiB: the faces of what is in sight stay painted

}  // namespace

struct CanvasView::Impl {
    Impl(CanvasView& its_view, GraphDocument& its_document)
        : view(its_view), document(its_document), scene(its_document, CanvasStyle(Tokens(ThemeName::Dark))),
          camera(its_view, scene.style().zoom_min, scene.style().zoom_max), add(scene, its_view),
          actions(scene, camera, its_view, {[this] { add.forSelection(); }, [this](const NodeId& id) { rename(id); }, [this] { exportByDialog(); }}),
          control(its_view, scene, camera, actions, add), rename_field(new RenameField(scene, &its_view)), popover(new DiagnosticPopover(scene, its_view)),
          minimap(new Minimap(scene, camera, &its_view)) {}

    void rename(const NodeId& node);
    void exportByDialog();
    void menu(const QPoint& at);
    void placeOverlays();

    CanvasView& view;
    GraphDocument& document;
    CanvasScene scene;
    Camera camera;
    AddLayer add;
    CanvasActions actions;
    PointerControl control;
    RenameField* rename_field;
    DiagnosticPopover* popover;
    Minimap* minimap;
    HeatMode heat = HeatMode::Time;
    QTimer rest;              ///< since the zoom last changed
};

CanvasView::CanvasView(GraphDocument& document, QWidget* parent) : QGraphicsView(parent), impl_(std::make_unique<Impl>(*this, document)) {
    setScene(&impl_->scene);
    setSceneRect(-kFar, -kFar, 2 * kFar, 2 * kFar);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTransformationAnchor(QGraphicsView::NoAnchor);
    setResizeAnchor(QGraphicsView::NoAnchor);
    setViewportUpdateMode(QGraphicsView::SmartViewportUpdate);
    setOptimizationFlags(QGraphicsView::DontSavePainterState | QGraphicsView::DontAdjustForAntialiasing);
    QPixmapCache::setCacheLimit(std::max(QPixmapCache::cacheLimit(), kPaintedNodes));
    setAcceptDrops(true);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    CanvasAccessible::install();  // before anyone asks for this view's interface
    setAccessibleName(tr("Canvas"));
    connect(&document, &GraphDocument::selectionChanged, this, [this] {
        const QAccessibleInterface* self = QAccessible::isActive() ? QAccessible::queryAccessibleInterface(this) : nullptr;
        const QAccessibleInterface* node = self ? self->focusChild() : nullptr;
        if (!node || !hasFocus()) return;
        QAccessibleEvent event(this, QAccessible::Focus);
        event.setChild(self->indexOfChild(node));
        QAccessible::updateAccessibility(&event);
    });
    connect(&impl_->scene, &CanvasScene::message, this, &CanvasView::message);
    connect(&impl_->scene, &CanvasScene::heatChanged, this, &CanvasView::heatScaleChanged);
    connect(&impl_->camera, &Camera::moved, this, [this, last = 0.0]() mutable {
        if (zoom() == std::exchange(last, zoom())) return;
        impl_->scene.setHurried(true);
        impl_->rest.start();
        Q_EMIT zoomChanged(zoom());
    });
    impl_->rest.setSingleShot(true);
    impl_->rest.setInterval(kRest);
    connect(&impl_->rest, &QTimer::timeout, this, [this] { impl_->scene.setHurried(false); });
    connect(&impl_->control, &PointerControl::hovered, this, &CanvasView::hoveredNodeChanged);
    connect(&impl_->control, &PointerControl::badgePressed, this, [this](const QString& node) { impl_->popover->open(node.toStdString()); });
    connect(&impl_->camera, &Camera::moved, impl_->popover, &DiagnosticPopover::follow);
    connect(&impl_->control, &PointerControl::menuWanted, this, [this](const QPoint& at) { impl_->menu(at); });
    impl_->placeOverlays();
    impl_->camera.fit(impl_->scene.content(), 1, 0);
}

CanvasView::~CanvasView() {
    impl_->control.cancel();
    setScene(nullptr);
}

// --- what others ask of the canvas

void CanvasView::setTokens(const Tokens& tokens) {
    impl_->scene.setStyle(CanvasStyle(tokens));
    impl_->add.box().restyle();
    impl_->rename_field->restyle();
    impl_->popover->restyle();
    impl_->minimap->refresh();
    viewport()->update();
}

void CanvasView::setReduceMotion(bool reduce) { impl_->actions.setReduceMotion(reduce); }
QAction* CanvasView::action(CanvasVerb verb) const { return impl_->actions[verb]; }
void CanvasView::addLayer(const QString& layer) { impl_->add.forSelection(layer.toStdString()); }
HeatMode CanvasView::heatMode() const { return impl_->heat; }

void CanvasView::setHeatMode(HeatMode mode) {
    if (mode == impl_->heat) return;
    impl_->heat = mode;
    impl_->scene.setHeatMode(mode);
    Q_EMIT heatModeChanged(mode);
}

void CanvasView::setTimes(std::map<NodeId, double> milliseconds) { impl_->scene.setTimes(std::move(milliseconds)); }
std::pair<QString, QString> CanvasView::heatScale() const { return {impl_->scene.heat().high(), impl_->scene.heat().what()}; }
void CanvasView::setRunning(const NodeId& node, double share) { impl_->scene.setRunning(node, share); }
void CanvasView::setHoveredNode(const QString& node) { impl_->scene.setHovered(node.toStdString()); }
const CanvasScene& CanvasView::graphScene() const { return impl_->scene; }

void CanvasView::showNode(const QString& node) {
    const NodeItem* item = impl_->scene.node(node.toStdString());
    if (!item) return;
    impl_->document.select({node});
    if (!impl_->camera.sight().contains(item->box()))
        impl_->camera.glideTo(item->box().center(), std::max(zoom(), impl_->scene.style().labels_from), impl_->actions.motion(impl_->scene.style().ms_normal));
    impl_->popover->open(item->id());
}

void CanvasView::renderTo(QPainter& painter, const QRectF& target) const { paint_picture(impl_->scene, painter, target); }
Status CanvasView::exportImage(const QString& path) const { return write_picture(impl_->scene, path); }

// --- overlays

void CanvasView::Impl::rename(const NodeId& node) {
    const NodeItem* item = scene.node(node);
    if (!item) return;
    const QRectF title(item->pos(), QSizeF(item->face().size.width(), scene.style().title_height));
    QRect place = view.viewportTransform().mapRect(title).toRect();
    place.setSize(place.size().expandedTo({100, 24}));
    rename_field->open(node, place);
}

void CanvasView::Impl::exportByDialog() {
    const QString name = QString::fromStdString(document.project().name).isEmpty() ? tr("graph") : QString::fromStdString(document.project().name);
    QStringList filters{tr("Vector picture (*.svg)")};
    for (const int percent : {100, 200, 300, 400}) filters << tr("Picture at %1 % (*.png)").arg(percent);
    QString chosen;
    QString path = QFileDialog::getSaveFileName(&view, tr("Export as image"), name, filters.join(";;"), &chosen);
    if (path.isEmpty()) return;
    const qsizetype scale = std::max<qsizetype>(0, filters.indexOf(chosen));   // 0: vectors
    if (!path.endsWith(".svg", Qt::CaseInsensitive) && !path.endsWith(".png", Qt::CaseInsensitive)) path += scale ? ".png" : ".svg";
    if (const Status status = write_picture(scene, path, scale ? double(scale) : 2); !status.ok()) scene.say(status.error());
    else Q_EMIT scene.message(tr("Written: %1").arg(path));
}

void CanvasView::Impl::placeOverlays() {
    minimap->move(kOverlayInset, view.height() - minimap->height() - kOverlayInset);
    minimap->setVisible(view.width() > 3 * minimap->width() && view.height() > 3 * minimap->height());
}

void CanvasView::Impl::menu(const QPoint& at) {
    const QPointF point = view.mapToScene(at);
    if (const NodeItem* item = scene.nodeAt(point); item && !document.selection().contains(QString::fromStdString(item->id())))
        document.select({QString::fromStdString(item->id())});
    QMenu menu(&view);
    using enum CanvasVerb;
    for (const CanvasVerb verb : {AddLayer, Cut, Copy, Paste, Duplicate, Delete, Rename, ToggleBypass, ConnectSelected, Disconnect, AutoLayout, Fit, ZoomToSelection}) {
        if (verb == Cut || verb == Rename || verb == AutoLayout) menu.addSeparator();
        menu.addAction(actions[verb]);
    }
    menu.exec(view.viewport()->mapToGlobal(at));
}

// --- events

void CanvasView::resizeEvent(QResizeEvent* event) {
    QGraphicsView::resizeEvent(event);
    if (event->oldSize().isValid()) {   // what was in the middle stays there
        const QSize grown = event->size() - event->oldSize();
        impl_->camera.panBy(QPointF(grown.width(), grown.height()) / 2);
    }
    impl_->placeOverlays();
}

void CanvasView::scrollContentsBy(int dx, int dy) {
    QGraphicsView::scrollContentsBy(dx, dy);
    impl_->minimap->update();
}

void CanvasView::drawBackground(QPainter* painter, const QRectF& rect) { paint_dot_grid(*painter, rect, impl_->scene.style()); }

void CanvasView::mousePressEvent(QMouseEvent* event) { impl_->control.press(event); }
void CanvasView::mouseMoveEvent(QMouseEvent* event) { impl_->control.move(event); }
void CanvasView::mouseReleaseEvent(QMouseEvent* event) { impl_->control.release(event); }
void CanvasView::mouseDoubleClickEvent(QMouseEvent* event) { impl_->control.doubleClick(event); }

void CanvasView::wheelEvent(QWheelEvent* event) {
    // A wheel zooms, with Shift or Alt it pans; two fingers on a touch pad pan, with Ctrl they zoom.
    event->accept();
    const bool pad = !event->pixelDelta().isNull() && event->phase() != Qt::NoScrollPhase;
    if (pad && !(event->modifiers() & Qt::ControlModifier)) return impl_->camera.panBy(event->pixelDelta());
    const QPoint angle = event->angleDelta();
    if (event->modifiers() & Qt::ShiftModifier) return impl_->camera.panBy(QPointF(angle.y() ? angle.y() : angle.x(), 0) * kWheelPan);
    if (event->modifiers() & Qt::AltModifier) return impl_->camera.panBy(QPointF(0, angle.y() ? angle.y() : angle.x()) * kWheelPan);   // Alt turns the wheel's axis on some platforms
    impl_->camera.zoomTo(zoom() * std::pow(kWheelZoom, angle.y()), event->position());
}

bool CanvasView::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::NativeGesture) {
        const auto* gesture = static_cast<QNativeGestureEvent*>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture) {
            impl_->camera.zoomTo(zoom() * (1 + gesture->value()), gesture->position());
            return true;
        }
    }
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QPointF at = mapToScene(help->pos());
        const CanvasScene& scene = impl_->scene;
        const auto port = zoom() >= scene.style().rows_from ? scene.portAt(at, scene.style().port_hit / 2) : std::nullopt;
        const NodeItem* item = scene.nodeAt(at);
        if (port) QToolTip::showText(help->globalPos(), port_tooltip(*port->node, port->port, impl_->document), viewport());
        else if (item) QToolTip::showText(help->globalPos(), node_tooltip(*item, impl_->document), viewport());
        else if (!impl_->control.busy()) QToolTip::hideText();
        return true;
    }
    if (event->type() == QEvent::Leave) {
        setHoveredNode({});
        impl_->scene.setHoveredWire(nullptr);
        Q_EMIT hoveredNodeChanged({});
    }
    return QGraphicsView::viewportEvent(event);
}

void CanvasView::keyPressEvent(QKeyEvent* event) {
    const double step = impl_->scene.style().snap * (event->modifiers() & Qt::ShiftModifier ? 4 : 1);
    const auto go = [&](double x, double y) {
        if (impl_->document.selection().isEmpty()) impl_->camera.panBy(QPointF(-x, -y) * 8);
        else impl_->actions.nudge({x, y});
    };
    switch (event->key()) {
        case Qt::Key_Left: return go(-step, 0);
        case Qt::Key_Right: return go(step, 0);
        case Qt::Key_Up: return go(0, -step);
        case Qt::Key_Down: return go(0, step);
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (impl_->document.selection().size() == 1) impl_->popover->open(impl_->document.selection().front().toStdString());
            return;
        case Qt::Key_Space:
            if (!event->isAutoRepeat()) impl_->control.setSpace(true);
            return;
        case Qt::Key_Escape:
            if (impl_->control.busy()) impl_->control.cancel();
            else impl_->actions[CanvasVerb::SelectNone]->trigger();
            return;
        default: QGraphicsView::keyPressEvent(event);
    }
}

void CanvasView::keyReleaseEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) impl_->control.setSpace(false);
    QGraphicsView::keyReleaseEvent(event);
}

void CanvasView::focusOutEvent(QFocusEvent* event) {
    impl_->control.setSpace(false);
    QGraphicsView::focusOutEvent(event);
}

bool CanvasView::focusNextPrevChild(bool next) {
    // Tab goes from node to node, and past the last one to the next widget.
    if (hasFocus() && impl_->actions.cycle(next)) return true;
    return QGraphicsView::focusNextPrevChild(next);
}

void CanvasView::changeEvent(QEvent* event) {
    QGraphicsView::changeEvent(event);
    if (event->type() != QEvent::LanguageChange) return;
    setAccessibleName(tr("Canvas"));
    impl_->actions.retranslate();
    impl_->scene.setStyle(impl_->scene.style());   // nodes name their attributes
}

void CanvasView::contextMenuEvent(QContextMenuEvent* event) {
    if (event->reason() != QContextMenuEvent::Mouse) impl_->menu(viewport()->rect().center());   // the right button opens it on release
}

void CanvasView::dragEnterEvent(QDragEnterEvent* event) {
    const std::string layer = event->mimeData()->data(kLayerMimeType).toStdString();
    if (!ops::find_layer(layer)) return event->ignore();
    impl_->control.dragEnter(layer);
    event->acceptProposedAction();
}

void CanvasView::dragMoveEvent(QDragMoveEvent* event) {
    if (!event->mimeData()->hasFormat(kLayerMimeType)) return event->ignore();
    impl_->control.dragMove(event->position(), event->modifiers());
    event->acceptProposedAction();
}

void CanvasView::dragLeaveEvent(QDragLeaveEvent* event) {
    impl_->control.dragLeave();
    event->accept();
}

void CanvasView::dropEvent(QDropEvent* event) {
    if (!event->mimeData()->hasFormat(kLayerMimeType)) return event->ignore();
    event->acceptProposedAction();
    impl_->control.dropAt(event->position(), event->modifiers());
    setFocus();
}

}  // namespace saddle::app

#include "moc_canvas_view.cpp"

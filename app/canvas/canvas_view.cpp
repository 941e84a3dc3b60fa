#include "app/canvas/canvas_view.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QMenu>
#include <QMimeData>
#include <QNativeGestureEvent>
#include <QPixmapCache>
#include <QStyleOptionGraphicsItem>
#include <QTimer>
#include <QToolTip>
#include <cmath>

#include "app/canvas/add_layer.h"
#include "app/canvas/breadcrumbs.h"
#include "app/canvas/camera.h"
#include "app/canvas/canvas_accessible.h"
#include "app/canvas/canvas_actions.h"
#include "app/canvas/canvas_export.h"
#include "app/canvas/diagnostic_popover.h"
#include "app/canvas/dot_grid.h"
#include "app/canvas/group_verbs.h"
#include "app/canvas/layer_dialog.h"
#include "app/canvas/layer_drop.h"
#include "app/canvas/minimap.h"
#include "app/canvas/node_words.h"
#include "app/canvas/note_field.h"
#include "app/canvas/overview.h"
#include "app/canvas/pointer_control.h"
#include "app/canvas/rename_field.h"
#include "app/document/drawing.h"

namespace saddle::app {
namespace {

constexpr double kFar = 1e6;              // px: the canvas has no end that one could reach
constexpr double kWheelZoom = 1.0015;     // per eighth of a degree: one notch is about 20 %
constexpr double kWheelPan = 0.8;         // px per eighth of a degree
constexpr int kOverlayInset = 14;
constexpr int kRest = 90;                 // ms after which a zoom has come to rest
constexpr int kSettling = 60;             // frames: should the pictures in sight not fit into the cache, there is an end to making them
constexpr int kPaintedNodes = 128 * 1024;   // KiB: the faces of what is in sight stay painted

}  // namespace

struct CanvasView::Impl {
    Impl(CanvasView& its_view, GraphDocument& its_document)
        : view(its_view), document(its_document), scene(its_document, CanvasStyle(Tokens(ThemeName::Dark))),
          camera(its_view, scene.style().zoom_min, scene.style().zoom_max), add(scene, its_view),
          actions(scene, camera, its_view, {[this] { add.forSelection(); }, [this](const NodeId& id) { rename(id); }, [this] { saveAsLayer(); }, [this] { exportByDialog(); }}),
          control(its_view, scene, camera, actions, add), rename_field(new RenameField(scene, &its_view)), note_field(new NoteField(scene, &its_view)), breadcrumbs(new Breadcrumbs(scene, &its_view)), popover(new DiagnosticPopover(scene, its_view)),
          minimap(new Minimap(scene, camera, &its_view)) {}

    void rename(const NodeId& node);
    void saveAsLayer();
    void changePlace();
    void follow(const NodeId& node);
    void exportByDialog();
    void menu(const QPoint& at);
    void placeOverlays();

    CanvasView& view;
    GraphDocument& document;
    Edge tip_wire;                       ///< whose tip was shown last,
    QPoint tip_at;                       ///< and where on the screen
    CanvasScene scene;
    Camera camera;
    AddLayer add;
    CanvasActions actions;
    PointerControl control;
    RenameField* rename_field;
    NoteField* note_field;
    Breadcrumbs* breadcrumbs;
    DiagnosticPopover* popover;
    Minimap* minimap;
    HeatMode heat = HeatMode::Time;
    std::map<NodeId, std::pair<QPointF, double>> looks;   ///< centre and zoom of the places that were left
    NodeId shown_place;
    QTimer rest;              ///< since the zoom last changed
    PaintMode::Pace pace = PaintMode::Exact;
    bool zooming = false;     ///< a frame was painted since the zoom changed
    int settling = 0;         ///< frames that it may still take
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
        setOptimizationFlag(IndirectPainting, zoom() < Overview::kBelow);   // drawItems is asked
        impl_->pace = PaintMode::Hurried;
        impl_->rest.start();
        Q_EMIT zoomChanged(zoom());
    });
    impl_->rest.setSingleShot(true);
    impl_->rest.setInterval(kRest);
    connect(&impl_->rest, &QTimer::timeout, this, [this] {
        impl_->pace = PaintMode::Settling;
        impl_->zooming = false;
        impl_->settling = kSettling;
        viewport()->update();
    });
    connect(&impl_->control, &PointerControl::hovered, this, &CanvasView::hoveredNodeChanged);
    connect(&impl_->control, &PointerControl::badgePressed, this, [this](const QString& node) { impl_->popover->open(node.toStdString()); });
    connect(&impl_->camera, &Camera::moved, impl_->popover, &DiagnosticPopover::follow);
    connect(impl_->popover, &DiagnosticPopover::insideWanted, this, &CanvasView::showNode, Qt::QueuedConnection);
    connect(&impl_->add, &AddLayer::placed, this, [this](const QString& node) { impl_->follow(node.toStdString()); });
    connect(&impl_->control, &PointerControl::menuWanted, this, [this](const QPoint& at) { impl_->menu(at); });
    connect(&document, &GraphDocument::changed, this, [this] { impl_->camera.keep(); });
    connect(&document, &GraphDocument::placeChanged, this, [this] { impl_->changePlace(); });
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
    impl_->note_field->restyle();
    impl_->breadcrumbs->restyle();
    impl_->popover->restyle();
    impl_->minimap->refresh();
    viewport()->update();
}

void CanvasView::setReduceMotion(bool reduce) { impl_->actions.setReduceMotion(reduce); }
QAction* CanvasView::action(CanvasVerb verb) const { return impl_->actions[verb]; }
void CanvasView::addLayer(const QString& layer) { impl_->add.forSelection(layer.toStdString()); }

void CanvasView::editLayer(const QString& layer) {
    if (impl_->document.project().composite(layer.toStdString())) (new LayerDialog(impl_->scene, layer.toStdString(), window()))->open();
}

HeatMode CanvasView::heatMode() const { return impl_->heat; }

void CanvasView::setHeatMode(HeatMode mode) {
    if (mode == impl_->heat) return;
    impl_->heat = mode;
    impl_->scene.setHeatMode(mode);
    Q_EMIT heatModeChanged(mode);
}

void CanvasView::setTimes(std::map<NodeId, double> milliseconds) { impl_->scene.setTimes(std::move(milliseconds)); }
void CanvasView::setObserved(std::shared_ptr<const train::Observation> seen) { impl_->scene.setObserved(std::move(seen)); }
std::pair<QString, QString> CanvasView::heatScale() const { return {impl_->scene.heat().high(), impl_->scene.heat().what()}; }
void CanvasView::setRunning(const NodeId& node, double share) { impl_->scene.setRunning(node, share); }
void CanvasView::setHoveredNode(const QString& node) { impl_->scene.setHovered(node.toStdString()); }
const CanvasScene& CanvasView::graphScene() const { return impl_->scene; }

void CanvasView::showNode(const QString& node) {
    const NodeId id = node.toStdString();
    if (!impl_->scene.node(id)) {   // it is in a group that is not drawn now, as deep as there are groups
        NodeId place = id;
        do place = scope_of(place).empty() ? NodeId() : place.substr(0, place.rfind('/'));
        while (!impl_->document.enter(place));
    }
    impl_->document.select({node});
    if (impl_->document.selection().isEmpty()) return;
    const NodeItem* item = impl_->scene.node(impl_->document.selection().front().toStdString());
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
    const bool comment = item->face().kind == FaceKind::Comment, note = comment || item->face().kind == FaceKind::Frame;
    const QRectF title(item->pos(), comment ? item->face().size : QSizeF(item->face().size.width(), scene.style().title_height));
    QRect place = view.viewportTransform().mapRect(title).toRect();
    place.setSize(place.size().expandedTo(note ? QSize(160, 32) : QSize(100, 24)));
    if (note) note_field->open(node, place);
    else rename_field->open(node, place);
}

void CanvasView::Impl::saveAsLayer() {
    const std::vector<NodeId> groups = selected_groups(scene);
    if (groups.size() == 1) view.editLayer(QString::fromStdString(scene.node(groups[0])->node().layer));
}

/// Brings what was placed into sight, and the room beside it where the next layer goes.
void CanvasView::Impl::follow(const NodeId& node) {
    const NodeItem* item = scene.node(node);
    if (!item) return;
    const QRectF wanted = item->box().adjusted(-16, -16, item->box().width() + 64, 16);
    if (!camera.sight().contains(wanted)) camera.glideTo(wanted.center(), view.zoom(), actions.motion(scene.style().ms_normal));
}

/// The view of a place that was left is found again; another one is seen as a whole.
void CanvasView::Impl::changePlace() {
    looks[shown_place] = {camera.centre(), camera.zoom()};
    shown_place = document.place();
    popover->follow();
    breadcrumbs->refresh();
    placeOverlays();
    if (const auto look = looks.find(shown_place); look != looks.end()) return camera.centreOn(look->second.first, look->second.second);
    camera.fit(scene.content(), 1, 0);
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
    breadcrumbs->move(kOverlayInset, kOverlayInset);
    minimap->setVisible(view.width() > 3 * minimap->width() && view.height() > 3 * minimap->height());
}

void CanvasView::Impl::menu(const QPoint& at) {
    const QPointF point = view.mapToScene(at);
    if (const NodeItem* item = scene.nodeAt(point); item && !document.selection().contains(QString::fromStdString(item->id())))
        document.select({QString::fromStdString(item->id())});
    QMenu menu(&view);
    using enum CanvasVerb;
    for (const CanvasVerb verb : {AddLayer, Cut, Copy, Paste, Duplicate, Delete, Rename, ToggleBypass, ConnectSelected, Disconnect, Group, Unpack, ToggleExpanded, Enter, Leave, SaveAsLayer, AddComment, AddFrame, AutoLayout, Fit, ZoomToSelection}) {
        if (verb == Cut || verb == Rename || verb == Group || verb == AddComment || verb == AutoLayout) menu.addSeparator();
        menu.addAction(actions[verb]);
    }
    menu.exec(view.viewport()->mapToGlobal(at));
}

// --- events

void CanvasView::resizeEvent(QResizeEvent* event) {
    QGraphicsView::resizeEvent(event);
    if (impl_->camera.fitted()) {   // and stays so while the window finds its layout
        impl_->camera.fit(impl_->scene.content(), 1, 0);
    } else if (event->oldSize().isValid()) {   // what was in the middle stays there
        const QSize grown = event->size() - event->oldSize();
        impl_->camera.panBy(QPointF(grown.width(), grown.height()) / 2);
    }
    impl_->placeOverlays();
}

void CanvasView::scrollContentsBy(int dx, int dy) {
    QGraphicsView::scrollContentsBy(dx, dy);
    impl_->minimap->update();
}

void CanvasView::paintEvent(QPaintEvent* event) {
    PaintMode& mode = impl_->scene.paintMode();
    mode.begin(impl_->pace, impl_->zooming || impl_->pace == PaintMode::Settling);   // the first frame shows what there is
    impl_->zooming = impl_->pace == PaintMode::Hurried;
    QGraphicsView::paintEvent(event);
    if (impl_->pace == PaintMode::Settling) {
        if (mode.owes() && --impl_->settling > 0) viewport()->update();
        else impl_->pace = PaintMode::Exact;
    }
    mode.begin(PaintMode::Exact, false);   // who else paints the scene has the time
}

void CanvasView::drawItems(QPainter* painter, int count, QGraphicsItem* items[], const QStyleOptionGraphicsItem options[]) {
    for (int i = 0; i < count; ++i) {
        {
            Overview overview(*painter);
            while (i < count && overview.take(*items[i])) ++i;
        }
        if (i < count) QGraphicsView::drawItems(painter, 1, items + i, options + i);
    }
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

void CanvasView::setWireTip(const Edge& edge, const QString& more) {
    const WireItem* under = impl_->scene.hoveredWire();
    if (QToolTip::isVisible() && impl_->tip_wire == edge && under && under->edge() == edge) QToolTip::showText(impl_->tip_at, wire_tooltip(edge, impl_->document) + '\n' + more, viewport());
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
        else if (item && item->face().kind != FaceKind::Comment && item->face().kind != FaceKind::Frame) QToolTip::showText(help->globalPos(), node_tooltip(*item, impl_->document), viewport());
        else if (const WireItem* wire = item || port ? nullptr : scene.hoveredWire()) {
            impl_->tip_wire = wire->edge();
            impl_->tip_at = help->globalPos();
            QToolTip::showText(impl_->tip_at, wire_tooltip(impl_->tip_wire, impl_->document), viewport());
            Q_EMIT wirePointedAt(wire->edge());
        } else if (!impl_->control.busy()) QToolTip::hideText();
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
            if (impl_->document.selection().size() != 1) return;
            impl_->popover->open(impl_->document.selection().front().toStdString());
            if (!impl_->popover->isVisible() && impl_->actions[CanvasVerb::Enter]->isEnabled()) impl_->actions[CanvasVerb::Enter]->trigger();
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
    impl_->breadcrumbs->refresh();
    impl_->scene.setStyle(impl_->scene.style());   // nodes name their attributes
}

void CanvasView::contextMenuEvent(QContextMenuEvent* event) {
    if (event->reason() != QContextMenuEvent::Mouse) impl_->menu(viewport()->rect().center());   // the right button opens it on release
}

void CanvasView::dragEnterEvent(QDragEnterEvent* event) {
    const std::string layer = event->mimeData()->data(kLayerMimeType).toStdString();
    if (!known_layer(impl_->document, layer)) return event->ignore();
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

#include "app/canvas/minimap.h"

#include <QMouseEvent>
#include <QPainter>

#include "app/canvas/camera.h"
#include "app/canvas/canvas_scene.h"

namespace saddle::app {
namespace {
constexpr int kMapWidth = 136, kMapHeight = 76, kInset = 6;
}

Minimap::Minimap(CanvasScene& scene, Camera& camera, QWidget* parent) : QWidget(parent), scene_(scene), camera_(camera) {
    setFixedSize(kMapWidth, kMapHeight);
    setObjectName("minimap");
    setAccessibleName(tr("Overview"));
    setToolTip(tr("The whole graph; drag to look elsewhere"));
    connect(&scene, &CanvasScene::geometryChanged, this, &Minimap::refresh);
    connect(&camera, &Camera::moved, this, qOverload<>(&QWidget::update));
    refresh();
}

void Minimap::refresh() {
    shown_ = QRectF();
    for (const auto& [id, item] : scene_.nodes()) shown_ |= item->box();
    nodes_ = {};
    update();
}

QTransform Minimap::toMap() const {
    const QRectF room = QRectF(rect()).adjusted(kInset, kInset, -kInset, -kInset);
    const double scale = std::min({room.width() / std::max(1.0, shown_.width()), room.height() / std::max(1.0, shown_.height()), 0.2});
    return QTransform::fromTranslate(-shown_.center().x(), -shown_.center().y()) * QTransform::fromScale(scale, scale) *
           QTransform::fromTranslate(room.center().x(), room.center().y());
}

void Minimap::paintEvent(QPaintEvent*) {
    const CanvasStyle& style = scene_.style();
    if (nodes_.isNull()) {
        nodes_ = QPixmap(size() * devicePixelRatioF());
        nodes_.setDevicePixelRatio(devicePixelRatioF());
        nodes_.fill(Qt::transparent);
        QPainter painter(&nodes_);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(style.line, 1));
        painter.setBrush(style.panel);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
        painter.setPen(Qt::NoPen);
        const QTransform map = toMap();
        for (const auto& [id, item] : scene_.nodes()) {
            painter.setOpacity(item->face().around() ? 0.2 : item->face().known && !item->face().bypassed ? 0.85 : 0.4);
            painter.setBrush(item->face().error ? style.error : style.family(item->face().family).color);
            painter.drawRect(map.mapRect(item->box()));
        }
    }
    QPainter painter(this);
    painter.drawPixmap(0, 0, nodes_);
    if (scene_.nodes().empty()) return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(style.accent, 1));
    painter.setClipRect(rect().adjusted(2, 2, -2, -2));
    painter.drawRoundedRect(toMap().mapRect(camera_.sight()).intersected(QRectF(rect()).adjusted(3.5, 3.5, -3.5, -3.5)), 2, 2);
}

void Minimap::look(const QPointF& at) { camera_.centreOn(toMap().inverted().map(at), camera_.zoom()); }

void Minimap::mousePressEvent(QMouseEvent* event) { look(event->position()); }
void Minimap::mouseMoveEvent(QMouseEvent* event) {
    if (event->buttons() & Qt::LeftButton) look(event->position());
}

}  // namespace saddle::app

#include "moc_minimap.cpp"

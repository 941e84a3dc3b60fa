#include "app/canvas/camera.h"

#include <QScrollBar>
#include <algorithm>
#include <cmath>

namespace saddle::app {
namespace {
constexpr double kMargin = 40;   // px around what is fitted: ports, rings and the minimap's edge
}

Camera::Camera(QGraphicsView& view, double zoom_min, double zoom_max) : QObject(&view), view_(view), zoom_min_(zoom_min), zoom_max_(zoom_max) {
    motion_.setStartValue(0.0);
    motion_.setEndValue(1.0);
    motion_.setEasingCurve(QEasingCurve::OutCubic);
    connect(&motion_, &QVariantAnimation::valueChanged, this, [this](const QVariant& value) {
        // The zoom moves evenly in its logarithm, which is how the eye reads it.
        const double u = value.toDouble();
        look(from_ + (to_ - from_) * u, from_zoom_ * std::pow(to_zoom_ / from_zoom_, u));
    });
}

QPointF Camera::centre() const { return sight().center(); }

QRectF Camera::sight() const {
    const QRectF window = view_.viewport()->rect();
    return view_.viewportTransform().inverted().mapRect(window);
}

QSizeF Camera::room() const { return QSizeF(view_.viewport()->size()).shrunkBy(QMarginsF(kMargin, kMargin, kMargin, kMargin)).expandedTo({1, 1}); }

void Camera::centreOn(const QPointF& scene, double zoom) {
    fitted_ = false;
    look(scene, zoom);
}

void Camera::look(const QPointF& scene, double zoom) {
    zoom = std::clamp(zoom, zoom_min_, zoom_max_);
    view_.setTransform(QTransform::fromScale(zoom, zoom));
    const QPointF off = view_.viewportTransform().map(scene) - QRectF(view_.viewport()->rect()).center();
    view_.horizontalScrollBar()->setValue(view_.horizontalScrollBar()->value() + int(std::lround(off.x())));
    view_.verticalScrollBar()->setValue(view_.verticalScrollBar()->value() + int(std::lround(off.y())));
    Q_EMIT moved();
}

void Camera::zoomTo(double zoom, const QPointF& anchor) {
    motion_.stop();
    zoom = std::clamp(zoom, zoom_min_, zoom_max_);
    const QPointF held = view_.viewportTransform().inverted().map(anchor), middle = QRectF(view_.viewport()->rect()).center();
    centreOn(held + (middle - anchor) / zoom, zoom);
}

void Camera::panBy(const QPointF& pixels) {
    motion_.stop();
    fitted_ = false;
    view_.horizontalScrollBar()->setValue(view_.horizontalScrollBar()->value() - int(std::lround(pixels.x())));
    view_.verticalScrollBar()->setValue(view_.verticalScrollBar()->value() - int(std::lround(pixels.y())));
    Q_EMIT moved();
}

void Camera::fit(const QRectF& area, double largest, int milliseconds) {
    const double zoom = area.isEmpty() ? 1 : std::min(room().width() / area.width(), room().height() / area.height());
    glideTo(area.isEmpty() ? QPointF() : area.center(), std::min(std::max(zoom, zoom_min_), largest), milliseconds);
    fitted_ = true;
}

void Camera::glideTo(const QPointF& scene, double zoom, int milliseconds) {
    motion_.stop();
    fitted_ = false;
    if (milliseconds <= 0) return look(scene, zoom);
    from_ = centre();
    from_zoom_ = this->zoom();
    to_ = scene;
    to_zoom_ = std::clamp(zoom, zoom_min_, zoom_max_);
    motion_.setDuration(milliseconds);
    motion_.start();
}

}  // namespace saddle::app

#include "moc_camera.cpp"

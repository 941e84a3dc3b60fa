#include "app/canvas/dot_grid.h"

#include <QVector>
#include <cmath>

namespace saddle::app {
namespace {

constexpr double kNearest = 9;   // px between dots on the screen, at least

QColor blend(const QColor& over, const QColor& ground, double alpha) { return interpolate({ground, over}, alpha); }

void dots(QPainter& painter, const QTransform& to_device, const QRectF& area, double step, int size, const QColor& color, double skip) {
    if (step * to_device.m11() < kNearest) return;
    QVector<QPoint> points;   // each of one px, which is the painter's quickest
    for (double y = std::ceil(area.top() / step) * step; y <= area.bottom(); y += step)
        for (double x = std::ceil(area.left() / step) * step; x <= area.right(); x += step) {
            if (skip > 0 && std::abs(std::remainder(x, skip)) < 0.5 && std::abs(std::remainder(y, skip)) < 0.5) continue;
            const QPointF at = to_device.map(QPointF(x, y));
            const int left = int(std::floor(at.x() - size / 2.0 + 0.5)), top = int(std::floor(at.y() - size / 2.0 + 0.5));
            for (int k = 0; k < size * size; ++k) points.emplace_back(left + k % size, top + k / size);
        }
    painter.setPen(color);
    painter.drawPoints(points.constData(), int(points.size()));
}

}  // namespace

void paint_dot_grid(QPainter& painter, const QRectF& area, const CanvasStyle& style) {
    painter.fillRect(area, style.canvas);
    const QTransform to_device = painter.worldTransform();
    const double major = style.grid_step * style.grid_major_every;
    painter.save();
    painter.resetTransform();   // the dots keep their size on the screen
    painter.setRenderHint(QPainter::Antialiasing, false);
    dots(painter, to_device, area, style.grid_step, 1, blend(style.line, style.canvas, 0.55), major);
    dots(painter, to_device, area, major, 2, blend(style.line, style.canvas, 0.75), 0);
    painter.restore();
}

}  // namespace saddle::app

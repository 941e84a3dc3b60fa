#include "app/canvas/dot_grid.h"

#include <QImage>
#include <cmath>

namespace saddle::app {
namespace {

constexpr double kNearest = 9;   // px between dots on the screen, at least

QColor blend(const QColor& over, const QColor& ground, double alpha) { return interpolate({ground, over}, alpha); }

void dots(QPainter& painter, const QTransform& to_device, const QRectF& area, double step, int size, const QColor& color, double skip) {
    if (step * to_device.m11() < kNearest) return;
    const QPointF first(std::ceil(area.left() / step) * step, std::ceil(area.top() / step) * step);
    const auto skips = [skip](double at) { return skip > 0 && std::abs(std::remainder(at, skip)) < 0.5; };
    const auto left = [&](double x) { return int(std::floor(to_device.m11() * x + to_device.dx() - size / 2.0 + 0.5)); };
    const auto top = [&](double y) { return int(std::floor(to_device.m22() * y + to_device.dy() - size / 2.0 + 0.5)); };
    // All rows are one of two pictures.
    const int begin = left(first.x());
    QImage rows[2];
    for (const bool gaps : {false, true}) {
        QImage& row = rows[gaps] = QImage(left(area.right()) - begin + 1 + size, size, QImage::Format_ARGB32_Premultiplied);
        row.fill(Qt::transparent);
        for (double x = first.x(); x <= area.right(); x += step)
            for (int k = 0; k < size * size && !(gaps && skips(x)); ++k) row.setPixelColor(left(x) - begin + k % size, k / size, color);
    }
    for (double y = first.y(); y <= area.bottom(); y += step) painter.drawImage(begin, top(y), rows[skips(y)]);
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

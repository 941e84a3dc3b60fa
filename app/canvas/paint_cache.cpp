#include "app/canvas/paint_cache.h"

#include <QPaintEngine>
#include <cmath>

namespace saddle::app {

void PaintMode::begin(Pace pace, bool limited) {
    constexpr qint64 kMaking = 5'000'000;   // of the 16.7 ms of a frame
    pace_ = pace;
    left_ = limited ? kMaking : std::numeric_limits<qint64>::max();
    owes_ = false;
}

bool PaintMode::mayMake(bool has_one) {
    const bool may = pace_ == Exact || (left_ > 0 && !(has_one && pace_ == Hurried));
    owes_ |= !may;
    return may;
}

bool PaintCache::paint(QPainter& painter, const QRectF& bounds, PaintMode& mode, const std::function<void(QPainter&)>& draw) {
    const QTransform device = painter.deviceTransform();
    if (painter.paintEngine()->type() != QPaintEngine::Raster || device.type() > QTransform::TxScale || device.m11() != device.m22()) {
        draw(painter);
        return true;
    }
    const double scale = device.m11();
    QPixmap picture;
    const bool known = QPixmapCache::find(key_, &picture);
    if ((!known || scale != scale_) && mode.mayMake(known)) {
        mode.making();
        picture = QPixmap((bounds.size() * scale).toSize() + QSize(2, 2));
        picture.fill(Qt::transparent);
        QPainter on(&picture);
        on.setTransform(QTransform::fromTranslate(-bounds.left(), -bounds.top()) * QTransform::fromScale(scale, scale));
        draw(on);
        on.end();
        QPixmapCache::remove(key_);
        key_ = QPixmapCache::insert(picture);
        scale_ = scale;
        mode.made();
    } else if (!known) {
        return false;
    }
    const QTransform logical = painter.worldTransform();
    const double ratio = logical.m11() / scale;   // logical px of the window a device px
    painter.save();
    painter.resetTransform();   // what stays is the place of the widget on its window
    painter.scale(ratio, ratio);
    QPointF corner = logical.map(bounds.topLeft()) / ratio;
    if (scale == scale_) {   // at whole device px: the picture's own pixels
        const QPointF there = device.map(bounds.topLeft());
        corner += QPointF(std::round(there.x()) - there.x(), std::round(there.y()) - there.y());
        painter.drawPixmap(corner, picture);
    } else {
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawPixmap(QRectF(corner, QSizeF(picture.size()) * scale / scale_), picture, QRectF(picture.rect()));
    }
    painter.restore();
    return true;
}

}  // namespace saddle::app

#include "app/shell/theme/icon.h"

#include <QFile>
#include <QHash>
#include <QPaintEngine>
#include <QPixmapCache>
#include <QSvgRenderer>
#include <cmath>
#include <memory>

namespace saddle::app {
namespace {

/// The icon's file, parsed once for each colour it is asked for in.
QSvgRenderer& renderer(const QString& name, const QColor& color) {
    static QHash<QString, std::shared_ptr<QSvgRenderer>> cache;
    auto& slot = cache[name + color.name()];
    if (!slot) {
        QFile file(":/icons/" + name + ".svg");
        QByteArray text;
        if (file.open(QIODevice::ReadOnly)) text = file.readAll().replace("currentColor", color.name().toUtf8());
        slot = std::make_shared<QSvgRenderer>(text);
    }
    return *slot;
}

}  // namespace

void paintIcon(QPainter& painter, const QString& name, const QRectF& rect, const QColor& color) {
    QSvgRenderer& svg = renderer(name, color);
    if (!svg.isValid()) return;
    const bool raster = painter.paintEngine() && painter.paintEngine()->type() == QPaintEngine::Raster;
    if (!raster) return svg.render(&painter, rect);
    const QTransform device = painter.deviceTransform();
    const int pixels = int(std::ceil(rect.width() * std::hypot(device.m11(), device.m12())));
    if (pixels <= 0) return;
    const QString key = QStringLiteral("icon:%1:%2:%3").arg(name, color.name()).arg(pixels);
    QPixmap pixmap;
    if (!QPixmapCache::find(key, &pixmap)) {
        pixmap = QPixmap(pixels, pixels);
        pixmap.fill(Qt::transparent);
        QPainter on(&pixmap);
        svg.render(&on, QRectF(0, 0, pixels, pixels));
        QPixmapCache::insert(key, pixmap);
    }
    painter.drawPixmap(rect, pixmap, QRectF(0, 0, pixels, pixels));
}

}  // namespace saddle::app

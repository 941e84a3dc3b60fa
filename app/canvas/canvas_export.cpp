#include "app/canvas/canvas_export.h"

#include <QBuffer>
#include <QFile>
#include <QImage>
#include <QPainter>
#include <QSvgGenerator>

#include "engine/api/files.h"

namespace saddle::app {
namespace {
constexpr double kMargin = 24;
constexpr int kLargestPng = 16384;   // px a side; larger ones come at a smaller scale
}  // namespace

QRectF picture_area(const CanvasScene& scene) { return scene.content().adjusted(-kMargin, -kMargin, kMargin, kMargin); }

void paint_picture(CanvasScene& scene, QPainter& painter, const QRectF& target) {
    for (const auto& [id, item] : scene.nodes()) {
        item->setSelectedLook(false);
        item->setHovered(false);
    }
    for (const auto& [edge, item] : scene.wires()) item->setMark(WireMark::None);
    painter.fillRect(target, scene.style().canvas);
    scene.render(&painter, target, picture_area(scene));
    scene.restoreLooks();
}

Status write_picture(CanvasScene& scene, const QString& path, double scale) {
    const QSizeF size = picture_area(scene).size();
    if (path.endsWith(".svg", Qt::CaseInsensitive)) {
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        QSvgGenerator svg;
        svg.setOutputDevice(&buffer);
        svg.setResolution(96);
        svg.setSize(size.toSize());
        svg.setViewBox(QRectF(QPointF(0, 0), size));
        svg.setTitle(QString::fromStdString(scene.document().drawing().name));
        QPainter painter(&svg);
        paint_picture(scene, painter, QRectF(QPointF(0, 0), size));
        painter.end();
        return write_file(QFile::encodeName(path).toStdString(), buffer.data().toStdString());
    }
    if (!path.endsWith(".png", Qt::CaseInsensitive)) return invalid("pictures are written as .svg or .png, not " + path.toStdString(), "choose a name that ends so");
    scale = std::min({scale, kLargestPng / size.width(), kLargestPng / size.height()});
    QImage image((size * scale).toSize().expandedTo({1, 1}), QImage::Format_RGB32);
    image.setDevicePixelRatio(1);
    QPainter painter(&image);
    paint_picture(scene, painter, QRectF(image.rect()));
    painter.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return write_file(QFile::encodeName(path).toStdString(), bytes.toStdString());
}

}  // namespace saddle::app

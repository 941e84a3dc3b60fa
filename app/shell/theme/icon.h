#pragma once
// The icons of app/shell/icons (16 grid, currentColor) in any colour and size.
#include <QColor>
#include <QPainter>
#include <QString>

namespace saddle::app {

/// Paints icon `name` ("conv", without .svg) into `rect`. On raster devices from a cache at the device's resolution,
/// on vector devices (SVG, printers) as paths. An unknown name paints nothing.
void paintIcon(QPainter& painter, const QString& name, const QRectF& rect, const QColor& color);

}  // namespace saddle::app

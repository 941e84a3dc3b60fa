#include "app/canvas/port_shape.h"

namespace saddle::app {

void paint_port(QPainter& painter, const QPointF& at, ops::PortKind kind, PortFill fill, const CanvasStyle& style, double scale) {
    const QColor& color = style.wire(kind);
    const bool filled = fill == PortFill::Connected;
    painter.save();
    painter.translate(at);
    painter.scale(scale, scale);
    painter.setPen(QPen(filled ? style.canvas : color, 1.5));
    painter.setBrush(filled ? color : style.raised);
    switch (kind) {
        case ops::PortKind::Image: painter.drawRoundedRect(QRectF(-5, -5, 10, 10), 1.5, 1.5); break;
        case ops::PortKind::Features: painter.drawEllipse(QPointF(0, 0), 5.2, 5.2); break;
        case ops::PortKind::Sequence: painter.drawPolygon(QPolygonF{{-5, -6}, {6, 0}, {-5, 6}}); break;
        case ops::PortKind::Graph: painter.drawPolygon(QPolygonF{{-3, -5.5}, {3, -5.5}, {6.2, 0}, {3, 5.5}, {-3, 5.5}, {-6.2, 0}}); break;
        case ops::PortKind::Tokens: painter.drawPolygon(QPolygonF{{0, -6.5}, {6.5, 0}, {0, 6.5}, {-6.5, 0}}); break;
        case ops::PortKind::Scalar:
            painter.setPen(QPen(color, 2.2));
            painter.setBrush(style.canvas);
            painter.drawEllipse(QPointF(0, 0), 4.5, 4.5);
            break;
        case ops::PortKind::Unknown: {
            QPen pen(color, 1.5);
            pen.setDashPattern({2 / 1.5, 2 / 1.5});
            pen.setCapStyle(Qt::FlatCap);
            painter.setPen(pen);
            painter.setBrush(style.raised);
            painter.drawEllipse(QPointF(0, 0), 5, 5);
            break;
        }
    }
    if (fill == PortFill::Required) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(style.error);
        painter.drawEllipse(QPointF(0, 0), 2, 2);
    }
    painter.restore();
}

}  // namespace saddle::app

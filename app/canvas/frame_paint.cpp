// How the frame of an expanded group, a frame that the user drew, and a comment look (look, section 4).
#include <QFontMetricsF>
#include <QTextLayout>
#include <QTextOption>

#include "app/canvas/node_item.h"
#include "app/canvas/port_shape.h"
#include "app/document/drawing.h"
#include "app/shell/theme/icon.h"

namespace saddle::app {
namespace {

constexpr double kRadius = 8, kBaseline = 16.5, kInset = 10, kInfoBar = 3;

QPen outline(const QColor& color, double width, bool dashed) {
    QPen pen(color, width);
    if (dashed) pen.setDashPattern({4 / width, 4 / width});
    pen.setCapStyle(Qt::FlatCap);
    return pen;
}

/// `text` from `x` on, shortened to `room`; where it ends.
double write(QPainter& painter, double x, const QString& text, const QFont& font, const QColor& color, double room) {
    const QFontMetricsF metrics(font);
    const QString shown = metrics.elidedText(text, Qt::ElideRight, std::max(0.0, room));
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(QPointF(x, kBaseline), shown);
    return x + metrics.horizontalAdvance(shown);
}

}  // namespace

void NodeItem::paintAround(QPainter& painter, double zoom) const {
    const bool group = face_.kind == FaceKind::Group;
    const QRectF box(QPointF(0, 0), face_.size);
    const CanvasStyle::Family& family = style_.family("group");
    const double opaque = painter.opacity() * (face_.bypassed ? style_.bypass_alpha : 1);
    painter.setOpacity(opaque);
    QColor fill = family.color;
    fill.setAlphaF(0.05f);
    painter.setPen(outline(edge(), selected_ || face_.error ? 2 : 1, group && !selected_ && !face_.error));
    painter.setBrush(fill);
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), kRadius, kRadius);
    if (zoom >= style_.rows_from) {
        painter.fillRect(QRectF(1, kFrameHeader - 1, box.width() - 2, 1), style_.line_subtle);
        const double right = box.width() - kInset;
        if (group) {
            paintIcon(painter, QStringLiteral("chevron-down"), QRectF(9, 5, 14, 14), family.color);
            QString sums = face_.parameters;
            if (!face_.value.isEmpty()) sums += (sums.isEmpty() ? QString() : QStringLiteral("  ")) + face_.value;
            const double width = text_width(style_.cost, sums);
            write(painter, right - width, sums, style_.cost, style_.secondary, width + 1);
            const double end = write(painter, 28, face_.title, style_.title, style_.primary, right - width - 40);
            write(painter, end + 10, face_.instance, style_.instance, style_.secondary, right - width - end - 20);
        } else {
            write(painter, kInset, face_.title.section('\n', 0, 0), style_.title, style_.primary, right - kInset);
        }
        paintPorts(painter);
    } else {   // the name at a constant size on the screen
        painter.save();
        painter.scale(1 / zoom, 1 / zoom);
        write(painter, kInset, face_.title.section('\n', 0, 0), style_.small, style_.primary, box.width() * zoom - 2 * kInset);
        painter.restore();
    }
    paintBadge(painter);
}

void NodeItem::paintComment(QPainter& painter, double zoom) const {
    const QRectF box(QPointF(0, 0), face_.size);
    QPainterPath shape;
    shape.addRoundedRect(box, 4, 4);
    painter.fillPath(shape, style_.raised);
    painter.save();
    painter.setClipPath(shape, Qt::IntersectClip);
    painter.fillRect(QRectF(0, 0, kInfoBar, box.height()), style_.info);
    if (zoom >= style_.rows_from) {
        QTextOption option;
        option.setWrapMode(QTextOption::WordWrap);
        painter.setFont(style_.base);
        painter.setPen(style_.primary);
        painter.drawText(box.adjusted(kInfoBar + 8, 6, -8, -6), face_.title, option);
    }
    painter.restore();
    if (selected_ || hovered_) {
        painter.setPen(QPen(selected_ ? style_.accent : style_.tertiary, selected_ ? 2 : 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    }
}

}  // namespace saddle::app

// How a node looks (look, section 4). Sizes that are not in the tokens are baselines and insets of that section.
#include <QFontMetricsF>
#include <QStyleOptionGraphicsItem>

#include "app/canvas/node_item.h"
#include "app/canvas/overview.h"
#include "app/canvas/port_shape.h"
#include "app/shell/theme/icon.h"

namespace saddle::app {
namespace {

void text_left(QPainter& painter, double x, double baseline, const QString& text, const QFont& font, const QColor& color) {
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(QPointF(x, baseline), text);
}
void text_right(QPainter& painter, double right, double baseline, const QString& text, const QFont& font, const QColor& color) {
    text_left(painter, right - text_width(font, text), baseline, text, font, color);
}

QPen dashed(const QColor& color, double width, double on, double off) {
    QPen pen(color, width);
    pen.setDashPattern({on / width, off / width});
    pen.setCapStyle(Qt::FlatCap);
    return pen;
}

}  // namespace

void NodeItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    const double zoom = QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter->worldTransform());
    const bool near = zoom >= Overview::kBelow;
    // A picture of a large frame takes the room of many nodes.
    if (!isBlock() && (!near || face_.around())) return paintAll(*painter, zoom);
    if (near && picture_.paint(*painter, boundingRect(), mode_, [this, zoom](QPainter& on) { paintAll(on, zoom); })) return;
    Overview overview(*painter);
    paintBlock(overview, {0, 0});
}

void NodeItem::paintBlock(Overview& overview, const QPointF& at) const {
    overview.block(QRectF(at, face_.size), far_fill_, edge(), selected_ || face_.error ? 2 : 1, alpha());
}

/// How opaque a node is that does nothing, or of which nothing is known.
double NodeItem::alpha() const { return face_.bypassed ? style_.bypass_alpha : face_.known ? 1 : style_.dim_alpha; }

QColor NodeItem::edge() const { return face_.error ? style_.error : selected_ ? style_.accent : hovered_ ? style_.tertiary : style_.line_strong; }

void NodeItem::paintAll(QPainter& painter, double zoom) const {
    painter.setRenderHint(QPainter::Antialiasing);
    if (face_.around()) return paintAround(painter, zoom);
    if (face_.kind == FaceKind::Comment) return paintComment(painter, zoom);
    if (zoom < style_.rows_from) return paintFar(painter, zoom);
    painter.setOpacity(painter.opacity() * alpha());
    paintBox(painter);
    paintTitle(painter);
    paintRows(painter);
    if (zoom >= style_.labels_from) paintCost(painter);
    painter.setOpacity(painter.opacity() / alpha());
    if (face_.bypassed) paintBypass(painter);
    paintPorts(painter);
    paintBadge(painter);
}

void NodeItem::paintBox(QPainter& painter) const {
    const QRectF box(QPointF(0, 0), face_.size);
    const QColor edge = this->edge();
    painter.setPen(Qt::NoPen);
    if (!style_.dark) {
        painter.setBrush(QColor(0, 0, 0, 18));
        painter.drawRoundedRect(box.translated(0, 1.5), style_.node_radius + 0.5, style_.node_radius + 0.5);
    }
    if (selected_ || face_.error) {
        QColor ring = selected_ && !face_.error ? style_.accent : edge;
        ring.setAlphaF(0.28f);
        painter.setPen(QPen(ring, style_.ring_width));
        painter.setBrush(Qt::NoBrush);
        const double out = style_.ring_offset;
        painter.drawRoundedRect(box.adjusted(-out, -out, out, out), style_.node_radius + 3, style_.node_radius + 3);
        painter.setPen(Qt::NoPen);
    }
    painter.setBrush(style_.raised);
    painter.drawRoundedRect(box, style_.node_radius, style_.node_radius);
    // Title, family bar and heat stripe fill the rounded box: clipped to it, each is one rectangle.
    const CanvasStyle::Family& family = style_.family(face_.family);
    painter.save();
    QPainterPath clip;
    clip.addRoundedRect(box, style_.node_radius, style_.node_radius);
    painter.setClipPath(clip, Qt::IntersectClip);
    painter.fillRect(QRectF(0, 0, box.width(), style_.title_height), family.title);
    painter.fillRect(QRectF(0, 0, 3, style_.title_height), family.color);
    const double top = box.height() - style_.heat_height;
    painter.fillRect(QRectF(0, top, box.width(), style_.heat_height), style_.dark ? style_.canvas : style_.active);
    if (face_.fill > 0) painter.fillRect(QRectF(0, top, std::max(3.0, box.width() * face_.fill), style_.heat_height), style_.heat(face_.fill));
    if (running_ >= 0) painter.fillRect(QRectF(0, style_.title_height - 2, box.width() * std::min(1.0, running_), 2), style_.accent);
    painter.restore();
    const bool thick = selected_ || face_.error;
    painter.setPen(face_.bypassed && !thick ? dashed(edge, 1, 4, 3) : QPen(edge, thick ? 2 : 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), style_.node_radius - 0.5, style_.node_radius - 0.5);
}

void NodeItem::paintTitle(QPainter& painter) const {
    paintIcon(painter, face_.chevron ? QStringLiteral("chevron-right") : style_.family(face_.family).icon, QRectF(9, 6, 14, 14), style_.family(face_.family).color);
    text_left(painter, 28, 17.5, face_.title, style_.title, style_.primary);
    if (!face_.instance.isEmpty()) text_right(painter, face_.size.width() - style_.pad, 17.5, face_.instance, style_.instance, style_.secondary);
}

void NodeItem::paintRows(QPainter& painter) const {
    const double width = face_.size.width();
    for (size_t i = 0; i < face_.rows.size(); ++i) {
        const FaceRow& row = face_.rows[i];
        const double baseline = style_.title_height + 18 + style_.row_height * double(i);
        if (row.wrong) {
            const double chip = text_width(style_.row_value, row.value) + 12;
            painter.setPen(QPen(style_.error, 1));
            painter.setBrush(style_.error_soft);
            painter.drawRoundedRect(QRectF(width - 5.5 - chip, baseline - 12.5, chip, 16), 3, 3);
        }
        text_left(painter, style_.pad, baseline, row.name, style_.row_name, style_.tertiary);
        text_right(painter, width - style_.pad - (row.wrong ? 1.5 : 0), baseline, row.value, style_.row_value, row.wrong ? style_.error : style_.primary);
    }
}

void NodeItem::paintCost(QPainter& painter) const {
    const double width = face_.size.width(), top = face_.size.height() - style_.heat_height - style_.cost_height;
    if (!face_.compact()) painter.fillRect(QRectF(1, top, width - 2, 1), style_.line_subtle);
    if (!face_.parameters.isEmpty()) text_left(painter, style_.pad, top + 15, face_.parameters, style_.cost, style_.tertiary);
    text_right(painter, width - (face_.compact() ? 8 : style_.pad), top + 15, face_.value, style_.cost, !face_.finite ? style_.error : face_.known ? style_.secondary : style_.disabled);
}

void NodeItem::paintPorts(QPainter& painter) const {
    const double opaque = painter.opacity();
    for (size_t i = 0; i < face_.ports.size(); ++i) {
        const FacePort& port = face_.ports[i];
        const PortMark mark = i < marks_.size() ? marks_[i] : PortMark::None;
        painter.setOpacity(mark == PortMark::Refuses ? 0.3 * opaque : opaque);
        const PortFill fill = port.connected ? PortFill::Connected : port.required ? PortFill::Required : PortFill::Free;
        const bool grown = hovered_ || mark == PortMark::Target;
        paint_port(painter, port.at, port.kind, fill, style_, grown ? 1.2 : 1);
        if (mark == PortMark::Accepts || mark == PortMark::Target) {
            painter.setPen(QPen(style_.accent, mark == PortMark::Target ? 2.5 : 1.5));
            painter.setBrush(Qt::NoBrush);
            painter.drawEllipse(port.at, 8, 8);
        }
    }
    painter.setOpacity(opaque);
}

void NodeItem::paintBadge(QPainter& painter) const {
    if (!face_.error && !face_.warning) return;
    const QPointF corner(face_.size.width(), 0);
    painter.setPen(Qt::NoPen);
    painter.setBrush(style_.canvas);
    painter.drawEllipse(corner, 9.5, 9.5);
    paintIcon(painter, face_.error ? "error" : "warning", QRectF(corner - QPointF(8, 8), QSizeF(16, 16)), face_.error ? style_.error : style_.warning);
}

void NodeItem::paintBypass(QPainter& painter) const {
    const auto input = std::find_if(face_.ports.begin(), face_.ports.end(), [](const FacePort& p) { return !p.output; });
    const auto output = std::find_if(face_.ports.begin(), face_.ports.end(), [](const FacePort& p) { return p.output; });
    if (input == face_.ports.end() || output == face_.ports.end()) return;
    const double r = 8, top = -10, width = face_.size.width();
    QPainterPath path(input->at);
    path.lineTo(0, top + r);
    path.arcTo(QRectF(0, top, 2 * r, 2 * r), 180, -90);
    path.lineTo(width - r, top);
    path.arcTo(QRectF(width - 2 * r, top, 2 * r, 2 * r), 90, -90);
    path.lineTo(output->at);
    painter.setPen(QPen(style_.wire(input->kind), 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
}

void NodeItem::paintFar(QPainter& painter, double zoom) const {
    const QRectF box(QPointF(0, 0), face_.size);
    const CanvasStyle::Family& family = style_.family(face_.family);
    painter.setOpacity(painter.opacity() * alpha());
    QPen pen(edge(), selected_ || face_.error ? 2 : 1);
    pen.setCosmetic(true);
    painter.setPen(pen);
    painter.setBrush(family.title);
    painter.drawRoundedRect(box, style_.node_radius, style_.node_radius);
    painter.fillRect(QRectF(0, 3, 2 / zoom, box.height() - 6), family.color);
    // Icon and title at a constant size on the screen: one above the other where both fit, else whichever fits.
    const double px = 1 / zoom, inset = 6 * px, room = box.width() - 2 * inset;
    QFont font = style_.small;
    const QFontMetricsF metrics(font);
    const bool title = text_width(font, face_.title) * px <= room + 3 * px, both = title && box.height() >= 31 * px;
    const double icon = 11 * px;
    if (both || !title) paintIcon(painter, family.icon, QRectF(inset, both ? 4 * px : (box.height() - icon) / 2, icon, icon), family.color);
    if (!title) return;
    painter.save();
    painter.translate(inset, both ? 26 * px : box.height() / 2 + 4 * px);
    painter.scale(px, px);
    text_left(painter, 0, 0, face_.title, font, style_.primary);
    painter.restore();
}

}  // namespace saddle::app

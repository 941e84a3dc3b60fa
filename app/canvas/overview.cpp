#include "app/canvas/overview.h"

#include <QStyleOptionGraphicsItem>

#include "app/canvas/node_item.h"
#include "app/canvas/wire_item.h"

namespace saddle::app {

Overview::Overview(QPainter& painter)
    : painter_(painter), opacity_(painter.opacity()), px_(1 / QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter.worldTransform())) {
    painter_.setRenderHint(QPainter::Antialiasing, false);
}

Overview::~Overview() { paintLines(); }

void Overview::block(const QRectF& box, const QColor& fill, const QColor& edge, int edge_px, double opacity) {
    paintLines();
    // Rectangles without a pen are what a painter fills quickest.
    const double out = (edge_px - 1) * px_, width = edge_px * px_;
    const QRectF outer = box.translated(-px_ / 2, -px_ / 2).adjusted(-out, -out, px_, px_), inner = outer.adjusted(width, width, -width, -width);
    if (opacity * opacity_ == 1) {
        painter_.fillRect(outer, edge);
        return painter_.fillRect(inner, fill);
    }
    painter_.setOpacity(opacity_ * opacity);   // where one lies on another it would be seen
    painter_.fillRect(inner, fill);
    painter_.fillRect(QRectF(outer.left(), outer.top(), outer.width(), width), edge);
    painter_.fillRect(QRectF(outer.left(), inner.bottom(), outer.width(), width), edge);
    painter_.fillRect(QRectF(outer.left(), inner.top(), width, inner.height()), edge);
    painter_.fillRect(QRectF(inner.right(), inner.top(), width, inner.height()), edge);
    painter_.setOpacity(opacity_);
}

void Overview::line(const QPolygonF& way, const QColor& color) {
    if (color != color_) paintLines();
    color_ = color;
    for (qsizetype from = 0, to = 1; to < way.size(); ++to) {
        if (to + 1 < way.size() && (way[to] - way[from]).manhattanLength() < px_) continue;   // a corner's curve is a px or two
        lines_.emplace_back(way[from], way[to]);
        from = to;
    }
}

void Overview::paintLines() {
    if (lines_.isEmpty()) return;
    QPen pen(color_, 1);
    pen.setCosmetic(true);
    painter_.setPen(pen);
    painter_.drawLines(lines_.constData(), int(lines_.size()));
    lines_.clear();
}

bool Overview::take(const QGraphicsItem& item) {
    if (item.opacity() < 1) return false;   // a preview
    const auto* wire = qgraphicsitem_cast<const WireItem*>(&item);
    const auto* node = qgraphicsitem_cast<const NodeItem*>(&item);
    if (wire) wire->paintLine(*this);
    else if (node && node->isBlock()) node->paintBlock(*this, node->pos());
    return wire || (node && node->isBlock());
}

}  // namespace saddle::app

#include "app/canvas/node_item.h"

#include <algorithm>

#include "app/document/drawing.h"

namespace saddle::app {

NodeItem::NodeItem(const Node& node, const CanvasStyle& style, PaintMode& mode) : node_(node), style_(style), mode_(mode) {
    setPos(node.x, node.y);
    stack();
}

/// Frames lie behind the wires, what is within another frame on top of it.
void NodeItem::stack() {
    const double depth = double(std::count(node_.id.begin(), node_.id.end(), '/'));
    setZValue(face_.kind == FaceKind::Frame ? -3 + 0.01 * depth : face_.kind == FaceKind::Group ? -2 + 0.01 * depth : selected_ ? 2 : 1);
}

QRectF NodeItem::boundingRect() const {
    // Ports and rings reach over the sides, a bypass wire and the badge over the top edge.
    return QRectF(QPointF(0, 0), face_.size).adjusted(-12, -14, 12, 8);
}

QPainterPath NodeItem::shape() const {
    QPainterPath path;
    path.addRoundedRect(QRectF(QPointF(0, 0), face_.size), style_.node_radius, style_.node_radius);
    return path;
}

bool NodeItem::setFace(NodeFace face) {
    if (face == content_) return false;
    content_ = face;
    lay_out(face, style_);
    const auto moved = [](const FacePort& a, const FacePort& b) { return a.at != b.at || a.name != b.name || a.output != b.output; };
    const bool changed = face.kind != face_.kind || face.size != face_.size || face.ports.size() != face_.ports.size() ||
                         !std::equal(face.ports.begin(), face.ports.end(), face_.ports.begin(), [&](const FacePort& a, const FacePort& b) { return !moved(a, b); });
    if (changed) prepareGeometryChange();
    face_ = std::move(face);
    stack();
    if (changed) marks_.clear();
    repaint();
    return changed;
}

void NodeItem::repaint() {
    picture_.drop();
    far_fill_ = face_.fill >= 0 ? style_.heat(face_.fill) : style_.family(face_.family).title;
    update();
}

void NodeItem::setHovered(bool hovered) {
    if (hovered_ == hovered) return;
    hovered_ = hovered;
    repaint();
}

void NodeItem::setSelectedLook(bool selected) {
    if (selected_ == selected) return;
    selected_ = selected;
    stack();
    repaint();
}

void NodeItem::setRunning(double share) {
    if (running_ == share) return;
    running_ = share;
    repaint();
}

void NodeItem::setMark(const std::string& port, bool output, PortMark mark) {
    marks_.resize(face_.ports.size(), PortMark::Refuses);
    for (size_t i = 0; i < face_.ports.size(); ++i)
        if (face_.ports[i].name == port && face_.ports[i].output == output) marks_[i] = mark;
    repaint();
}

void NodeItem::clearMarks() {
    if (marks_.empty()) return;
    marks_.clear();
    repaint();
}

QRectF NodeItem::grip() const { return face_.around() ? QRectF(pos(), QSizeF(face_.size.width(), kFrameHeader)) : box(); }

QRectF NodeItem::chevron() const { return face_.chevron ? QRectF(pos() + QPointF(6, 4), QSizeF(20, 18)) : QRectF(); }

QRectF NodeItem::corner() const {
    const bool note = face_.kind == FaceKind::Frame || face_.kind == FaceKind::Comment;
    return note ? QRectF(pos() + QPointF(face_.size.width() - 14, face_.size.height() - 14), QSizeF(14, 14)) : QRectF();
}

QRectF NodeItem::badge() const {
    if (!face_.error && !face_.warning) return {};
    return QRectF(pos() + QPointF(face_.size.width() - 8, -8), QSizeF(16, 16));
}

}  // namespace saddle::app

#include "app/shell/graph_thumbnail.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>

#include "app/shell/theme/theme.h"
#include "engine/api/catalog.h"

namespace saddle::app {
namespace {
constexpr double kNodeWidth = 140, kNodeHeight = 64;   // scene px: about what a node takes on the canvas
}

void paintThumbnail(QPainter& painter, const QRectF& rect, const Graph& graph) {
    if (graph.nodes.empty()) return;
    const Tokens& tokens = Theme::instance().tokens();
    QRectF bounds;
    for (const Node& node : graph.nodes) bounds |= QRectF(node.x - 24, node.y, kNodeWidth + 48, kNodeHeight);
    const double scale = std::min({rect.width() / bounds.width(), rect.height() / bounds.height(), 0.28});
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(rect.center());
    painter.scale(scale, scale);
    painter.translate(-bounds.center());
    const auto family = [&](const NodeId& id) {
        const Node* node = graph.find(id);
        const ops::LayerDef* def = node ? ops::find_layer(node->layer) : nullptr;
        return tokens.color(QString("family.") + (def ? QString::fromStdString(def->family) : QString("group")));
    };
    for (const Edge& edge : graph.edges) {
        const Node *from = graph.find(edge.from.node), *to = graph.find(edge.to.node);
        if (!from || !to) continue;
        const QPointF a(from->x + kNodeWidth, from->y + kNodeHeight / 2), b(to->x, to->y + kNodeHeight / 2);
        QPainterPath path(a);
        if (b.x() > a.x()) {
            const double reach = std::max(20.0, (b.x() - a.x()) / 2);
            path.cubicTo(a + QPointF(reach, 0), b - QPointF(reach, 0), b);
        } else {   // back to the next row, in the lane between the two
            const double lane = (a.y() + b.y()) / 2, out = 24;
            for (const QPointF& corner : {a + QPointF(out, 0), QPointF(a.x() + out, lane), QPointF(b.x() - out, lane), b - QPointF(out, 0), b}) path.lineTo(corner);
        }
        painter.setPen(QPen(family(edge.from.node), 1.5 / scale, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(path);
    }
    for (const Node& node : graph.nodes) {
        const QColor color = family(node.id);
        const QRectF box(node.x, node.y, kNodeWidth, kNodeHeight);
        painter.setPen(QPen(color, 1.2 / scale));
        painter.setBrush(tokens.color(QString("familyTitle.") + [&] {
            const ops::LayerDef* def = ops::find_layer(node.layer);
            return def ? QString::fromStdString(def->family) : QString("group");
        }()));
        painter.drawRoundedRect(box, 14, 14);
        painter.fillRect(QRectF(box.left() + 18, box.top() + 18, 2 / scale, kNodeHeight - 36), color);
    }
    painter.restore();
}

}  // namespace saddle::app

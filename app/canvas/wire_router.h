#pragma once
// Ways of wires between ports. A wire that runs forward and meets no node is a cubic with horizontal tangents (a straight
// line where the ports are level); any other runs orthogonally through the free lanes between the rows of nodes, beside
// the wires that were routed before it (look, section 5).
#include <QLineF>
#include <QPainterPath>

#include "app/canvas/box_field.h"
#include "app/canvas/canvas_style.h"

namespace saddle::app {

struct Route {
    QPainterPath path;
    QLineF straight;          ///< the longest level part, left to right, where the shape label fits; a point on a curve
    bool level() const { return straight.length() > 0; }
};

/// The cubic or straight line, whatever is in its way: wires of nodes that are being moved, and the dragged wire.
Route direct_route(const QPointF& from, const QPointF& to, const CanvasStyle& style);

class WireRouter {
public:
    WireRouter(const std::vector<QRectF>& boxes, const CanvasStyle& style) : field_(boxes), style_(style) {}
    /// Ways of all wires from output to input ports (centres, on the right and left sides of their boxes): first those
    /// that can go directly, then the others, in the order given.
    std::vector<Route> route(const std::vector<std::pair<QPointF, QPointF>>& wires);

private:
    bool is_free(const QPainterPath& path) const;
    std::vector<double> lanes(double left, double right, double y1, double y2) const;
    Route around(const QPointF& from, const QPointF& to);
    /// What other wires make `part` cost: px along which they run within a label's height of it, and crossings.
    double meeting(const QLineF& part) const;
    /// Length, nodes in the way and meetings of the part from `a` to `b`.
    double cost(const QPointF& a, const QPointF& b, double clearance) const;
    void use(const QLineF& part);

    BoxField field_, used_field_;     // nodes; wires' straight parts, as thin boxes in the order of used_
    std::vector<QLineF> used_;
    const CanvasStyle& style_;
};

}  // namespace saddle::app

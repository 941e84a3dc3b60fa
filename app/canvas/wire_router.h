#pragma once
// Ways of wires between ports. A wire that runs forward and meets no node is a cubic with horizontal tangents (a straight
// line where the ports are level); any other runs orthogonally through the free lanes between the rows of nodes, beside
// the wires that were routed before it (look, section 5).
#include <QLineF>
#include <QPainterPath>
#include <unordered_map>

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

/// Keeps what it has found: the next call looks only for the ways that depend on what is another one by then.
class WireRouter {
public:
    explicit WireRouter(const CanvasStyle& style) : style_(style) {}

    /// From an output to an input port (centres, on the right and left sides of their boxes). By `id` a wire is known again.
    struct Wire {
        const void* id;
        QPointF from, to;
    };
    /// Ways of `wires` between `boxes`: first those that can go directly, then the others, in the order given. They are
    /// the same, whatever the calls before this one were.
    std::vector<Route> route(std::vector<QRectF> boxes, const std::vector<Wire>& wires);
    /// How many ways the last call looked for.
    size_t searched() const { return searched_; }

private:
    /// A wire's way, and where a change of a box or of another wire would make it another one.
    struct Way {
        QPointF from, to;
        Route route;
        size_t order = 0;                ///< among the wires
        size_t turn = 0;                 ///< the last call that knew the wire
        bool direct = false, open = true;   ///< open: not known
        std::vector<size_t> parts;       ///< indices in used_
        QRectF curve, boxes, lines;      ///< looked at for the direct way, for boxes and for lines in the way of another one
    };
    struct Part {
        QLineF line;
        const Way* way;
    };

    BoxField exchange(std::vector<QRectF> boxes);
    std::vector<Way*> recall(const std::vector<Wire>& wires);
    bool is_free(const QPainterPath& path) const;
    std::vector<double> lanes(Way& way, double left, double right, double y1, double y2) const;
    void around(Way& way);
    /// What wires before `way` make `part` of it cost: px along which they run within a label's height of it, and crossings.
    double meeting(Way& way, const QLineF& part) const;
    /// Length, nodes in the way and meetings of the part from `a` to `b`; without the meetings where that is `enough`.
    double cost(Way& way, const QPointF& a, const QPointF& b, double clearance, double enough) const;
    void use(Way& way, const std::vector<QLineF>& parts);
    void give_up(Way& way);

    std::vector<QRectF> boxes_;          // sorted
    BoxField field_, used_field_;        // nodes; wires' straight parts, as thin boxes with the indices of used_
    BoxField redrawn_;                   // parts that are no longer there, or new ones, in this call
    std::vector<Part> used_;
    std::unordered_map<const void*, Way> ways_;
    size_t turn_ = 0, searched_ = 0;
    const CanvasStyle& style_;
};

}  // namespace saddle::app

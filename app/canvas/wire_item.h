#pragma once
// A wire on the scene. It only shows: the view's gestures decide what happens to it.
#include <QGraphicsItem>

#include "app/canvas/shape_label.h"
#include "app/canvas/wire_router.h"

namespace saddle::app {

class Overview;

enum class WireMark { None, Hovered, Selected, Insert, Faded };   ///< Insert: a dragged layer would be put into it

class WireItem : public QGraphicsItem {
public:
    enum { Type = UserType + 2 };
    WireItem(const Edge& edge, const CanvasStyle& style);

    int type() const override { return Type; }
    QRectF boundingRect() const override { return bounds_; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;
    void paintLine(Overview& overview) const;

    const Edge& edge() const { return edge_; }
    const Route& route() const { return route_; }
    double labelWidth() const { return label_.width(); }
    void setRoute(Route route);
    void setContent(ops::PortKind kind, ShapeLabel label, bool wrong);
    void setMark(WireMark mark);
    WireMark mark() const { return mark_; }
    /// Distance of `point` (scene) to the wire, in px.
    double distance(const QPointF& point) const;

private:
    QColor accent() const;      ///< instead of the wire's own, invalid: none

    Edge edge_;
    Route route_;
    QPolygonF flat_;            ///< the route as a polyline, for distances
    QRectF bounds_;
    ops::PortKind kind_ = ops::PortKind::Unknown;
    ShapeLabel label_;
    bool wrong_ = false;
    WireMark mark_ = WireMark::None;
    const CanvasStyle& style_;
};

/// Paints what is in `sight` of a wire of `kind` along `path` in `color` (its own colour when invalid), without halo and label.
void paint_wire(QPainter& painter, const QPainterPath& path, ops::PortKind kind, const QColor& color, bool wrong, double thicker, const CanvasStyle& style, const QRectF& sight);

}  // namespace saddle::app

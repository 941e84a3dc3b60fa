#pragma once
// The canvas from far: a node is a block, a wire one px wide. What follows one another in the stacking order is painted together;
// to set the painter up for each of thousands of items takes most of a frame.
#include <QGraphicsItem>
#include <QPainter>

namespace saddle::app {

class Overview {
public:
    /// The zoom below which the canvas is seen so.
    static constexpr double kBelow = 0.2;

    /// `painter` paints in scene coordinates, or in those of the one item.
    explicit Overview(QPainter& painter);
    ~Overview();

    void block(const QRectF& box, const QColor& fill, const QColor& edge, int edge_px, double opacity);
    void line(const QPolygonF& way, const QColor& color);
    /// Paints `item`, when it is a node or a wire of the scene.
    bool take(const QGraphicsItem& item);

private:
    void paintLines();

    QPainter& painter_;
    double opacity_;              ///< of the painter as it came
    double px_;                   ///< of the screen, in the painter's coordinates
    QColor color_;                ///< of lines_
    QList<QLineF> lines_;         ///< to be painted
};

}  // namespace saddle::app

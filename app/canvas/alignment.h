#pragma once
// Alignment of moved boxes with those at rest: pure geometry.
#include <QLineF>
#include <QRectF>
#include <vector>

namespace saddle::app {

struct Alignment {
    QPointF shift;                 ///< to add to the moved box
    std::vector<QLineF> guides;    ///< lines through what is aligned, in scene coordinates
};

/// Shifts `moved` by less than `reach` so that its sides or middle meet those of the nearest boxes in `others`: left,
/// right or middle with each, top or middle with each. Axes without a partner keep their place on the grid of `step`
/// (0: none).
Alignment align(const QRectF& moved, const std::vector<QRectF>& others, double reach, double step);

}  // namespace saddle::app

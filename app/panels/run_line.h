#pragma once
// The line of a run among others: the same colour and dash as in the loss view.
#include <QPen>
#include <vector>

#include "app/shell/theme/theme.h"
#include "viz/plot/canvas.h"

namespace saddle::app {

inline QPen runPen(size_t run, double width) {
    const std::vector<QColor> colors = Theme::instance().tokens().colors("categorical");
    QPen pen(colors[run % colors.size()], width);
    pen.setCapStyle(Qt::FlatCap);
    if (const viz::plot::Dash dash = viz::plot::series_dash(run); dash != viz::plot::kSolid) {
        QList<qreal> lengths;
        for (const float length : dash) lengths << length / width;   // Qt counts in widths of the pen
        pen.setDashPattern(lengths);
    }
    return pen;
}

}  // namespace saddle::app

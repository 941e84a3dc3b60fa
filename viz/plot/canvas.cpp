#include "viz/plot/canvas.h"

#include <cmath>
#include <vector>

namespace saddle::viz::plot {

Dash series_dash(size_t series) {
    static constexpr std::array<Dash, 6> kDashes{kSolid, Dash{7, 3, 7, 3}, Dash{2, 2.5f, 2, 2.5f}, Dash{9, 3, 2, 3}, Dash{4, 4, 4, 4}, Dash{12, 4, 12, 4}};
    return kDashes[(series % 6 + series / 6) % 6];
}

Color series_color(const Theme& theme, size_t series) { return theme.categorical[series % theme.categorical.size()]; }

void split_dashes(std::span<const Point> points, const Dash& dash, const std::function<void(std::span<const Point>)>& emit) {
    if (points.size() < 2) return;
    if (dash == kSolid) return emit(points);
    std::vector<Point> part{points[0]};
    size_t piece = 0;
    float left = dash[0];  // of this piece
    for (size_t i = 1; i < points.size(); ++i) {
        Point from = points[i - 1];
        const Point to = points[i];
        float length = std::hypot(to.x - from.x, to.y - from.y);
        while (length > left) {
            const float t = left / length;
            from = {from.x + (to.x - from.x) * t, from.y + (to.y - from.y) * t};
            length -= left;
            if (piece % 2 == 0) {
                part.push_back(from);
                emit(part);
            }
            piece = (piece + 1) % dash.size();
            left = dash[piece];
            part.assign(1, from);
        }
        left -= length;
        if (piece % 2 == 0) part.push_back(to);
    }
    if (piece % 2 == 0 && part.size() > 1) emit(part);
}

}  // namespace saddle::viz::plot

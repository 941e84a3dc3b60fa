// The surface in space, with the run's trail over it.
#include <algorithm>
#include <cmath>

#include "viz/views/landscape_picture.h"

namespace saddle::viz {

LandscapePoints paint_surface(plot::Canvas& canvas, const LandscapeScene& scene, const plot::Rect& area, const Camera& camera) {
    const Projector to(area, camera);
    canvas.push_clip(area);
    const LandscapeGrid& grid = scene.grid;
    const plot::Range range{-grid.range, grid.range};
    paint_relief(canvas, scene.context.theme, scene.field, {{{axis_name(scene, 0), range}, {axis_name(scene, 1), range}}}, to);
    canvas.pop_clip();
    LandscapePoints points;
    const auto unit = [&](int k) { return 2.f * float(k) / float(grid.size - 1) - 1; };
    for (int j = 0; j < grid.size; ++j)
        for (int i = 0; i < grid.size; ++i) points.grid.push_back(to.over(unit(i), unit(j), float(scene.field.height_at(double(unit(i)), double(unit(j))))));
    std::vector<bool> behind;
    for (const auto& p : grid.trail) {
        const double x = std::clamp(p.a / grid.range, -1.3, 1.3), y = std::clamp(p.b / grid.range, -1.3, 1.3), height = std::isnan(p.loss) ? 1 : scene.field.height_of(p.loss);
        points.trail.push_back(to.above(float(x), float(y), float(height)));
        behind.push_back(std::abs(x) <= 1 && std::abs(y) <= 1 && height < scene.field.height_at(x, y) - 0.03);
    }
    paint_trail(canvas, scene, points.trail, behind, area);
    return points;
}

}  // namespace saddle::viz

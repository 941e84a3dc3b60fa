#pragma once
// The pictures of a landscape: a surface in space, a contour map, and the line between two points. They share the trail, its
// marks and the colour bar.
#include "viz/view.h"
#include "viz/views/relief.h"

namespace saddle::viz {

/// What the pictures show.
struct LandscapeScene {
    const Context& context;
    const LandscapeGrid& grid;
    const HeightField& field;
    bool trail_is_live = false;      ///< its last point is where training is now
};

/// Where things of the last drawing lie on the screen, for hovering.
struct LandscapePoints {
    std::vector<plot::Point> grid;   ///< of LandscapeGrid::loss, same order
    std::vector<plot::Point> trail;
};

LandscapePoints paint_surface(plot::Canvas& canvas, const LandscapeScene& scene, const plot::Rect& area, const Camera& camera);
/// Of a landscape that is a line: the loss by the place between the two points. Returns where each computed value is drawn.
LandscapePoints paint_line(plot::Canvas& canvas, const LandscapeScene& scene, const plot::Rect& area, bool log);
/// `frame` has equal scales on both axes, in the plane's coordinates.
LandscapePoints paint_map(plot::Canvas& canvas, const LandscapeScene& scene, const plot::Frame& frame);
plot::Frame map_frame(const plot::Canvas& canvas, const LandscapeScene& scene, const plot::Rect& area, const plot::Navigator& navigator);

/// Cells and contour lines of a field seen from above; `to` gives the px of x and y in [-1, 1].
void paint_field(plot::Canvas& canvas, const Theme& theme, const HeightField& field, const std::function<plot::Point(double x, double y)>& to);

// Shared by the two.
std::string axis_name(const LandscapeScene& scene, int axis);
/// Losses and their colours, upright, its top right corner at `corner`. Returns its left edge.
float paint_color_bar(plot::Canvas& canvas, const Theme& theme, const HeightField& field, plot::Point corner, float height);
/// The run's path through `points`; those with `behind`, under the surface, and those after the step that is shown are drawn faintly.
void paint_trail(plot::Canvas& canvas, const LandscapeScene& scene, const std::vector<plot::Point>& points, const std::vector<bool>& behind, const plot::Rect& area);
/// The trail point whose step is nearest to Link::hovered_step; -1 when nothing is hovered.
int hovered_trail_point(const LandscapeScene& scene);
/// The last trail point or, where an earlier step of the run is shown, the newest up to that. The trail is not empty.
size_t present_trail_point(const LandscapeScene& scene);

}  // namespace saddle::viz

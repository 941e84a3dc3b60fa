#pragma once
// A height field as a surface in space, above a floor with contour lines and axes. Cells are painted from the far corner to the
// near one, which for a height field seen from above is the right order without sorting.
#include "viz/plot/navigator.h"
#include "viz/views/height_field.h"

namespace saddle::viz {

/// How the surface is looked at: from `pitch` radians above the floor, turned by `yaw`.
struct Camera {
    float yaw = -0.62f, pitch = 0.6f, zoom = 1;
    plot::Point pan;                 ///< px
    void orbit(plot::Point moved);
    /// Closer by `factor`, the point under the cursor staying where it is. `centre`: middle of the picture.
    void zoom_at(plot::Point cursor, plot::Point centre, float factor);
    /// Dragging turns, with the right button or Shift it moves; the wheel zooms to the cursor, a double click goes back.
    void follow(const plot::Pointer& pointer, const plot::Rect& area);
    bool operator==(const Camera& o) const { return yaw == o.yaw && pitch == o.pitch && zoom == o.zoom && pan.x == o.pan.x && pan.y == o.pan.y; }
};

/// From the field's x and y in [-1, 1] and heights in [0, 1] to px.
class Projector {
public:
    Projector(const plot::Rect& area, const Camera& camera);
    plot::Point at(float x, float y, float z) const;
    plot::Point over(float x, float y, float height) const;
    /// A little higher, so that lines lie on the surface and not in it.
    plot::Point above(float x, float y, float height) const;
    /// Greater is nearer.
    float nearness(float x, float y) const { return x * sin_ + y * cos_; }

private:
    float cos_, sin_, up_, flat_, scale_ = 1;
    plot::Point centre_;
};

struct ReliefAxis {
    std::string name;
    plot::Range range;               ///< at -1 and 1
};
using ReliefAxes = std::array<ReliefAxis, 2>;

void paint_relief(plot::Canvas& canvas, const Theme& theme, const HeightField& field, const ReliefAxes& axes, const Projector& to);

}  // namespace saddle::viz

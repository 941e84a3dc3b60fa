#pragma once
// One series in a frame: line or min-max columns, dots, the smoothed overlay, and a mark for every value that is not finite.
#include <string>

#include "viz/plot/frame.h"
#include "viz/plot/samples.h"

namespace saddle::viz::plot {

struct Curve {
    std::string name;
    Samples raw;
    Samples smooth;              ///< empty: the raw curve alone, drawn in full strength
    Color color = 0;
    Dash dash = kSolid;
    bool dots = false;           ///< at the real points, where they are far enough apart
    bool shown = true;
};

/// Draws curves; keeps its buffers, so that a frame allocates nothing once they have grown.
class CurvePainter {
public:
    /// Raw curves lie under the overlays of all, and under the marks of what is not finite.
    void paint(Canvas& canvas, const Frame& frame, std::span<const Curve> curves, const Theme& theme);

private:
    void raw(Canvas& canvas, const Frame& frame, const Curve& curve);
    void smooth(Canvas& canvas, const Frame& frame, const Curve& curve);
    void trace(Canvas& canvas, const Frame& frame, const Samples& samples, Stretch stretch, const Curve& curve, Color color, float width);
    void band(Canvas& canvas, const Frame& frame, const Samples& samples, Stretch stretch, Color color);
    void overlay(Canvas& canvas, const Frame& frame, const Samples& samples, Stretch stretch, const Curve& curve);
    void dots(Canvas& canvas, const Frame& frame, const Samples& samples, Stretch stretch, const Curve& curve);
    void not_finite(Canvas& canvas, const Frame& frame, const Samples& samples, Stretch stretch, const Theme& theme);

    std::vector<Stretch> stretches_;
    std::vector<Column> columns_;
    std::vector<Point> points_;
};

/// The finite values of the curves that `x` shows; on a log scale only those above zero count. low > high: none.
Range values_within(std::span<const Curve> curves, Range x, ScaleKind y_kind);
/// The steps, epochs or seconds of all points. low > high: none.
Range positions(std::span<const Curve> curves);

}  // namespace saddle::viz::plot

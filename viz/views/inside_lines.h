#pragma once
// Curves over whole numbers (steps of a sequence, layers), read at a crosshair.
#include <functional>
#include <memory>
#include <optional>

#include "viz/plot/curve.h"
#include "viz/plot/legend.h"
#include "viz/plot/navigator.h"
#include "viz/view.h"

namespace saddle::viz {

class LinePlot {
public:
    struct Line {
        std::string name;
        std::vector<double> x, y;      ///< x rising
        size_t series = 0;             ///< its colour
        bool dashed = false, dots = false;
    };
    /// On a logarithmic scale what is not above zero is left out.
    void set(std::vector<Line> lines, plot::ScaleKind kind);
    void reset() { navigator_.reset(); }
    /// `title` of the position that is read.
    void draw(const Context& context, const plot::Rect& rect, const char* id, const std::string& x_label, const std::string& y_label, const std::function<std::string(double)>& title);
    const plot::Frame& frame() const { return frame_; }        ///< of the last drawing
    std::optional<double> hovered() const { return hovered_; } ///< position of the crosshair

private:
    void read(const Context& context, plot::Canvas& canvas, const plot::Pointer& pointer, const std::string& x_label, const std::function<std::string(double)>& title);

    struct Kept {
        Line line;
        plot::MinMaxPyramid pyramid;
    };
    std::vector<std::unique_ptr<Kept>> lines_;   // curves look at them
    std::vector<plot::Curve> curves_;
    std::vector<plot::Entry> legend_;
    plot::CurvePainter painter_;
    plot::ScaleKind kind_ = plot::ScaleKind::Linear;
    plot::Navigator navigator_;
    plot::Frame frame_;
    std::optional<double> hovered_;
};

}  // namespace saddle::viz

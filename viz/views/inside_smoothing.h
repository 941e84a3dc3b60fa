#pragma once
// How alike a graph's nodes become from layer to layer: curves, and a row of numbers a layer.
#include "engine/api/inside.h"
#include "viz/views/inside_lines.h"

namespace saddle::viz {

class SmoothingPart {
public:
    void set(std::shared_ptr<const Insight> inside);
    void draw(const Context& context, const plot::Rect& rect);
    const LinePlot& plot() const { return plot_; }
    plot::Rect row(size_t layer) const;                      ///< of the last drawing; empty: not shown

private:
    std::string name(const Context& context, size_t layer) const;
    void table(const Context& context, const plot::Rect& rect);

    std::shared_ptr<const Insight> inside_;
    LinePlot plot_;
    std::vector<plot::Rect> rows_;
};

}  // namespace saddle::viz

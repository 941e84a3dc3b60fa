#pragma once
// How far back the loss reaches through a recurrent layer: lengths of gradients by its states, step by step.
#include "engine/api/inside.h"
#include "viz/views/inside_lines.h"

namespace saddle::viz {

class TimePart {
public:
    void set(std::shared_ptr<const Insight> inside);
    void draw(const Context& context, const plot::Rect& rect);
    const LinePlot& plot() const { return plot_; }

private:
    std::shared_ptr<const Insight> inside_;
    LinePlot plot_;
};

}  // namespace saddle::viz

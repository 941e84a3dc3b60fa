#pragma once
// Samples of a diffusion model on their way from noise to data: a row a sample, a column a frame.
#include "engine/api/inside.h"
#include "viz/plot/canvas.h"
#include "viz/view.h"

namespace saddle::viz {

class DenoisingPart {
public:
    void set(std::shared_ptr<const Insight> inside) { inside_ = std::move(inside); }
    void draw(const Context& context, const plot::Rect& rect);
    plot::Rect tile(int64_t sample, size_t frame) const;     ///< of the last drawing

private:
    std::shared_ptr<const Insight> inside_;
    plot::Rect area_;
    float step_x_ = 1, step_y_ = 1, width_ = 1, height_ = 1;
};

}  // namespace saddle::viz

#pragma once
// One sample: as the model gets it, what the model says of it, and what of it made the model say so.
#include <optional>

#include "engine/api/inside.h"
#include "viz/views/raster.h"

namespace saddle::viz {

/// The sample as a picture, a table of numbers or words; the part of the rectangle that it takes.
plot::Rect paint_sample(const Context& context, const plot::Rect& rect, const Insight& inside);

class SamplePart {
public:
    void set(std::shared_ptr<const Insight> inside);
    /// Saliency. A class that was clicked, once.
    std::optional<int64_t> draw(const Context& context, const plot::Rect& rect);
    /// Sample, truth and the likeliest classes, in a column. A class that was clicked, once.
    std::optional<int64_t> draw_column(const Context& context, const plot::Rect& rect);
    plot::Rect score_row(int64_t label) const;               ///< of the last drawing; empty: not shown
    int64_t hovered() const { return hovered_; }             ///< cell of the saliency under the pointer; -1: none

private:
    std::optional<int64_t> scores(const Context& context, const plot::Rect& rect);
    void map(const Context& context, const plot::Rect& rect);
    void tokens(const Context& context, const plot::Rect& rect);

    std::shared_ptr<const Insight> inside_;
    std::vector<std::pair<int64_t, double>> likeliest_;      // class and its probability
    std::vector<std::pair<int64_t, plot::Rect>> rows_;
    std::vector<float> cells_;                               // saliency, summed over channels or over the vector of a token
    int64_t width_ = 1, hovered_ = -1;
};

}  // namespace saddle::viz

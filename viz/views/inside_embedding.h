#pragma once
// Samples as points: principal components or t-SNE, coloured by class, wrong predictions ringed.
#include <optional>

#include "engine/api/inside.h"
#include "viz/plot/navigator.h"
#include "viz/view.h"

namespace saddle::viz {

class EmbeddingPart {
public:
    void set(std::shared_ptr<const Insight> inside);
    /// A sample whose point was clicked, once.
    std::optional<int64_t> draw(const Context& context, const plot::Rect& rect);
    bool tsne() const { return tsne_; }
    void show_tsne(bool tsne);
    const plot::Frame& frame() const { return frame_; }      ///< of the last drawing
    plot::Point point(size_t index) const;
    int hovered() const { return hovered_; }                 ///< point under the pointer; -1: none

private:
    bool seen_tsne() const;                                  ///< it is chosen, and has begun
    std::span<const double> x() const;
    std::span<const double> y() const;
    void legend(const Context& context);

    std::shared_ptr<const Insight> inside_;
    plot::Navigator navigator_;
    plot::Frame frame_;
    bool tsne_ = true;
    int hovered_ = -1;
};

}  // namespace saddle::viz

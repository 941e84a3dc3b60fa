#pragma once
// A graph as it is drawn: nodes coloured by class, each edge the stronger the more its source counts at its target.
#include <optional>

#include "engine/api/inside.h"
#include "viz/plot/canvas.h"
#include "viz/view.h"

namespace saddle::viz {

class GraphPart {
public:
    void set(std::shared_ptr<const Insight> inside);
    /// A node that was clicked, by its number in the graph, once.
    std::optional<int64_t> draw(const Context& context, const plot::Rect& rect);

    plot::Point place(size_t index) const;                   ///< of the last drawing
    int hovered() const { return hovered_; }                 ///< index of the node under the pointer; -1: none
    int head() const { return head_; }                       ///< -1: the mean of all
    void show_head(int head);
    float strength(size_t edge) const { return strengths_[edge]; }   ///< what is drawn, as a share of the strongest

private:
    float weight(std::span<const float> weights, size_t index) const;
    std::string class_text(const Context& context, size_t index) const;
    Color colour(const Context& context, size_t index) const;
    void edges(const Context& context) const;
    void nodes(const Context& context, const plot::Point& pointer, bool inside);
    void tell(const Context& context) const;

    std::shared_ptr<const Insight> inside_;
    std::vector<float> strengths_;
    plot::Rect area_;
    int head_ = -1, hovered_ = -1;
    bool truth_ = false;                                     // coloured by class instead of what is said
};

}  // namespace saddle::viz

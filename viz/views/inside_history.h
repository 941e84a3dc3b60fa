#pragma once
// What is inside a model along its run: how a node's numbers spread from step to step, and how long the gradients of all layers are.
#include "engine/api/inside.h"
#include "viz/plot/frame.h"
#include "viz/views/raster.h"

namespace saddle::viz {

/// Histograms over the steps: a column a step, a row a bin, the more numbers the stronger.
class HistoryPart {
public:
    enum class Of { Activations, Weights, Gradients };
    void set(std::shared_ptr<const Insight> inside);
    void draw(const Context& context, const plot::Rect& rect);
    Of of() const { return of_; }
    void show(Of of);
    const plot::Rect& map() const { return map_; }           ///< of the last drawing
    int64_t hovered_step() const { return hovered_; }        ///< index of the step under the pointer; -1: none

private:
    const Insight::Spread& spread() const;
    void facts(const Context& context, const plot::Rect& rect, size_t step) const;

    std::shared_ptr<const Insight> inside_;
    Of of_ = Of::Activations;
    std::vector<float> cells_;                               // [bins from high to low, steps], logarithms of counts
    plot::Rect map_;
    int64_t hovered_ = -1;
};

/// The gradients of the layers at one step as bars on a logarithmic scale, from the first layer to the last; and all steps as a map.
class GradientsPart {
public:
    void set(std::shared_ptr<const Insight> inside);
    void draw(const Context& context, const plot::Rect& rect);
    const plot::Rect& map() const { return map_; }           ///< a row a layer, a column a step; of the last drawing
    plot::Rect bar(size_t node) const;

private:
    std::shared_ptr<const Insight> inside_;
    std::vector<float> logs_;                                // [nodes, steps], powers of ten
    plot::Rect map_, bars_;
};

}  // namespace saddle::viz

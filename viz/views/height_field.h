#pragma once
// A landscape's grid made ready to be drawn: heights in [0, 1] on a linear or log scale, refined to smooth cells, with
// contour lines. Pure arithmetic, done once for each new grid.
#include <vector>

#include "engine/api/views.h"
#include "viz/plot/scale.h"

namespace saddle::viz {

/// How far the loss bends down, as a grid: -smallest / the larger size of the two eigenvalues, 0 where it is convex; nothing where they
/// are not known (Li et al. 2018, section 6).
LandscapeGrid bends(const LandscapeGrid& grid);

class HeightField {
public:
    /// A piece of a contour line; x and y in [-1, 1] along the plane's axes.
    struct Contour {
        float x0, y0, x1, y1, height;
    };

    HeightField() = default;
    /// Values that are not computed yet are estimated from computed ones around them. Losses of zero and below force the
    /// linear scale. `cells` is about how many cells a side should have.
    HeightField(const LandscapeGrid& grid, bool log, int cells = 64);

    int side() const { return side_; }              ///< vertices along each axis
    int refinement() const { return factor_; }      ///< cells of the picture along one cell of the grid
    float coordinate(int i) const { return 2.f * float(i) / float(side_ - 1) - 1; }
    float height(int i, int j) const { return heights_[size_t(j) * size_t(side_) + size_t(i)]; }
    /// All that the cell between vertices (i, j) and (i + 1, j + 1) rests on has been computed.
    bool certain(int i, int j) const { return certain_[size_t(j) * size_t(side_ - 1) + size_t(i)]; }
    /// Contour pieces inside a cell, first to last.
    const Contour* begin(int i, int j) const { return contours_.data() + first_[size_t(j) * size_t(side_ - 1) + size_t(i)]; }
    const Contour* end(int i, int j) const { return contours_.data() + first_[size_t(j) * size_t(side_ - 1) + size_t(i) + 1]; }

    plot::Range losses() const { return losses_; }  ///< at heights 0 and 1
    bool log() const { return log_; }
    double height_of(double loss) const;            ///< within [0, 1]; NaN stays NaN, infinity is 1
    /// Height at x and y in [-1, 1], between vertices.
    double height_at(double x, double y) const;

private:
    void refine(const std::vector<float>& coarse, int size);
    void trace_contours();

    int side_ = 0, factor_ = 1;
    bool log_ = false;
    plot::Range losses_;
    std::vector<float> heights_;
    std::vector<bool> certain_;
    std::vector<Contour> contours_;
    std::vector<uint32_t> first_;
};

}  // namespace saddle::viz

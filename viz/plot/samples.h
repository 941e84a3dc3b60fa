#pragma once
// A series as it is drawn: borrowed arrays, and what of them one pixel column shows.
#include <span>
#include <vector>

#include "viz/plot/pyramid.h"
#include "viz/plot/scale.h"

namespace saddle::viz::plot {

/// x is finite; where it falls (a run taken up again at an earlier step) the line is cut. y may hold NaN and infinities:
/// gaps, each of which is marked. `pyramid` is that of y.
struct Samples {
    std::span<const double> x, y;
    const MinMaxPyramid* pyramid = nullptr;
    std::span<const size_t> falls;           ///< indices i with x[i] < x[i - 1], rising
    std::span<const size_t> gaps;            ///< indices i that no line reaches from i - 1, rising: something is missing between

    size_t size() const { return x.size(); }
    /// Whether a line may go from point i - 1 to point i.
    bool joined(size_t i) const;
};

/// Indices at which x falls, looking only at x[from ...].
void append_falls(std::span<const double> x, size_t from, std::vector<size_t>& falls);
/// The distance beyond which something is missing between neighbours: eight times the median distance (of at most 1024 pairs).
double usual_gap(std::span<const double> x);
/// Indices i >= from with x[i] - x[i - 1] > longest.
void append_gaps(std::span<const double> x, size_t from, double longest, std::vector<size_t>& gaps);

/// The points of one rising stretch that a range shows, with one neighbour on each side: [begin, end).
struct Stretch { size_t begin = 0, end = 0; };
void visible(const Samples& samples, Range x, std::vector<Stretch>& out);

/// What one pixel column shows of a stretch. Drawing first, min, max and last of each column gives the pixels of the whole
/// line (U. Jugel, Z. Jerzak, G. Hackenbroich, V. Markl, M4: a visualization-oriented time series data aggregation, VLDB 2014).
struct Column {
    double pixel = 0;            ///< left edge; columns are 1 px wide
    double first = 0, last = 0;  ///< may be NaN
    Extent extent;               ///< of all its values
    bool joined = false;         ///< a line comes in from the column before
};
/// Columns that hold points, from left to right.
void columns(const Samples& samples, const Scale& x, Stretch stretch, std::vector<Column>& out);

/// Index of the point with finite y whose x is nearest to `x`; samples.size() when there is none.
size_t nearest(const Samples& samples, double x);

}  // namespace saddle::viz::plot

#pragma once
// Smoothing is an overlay: it never replaces the data and never crosses a gap.
#include <vector>

#include "viz/plot/samples.h"

namespace saddle::viz::plot {

/// Exponential moving average without the bias of its start (as Adam corrects its moments; D. Kingma, J. Ba 2015), begun
/// anew after each gap; NaN where the raw value is not finite. Grows with its samples.
class Smoothed {
public:
    /// weight in [0, 1): 0 is the raw curve. Another weight begins from the first point. At most `budget` points, which are
    /// taken from it, so that a frame stays short; false: more is to come.
    bool extend(const Samples& raw, double weight, size_t& budget);
    void clear();
    /// The overlay over as many points as are computed.
    Samples samples(const Samples& raw) const;

private:
    std::vector<double> values_;
    MinMaxPyramid pyramid_;
    double weight_ = 0, mean_ = 0, missing_ = 1;     // missing_: weight^k, what k values leave to the zero at the start
};

}  // namespace saddle::viz::plot

#pragma once
// Where an axis is labelled. Linear: steps of 1, 2 or 5 times a power of ten; log: decades, with 2 and 5 between them when
// few decades are in sight; time: seconds, minutes and hours as clocks count them.
#include <string>
#include <vector>

#include "viz/plot/scale.h"

namespace saddle::viz::plot {

enum class Notation {
    Number,     ///< any number
    Whole,      ///< steps, samples: never between two whole numbers
    Duration,   ///< seconds, written m:ss
    Bytes,      ///< powers of 1024
    Prefixed,   ///< 10k, 1M, 2G: rates
};

struct Tick {
    double value = 0;
    std::string label;       ///< empty: a grid line only
    bool strong = false;     ///< a decade of a log axis
};

/// Ticks inside `range`, in rising order: about `count` labels, from 2 to 8 whenever the range allows.
std::vector<Tick> ticks(Range range, ScaleKind kind, Notation notation, int count);

}  // namespace saddle::viz::plot

#pragma once
// What the nodes' heat shows: a value by node, its total and the scale of the colour map.
#include <QString>
#include <map>
#include <memory>

#include "app/canvas/canvas_view.h"

namespace saddle::app {

struct Heat {
    HeatMode mode = HeatMode::Time;
    std::map<NodeId, double> values;   ///< ms, FLOP, bytes, parameters, norm of the gradient, share of zeros
    double total = 0;                  ///< of gradients the largest, of zeros 1
    double scale = 1;                  ///< share of the total at the hot end: 0.05, 0.1, 0.25, 0.5 or 1

    /// Share of the scale in 0..1; negative when the node has no value.
    double fill(const NodeId& node) const;
    /// "0.152 ms", "184 M", "838 kB", "61 706"; a dash when not known.
    QString text(const NodeId& node) const;
    bool finite(const NodeId& node) const;   ///< false: its value is NaN or infinite
    /// "25 %" and "of step time"; the first is empty when nothing is known.
    QString high() const;
    QString what() const;
};

/// Values of `mode` from what the document knows; Time takes `milliseconds`, gradients and zeros what was `seen`.
Heat heat_of(HeatMode mode, const compile::TypedGraph* typed, const std::map<NodeId, double>& milliseconds, const train::Observation* seen = nullptr);

}  // namespace saddle::app

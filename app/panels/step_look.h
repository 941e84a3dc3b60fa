#pragma once
// What the inspector shows of an edge in one optimizer step: pure, and made off the UI thread.
#include "app/panels/weights_summary.h"
#include "engine/api/edge_values.h"

namespace saddle::app {

struct TensorLook {
    analysis::TensorSummary numbers;
    WeightsSummary picture;          ///< histogram of all, planes of the first sample where it is an image; in `current`
};
struct StepLook {
    EdgeValues step;                 ///< without its tensors
    Shape shape;                     ///< of the value
    TensorLook value;
    std::optional<TensorLook> gradient;
    struct Update {
        WeightsSummary picture;      ///< before the update in `initial`, after it in `current`
        double gradient = 0, change = 0, length = 0;   ///< L2 of the gradient, of what the update changed, and of the weights before
    };
    std::vector<Update> updates;     ///< by parameter of the node
};
StepLook look_at(EdgeValues values);

}  // namespace saddle::app

#pragma once
// A loss in the words of its field: what tells whether a model is good without knowing how it was trained.
#include <functional>
#include <optional>
#include <string>

#include "engine/train/data_source.h"

namespace saddle::train {

/// The port of the data set that is wired to an input of a node, or nullptr.
const ops::DataSignature::Port* data_port(const Graph& graph, const ops::DataSignature& data, const PortRef& input);

struct NamedMetric {
    std::string name;                          ///< "bits_per_char", "perplexity", "rmse"
    std::function<double(double loss)> of;     ///< of a mean loss
};
/// What the only loss of a project is better told as: cross-entropy over a text's positions as bits a character (a token's
/// perplexity where tokens are words), the mean square error of a standardised target as its root in the target's own unit.
std::optional<NamedMetric> metric_of_loss(const Project& project, const DataSource& source);

}  // namespace saddle::train

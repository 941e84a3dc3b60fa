#pragma once
// A layer's parameters as training begins and as a run has them now.
#include "engine/api/data.h"

namespace saddle {

struct WeightsRequest {
    Project project;
    NodeId node;                    ///< of the project's graph; of a composite all that is inside
    std::string run;                ///< a run's newest snapshot is read, while it goes on too; empty: none
    train::DataOpener open_data;    ///< sizes of the graph follow the data set
    std::string store_path;
    std::optional<uint64_t> step;   ///< of a stored point of the run; unset: the newest
};
struct ParameterValues {
    std::string name;               ///< "conv1.weight"
    Shape shape;
    Tensor initial;                 ///< empty where the parameter is too large to draw for a look
    std::optional<Tensor> current;  ///< absent: no run, or one of another node
};
struct NodeWeights {
    std::vector<ParameterValues> parameters;
    std::string run;                ///< that `current` is of; empty: of none
    uint64_t step = 0;
};

namespace api {

/// Mistakes in project or data are the Error. A run whose node is another layer or has other attributes says nothing of this one.
Result<NodeWeights> weights(const WeightsRequest& request);

}  // namespace api
}  // namespace saddle

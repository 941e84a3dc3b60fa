#pragma once
// One optimizer step taken apart: what goes along an edge forward, what comes back, and what the update makes of the weights.
#include "engine/analysis/tensor_summary.h"
#include "engine/api/run.h"

namespace saddle {

enum class StepPhase { Forward, Backward, Update };

struct EdgeRequest {
    std::string run;                 ///< whose next step it is; empty: the first step of a new run of `project`
    Project project;
    train::DataOpener open_data;
    std::string data_path, device = "auto", store_path;
    std::optional<uint64_t> step;    ///< the step after this stored point of the run; unset: after the newest
    PortRef port;                    ///< output port where the edge begins, also of a node inside a composite
    StepPhase until = StepPhase::Forward;
};

struct EdgeValues {
    std::string run;                 ///< empty: not begun
    uint64_t step = 0;               ///< optimizer steps done before this one
    PortRef port;
    StepPhase until = StepPhase::Forward;
    ops::PortKind kind = ops::PortKind::Unknown;
    std::vector<std::string> axes;   ///< of `value`, a letter each
    int64_t samples = 0;             ///< of the batch; with accumulated gradients it is the step's first
    double loss = 0;                 ///< of the batch, before the update
    Tensor value;                    ///< samples first, where it has an axis of them
    std::optional<Tensor> gradient;  ///< of the loss by `value`, from Backward on; absent: the loss does not depend on it, or it is of whole numbers
    struct Parameter {
        std::string name;
        Tensor before, gradient, after;
    };
    std::vector<Parameter> parameters;   ///< with Update: those of the port's node, or of all that is inside it
};

namespace api {

/// The same numbers as the step that follows in training: its samples with their noise, statistics of the batch, learning rate and
/// optimizer state. Nothing is kept. Usage: a port that there is not, or a step that is not stored.
Result<EdgeValues> edge_values(const EdgeRequest& request, const Cancellation& cancellation = {});

}  // namespace api
}  // namespace saddle

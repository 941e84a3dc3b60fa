#pragma once
// How the loss bends around a run's weights, and how it goes from one of its weights to another.
#include <functional>
#include <utility>

#include "engine/api/run.h"

namespace saddle {

struct CurvatureRequest {
    std::string run;
    train::DataOpener open_data;
    std::string data_path, device = "auto", store_path;
    int samples = 128;              ///< of the training split, as a landscape takes them
    uint64_t seed = 1;              ///< of their choice and of random vectors
    int largest = 1;                ///< eigenvalues from the top
    int most_products = 100;        ///< for the eigenvalues; residuals say what was reached
    int probes = 0;                 ///< random vectors for the density; 0: no density
    /// A place of this landscape of the run, which keeps its plane, in place of the newest weights.
    std::shared_ptr<const LandscapeGrid> grid;
    double a = 0, b = 0;
    std::optional<uint64_t> step;   ///< of a stored point of the run; unset: the newest
    std::function<RunPhase()> phase;   ///< of a run beside this computation, as of a landscape
};

struct CurvatureReport {
    std::string run;
    uint64_t step = 0;              ///< of the snapshot
    int64_t samples = 0, parameters = 0;
    double loss = 0, gradient_norm = 0;
    struct Eigenvalue {
        double value = 0, residual = 0;   ///< |H v - value v| of a unit vector v
    };
    std::vector<Eigenvalue> largest;      ///< descending
    Eigenvalue smallest;
    int products = 0;               ///< Hessian-vector products that it all took
    bool exact = true;              ///< products by differentiating twice; else by differences of gradients,
    double difference_step = 0;     ///< at this distance,
    std::string obstacle;           ///< because of this op
    std::vector<std::pair<double, double>> density;   ///< of eigenvalues: where, and how dense (integral 1)
    double mean = 0, negative = 0;  ///< with a density: mean eigenvalue (trace / parameters), share of the spectrum below 0
};

struct LineRequest {
    std::string run;
    train::DataOpener open_data;
    std::string data_path, device = "auto", store_path;
    int size = 51;
    double range = 1;               ///< half length of the line, in distances between the two: 1 reaches from -0.5 to 1.5
    int samples = 128;
    uint64_t seed = 1;
    std::optional<uint64_t> from, to;   ///< steps of stored snapshots; unset: the first and the last one
    std::function<RunPhase()> phase;    ///< of a run beside this computation, as of a landscape
};
struct LossLine {
    std::string run;
    uint64_t from = 0, to = 0;
    double distance = 0;            ///< between the two, in parameter space
    std::vector<double> at, loss;   ///< 0 is at `from`, 1 at `to`
};

namespace api {

/// Of the run's newest finite snapshot, on the loss that a landscape draws: batch normalisation by its running statistics, no dropout.
/// `progress` is told what is known after every product: loss and gradient at once, then the eigenvalues, at last the density.
Result<CurvatureReport> curvature(const CurvatureRequest& request, const std::function<void(const CurvatureReport&)>& progress, const Cancellation& cancellation);

/// Parameters and running statistics go together along the line: I. Goodfellow, O. Vinyals and A. Saxe, "Qualitatively
/// characterizing neural network optimization problems", ICLR 2015, and H. Li et al. 2018 for the statistics.
/// `progress` is told the part that is computed.
Result<LossLine> loss_line(const LineRequest& request, const std::function<void(const LossLine&)>& progress, const Cancellation& cancellation);

}  // namespace api
}  // namespace saddle

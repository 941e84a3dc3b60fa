#pragma once
// Immutable values that live views draw. Writers make a new one; readers keep a shared_ptr<const ...> for a frame.
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/ir/program.h"

namespace saddle {

namespace analysis {
struct Plane;
}

/// One metric of one run. x is the optimizer step; NaN in y is drawn as a mark, never skipped silently.
struct Series {
    std::string name;            ///< "train loss", "validation accuracy"
    std::string run;             ///< run id
    std::string unit;
    bool per_step = true;        ///< false: one point an epoch (drawn with dots)
    std::vector<double> step, value;
    std::vector<double> seconds;     ///< since the run began, one a point; empty: not known
    double steps_per_epoch = 0;      ///< 0: not known
};

struct RunMark {
    double step = 0;
    std::string kind;            ///< "checkpoint", "pause", "nan", "end"
    std::string text;
    std::string run;             ///< run id; empty: of the only run
};

struct HistorySnapshot {
    std::vector<Series> series;
    std::vector<RunMark> marks;
    double now_step = 0;
};

/// One kernel call of a timed step.
struct KernelTiming {
    std::string kernel;          ///< "conv_forward"
    std::string source;          ///< shader file, or "generated"
    NodeId node;
    ir::Phase phase = ir::Phase::Forward;
    int calls = 1;               ///< > 1 in tables that sum calls
    double begin_us = 0, end_us = 0;
    double ms = 0;               ///< median over timed steps
    double flops = 0, bytes = 0;
    double gflops = 0, gbytes_per_s = 0;
    double intensity = 0;        ///< FLOP per byte
    double percent_of_roofline = 0;   ///< 0: peaks not measured
    std::string bound;           ///< "compute", "memory", "cache" or "" when peaks are not measured
};

/// A profile of one step. step_ms comes from a run without timestamps, the rest from another with them.
struct StepProfile {
    std::string run, device;
    uint64_t step = 0;
    std::vector<KernelTiming> kernels;
    double step_ms = 0, sum_of_kernels_ms = 0, gap_ms = 0, host_ms = 0;
    double peak_gflops = 0, peak_gbytes_per_s = 0, cache_gbytes_per_s = 0;
    int64_t arena_bytes = 0, parameter_bytes = 0;
    struct Lifetime { std::string name; NodeId node; int64_t offset = 0, bytes = 0; int first = 0, last = 0; };
    std::vector<Lifetime> memory;     ///< arena values, by kernel index
};

/// Loss over a plane through parameter space: point (i, j) is theta + a_i d1 + b_j d2 with a, b in [-range, range].
struct LandscapeGrid {
    std::string run;
    std::string axes = "random";      ///< "random" (filter-normalised, Li et al. 2018), "pca", "hessian" or "line"
    int size = 25;
    double range = 1;
    uint64_t step = 0;                ///< of the checkpoint at the centre
    double centre_loss = 0;
    std::vector<float> loss;          ///< size*size, row j (second axis) outer; NaN: not computed yet
    uint64_t from = 0;                ///< of a line: the step at 0; `step` is at 1, `loss` has `size` values around 1/2
    std::vector<float> smallest, largest;   ///< eigenvalues of the Hessian at the same points; empty: not asked for
    double done = 0;                  ///< fraction computed
    double explained[2] = {0, 0};     ///< variance explained, for PCA
    double eigenvalues[2] = {0, 0};   ///< of the Hessian, along its axes
    struct TrailPoint { double a = 0, b = 0, loss = 0, distance = 0; uint64_t step = 0; };
    std::vector<TrailPoint> trail;    ///< the run's own path, with its distance out of the plane
    /// In the plane, of a column or a row; on a line, of a point.
    double coordinate(int k) const { return (axes == "line" ? 0.5 : 0) + range * (2.0 * k / (size - 1) - 1); }
    std::shared_ptr<const analysis::Plane> plane;   ///< where to ask for the curvature of a place; null: too large to be kept
};

}  // namespace saddle

#pragma once
// Optimizers that start somewhere on a surface and go their ways: the engine's own updates on a model of two parameters.
#include "engine/analysis/surface.h"
#include "engine/graph/project.h"

namespace saddle::analysis {

struct Racer {
    OptimizerConfig optimizer;
    ScheduleConfig schedule;
    Point2 start{};
};

/// What a user writes of an optimizer or a schedule: "Adam:lr=0.1,beta1=0.8", "cosine". Usage for a part that is no name=value.
Result<std::pair<std::string, Attributes>> parse_settings(const std::string& text);

/// "Adam:lr=0.1@cosine:min_factor=0.01": an optimizer with its settings and, behind the @, its schedule of the learning rate; without one it
/// is `schedule`. The start is that of nobody.
Result<Racer> parse_racer(const std::string& text, const ScheduleConfig& schedule = {});

struct RacePoint {
    Point2 at{};
    double value = 0;
    Point2 gradient{};
    std::vector<Point2> states;         ///< of x and y, parallel to RacePath::states
    bool operator==(const RacePoint&) const = default;
};

struct RacePath {
    std::vector<std::string> states;    ///< what the optimizer keeps: "momentum", ...
    std::vector<RacePoint> points;      ///< the start, then one a step; ends early where a number is no longer finite
    int left_saddle = -1;               ///< of a race that begins where the surface curves down: the first step at which both eigenvalues of the Hessian are positive; -1: none
    bool diverged = false;
    bool operator==(const RacePath&) const = default;
};

/// `steps` updates (1 to 100,000) in the arithmetic of the reference: doubles, kept as floats. Invalid names the formula's or
/// the optimizer's mistake.
Result<RacePath> race(const Surface& surface, const Racer& racer, int steps);

}  // namespace saddle::analysis

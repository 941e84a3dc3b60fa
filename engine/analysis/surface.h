#pragma once
// Functions of two parameters, for which everything can be computed: values, derivatives, minima and saddle points. They are
// formulas in the engine's own ops, differentiated by the engine (compile/differentiate.cpp), twice.
#include <array>
#include <string>
#include <vector>

#include "engine/analysis/formula.h"

namespace saddle::analysis {

using Point2 = std::array<double, 2>;

struct Surface {
    std::string name;              ///< "rosenbrock"
    std::string label;             ///< "Rosenbrock's valley"
    std::string formula;
    Constants constants;           ///< numbers of the formula that one may change
    Point2 low{-3, -3}, high{3, 3};   ///< the part worth seeing
    Point2 start{};                ///< where a race begins that says nothing else
};

/// The playground's own, each with its source in surfaces.cpp.
const std::vector<Surface>& classic_surfaces();

/// The entry "derivatives" for `points` points at once: inputs x and y, outputs "value", "dx", "dy", "dxx", "dxy" and "dyy", all
/// of shape [points]. Invalid for a formula with a mistake.
Result<ir::Program> derivatives_program(const Surface& surface, int64_t points);

/// The surface at one place.
struct SurfacePoint {
    Point2 at{};
    double value = 0;
    Point2 gradient{};
    std::array<double, 3> hessian{};          ///< xx, xy, yy
    Point2 eigenvalues() const;               ///< of the Hessian, the smaller one first
};

/// `size` x `size` places (at least 2 x 2) from `low` to `high`, rows by y.
std::vector<Point2> places(const Surface& surface, int size);

/// Values and derivatives in double precision.
Result<std::vector<SurfacePoint>> survey(const Surface& surface, const std::vector<Point2>& points);

enum class CriticalKind { Minimum, Saddle, Maximum, Degenerate };   ///< Degenerate: an eigenvalue is 0, the Hessian does not decide
const char* name(CriticalKind kind);
CriticalKind kind_of(const SurfacePoint& point);

/// Where the gradient vanishes between `low` and `high`, by value: Newton's method from a grid of `grid` x `grid` starts, each
/// step at most a sixteenth of the area. What is finer than the grid, or where the gradient is not defined, can be missed.
Result<std::vector<SurfacePoint>> critical_points(const Surface& surface, int grid = 41);

}  // namespace saddle::analysis

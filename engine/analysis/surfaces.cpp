// The playground's functions. Test functions for optimization: M. Jamil and X.-S. Yang, "A literature survey of benchmark
// functions for global optimisation problems", IJMMNO 4(2), 2013.
#include "engine/analysis/surface.h"

namespace saddle::analysis {

const std::vector<Surface>& classic_surfaces() {
    static const std::vector<Surface> surfaces{
        {.name = "rosenbrock", .label = "Rosenbrock's valley", .formula = "(a - x)^2 + b*(y - x^2)^2", .constants = {{"a", 1}, {"b", 100}}, .low = {-2, -1}, .high = {2, 3}, .start = {-1.2, 1}},
        {.name = "himmelblau", .label = "Himmelblau's four minima", .formula = "(x^2 + y - 11)^2 + (x + y^2 - 7)^2", .constants = {}, .low = {-5, -5}, .high = {5, 5}, .start = {-0.3, -0.9}},        
        {.name = "beale", .label = "Beale's function", .formula = "(1.5 - x + x*y)^2 + (2.25 - x + x*y^2)^2 + (2.625 - x + x*y^3)^2", .constants = {}, .low = {-4.5, -4.5}, .high = {4.5, 4.5}, .start = {1, 1.5}},
        {.name = "three-hump-camel", .label = "Three-hump camel", .formula = "2*x^2 - 1.05*x^4 + x^6/6 + x*y + y^2", .constants = {}, .low = {-2.5, -2.5}, .high = {2.5, 2.5}, .start = {-2, 2}},  
        {.name = "rastrigin", .label = "Rastrigin's egg box", .formula = "2*k + x^2 - k*cos(2*pi*x) + y^2 - k*cos(2*pi*y)", .constants = {{"k", 10}}, .low = {-2.5, -2.5}, .high = {2.5, 2.5}, .start = {2.2, 1.7}},
        {.name = "ackley", .label = "Ackley's crater", .formula = "20 + e - 20*exp(-0.2*sqrt((x^2 + y^2)/2)) - exp((cos(2*pi*x) + cos(2*pi*y))/2)", .constants = {}, .low = {-4, -4}, .high = {4, 4}, .start = {-2.6, 3.1}},
        {.name = "monkey-saddle", .label = "Monkey saddle", .formula = "x^3 - 3*x*y^2", .constants = {}, .low = {-1.5, -1.5}, .high = {1.5, 1.5}, .start = {0.02, 0.9}},
        {.name = "saddle", .label = "Saddle with two ways out", .formula = "x^2/2 - y^2/2 + y^4/4", .constants = {}, .low = {-2, -2}, .high = {2, 2}, .start = {1.5, 0.001}},
        {.name = "bowl", .label = "Quadratic bowl of a condition number", .formula = "(x^2 + condition*y^2)/2", .constants = {{"condition", 20}}, .low = {-3, -3}, .high = {3, 3}, .start = {-2.5, 2}},
        // Slope x and intercept y; no at -2, -1, -0.5 and 0.6, yes at -0.3, 1.2 and 2: two on the wrong side, so that a finite minimum exists.
        {.name = "logistic-regression", .label = "Logistic regression on seven points",
         .formula = "(softplus(y - 2*x) + softplus(y - x) + softplus(y - 0.5*x) + softplus(y + 0.6*x) + softplus(0.3*x - y) + softplus(-1.2*x - y) + softplus(-2*x - y))/7", .constants = {}, .low = {-3, -5}, .high = {9, 5}, .start = {-2, 4}},
        // y tanh(x p) fitted to 0.8 tanh(2 p) at three p; (x, y) and (-x, -y) are the same network: a saddle lies between the two minima.
        {.name = "two-parameter-network", .label = "A network of two parameters",
         .formula = "((y*tanh(0.5*x) - 0.609275325)^2 + (y*tanh(x) - 0.771222064)^2 + (y*tanh(2*x) - 0.799463440)^2)/3", .constants = {}, .low = {-4, -2}, .high = {4, 2}, .start = {0.3, -0.8}},
    };
    return surfaces;
}

}  // namespace saddle::analysis

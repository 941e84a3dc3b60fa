// Functions of two parameters: formulas, derivatives against differences and on Vulkan, critical points against the known ones.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "engine/analysis/surface.h"
#include "engine/compile/compile.h"
#include "engine/runtime/device.h"
#include "tests/analysis/classic_surface.h"

namespace saddle::analysis {
namespace {

Surface of(const std::string& formula) { return {.name = "own", .label = "", .formula = formula, .constants = {}}; }
double value(const std::string& formula, double x, double y) {
    const auto there = survey(of(formula), {{x, y}});
    EXPECT_TRUE(there.ok()) << formula << ": " << to_string(there.error());
    return there.ok() ? there->front().value : NAN;
}

TEST(Formula, IsReadAsMathematicsIs) {
    EXPECT_DOUBLE_EQ(value("1 + 2*x - y/4", 3, 2), 6.5);
    EXPECT_DOUBLE_EQ(value("-x^2", 3, 0), -9) << "a power binds more than a sign";
    EXPECT_DOUBLE_EQ(value("2^3^2 + 0*x", 0, 0), 512) << "to the right";
    EXPECT_DOUBLE_EQ(value("2^-x", 3, 0), 0.125);
    EXPECT_DOUBLE_EQ(value("x - y - 1", 5, 3), 1) << "to the left";
    EXPECT_DOUBLE_EQ(value("x/y/2", 12, 3), 2);
    EXPECT_DOUBLE_EQ(value("(-x)^5", 2, 0), -32) << "a negative base";
    EXPECT_DOUBLE_EQ(value("x^0", 0, 0), 1);
    EXPECT_DOUBLE_EQ(value("4", 1, 1), 4) << "the same everywhere";
    EXPECT_DOUBLE_EQ(value(".5e1*x", 2, 0), 10);
    EXPECT_DOUBLE_EQ(value("sin(pi/2)*exp(x) + log(e)", 1, 0), std::numbers::e + 1);
    EXPECT_DOUBLE_EQ(value("x^y", 2, 0.5), std::sqrt(2.0));
    for (const std::string& function : formula_functions()) {
        const std::string known = function + "(0.3)";
        EXPECT_NEAR(value(function + "(x)", 0.3, 0), value(known, 0, 0), 1e-14) << "folded as computed: " << known;
    }
}

TEST(Formula, MistakesAreNamedWithTheirPlace) {
    const std::pair<const char*, const char*> cases[] = {
        {"x +", "character 4: something is missing"}, {"x y", "character 3: an operator is missing before 'y'"}, {"(x", "character 3: ')' is missing"},
        {"x)", "character 2: ')' closes nothing"},     {"x*foo", "character 3: 'foo' is unknown"},                {"sin x", "character 5: '(' is missing after sin"},
        {"x & y", "before '&'"},                       {"* x", "character 1: '*' is unexpected"},                 {"", "something is missing"}};
    for (const auto& [formula, says] : cases) {
        const auto there = survey(of(formula), {{0, 0}});
        ASSERT_FALSE(there.ok()) << formula;
        EXPECT_EQ(there.error().kind, ErrorKind::Invalid);
        EXPECT_NE(there.error().message.find(says), std::string::npos) << formula << ": " << there.error().message;
    }
    EXPECT_NE(survey(of("x*foo"), {{0, 0}}).error().hint.find("tanh"), std::string::npos);
    for (const std::string& deep : {std::string(5000, '('), std::string(3000, '-') + "x", std::string(4000, 'x')}) EXPECT_FALSE(survey(of(deep), {{0, 0}}).ok());
}

TEST(Surfaces, DerivativesAreThoseOfDifferences) {
    for (const Surface& surface : classic_surfaces()) {
        const double h = 1e-4 * (surface.high[0] - surface.low[0]);
        for (const Point2 p : {Point2{0.31, -0.47}, surface.start, Point2{-0.83, 0.59}}) {
            const auto there = survey(surface, {p, {p[0] + h, p[1]}, {p[0] - h, p[1]}, {p[0], p[1] + h}, {p[0], p[1] - h}}).value();
            double largest = 1;
            for (const double d : there[0].hessian) largest = std::max(largest, std::abs(d));
            EXPECT_NEAR(there[0].gradient[0], (there[1].value - there[2].value) / (2 * h), 1e-3 * largest) << surface.name;
            EXPECT_NEAR(there[0].gradient[1], (there[3].value - there[4].value) / (2 * h), 1e-3 * largest) << surface.name;
            EXPECT_NEAR(there[0].hessian[0], (there[1].gradient[0] - there[2].gradient[0]) / (2 * h), 1e-3 * largest) << surface.name;
            EXPECT_NEAR(there[0].hessian[1], (there[1].gradient[1] - there[2].gradient[1]) / (2 * h), 1e-3 * largest) << surface.name;
            EXPECT_NEAR(there[0].hessian[2], (there[3].gradient[1] - there[4].gradient[1]) / (2 * h), 1e-3 * largest) << surface.name;
        }
    }
}

struct Known {
    const char* surface;
    CriticalKind kind;
    Point2 at;
    double value;
    Point2 eigenvalues;   ///< 0, 0: not stated
};
const double kRoot2 = std::numbers::sqrt2;
const Known kKnown[] = {
    {"himmelblau", CriticalKind::Minimum, {3, 2}, 0, {25.715729, 82.284271}},
    {"himmelblau", CriticalKind::Minimum, {-2.805118, 3.131313}, 0, {}},
    {"himmelblau", CriticalKind::Minimum, {-3.779310, -3.283186}, 0, {}},
    {"himmelblau", CriticalKind::Minimum, {3.584428, -1.848127}, 0, {}},
    {"himmelblau", CriticalKind::Saddle, {3.385154, 0.073852}, 13.311926, {}},
    {"himmelblau", CriticalKind::Saddle, {0.086678, 2.884255}, 67.719150, {}},
    {"himmelblau", CriticalKind::Saddle, {-3.073026, -0.081353}, 104.015163, {}},
    {"himmelblau", CriticalKind::Saddle, {-0.127961, -1.953715}, 178.337239, {}},
    {"himmelblau", CriticalKind::Maximum, {-0.270845, -0.923039}, 181.616522, {}},
    {"rosenbrock", CriticalKind::Minimum, {1, 1}, 0, {0.399361, 1001.600639}},
    {"beale", CriticalKind::Minimum, {3, 0.5}, 0, {0.301464, 48.979786}},
    {"beale", CriticalKind::Saddle, {0, 1}, 14.203125, {-27.75, 27.75}},
    {"beale", CriticalKind::Saddle, {0.100538, -2.644514}, 9.864512, {}},
    {"three-hump-camel", CriticalKind::Minimum, {0, 0}, 0, {3 - kRoot2, 3 + kRoot2}},
    {"three-hump-camel", CriticalKind::Minimum, {1.747552, -0.873776}, 0.298638, {}},
    {"three-hump-camel", CriticalKind::Minimum, {-1.747552, 0.873776}, 0.298638, {}},
    {"three-hump-camel", CriticalKind::Saddle, {1.070542, -0.535271}, 0.877362, {}},
    {"three-hump-camel", CriticalKind::Saddle, {-1.070542, 0.535271}, 0.877362, {}},
};

TEST(Surfaces, CriticalPointsAreTheKnownOnes) {
    std::map<std::string, int> count;
    std::vector<SurfacePoint> found;
    for (const Known& known : kKnown) {
        if (++count[known.surface] == 1) {
            found = critical_points(classic(known.surface)).value();
            EXPECT_EQ(found.size(), size_t(std::count_if(std::begin(kKnown), std::end(kKnown), [&](const Known& k) { return std::string(k.surface) == known.surface; }))) << known.surface;
        }
        const auto it = std::find_if(found.begin(), found.end(), [&](const SurfacePoint& p) { return std::hypot(p.at[0] - known.at[0], p.at[1] - known.at[1]) < 2e-6; });
        ASSERT_NE(it, found.end()) << known.surface << " has none at " << known.at[0] << ", " << known.at[1];
        EXPECT_EQ(kind_of(*it), known.kind) << known.surface;
        EXPECT_NEAR(it->value, known.value, 1e-6 * std::max(1.0, known.value)) << known.surface;
        if (known.eigenvalues[1] == 0) continue;
        for (size_t i = 0; i < 2; ++i) EXPECT_NEAR(it->eigenvalues()[i], known.eigenvalues[i], 1e-6 * std::max(1.0, std::abs(known.eigenvalues[1]))) << known.surface;
    }
}

TEST(Surfaces, PlacesWithoutCurvatureAreDegenerate) {
    const auto monkey = critical_points(classic("monkey-saddle")).value();
    ASSERT_EQ(monkey.size(), 1u);
    EXPECT_EQ(kind_of(monkey[0]), CriticalKind::Degenerate);
    EXPECT_TRUE(critical_points(of("x + y")).value().empty());
    const auto saddle = critical_points(classic("saddle")).value();
    ASSERT_EQ(saddle.size(), 3u);
    EXPECT_EQ(kind_of(saddle[0]), CriticalKind::Minimum);
    EXPECT_EQ(kind_of(saddle[2]), CriticalKind::Saddle);
    const auto network = critical_points(classic("two-parameter-network")).value();
    EXPECT_EQ(std::count_if(network.begin(), network.end(), [](const SurfacePoint& p) { return kind_of(p) == CriticalKind::Minimum && p.value < 1e-9; }), 2);
    EXPECT_TRUE(std::any_of(network.begin(), network.end(), [](const SurfacePoint& p) { return kind_of(p) == CriticalKind::Saddle && std::hypot(p.at[0], p.at[1]) < 1e-6; }));
}

TEST(Surfaces, VulkanHasTheDerivativesOfTheReference) {
    auto device = runtime::open_vulkan("auto");
    if (!device.ok()) GTEST_SKIP() << to_string(device.error());
    for (const Surface& surface : classic_surfaces()) {
        std::vector<Point2> points{surface.start};
        const auto critical = critical_points(surface).value();
        for (const SurfacePoint& p : critical) points.push_back(p.at);
        for (int i = 0; i < 37; ++i) points.push_back({surface.low[0] + (surface.high[0] - surface.low[0]) * (i + 0.5) / 37, surface.low[1] + (surface.high[1] - surface.low[1]) * ((i * 11) % 37 + 0.5) / 37});
        for (Point2& p : points) p = {double(float(p[0])), double(float(p[1]))};
        const auto exact = survey(surface, points).value();
        const auto executor = runtime::make_vulkan_executor(*device);
        auto compiled = compile::compile_program(derivatives_program(surface, int64_t(points.size())).value(), "derivatives", int64_t(points.size()), executor->profile());
        ASSERT_TRUE(compiled.ok()) << surface.name << ": " << to_string(compiled.error());
        const auto plan = std::make_shared<const compile::ExecutionPlan>(std::move(*compiled));
        ASSERT_TRUE(executor->prepare(plan).ok());
        std::vector<float> x, y;
        for (const Point2& p : points) {
            x.push_back(float(p[0]));
            y.push_back(float(p[1]));
        }
        const Shape shape{int64_t(points.size())};
        ASSERT_TRUE(executor->submit(*plan, {Tensor::of(shape, x), Tensor::of(shape, y)}, {}, {}).ok());
        const auto result = executor->wait().value();
        double largest = 1;
        for (const SurfacePoint& p : exact)
            if (std::isfinite(p.eigenvalues()[1])) largest = std::max({largest, std::abs(p.eigenvalues()[0]), std::abs(p.eigenvalues()[1])});
        for (size_t i = 0; i < points.size(); ++i) {
            if (!std::isfinite(exact[i].eigenvalues()[0])) continue;   // Ackley's tip has none
            const SurfacePoint got{points[i], result.outputs.at("value").f32[i], {result.outputs.at("dx").f32[i], result.outputs.at("dy").f32[i]},
                                   {result.outputs.at("dxx").f32[i], result.outputs.at("dxy").f32[i], result.outputs.at("dyy").f32[i]}};
            for (size_t k = 0; k < 2; ++k) EXPECT_NEAR(got.eigenvalues()[k], exact[i].eigenvalues()[k], 1e-4 * largest) << surface.name << " at " << points[i][0] << ", " << points[i][1];
        }
    }
}

}  // namespace
}  // namespace saddle::analysis

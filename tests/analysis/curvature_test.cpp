// The Hessian of networks: against theory, against differences of the gradient, on both backends.
#include <algorithm>
#include <cmath>

#include "engine/analysis/landscape.h"
#include "tests/analysis/jacobi.h"
#include "tests/analysis/network_fixture.h"

namespace saddle::analysis {
namespace {

/// Ascending.
Vector dense_eigenvalues(std::vector<Vector> a) {
    Vector values;
    for (const auto& [value, vector] : jacobi(std::move(a))) values.insert(values.begin(), value);
    return values;
}

Vector random_vector(size_t size, uint64_t seed) {
    Random random(seed);
    Vector v(size);
    for (double& x : v) x = double(random.normal());
    return v;
}
double dot(const Vector& a, const Vector& b) {
    double sum = 0;
    for (size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
    return sum;
}
/// |a - b| of |b|.
double distance(const Vector& a, const Vector& b) {
    Vector d = a;
    for (size_t i = 0; i < d.size(); ++i) d[i] -= b[i];
    return std::sqrt(dot(d, d) / dot(b, b));
}

/// (g(w + h v) - g(w - h v)) / 2h.
Vector differences(Network& network, const Vector& v, double h) {
    const Vector centre = network.curvature->flatten(network.parameters);
    Vector result(v.size());
    for (const double side : {1.0, -1.0}) {
        Vector there = centre;
        for (size_t i = 0; i < v.size(); ++i) there[i] += side * h * v[i];
        EXPECT_TRUE(network.curvature->move_to(network.curvature->unflatten(there)).ok());
        const Vector gradient = network.curvature->slope()->gradient;
        for (size_t i = 0; i < v.size(); ++i) result[i] += side * gradient[i] / (2 * h);
    }
    EXPECT_TRUE(network.curvature->move_to(network.parameters).ok());
    return result;
}

/// Linear regression: loss = |X w - y|^2 / n, whose Hessian is 2 X'X / n with a column of ones for the bias.
void expect_regression(std::unique_ptr<runtime::Executor> on, double tolerance) {
    constexpr size_t kSamples = 30, kFeatures = 5;
    Network network({kFeatures}, {linear("fc", 1)}, "MSELoss", 1, kSamples, std::move(on));
    ASSERT_TRUE(network.curvature->exact()) << network.curvature->obstacle();
    const std::vector<float>& x = network.inputs[0].tensor.f32;
    const auto element = [&](size_t n, size_t i) { return i < kFeatures ? double(x[n * kFeatures + i]) : 1.0; };
    std::vector<Vector> hessian(kFeatures + 1, Vector(kFeatures + 1, 0.0));
    for (size_t i = 0; i <= kFeatures; ++i)
        for (size_t j = 0; j <= kFeatures; ++j)
            for (size_t n = 0; n < kSamples; ++n) hessian[i][j] += 2 * element(n, i) * element(n, j) / kSamples;
    const Vector expected = dense_eigenvalues(hessian);
    const auto found = extremes(network.product(), network.curvature->size(), {.largest = 6}).value();
    ASSERT_EQ(found.largest.size(), 6u);
    for (size_t k = 0; k < 6; ++k) EXPECT_NEAR(found.largest[k].value, expected[5 - k], tolerance * expected[5]);
    EXPECT_NEAR(found.smallest.value, expected[0], tolerance * expected[5]);

    // The surface over its two sharpest directions is the exact paraboloid.
    const auto slope = network.curvature->slope().value();
    const Plane plane{network.parameters, network.curvature->unflatten(found.largest[0].vector), network.curvature->unflatten(found.largest[1].vector)};
    for (const double a : {-2.0, -0.5, 0.0, 1.0, 3.0})
        for (const double b : {-1.0, 0.0, 2.0}) {
            const double paraboloid = slope.loss + a * dot(slope.gradient, found.largest[0].vector) + b * dot(slope.gradient, found.largest[1].vector)
                                    + 0.5 * (a * a * expected[5] + b * b * expected[4]);
            EXPECT_NEAR(network.loss_at(point(plane, a, b)), paraboloid, tolerance * std::max(1.0, paraboloid));
        }
}

TEST(Curvature, OfLinearRegressionIsThatOfItsDataInDouble) { expect_regression(runtime::make_reference_executor(), 1e-6); }
TEST(CurvatureVulkan, OfLinearRegressionIsThatOfItsData) {
    auto executor = vulkan_executor();
    if (!executor) GTEST_SKIP() << "no Vulkan device";
    expect_regression(std::move(executor), 1e-4);
}

/// Symmetric, equal to differences of the gradient, and to the second difference of the loss along the vector.
void expect_products(Network network, double tolerance) {
    ASSERT_TRUE(network.curvature->exact()) << network.curvature->obstacle();
    const Vector u = random_vector(network.curvature->size(), 11), v = random_vector(network.curvature->size(), 12);
    const Vector hu = network.curvature->times(u).value(), hv = network.curvature->times(v).value();
    EXPECT_NEAR(dot(u, hv), dot(v, hu), tolerance * std::sqrt(dot(hv, hv) * dot(u, u)));
    EXPECT_LT(distance(differences(network, v, 2e-5), hv), tolerance) << "so near that no kink lies between";
    Vector both = hu;
    for (size_t i = 0; i < both.size(); ++i) both[i] = 2 * u[i] - 3 * v[i];
    Vector combined = network.curvature->times(both).value();
    for (size_t i = 0; i < both.size(); ++i) combined[i] -= 2 * hu[i] - 3 * hv[i];
    EXPECT_LT(std::sqrt(dot(combined, combined)), 1e-5 * std::sqrt(dot(hu, hu) + dot(hv, hv))) << "linear in the vector";
}

TEST(Curvature, ProductsAreDifferencesOfTheGradient) {
    expect_products(mlp(runtime::make_reference_executor()), 2e-3);
    expect_products(convolutional(runtime::make_reference_executor()), 2e-3);
}

TEST(CurvatureVulkan, ProductsAreThoseOfTheReference) {
    for (Network (*make)(std::unique_ptr<runtime::Executor>) : {mlp, convolutional}) {
        auto executor = vulkan_executor();
        if (!executor) GTEST_SKIP() << "no Vulkan device";
        Network exact = make(runtime::make_reference_executor()), device = make(std::move(executor));
        ASSERT_TRUE(device.curvature->exact());
        const Vector v = random_vector(exact.curvature->size(), 12);
        EXPECT_LT(distance(device.curvature->times(v).value(), exact.curvature->times(v).value()), 1e-4);
        EXPECT_LT(distance(device.curvature->slope()->gradient, exact.curvature->slope()->gradient), 1e-4);
    }
}

TEST(Curvature, WhereAnOpHasNoSecondDerivativeDifferencesStandIn) {
    Network network({5, 3}, {{"gru", "GRU", {{"hidden", int64_t(4)}}}, {"flat", "Flatten", {}}, linear("fc", 2)}, "MSELoss", 2, 12, runtime::make_reference_executor());
    EXPECT_FALSE(network.curvature->exact());
    EXPECT_NE(network.curvature->obstacle().find("gru"), std::string::npos) << network.curvature->obstacle();
    const Vector v = random_vector(network.curvature->size(), 12);
    const Vector product = network.curvature->times(v).value();
    EXPECT_LT(distance(differences(network, v, 1e-3), product), 1e-3);
    EXPECT_EQ(network.curvature->slope()->gradient, network.curvature->slope()->gradient) << "the centre is where it was";
    Vector longer = v;
    for (double& x : longer) x *= 100;
    Vector scaled = network.curvature->times(longer).value();
    for (double& x : scaled) x /= 100;
    EXPECT_LT(distance(scaled, product), 1e-6) << "the step does not grow with the vector";
}

/// A layer before a ReLU ten times as large, the next a tenth: the same function, whose filter-normalised surface is the same.
TEST(Landscape, FilterNormalisationForgetsTheScaleOfLayers) {
    Network network = mlp(runtime::make_reference_executor());
    std::vector<NamedTensor> scaled = network.parameters;
    for (NamedTensor& t : scaled)
        for (float& x : t.tensor.f32) x *= t.name.rfind("fc1.", 0) == 0 ? 10.0f : t.name == "fc2.weight" ? 0.1f : 1.0f;
    const Plane plane = random_plane(network.parameters, 4), plane_of_scaled = random_plane(scaled, 4);
    Plane unnormalised = plane;
    unnormalised.centre = scaled;
    double most = 0;
    for (const auto& [a, b] : std::vector<std::pair<double, double>>{{0, 0}, {1, 0}, {-0.5, 0.7}, {1, -1}, {0.3, 1}}) {
        const double loss = network.loss_at(point(plane, a, b));
        EXPECT_NEAR(network.loss_at(point(plane_of_scaled, a, b)), loss, 1e-5 * std::max(1.0, loss));
        most = std::max(most, std::abs(network.loss_at(point(unnormalised, a, b)) - loss));
    }
    EXPECT_GT(most, 0.1) << "without it the surface is another one";
}

}  // namespace
}  // namespace saddle::analysis

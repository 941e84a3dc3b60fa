// Eigenvalues of known matrices: all of them, the outermost ones, their density.
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "engine/analysis/lanczos.h"
#include "engine/core/philox.h"

namespace saddle::analysis {
namespace {

/// Q diag(values) Q' with Q of two Householder reflections: every element is full, the eigenvalues are known.
Product with_eigenvalues(Vector values) {
    return [values](const Vector& x) -> Result<Vector> {
        const size_t n = values.size();
        const auto reflect = [&](Vector y, uint64_t seed) {
            Random random(seed);
            Vector u(n);
            double uu = 0, uy = 0;
            for (size_t i = 0; i < n; ++i) {
                u[i] = double(random.normal());
                uu += u[i] * u[i];
                uy += u[i] * y[i];
            }
            for (size_t i = 0; i < n; ++i) y[i] -= 2 * uy / uu * u[i];
            return y;
        };
        Vector y = reflect(reflect(x, 1), 2);
        for (size_t i = 0; i < n; ++i) y[i] *= values[i];
        return reflect(reflect(y, 2), 1);
    };
}

TEST(Lanczos, TheTridiagonalMatrixOfSecondDifferences) {
    const size_t n = 40;
    const Eigensystem system = eigensystem({Vector(n, 2.0), Vector(n - 1, -1.0)});
    for (size_t k = 0; k < n; ++k) {
        EXPECT_NEAR(system.values[k], 2 - 2 * std::cos(double(k + 1) * std::numbers::pi / double(n + 1)), 1e-13);
        double length = 0, defect = 0;
        for (size_t i = 0; i < n; ++i) {
            const Vector& v = system.vectors[k];
            const double image = 2 * v[i] - (i > 0 ? v[i - 1] : 0) - (i + 1 < n ? v[i + 1] : 0);
            defect = std::max(defect, std::abs(image - system.values[k] * v[i]));
            length += v[i] * v[i];
        }
        EXPECT_NEAR(length, 1, 1e-13);
        EXPECT_LT(defect, 1e-13);
    }
    EXPECT_EQ(eigensystem({{3.0}, {}}).values, Vector{3.0});
    EXPECT_EQ(eigensystem({{2.0, -1.0}, {0.0}}).values, (Vector{-1.0, 2.0}));
}

TEST(Lanczos, TheOutermostEigenvaluesOfALargeMatrix) {
    Vector values(500);
    Random random(5);
    for (double& v : values) v = double(random.uniform(-0.1f, 0.1f));   // a bulk as networks have it
    values[10] = 12;
    values[400] = 5;
    values[77] = 4.5;
    values[3] = -2;
    const auto found = extremes(with_eigenvalues(values), 500, {.largest = 3, .most_products = 60, .tolerance = 1e-8}).value();
    ASSERT_EQ(found.largest.size(), 3u);
    EXPECT_NEAR(found.largest[0].value, 12, 1e-7);
    EXPECT_NEAR(found.largest[1].value, 5, 1e-7);
    EXPECT_NEAR(found.largest[2].value, 4.5, 1e-7);
    EXPECT_NEAR(found.smallest.value, -2, 1e-7);
    EXPECT_LT(found.products, 60) << "it stops when it is there";
    for (const Eigenpair& pair : {found.largest[0], found.largest[2], found.smallest}) {   // the residual that it states is the true one
        const Vector image = with_eigenvalues(values)(pair.vector).value();
        double defect = 0, length = 0;
        for (size_t i = 0; i < 500; ++i) {
            defect += std::pow(image[i] - pair.value * pair.vector[i], 2);
            length += pair.vector[i] * pair.vector[i];
        }
        EXPECT_NEAR(length, 1, 1e-12);
        EXPECT_NEAR(std::sqrt(defect), pair.residual, 1e-9);
        EXPECT_LE(pair.residual, 1e-8 * 12);
    }
    const auto early = extremes(with_eigenvalues(values), 500, {.largest = 1, .most_products = 4, .tolerance = 1e-8}).value();
    EXPECT_EQ(early.products, 4 + 2);
    EXPECT_GT(early.largest[0].residual, 1e-3) << "what is not reached is said";
}

TEST(Lanczos, MultipleEigenvaluesAndSmallSpaces) {
    const auto found = extremes(with_eigenvalues({2, 2, 2, 1, 0, 0}), 6, {.largest = 4, .most_products = 50}).value();
    ASSERT_EQ(found.largest.size(), 4u);
    for (size_t i = 0; i < 3; ++i) EXPECT_NEAR(found.largest[i].value, 2, 1e-12);
    EXPECT_NEAR(found.largest[3].value, 1, 1e-12);
    EXPECT_NEAR(found.smallest.value, 0, 1e-12);
    const auto one = extremes(with_eigenvalues({-3}), 1, {.largest = 2}).value();
    EXPECT_NEAR(one.largest.at(0).value, -3, 1e-12);
    EXPECT_NEAR(one.smallest.value, -3, 1e-12);
    const Product zero = [](const Vector& x) -> Result<Vector> { return Vector(x.size(), 0.0); };
    EXPECT_EQ(extremes(zero, 5, {}).value().largest[0].value, 0);
    const Product fails = [](const Vector&) -> Result<Vector> { return Error{ErrorKind::Interrupted, "enough", "", {}}; };
    EXPECT_EQ(extremes(fails, 5, {}).error().kind, ErrorKind::Interrupted);
}

TEST(Lanczos, WhatHasNoRoomIsRefusedBeforeItIsAllocated) {
    const Product never = [](const Vector& x) -> Result<Vector> { return x; };
    const auto refused = extremes(never, size_t(1) << 40, {});
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().kind, ErrorKind::OutOfMemory);
    EXPECT_EQ(spectral_density(never, size_t(1) << 40, 1, 60, 1).error().kind, ErrorKind::OutOfMemory);
    EXPECT_TRUE(extremes(never, 3, {.most_products = 1 << 30}).ok()) << "a basis has no more vectors than the space dimensions";
}

TEST(Lanczos, TheDensityOfASpectrum) {
    Vector values(2000);
    for (size_t i = 0; i < values.size(); ++i) values[i] = i < 200 ? -1 : i < 1200 ? 0.5 : 2;
    const auto density = spectral_density(with_eigenvalues(values), 2000, 10, 12, 3).value();
    EXPECT_NEAR(density.mean([](double) { return 1; }), 1, 1e-12);
    EXPECT_NEAR(density.mean([](double x) { return x < 0 ? 1 : 0; }), 0.1, 0.02);
    EXPECT_NEAR(density.mean([](double x) { return x > 1 ? 1 : 0; }), 0.4, 0.03);
    EXPECT_NEAR(density.mean([](double x) { return x; }), 0.95, 0.05) << "a 2000th of the trace";
    double integral = 0;
    for (int i = -300; i <= 400; ++i) integral += density.at(i * 0.01, 0.05) * 0.01;
    EXPECT_NEAR(integral, 1, 1e-6);
    EXPECT_LT(density.at(1.25, 0.05), 1e-3);
    EXPECT_GT(density.at(0.5, 0.05), 3);
}

}  // namespace
}  // namespace saddle::analysis

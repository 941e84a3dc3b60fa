// Points in two dimensions: principal components beside an eigenvalue computation of another kind, t-SNE by what it promises.
#include "engine/analysis/embedding.h"

#include <gtest/gtest.h>

#include <cmath>

#include "engine/core/philox.h"
#include "tests/analysis/jacobi.h"

namespace saddle::analysis {
namespace {

std::vector<float> gaussian_points(size_t points, size_t width, uint64_t seed) {
    Random random(seed);
    std::vector<float> rows;
    for (size_t i = 0; i < points; ++i)
        for (size_t k = 0; k < width; ++k) rows.push_back(random.normal() * float(1 + (width - k)) + 5);
    return rows;
}

TEST(Embedding, PrincipalComponentsAreThoseOfTheCovariance) {
    constexpr size_t kPoints = 40, kWidth = 6;
    const std::vector<float> rows = gaussian_points(kPoints, kWidth, 3);
    Vector mean(kWidth, 0.0);
    for (size_t i = 0; i < rows.size(); ++i) mean[i % kWidth] += double(rows[i]) / kPoints;
    std::vector<Vector> covariance(kWidth, Vector(kWidth, 0.0));
    for (size_t i = 0; i < kPoints; ++i)
        for (size_t a = 0; a < kWidth; ++a)
            for (size_t b = 0; b < kWidth; ++b) covariance[a][b] += (double(rows[i * kWidth + a]) - mean[a]) * (double(rows[i * kWidth + b]) - mean[b]);
    const auto pairs = jacobi(covariance);
    double all = 0;
    for (const auto& [value, vector] : pairs) all += value;

    const auto found = principal_components(gram(rows, kWidth));
    ASSERT_TRUE(found.ok()) << to_string(found.error());
    for (const size_t c : {size_t(0), size_t(1)}) {
        EXPECT_NEAR(found->explained[c], pairs[c].first / all, 1e-9);
        const Vector& ours = c == 0 ? found->at.x : found->at.y;
        double sign = 0;
        for (size_t i = 0; i < kPoints; ++i) {
            double theirs = 0;
            for (size_t k = 0; k < kWidth; ++k) theirs += (double(rows[i * kWidth + k]) - mean[k]) * pairs[c].second[k];
            if (sign == 0) sign = theirs * ours[i] < 0 ? -1 : 1;
            EXPECT_NEAR(ours[i], sign * theirs, 1e-6 * std::sqrt(pairs[c].first));
        }
    }
}

struct Clusters {
    static constexpr size_t kEach = 25, kCount = 3, kWidth = 12;
    std::vector<float> rows;
    Clusters() {
        Random random(11);
        for (size_t i = 0; i < kEach * kCount; ++i)
            for (size_t k = 0; k < kWidth; ++k) rows.push_back(random.normal() + (k == i / kEach ? 20.0f : 0.0f));
    }
    /// How many points have their nearest neighbour in their own cluster.
    static size_t together(const Flat& at) {
        size_t count = 0;
        for (size_t i = 0; i < at.x.size(); ++i) {
            size_t nearest = i;
            double least = INFINITY;
            for (size_t j = 0; j < at.x.size(); ++j)
                if (const double d = std::hypot(at.x[i] - at.x[j], at.y[i] - at.y[j]); j != i && d < least) {
                    least = d;
                    nearest = j;
                }
            count += nearest / kEach == i / kEach;
        }
        return count;
    }
};

TEST(Embedding, TsneKeepsClustersApartAndDescends) {
    const Clusters clusters;
    std::vector<double> told;
    const Tsne found = tsne(gram(clusters.rows, Clusters::kWidth), {.perplexity = 15, .progress = [&](const Flat& at, int, double divergence) {
        EXPECT_EQ(at.x.size(), Clusters::kEach * Clusters::kCount);
        told.push_back(divergence);
        return true;
    }});
    EXPECT_EQ(Clusters::together(found.at), Clusters::kEach * Clusters::kCount);
    EXPECT_LT(found.divergence, 0.35 * found.first_divergence);
    EXPECT_EQ(found.iterations, 750);
    ASSERT_EQ(told.size(), 30u);
    EXPECT_LT(told.back(), told[10]) << "after exaggeration it goes on descending";
    // Whole clusters are further from each other than they are wide.
    for (size_t a = 0; a < Clusters::kCount; ++a)
        for (size_t b = 0; b < a; ++b) {
            double least = INFINITY, most = 0;
            for (size_t i = 0; i < Clusters::kEach; ++i)
                for (size_t j = 0; j < Clusters::kEach; ++j) {
                    const auto apart = [&](size_t p, size_t q) { return std::hypot(found.at.x[p] - found.at.x[q], found.at.y[p] - found.at.y[q]); };
                    least = std::min(least, apart(a * Clusters::kEach + i, b * Clusters::kEach + j));
                    if (i != j) most = std::max(most, apart(a * Clusters::kEach + i, a * Clusters::kEach + j));
                }
            EXPECT_GT(least, 0.5 * most);
        }
}

TEST(Embedding, TsneDependsOnItsSeedAlone) {
    const Clusters clusters;
    const Gram products = gram(clusters.rows, Clusters::kWidth);
    const auto points = [&](uint64_t seed) { return tsne(products, {.iterations = 60, .seed = seed}).at; };
    EXPECT_EQ(points(1).x, points(1).x);
    EXPECT_NE(points(1).x, points(2).x);
}

TEST(Embedding, StopsWhenToldAndBearsEqualPoints) {
    const Tsne stopped = tsne(gram(gaussian_points(20, 4, 1), 4), {.progress = [](const Flat&, int, double) { return false; }});
    EXPECT_EQ(stopped.iterations, 25);
    const Gram equal = gram(std::vector<float>(12 * 3, 2.0f), 3);
    for (const double x : tsne(equal, {.iterations = 50}).at.x) EXPECT_TRUE(std::isfinite(x));
    const auto flat = principal_components(equal);
    ASSERT_TRUE(flat.ok());
    EXPECT_EQ(flat->explained[0], 0);
}

}  // namespace
}  // namespace saddle::analysis

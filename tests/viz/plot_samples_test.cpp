// What is drawn of long series: checked against the plain loop over all points.
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "viz/plot/samples.h"
#include "viz/plot/smooth.h"

namespace saddle::viz::plot {
namespace {

struct Data {
    std::vector<double> x, y;
    std::vector<size_t> falls, gaps;
    MinMaxPyramid pyramid;
    Samples samples(double longest = INFINITY) {
        falls.clear();
        gaps.clear();
        append_falls(x, 0, falls);
        append_gaps(x, 0, longest, gaps);
        pyramid.clear();
        pyramid.extend(y);
        return {x, y, &pyramid, falls, gaps};
    }
};

// Rising steps of different lengths, sometimes back to an earlier one, with spikes, NaN and infinities.
Data random_data(std::mt19937& random, size_t count, bool falling) {
    Data data;
    std::uniform_real_distribution<double> unit(0, 1);
    double x = 0, value = 0;
    for (size_t i = 0; i < count; ++i) {
        x += unit(random) < 0.02 ? 40 : unit(random);
        if (falling && unit(random) < 0.002) x *= 0.7;
        value += unit(random) - 0.5;
        const double odd = unit(random);
        data.x.push_back(x);
        data.y.push_back(odd < 0.005 ? NAN : odd < 0.007 ? INFINITY : odd < 0.012 ? value + 1000 * unit(random) : value);
    }
    return data;
}

Extent plain(std::span<const double> y, size_t begin, size_t end) {
    Extent extent;
    for (size_t i = begin; i < end; ++i) extent.add(y[i]);
    return extent;
}

void expect_same(const Extent& a, const Extent& b) {
    EXPECT_EQ(a.min, b.min);
    EXPECT_EQ(a.max, b.max);
    EXPECT_EQ(a.nonfinite, b.nonfinite);
}

TEST(PlotPyramid, EqualsThePlainLoopWhileItGrows) {
    std::mt19937 random(3);
    for (size_t total : {1, 15, 16, 17, 100, 1000, 5000}) {
        const Data data = random_data(random, total, false);
        MinMaxPyramid pyramid;
        for (size_t have = 0; have < total;) {
            have = std::min(total, have + 1 + random() % 97);
            const std::span<const double> y(data.y.data(), have);
            pyramid.extend(y);
            ASSERT_EQ(pyramid.size(), have);
            for (int query = 0; query < 20; ++query) {
                size_t a = random() % (have + 1), b = random() % (have + 1);
                if (a > b) std::swap(a, b);
                expect_same(pyramid.query(y, a, b), plain(y, a, b));
            }
        }
        double smallest = INFINITY;
        for (double v : data.y)
            if (v > 0) smallest = std::min(smallest, v);
        EXPECT_EQ(pyramid.smallest_positive(), smallest);
    }
}

TEST(PlotColumns, KeepEverySpikeAndEveryGap) {
    std::mt19937 random(4);
    for (int trial = 0; trial < 60; ++trial) {
        Data data = random_data(random, 200 + random() % 20000, trial % 2);
        const Samples samples = data.samples(trial % 3 ? INFINITY : 20);
        const double top = *std::max_element(data.x.begin(), data.x.end());
        const double low = top * 0.3 * double(random() % 3), high = std::max(low + 1, top * (0.4 + 0.2 * double(random() % 4)));
        const Scale scale{ScaleKind::Linear, {low, high}, 40, 40 + double(100 + random() % 400)};
        std::vector<Stretch> stretches;
        visible(samples, scale.range, stretches);
        std::vector<char> seen(samples.size(), 0);
        for (const Stretch& stretch : stretches) {
            std::vector<Column> made;
            columns(samples, scale, stretch, made);
            // The same by a loop over all points of the stretch.
            std::vector<Column> expected;
            for (size_t i = stretch.begin; i < stretch.end; ++i) {
                seen[i] = 1;
                const double pixel = std::floor(scale.pixel(samples.x[i]));
                if (expected.empty() || expected.back().pixel != pixel) {
                    expected.push_back({pixel, samples.y[i], 0, {}, i > stretch.begin && samples.joined(i)});
                }
                expected.back().last = samples.y[i];
                expected.back().extent.add(samples.y[i]);
            }
            ASSERT_EQ(made.size(), expected.size());
            for (size_t c = 0; c < made.size(); ++c) {
                EXPECT_EQ(made[c].pixel, expected[c].pixel);
                EXPECT_EQ(made[c].joined, expected[c].joined) << c;
                expect_same(made[c].extent, expected[c].extent);
                EXPECT_TRUE(made[c].last == expected[c].last || (std::isnan(made[c].last) && std::isnan(expected[c].last)));
            }
        }
        for (size_t i = 0; i < samples.size(); ++i)
            EXPECT_TRUE(seen[i] || !scale.range.contains(samples.x[i])) << "point " << i << " is in sight and in no stretch";
    }
}

TEST(PlotSamples, GapsBreakTheLine) {
    Data data{{1, 2, 3, 4, 3, 4, 90}, {1, 2, NAN, 4, 5, 6, 7}, {}, {}, {}};
    const Samples samples = data.samples(10);
    EXPECT_FALSE(samples.joined(0));
    EXPECT_TRUE(samples.joined(1));
    EXPECT_FALSE(samples.joined(2)) << "into NaN";
    EXPECT_FALSE(samples.joined(3)) << "out of NaN";
    EXPECT_FALSE(samples.joined(4)) << "back in x";
    EXPECT_TRUE(samples.joined(5));
    EXPECT_FALSE(samples.joined(6)) << "too far";
    EXPECT_EQ(data.falls, std::vector<size_t>{4});
}

TEST(PlotSamples, UsualGapIsEightMedianSteps) {
    std::vector<double> x;
    for (int i = 0; i < 5000; ++i) x.push_back(i * 3 + (i > 2500 ? 1e6 : 0));
    EXPECT_EQ(usual_gap(x), 24);
    EXPECT_EQ(usual_gap(std::vector<double>{1, 2}), INFINITY);
}

TEST(PlotSamples, NearestFindsTheNearestFinitePoint) {
    std::mt19937 random(5);
    for (int trial = 0; trial < 40; ++trial) {
        Data data = random_data(random, 1 + random() % 800, trial % 2);
        const Samples samples = data.samples();
        for (int query = 0; query < 50; ++query) {
            const double x = data.x.back() * (double(random() % 1000) / 800 - 0.1);
            double best = INFINITY;
            for (size_t i = 0; i < samples.size(); ++i)
                if (std::isfinite(samples.y[i])) best = std::min(best, std::abs(samples.x[i] - x));
            const size_t found = nearest(samples, x);
            if (best == INFINITY) EXPECT_EQ(found, samples.size());
            else EXPECT_DOUBLE_EQ(std::abs(samples.x[found] - x), best);
        }
    }
    EXPECT_EQ(nearest(Samples{}, 1), 0u);
}

TEST(PlotSmooth, NeverCrossesAGapAndKeepsAConstant) {
    Data data;
    for (int i = 0; i < 100; ++i) {
        data.x.push_back(i < 50 ? i : i + 1000);
        data.y.push_back(i < 20 ? 3 : i == 20 ? NAN : i < 50 ? 7 : 11);
    }
    const Samples samples = data.samples(10);
    Smoothed smoothed;
    size_t budget = 1000;
    EXPECT_TRUE(smoothed.extend(samples, 0.9, budget));
    EXPECT_EQ(budget, 900u);
    const Samples overlay = smoothed.samples(samples);
    ASSERT_EQ(overlay.size(), 100u);
    for (size_t i = 0; i < 100; ++i) {
        if (i == 20) EXPECT_TRUE(std::isnan(overlay.y[i]));
        else EXPECT_NEAR(overlay.y[i], data.y[i], 1e-12) << "a value leaked over a gap at " << i;
    }
}

TEST(PlotSmooth, InPiecesEqualsAtOnceAndTheFormula) {
    std::mt19937 random(6);
    Data data = random_data(random, 3000, true);
    Samples samples = data.samples();
    Smoothed whole, pieces;
    const auto extend = [&](Smoothed& smoothed, double weight, size_t budget) { return smoothed.extend(samples, weight, budget); };
    EXPECT_TRUE(extend(whole, 0.97, 1u << 30));
    EXPECT_FALSE(extend(pieces, 0.97, 100));
    while (!extend(pieces, 0.97, 100)) {}
    const Samples a = whole.samples(samples), b = pieces.samples(samples);
    ASSERT_EQ(a.size(), b.size());
    double mean = 0, power = 1;
    for (size_t i = 0; i < a.size(); ++i) {
        if (!samples.joined(i)) mean = 0, power = 1;
        if (!std::isfinite(data.y[i])) continue;
        mean = 0.97 * mean + 0.03 * data.y[i];
        power *= 0.97;
        EXPECT_NEAR(a.y[i], mean / (1 - power), 1e-9 * std::abs(a.y[i]) + 1e-12);
        EXPECT_EQ(a.y[i], b.y[i]);
    }
    EXPECT_TRUE(extend(pieces, 0.5, 1u << 30)) << "another weight begins anew";
    EXPECT_NE(pieces.samples(samples).y[2999], a.y[2999]);
}

}  // namespace
}  // namespace saddle::viz::plot

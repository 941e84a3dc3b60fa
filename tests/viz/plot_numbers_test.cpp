// Scales, ticks and numbers: the pure half of every axis.
#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <set>

#include "viz/plot/number.h"
#include "viz/plot/ticks.h"

namespace saddle::viz::plot {
namespace {

TEST(PlotScale, PixelsAndValuesAreInverse) {
    std::mt19937 random(1);
    for (int trial = 0; trial < 1000; ++trial) {
        const bool log = trial % 2;
        const double low = std::uniform_real_distribution(log ? 1e-6 : -1e3, 1e3)(random);
        const Scale scale{log ? ScaleKind::Log : ScaleKind::Linear, {low, low + std::uniform_real_distribution(1e-3, 1e4)(random)}, 300, 20};
        EXPECT_DOUBLE_EQ(scale.pixel(scale.range.low), 300);
        EXPECT_NEAR(scale.pixel(scale.range.high), 20, 1e-9);
        const double pixel = std::uniform_real_distribution(20., 300.)(random);
        EXPECT_NEAR(scale.pixel(scale.value(pixel)), pixel, 1e-6);
    }
}

TEST(PlotScale, LogShowsZeroAndBelowFarUnderTheAxis) {
    const Scale y{ScaleKind::Log, {0.01, 1}, 200, 0};
    EXPECT_GT(y.pixel(0), 1e5);
    EXPECT_GT(y.pixel(-3), 1e5);
    EXPECT_TRUE(std::isnan(y.pixel(NAN)));
}

TEST(PlotScale, ZoomKeepsTheAnchorWhereItIs) {
    for (ScaleKind kind : {ScaleKind::Linear, ScaleKind::Log})
        for (double anchor : {1.5, 20., 90.}) {
            const Scale before{kind, {1, 100}, 0, 500};
            Scale after = before;
            after.range = zoomed(before.range, kind, anchor, 0.7);
            EXPECT_NEAR(after.pixel(anchor), before.pixel(anchor), 1e-9);
            const Range back = zoomed(after.range, kind, anchor, 1 / 0.7);
            EXPECT_NEAR(back.low, 1, 1e-9);
            EXPECT_NEAR(back.high, 100, 1e-7);
        }
}

TEST(PlotScale, ZoomStopsWhereDoublesEnd) {
    Range range{1000, 1001};
    for (int i = 0; i < 1000; ++i) range = zoomed(range, ScaleKind::Linear, 1000.5, 0.5);
    EXPECT_GT(range.span(), 0);
    for (int i = 0; i < 5000; ++i) range = zoomed(range, ScaleKind::Linear, 1000.5, 3);
    EXPECT_TRUE(std::isfinite(range.span()));
    Range log{1, 10};
    for (int i = 0; i < 5000; ++i) log = zoomed(log, ScaleKind::Log, 3, 3);
    EXPECT_GT(log.low, 0);
    EXPECT_TRUE(std::isfinite(log.high));
}

TEST(PlotScale, PanMovesByItsFraction) {
    EXPECT_EQ(panned({0, 10}, ScaleKind::Linear, 0.25), (Range{2.5, 12.5}));
    const Range log = panned({1, 100}, ScaleKind::Log, 0.5);
    EXPECT_NEAR(log.low, 10, 1e-9);
    EXPECT_NEAR(log.high, 1000, 1e-7);
}

TEST(PlotScale, PaddedIsNeverEmptyAndPositiveOnLog) {
    for (Range data : {Range{3, 3}, Range{0, 0}, Range{-2, -2}, Range{5, 1}, Range{NAN, NAN}, Range{-1, 7}, Range{0, 4}, Range{INFINITY, -INFINITY}})
        for (ScaleKind kind : {ScaleKind::Linear, ScaleKind::Log}) {
            const Range range = padded(data, kind, 0.05);
            EXPECT_GT(range.span(), 0) << data.low << " " << data.high;
            if (kind == ScaleKind::Log) {
                EXPECT_GT(range.low, 0) << data.low << " " << data.high;
            }
        }
    EXPECT_EQ(padded({0, 10}, ScaleKind::Linear, 0.1), (Range{-1, 11}));
}

TEST(PlotTicks, AlwaysAFewDistinctLabelsInRisingOrder) {
    std::mt19937 random(2);
    for (int trial = 0; trial < 4000; ++trial) {
        const ScaleKind kind = trial % 2 ? ScaleKind::Log : ScaleKind::Linear;
        const double size = std::pow(10, std::uniform_real_distribution(-8., 9.)(random));
        const double low = kind == ScaleKind::Log ? size : std::uniform_real_distribution(-1., 1.)(random) * size;
        const double high = kind == ScaleKind::Log ? low * std::pow(10, std::uniform_real_distribution(0.05, 12.)(random))
                                                   : low + size * std::uniform_real_distribution(0.01, 10.)(random);
        const std::vector<Tick> made = ticks({low, high}, kind, Notation::Number, 6);
        std::set<std::string> labels;
        int labelled = 0;
        for (size_t i = 0; i < made.size(); ++i) {
            EXPECT_GE(made[i].value, low - 1e-6 * (high - low));
            EXPECT_LE(made[i].value, high + 1e-6 * (high - low));
            EXPECT_TRUE(i == 0 || made[i].value > made[i - 1].value);
            if (made[i].label.empty()) continue;
            ++labelled;
            EXPECT_TRUE(labels.insert(made[i].label).second) << made[i].label << " twice in " << low << ".." << high;
        }
        EXPECT_GE(labelled, kind == ScaleKind::Log && high / low < 12 ? 1 : 2) << low << ".." << high;
        EXPECT_LE(labelled, 13) << low << ".." << high;
    }
}

std::string joined(const std::vector<Tick>& ticks) {
    std::string text;
    for (const Tick& tick : ticks)
        if (!tick.label.empty()) text += (text.empty() ? "" : " ") + tick.label;
    return text;
}

TEST(PlotTicks, ReadAsPeopleWriteThem) {
    EXPECT_EQ(joined(ticks({0, 14000}, ScaleKind::Linear, Notation::Whole, 7)), "0 2k 4k 6k 8k 10k 12k 14k");
    EXPECT_EQ(joined(ticks({0, 2e6}, ScaleKind::Linear, Notation::Whole, 4)), "0 500k 1.0M 1.5M 2.0M");
    EXPECT_EQ(joined(ticks({12000, 12100}, ScaleKind::Linear, Notation::Whole, 5)), "12\u2009000 12\u2009020 12\u2009040 12\u2009060 12\u2009080 12\u2009100");
    EXPECT_EQ(joined(ticks({0, 3}, ScaleKind::Linear, Notation::Whole, 8)), "0 1 2 3");
    EXPECT_EQ(joined(ticks({-1, 1}, ScaleKind::Linear, Notation::Number, 4)), "\u22121.0 \u22120.5 0 0.5 1.0");
    EXPECT_EQ(joined(ticks({0.008, 3}, ScaleKind::Log, Notation::Number, 6)), "0.01 0.1 1");
    EXPECT_EQ(joined(ticks({0.5, 30}, ScaleKind::Log, Notation::Number, 6)), "0.5 1 2 5 10 20");
    EXPECT_EQ(joined(ticks({1e-9, 1}, ScaleKind::Log, Notation::Number, 5)), "1e\u22128 1e\u22126 1e\u22124 0.01 1");
    EXPECT_EQ(joined(ticks({0, 300}, ScaleKind::Linear, Notation::Duration, 5)), "0 s 1:00 2:00 3:00 4:00 5:00");
    EXPECT_EQ(joined(ticks({0, 4 * 1024. * 1024}, ScaleKind::Linear, Notation::Bytes, 4)), "0 B 1 MiB 2 MiB 3 MiB 4 MiB");
}

TEST(PlotTicks, BadRangesGiveNone) {
    EXPECT_TRUE(ticks({1, 1}, ScaleKind::Linear, Notation::Number, 5).empty());
    EXPECT_TRUE(ticks({NAN, 1}, ScaleKind::Linear, Notation::Number, 5).empty());
    EXPECT_TRUE(ticks({0, 1}, ScaleKind::Log, Notation::Number, 5).empty());
    EXPECT_TRUE(ticks({0, INFINITY}, ScaleKind::Linear, Notation::Number, 5).empty());
}

TEST(PlotNumber, FourDigitsGroupsAndTrueMinus) {
    EXPECT_EQ(number(61706), "61\u2009706");
    EXPECT_EQ(number(2416), "2\u2009416");
    EXPECT_EQ(number(999), "999");
    EXPECT_EQ(number(0.028712345), "0.02871");
    EXPECT_EQ(number(2.302585), "2.303");
    EXPECT_EQ(number(-0.41), "\u22120.41");
    EXPECT_EQ(number(0.01), "0.01");
    EXPECT_EQ(number(1.2249e-5), "1.22e\u22125");
    EXPECT_EQ(number(1e-5), "1e\u22125");
    EXPECT_EQ(number(123456.789), "123\u2009457");
    EXPECT_EQ(number(0), "0");
    EXPECT_EQ(number(NAN), "NaN");
    EXPECT_EQ(number(INFINITY), "inf");
    EXPECT_EQ(number(-INFINITY), "\u2212inf");
    EXPECT_EQ(number(1.5e30), "1.50e30");
}

TEST(PlotNumber, ColumnsPrefixesBytesAndDurations) {
    EXPECT_EQ(fixed(1234567.891, 2), "1\u2009234\u2009567.89");
    EXPECT_EQ(fixed(-0.0001, 2), "0.00");
    EXPECT_EQ(column_decimals(865.3), 1);
    EXPECT_EQ(column_decimals(0.118), 3);
    EXPECT_EQ(column_decimals(12345), 0);
    EXPECT_EQ(column_decimals(0), 0);
    EXPECT_EQ(prefixed(2.21e12), "2.21 T");
    EXPECT_EQ(prefixed(68.04e9), "68.0 G");
    EXPECT_EQ(prefixed(999.7e6), "1.00 G");
    EXPECT_EQ(prefixed(184e6), "184 M");
    EXPECT_EQ(bytes(512), "512 B");
    EXPECT_EQ(bytes(38.6 * 1024 * 1024), "38.6 MiB");
    EXPECT_EQ(duration(21), "21 s");
    EXPECT_EQ(duration(81), "1:21");
    EXPECT_EQ(duration(3725), "1:02:05");
}

}  // namespace
}  // namespace saddle::viz::plot

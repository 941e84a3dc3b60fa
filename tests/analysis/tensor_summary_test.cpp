#include "engine/analysis/tensor_summary.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace saddle::analysis {
namespace {

Tensor of(std::vector<float> values) {
    const auto count = int64_t(values.size());
    return Tensor::of({count}, std::move(values));
}

TEST(TensorSummary, MomentsAndBinsAreOfTheFiniteElements) {
    const TensorSummary s = summarise(of({-2, 0, 0, 1, 3, NAN, INFINITY, 4}), 3);
    EXPECT_EQ(s.count, 8);
    EXPECT_EQ(s.not_finite, 2);
    EXPECT_EQ(s.zeros, 2);
    EXPECT_EQ(s.least, -2);
    EXPECT_EQ(s.most, 4);
    EXPECT_DOUBLE_EQ(s.mean, 1);
    EXPECT_DOUBLE_EQ(s.deviation, std::sqrt((9 + 1 + 1 + 0 + 4 + 9) / 6.0));
    EXPECT_EQ(s.bins, (std::vector<int64_t>{1, 3, 2})) << "[-2, 0), [0, 2), [2, 4]";
}

TEST(TensorSummary, WholeNumbersConstantsAndNothing) {
    Tensor labels{{DType::I32, {3}}, {}, {7, 9, 8}};
    const TensorSummary whole = summarise(labels);
    EXPECT_EQ(whole.mean, 8);
    EXPECT_EQ(std::accumulate(whole.bins.begin(), whole.bins.end(), int64_t(0)), 3);
    const TensorSummary same = summarise(of({0.25f, 0.25f}), 4);
    EXPECT_EQ(same.deviation, 0);
    EXPECT_EQ(same.bins, (std::vector<int64_t>{0, 0, 2, 0}));
    const TensorSummary lost = summarise(of({NAN}), 4);
    EXPECT_EQ(lost.not_finite, 1);
    EXPECT_EQ(lost.bins, (std::vector<int64_t>{0, 0, 0, 0}));
    // Far from zero the deviation keeps its digits.
    EXPECT_NEAR(summarise(of({4096.25f, 4096.75f})).deviation, 0.25, 1e-12);
}

}  // namespace
}  // namespace saddle::analysis

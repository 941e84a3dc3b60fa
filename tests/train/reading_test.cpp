// Reading text from scores: decoding against all paths, edit distances, and what counts as right.
#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "engine/core/philox.h"
#include "engine/train/ctc_decode.h"
#include "engine/train/reading.h"

namespace saddle::train {
namespace {

using Text = std::vector<int32_t>;
constexpr int32_t kBlank = 0;

TEST(CtcDecode, RepeatsAreJoinedAndBlanksLeftOut) {
    const auto scores = [](std::initializer_list<int> path) {
        std::vector<float> all;
        for (const int c : path)
            for (int k = 0; k < 3; ++k) all.push_back(k == c ? 5.0f : 0.0f);
        return all;
    };
    EXPECT_EQ(ctc_greedy(scores({0, 1, 1, 0, 1, 2, 2, 0}), 3, kBlank), (Text{1, 1, 2}));
    EXPECT_EQ(ctc_beam(scores({0, 1, 1, 0, 1, 2, 2, 0}), 3, kBlank, 4), (Text{1, 1, 2}));
    EXPECT_EQ(ctc_greedy(scores({2, 2, 1}), 3, 2), (Text{1})) << "another class is the blank";
    EXPECT_EQ(ctc_greedy({}, 3, kBlank), Text{});
    EXPECT_EQ(ctc_beam({}, 3, kBlank, 4), Text{});
}

TEST(CtcDecode, ABeamCountsAllPathsOfAText) {
    // Twice blank 0.6 and a 0.4: the likeliest path is empty (0.36), the likeliest text is "a" (0.64).
    const std::vector<float> scores{std::log(0.6f), std::log(0.4f), std::log(0.6f), std::log(0.4f)};
    EXPECT_EQ(ctc_greedy(scores, 2, kBlank), Text{});
    EXPECT_EQ(ctc_beam(scores, 2, kBlank, 8), Text{1});
}

TEST(CtcDecode, AWideBeamFindsTheLikeliestOfAllTexts) {
    constexpr int64_t kSteps = 5, kClasses = 3;
    Random random(1, 2);
    int differs = 0;
    for (int round = 0; round < 60; ++round) {
        std::vector<float> scores;
        for (int i = 0; i < kSteps * kClasses; ++i) scores.push_back(random.uniform(-1.5f, 1.5f));
        std::map<Text, double> chance;
        for (int path = 0; path < 243; ++path) {   // 3^5
            std::vector<float> certain(size_t(kSteps * kClasses), 0);
            double score = 0;
            for (int t = 0, rest = path; t < kSteps; ++t, rest /= 3) {
                certain[size_t(t * kClasses + rest % 3)] = 1;
                score += double(scores[size_t(t * kClasses + rest % 3)]);
            }
            chance[ctc_greedy(certain, kClasses, kBlank)] += std::exp(score);
        }
        const auto best = std::max_element(chance.begin(), chance.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
        EXPECT_EQ(ctc_beam(scores, kClasses, kBlank, 1000), best->first);
        differs += ctc_greedy(scores, kClasses, kBlank) != best->first;
    }
    EXPECT_GT(differs, 5) << "a beam would be of no use";
}

TEST(CtcDecode, EditDistances) {
    EXPECT_EQ(edit_distance(Text{}, Text{}), 0);
    EXPECT_EQ(edit_distance(Text{1, 2, 3}, Text{}), 3);
    EXPECT_EQ(edit_distance(Text{}, Text{1, 2}), 2);
    EXPECT_EQ(edit_distance(Text{11, 9, 20, 20, 5, 14}, Text{19, 9, 20, 20, 9, 14, 7}), 3) << "kitten, sitting";
    EXPECT_EQ(edit_distance(Text{1, 2, 3, 4}, Text{2, 3, 4, 1}), 2);
}

/// A data set of texts, scores from a linear layer, the loss; the texts' lengths are wired where asked.
Project reading(bool with_lengths) {
    Project p;
    p.graph.nodes = {{"data", "Dataset", {}, {}}, {"fc", "Linear", {{"out_features", int64_t(3)}}, {}}, {"loss", "CTCLoss", {}, {}}};
    p.graph.edges = {{{"data", "x"}, {"fc", "x"}}, {{"fc", "y"}, {"loss", "scores"}}, {{"data", "text"}, {"loss", "targets"}}};
    if (with_lengths) p.graph.edges.push_back({{"data", "text_length"}, {"loss", "target_lengths"}});
    return p;
}
const ops::DataSignature kTexts{{{"x", ops::PortKind::Sequence, {DType::F32, {4, 2}}}, {"text", ops::PortKind::Tokens, {DType::I32, {2}}}, {"text_length", ops::PortKind::Tokens, {DType::I32, {}}}}, 3};

TEST(Reader, CountsEditsAndWholeTexts) {
    Tensor scores = Tensor::zeros({DType::F32, {3, 4, 3}});
    const int paths[3][4] = {{1, 1, 0, 2}, {0, 2, 2, 2}, {1, 0, 0, 1}};
    for (size_t n = 0; n < 3; ++n)
        for (size_t t = 0; t < 4; ++t) scores.f32[(n * 4 + t) * 3 + size_t(paths[n][t])] = 1;
    const Tensor text{{DType::I32, {3, 2}}, {}, {1, 2, 1, 0, 1, 1}}, lengths{{DType::I32, {3}}, {}, {2, 1, 2}}, ends{{DType::I32, {3}}, {}, {4, 4, 3}};
    auto reader = Reader::of(reading(true), kTexts);
    ASSERT_TRUE(reader);
    // 1 2 is right; 2 in place of 1; the third line ends before its second letter.
    const auto texts = reader->read({{"predictions", scores}, {"input_lengths", ends}}, {Tensor(), text, lengths});
    ASSERT_EQ(texts.size(), 3u);
    EXPECT_EQ(texts[0].read, (Text{1, 2}));
    EXPECT_EQ(texts[1].truth, (Text{1}));
    EXPECT_EQ(texts[2].read, (Text{1}));
    reader->add(texts);
    EXPECT_DOUBLE_EQ(reader->metrics().at("string_accuracy"), 1.0 / 3);
    EXPECT_DOUBLE_EQ(reader->metrics().at("character_error_rate"), 2.0 / 5);
    EXPECT_EQ(Reader::of(reading(false), kTexts)->read({{"predictions", scores}}, {Tensor(), text, lengths})[1].truth, (Text{1, 0})) << "without lengths all labels count";
    Project other = reading(true);
    other.graph.nodes[2].layer = "CrossEntropyLoss";
    EXPECT_FALSE(Reader::of(other, kTexts));
}

}  // namespace
}  // namespace saddle::train

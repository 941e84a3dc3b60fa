// What `saddle eval` says beside the loss, against numbers worked out by hand.
#include "engine/train/metrics.h"

#include <gtest/gtest.h>

#include <cmath>

namespace saddle::train {
namespace {

struct Ports final : DataSource {
    DataInfo facts;
    ops::DataSignature ports;
    const DataInfo& info() const override { return facts; }
    const ops::DataSignature& signature() const override { return ports; }
    int64_t size(Split) const override { return 0; }
    Status read(Split, std::span<const uint32_t>, const std::optional<Draw>&, std::vector<Tensor>&) const override { return {}; }
};

/// data -> net -> loss, the data set's second port as truth.
Project project(const std::string& loss, const std::string& truth_port, const std::string& truth_input, Attributes attributes = {}) {
    Project p;
    p.graph.nodes = {{"data", "Dataset", {}}, {"net", "Linear", {}}, {"loss", loss, std::move(attributes)}};
    p.graph.edges = {{{"data", "x"}, {"net", "x"}}, {{"net", "y"}, {"loss", ops::find_layer(loss)->inputs[0].name}}, {{"data", truth_port}, {"loss", truth_input}}};
    return p;
}
Tensor scores(int64_t rows, std::vector<float> values) {
    const int64_t width = int64_t(values.size()) / rows;
    return Tensor::of({rows, width}, std::move(values));
}
Tensor labels(std::vector<int32_t> values) { return {{DType::I32, {int64_t(values.size())}}, {}, std::move(values)}; }

TEST(Scorer, CountsClasses) {
    Ports source;
    source.ports.ports = {{"x", ops::PortKind::Features, {DType::F32, {4}}}, {"label", ops::PortKind::Tokens, {DType::I32, {}}}};
    auto scorer = Scorer::of(project("CrossEntropyLoss", "label", "labels", {{"ignore_index", int64_t(-1)}}), source);
    ASSERT_TRUE(scorer);
    // Said 0, 1, 1, 2; true 0, 0, 1, 2; the last does not count. Class 3 never occurs.
    scorer->add({{}, labels({0, 0})}, scores(2, {5, 1, 0, 0, 1, 5, 0, 0}));
    scorer->add({{}, labels({1, 2, -1})}, scores(3, {1, 5, 0, 0, 1, 0, 5, 0, 9, 0, 0, 0}));
    EXPECT_EQ(scorer->confusion(), (std::vector<std::vector<int64_t>>{{1, 1, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 0}}));
    const auto values = scorer->values();
    EXPECT_DOUBLE_EQ(values.at("precision"), (1 + 0.5 + 1) / 3);
    EXPECT_DOUBLE_EQ(values.at("recall"), (0.5 + 1 + 1) / 3);
    EXPECT_DOUBLE_EQ(values.at("f1"), (2.0 / 3 + 2.0 / 3 + 1) / 3);
    EXPECT_FALSE(values.count("auc"));
    EXPECT_FALSE(values.count("top5_accuracy")) << "of four classes five are all";
}

TEST(Scorer, KnowsTheFiveBestAndTheCurveOfTwo) {
    Ports source;
    source.ports.ports = {{"x", ops::PortKind::Features, {DType::F32, {4}}}, {"label", ops::PortKind::Tokens, {DType::I32, {}}}};
    const Project p = project("CrossEntropyLoss", "label", "labels");
    auto seven = Scorer::of(p, source);
    seven->add({{}, labels({4, 5, 0})}, scores(3, {7, 6, 5, 4, 3, 2, 1, 7, 6, 5, 4, 3, 2, 1, 7, 6, 5, 4, 3, 2, 1}));
    EXPECT_DOUBLE_EQ(seven->values().at("top5_accuracy"), 2.0 / 3);
    auto two = Scorer::of(p, source);
    two->add({{}, labels({1, 0, 1, 0})}, scores(4, {0, 3, 0, 2, 0, 2, 0, 1}));   // pairs: 3 > 2, 3 > 1, 2 = 2, 2 > 1
    EXPECT_DOUBLE_EQ(two->values().at("auc"), 3.5 / 4);
}

TEST(Scorer, MeasuresNumbersInTheirUnitAndFindsAnomalies) {
    Ports source;
    source.facts.scale = {10, 4};
    source.ports.ports = {{"x", ops::PortKind::Sequence, {DType::F32, {2}}}, {"anomaly", ops::PortKind::Tokens, {DType::I32, {}}}};
    auto scorer = Scorer::of(project("MSELoss", "x", "target"), source);
    ASSERT_TRUE(scorer);
    // Squared errors 2, 8, 1, 0 of four samples; the first and the third are marked.
    scorer->add({scores(4, {0, 0, 0, 0, 0, 0, 0, 0}), labels({1, 0, 1, 0})}, scores(4, {1, -1, 2, 2, 0, 1, 0, 0}));
    const auto values = scorer->values();
    EXPECT_DOUBLE_EQ(values.at("mae"), 7.0 / 8 * 4);
    EXPECT_DOUBLE_EQ(values.at("rmse"), std::sqrt(11.0 / 8) * 4);
    EXPECT_DOUBLE_EQ(values.at("anomaly_auc"), 2.0 / 4);
    EXPECT_DOUBLE_EQ(values.at("anomalies_found"), 1.0 / 2);
}

TEST(Scorer, ComparesAnswersByTheirPlaces) {
    Ports source;
    source.ports.ports = {{"x", ops::PortKind::Sequence, {DType::F32, {5}}}, {"answer", ops::PortKind::Unknown, {DType::I32, {2}}}};
    source.ports.classes = 100;
    auto scorer = Scorer::of(project("CrossEntropyLoss", "answer", "labels"), source);
    ASSERT_TRUE(scorer);
    // Pairs (as the first word, as the last word) of five words. The second answer's best last word stands before its best
    // first word: 1 to 3 is the likeliest that is in order.
    const Tensor predictions{{DType::F32, {3, 5, 2}}, {0, 0, 9, 0, 0, 0, 0, 9, 0, 0,   0, 9, 5, 0, 0, 0, 0, 6, 7, 0,   9, 9, 0, 0, 0, 0, 0, 0, 0, 0}, {}};
    scorer->add({{}, {{DType::I32, {3, 2}}, {}, {1, 3, 2, 4, 2, 2}}}, predictions);
    const auto values = scorer->values();
    EXPECT_DOUBLE_EQ(values.at("exact_match"), 1.0 / 3);
    EXPECT_DOUBLE_EQ(values.at("span_f1"), (1 + 4.0 / 6 + 0) / 3);   // right; 1-3 beside 2-4: two of three; apart
    EXPECT_TRUE(scorer->confusion().empty());
}

TEST(Scorer, AsksYesOrNo) {
    Ports source;
    source.ports.ports = {{"x", ops::PortKind::Features, {DType::F32, {4}}}, {"answer", ops::PortKind::Features, {DType::F32, {1}}}};
    auto scorer = Scorer::of(project("BCEWithLogitsLoss", "answer", "target"), source);
    ASSERT_TRUE(scorer);
    scorer->add({{}, scores(4, {1, 0, 1, 0})}, scores(4, {2, -1, -2, -3}));
    EXPECT_EQ(scorer->confusion(), (std::vector<std::vector<int64_t>>{{2, 0}, {1, 1}}));
    EXPECT_DOUBLE_EQ(scorer->values().at("auc"), 3.0 / 4);
    EXPECT_FALSE(Scorer::of(project("KLDivLoss", "answer", "target"), source));
}

}  // namespace
}  // namespace saddle::train

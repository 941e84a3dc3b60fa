// Looks inside stored runs, beside what the tests compute themselves from the run's weights and data.
#include <cmath>
#include <numeric>

#include "tests/train/inside_fixture.h"

namespace saddle {
namespace {

/// A data set of which one element of every sample is moved.
class Moved final : public train::DataSource {
public:
    Moved(std::shared_ptr<const train::DataSource> source, size_t element, float by) : source_(std::move(source)), element_(element), by_(by) {}
    const train::DataInfo& info() const override { return source_->info(); }
    const ops::DataSignature& signature() const override { return source_->signature(); }
    int64_t size(train::Split split) const override { return source_->size(split); }
    Status read(train::Split split, std::span<const uint32_t> indices, const std::optional<train::Draw>& draw, std::vector<Tensor>& batch) const override {
        const Status status = source_->read(split, indices, draw, batch);
        if (status.ok()) batch[0].f32[element_] += by_;
        return status;
    }

private:
    std::shared_ptr<const train::DataSource> source_;
    size_t element_;
    float by_;
};

/// Convolution 5 x 5 with two zeros around, as its definition says.
double convolved(const Tensor& x, const Tensor& w, const Tensor& b, int64_t k, int64_t i, int64_t j) {
    const int64_t height = x.type.shape[1], width = x.type.shape[2];
    double sum = double(b.f32[size_t(k)]);
    for (int64_t u = 0; u < 5; ++u)
        for (int64_t v = 0; v < 5; ++v)
            if (const int64_t y = i + u - 2, z = j + v - 2; y >= 0 && y < height && z >= 0 && z < width) sum += double(w.f32[size_t((k * 5 + u) * 5 + v)]) * double(x.f32[size_t(y * width + z)]);
    return sum;
}

TEST_F(Insides, FeatureMapsAreTheConvolutionOfTheSample) {
    const std::string run = trained(request(), 30);
    InsideRequest r = look(run, InsideWhat::FeatureMaps, "conv1");
    r.sample = 70;
    const Insight conv = seen(r);
    r.node = "relu1";
    const Insight relu = seen(r);
    const Tensor w = weight(run, "conv1.weight"), b = weight(run, "conv1.bias");
    ASSERT_EQ(conv.values.type.shape, (Shape{6, 28, 28}));
    EXPECT_EQ(conv.axes, (std::vector<std::string>{"C", "H", "W"}));
    EXPECT_EQ(conv.step, 30u);
    ASSERT_TRUE(conv.label);
    ASSERT_EQ(conv.scores.size(), 10u);

    const auto source = datasets::open_data(request().project.data, "").value();
    std::vector<Tensor> samples;
    std::vector<uint32_t> indices(64);
    std::iota(indices.begin(), indices.end(), 64u);   // the batch that sample 70 is in
    ASSERT_TRUE(source->read(train::Split::Validation, indices, {}, samples).ok());
    ASSERT_EQ(conv.input.f32, std::vector<float>(samples[0].f32.begin() + 6 * 784, samples[0].f32.begin() + 7 * 784));
    EXPECT_EQ(*conv.label, samples[1].i32[6]);
    std::vector<bool> alive(6 * 784, false);
    double zeros = 0;
    for (size_t n = 0; n < 64; ++n) {
        const Tensor x = Tensor::of({1, 28, 28}, std::vector<float>(samples[0].f32.begin() + std::ptrdiff_t(n) * 784, samples[0].f32.begin() + std::ptrdiff_t(n + 1) * 784));
        for (int64_t e = 0; e < 6 * 784; ++e) {
            const double y = convolved(x, w, b, e / 784, e / 28 % 28, e % 28);
            if (n == 6) {
                EXPECT_NEAR(double(conv.values.f32[size_t(e)]), y, 1e-4);
                EXPECT_NEAR(double(relu.values.f32[size_t(e)]), std::max(0.0, y), 1e-4);
            }
            if (y > 1e-5) alive[size_t(e)] = true;
            zeros += y <= 0;
        }
    }
    const auto dead = std::count(alive.begin(), alive.end(), false);
    EXPECT_EQ(relu.activity.units, 6 * 784);
    EXPECT_NEAR(double(relu.activity.dead), double(dead), 3);   // elements within rounding of 0
    EXPECT_NEAR(relu.activity.zeros, zeros / (64 * 6 * 784), 1e-3);
    EXPECT_EQ(conv.activity.dead, 0);
    EXPECT_EQ(std::accumulate(relu.activity.histogram.begin(), relu.activity.histogram.end(), int64_t(0)), 64 * 6 * 784);
    EXPECT_EQ(seen(look(run, InsideWhat::Filters, "conv1")).values, w);
}

TEST_F(Insides, ConfusionAddsUpToTheEvaluation) {
    const std::string run = trained(request(), 40);
    const Insight inside = seen(look(run, InsideWhat::Predictions));
    const EvalResult eval = evaluated(run);
    EXPECT_EQ(inside.confusion, eval.confusion);
    EXPECT_EQ(int64_t(inside.predictions.size()), eval.samples);
    double right = 0;
    for (size_t c = 0; c < inside.confusion.size(); ++c) right += double(inside.confusion[c][c]);
    EXPECT_NEAR(right / double(eval.samples), *eval.accuracy, 1e-9);
    std::vector<std::vector<int64_t>> cells(10, std::vector<int64_t>(10, 0));
    for (size_t i = 0; i < inside.predictions.size(); ++i) {
        const Insight::Prediction& p = inside.predictions[i];
        EXPECT_EQ(p.sample, int64_t(i));
        EXPECT_GE(p.confidence, 0.1f);   // the likeliest of ten
        EXPECT_LE(p.confidence, 1.0f);
        ++cells[size_t(p.truth)][size_t(p.said)];
    }
    EXPECT_EQ(cells, inside.confusion);
    InsideRequest some = look(run, InsideWhat::Predictions);   // blocks that do not divide the samples
    some.samples = 300;
    EXPECT_EQ(seen(some).predictions.size(), 300u);
}

TEST_F(Insides, SaliencyIsTheDifferenceThatAnElementMakes) {
    const std::string run = trained(request(), 40);
    InsideRequest r = look(run, InsideWhat::Saliency);
    r.sample = 12;
    const Insight inside = seen(r);
    ASSERT_EQ(inside.values.type.shape, (Shape{1, 28, 28}));
    EXPECT_EQ(inside.target, std::max_element(inside.scores.begin(), inside.scores.end()) - inside.scores.begin());
    std::vector<size_t> order(784);
    std::iota(order.begin(), order.end(), size_t(0));
    std::sort(order.begin(), order.end(), [&](size_t a, size_t b) { return std::abs(inside.values.f32[a]) > std::abs(inside.values.f32[b]); });
    const double most = std::abs(double(inside.values.f32[order[0]]));
    EXPECT_GT(most, 1e-3);
    for (const size_t element : {order[0], order[1], order[2], order[20], order[60], order[783]}) {
        double score[2];
        constexpr float kStep = 0.01f;
        for (const int side : {0, 1}) {
            InsideRequest moved = r;
            moved.open_data = [&](const DataConfig& config, const std::string& path) -> Result<std::shared_ptr<const train::DataSource>> {
                return std::shared_ptr<const train::DataSource>(std::make_shared<Moved>(datasets::open_data(config, path).value(), element, side ? kStep : -kStep));
            };
            score[side] = double(api::InsideLook().look(moved).value().scores[size_t(inside.target)]);
        }
        const double by_difference = (score[1] - score[0]) / (2 * double(kStep)) * double(inside.input.f32[element]);
        EXPECT_NEAR(double(inside.values.f32[element]), by_difference, 0.03 * most) << "element " << element;
    }
    r.target = 3;
    EXPECT_EQ(seen(r).target, 3);
}

TEST_F(Insides, AnEmbeddingHasAPointASample) {
    const std::string run = trained(request(), 40);
    InsideRequest r = look(run, InsideWhat::Embedding);
    r.samples = 150;
    int told = 0;
    const auto inside = look_.look(r, [&](std::shared_ptr<const Insight> so_far) {
        ++told;
        EXPECT_EQ(so_far->embedding.pca_x.size(), 150u);
    });
    ASSERT_TRUE(inside.ok()) << to_string(inside.error());
    EXPECT_GE(told, 1);
    EXPECT_EQ(inside->node, "fc3");
    const Insight::Embedding& e = inside->embedding;
    EXPECT_EQ(e.width, 84);
    ASSERT_EQ(e.samples.size(), 150u);
    EXPECT_EQ(e.tsne_x.size(), 150u);
    EXPECT_LT(e.divergence, e.first_divergence);
    const Insight all = seen(look(run, InsideWhat::Predictions));
    for (size_t i = 0; i < 150; ++i) {
        EXPECT_EQ(e.labels[i], all.predictions[size_t(e.samples[i])].truth);
        EXPECT_EQ(e.said[i], all.predictions[size_t(e.samples[i])].said);
    }
    Cancellation cancelled;
    cancelled.cancel();
    EXPECT_EQ(look_.look(r, {}, cancelled).error().kind, ErrorKind::Interrupted);
}

TEST_F(Insides, AttentionIsTheSoftmaxOfQueriesAndKeys) {
    TrainRequest train = request("sequence/char-gpt");
    Graph& graph = train.project.graph;
    std::erase_if(graph.nodes, [](const Node& node) { return node.id.starts_with("block") && node.id != "block1"; });
    std::erase_if(graph.edges, [](const Edge& edge) { return edge.from.node.starts_with("block"); });
    *graph.find("block1") = {"attend", "MultiHeadAttention", {{"heads", int64_t(2)}, {"causal", true}}};
    graph.find("embed")->attributes["size"] = int64_t(8);
    std::erase_if(graph.edges, [](const Edge& edge) { return edge.to.node.starts_with("block"); });
    graph.edges.push_back({{"positions", "y"}, {"attend", "query"}});
    graph.edges.push_back({{"attend", "y"}, {"norm", "x"}});
    const std::string run = trained(train, 3);
    InsideRequest r = look(run, InsideWhat::Attention, "attend");
    r.sample = 2;
    const Insight inside = seen(r);
    r.what = InsideWhat::FeatureMaps;
    r.node = "positions";
    const Tensor x = seen(r).values;   // [T, 8]
    const int64_t length = x.type.shape[0];
    ASSERT_EQ(inside.values.type.shape, (Shape{2, length, length}));
    EXPECT_EQ(inside.input.type.dtype, DType::I32);
    const Tensor w = weight(run, "attend.in_proj_weight"), b = weight(run, "attend.in_proj_bias");
    const auto projected = [&](int64_t part, int64_t head, int64_t t, int64_t d) {
        const int64_t row = part * 8 + head * 4 + d;
        double sum = double(b.f32[size_t(row)]);
        for (int64_t k = 0; k < 8; ++k) sum += double(w.f32[size_t(row * 8 + k)]) * double(x.f32[size_t(t * 8 + k)]);
        return sum;
    };
    for (const int64_t head : {0, 1})
        for (const int64_t t : {int64_t(0), int64_t(7), length - 1}) {
            std::vector<double> weights;
            double sum = 0;
            for (int64_t s = 0; s <= t; ++s) {
                double score = 0;
                for (int64_t d = 0; d < 4; ++d) score += projected(0, head, t, d) * projected(1, head, s, d);
                weights.push_back(std::exp(score / 2));
                sum += weights.back();
            }
            for (int64_t s = 0; s < length; ++s)
                EXPECT_NEAR(double(inside.values.f32[size_t((head * length + t) * length + s)]), s <= t ? weights[size_t(s)] / sum : 0, 1e-5);
        }
    const Insight saliency = seen([&] { InsideRequest s = r; s.what = InsideWhat::Saliency; return s; }());
    EXPECT_EQ(saliency.values.type.shape, (Shape{length, 8})) << "of the vectors that were looked up";
    r.what = InsideWhat::Attention;
    r.node = "norm";
    EXPECT_NE(look_.look(r).error().hint.find("attend"), std::string::npos) << "it says where attention is";
}

TEST_F(Insides, HistogramsAreThoseOfEachPointOfTheRun) {
    const std::string run = trained(request(), 94);
    int told = 0;
    const auto inside = look_.look(look(run, InsideWhat::Histograms, "relu1"), [&](auto) { ++told; });
    ASSERT_TRUE(inside.ok()) << to_string(inside.error());
    const Insight::History& h = inside->history;
    ASSERT_GT(h.steps.size(), 8u);
    EXPECT_EQ(h.steps.front(), 0u);
    EXPECT_EQ(h.steps.back(), 94u);
    EXPECT_EQ(h.weights.bins, 0u) << "a ReLU has no weight";
    for (size_t t = 0; t < h.steps.size(); ++t) {
        EXPECT_EQ(std::accumulate(h.activations.counts.begin() + std::ptrdiff_t(t * h.activations.bins), h.activations.counts.begin() + std::ptrdiff_t((t + 1) * h.activations.bins), int64_t(0)), 32 * 6 * 784);
        EXPECT_GE(h.activations.zeros[t], h.dead[t]);
    }
    EXPECT_EQ(h.activations.low, 0);
    const Insight conv = seen(look(run, InsideWhat::Histograms, "conv1"));
    const Tensor w = weight(run, "conv1.weight");
    const double sum = std::accumulate(w.f32.begin(), w.f32.end(), 0.0), mean = sum / 150;
    EXPECT_NEAR(conv.history.weights.mean.back(), mean, 1e-6);
    double squares = 0;
    for (const float v : w.f32) squares += (double(v) - mean) * (double(v) - mean);
    EXPECT_NEAR(conv.history.weights.deviation.back(), std::sqrt(squares / 150), 1e-6);
    std::vector<int64_t> bins(64, 0);   // of the last step, counted again in the same bins
    for (const float v : w.f32) ++bins[std::min<size_t>(63, size_t((double(v) - conv.history.weights.low) / (conv.history.weights.high - conv.history.weights.low) * 64))];
    int64_t apart = 0;
    for (size_t k = 0; k < 64; ++k) apart += std::abs(bins[k] - conv.history.weights.counts[(conv.history.steps.size() - 1) * 64 + k]);
    EXPECT_LE(apart, 12) << "but for values at the edge of a bin";
    EXPECT_EQ(conv.history.gradients.mean.size(), conv.history.steps.size());
    EXPECT_GT(conv.history.gradients.deviation.front(), 0);
    // A look afterwards is at the newest weights again.
    EXPECT_EQ(seen(look(run, InsideWhat::Predictions)).confusion, evaluated(run).confusion);
}

TEST_F(Insides, GradientsAreThoseThatTheRunObserved) {
    TrainRequest train = request();
    train.observe_every = 16;
    struct Watch : RunObserver {
        std::vector<train::Observation> seen;
        void observed(std::shared_ptr<const train::Observation> o) override { seen.push_back(*o); }
    } watch;
    train.steps = 60;
    RunControl control;
    const auto end = api::train(train, watch, control);
    ASSERT_TRUE(end.ok());
    const Insight inside = seen(look(end->run, InsideWhat::Gradients));
    EXPECT_EQ(inside.gradients.nodes, (std::vector<NodeId>{"conv1", "conv2", "fc1", "fc2", "fc3"}));
    ASSERT_EQ(inside.gradients.steps.size(), watch.seen.size());
    for (size_t t = 0; t < watch.seen.size(); ++t)
        for (size_t n = 0; n < 5; ++n) EXPECT_EQ(inside.gradients.lengths[t * 5 + n], watch.seen[t].gradient_norm.at(inside.gradients.nodes[n]));
    const auto& last = watch.seen.back().gradient_norm;
    EXPECT_DOUBLE_EQ(inside.gradients.first_to_last(), last.at("conv1") / last.at("fc3"));
    EXPECT_GT(inside.gradients.first_to_last(), Insight::kVanishing);
    EXPECT_LT(inside.gradients.first_to_last(), Insight::kExploding);
}

/// Twelve layers of sigmoids at small weights: what S. Hochreiter described in 1991.
TEST_F(Insides, AVanishingGradientIsBeyondTheBound) {
    TrainRequest train = request("basics/mlp");
    Graph& graph = train.project.graph;
    graph.edges.erase(std::remove_if(graph.edges.begin(), graph.edges.end(), [](const Edge& e) { return e.to.node == "fc1" || e.from.node == "relu1" || e.to.node == "relu1"; }), graph.edges.end());
    std::erase_if(graph.nodes, [](const Node& n) { return n.id == "relu1"; });
    PortRef from{"flatten", "y"};
    graph.edges.push_back({from, {"fc1", "x"}});
    from = {"fc1", "y"};
    for (int k = 0; k < 10; ++k) {
        const NodeId act = "squash" + std::to_string(k), fc = "deep" + std::to_string(k);
        graph.nodes.push_back({act, "Sigmoid", {}});
        graph.nodes.push_back({fc, "Linear", {{"out_features", int64_t(32)}}});
        graph.edges.push_back({from, {act, "x"}});
        graph.edges.push_back({{act, "y"}, {fc, "x"}});
        from = {fc, "y"};
    }
    graph.edges.push_back({from, {"fc2", "x"}});
    train.observe_every = 2;
    const std::string run = trained(train, 4);
    const Insight inside = seen(look(run, InsideWhat::Gradients));
    ASSERT_EQ(inside.gradients.nodes.front(), "fc1");
    ASSERT_EQ(inside.gradients.nodes.back(), "fc3");
    EXPECT_LT(inside.gradients.first_to_last(), Insight::kVanishing);
}

TEST_F(Insides, TheNodesOfAGraphAreItsSamples) {
    const std::string run = trained(request("graph/karate-gcn"), 20);
    const Insight inside = seen(look(run, InsideWhat::Predictions));
    const EvalResult eval = evaluated(run);
    EXPECT_EQ(inside.confusion, eval.confusion);
    EXPECT_FALSE(inside.predictions.empty());
    const Insight embedding = seen(look(run, InsideWhat::Embedding, "conv1"));
    EXPECT_EQ(embedding.embedding.samples.size(), 34u);
    EXPECT_EQ(embedding.embedding.width, 16);
    EXPECT_EQ(seen(look(run, InsideWhat::FeatureMaps, "conv1")).values.type.shape, (Shape{34, 16}));
    InsideRequest r = look(run, InsideWhat::Saliency);
    r.sample = 33;
    EXPECT_EQ(seen(r).values.type.shape[0], 34);
}

TEST_F(Insides, CompositesAreOpenAndMistakesAreNamed) {
    TrainRequest train = request("vision/resnet20");
    train.project.train.batch_size = 8;
    train.project.data.options["size"] = int64_t(16);
    Graph& graph = train.project.graph;   // one block is enough
    std::erase_if(graph.edges, [](const Edge& edge) { return edge.from.node.starts_with("block") || edge.to.node.starts_with("block"); });
    std::erase_if(graph.nodes, [](const Node& node) { return node.id.starts_with("block") && node.id != "block2-1"; });
    graph.edges.push_back({{"relu", "y"}, {"block2-1", "x"}});
    graph.edges.push_back({{"block2-1", "y"}, {"pool", "x"}});
    const std::string run = trained(train, 1);
    const Insight block = seen(look(run, InsideWhat::FeatureMaps, "block2-1"));
    EXPECT_EQ(block.values.type.shape, (Shape{32, 8, 8}));
    EXPECT_GE(*std::min_element(block.values.f32.begin(), block.values.f32.end()), 0.0f) << "it ends in a ReLU";
    EXPECT_EQ(seen(look(run, InsideWhat::FeatureMaps, "block2-1/conv1")).values.type.shape, (Shape{32, 8, 8}));
    const auto refused = [&](InsideRequest r, ErrorKind kind, const std::string& words) {
        const auto inside = look_.look(r);
        ASSERT_FALSE(inside.ok());
        EXPECT_EQ(inside.error().kind, kind);
        EXPECT_NE(to_string(inside.error()).find(words), std::string::npos) << to_string(inside.error());
    };
    refused(look(run, InsideWhat::FeatureMaps, "block2-9"), ErrorKind::Usage, "block2-1");
    refused(look(run, InsideWhat::Filters, "relu"), ErrorKind::Usage, "no filters");
    refused(look(run, InsideWhat::Attention, "conv"), ErrorKind::Usage, "no attention");
    InsideRequest far = look(run, InsideWhat::FeatureMaps, "conv");
    far.sample = 1 << 20;
    refused(far, ErrorKind::Usage, "there is no sample");
    EXPECT_EQ(seen(look(run, InsideWhat::FeatureMaps, "loss")).activity.units, 0) << "a loss is one number of all samples";
}

}  // namespace
}  // namespace saddle

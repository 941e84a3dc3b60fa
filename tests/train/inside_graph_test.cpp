// What goes along the edges of a graph, beside the layers' definitions; and how alike nodes become in deep stacks.
#include <cmath>

#include "tests/train/inside_fixture.h"

namespace saddle {
namespace {

/// In-degrees, of the drawing of a whole graph, by number in the graph.
std::map<int64_t, double> degrees(const Insight::GraphPart& g) {
    std::map<int64_t, double> degree;
    for (const auto& [source, target] : g.edges) degree[g.nodes[size_t(target)]] += 1;
    return degree;
}

TEST_F(Insides, MessagesOfAGraphConvolutionAreItsNormalisedAdjacency) {
    const std::string run = trained(request("graph/karate-gcn"), 5);
    InsideRequest r = look(run, InsideWhat::Messages, "conv2");
    r.sample = 33;
    const Insight inside = seen(r);
    const Insight::GraphPart& g = inside.graph;
    EXPECT_EQ(inside.split_samples, 34) << "nodes are what is chosen from";
    ASSERT_EQ(g.nodes.size(), 34u);
    EXPECT_EQ(g.nodes[0], 33);
    EXPECT_EQ(g.edges.size(), 156u) << "78 friendships, both ways";
    EXPECT_EQ(g.heads, 1);
    const auto degree = degrees(g);
    EXPECT_EQ(degree.at(33), 17);
    for (size_t e = 0; e < g.edges.size(); ++e) {
        const double u = degree.at(g.nodes[size_t(g.edges[e].first)]), v = degree.at(g.nodes[size_t(g.edges[e].second)]);
        EXPECT_NEAR(double(g.along[e]), 1 / std::sqrt((1 + u) * (1 + v)), 1e-6);
    }
    for (size_t v = 0; v < 34; ++v) EXPECT_NEAR(double(g.own[v]), 1 / (1 + degree.at(g.nodes[v])), 1e-6);
    const Insight said = seen(look(run, InsideWhat::Predictions));
    size_t known = 0;
    for (size_t v = 0; v < 34; ++v)
        for (const auto& p : said.predictions)
            if (p.sample == g.nodes[v]) {
                ++known;
                EXPECT_EQ(g.labels[v], p.truth);
                EXPECT_EQ(g.said[v], p.said);
            }
    EXPECT_EQ(known, said.predictions.size());
    EXPECT_EQ(size_t(std::count(g.labels.begin(), g.labels.end(), -1)), 34 - known) << "of other splits";

    r.samples = 20;   // no room for all: what lies around the node, nearest first
    const Insight::GraphPart few = seen(r).graph;
    ASSERT_EQ(few.nodes.size(), 20u);
    EXPECT_EQ(few.nodes[0], 33);
    EXPECT_GT(few.left_out, 0);
    std::vector<int64_t> around;
    for (const auto& [source, target] : g.edges)
        if (g.nodes[size_t(target)] == 33) around.push_back(g.nodes[size_t(source)]);
    for (const int64_t each : around) EXPECT_EQ(std::count(few.nodes.begin() + 1, few.nodes.begin() + 18, each), 1);
    InsideRequest maps = look(run, InsideWhat::FeatureMaps, "conv1");   // goes on from a node that was picked
    const Tensor whole = seen(maps).values;
    maps.sample = 33;
    EXPECT_EQ(seen(maps).values, whole) << "the graph that the node is in";
    maps.sample = 34;
    EXPECT_FALSE(look_.look(maps).ok());
    r.sample = 34;
    EXPECT_NE(to_string(look_.look(r).error()).find("there is no sample 34"), std::string::npos);
    const auto refused = look_.look(look(run, InsideWhat::Messages, "relu"));
    ASSERT_FALSE(refused.ok());
    EXPECT_NE(to_string(refused.error()).find("such layers are conv1, conv2"), std::string::npos) << to_string(refused.error());
}

TEST_F(Insides, MessagesOfGraphAttentionAreTheSoftmaxOfItsScores) {
    TrainRequest train = request("graph/karate-gcn");
    *train.project.graph.find("conv1") = {"conv1", "GATConv", {{"heads", int64_t(3)}, {"out_features", int64_t(5)}}};
    const std::string run = trained(train, 8);
    const Insight::GraphPart g = seen(look(run, InsideWhat::Messages, "conv1")).graph;
    ASSERT_EQ(g.heads, 3);
    const Tensor w = weight(run, "conv1.weight"), source = weight(run, "conv1.attention_source"), target = weight(run, "conv1.attention_target");
    // The club's features are the unit vectors of its members: row v of W is what node v is mapped to.
    const auto score = [&](const Tensor& a, int64_t v, int64_t head) {
        double sum = 0;
        for (int64_t k = 0; k < 5; ++k) sum += double(w.f32[size_t(v * 15 + head * 5 + k)]) * double(a.f32[size_t(head * 5 + k)]);
        return sum;
    };
    for (int64_t head = 0; head < 3; ++head)
        for (size_t v = 0; v < g.nodes.size(); ++v) {
            const auto raw = [&](int64_t u) {
                const double x = score(source, u, head) + score(target, g.nodes[v], head);
                return std::exp(x > 0 ? x : 0.2 * x);
            };
            double sum = raw(g.nodes[v]), shown = double(g.own[v * 3 + size_t(head)]);
            for (const auto& [from, to] : g.edges)
                if (size_t(to) == v) sum += raw(g.nodes[size_t(from)]);
            EXPECT_NEAR(shown, raw(g.nodes[v]) / sum, 1e-5);
            for (size_t e = 0; e < g.edges.size(); ++e) {
                if (size_t(g.edges[e].second) != v) continue;
                EXPECT_NEAR(double(g.along[e * 3 + size_t(head)]), raw(g.nodes[size_t(g.edges[e].first)]) / sum, 1e-5);
                shown += double(g.along[e * 3 + size_t(head)]);
            }
            EXPECT_NEAR(shown, 1, 1e-5);
        }
}

TEST_F(Insides, MessagesOfAMeanAreEqualShares) {
    TrainRequest train = request("graph/karate-gcn");
    *train.project.graph.find("conv1") = {"conv1", "SAGEConv", {{"aggregate", std::string("mean")}}};
    const std::string run = trained(train, 1);
    const Insight::GraphPart g = seen(look(run, InsideWhat::Messages, "conv1")).graph;
    const auto degree = degrees(g);
    EXPECT_TRUE(g.own.empty()) << "it has weights of its own for itself";
    for (size_t e = 0; e < g.edges.size(); ++e) EXPECT_NEAR(double(g.along[e]), 1 / degree.at(g.nodes[size_t(g.edges[e].second)]), 1e-6);
}

/// A club of convolutions one after another. Q. Li, Z. Han and X.-M. Wu, "Deeper insights into graph convolutional networks", AAAI 2018.
TEST_F(Insides, NodesBecomeAlikeInADeepStackOfGraphConvolutions) {
    constexpr int kLayers = 24;
    TrainRequest train = request("graph/karate-gcn");
    Graph& graph = train.project.graph;
    std::erase_if(graph.nodes, [](const Node& n) { return n.id == "relu"; });
    std::erase_if(graph.edges, [](const Edge& e) { return e.from.node == "relu" || e.to.node == "relu"; });
    PortRef from{"conv1", "y"};
    for (int k = 0; k < kLayers; ++k) {
        const NodeId deep = "deep" + std::to_string(k);
        graph.nodes.push_back({deep, "GCNConv", {{"out_features", int64_t(16)}}});
        graph.edges.push_back({from, {deep, "x"}});
        graph.edges.push_back({{"data", "graph"}, {deep, "graph"}});
        from = {deep, "y"};
    }
    graph.edges.push_back({from, {"conv2", "x"}});
    const std::string run = trained(train, 1);
    const auto layers = seen(look(run, InsideWhat::Smoothing)).smoothing.layers;
    ASSERT_EQ(layers.size(), size_t(kLayers + 3));
    EXPECT_EQ(layers[0].node, "") << "the club's features";
    EXPECT_EQ(layers[0].distance, 1) << "unit vectors are all at right angles";
    EXPECT_EQ(layers[1].node, "conv1");
    EXPECT_EQ(layers.back().node, "conv2");
    std::printf("distance %.3g in front of the stack, %.3g behind %d layers; energy %.3g, %.3g\n", layers[1].distance, layers[kLayers + 1].distance, kLayers, layers[1].energy, layers[kLayers + 1].energy);
    EXPECT_GT(layers[1].distance, 0.1);
    EXPECT_LT(layers[kLayers + 1].energy, 0.05 * layers[1].energy);
    for (size_t k : {5, 9}) EXPECT_LT(layers[k].distance, layers[k - 4].distance / 5);
    for (size_t k = 10; k <= kLayers + 1; ++k) {   // and stays there; weights are random and may stretch what is left
        EXPECT_LT(layers[k].distance, 0.01) << layers[k].node;
        EXPECT_LT(layers[k].neighbours, 0.01) << layers[k].node;
    }

    // One layer again, from what it gives.
    const Tensor rows = seen(look(run, InsideWhat::FeatureMaps, "deep3")).values;
    double sum = 0;
    const auto length = [&](size_t v) {
        double squares = 0;
        for (size_t k = 0; k < 16; ++k) squares += double(rows.f32[v * 16 + k]) * double(rows.f32[v * 16 + k]);
        return std::sqrt(squares);
    };
    for (size_t u = 0; u < 34; ++u)
        for (size_t v = 0; v < 34; ++v) {
            double dot = 0;
            for (size_t k = 0; u != v && k < 16; ++k) dot += double(rows.f32[u * 16 + k]) * double(rows.f32[v * 16 + k]);
            if (u != v) sum += 1 - dot / (length(u) * length(v));
        }
    EXPECT_NEAR(layers[5].distance, sum / (34 * 33), 1e-9);
    EXPECT_EQ(layers[5].node, "deep3");
}

}  // namespace
}  // namespace saddle

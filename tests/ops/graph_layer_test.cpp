// Layers over graphs in double: padding and the order of nodes change nothing; what does not fit is refused in words.
#include <numeric>

#include "tests/ops/program_under_test.h"

namespace saddle {
namespace {

using ops::SparsePattern;
using Edges = std::vector<std::pair<int32_t, int32_t>>;

struct GraphLayer {
    const char* layer;
    Attributes attributes;
    enum { Nodes, Graphs, Edges } rows = Nodes;   ///< of the result
};
const std::string kMax = "max", kMean = "mean";
const std::vector<GraphLayer> kLayers{{"GCNConv", {{"out_features", int64_t(3)}}},
                                      {"SAGEConv", {{"out_features", int64_t(3)}}},
                                      {"SAGEConv", {{"out_features", int64_t(3)}, {"aggregate", kMax}}},
                                      {"GATConv", {{"out_features", int64_t(3)}, {"heads", int64_t(2)}}},
                                      {"GATConv", {{"out_features", int64_t(3)}, {"heads", int64_t(2)}, {"concat", false}}},
                                      {"GINConv", {{"out_features", int64_t(3)}, {"hidden", int64_t(4)}, {"learn_self_weight", true}}},
                                      {"EdgeConv", {{"out_features", int64_t(3)}}},
                                      {"EdgeConv", {{"out_features", int64_t(3)}, {"aggregate", kMean}}},
                                      {"MessagePassing", {}},
                                      {"NodeBatchNorm", {}},
                                      {"GatherNodes", {}, GraphLayer::Edges},
                                      {"GraphPool", {{"aggregate", kMean}}, GraphLayer::Graphs},
                                      {"GraphPool", {{"aggregate", kMax}}, GraphLayer::Graphs}};

/// A layer on features [rows, 2] and a graph of these sizes.
struct Expanded {
    ir::Program program;
    ir::ValueId x, graph;
    std::vector<Diagnostic> diagnostics;
    std::optional<ir::ValueId> y;

    Expanded(const GraphLayer& layer, const SparsePattern& pattern, TensorType features) {
        program.entries.push_back({"train", {}, {}, {}, {}});
        const auto add = [&](const char* name, TensorType type, ir::ValueKind kind) {
            ir::Value value;
            value.name = name;
            value.kind = kind;
            value.type = std::move(type);
            value.node = "node";
            return program.add(std::move(value));
        };
        x = add("nodes", std::move(features), ir::ValueKind::State);
        graph = add("graph", {DType::I32, {pattern.length()}}, ir::ValueKind::Input);
        ops::DataSignature data{{{"graph", ops::PortKind::Graph, {DType::I32, {pattern.length()}}, false, pattern}}, 0};
        ops::Builder builder(program, program.entries[0]);
        builder.node = "node";
        const Node node{"node", layer.layer, layer.attributes, {}};
        const std::string initializer = "pytorch";
        const ops::LayerDef& def = *ops::find_layer(layer.layer);
        ops::LayerContext context(builder, node, def, ops::Mode::Train, 1, data, initializer, {{"x", x}, {"graph", graph}});
        def.expand_rule(context);
        diagnostics = context.diagnostics;
        EXPECT_FALSE(builder.error) << layer.layer << ": " << to_string(*builder.error);
        if (!context.outputs.empty()) y = context.outputs.begin()->second;
        if (y) program.entries[0].outputs.push_back({"y", *y});
    }

    /// The result; node k of `edges` and of the features is node `place[k]` of the pattern.
    std::vector<double> run(const SparsePattern& pattern, Edges edges, const std::vector<int32_t>& place, std::vector<int64_t> groups, double padding) {
        EXPECT_TRUE(compile::expand_composites(program, program.entries[0]).ok());
        for (auto& [v, u] : edges) v = place[size_t(v)], u = place[size_t(u)];
        std::sort(edges.begin(), edges.end());
        Values values;
        const std::vector<int32_t> packed = pack(pattern, edges, groups);
        values[graph.index] = {program[graph].type, {packed.begin(), packed.end()}};
        values[x.index] = {program[x].type, std::vector<double>(size_t(2 * pattern.rows), padding)};
        for (size_t k = 0; k < place.size(); ++k)
            for (size_t f = 0; f < 2; ++f) values[x.index].data[size_t(place[k]) * 2 + f] = std::sin(1.7 * double(2 * k + f) + 0.3);
        double shift = 0;
        for (const ir::ValueKind kind : {ir::ValueKind::Parameter, ir::ValueKind::State})
            for (const ir::ValueId id : program.of_kind(kind)) {
                if (id == x) continue;
                ops::ReferenceTensor& tensor = values[id.index] = {program[id].type, {}};
                for (int64_t i = 0; i < tensor.type.shape.count(); ++i) tensor.data.push_back(std::cos(0.9 * double(i) + shift));
                shift += 0.4;
            }
        evaluate(program, values, program.entries[0].body.size());
        return values.at(program.entries[0].output("y")->index).data;
    }
};

// Two graphs, of four nodes and of three; node 6 has no edge.
const Edges kEdges{{0, 1}, {1, 0}, {1, 2}, {2, 1}, {0, 3}, {3, 0}, {4, 5}, {5, 4}};
constexpr int64_t kNodes = 7;

TEST(GraphLayers, PaddingChangesNothing) {
    std::vector<int32_t> place(kNodes);
    std::iota(place.begin(), place.end(), 0);
    const SparsePattern tight{kNodes, kNodes, int64_t(kEdges.size()), 2}, roomy{11, 11, 15, 3};
    for (const GraphLayer& layer : kLayers) {
        const std::vector<double> expected = Expanded(layer, tight, {DType::F32, {tight.rows, 2}}).run(tight, kEdges, place, {4, 3}, 0);
        const std::vector<double> padded = Expanded(layer, roomy, {DType::F32, {roomy.rows, 2}}).run(roomy, kEdges, place, {4, 3}, 5);
        ASSERT_LT(expected.size(), padded.size()) << layer.layer;
        for (size_t i = 0; i < expected.size(); ++i) EXPECT_NEAR(padded[i], expected[i], 1e-12) << layer.layer << " " << i;
    }
}

TEST(GraphLayers, TheOrderOfNodesChangesNothing) {
    const std::vector<int32_t> plain{0, 1, 2, 3, 4, 5, 6}, mixed{2, 0, 3, 1, 6, 4, 5};   // within each graph
    const SparsePattern pattern{kNodes, kNodes, int64_t(kEdges.size()), 2};
    for (const GraphLayer& layer : kLayers) {
        if (layer.rows == GraphLayer::Edges) continue;
        const auto run = [&](const std::vector<int32_t>& place) { return Expanded(layer, pattern, {DType::F32, {kNodes, 2}}).run(pattern, kEdges, place, {4, 3}, 0); };
        const std::vector<double> expected = run(plain), other = run(mixed);
        const size_t rows = layer.rows == GraphLayer::Graphs ? 2 : kNodes, width = expected.size() / rows;
        for (size_t k = 0; k < rows; ++k)
            for (size_t f = 0; f < width; ++f) EXPECT_NEAR(other[(rows == 2 ? k : size_t(mixed[k])) * width + f], expected[k * width + f], 1e-12) << layer.layer;
    }
}

TEST(GraphLayers, WhatDoesNotFitIsRefusedInWords) {
    const SparsePattern graph{7, 7, 8, 2}, table{7, 5, 8, 0};
    for (const GraphLayer& layer : kLayers) {
        const Expanded rows(layer, graph, {DType::F32, {6, 2}});
        ASSERT_EQ(rows.diagnostics.size(), 1u) << layer.layer;
        EXPECT_EQ(rows.diagnostics[0].port, "x") << layer.layer;
        EXPECT_NE(rows.diagnostics[0].text.find("7 nodes, got f32[6x2]"), std::string::npos) << rows.diagnostics[0].text;
        EXPECT_FALSE(rows.diagnostics[0].hint.empty());
        const Expanded words(layer, table, {DType::F32, {7, 2}});
        ASSERT_EQ(words.diagnostics.size(), 1u) << layer.layer;
        EXPECT_EQ(words.diagnostics[0].port, "graph") << layer.layer;
    }
}

}  // namespace
}  // namespace saddle

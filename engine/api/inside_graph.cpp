#include "engine/api/inside_graph.h"

#include <algorithm>

#include "engine/analysis/graph_view.h"
#include "engine/api/inside_parts.h"

namespace saddle::api {
namespace {

constexpr size_t kMostNodes = 150;      // that are drawn
constexpr int64_t kMostWanted = 1000, kMostGraphs = 32;
constexpr int kHops = 2;

const ops::DataSignature::Port* graph_port(const ops::DataSignature& data) {
    const auto it = std::find_if(data.ports.begin(), data.ports.end(), [](const auto& port) { return port.pattern && port.pattern->groups > 0; });
    return it == data.ports.end() ? nullptr : &*it;
}

/// The graph that a batch of one sample carries, without padding. Edge k is entry entries[k] of the pattern.
struct Drawn {
    int64_t nodes = 0;
    analysis::GraphEdges edges;
    std::vector<size_t> entries;
};
Result<Drawn> graph_of(const ops::DataSignature& data, const std::vector<Tensor>& batch) {
    const auto* port = graph_port(data);
    if (!port) return Error{ErrorKind::Usage, "the samples are no graphs", "", {}};
    const ops::SparsePattern& p = *port->pattern;
    const std::vector<int32_t>& numbers = batch[size_t(port - data.ports.data())].i32;
    Drawn graph;
    graph.nodes = numbers[size_t(p.group_ptr() + p.groups)];
    for (int64_t e = 0; e < p.entries; ++e) {
        const int32_t source = numbers[size_t(p.column() + e)], target = numbers[size_t(p.row() + e)];
        if (source < 0 || target < 0) continue;
        graph.edges.emplace_back(source, target);
        graph.entries.push_back(size_t(e));
    }
    return graph;
}

}  // namespace

int64_t graph_nodes(const ops::DataSignature& data) {
    const auto* port = graph_port(data);
    return port ? port->pattern->rows : 0;
}

Status messages(ProbedRun& run, const InsideRequest& request, Insight& insight) {
    TRY(const Node node, compile::find_node(run.project(), request.node));
    const bool nodes = rows_are_nodes(run.data());
    TRY(const auto plan, run.plan(1, {.messages = node.id}));
    TRY(const std::vector<Tensor> batch, run.read_block(nodes ? 0 : request.sample, 1));
    TRY(const auto outputs, run.run(plan, batch));
    TRY(const Drawn graph, graph_of(run.data(), batch));
    const int64_t middle = nodes ? request.sample : 0;
    if (middle >= graph.nodes) return Error{ErrorKind::Usage, "there is no node " + std::to_string(middle), "the graph has 0 to " + std::to_string(graph.nodes - 1), {}};

    const Tensor& along = outputs.at(compile::kMessages);
    const int64_t heads = along.type.shape.rank() > 1 ? along.type.shape[1] : 1;
    const auto mean = [&](size_t edge) {
        double sum = 0;
        for (int64_t h = 0; h < heads; ++h) sum += double(along.f32[graph.entries[edge] * size_t(heads) + size_t(h)]);
        return sum / double(heads);
    };
    const size_t most = request.samples > 0 ? size_t(std::min(request.samples, kMostWanted)) : kMostNodes;
    const bool whole = graph.nodes <= int64_t(most);
    const analysis::Neighbourhood part = analysis::neighbourhood(graph.nodes, graph.edges, int32_t(middle), kHops, most, mean);
    Insight::GraphPart& g = insight.graph;
    g.graph_nodes = graph.nodes;
    g.graph_edges = int64_t(graph.edges.size());
    g.left_out = whole ? 0 : part.left_out;
    g.heads = heads;
    g.nodes.assign(part.nodes.begin(), part.nodes.end());
    if (whole)   // those too that are farther away, or apart
        for (int64_t each = 0; each < graph.nodes; ++each)
            if (!std::count(part.nodes.begin(), part.nodes.end(), int32_t(each))) g.nodes.push_back(each);
    std::vector<int32_t> place(size_t(graph.nodes), -1);
    for (size_t k = 0; k < g.nodes.size(); ++k) place[size_t(g.nodes[k])] = int32_t(k);
    for (size_t e = 0; e < graph.edges.size(); ++e) {
        const auto [source, target] = graph.edges[e];
        if (place[size_t(source)] < 0 || place[size_t(target)] < 0) continue;
        g.edges.emplace_back(place[size_t(source)], place[size_t(target)]);
        const auto first = along.f32.begin() + std::ptrdiff_t(graph.entries[e]) * heads;
        g.along.insert(g.along.end(), first, first + heads);
    }
    for (const auto& [x, y] : analysis::places(g.nodes.size(), g.edges)) {
        g.x.push_back(x);
        g.y.push_back(y);
    }
    const auto own = outputs.find(compile::kOwnMessages);
    const auto truth = class_truth(run.project(), run.data());
    const auto scores = outputs.find("predictions");
    const int64_t rows = run.data().ports.empty() ? 0 : graph_nodes(run.data());
    const int64_t classes = nodes && truth && scores != outputs.end() && rows > 0 && scores->second.count() % rows == 0 ? scores->second.count() / rows : 0;
    for (const int64_t each : g.nodes) {
        if (own != outputs.end()) g.own.insert(g.own.end(), own->second.f32.begin() + each * heads, own->second.f32.begin() + (each + 1) * heads);
        if (classes <= 1) continue;
        const int32_t label = batch[truth->port].i32[size_t(each)];
        g.labels.push_back(truth->ignored && label == *truth->ignored ? -1 : label);
        g.said.push_back(int32_t(likeliest({&scores->second.f32[size_t(each * classes)], size_t(classes)})));
    }
    insight.sample = request.sample;
    return {};
}

Status smoothing(ProbedRun& run, Insight& insight) {
    TRY(const auto plan, run.plan(1, {.layers = true}));
    const int64_t graphs = rows_are_nodes(run.data()) ? 1 : std::min(run.size(), kMostGraphs);
    Insight::Smoothing& s = insight.smoothing;
    std::vector<std::string> names;
    const std::string prefix = compile::kLayer;
    for (const ir::Output& output : plan->program.entry(compile::kProbe)->outputs)
        if (output.name.starts_with(prefix)) names.push_back(output.name);
    for (int64_t sample = 0; sample < graphs; ++sample) {
        TRY(const std::vector<Tensor> batch, run.read_block(sample, 1));
        TRY(const auto outputs, run.run(plan, batch));
        TRY(const Drawn graph, graph_of(run.data(), batch));
        s.nodes += graph.nodes;
        for (size_t k = 0; k < names.size(); ++k) {
            const Tensor& rows = outputs.at(names[k]);
            const auto width = size_t(rows.type.shape[1]);
            const analysis::Likeness l = analysis::likeness(std::span(rows.f32).first(size_t(graph.nodes) * width), width, graph.edges);
            if (sample == 0) s.layers.push_back({names[k].substr(prefix.size()), 0, 0, 0, 0});
            s.layers[k].distance += l.distance / double(graphs);
            s.layers[k].neighbours += l.neighbours / double(graphs);
            s.layers[k].energy += l.energy / double(graphs);
            s.layers[k].zero_rows += l.zero_rows;
        }
    }
    return {};
}

}  // namespace saddle::api

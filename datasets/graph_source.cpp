#include "datasets/graph_source.h"

#include <algorithm>
#include <filesystem>
#include <numeric>

#include "engine/api/files.h"

namespace saddle::datasets {
namespace {

using ops::PortKind;
using ops::SparsePattern;
using train::Split;

Tensor reals(Shape shape) { return {{DType::F32, shape}, std::vector<float>(size_t(shape.count())), {}}; }
Tensor whole(std::vector<int32_t> numbers) { return {{DType::I32, {int64_t(numbers.size())}}, {}, std::move(numbers)}; }

ops::DataSignature::Port nodes_port(int64_t nodes, int64_t features) { return {"nodes", PortKind::Features, {DType::F32, {nodes, features}}, true, {}}; }
ops::DataSignature::Port pattern_port(const char* name, const SparsePattern& pattern) { return {name, PortKind::Graph, {DType::I32, {pattern.length()}}, false, pattern}; }

class NodeSource final : public train::DataSource {
public:
    explicit NodeSource(NodeSet set) : set_(std::move(set)) {}
    const train::DataInfo& info() const override { return set_.info; }
    const ops::DataSignature& signature() const override { return signature_; }
    int64_t size(Split split) const override { return nodes_of(split).empty() ? 0 : 1; }
    Status read(Split split, std::span<const uint32_t>, const std::optional<train::Draw>&, std::vector<Tensor>& batch) const override {
        batch = constant_;
        Tensor& label = batch.back();
        for (const int32_t node : nodes_of(split)) label.i32[size_t(node)] = set_.labels[size_t(node)];
        return {};
    }

    Status open(const DataConfig& config) {
        const std::string form = config.options.text("features", "dense");
        if (form != "dense" && form != "sparse") return invalid("data.options.features: '" + form + "' is not one of dense, sparse");
        SparseRows& features = set_.features;
        if (form == "dense" && features.columns > kMostNumbers / std::max<int64_t>(1, set_.nodes))
            return invalid(set_.info.path + ": " + std::to_string(set_.nodes) + " nodes of " + std::to_string(features.columns) + " features are too many to be written out", "set data.options.features to sparse");
        if (config.options.flag("normalise", false)) normalise();
        const SparsePattern graph{set_.nodes, set_.nodes, int64_t(set_.edges.size()), 1};
        if (form == "sparse") {
            const SparsePattern words{set_.nodes, features.columns, int64_t(features.places.size()), 0};
            signature_.ports = {{"values", PortKind::Features, {DType::F32, {words.entries}}, true, {}}, pattern_port("words", words)};
            constant_ = {Tensor{{DType::F32, {words.entries}}, features.values, {}}, whole(pack(words, features.places, {}))};
        } else {
            signature_.ports = {nodes_port(set_.nodes, features.columns)};
            constant_ = {reals({set_.nodes, features.columns})};
            for (size_t k = 0; k < features.places.size(); ++k) constant_[0].f32[size_t(features.places[k].first) * size_t(features.columns) + size_t(features.places[k].second)] = features.values[k];
        }
        signature_.ports.push_back(pattern_port("graph", graph));
        signature_.ports.push_back({"label", PortKind::Tokens, {DType::I32, {set_.nodes}}, true, {}});
        const int64_t all[] = {set_.nodes};
        constant_.push_back(whole(pack(graph, set_.edges, all)));
        constant_.push_back(whole(std::vector<int32_t>(size_t(set_.nodes), -1)));
        signature_.classes = set_.classes;
        return {};
    }

private:
    const std::vector<int32_t>& nodes_of(Split split) const { return split == Split::Train ? set_.train : split == Split::Validation ? set_.validation : set_.test; }
    void normalise() {
        std::vector<double> sum(size_t(set_.nodes));
        for (size_t k = 0; k < set_.features.places.size(); ++k) sum[size_t(set_.features.places[k].first)] += double(set_.features.values[k]);
        for (size_t k = 0; k < set_.features.places.size(); ++k)
            if (const double total = sum[size_t(set_.features.places[k].first)]; total != 0) set_.features.values[k] = float(double(set_.features.values[k]) / total);
    }

    NodeSet set_;
    ops::DataSignature signature_;
    std::vector<Tensor> constant_;   ///< the sample with every label -1
};

class GraphSource final : public train::DataSource {
public:
    explicit GraphSource(GraphSet set) : set_(std::move(set)) {}
    const train::DataInfo& info() const override { return set_.info; }
    const ops::DataSignature& signature() const override { return signature_; }
    int64_t size(Split split) const override { return int64_t(graphs_of(split).size()); }
    Status read(Split split, std::span<const uint32_t> indices, const std::optional<train::Draw>&, std::vector<Tensor>& batch) const override {
        const auto count = int64_t(indices.size());
        const SparsePattern pattern = one_.times(count);
        Tensor nodes = reals({pattern.rows, set_.features});
        std::vector<Edge> edges;
        std::vector<int64_t> sizes;
        std::vector<int32_t> labels;
        int32_t first = 0;
        for (const uint32_t index : indices) {
            const GraphSet::Graph& graph = set_.graphs[graphs_of(split)[index]];
            std::copy(graph.features.begin(), graph.features.end(), nodes.f32.begin() + first * set_.features);
            for (const auto& [target, source] : graph.edges) edges.emplace_back(first + target, first + source);
            sizes.push_back(graph.nodes);
            labels.push_back(graph.label);
            first += int32_t(graph.nodes);
        }
        batch.clear();
        batch.push_back(std::move(nodes));
        batch.push_back(whole(pack(pattern, edges, sizes)));
        batch.push_back(whole(std::move(labels)));
        return {};
    }

    Status open(const DataConfig& config) {
        const int64_t folds = config.options.integer("folds", 10), fold = config.options.integer("fold", 0);
        if (folds < 2 || folds > int64_t(set_.graphs.size())) return invalid("data.options.folds: " + std::to_string(folds) + " parts of " + std::to_string(set_.graphs.size()) + " graphs", "choose 2 to " + std::to_string(set_.graphs.size()));
        if (fold < 0 || fold >= folds) return invalid("data.options.fold: " + std::to_string(fold) + " is not one of 0 to " + std::to_string(folds - 1));
        one_.groups = 1;
        for (const GraphSet::Graph& graph : set_.graphs) {
            one_.rows = std::max(one_.rows, graph.nodes);
            one_.entries = std::max(one_.entries, int64_t(graph.edges.size()));
        }
        one_.columns = one_.rows;
        if (set_.features > kMostNumbers / std::max<int64_t>(1, one_.rows)) return invalid(set_.info.path + ": a graph of " + std::to_string(one_.rows) + " nodes of " + std::to_string(set_.features) + " features is too large");
        // Each class is dealt out in turn, so that every part has its share of each.
        std::vector<uint32_t> order = Random(uint64_t(config.options.integer("seed", 1)), stream_of("folds")).permutation(uint32_t(set_.graphs.size()));
        std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) { return set_.graphs[a].label < set_.graphs[b].label; });
        for (size_t k = 0; k < order.size(); ++k) (int64_t(k) % folds == fold ? validation_ : train_).push_back(order[k]);
        signature_.ports = {nodes_port(one_.rows, set_.features), pattern_port("graph", one_), {"label", PortKind::Tokens, {DType::I32, {}}, false, {}}};
        signature_.classes = set_.classes;
        return {};
    }

private:
    const std::vector<uint32_t>& graphs_of(Split split) const { return split == Split::Train ? train_ : split == Split::Validation ? validation_ : none_; }

    GraphSet set_;
    SparsePattern one_;              ///< room for the largest graph
    ops::DataSignature signature_;
    std::vector<uint32_t> train_, validation_, none_;
};

}  // namespace

Result<std::shared_ptr<const train::DataSource>> make_node_source(NodeSet set, const DataConfig& config) {
    auto source = std::make_shared<NodeSource>(std::move(set));
    TRY_STATUS(source->open(config));
    return std::shared_ptr<const train::DataSource>(std::move(source));
}

Result<std::shared_ptr<const train::DataSource>> make_graph_source(GraphSet set, const DataConfig& config) {
    auto source = std::make_shared<GraphSource>(std::move(set));
    TRY_STATUS(source->open(config));
    return std::shared_ptr<const train::DataSource>(std::move(source));
}

std::vector<Edge> tidy(std::vector<Edge> edges, bool directed) {
    std::erase_if(edges, [](const Edge& e) { return e.first == e.second; });
    const size_t given = edges.size();
    for (size_t k = 0; !directed && k < given; ++k) edges.emplace_back(edges[k].second, edges[k].first);
    std::sort(edges.begin(), edges.end());
    edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
    return edges;
}

Status draw_split(NodeSet& set, const DataConfig& config, int64_t usual) {
    const int64_t each = config.options.integer("train_per_class", usual);
    if (each < 1) return invalid("data.options.train_per_class: " + std::to_string(each) + " is not positive");
    std::vector<int64_t> left(size_t(set.classes), each);
    for (const uint32_t node : Random(uint64_t(config.options.integer("seed", 1)), stream_of("split")).permutation(uint32_t(set.nodes)))
        (left[size_t(set.labels[node])]-- > 0 ? set.train : set.validation).push_back(int32_t(node));
    return {};
}

Result<std::string> hash_of(const std::vector<std::string>& files) {
    std::string all;
    for (const std::string& file : files) {
        TRY(const std::string bytes, read_file(file));
        all += std::filesystem::path(file).filename().string() + " " + sha256(bytes) + "\n";
    }
    return sha256(all);
}

}  // namespace saddle::datasets

#include "engine/api/inside_parts.h"

#include <algorithm>
#include <cmath>

#include "engine/compile/compile.h"
#include "engine/train/metrics.h"

namespace saddle::api {
namespace {

constexpr int64_t kMostClasses = 4096;   // that a table of pairs is made of

}  // namespace

std::vector<InsideWhat> looks_of(const Project& project, const NodeId& id) {
    std::vector<InsideWhat> looks;
    const Node* node = project.graph.find(id);
    const ops::LayerDef* def = node ? ops::find_layer(node->layer) : nullptr;
    if (node && (project.composite(node->layer) || (def && def->role != ops::LayerRole::Loss))) looks.push_back(InsideWhat::FeatureMaps);
    if (def && (def->name == "Linear" || def->name.starts_with("Conv"))) looks.push_back(InsideWhat::Filters);
    const bool heads = def && std::any_of(def->attributes.begin(), def->attributes.end(), [](const ops::AttributeDef& a) { return a.name == "heads"; });
    if (def && def->family == "attention" && (heads || def->name == "ScaledDotProductAttention")) looks.push_back(InsideWhat::Attention);
    if (def && (def->name == "RNN" || def->name == "LSTM" || def->name == "GRU")) looks.push_back(InsideWhat::ThroughTime);
    const auto over_graph = [](const Node& each) {
        const ops::LayerDef* layer = ops::find_layer(each.layer);
        return layer && layer->family == "graph" && layer->name.ends_with("Conv") && layer->name != "EdgeConv";
    };
    if (node && over_graph(*node)) looks.push_back(InsideWhat::Messages);
    if (std::any_of(project.graph.nodes.begin(), project.graph.nodes.end(), over_graph)) looks.push_back(InsideWhat::Smoothing);
    if (compile::noising_node(project.graph)) looks.push_back(InsideWhat::Denoising);
    bool loss = false, classes = false;
    for (const Node& each : project.graph.nodes) {
        const ops::LayerDef* layer = ops::find_layer(each.layer);
        if (!layer || layer->role != ops::LayerRole::Loss) continue;
        loss = true;
        classes |= std::any_of(layer->inputs.begin(), layer->inputs.end(), [](const ops::LayerPort& port) { return port.name == "labels"; });
    }
    if (!looks.empty() && (!def || def->role != ops::LayerRole::Dataset)) looks.push_back(InsideWhat::Histograms);
    if (loss) looks.push_back(InsideWhat::Gradients);
    if (classes) looks.push_back(InsideWhat::Predictions);
    if (loss) looks.push_back(InsideWhat::Saliency);
    looks.push_back(InsideWhat::Embedding);
    return looks;
}

std::optional<ClassTruth> class_truth(const Project& project, const ops::DataSignature& data) {
    for (const Node& node : project.graph.nodes) {
        const ops::LayerDef* def = ops::find_layer(node.layer);
        const auto* port = def && def->role == ops::LayerRole::Loss ? train::data_port(project.graph, data, {node.id, "labels"}) : nullptr;
        if (!port || port->type.dtype != DType::I32) continue;
        ClassTruth truth{size_t(port - data.ports.data()), {}};
        if (node.attributes.count("ignore_index")) truth.ignored = node.attributes.integer("ignore_index");
        return truth;
    }
    return std::nullopt;
}

bool rows_are_nodes(const ops::DataSignature& data) {
    return std::any_of(data.ports.begin(), data.ports.end(), [](const auto& port) { return port.joined && port.type.dtype == DType::I32 && !port.pattern; });
}

Tensor slice(const Tensor& tensor, int64_t batch, int64_t index) {
    const Shape& shape = tensor.type.shape;
    if (shape.rank() == 0 || shape[0] % batch) return tensor;
    std::vector<int64_t> dims = shape.dims();
    if (dims[0] == batch) dims.erase(dims.begin());
    else dims[0] /= batch;
    Tensor part{{tensor.type.dtype, Shape(dims)}, {}, {}};
    const std::ptrdiff_t count = tensor.count() / batch, first = index * count;
    if (!tensor.f32.empty()) part.f32.assign(tensor.f32.begin() + first, tensor.f32.begin() + first + count);
    if (!tensor.i32.empty()) part.i32.assign(tensor.i32.begin() + first, tensor.i32.begin() + first + count);
    return part;
}

Numbers numbers_of(const std::vector<float>& values, size_t bins) {
    Numbers n{.counts = std::vector<int64_t>(bins, 0)};
    if (values.empty()) return n;
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    n.low = double(*low);
    n.high = double(*high);
    double sum = 0, squares = 0, zeros = 0;
    for (const float v : values) {
        sum += double(v);
        squares += double(v) * double(v);
        zeros += v == 0;
        const double place = n.high > n.low ? (double(v) - n.low) / (n.high - n.low) * double(bins) : 0;
        if (std::isfinite(place)) ++n.counts[std::min(size_t(place), bins - 1)];
    }
    n.mean = sum / double(values.size());
    n.deviation = std::sqrt(std::max(0.0, squares / double(values.size()) - n.mean * n.mean));
    n.zeros = zeros / double(values.size());
    return n;
}

Insight::Activity activity_of(const Tensor& given, int64_t batch, const Numbers& n) {
    const std::vector<float>& x = given.f32;
    const Shape& shape = given.type.shape;
    if (x.empty() || shape.rank() == 0 || shape[0] % batch) return {};   // nothing of each sample
    Insight::Activity a{.samples = batch, .units = given.count() / batch, .zeros = n.zeros, .low = n.low, .high = n.high, .mean = n.mean, .deviation = n.deviation, .histogram = n.counts};
    const int64_t maps = shape.rank() > 1 && shape[0] == batch ? shape[1] : 1, each = a.units / std::max<int64_t>(1, maps);
    std::vector<bool> alive(size_t(a.units), false);
    std::vector<double> zeros(size_t(maps), 0.0);
    for (size_t i = 0; i < x.size(); ++i) {
        const size_t unit = i % size_t(a.units);
        if (x[i] != 0) alive[unit] = true;
        else zeros[std::min(unit / size_t(std::max<int64_t>(1, each)), zeros.size() - 1)] += 1;
    }
    a.dead = std::count(alive.begin(), alive.end(), false);
    for (const double count : zeros) a.map_zeros.push_back(float(count * double(maps) / double(x.size())));
    return a;
}

const NamedTensor* weight_of(const std::vector<NamedTensor>& tensors, const NodeId& node) {
    const NamedTensor* found = nullptr;
    for (const NamedTensor& t : tensors)
        if (t.name.starts_with(node + ".") && t.name.find(':') == std::string::npos && t.tensor.type.shape.rank() >= 2 && (!found || t.tensor.count() > found->tensor.count())) found = &t;
    return found;
}

int64_t likeliest(std::span<const float> scores) { return std::max_element(scores.begin(), scores.end()) - scores.begin(); }

Status add_predictions(Insight& inside, std::span<const uint32_t> samples, size_t skip, const Tensor& scores, const Tensor& truth, std::optional<int64_t> ignored, bool nodes) {
    const int64_t classes = scores.type.shape.rank() ? scores.type.shape[-1] : 0, rows = classes ? scores.count() / classes : 0;
    if (rows == 0 || truth.count() != rows || rows % int64_t(samples.size()) || classes > kMostClasses)
        return invalid("scores of " + to_string(scores.type) + " beside labels of " + to_string(truth.type) + " are no classes to tell apart", "predictions are shown of models that classify");
    if (inside.confusion.empty()) inside.confusion.assign(size_t(classes), std::vector<int64_t>(size_t(classes), 0));
    const int64_t each = rows / int64_t(samples.size());
    for (int64_t row = int64_t(skip) * each; row < rows; ++row) {
        const int32_t label = truth.i32[size_t(row)];
        if (label < 0 || label >= classes || (ignored && label == *ignored)) continue;
        const std::span<const float> x(&scores.f32[size_t(row * classes)], size_t(classes));
        const int64_t said = likeliest(x);
        double sum = 0;
        for (const float score : x) sum += std::exp(double(score) - double(x[size_t(said)]));
        inside.predictions.push_back({nodes ? row : int64_t(samples[size_t(row / each)]), label, int32_t(said), float(1 / sum)});
        ++inside.confusion[size_t(label)][size_t(said)];
    }
    return {};
}

}  // namespace saddle::api

#include "engine/train/metrics.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <tuple>

#include "engine/train/data_loader.h"

namespace saddle::train {

const ops::DataSignature::Port* data_port(const Graph& graph, const ops::DataSignature& data, const PortRef& input) {
    const Edge* edge = graph.into(input);
    const Node* from = edge ? graph.find(edge->from.node) : nullptr;
    const ops::LayerDef* def = from ? ops::find_layer(from->layer) : nullptr;
    if (!def || def->role != ops::LayerRole::Dataset) return nullptr;
    const auto port = std::find_if(data.ports.begin(), data.ports.end(), [&](const auto& p) { return p.name == edge->from.port; });
    return port == data.ports.end() ? nullptr : &*port;
}

namespace {

constexpr int64_t kLongestAnswer = 30;   // words

/// The graph's loss where it has one, else nullptr.
const Node* only_loss(const Graph& graph) {
    const Node* loss = nullptr;
    for (const Node& node : graph.nodes)
        if (const ops::LayerDef* def = ops::find_layer(node.layer); def && def->role == ops::LayerRole::Loss) {
            if (loss) return nullptr;
            loss = &node;
        }
    return loss;
}

/// Area under the ROC curve: how often a true one scores above a false one, ties half (Mann and Whitney 1947).
double area_under_curve(std::vector<std::pair<float, bool>> ranked) {
    std::sort(ranked.begin(), ranked.end());
    double positives = 0, rank_sum = 0;
    for (size_t first = 0; first < ranked.size();) {
        size_t last = first;
        while (last < ranked.size() && ranked[last].first == ranked[first].first) ++last;
        for (size_t k = first; k < last; ++k)
            if (ranked[k].second) {
                positives += 1;
                rank_sum += double(first + last + 1) / 2;   // ranks count from 1; equal scores share theirs
            }
        first = last;
    }
    const double negatives = double(ranked.size()) - positives;
    return (rank_sum - positives * (positives + 1) / 2) / (positives * negatives);
}

}  // namespace

std::optional<NamedMetric> metric_of_loss(const Project& project, const DataSource& source) {
    const Node* loss = only_loss(project.graph);
    if (!loss || !loss->attributes.empty()) return std::nullopt;   // smoothed or weighted, it is no longer the same quantity
    const DataInfo& info = source.info();
    if (loss->layer == "CrossEntropyLoss") {
        const auto* port = data_port(project.graph, source.signature(), {loss->id, "labels"});
        if (!port || !is_text(source.signature())) return std::nullopt;
        if (project.data.options.text("level") == "word") return NamedMetric{"perplexity", [](double nats) { return std::exp(nats); }};
        return NamedMetric{"bits_per_char", [](double nats) { return nats / std::numbers::ln2; }};
    }
    const auto* port = loss->layer == "MSELoss" ? data_port(project.graph, source.signature(), {loss->id, "target"}) : nullptr;
    if (!port || (info.scale.deviation == 1 && info.scale.mean == 0)) return std::nullopt;
    return NamedMetric{"rmse", [deviation = info.scale.deviation](double square) { return std::sqrt(square) * deviation; }};
}

std::optional<Scorer> Scorer::of(const Project& project, const DataSource& source) {
    const Node* loss = only_loss(project.graph);
    if (!loss) return std::nullopt;
    const std::vector<ops::LayerPort>& inputs = ops::find_layer(loss->layer)->inputs;
    const ops::DataSignature& data = source.signature();
    const ops::DataSignature::Port* truth = inputs.size() == 2 ? data_port(project.graph, data, {loss->id, inputs[1].name}) : nullptr;
    if (!truth) return std::nullopt;
    Scorer scorer;
    scorer.port_ = size_t(truth - data.ports.data());
    if (inputs[1].name == "labels") {
        if (truth->kind == ops::PortKind::Unknown && truth->type == TensorType{DType::I32, {2}}) scorer.kind_ = Kind::Spans;
        if (loss->attributes.count("ignore_index")) scorer.ignored_ = loss->attributes.integer("ignore_index");
    } else if (loss->layer == "BCEWithLogitsLoss" && truth->type.shape.count() == 1) {
        scorer.kind_ = Kind::YesNo;
    } else if (loss->layer == "MSELoss" || loss->layer == "L1Loss" || loss->layer == "HuberLoss") {
        scorer.kind_ = Kind::Numbers;
        scorer.unit_ = source.info().scale.deviation;
        const auto anomaly = std::find_if(data.ports.begin(), data.ports.end(), [](const auto& port) { return port.name == "anomaly" && port.type == TensorType{DType::I32, {}}; });
        if (anomaly != data.ports.end()) scorer.anomaly_port_ = size_t(anomaly - data.ports.begin());
    } else {
        return std::nullopt;
    }
    return scorer;
}

void Scorer::add(const std::vector<Tensor>& batch, const Tensor& predictions) {
    const Tensor& truth = batch.at(port_);
    if (kind_ == Kind::Classes) {
        const Shape& shape = predictions.type.shape;
        if (shape.rank() != 2 || truth.type.dtype != DType::I32 || truth.type.shape != Shape{shape[0]}) return;
        for (int64_t n = 0; n < shape[0]; ++n) add_class(&predictions.f32[size_t(n * shape[1])], shape[1], truth.i32[size_t(n)]);
        return;
    }
    if (kind_ == Kind::Spans) return add_spans(truth, predictions);
    if (truth.type != predictions.type) return;
    if (kind_ == Kind::Numbers) return add_numbers(truth, predictions, anomaly_port_ ? &batch.at(*anomaly_port_) : nullptr);
    for (size_t k = 0; k < truth.f32.size(); ++k) {
        samples_ += 1;
        count(truth.f32[k] > 0.5f, predictions.f32[k] > 0);
        ranked_.emplace_back(predictions.f32[k], truth.f32[k] > 0.5f);
    }
}

void Scorer::add_spans(const Tensor& truth, const Tensor& predictions) {
    const Shape& shape = predictions.type.shape;
    if (shape.rank() != 3 || shape[0] != truth.type.shape[0] || shape[2] != 2) return;
    const int64_t steps = shape[1];
    for (int64_t n = 0; n < shape[0]; ++n) {
        const float* scores = &predictions.f32[size_t(n * steps * 2)];
        int64_t first = 0, last = 0;
        for (int64_t a = 0; a < steps; ++a)
            for (int64_t b = a; b < std::min(steps, a + kLongestAnswer); ++b)
                if (scores[a * 2] + scores[b * 2 + 1] > scores[first * 2] + scores[last * 2 + 1]) std::tie(first, last) = std::pair(a, b);
        const int64_t begin = truth.i32[size_t(n * 2)], end = truth.i32[size_t(n * 2 + 1)];
        const int64_t common = std::max<int64_t>(0, std::min(last, end) - std::max(first, begin) + 1);
        samples_ += 1;
        exact_ += first == begin && last == end;
        overlap_ += 2 * double(common) / double(last - first + 1 + end - begin + 1);   // F1: twice the common part of both lengths
    }
}

void Scorer::add_numbers(const Tensor& truth, const Tensor& predictions, const Tensor* anomaly) {
    const int64_t samples = truth.type.shape[0], each = samples > 0 ? truth.count() / samples : 0;
    for (int64_t n = 0; n < samples; ++n) {
        double squares = 0;
        for (int64_t k = n * each; k < (n + 1) * each; ++k) {
            const double error = double(predictions.f32[size_t(k)]) - double(truth.f32[size_t(k)]);
            absolute_ += std::abs(error);
            squares += error * error;
        }
        squares_ += squares;
        samples_ += each;
        if (anomaly) ranked_.emplace_back(float(squares), anomaly->i32[size_t(n)] != 0);
    }
}

void Scorer::add_class(const float* scores, int64_t classes, int64_t truth) {
    if (truth == ignored_ || truth < 0 || truth >= classes) return;
    const auto above = std::count_if(scores, scores + classes, [&](float s) { return s > scores[truth]; });
    samples_ += 1;
    within_five_ += above < 5;
    if (confusion_.empty()) confusion_.assign(size_t(classes), std::vector<int64_t>(size_t(classes), 0));
    count(size_t(truth), size_t(std::max_element(scores, scores + classes) - scores));
    if (classes == 2) ranked_.emplace_back(scores[1] - scores[0], truth == 1);
}

void Scorer::count(size_t truth, size_t prediction) {
    if (confusion_.empty()) confusion_ = {{0, 0}, {0, 0}};
    confusion_[truth][prediction] += 1;
}

std::map<std::string, double> Scorer::values() const {
    std::map<std::string, double> values;
    if (samples_ == 0) return values;
    const auto positives = std::count_if(ranked_.begin(), ranked_.end(), [](const auto& r) { return r.second; });
    const bool ranks = positives > 0 && positives < int64_t(ranked_.size());
    if (kind_ == Kind::Numbers) {
        values = {{"mae", absolute_ / double(samples_) * unit_}, {"rmse", std::sqrt(squares_ / double(samples_)) * unit_}};
        if (!ranks) return values;
        values["anomaly_auc"] = area_under_curve(ranked_);
        std::vector<std::pair<float, bool>> largest = ranked_;
        std::sort(largest.begin(), largest.end(), std::greater());
        values["anomalies_found"] = double(std::count_if(largest.begin(), largest.begin() + positives, [](const auto& r) { return r.second; })) / double(positives);
        return values;
    }
    if (kind_ == Kind::Spans) return {{"exact_match", double(exact_) / double(samples_)}, {"span_f1", overlap_ / double(samples_)}};
    double precision = 0, recall = 0, f1 = 0, seen = 0;
    for (size_t c = 0; c < confusion_.size(); ++c) {
        double right = double(confusion_[c][c]), truth = 0, predicted = 0;
        for (size_t k = 0; k < confusion_.size(); ++k) {
            truth += double(confusion_[c][k]);
            predicted += double(confusion_[k][c]);
        }
        if (truth + predicted == 0) continue;   // a class that this split does not have
        seen += 1;
        precision += predicted > 0 ? right / predicted : 0;
        recall += truth > 0 ? right / truth : 0;
        f1 += 2 * right / (truth + predicted);
    }
    values = {{"precision", precision / seen}, {"recall", recall / seen}, {"f1", f1 / seen}};
    if (confusion_.size() > 5) values["top5_accuracy"] = double(within_five_) / double(samples_);
    if (ranks) values["auc"] = area_under_curve(ranked_);
    return values;
}

}  // namespace saddle::train

#include "engine/api/inside_csv.h"

namespace saddle::api {

std::vector<CsvColumn> inside_table(const Insight& inside) {
    std::vector<CsvColumn> table;
    const auto numbers = [&](const char* name, auto&& values) { table.push_back({name, {values.begin(), values.end()}, {}}); };
    if (inside.what == InsideWhat::Predictions) {
        table = {{"sample", {}, {}}, {"truth", {}, {}}, {"said", {}, {}}, {"confidence", {}, {}}};
        for (const auto& p : inside.predictions) {
            const double row[] = {double(p.sample), double(p.truth), double(p.said), double(p.confidence)};
            for (size_t c = 0; c < 4; ++c) table[c].numbers.push_back(row[c]);
        }
        return table;
    }
    if (inside.what == InsideWhat::Embedding) {
        const Insight::Embedding& e = inside.embedding;
        numbers("sample", e.samples);
        numbers("label", e.labels);
        numbers("said", e.said);
        numbers("pca_x", e.pca_x);
        numbers("pca_y", e.pca_y);
        numbers("tsne_x", e.tsne_x);
        numbers("tsne_y", e.tsne_y);
        return table;
    }
    if (inside.what == InsideWhat::Histograms) {
        const Insight::History& h = inside.history;
        numbers("step", h.steps);
        numbers("dead", h.dead);
        for (const auto& [name, spread] : {std::pair("", &h.activations), std::pair("weight_", &h.weights), std::pair("gradient_", &h.gradients)}) {
            numbers((std::string(name) + "mean").c_str(), spread->mean);
            numbers((std::string(name) + "deviation").c_str(), spread->deviation);
            numbers((std::string(name) + "zeros").c_str(), spread->zeros);
        }
        return table;
    }
    if (inside.what == InsideWhat::Gradients) {
        const Insight::GradientProfile& g = inside.gradients;
        numbers("step", g.steps);
        for (size_t n = 0; n < g.nodes.size(); ++n) {
            table.push_back({g.nodes[n], {}, {}});
            for (size_t t = 0; t < g.steps.size(); ++t) table.back().numbers.push_back(g.lengths[t * g.nodes.size() + n]);
        }
        return table;
    }
    if (inside.what == InsideWhat::ThroughTime) {
        table = {{"state", {}, {}}, {"step", {}, {}}, {"loss", {}, {}}, {"last", {}, {}}};
        for (const auto& state : inside.through_time.states) {
            table[0].text.insert(table[0].text.end(), state.steps.size(), state.name);
            table[1].numbers.insert(table[1].numbers.end(), state.steps.begin(), state.steps.end());
            table[2].numbers.insert(table[2].numbers.end(), state.loss.begin(), state.loss.end());
            table[3].numbers.insert(table[3].numbers.end(), state.last.begin(), state.last.end());
        }
        return table;
    }
    if (inside.what == InsideWhat::Messages) {   // a node's own is a row from it to itself
        const Insight::GraphPart& g = inside.graph;
        table = {{"source", {}, {}}, {"target", {}, {}}};
        for (int64_t h = 0; h < g.heads; ++h) table.push_back({g.heads == 1 ? "weight" : "head" + std::to_string(h), {}, {}});
        const auto row = [&](int64_t source, int64_t target, const float* weights) {
            table[0].numbers.push_back(double(source));
            table[1].numbers.push_back(double(target));
            for (int64_t h = 0; h < g.heads; ++h) table[size_t(h) + 2].numbers.push_back(double(weights[h]));
        };
        for (size_t e = 0; e < g.edges.size(); ++e) row(g.nodes[size_t(g.edges[e].first)], g.nodes[size_t(g.edges[e].second)], &g.along[e * size_t(g.heads)]);
        for (size_t v = 0; !g.own.empty() && v < g.nodes.size(); ++v) row(g.nodes[v], g.nodes[v], &g.own[v * size_t(g.heads)]);
        return table;
    }
    if (inside.what == InsideWhat::Smoothing) {
        table = {{"layer", {}, {}}, {"distance", {}, {}}, {"neighbours", {}, {}}, {"energy", {}, {}}, {"zero_rows", {}, {}}};
        for (const auto& layer : inside.smoothing.layers) {
            table[0].text.push_back(layer.node.empty() ? "input" : layer.node);
            const double row[] = {layer.distance, layer.neighbours, layer.energy, double(layer.zero_rows)};
            for (size_t c = 0; c < 4; ++c) table[c + 1].numbers.push_back(row[c]);
        }
        return table;
    }
    if (inside.what == InsideWhat::Denoising) {   // a row a frame and sample
        table = {{"noise", {}, {}}, {"sample", {}, {}}};
        const train::Denoising& way = inside.denoising;
        for (size_t f = 0; f < way.frames.size(); ++f) {
            const int64_t count = way.frames[f].type.shape[0], each = way.frames[f].count() / count;
            for (int64_t k = 0; f == 0 && k < each; ++k) table.push_back({std::to_string(k), {}, {}});
            for (int64_t n = 0; n < count; ++n) {
                table[0].numbers.push_back(double(way.noise[f]));
                table[1].numbers.push_back(double(n));
                for (int64_t k = 0; k < each; ++k) table[size_t(k) + 2].numbers.push_back(double(way.frames[f].f32[size_t(n * each + k)]));
            }
        }
        return table;
    }
    const Shape& shape = inside.values.type.shape;
    for (int axis = 0; axis < shape.rank(); ++axis) {
        table.push_back({size_t(axis) < inside.axes.size() ? inside.axes[size_t(axis)] : std::to_string(axis), {}, {}});
        for (int64_t i = 0; i < inside.values.count(); ++i) table.back().numbers.push_back(double(i / shape.count(axis + 1, shape.rank()) % shape[axis]));
    }
    numbers("value", inside.values.f32);
    return table;
}

std::string inside_csv(const Insight& inside) { return csv(inside_table(inside)); }

std::string confusion_csv(const Insight& inside) {
    std::vector<CsvColumn> table{{"truth", {}, {}}};
    for (size_t c = 0; c < inside.confusion.size(); ++c) {
        const std::string name = c < inside.class_names.size() ? inside.class_names[c] : std::to_string(c);
        table[0].text.push_back(name);
        table.push_back({name, {}, {}});
        for (const auto& row : inside.confusion) table.back().numbers.push_back(double(row[c]));
    }
    return csv(table);
}

}  // namespace saddle::api

#include "app/cli/inside_files.h"

#include <algorithm>
#include <cmath>

#include "app/cli/inside_pictures.h"
#include "engine/api/exports.h"
#include "engine/api/files.h"
#include "engine/api/inside_csv.h"

namespace saddle::cli {
namespace {

/// Everything as numbers: a tensor, pairs of classes, a row a prediction or a point.
Tensor table(const Insight& inside, InsideForm form) {
    std::vector<float> rows;
    if (form == InsideForm::Confusion) {
        const int64_t classes = int64_t(inside.confusion.size());
        for (const auto& row : inside.confusion) rows.insert(rows.end(), row.begin(), row.end());
        return Tensor::of({classes, classes}, std::move(rows));
    }
    if (form == InsideForm::Predictions) {
        for (const auto& p : inside.predictions) rows.insert(rows.end(), {float(p.sample), float(p.truth), float(p.said), p.confidence});
        return Tensor::of({int64_t(inside.predictions.size()), 4}, std::move(rows));
    }
    if (form == InsideForm::Embedding) {
        const Insight::Embedding& e = inside.embedding;
        for (size_t i = 0; i < e.samples.size(); ++i) rows.insert(rows.end(), {float(e.pca_x[i]), float(e.pca_y[i]), float(e.tsne_x[i]), float(e.tsne_y[i])});
        return Tensor::of({int64_t(e.samples.size()), 4}, std::move(rows));
    }
    if (form == InsideForm::Histograms) {
        const Insight::Spread& s = inside.history.activations;
        return Tensor::of({int64_t(inside.history.steps.size()), int64_t(s.bins)}, std::vector<float>(s.counts.begin(), s.counts.end()));
    }
    if (form == InsideForm::Gradients) {
        const Insight::GradientProfile& g = inside.gradients;
        return Tensor::of({int64_t(g.steps.size()), int64_t(g.nodes.size())}, std::vector<float>(g.lengths.begin(), g.lengths.end()));
    }
    if (form == InsideForm::ThroughTime || form == InsideForm::Messages || form == InsideForm::Smoothing) {   // the columns that are numbers
        std::vector<CsvColumn> columns = api::inside_table(inside);
        std::erase_if(columns, [](const CsvColumn& column) { return !column.text.empty(); });
        const size_t count = columns[0].numbers.size();
        for (size_t r = 0; r < count; ++r)
            for (const CsvColumn& column : columns) rows.push_back(float(column.numbers[r]));
        return Tensor::of({int64_t(count), int64_t(columns.size())}, std::move(rows));
    }
    if (form == InsideForm::Denoising) return strip(inside.denoising);
    return inside.values;
}

/// What spans many powers of ten.
Tensor logarithm(Tensor values) {
    for (float& v : values.f32) v = std::log(std::max(v, 1e-12f));
    return values;
}
Json spread_json(const Insight::Spread& s) {
    return {{"low", s.low}, {"high", s.high}, {"bins", s.bins}, {"counts", s.counts}, {"mean", s.mean}, {"deviation", s.deviation}, {"zeros", s.zeros}};
}

}  // namespace

Json inside_json(const Insight& inside, InsideForm form) {
    Json j{{"run", inside.run}, {"step", inside.step}, {"split", inside.split}};
    if (!inside.node.empty()) j["node"] = inside.node;
    if (inside.sample >= 0) j["sample"] = inside.sample;
    if (inside.label) j["label"] = *inside.label;
    if (!inside.scores.empty()) j["scores"] = inside.scores;
    if (inside.target >= 0) j["target"] = inside.target;
    if (const Insight::Activity& a = inside.activity; a.samples > 0)
        j["activity"] = {{"samples", a.samples}, {"units", a.units}, {"dead", a.dead}, {"zeros", a.zeros}, {"low", a.low}, {"high", a.high}, {"mean", a.mean}, {"deviation", a.deviation}, {"histogram", a.histogram}, {"map_zeros", a.map_zeros}};
    if (form == InsideForm::Confusion || form == InsideForm::Predictions) {
        j["samples"] = inside.predictions.size();
        j["confusion"] = inside.confusion;
        Json rows = Json::array();
        for (const auto& p : inside.predictions) rows.push_back({{"sample", p.sample}, {"truth", p.truth}, {"said", p.said}, {"confidence", p.confidence}});
        if (form == InsideForm::Predictions) j["predictions"] = rows;
    } else if (form == InsideForm::Embedding) {
        const Insight::Embedding& e = inside.embedding;
        j.update({{"width", e.width}, {"explained", e.explained}, {"first_divergence", e.first_divergence}, {"divergence", e.divergence}, {"samples", e.samples}, {"labels", e.labels}, {"said", e.said},
                  {"pca_x", e.pca_x}, {"pca_y", e.pca_y}, {"tsne_x", e.tsne_x}, {"tsne_y", e.tsne_y}});
    } else if (form == InsideForm::Histograms) {
        const Insight::History& h = inside.history;
        j.update({{"steps", h.steps}, {"dead", h.dead}, {"activations", spread_json(h.activations)}, {"weights", spread_json(h.weights)}, {"gradients", spread_json(h.gradients)}});
    } else if (form == InsideForm::Gradients) {
        j.update({{"nodes", inside.gradients.nodes}, {"steps", inside.gradients.steps}, {"lengths", inside.gradients.lengths}, {"first_to_last", inside.gradients.first_to_last()}});
    } else if (form == InsideForm::ThroughTime) {
        Json states = Json::array();
        for (const auto& state : inside.through_time.states) states.push_back({{"state", state.name}, {"steps", state.steps}, {"loss", state.loss}, {"last", state.last}});
        j.update({{"samples", inside.through_time.samples}, {"states", states}, {"first_to_last", inside.through_time.first_to_last()}});
    } else if (form == InsideForm::Messages) {
        const Insight::GraphPart& g = inside.graph;
        Json edges = Json::array();
        for (const auto& [source, target] : g.edges) edges.push_back({g.nodes[size_t(source)], g.nodes[size_t(target)]});
        j.update({{"graph_nodes", g.graph_nodes}, {"graph_edges", g.graph_edges}, {"left_out", g.left_out}, {"heads", g.heads}, {"nodes", g.nodes}, {"x", g.x}, {"y", g.y}, {"labels", g.labels}, {"said", g.said},
                  {"edges", edges}, {"along", g.along}, {"own", g.own}});
    } else if (form == InsideForm::Smoothing) {
        Json layers = Json::array();
        for (const auto& l : inside.smoothing.layers) layers.push_back({{"layer", l.node.empty() ? "input" : l.node}, {"distance", l.distance}, {"neighbours", l.neighbours}, {"energy", l.energy}, {"zero_rows", l.zero_rows}});
        j.update({{"nodes", inside.smoothing.nodes}, {"layers", layers}});
    } else if (form == InsideForm::Denoising) {
        const Tensor frames = strip(inside.denoising);
        j.update({{"steps", inside.denoising_shown.steps}, {"noise", inside.denoising.noise}, {"shape", frames.type.shape.dims()}, {"values", frames.f32}});
    } else {
        j.update({{"shape", inside.values.type.shape.dims()}, {"axes", inside.axes}, {"values", inside.values.f32}});
    }
    return j;
}

std::string table_text(const Insight& inside, InsideForm form) { return form == InsideForm::Confusion ? api::confusion_csv(inside) : api::inside_csv(inside); }

Status write_inside(const Insight& inside, InsideForm form, const std::string& path) {
    if (path.ends_with(".csv")) return write_file(path, table_text(inside, form));
    if (path.ends_with(".json")) {
        Json j = inside_json(inside, form);
        spell_out(j);
        return write_file(path, j.dump() + "\n");
    }
    if (path.ends_with(".npy")) return exchange::write_npy(table(inside, form), path);
    switch (form) {
        case InsideForm::Embedding: return datasets::write_png(picture_of(inside.embedding), path);
        case InsideForm::ThroughTime: return datasets::write_png(picture_of(inside.through_time), path);
        case InsideForm::Messages: return datasets::write_png(picture_of(inside.graph), path);
        case InsideForm::Smoothing: return datasets::write_png(picture_of(inside.smoothing), path);
        case InsideForm::Denoising: {
            TRY(const datasets::Image image, picture_of(inside.denoising, inside.denoising_shown.black, inside.denoising_shown.white));
            return datasets::write_png(image, path);
        }
        case InsideForm::Histograms:
        case InsideForm::Gradients: return datasets::write_png(tiles(logarithm(table(inside, form))), path);
        default: return datasets::write_png(tiles(table(inside, form)), path);
    }
}

}  // namespace saddle::cli

#include "app/cli/inside_files.h"

#include <algorithm>
#include <cmath>

#include "app/cli/landscape.h"
#include "datasets/image_file.h"
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

struct Painting {
    datasets::Image image;
    void square(int64_t left, int64_t top, int64_t side, const Colour& c) {
        const double channels[] = {c.r, c.g, c.b};
        for (int64_t y = std::max<int64_t>(0, top); y < std::min(image.height, top + side); ++y)
            for (int64_t x = std::max<int64_t>(0, left); x < std::min(image.width, left + side); ++x)
                for (int64_t k = 0; k < 3; ++k) image.pixels[size_t((k * image.height + y) * image.width + x)] = uint8_t(std::lround(channels[k]));
    }
};
Painting white(int64_t height, int64_t width) { return {{3, height, width, std::vector<uint8_t>(size_t(3 * height * width), 255)}}; }

/// The last two axes as pictures side by side, all on one scale.
Painting tiles(const Tensor& values) {
    const Shape& shape = values.type.shape;
    const int64_t height = shape.rank() > 1 ? shape[-2] : 1, width = shape.rank() > 0 ? shape[-1] : 1, count = values.count() / (height * width);
    const int64_t columns = shape.rank() == 4 && shape[1] > 1 ? shape[1] : int64_t(std::ceil(std::sqrt(double(count)))), rows = (count + columns - 1) / columns;
    const int64_t zoom = std::max<int64_t>(1, 96 / std::max(height, width)), gap = 2, step_y = height * zoom + gap, step_x = width * zoom + gap;
    const auto [low, high] = std::minmax_element(values.f32.begin(), values.f32.end());
    Painting painting = white(rows * step_y + gap, columns * step_x + gap);
    for (int64_t i = 0; i < values.count(); ++i) {
        const int64_t map = i / (height * width), y = i / width % height, x = i % width;
        const double part = *high > *low ? double(values.f32[size_t(i)] - *low) / double(*high - *low) : 0;
        painting.square(map % columns * step_x + gap + x * zoom, map / columns * step_y + gap + y * zoom, zoom, viridis(part));
    }
    return painting;
}

/// t-SNE's points, coloured by their classes.
Painting scatter(const Insight::Embedding& e) {
    constexpr int64_t kSide = 640, kMargin = 16, kDot = 5;
    Painting painting = white(kSide, kSide);
    const auto [left, right] = std::minmax_element(e.tsne_x.begin(), e.tsne_x.end());
    const auto [bottom, top] = std::minmax_element(e.tsne_y.begin(), e.tsne_y.end());
    const double extent = std::max({*right - *left, *top - *bottom, 1e-12});
    const int32_t most = e.labels.empty() ? 1 : std::max(1, *std::max_element(e.labels.begin(), e.labels.end()));
    for (size_t i = 0; i < e.samples.size(); ++i) {
        const auto place = [&](double x, double begin) { return int64_t(kMargin + (x - begin) / extent * double(kSide - 2 * kMargin)); };
        painting.square(place(e.tsne_x[i], *left) - kDot / 2, kSide - place(e.tsne_y[i], *bottom) - kDot / 2, kDot, viridis(e.labels.empty() ? 0.5 : double(e.labels[i]) / most));
    }
    return painting;
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
    if (form == InsideForm::Embedding) return datasets::write_png(scatter(inside.embedding).image, path);
    const bool along = form == InsideForm::Histograms || form == InsideForm::Gradients;
    return datasets::write_png(tiles(along ? logarithm(table(inside, form)) : table(inside, form)).image, path);
}

}  // namespace saddle::cli

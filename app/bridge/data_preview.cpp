#include "app/bridge/data_preview.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "app/bridge/graph_drawing.h"
#include "datasets/loaders/speech.h"

namespace saddle::app {
namespace {

constexpr int64_t kChunk = 1000;
constexpr int kGraphs = 6, kRecordings = 8;

/// Sample `n` of a batch N C H W (1 or 3 channels), brightness stretched to its own range.
QImage picture(const Tensor& batch, int64_t n) {
    const Shape& shape = batch.type.shape;
    const int64_t channels = shape[1], height = shape[2], width = shape[3], plane = height * width;
    const float* values = batch.f32.data() + n * channels * plane;
    const auto [low, high] = std::minmax_element(values, values + channels * plane);
    const float scale = *high > *low ? 255.0f / (*high - *low) : 0.0f;
    QImage image(int(width), int(height), QImage::Format_RGB32);
    for (int64_t y = 0; y < height; ++y)
        for (int64_t x = 0; x < width; ++x) {
            const auto level = [&](int64_t c) { return int((values[(channels == 3 ? c : 0) * plane + y * width + x] - *low) * scale); };
            image.setPixel(int(x), int(y), qRgb(level(0), level(1), level(2)));
        }
    return image;
}

/// Columns of sample `n` of a batch N T F.
std::vector<std::vector<float>> curves(const Tensor& batch, int64_t n) {
    const int64_t steps = batch.type.shape[1], columns = batch.type.shape[2];
    std::vector<std::vector<float>> list(size_t(std::min<int64_t>(columns, 8)));
    for (size_t c = 0; c < list.size(); ++c)
        for (int64_t t = 0; t < steps; ++t) list[c].push_back(batch.f32[size_t((n * steps + t) * columns) + c]);
    return list;
}

/// The ports that a preview looks at; the number of ports where there is none.
struct Ports {
    explicit Ports(const ops::DataSignature& signature) : all(signature.ports) {
        const auto first = [&](auto wanted) { return size_t(std::find_if(all.begin(), all.end(), wanted) - all.begin()); };
        using enum ops::PortKind;
        image = first([](const auto& p) { return p.kind == Image && p.type.dtype == DType::F32 && p.type.shape.rank() == 3; });
        label = first([](const auto& p) { return p.name == "label" && p.type.dtype == DType::I32; });
        text = first([](const auto& p) { return (p.name == "text" || p.name == "tokens") && p.type.dtype == DType::I32 && p.type.shape.rank() == 1; });
        series = first([](const auto& p) { return p.kind == Sequence && p.type.dtype == DType::F32 && p.type.shape.rank() == 2; });
        graph = first([](const auto& p) { return p.pattern && p.pattern->groups > 0; });
    }
    bool has(size_t port) const { return port < all.size(); }
    const std::vector<ops::DataSignature::Port>& all;
    size_t image, label, text, series, graph;
};

std::vector<DataSample> look(const train::DataSource& source, const Ports& ports, const std::vector<Tensor>& batch, size_t count) {
    std::vector<DataSample> samples(count);
    for (size_t n = 0; n < count; ++n) {
        DataSample& sample = samples[n];
        if (ports.has(ports.label) && ports.all[ports.label].type.shape.rank() == 0) sample.label = batch[ports.label].i32[n];
        if (ports.has(ports.image)) sample.image = picture(batch[ports.image], int64_t(n));
        if (ports.has(ports.text)) {
            const bool padded = ports.all[ports.text].name == "text";
            const int64_t length = batch[ports.text].type.shape[1];
            const std::span<const int32_t> ids = padded ? train::unpadded(batch[ports.text], int64_t(n)) : std::span(batch[ports.text].i32).subspan(n * size_t(length), size_t(length));
            sample.text = train::spelled(ids, source.info().class_names);
        }
        if (ports.has(ports.series)) sample.curves = curves(batch[ports.series], int64_t(n));
    }
    return samples;
}

/// Graphs are read one by one: a batch lays them side by side.
Status look_at_graphs(const train::DataSource& source, const Ports& ports, std::span<const uint32_t> indices, std::vector<DataSample>& samples) {
    for (const uint32_t index : indices.first(std::min<size_t>(indices.size(), kGraphs))) {
        std::vector<Tensor> one;
        TRY_STATUS(source.read(train::Split::Train, std::span(&index, 1), {}, one));
        DataSample sample;
        std::vector<int> labels;
        if (ports.has(ports.label)) {
            if (ports.all[ports.label].joined) labels.assign(one[ports.label].i32.begin(), one[ports.label].i32.end());
            else sample.label = one[ports.label].i32.at(0);
        }
        sample.graph = draw_graph(*ports.all[ports.graph].pattern, one[ports.graph].i32, labels);
        samples.push_back(std::move(sample));
    }
    return {};
}

Status look_at_batch(const train::DataSource& source, const Ports& ports, const TrainConfig& train, int pictures, DataPreview& preview) {
    std::vector<uint32_t> order = analysis::first_batch(source, train);
    order.resize(std::min(order.size(), size_t(pictures)));
    if (order.empty()) return {};
    if (ports.has(ports.graph)) return look_at_graphs(source, ports, order, preview.batch);
    std::vector<Tensor> batch;
    TRY_STATUS(source.read(train::Split::Train, order, train::Draw{train.seed, 0}, batch));
    preview.batch = look(source, ports, batch, order.size());
    return {};
}

}  // namespace

Result<DataPreview> preview_data(const train::DataOpener& open, const DataConfig& config, const TrainConfig& train, int pictures, int64_t count_limit) {
    TRY(const auto source, open(config, ""));
    DataPreview preview;
    preview.info = source->info();
    preview.signature = source->signature();
    preview.train = source->size(train::Split::Train);
    preview.validation = source->size(train::Split::Validation);
    preview.test = source->size(train::Split::Test);
    const Ports ports(preview.signature);
    const bool classes = ports.has(ports.label) && ports.all[ports.label].type.shape.rank() == 0;
    preview.histogram.assign(size_t(classes ? preview.signature.classes : 0), 0);
    const int64_t count = std::min(preview.train, count_limit);
    for (int64_t begin = 0; begin < count; begin += kChunk) {
        std::vector<uint32_t> indices(size_t(std::min(kChunk, count - begin)));
        std::iota(indices.begin(), indices.end(), uint32_t(begin));
        if (begin == 0 && ports.has(ports.graph)) TRY_STATUS(look_at_graphs(*source, ports, indices, preview.samples));
        std::vector<Tensor> batch;
        TRY_STATUS(source->read(train::Split::Train, indices, std::nullopt, batch));
        for (size_t n = 0; classes && n < indices.size(); ++n)
            if (const int class_id = batch[ports.label].i32[n]; class_id >= 0 && size_t(class_id) < preview.histogram.size()) ++preview.histogram[size_t(class_id)];
        if (begin == 0 && !ports.has(ports.graph)) preview.samples = look(*source, ports, batch, std::min(indices.size(), size_t(pictures)));
        preview.counted += int64_t(indices.size());
        if (preview.histogram.empty()) break;
    }
    for (size_t n = 0; n < std::min<size_t>(preview.samples.size(), kRecordings); ++n)
        if (auto wave = datasets::waveform(*source, train::Split::Train, uint32_t(n)); wave.ok()) {
            preview.samples[n].wave = std::move(wave->samples);
            preview.samples[n].wave_rate = wave->rate;
        }
    TRY_STATUS(look_at_batch(*source, ports, train, pictures, preview));
    TRY(preview.facts, analysis::data_facts(*source));
    return preview;
}

}  // namespace saddle::app

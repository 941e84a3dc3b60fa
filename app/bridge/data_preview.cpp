#include "app/bridge/data_preview.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace saddle::app {
namespace {

constexpr int64_t kChunk = 1000;

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

}  // namespace

Result<DataPreview> preview_data(const train::DataOpener& open, const DataConfig& config, int pictures, int64_t count_limit) {
    TRY(const auto source, open(config, ""));
    DataPreview preview;
    preview.info = source->info();
    preview.signature = source->signature();
    preview.train = source->size(train::Split::Train);
    preview.validation = source->size(train::Split::Validation);
    preview.test = source->size(train::Split::Test);
    const auto& ports = preview.signature.ports;
    const auto of_kind = [&](auto wanted) { return size_t(std::find_if(ports.begin(), ports.end(), wanted) - ports.begin()); };
    const size_t image = of_kind([](const auto& p) { return p.kind == ops::PortKind::Image && p.type.dtype == DType::F32 && p.type.shape.rank() == 3; });
    const size_t label = of_kind([](const auto& p) { return p.name == "label" && p.type.dtype == DType::I32 && p.type.shape.rank() == 0; });
    const size_t text = of_kind([](const auto& p) { return p.name == "text" && p.type.dtype == DType::I32 && p.type.shape.rank() == 1; });
    preview.histogram.assign(size_t(label < ports.size() ? preview.signature.classes : 0), 0);
    const int64_t count = std::min(preview.train, count_limit);
    for (int64_t begin = 0; begin < count; begin += kChunk) {
        std::vector<uint32_t> indices(size_t(std::min(kChunk, count - begin)));
        std::iota(indices.begin(), indices.end(), uint32_t(begin));
        std::vector<Tensor> batch;
        TRY_STATUS(source->read(train::Split::Train, indices, std::nullopt, batch));
        for (size_t n = 0; n < indices.size(); ++n) {
            const int class_id = label < ports.size() ? batch[label].i32[n] : -1;
            if (class_id >= 0 && size_t(class_id) < preview.histogram.size()) ++preview.histogram[size_t(class_id)];
            if (image >= ports.size() || int(preview.images.size()) >= pictures) continue;
            preview.images.push_back(picture(batch[image], int64_t(n)));
            preview.labels.push_back(class_id);
            if (text < ports.size()) preview.texts.push_back(train::spelled(train::unpadded(batch[text], int64_t(n)), preview.info.class_names));
        }
        preview.counted += int64_t(indices.size());
        if (preview.histogram.empty() && int(preview.images.size()) >= pictures) break;
    }
    return preview;
}

}  // namespace saddle::app

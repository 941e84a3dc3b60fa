#include "datasets/image_source.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <memory>
#include <mutex>

#include "engine/api/files.h"

namespace saddle::datasets {
namespace {

constexpr int64_t kKeptBytes = int64_t(1) << 30;   // of decoded images, kept for the next epoch
constexpr int64_t kMeasured = 1000;                // images that mean and deviation are measured on

/// The pixels of a split's samples: those in memory, those decoded on demand, of which as many as fit are kept.
class Pixels {
public:
    using Image = std::shared_ptr<const std::vector<uint8_t>>;
    explicit Pixels(const ImageSplit& split) : split_(split), kept_(split.decode ? size_t(split.shape[0]) : 0) {}

    /// Calls f(pixels [C, H, W]).
    template <typename F>
    Status with(int64_t sample, F f) {
        const int64_t size = split_.shape.count(1, 4);
        if (!split_.decode) {
            f(&split_.pixels[size_t(sample * size)]);
            return {};
        }
        Image image;
        {
            const std::lock_guard lock(mutex_);
            image = kept_[size_t(sample)];
        }
        if (!image) {
            TRY(std::vector<uint8_t> decoded, split_.decode(sample));
            image = std::make_shared<const std::vector<uint8_t>>(std::move(decoded));
            const std::lock_guard lock(mutex_);
            if (!kept_[size_t(sample)] && bytes_ + size <= kKeptBytes) {
                kept_[size_t(sample)] = image;
                bytes_ += size;
            }
        }
        f(image->data());
        return {};
    }

private:
    const ImageSplit& split_;
    std::mutex mutex_;
    std::vector<Image> kept_;
    int64_t bytes_ = 0;
};

class ImageSource final : public train::DataSource {
public:
    explicit ImageSource(ImageSet set) : set_(std::move(set)), train_(set_.train) {
        if (set_.validation) validation_.emplace(*set_.validation);
    }
    const train::DataInfo& info() const override { return set_.info; }
    const ops::DataSignature& signature() const override { return signature_; }
    int64_t size(train::Split split) const override {
        const ImageSplit* s = of(split);
        return s ? s->shape[0] : 0;
    }

    Status read(train::Split split, std::span<const uint32_t> indices, const std::optional<train::Draw>& draw, std::vector<Tensor>& batch) const override {
        const ImageSplit& s = *of(split);
        const int64_t channels = s.shape[1], height = s.shape[2], width = s.shape[3], count = int64_t(indices.size());
        Tensor images = Tensor::zeros({DType::F32, {count, channels, height, width}}), labels{{DType::I32, {count}}, {}, {}};
        const bool augment = draw && (shift_ > 0 || flip_);
        float* to = images.f32.data();
        for (const uint32_t index : indices) {
            int64_t dx = 0, dy = 0;
            bool mirrored = false;
            if (augment) {
                Random random(draw->seed, stream_of("augment") + uint64_t(draw->epoch) * 0x9E3779B97F4A7C15u + index);
                if (shift_ > 0) {
                    dx = int64_t(random.below(uint32_t(2 * shift_ + 1))) - shift_;
                    dy = int64_t(random.below(uint32_t(2 * shift_ + 1))) - shift_;
                }
                mirrored = flip_ && random.below(2) == 1;
            }
            TRY_STATUS((split == train::Split::Train ? train_ : *validation_).with(index, [&](const uint8_t* from) {
                for (int64_t c = 0; c < channels; ++c, from += height * width) {
                    const float* table = &tables_[size_t(c) * 256];
                    for (int64_t y = 0; y < height; ++y)
                        for (int64_t x = 0; x < width; ++x, ++to) {
                            const int64_t sy = y + dy, sx = (mirrored ? width - 1 - x : x) + dx;
                            if (sy >= 0 && sy < height && sx >= 0 && sx < width) *to = table[from[sy * width + sx]];
                        }
                }
            }));
            labels.i32.push_back(s.labels[index]);
        }
        batch.clear();
        batch.push_back(std::move(images));
        batch.push_back(std::move(labels));
        return {};
    }

    Status prepare(const DataConfig& config) {
        const Shape& shape = set_.train.shape;
        TRY_STATUS(make_tables(config));
        shift_ = config.options.integer("shift");
        flip_ = config.options.flag("flip");
        if (shift_ < 0 || shift_ >= std::min(shape[2], shape[3])) return invalid("data.options.shift: " + std::to_string(shift_) + " is outside 0 to " + std::to_string(std::min(shape[2], shape[3]) - 1));
        int64_t classes = int64_t(set_.info.class_names.size());
        std::string hashes;
        for (const ImageSplit* s : {&set_.train, set_.validation ? &*set_.validation : nullptr}) {
            if (!s) continue;
            if (s->shape.count(1, 4) != shape.count(1, 4) || s->shape[1] != shape[1])
                return invalid(set_.info.path + ": training images are " + to_string(shape) + ", test images " + to_string(s->shape), "both must have one size");
            classes = std::max<int64_t>(classes, *std::max_element(s->labels.begin(), s->labels.end()) + 1);
            hashes += s->hash;
        }
        signature_.classes = classes;
        signature_.ports = {{"image", ops::PortKind::Image, {DType::F32, {shape[1], shape[2], shape[3]}}}, {"label", ops::PortKind::Tokens, {DType::I32, {}}}};
        set_.info.hash = sha256(hashes);
        return {};
    }

private:
    const ImageSplit* of(train::Split split) const {
        if (split == train::Split::Train) return &set_.train;
        return split == train::Split::Validation && set_.validation ? &*set_.validation : nullptr;
    }

    /// A byte's normalised value, for each channel.
    Status make_tables(const DataConfig& config) {
        const Shape& shape = set_.train.shape;
        const int64_t channels = shape[1], plane = shape[2] * shape[3];
        std::vector<double> mean(size_t(channels), 0), deviation(size_t(channels), 0);
        const bool stated = !config.options.reals("mean").empty() && !config.options.reals("std").empty();
        const int64_t measured = stated ? 0 : set_.train.decode ? std::min(shape[0], kMeasured) : shape[0];
        for (int64_t n = 0; n < measured; ++n)
            TRY_STATUS(train_.with(n * shape[0] / measured, [&](const uint8_t* p) {
                for (size_t c = 0; c < size_t(channels); ++c) {
                    int64_t sum = 0, squares = 0;
                    for (int64_t i = 0; i < plane; ++i, ++p) {
                        sum += *p;
                        squares += int64_t(*p) * *p;
                    }
                    mean[c] += double(sum);
                    deviation[c] += double(squares);
                }
            }));
        const double count = double(std::max<int64_t>(1, measured) * plane) * 255;
        for (size_t c = 0; c < size_t(channels); ++c) {
            mean[c] /= count;
            deviation[c] = std::sqrt(std::max(1e-12, deviation[c] / count / 255 - mean[c] * mean[c]));
        }
        for (auto [name, values] : {std::pair("mean", &mean), std::pair("std", &deviation)}) {
            const std::vector<double> given = config.options.reals(name);
            if (given.empty()) continue;
            if (given.size() != 1 && given.size() != size_t(channels))
                return invalid(std::string("data.options.") + name + ": " + std::to_string(given.size()) + " numbers for " + std::to_string(channels) + " channels", "give one number, or one a channel");
            for (size_t c = 0; c < size_t(channels); ++c) (*values)[c] = given[given.size() == 1 ? 0 : c];
        }
        tables_.resize(size_t(channels) * 256);
        for (size_t c = 0; c < size_t(channels); ++c) {
            if (!(deviation[c] > 0)) return invalid("data.options.std: " + std::to_string(deviation[c]) + " is not positive");
            for (size_t v = 0; v < 256; ++v) tables_[c * 256 + v] = float((double(v) / 255 - mean[c]) / deviation[c]);
        }
        return {};
    }

    ImageSet set_;
    mutable Pixels train_;
    mutable std::optional<Pixels> validation_;
    ops::DataSignature signature_;
    std::vector<float> tables_;
    int64_t shift_ = 0;
    bool flip_ = false;
};

}  // namespace

Result<std::shared_ptr<const train::DataSource>> make_image_source(ImageSet set, const DataConfig& config) {
    auto source = std::make_shared<ImageSource>(std::move(set));
    TRY_STATUS(source->prepare(config));
    return std::shared_ptr<const train::DataSource>(std::move(source));
}

train::DataInfo info_of(const std::string& folder, const std::string& loader) {
    const auto path = std::filesystem::absolute(folder).lexically_normal();
    train::DataInfo info;
    info.name = (path.has_filename() ? path : path.parent_path()).filename().string();
    info.loader = loader;
    info.path = path.string();
    return info;
}

}  // namespace saddle::datasets

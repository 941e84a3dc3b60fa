#pragma once
// Labelled images of one size, kept as bytes: what the readers of IDX, CIFAR and image folders fill.
#include <functional>
#include <optional>
#include <vector>

#include "engine/api/core.h"
#include "engine/api/data.h"

namespace saddle::datasets {

struct ImageSplit {
    Shape shape;                    ///< [samples, C, H, W]
    std::vector<uint8_t> pixels;    ///< of all samples; empty where `decode` gives them one by one
    std::vector<int32_t> labels;    ///< class ids, one a sample
    std::string hash;               ///< of what was read
    /// Pixels [C, H, W] of one sample, read when it is asked for; may be called from several threads.
    std::function<Result<std::vector<uint8_t>>(int64_t sample)> decode = {};
};

struct ImageSet {
    train::DataInfo info;           ///< `hash` is filled by make_image_source
    ImageSplit train;
    std::optional<ImageSplit> validation;
};

/// Ports "image" [C, H, W] and "label". Options of `config`: `mean` and `std` of the pixels in [0, 1], one number or one a
/// channel (default: measured on the training images, at most 1,000 of them spread evenly); augmentation while training: `shift` (pixels, each way, zero is
/// what comes in) and `flip` (left and right). Invalid when an option or a label does not fit.
Result<std::shared_ptr<const train::DataSource>> make_image_source(ImageSet set, const DataConfig& config);

/// Name, loader and absolute path of a set that lies in `folder`.
train::DataInfo info_of(const std::string& folder, const std::string& loader);

}  // namespace saddle::datasets

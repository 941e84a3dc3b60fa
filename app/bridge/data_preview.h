#pragma once
// A look into a data set: some samples as pictures, how many of each class, sizes of the splits. Reads files: call it
// off the UI thread.
#include <QImage>

#include "engine/api/data.h"

namespace saddle::app {

struct DataPreview {
    train::DataInfo info;
    ops::DataSignature signature;
    int64_t train = 0, validation = 0, test = 0;
    std::vector<QImage> images;          ///< of the train split, brightness stretched to what the sample has
    std::vector<int> labels;             ///< of `images`; -1 where the set has none
    std::vector<std::string> texts;      ///< of `images`: what they say; empty where the set has no port "text"
    std::vector<int64_t> histogram;      ///< samples by class
    int64_t counted = 0;                 ///< of so many train samples
};

/// `pictures` samples are drawn; classes are counted over at most `count_limit` samples.
Result<DataPreview> preview_data(const train::DataOpener& open, const DataConfig& config, int pictures, int64_t count_limit = 20000);

}  // namespace saddle::app

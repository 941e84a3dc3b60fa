#pragma once
// A look into a data set: some samples as they lie there and the first batch as the network will see it, how many of each class,
// sizes of the splits, what the numbers are. Reads files: call it off the UI thread.
#include <QImage>
#include <QPointF>

#include "engine/api/data.h"
#include "engine/api/flight.h"

namespace saddle::app {

/// Nodes at places in the unit square, by forces (T. Fruchterman and E. Reingold, 1991).
struct GraphDrawing {
    std::vector<QPointF> places;
    std::vector<std::pair<int, int>> edges;   ///< each pair once
    std::vector<int> labels;                  ///< of the nodes; empty: they have none
    int nodes = 0;                            ///< in the graph: of a large one a part is drawn
};

struct DataSample {
    int label = -1;                           ///< -1: none
    std::string text;                         ///< what a text or a line of text says
    QImage image;                             ///< brightness stretched to what the sample has
    std::vector<std::vector<float>> curves;   ///< by column of a series
    std::vector<float> wave;                  ///< of a recording, in [-1, 1]
    double wave_rate = 0;
    GraphDrawing graph;
};

struct DataPreview {
    train::DataInfo info;
    ops::DataSignature signature;
    int64_t train = 0, validation = 0, test = 0;
    std::vector<DataSample> samples;     ///< of the train split, unaltered
    std::vector<DataSample> batch;       ///< the first of the first epoch, shuffled and augmented
    std::vector<int64_t> histogram;      ///< samples by class
    int64_t counted = 0;                 ///< of so many train samples
    analysis::DataFacts facts;
};

/// `pictures` samples are drawn, and as many of the batch; classes are counted over at most `count_limit` samples.
Result<DataPreview> preview_data(const train::DataOpener& open, const DataConfig& config, const TrainConfig& train, int pictures, int64_t count_limit = 20000);

}  // namespace saddle::app

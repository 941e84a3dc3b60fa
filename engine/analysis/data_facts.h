#pragma once
// What the samples of a data set show when they are counted: ranges, gaps in the numbers, classes.
#include "engine/train/data_source.h"

namespace saddle::analysis {

struct PortFacts {
    std::string name;
    int64_t values = 0, not_finite = 0;
    double low = 0, high = 0, mean = 0, deviation = 0;   ///< of the finite ones
    /// Channels of an image, or last coordinates of anything else, that have one value in all counted samples.
    std::vector<int64_t> constant;
    int64_t columns = 0;             ///< out of so many
};

struct DataFacts {
    int64_t train = 0, validation = 0, test = 0;
    int64_t counted = 0;             ///< training samples that were read
    std::vector<PortFacts> ports;    ///< F32 ones
    std::string class_port;          ///< holds class ids; empty: the set has no classes
    std::vector<int64_t> classes;    ///< class ids seen, by class
    int64_t unlabelled = 0;          ///< negative class ids
    int64_t out_of_range = 0;        ///< class ids of no class
    int64_t worst_label = 0;         ///< the largest of them
};

/// Reads training samples, evenly spread over the set: all of them, or as many as hold about `value_limit` numbers.
Result<DataFacts> data_facts(const train::DataSource& source, int64_t value_limit = 4 << 20);

/// Training samples of the first batch of a run.
std::vector<uint32_t> first_batch(const train::DataSource& source, const TrainConfig& train);

/// Mistakes and doubts about the data of `project`: labels out of range or not seen, values that are not finite or never
/// change, batches larger than the set. At the graph's data node; batch and validation as fields of the training settings.
std::vector<Diagnostic> data_advice(const DataFacts& facts, const Project& project, const ops::DataSignature& data);

}  // namespace saddle::analysis

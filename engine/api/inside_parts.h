#pragma once
// Internal to api: what is read off the outputs of a look inside.
#include <span>

#include "engine/api/inside.h"

namespace saddle::api {

/// Where the truth of class scores lies.
struct ClassTruth {
    size_t port = 0;                    ///< of the data set's signature
    std::optional<int64_t> ignored;     ///< label that does not count
};
/// Of the first loss that compares with labels of the data set.
std::optional<ClassTruth> class_truth(const Project& project, const ops::DataSignature& data);
/// Whether samples are graphs whose rows are told apart: one sample is a whole graph, and a point, a prediction is a node of it.
bool rows_are_nodes(const ops::DataSignature& data);

/// Sample `index` of a batch of `batch`: without its first axis where that is the batch alone.
Tensor slice(const Tensor& tensor, int64_t batch, int64_t index);

/// How numbers spread. The counts are in bins of equal width from low to high; what is not finite is in none.
struct Numbers {
    double low = 0, high = 0, mean = 0, deviation = 0, zeros = 0;   ///< zeros: their share
    std::vector<int64_t> counts;
};
Numbers numbers_of(const std::vector<float>& values, size_t bins);

/// Of `numbers`, those of all that is given; empty where nothing is given for each sample.
Insight::Activity activity_of(const Tensor& given, int64_t batch, const Numbers& numbers);

/// The largest tensor of rank 2 or more among a node's parameters; nullptr: it has none.
const NamedTensor* weight_of(const std::vector<NamedTensor>& tensors, const NodeId& node);

/// Adds the predictions of a batch but for its first `skip` samples, and counts them. Invalid: the scores are of no classes.
Status add_predictions(Insight& inside, std::span<const uint32_t> samples, size_t skip, const Tensor& scores, const Tensor& truth, std::optional<int64_t> ignored, bool nodes);

/// The largest of scores.
int64_t likeliest(std::span<const float> scores);

}  // namespace saddle::api

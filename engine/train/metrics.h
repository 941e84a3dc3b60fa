#pragma once
// A loss in the words of its field: what tells whether a model is good without knowing how it was trained.
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/train/data_source.h"

namespace saddle::train {

/// The port of the data set that is wired to an input of a node, or nullptr.
const ops::DataSignature::Port* data_port(const Graph& graph, const ops::DataSignature& data, const PortRef& input);

struct NamedMetric {
    std::string name;                          ///< "bits_per_char", "perplexity", "rmse"
    std::function<double(double loss)> of;     ///< of a mean loss
};
/// What the only loss of a project is better told as: cross-entropy over a text's positions as bits a character (a token's
/// perplexity where tokens are words), the mean square error of a standardised target as its root in the target's own unit.
std::optional<NamedMetric> metric_of_loss(const Project& project, const DataSource& source);

/// What predictions are worth beside their loss, counted on the host while a split is evaluated. Of class scores N C: the
/// accuracy of the five best, precision, recall and F1 (means over the classes, as macro averages go), the confusion matrix
/// and, of two classes, the area under the ROC curve; the same of yes-or-no scores. Of numbers: mean absolute error and root
/// mean square error, in the unit of a standardised target; and, where the data set marks anomalies (a port "anomaly"), how
/// often a marked sample has a larger error than another, and the share of marked ones among as many largest errors. Of the
/// first and last place of an answer, from scores N T 2: how often both of the likeliest pair are right, and the F1 of its places.
class Scorer {
public:
    /// Nothing where the graph has several losses, or compares with what is not in the data set.
    static std::optional<Scorer> of(const Project& project, const DataSource& source);
    /// `batch` in the order of the signature's ports; `predictions` as the entry "eval" gives them. Tensors that do not fit
    /// (scores of sequences) are left out.
    void add(const std::vector<Tensor>& batch, const Tensor& predictions);

    std::map<std::string, double> values() const;   ///< "top5_accuracy", "precision", "recall", "f1", "auc", "mae", "rmse", "anomaly_auc", "anomalies_found", "exact_match", "span_f1"
    /// Samples by [truth][prediction]; empty where there are no classes.
    const std::vector<std::vector<int64_t>>& confusion() const { return confusion_; }

private:
    enum class Kind { Classes, YesNo, Numbers, Spans };
    void add_numbers(const Tensor& truth, const Tensor& predictions, const Tensor* anomaly);
    void add_spans(const Tensor& truth, const Tensor& predictions);
    void add_class(const float* scores, int64_t classes, int64_t truth);
    void count(size_t truth, size_t prediction);

    Kind kind_ = Kind::Classes;
    size_t port_ = 0;                               ///< of the truth, in the signature
    std::optional<size_t> anomaly_port_;
    std::optional<int64_t> ignored_;                ///< label that does not count
    double unit_ = 1;                               ///< of a number, in the target's own
    std::vector<std::vector<int64_t>> confusion_;
    std::vector<std::pair<float, bool>> ranked_;    ///< score of the second of two classes (or an error), and whether it is true
    int64_t samples_ = 0, within_five_ = 0;
    int64_t exact_ = 0;
    double absolute_ = 0, squares_ = 0, overlap_ = 0;
};

}  // namespace saddle::train

#pragma once
// How well a model reads: texts decoded from the scores of a project with a CTCLoss, beside the data set's own.
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/core/tensor.h"
#include "engine/graph/project.h"
#include "engine/ops/layer_def.h"

namespace saddle::train {

class Reader {
public:
    /// Nothing where the project has no CTCLoss whose targets come from the data set. `beam`: 1 reads the likeliest path, more
    /// searches with so many texts.
    static std::optional<Reader> of(const Project& project, const ops::DataSignature& data, int64_t beam = 1);

    struct Text {
        std::vector<int32_t> read, truth;   ///< class ids
    };
    /// The texts of a batch from the outputs of entry "eval" or "predict" and the batch in the order of the signature's ports.
    std::vector<Text> read(const std::map<std::string, Tensor>& outputs, const std::vector<Tensor>& batch) const;

    /// The first text of a batch that no path can spell, its scores having too few steps; nothing where the loss leaves such
    /// texts out.
    struct Impossible { int64_t sample = 0, letters = 0, needed = 0, steps = 0; };
    std::optional<Impossible> impossible(const std::map<std::string, Tensor>& outputs, const std::vector<Tensor>& batch) const;

    /// Counts them.
    void add(const std::vector<Text>& texts);
    /// Of all counted: "character_error_rate", the edits that turn what was read into the truth for each of its characters, and
    /// "string_accuracy", the share of texts without one.
    std::map<std::string, double> metrics() const;

private:
    Reader(size_t targets, std::optional<size_t> lengths, const Node& loss, int64_t beam)
        : targets_(targets), lengths_(lengths), blank_(int32_t(loss.attributes.integer("blank"))), leaves_out_(loss.attributes.flag("zero_infinity")), beam_(beam) {}
    int64_t steps(const std::map<std::string, Tensor>& outputs, int64_t n) const;   ///< that scores of sample n have
    std::span<const int32_t> truth(const std::vector<Tensor>& batch, int64_t n) const;
    size_t targets_;                  // ports of the data set
    std::optional<size_t> lengths_;
    int32_t blank_;
    bool leaves_out_;                 // texts that are too long
    int64_t beam_;
    int64_t texts_ = 0, right_ = 0, edits_ = 0, characters_ = 0;
};

}  // namespace saddle::train

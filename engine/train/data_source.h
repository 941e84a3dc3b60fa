#pragma once
// Where samples come from, as the engine sees it. Loaders implement this in datasets/; the engine never includes them.
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/core/result.h"
#include "engine/core/tensor.h"
#include "engine/graph/project.h"
#include "engine/ops/layer_def.h"

namespace saddle::train {

enum class Split { Train, Validation, Test };
const char* name(Split split);

struct DataInfo {
    std::string name;                       ///< "MNIST"
    std::string loader;                     ///< "idx"
    std::string path;                       ///< folder or file it was read from; empty when generated
    std::string licence;
    std::string hash;                       ///< of the content, hexadecimal; stored with each run
    std::vector<std::string> class_names;   ///< empty: numbers
    struct { double mean = 0, deviation = 1; } scale;   ///< of a standardised target: value = mean + deviation * y
};

/// Class ids by their names, one after another: what a text of tokens says. An id without a name is a question mark.
std::string spelled(std::span<const int32_t> ids, const std::vector<std::string>& class_names);

/// Sequence `n` of class ids [N, L] up to where the padding, 0, begins.
std::span<const int32_t> unpadded(const Tensor& batch, int64_t n);

/// Which random numbers a training epoch draws from: augmentation and windows depend on (seed, epoch, sample) alone.
struct Draw {
    uint64_t seed = 0;
    int64_t epoch = 0;
};

/// A data set. `read` may be called from several loader threads at once; everything else is constant after opening.
class DataSource {
public:
    virtual ~DataSource() = default;
    virtual const DataInfo& info() const = 0;
    virtual const ops::DataSignature& signature() const = 0;
    virtual int64_t size(Split split) const = 0;     ///< 0: the set has no such split
    /// Fills one tensor per port of the signature with the samples `indices` of `split`, normalised, batch axis first.
    /// Without `draw` samples come as they are; with it they are augmented, where the set's options say so.
    virtual Status read(Split split, std::span<const uint32_t> indices, const std::optional<Draw>& draw, std::vector<Tensor>& batch) const = 0;
};

/// Opens the data a project asks for; `path_override` is the user's `--data` (empty: the project's own).
using DataOpener = std::function<Result<std::shared_ptr<const DataSource>>(const DataConfig&, const std::string& path_override)>;

}  // namespace saddle::train

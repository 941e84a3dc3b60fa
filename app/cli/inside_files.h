#pragma once
// What was seen inside a model, as values, a table, a picture or an object.
#include "app/cli/json.h"
#include "engine/api/inside.h"

namespace saddle::cli {

/// What of a look is written: its name on the command line.
enum class InsideForm { FeatureMaps, Filters, Predictions, Confusion, Saliency, Embedding, Attention, Histograms, Gradients, ThroughTime, Messages, Smoothing, Denoising };

Json inside_json(const Insight& inside, InsideForm form);
/// As it is printed and written to .csv.
std::string table_text(const Insight& inside, InsideForm form);
/// By the file's name: .csv, .npy, .json, or .png where the values are a picture.
Status write_inside(const Insight& inside, InsideForm form, const std::string& path);

}  // namespace saddle::cli

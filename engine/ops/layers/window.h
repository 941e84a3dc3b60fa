#pragma once
// What layers with a sliding window share: sizes by axis, and checks of them in the layer's words.
#include "engine/ops/layer_def.h"

namespace saddle::ops {

/// What layers over `axes` spatial axes call their input: "a series N C L", "an image N C H W", "a volume N C D H W".
std::string spatial_name(int axes);
PortKind spatial_kind(int axes);

/// An attribute of one number for all axes, or one an axis; a diagnostic where it has another length.
std::vector<int64_t> per_axis(LayerContext& c, const std::string& attribute, int axes);
/// Whether x has `axes` spatial axes; false after a diagnostic.
bool is_spatial(LayerContext& c, int axes);
/// The same, and that a window of `kernel` (`dilation` apart) fits into x with its padding.
bool window_fits(LayerContext& c, const std::vector<int64_t>& kernel, const std::vector<int64_t>& padding, const std::vector<int64_t>& dilation);
/// ONNX's pads: before all axes, then after all.
std::vector<int64_t> both_sides(const std::vector<int64_t>& padding);

}  // namespace saddle::ops

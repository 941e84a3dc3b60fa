#pragma once
// Numbers as coloured cells: pictures, maps, matrices, with the scale that explains the colours.
#include <array>
#include <span>

#include "viz/plot/canvas.h"
#include "viz/view.h"

namespace saddle::viz {

/// From the lowest to the highest number; of numbers of both signs, symmetrical around zero in the diverging colours.
class ColourScale {
public:
    ColourScale() = default;
    ColourScale(const Theme& theme, std::span<const float> values);
    ColourScale(const std::vector<Color>& stops, double low, double high);
    Color operator()(double value) const;      ///< of NaN: transparent
    double low() const { return low_; }
    double high() const { return high_; }

private:
    std::array<Color, 256> colours_{};
    double low_ = 0, high_ = 1;
};

/// A matrix of `width` numbers a row that fills `rect`. Cells smaller than `finest` px are averaged.
struct Raster {
    std::span<const float> values;
    int64_t width = 1;
    int64_t height() const { return width > 0 ? int64_t(values.size()) / width : 0; }
};
void paint_raster(const plot::Rect& rect, const Raster& raster, const ColourScale& scale, float finest = 1);
/// Three channels [3, H, W] as one picture, from the lowest (black) to the highest number.
void paint_picture(const plot::Rect& rect, std::span<const float> values, int64_t width, double low, double high, float finest = 1);
/// The largest rectangle of the proportion width : height in `rect`, in whole px a cell where these are large, at the top left.
plot::Rect fitted(const plot::Rect& rect, int64_t width, int64_t height);
/// Index of the cell at a point; -1: outside.
int64_t cell_at(const plot::Rect& rect, const Raster& raster, plot::Point at);

/// A horizontal bar of the colours with the numbers at its ends, and zero where the scale has it inside.
void paint_scale(const Context& context, const plot::Rect& rect, const ColourScale& scale);

}  // namespace saddle::viz

#include "viz/views/inside_denoising.h"

#include <algorithm>
#include <cmath>

#include "viz/plot/imgui_canvas.h"
#include "viz/plot/navigator.h"
#include "viz/plot/number.h"
#include "viz/views/controls.h"
#include "viz/views/raster.h"

namespace saddle::viz {
namespace {

using plot::Align;
using plot::Rect;

constexpr float kGap = 4, kHead = 20, kMargin = 10;
constexpr size_t kFrames = 11;             // that there will be, so that those that have come stay where they are
constexpr float kMostCells = 40000;        // drawn in a frame
const std::vector<Color> kGrey{0xff000000, 0xffffffff};

}  // namespace

Rect DenoisingPart::tile(int64_t sample, size_t frame) const {
    const float left = area_.left + float(frame) * step_x_, top = area_.top + float(sample) * step_y_;
    return {left, top, left + width_, top + height_};
}

void DenoisingPart::draw(const Context& context, const Rect& rect) {
    const train::Denoising& way = inside_->denoising;
    ControlRow row(context, {rect.left, rect.top, rect.right, rect.top + ControlRow::kHeight});
    row.note(context.tr("steps of noise in each frame; the last one is the sample"));
    row.right();
    row.value(context.tr("steps"), plot::number(double(inside_->denoising_shown.steps)));
    if (way.frames.empty()) return;
    const Shape& shape = way.frames[0].type.shape;       // [count, C, H, W], or rows of numbers
    const int64_t count = shape[0], each = way.frames[0].count() / count, width = shape[-1], plane = shape.rank() > 2 ? shape[-2] * width : width;
    const bool colour = shape.rank() == 4 && shape[1] == 3;
    const float columns = float(std::max(kFrames, way.frames.size()));
    area_ = {rect.left + kMargin, rect.top + ControlRow::kHeight + kHead, rect.right - kMargin, rect.bottom - 6};
    const float cell = std::max(0.25f, std::min((area_.width() / columns - kGap) / float(width), (area_.height() / float(count) - kGap) / float(plane / width)));
    const float whole = cell >= 2 ? std::floor(cell) : cell;
    width_ = whole * float(width);
    height_ = whole * float(plane / width);
    step_x_ = width_ + kGap;
    step_y_ = height_ + kGap;
    const float finest = std::sqrt(std::max(1.f, columns * float(count) * width_ * height_ / kMostCells));
    const auto [black, white] = std::pair(inside_->denoising_shown.black, inside_->denoising_shown.white);
    const ColourScale grey(kGrey, black, white);
    plot::ImGuiCanvas canvas(ImGui::GetWindowDrawList());
    canvas.push_clip({rect.left, rect.top + ControlRow::kHeight, rect.right, rect.bottom});
    for (size_t f = 0; f < way.frames.size(); ++f) {
        const Rect top = tile(0, f);
        canvas.text({(top.left + top.right) / 2, area_.top - 10}, Align::Centre, Font::MonoMicro, context.theme.text.secondary, plot::number(double(way.noise[f])));
        for (int64_t n = 0; n < count; ++n) {
            const Rect at = tile(n, f);
            const std::span<const float> numbers = std::span(way.frames[f].f32).subspan(size_t(n * each), size_t(each));
            if (colour) paint_picture(at, numbers, width, black, white, finest);
            else paint_raster(at, {numbers.first(size_t(plane)), width}, grey, finest);
            canvas.outline(at, f + 1 == way.frames.size() ? context.theme.line.strong : context.theme.line.subtle, 1, 0);
        }
    }
    canvas.pop_clip();
    const plot::Pointer pointer = plot::read_pointer("strip", area_);
    if (!pointer.hovered) return;
    for (size_t f = 0; f < way.frames.size(); ++f)
        for (int64_t n = 0; n < count; ++n)
            if (tile(n, f).contains(pointer.at)) {
                const auto begin = way.frames[f].f32.begin() + n * each;
                double sum = 0, squares = 0;
                for (auto it = begin; it != begin + each; ++it) {
                    sum += double(*it);
                    squares += double(*it) * double(*it);
                }
                const double mean = sum / double(each);
                show_tip(context, {context.tr("sample") + " " + std::to_string(n + 1), context.tr("steps of noise") + " " + plot::number(double(way.noise[f])), context.tr("deviation") + " " + plot::number(std::sqrt(std::max(0.0, squares / double(each) - mean * mean)))});
            }
}

}  // namespace saddle::viz

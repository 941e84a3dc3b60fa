#include "viz/views/inside_sample.h"

#include <algorithm>
#include <cmath>

#include "viz/plot/imgui_canvas.h"
#include "viz/plot/navigator.h"
#include "viz/plot/number.h"
#include "viz/views/controls.h"
#include "viz/views/inside_confusion.h"

namespace saddle::viz {
namespace {

using plot::Align;
using plot::Point;
using plot::Rect;

constexpr float kColumn = 200, kColumnFrom = 420, kScale = 20, kLine = 18;
constexpr size_t kMostScores = 10;
const std::vector<Color> kGrey{0xff000000, 0xffffffff};

/// Words one after another in rows; calls each(index, rectangle).
template <class Each>
float flow(const plot::Canvas& canvas, const Rect& rect, const std::vector<std::string>& words, const Each& each) {
    float x = rect.left, y = rect.top;
    for (size_t i = 0; i < words.size() && y + kLine <= rect.bottom; ++i) {
        const float width = canvas.text_width(Font::Mono, words[i]) + (words[i].size() > 1 ? 6.f : 1.f);
        if (x + width > rect.right && x > rect.left) {
            x = rect.left;
            y += kLine;
            if (y + kLine > rect.bottom) break;
        }
        each(i, Rect{x, y, x + width, y + kLine - 2});
        x += width;
    }
    return y + kLine;
}

std::vector<std::string> words_of(const Insight& inside) {
    std::vector<std::string> words;
    for (const int32_t id : inside.input.i32) words.push_back(class_name(inside, id));
    return words;
}

}  // namespace

Rect paint_sample(const Context& context, const Rect& rect, const Insight& inside) {
    plot::ImGuiCanvas canvas(ImGui::GetWindowDrawList());
    const Shape& shape = inside.input.type.shape;
    const std::vector<float>& x = inside.input.f32;
    if (!inside.input.i32.empty()) {
        const float bottom = flow(canvas, rect, words_of(inside), [&](size_t i, const Rect& at) { canvas.text({at.left, at.centre_y()}, Align::Left, Font::Mono, context.theme.text.primary, class_name(inside, inside.input.i32[i])); });
        return {rect.left, rect.top, rect.right, std::min(rect.bottom, bottom)};
    }
    if (x.empty()) return {rect.left, rect.top, rect.left, rect.top};
    const auto [low, high] = std::minmax_element(x.begin(), x.end());
    const int64_t width = shape.rank() > 0 ? shape[-1] : 1, height = shape.rank() > 1 ? shape[-2] : 1;
    const bool colour = shape.rank() == 3 && shape[0] == 3, picture = shape.rank() == 3;
    Rect at = picture ? fitted(rect, width, height) : Rect{rect.left, rect.top, rect.right, std::min(rect.bottom, rect.top + std::max(12.f, std::min(rect.height(), 6 * float(height))))};
    if (colour) paint_picture(at, x, width, double(*low), double(*high));
    else if (picture) paint_raster(at, {std::span(x).first(size_t(width * height)), width}, ColourScale(kGrey, double(*low), double(*high)));
    else paint_raster(at, {x, width}, ColourScale(context.theme, x));
    canvas.outline(at, context.theme.line.subtle, 1, 0);
    return at;
}

void SamplePart::set(std::shared_ptr<const Insight> inside) {
    inside_ = std::move(inside);
    likeliest_.clear();
    cells_.clear();
    hovered_ = -1;
    const std::vector<float>& scores = inside_->scores;
    if (!scores.empty()) {
        const double most = double(*std::max_element(scores.begin(), scores.end()));
        double sum = 0;
        for (const float score : scores) sum += std::exp(double(score) - most);
        for (size_t c = 0; c < scores.size(); ++c) likeliest_.emplace_back(int64_t(c), std::exp(double(scores[c]) - most) / sum);
        std::stable_sort(likeliest_.begin(), likeliest_.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
        likeliest_.resize(std::min(likeliest_.size(), kMostScores));
    }
    const Shape& shape = inside_->values.type.shape;
    const std::vector<float>& v = inside_->values.f32;
    if (inside_->what != InsideWhat::Saliency || v.empty()) return;
    const bool tokens = !inside_->input.i32.empty() && int64_t(inside_->input.i32.size()) * shape[-1] == inside_->values.count();
    if (shape.rank() == 3) {
        width_ = shape[2];
        cells_.assign(size_t(shape[1] * shape[2]), 0);
        for (size_t i = 0; i < v.size(); ++i) cells_[i % cells_.size()] += v[i];
    } else if (tokens) {
        width_ = int64_t(inside_->input.i32.size());
        cells_.assign(size_t(width_), 0);
        for (size_t i = 0; i < v.size(); ++i) cells_[i / size_t(shape[-1])] += v[i];
    } else {
        width_ = shape.rank() > 0 ? shape[-1] : 1;
        cells_ = v;
    }
}

Rect SamplePart::score_row(int64_t label) const {
    for (const auto& [each, rect] : rows_)
        if (each == label) return rect;
    return {};
}

std::optional<int64_t> SamplePart::scores(const Context& context, const Rect& rect) {
    plot::ImGuiCanvas canvas(ImGui::GetWindowDrawList());
    const Theme& theme = context.theme;
    rows_.clear();
    std::optional<int64_t> clicked;
    float y = rect.top;
    for (const auto& [label, share] : likeliest_) {
        const Rect row{rect.left, y, rect.right, y + 18};
        if (row.bottom > rect.bottom) break;
        rows_.emplace_back(label, row);
        const bool explained = inside_->what == InsideWhat::Saliency && label == inside_->target;
        const plot::Pointer pointer = plot::read_pointer(("score " + std::to_string(label)).c_str(), row);
        if (pointer.clicked) clicked = label;
        if (explained || pointer.hovered) canvas.fill(row, explained ? theme.accent.soft : theme.bg.hover, 3);
        const bool truth = inside_->label && label == *inside_->label;
        const Color ink = explained ? theme.accent.base : theme.text.primary;
        canvas.push_clip({row.left, row.top, row.left + 66, row.bottom});
        if (truth) canvas.circle({row.left + 7, row.centre_y()}, 2.5f, theme.semantic.ok, 0, 1);
        canvas.text({row.left + 15, row.centre_y()}, Align::Left, Font::Mono, ink, class_name(*inside_, label));
        canvas.pop_clip();
        const Rect track{row.left + 70, row.centre_y() - 2, row.right - 48, row.centre_y() + 2};
        canvas.fill(track, theme.bg.active, 2);
        canvas.fill({track.left, track.top, track.left + track.width() * float(share), track.bottom}, truth ? theme.semantic.ok : theme.accent.base, 2);
        canvas.text({row.right - 2, row.centre_y()}, Align::Right, Font::Mono, ink, plot::fixed(100 * share, 1) + " %");
        y += 18;
    }
    return clicked;
}

std::optional<int64_t> SamplePart::draw_column(const Context& context, const Rect& rect) {
    plot::ImGuiCanvas canvas(ImGui::GetWindowDrawList());
    const Rect sample = paint_sample(context, {rect.left, rect.top, rect.right, rect.top + std::min(rect.height() * 0.5f, 150.f)}, *inside_);
    float y = sample.bottom + 12;
    std::string text = context.tr("sample") + " " + std::to_string(inside_->sample);
    if (inside_->label) text += "  \u00b7  " + context.tr("truth") + " " + class_name(*inside_, *inside_->label);
    canvas.text({rect.left, y}, Align::Left, Font::Small, context.theme.text.secondary, text);
    return scores(context, {rect.left, y + 12, rect.right, rect.bottom});
}

void SamplePart::tokens(const Context& context, const Rect& rect) {
    plot::ImGuiCanvas canvas(ImGui::GetWindowDrawList());
    const plot::Pointer pointer = plot::read_pointer("tokens", rect);
    const ColourScale scale(context.theme, cells_);
    flow(canvas, rect, words_of(*inside_), [&](size_t i, const Rect& at) {
        canvas.fill(at, scale(double(cells_[i])), 2);
        const bool strong = std::abs(double(cells_[i])) > 0.55 * scale.high();
        canvas.text({at.left + (at.width() > 9 ? 3.f : 0.5f), at.centre_y()}, Align::Left, Font::Mono, strong ? context.theme.bg.canvas : context.theme.text.primary, class_name(*inside_, inside_->input.i32[i]));
        if (pointer.hovered && at.contains(pointer.at)) hovered_ = int64_t(i);
    });
    if (hovered_ >= 0) show_tip(context, {plot::number(double(cells_[size_t(hovered_)])), class_name(*inside_, inside_->input.i32[size_t(hovered_)]) + ", " + context.tr("place") + " " + std::to_string(hovered_)});
}

void SamplePart::map(const Context& context, const Rect& rect) {
    const Raster raster{cells_, width_};
    const Rect at = raster.height() > 1 ? fitted(rect, width_, raster.height()) : Rect{rect.left, rect.top, rect.right, rect.top + std::min(40.f, rect.height())};
    const ColourScale scale(context.theme, cells_);
    paint_raster(at, raster, scale);
    plot::ImGuiCanvas canvas(ImGui::GetWindowDrawList());
    canvas.outline(at, context.theme.line.subtle, 1, 0);
    const plot::Pointer pointer = plot::read_pointer("saliency", at);
    hovered_ = pointer.hovered ? cell_at(at, raster, pointer.at) : -1;
    if (hovered_ < 0) return;
    std::vector<std::string> lines{plot::number(double(cells_[size_t(hovered_)]))};
    if (raster.height() > 1) lines.push_back(context.tr("row") + " " + std::to_string(hovered_ / width_) + ", " + context.tr("column") + " " + std::to_string(hovered_ % width_));
    show_tip(context, lines);
}

std::optional<int64_t> SamplePart::draw(const Context& context, const Rect& rect) {
    Rect area{rect.left + 10, rect.top + 10, rect.right - 10, rect.bottom - 6};
    std::optional<int64_t> clicked;
    if (rect.width() >= kColumnFrom) {
        clicked = draw_column(context, {area.left, area.top, area.left + kColumn, area.bottom});
        area.left += kColumn + 24;
    }
    plot::ImGuiCanvas canvas(ImGui::GetWindowDrawList());
    const std::string of = inside_->target >= 0 ? context.tr("Gradient x input of the score of") + " " + class_name(*inside_, inside_->target) : context.tr("Gradient x input of the sum of what the model gives");
    canvas.push_clip(area);
    canvas.text({area.left, area.top + 6}, Align::Left, Font::Small, context.theme.text.secondary, of);
    canvas.pop_clip();
    const Rect below{area.left, area.top + 18, area.right, area.bottom - kScale - 4};
    hovered_ = -1;
    const bool words = !inside_->input.i32.empty() && cells_.size() == inside_->input.i32.size();
    if (words) tokens(context, below);
    else map(context, below);
    paint_scale(context, {area.left, area.bottom - kScale, std::min(area.right, area.left + 320), area.bottom}, ColourScale(context.theme, cells_));
    return clicked;
}

}  // namespace saddle::viz

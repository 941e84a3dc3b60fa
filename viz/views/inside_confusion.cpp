#include "viz/views/inside_confusion.h"

#include <algorithm>
#include <cmath>

#include "viz/plot/imgui_canvas.h"
#include "viz/plot/navigator.h"
#include "viz/plot/number.h"
#include "viz/views/controls.h"

namespace saddle::viz {
namespace {

using plot::Align;
using plot::Point;
using plot::Rect;

constexpr float kListFrom = 480, kList = 384, kHead = 26, kMostCell = 44;

}  // namespace

std::string class_name(const Insight& inside, int64_t label) {
    const std::string name = label >= 0 && size_t(label) < inside.class_names.size() ? inside.class_names[size_t(label)] : std::to_string(label);
    need_glyphs(name);
    return name == " " ? "\u00b7" : name == "\n" ? "\\n" : name;
}

void ConfusionPart::set(std::shared_ptr<const Insight> inside) {
    inside_ = std::move(inside);
    const size_t classes = inside_->confusion.size();
    if (chosen_ && size_t(std::max(chosen_->first, chosen_->second)) >= classes) chosen_.reset();
    shares_.clear();
    for (const auto& row : inside_->confusion) {
        int64_t all = 0;
        for (const int64_t count : row) all += count;
        for (const int64_t count : row) shares_.push_back(all > 0 ? float(double(count) / double(all)) : 0);
    }
    list();
}

void ConfusionPart::list() {
    listed_.clear();
    const auto& all = inside_->predictions;
    for (size_t i = 0; i < all.size(); ++i)
        if (chosen_ ? all[i].truth == chosen_->first && all[i].said == chosen_->second : all[i].truth != all[i].said) listed_.push_back(int(i));
    std::stable_sort(listed_.begin(), listed_.end(), [&](int i, int j) {
        const Insight::Prediction &a = all[size_t(table_.descending ? j : i)], &b = all[size_t(table_.descending ? i : j)];
        return table_.sorted_by == 0 ? a.sample < b.sample : table_.sorted_by == 1 ? a.truth < b.truth : table_.sorted_by == 2 ? a.said < b.said : a.confidence < b.confidence;
    });
}

std::string ConfusionPart::name(int64_t label) const { return class_name(*inside_, label); }

Rect ConfusionPart::cell(int64_t truth, int64_t said) const {
    const float n = float(std::max<size_t>(1, inside_ ? inside_->confusion.size() : 1)), w = matrix_.width() / n, h = matrix_.height() / n;
    return {matrix_.left + w * float(said), matrix_.top + h * float(truth), matrix_.left + w * float(said + 1), matrix_.top + h * float(truth + 1)};
}

void ConfusionPart::paint_matrix(const Context& context, const Rect& rect) {
    plot::ImGuiCanvas canvas(ImGui::GetWindowDrawList());
    const Theme& theme = context.theme;
    const auto classes = int64_t(inside_->confusion.size());
    float widest = 0;
    for (int64_t c = 0; c < std::min<int64_t>(classes, 64); ++c) widest = std::max(widest, canvas.text_width(Font::MonoMicro, name(c)));
    const float left = rect.left + 28 + std::min(widest, 90.f), top = rect.top + 36;
    const float side = std::floor(std::min({rect.right - 12 - left, rect.bottom - 12 - top, kMostCell * float(classes)}));
    if (side < 24) return;
    matrix_ = {left, top, left + side, top + side};
    const ColourScale scale(theme.heat, 0, 1);
    paint_raster(matrix_, {shares_, classes}, scale);
    canvas.outline(matrix_, theme.line.normal, 1, 0);
    const float each = side / float(classes);
    canvas.text({matrix_.left, rect.top + 11}, Align::Left, Font::Small, theme.text.tertiary, context.tr("said by the model, of each truth"));
    canvas.text({rect.left + 8, top - 10}, Align::Left, Font::Small, theme.text.tertiary, context.tr("truth"));
    const int64_t every = std::max<int64_t>(1, int64_t(std::ceil(13 / each)));
    for (int64_t c = 0; c < classes; c += every) {
        const Rect own = cell(c, c);
        canvas.push_clip({rect.left + 8, own.top - 8, matrix_.left - 6, own.bottom + 8});
        canvas.text({matrix_.left - 7, own.centre_y()}, Align::Right, Font::MonoMicro, theme.text.secondary, name(c));
        canvas.pop_clip();
        std::string above = name(c);
        if (canvas.text_width(Font::MonoMicro, above) > each * float(every) - 2) above = std::to_string(c);
        canvas.text({(own.left + own.right) / 2, top - 10}, Align::Centre, Font::MonoMicro, theme.text.secondary, above);
    }
    for (int64_t t = 0; each >= 20 && t < classes; ++t)
        for (int64_t s = 0; s < classes; ++s)
            if (const int64_t count = inside_->confusion[size_t(t)][size_t(s)]; count > 0) {
                const Rect own = cell(t, s);
                const bool strong = shares_[size_t(t * classes + s)] > 0.45f;   // on the lighter or darker half of the colours
                canvas.text({(own.left + own.right) / 2, own.centre_y()}, Align::Centre, Font::MonoMicro, strong ? theme.bg.canvas : theme.text.primary, std::to_string(count));
            }
    if (chosen_) canvas.outline(cell(chosen_->first, chosen_->second), theme.accent.base, 2, 0);
}

std::optional<int64_t> ConfusionPart::draw_list(const Context& context, const Rect& rect) {
    plot::ImGuiCanvas canvas(ImGui::GetWindowDrawList());
    const Theme& theme = context.theme;
    canvas.line({rect.left, rect.top}, {rect.left, rect.bottom}, theme.line.subtle, 1, plot::kSolid);
    const std::string what = chosen_ ? name(chosen_->first) + " \u2192 " + name(chosen_->second) : context.tr("Wrong");
    canvas.text({rect.left + 10, rect.top + kHead / 2}, Align::Left, Font::Small, theme.text.secondary, what + ": " + plot::number(double(listed_.size())));
    const std::vector<TableColumn> columns{{context.tr("sample"), context.tr("Click: what made the model say so"), 70}, {context.tr("truth"), "", 76, true, 2}, {context.tr("said"), "", 76, true, 1}, {"%", context.tr("Probability that the model gives to what it says"), 52}};
    const Table::Events events = table_.draw(
        context, "samples", {rect.left + 1, rect.top + kHead, rect.right, rect.bottom}, columns, int(listed_.size()), [](int) { return TableRow{}; },
        [&](plot::Canvas& cells, int row, int column, const Rect& cell) {
            const Insight::Prediction& p = inside_->predictions[size_t(listed_[size_t(row)])];
            const plot::Point left{cell.left, cell.centre_y()}, right{cell.right, cell.centre_y()};
            if (column == 0) cells.text(right, Align::Right, Font::Mono, theme.text.primary, std::to_string(p.sample));
            if (column == 1) cells.text(left, Align::Left, Font::Mono, theme.text.secondary, name(p.truth));
            if (column == 2) cells.text(left, Align::Left, Font::Mono, p.truth == p.said ? theme.text.secondary : theme.semantic.error, name(p.said));
            if (column == 3) cells.text(right, Align::Right, Font::Mono, theme.text.primary, plot::fixed(100 * double(p.confidence), 1));
        });
    if (events.sorted) list();
    if (events.clicked < 0) return std::nullopt;
    return inside_->predictions[size_t(listed_[size_t(events.clicked)])].sample;
}

std::optional<int64_t> ConfusionPart::draw(const Context& context, const Rect& rect) {
    if (inside_->predictions.empty()) {
        empty_state(context, rect, context.tr("No sample with a truth"), context.tr("The split that is looked at has no labelled sample."));
        return std::nullopt;
    }
    const float split = rect.width() >= kListFrom ? rect.right - std::min(kList, 0.48f * rect.width()) : rect.right;
    const Rect left{rect.left, rect.top, split, rect.bottom};
    paint_matrix(context, left);
    const plot::Pointer pointer = plot::read_pointer("matrix", left);
    const auto classes = int64_t(inside_->confusion.size());
    const int64_t at = pointer.hovered ? cell_at(matrix_, {shares_, classes}, pointer.at) : -1;
    if (at >= 0) {
        const int64_t truth = at / classes, said = at % classes;
        show_tip(context, {context.tr("truth") + " " + name(truth) + ", " + context.tr("said") + " " + name(said),
                           plot::number(double(inside_->confusion[size_t(truth)][size_t(said)])) + " " + context.tr("samples") + ", " + plot::fixed(100 * double(shares_[size_t(at)]), 1) + " % " + context.tr("of this truth")});
    }
    if (pointer.clicked) {
        if (at >= 0 && chosen_ != std::pair(at / classes, at % classes)) chosen_ = {at / classes, at % classes};
        else chosen_.reset();
        list();
    }
    if (split < rect.right) return draw_list(context, {split, rect.top, rect.right, rect.bottom});
    return std::nullopt;
}

}  // namespace saddle::viz

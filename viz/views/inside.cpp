#include "viz/views/inside.h"

#include <algorithm>

#include "engine/api/inside_csv.h"
#include "viz/plot/imgui_canvas.h"
#include "viz/plot/number.h"

namespace saddle::viz {
namespace {

using plot::Rect;

constexpr float kCaption = 24, kColumn = 170, kColumnFrom = 760;

const char* title(InsideWhat what) {
    switch (what) {
        case InsideWhat::FeatureMaps: return "Feature maps";
        case InsideWhat::Filters: return "Filters";
        case InsideWhat::Predictions: return "Predictions";
        case InsideWhat::Saliency: return "Saliency";
        case InsideWhat::Embedding: return "Embedding";
        case InsideWhat::Attention: return "Attention";
        case InsideWhat::Histograms: return "Histograms";
        case InsideWhat::Gradients: return "Gradients";
        case InsideWhat::ThroughTime: return "Through time";
        case InsideWhat::Messages: return "Messages";
        case InsideWhat::Smoothing: return "Over-smoothing";
        case InsideWhat::Denoising: return "Denoising";
    }
    return "";
}
bool of_node(InsideWhat what) {
    using enum InsideWhat;
    return what == FeatureMaps || what == Filters || what == Attention || what == Histograms || what == ThroughTime || what == Messages;
}
bool of_sample(InsideWhat what) {
    using enum InsideWhat;
    return what == FeatureMaps || what == Attention || what == Saliency || what == Messages;
}

/// Without what the look does not depend on, so that it is not asked for again when that changes.
InsideView::Wish settled(InsideView::Wish wish) {
    if (!of_node(wish.what)) wish.node.clear();
    if (!of_sample(wish.what)) wish.sample = 0;
    if (wish.what != InsideWhat::Saliency) wish.target.reset();
    return wish;
}

}  // namespace

void InsideView::set(std::shared_ptr<const Insight> inside, bool finished) {
    problem_.clear();
    finished_ = finished;
    inside_ = std::move(inside);
    switch (inside_->what) {
        case InsideWhat::FeatureMaps:
        case InsideWhat::Filters:
        case InsideWhat::Attention: maps_.set(inside_); break;
        case InsideWhat::Predictions: confusion_.set(inside_); break;
        case InsideWhat::Embedding: embedding_.set(inside_); break;
        case InsideWhat::Histograms: history_.set(inside_); break;
        case InsideWhat::Gradients: gradients_.set(inside_); break;
        case InsideWhat::ThroughTime: time_.set(inside_); break;
        case InsideWhat::Messages: graph_.set(inside_); break;
        case InsideWhat::Smoothing: smoothing_.set(inside_); break;
        case InsideWhat::Denoising: denoising_.set(inside_); break;
        case InsideWhat::Saliency: break;
    }
    sample_.set(inside_);
}

void InsideView::stopped(const std::string& problem) {
    problem_ = problem;
    finished_ = true;
}

void InsideView::outdated() {
    asked_.reset();
    looks_known_ = false;
}

void InsideView::choose(InsideWhat what) {
    wish_.what = what;
    by_hand_ = true;
}

void InsideView::show_sample(int64_t sample) {
    const int64_t last = inside_ ? inside_->split_samples - 1 : sample;
    wish_.sample = std::clamp<int64_t>(sample, 0, std::max<int64_t>(0, last));
    wish_.target.reset();
}

/// Goes along with the selection; a look that the node does not offer gives way to its first one.
void InsideView::follow(const Context& context) {
    if (!context.link.node.empty() && context.link.node != node_) {
        node_ = context.link.node;
        looks_known_ = false;
    }
    if (looks_known_ || !looks_of) return;
    looks_ = looks_of(node_);
    looks_known_ = true;
    wish_.node = node_;
    const auto offered = [&](InsideWhat what) { return std::count(looks_.begin(), looks_.end(), what) > 0; };
    if (!looks_.empty() && (!by_hand_ || !offered(wish_.what))) wish_.what = looks_[0];
}

void InsideView::ask() {
    const Wish wanted = settled(wish_);
    if (asked_ == wanted || looks_.empty()) return;
    asked_ = wanted;
    problem_.clear();
    on_look(wanted);
}

void InsideView::controls(const Context& context, const Rect& rect) {
    ControlRow row(context, rect);
    row.right();
    if (row.menu("menu", context.tr("Looks and files"))) ImGui::OpenPopup("inside menu");
    if (of_sample(wish_.what)) {
        if (row.toggle("next", "\u203a", false, context.tr("Next sample (right arrow)"))) show_sample(wish_.sample + 1);
        const std::string of = inside_ && inside_->split_samples > 0 ? " / " + plot::number(double(inside_->split_samples)) : "";
        row.value(context.tr("sample"), plot::number(double(wish_.sample)) + of);
        if (row.toggle("previous", "\u2039", false, context.tr("Previous sample (left arrow)"))) show_sample(wish_.sample - 1);
    }
    row.left();
    std::vector<std::string> names;
    for (const InsideWhat look : looks_) names.push_back(context.tr(title(look)));
    const auto now = std::find(looks_.begin(), looks_.end(), wish_.what);
    const int chosen = row.choose("look", names, int(now - looks_.begin()));
    if (size_t(chosen) < looks_.size() && looks_[size_t(chosen)] != wish_.what) choose(looks_[size_t(chosen)]);
    menu(context);
}

void InsideView::menu(const Context& context) {
    if (!begin_menu(context, "inside menu")) return;
    for (const InsideWhat look : looks_)   // those too that have no room in the row
        if (menu_item(context, context.tr(title(look)), look == wish_.what)) choose(look);
    menu_line(context);
    if (save && inside_ && menu_item(context, context.tr("Save as CSV\u2026"))) save("inside.csv", api::inside_csv(*inside_));
    if (save_picture && inside_ && menu_item(context, context.tr("Save as PNG\u2026"))) save_picture("inside.png");
    end_menu();
}

void InsideView::keys() {
    if (!ImGui::IsWindowFocused() || ImGui::GetIO().WantTextInput || !of_sample(wish_.what)) return;
    if (ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_RightArrow))) show_sample(wish_.sample + 1);
    if (ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_LeftArrow))) show_sample(wish_.sample - 1);
    if (ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Home))) show_sample(0);
}

/// What is seen, of which weights.
void InsideView::caption(const Context& context, const Rect& rect) {
    std::string text = inside_->node;
    for (size_t i = 0; i < inside_->axes.size() && int(i) < inside_->values.type.shape.rank(); ++i)
        text += (i == 0 ? (text.empty() ? "" : "  \u00b7  ") : " \u00d7 ") + context.tr(inside_->axes[i].c_str()) + " " + std::to_string(inside_->values.type.shape[int(i)]);
    text += (text.empty() ? "" : "  \u00b7  ") + context.tr("step") + " " + plot::number(double(inside_->step)) + "  \u00b7  " + context.tr(inside_->split.c_str());
    if (!finished_) text += "  \u00b7  " + context.tr(inside_->what == InsideWhat::Embedding ? "t-SNE goes on" : "more to come");
    plot::ImGuiCanvas canvas(ImGui::GetWindowDrawList());
    canvas.push_clip(rect);
    canvas.text({rect.left + 10, rect.centre_y()}, plot::Align::Left, Font::Small, context.theme.text.tertiary, text);
    canvas.pop_clip();
}

void InsideView::body(const Context& context, const Rect& all) {
    caption(context, {all.left, all.top, all.right, all.top + kCaption});
    Rect rect{all.left, all.top + kCaption, all.right, all.bottom};
    std::optional<int64_t> sample;
    switch (inside_->what) {
        case InsideWhat::FeatureMaps:
        case InsideWhat::Attention:
            if (rect.width() >= kColumnFrom) {
                sample_.draw_column(context, {rect.left + 10, rect.top + 8, rect.left + 10 + kColumn, rect.bottom - 6});
                rect.left += kColumn + 20;
            }
            maps_.draw(context, rect);
            break;
        case InsideWhat::Filters: maps_.draw(context, rect); break;
        case InsideWhat::Predictions: sample = confusion_.draw(context, rect); break;
        case InsideWhat::Embedding: sample = embedding_.draw(context, rect); break;
        case InsideWhat::Histograms: history_.draw(context, rect); break;
        case InsideWhat::Gradients: gradients_.draw(context, rect); break;
        case InsideWhat::ThroughTime: time_.draw(context, rect); break;
        case InsideWhat::Messages:
            if (const auto node = graph_.draw(context, rect); node && inside_->graph.said.size() == inside_->graph.nodes.size()) show_sample(*node);
            break;
        case InsideWhat::Smoothing: smoothing_.draw(context, rect); break;
        case InsideWhat::Denoising: denoising_.draw(context, rect); break;
        case InsideWhat::Saliency:
            if (const auto label = sample_.draw(context, rect)) wish_.target = label;
            break;
    }
    if (sample) {   // of a point or a wrong prediction it is shown what made it so
        choose(InsideWhat::Saliency);
        show_sample(*sample);
    }
}

bool InsideView::draw(const Context& context) {
    const Rect rect = content_rect();
    if (!on_look) {
        empty_state(context, rect, context.tr("No run to look into"), context.tr("Press Train (F5), or show a stored run from the Runs panel."));
        return false;
    }
    const Wish before = wish_;
    follow(context);
    controls(context, {rect.left, rect.top, rect.right, rect.top + ControlRow::kHeight});
    keys();
    Rect below{rect.left, rect.top + ControlRow::kHeight, rect.right, rect.bottom};
    const bool answered = inside_ && inside_->what == wish_.what && (!of_node(wish_.what) || inside_->node == wish_.node);
    if (of_node(wish_.what) && wish_.node.empty()) {
        empty_state(context, below, context.tr("No node selected"), context.tr("Select a layer on the canvas: what it makes of a sample is shown here."));
        return false;
    }
    if (!problem_.empty() && answered) {
        notice(context, {below.left, below.top, below.right, below.top + 26}, problem_, "");
        below.top += 26;
    }
    if (answered) body(context, below);
    else if (!problem_.empty()) empty_state(context, below, context.tr("Nothing to see here"), problem_);
    else empty_state(context, below, context.tr("Looking\u2026"), context.tr("The model is run on samples of its data."));
    ask();
    return !(before == wish_);
}

}  // namespace saddle::viz

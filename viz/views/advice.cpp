#include "viz/views/advice.h"

#include <algorithm>
#include <cmath>

#include "viz/plot/imgui_canvas.h"
#include "viz/plot/number.h"
#include "viz/views/controls.h"

namespace saddle::viz {
namespace {

constexpr double kWorthTelling = 0.1, kFarFromRoof = 25;

std::string percent(double share) { return plot::fixed(share * 100, 0) + " %"; }

// "{1}" and "{2}" of a translated sentence; translations may put them in another order.
std::string filled(std::string sentence, const std::vector<std::string>& values) {
    for (size_t i = 0; i < values.size(); ++i) {
        const std::string place = '{' + std::to_string(i + 1) + '}';
        if (const size_t at = sentence.find(place); at != std::string::npos) sentence.replace(at, place.size(), values[i]);
    }
    return sentence;
}

}  // namespace

std::vector<Advice> advise(const StepProfile& profile, const std::function<std::string(const char*)>& tr) {
    std::vector<Advice> made;
    const double whole = profile.sum_of_kernels_ms + profile.gap_ms + profile.host_ms;
    if (!(whole > 0) || profile.kernels.empty()) return made;
    const double calls = double(profile.kernels.size());
    if (const double share = profile.gap_ms / whole; share >= kWorthTelling)
        made.push_back({filled(tr("Between {1} calls the device waits {2} of the step."), {plot::number(calls), percent(share)}),
                        tr("A larger batch makes calls longer; fusion makes them fewer (Plan shows which pass is off)."), "", share});
    if (const double share = profile.host_ms / whole; share >= kWorthTelling)
        made.push_back({filled(tr("The host takes {1} of the step to submit and to wake."), {percent(share)}), tr("A larger batch gives the device more to do for each submit."), "", share});
    for (const KernelTiming& call : profile.kernels) {
        const double share = call.ms / whole;
        if (call.bound.empty() || call.percent_of_roofline >= kFarFromRoof || share < kWorthTelling) continue;
        made.push_back({filled(tr("{1} takes {2} of the step at {3} of its roof."), {call.kernel + ' ' + call.node, percent(share), percent(call.percent_of_roofline / 100)}),
                        tr("Let the tuner choose a variant for this shape: saddle tune."), call.node, share * (1 - call.percent_of_roofline / 100)});
    }
    std::stable_sort(made.begin(), made.end(), [](const Advice& a, const Advice& b) { return a.cost > b.cost; });
    return made;
}

NodeId draw_advice(const Context& context, const plot::Rect& rect, const std::vector<Advice>& advice) {
    constexpr float kRow = 40;
    const Theme& theme = context.theme;
    if (advice.empty()) {
        empty_state(context, rect, context.tr("Nothing stands out"), context.tr("No gap, no wait and no kernel costs a tenth of the step without need."));
        return {};
    }
    NodeId clicked;
    plot::ImGuiCanvas canvas(ImGui::GetWindowDrawList());
    canvas.push_clip(rect);
    for (size_t i = 0; i < advice.size() && rect.top + float(i) * kRow < rect.bottom; ++i) {
        const plot::Rect row{rect.left, rect.top + float(i) * kRow, rect.right, rect.top + float(i + 1) * kRow};
        ImGui::SetCursorScreenPos({row.left, row.top});
        ImGui::PushID(int(i));
        if (ImGui::InvisibleButton("advice", {row.width(), kRow})) clicked = advice[i].node;
        ImGui::PopID();
        if (ImGui::IsItemHovered() && !advice[i].node.empty()) canvas.fill(row, theme.bg.hover, 0);
        canvas.text({row.left + 12, row.top + 13}, plot::Align::Left, Font::Base, theme.text.primary, advice[i].finding);
        canvas.text({row.left + 12, row.top + 29}, plot::Align::Left, Font::Small, theme.text.tertiary, advice[i].remedy);
        canvas.line({row.left, row.bottom - 1}, {row.right, row.bottom - 1}, theme.line.subtle, 1, plot::kSolid);
    }
    canvas.pop_clip();
    return clicked;
}

}  // namespace saddle::viz

#include "viz/views/kernel_comparison.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "viz/plot/number.h"
#include "viz/views/timeline.h"

namespace saddle::viz {
namespace {

using plot::Align;
using plot::Rect;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

const std::string& name_of(const ProfileDiff::Row& row) { return row.kernel.empty() ? row.node : row.kernel; }

double value_of(const ProfileDiff::Row& row, int column) {
    switch (column) {
        case KernelComparison::Before: return row.before.calls > 0 ? row.before.ms : kNaN;
        case KernelComparison::Now: return row.after.calls > 0 ? row.after.ms : kNaN;
        case KernelComparison::Change: return row.after.ms - row.before.ms;
        default: return row.ratio();
    }
}

}  // namespace

void KernelComparison::compare(const StepProfile& now, KernelGrouping grouping) {
    using analysis::ProfileRows;
    diff_ = analysis::compare(*kept_, now, grouping == KernelGrouping::Nodes ? ProfileRows::Nodes : grouping == KernelGrouping::Kernels ? ProfileRows::Kernels : ProfileRows::KernelsOfNodes);
    sort();
}

void KernelComparison::sort() {
    const int by = table_.sorted_by;
    std::stable_sort(diff_.rows.begin(), diff_.rows.end(), [&](const ProfileDiff::Row& a, const ProfileDiff::Row& b) {
        if (by == Name) return table_.descending ? name_of(b) < name_of(a) : name_of(a) < name_of(b);
        double x = value_of(a, by), y = value_of(b, by);
        if (by == Change) x = std::abs(x), y = std::abs(y);   // faster or slower: what changed most
        if (std::isnan(x) || std::isnan(y)) return !std::isnan(x) && std::isnan(y);
        return table_.descending ? y < x : x < y;
    });
}

Table::Events KernelComparison::draw(const Context& context, const Rect& rect, const std::function<TableRow(const ProfileDiff::Row&)>& look) {
    const std::vector<TableColumn> columns{{context.tr("kernel"), "", 0, true}, {context.tr("before, ms"), context.tr("Time in the step that was kept"), 84, false, 0},
                                           {context.tr("now, ms"), context.tr("Median time in a step"), 76, false, 0}, {context.tr("change, ms"), context.tr("Sorted by its size"), 84, false, 2},
                                           {context.tr("ratio"), context.tr("Time now over the time before"), 64, false, 0}};
    const Table::Events events = table_.draw(context, "comparison", rect, columns, int(diff_.rows.size()), [&](int row) { return look(diff_.rows[size_t(row)]); },
                                             [&](plot::Canvas& canvas, int row, int column, const Rect& where) { cell(canvas, context, row, column, where); });
    if (events.sorted) sort();
    return events;
}

void KernelComparison::cell(plot::Canvas& canvas, const Context& context, int index, int column, const Rect& rect) const {
    const ProfileDiff::Row& row = diff_.rows[size_t(index)];
    const Theme& theme = context.theme;
    const float y = std::floor(rect.centre_y());
    if (column == Name) {
        paint_phase_mark(canvas, {rect.left + 4, y}, 3.5f, row.phase, phase_color(theme, row.phase));
        canvas.text({rect.left + 14, y}, Align::Left, Font::Mono, theme.text.primary, name_of(row));
        if (!row.kernel.empty()) canvas.text({rect.left + 14 + canvas.text_width(Font::Mono, name_of(row)) + 6, y}, Align::Left, Font::Mono, theme.text.tertiary, row.node);
        return;
    }
    const double value = value_of(row, column);
    std::string text = std::isnan(value) ? std::string(plot::kUnknown) : plot::fixed(value, column == Ratio ? 2 : 3);
    if (column == Change && value > 0) text = "+" + text;
    canvas.text({rect.right, y}, Align::Right, Font::Mono, std::isnan(value) ? theme.text.tertiary : theme.text.primary, text);
}

}  // namespace saddle::viz

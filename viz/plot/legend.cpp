#include "viz/plot/legend.h"

#include <algorithm>
#include <cmath>

namespace saddle::viz::plot {
namespace {

constexpr float kRow = 17, kMark = 14, kMarkRoom = 20, kBetween = 12, kPad = 6;

struct Widths { float name = 0, value = 0; };
Widths widths(const Canvas& canvas, const std::vector<Entry>& entries) {
    Widths widest;
    for (const Entry& entry : entries) {
        widest.name = std::max(widest.name, canvas.text_width(Font::Small, entry.name));
        widest.value = std::max(widest.value, canvas.text_width(Font::Mono, entry.value));
    }
    return {std::ceil(widest.name), std::ceil(widest.value / 8) * 8};   // values change all the time; the box should not
}

void paint_entry(Canvas& canvas, const Rect& row, const Entry& entry, const Theme& theme) {
    const float y = std::floor(row.centre_y());
    const Color color = entry.shown ? entry.color : theme.text.disabled;
    const Point ends[] = {{row.left, y + 0.5f}, {row.left + kMark, y + 0.5f}};
    canvas.polyline(ends, color, 2, entry.dash);
    if (entry.dots) canvas.circle({row.left + kMark / 2, y + 0.5f}, 2.5f, color);
    canvas.text({row.left + kMarkRoom, y}, Align::Left, Font::Small, entry.shown ? theme.text.primary : theme.text.disabled, entry.name);
    const bool bad = entry.value == "NaN" || entry.value.ends_with("inf");
    const Color value_color = !entry.shown ? theme.text.disabled : bad ? theme.semantic.error : theme.text.primary;
    canvas.text({row.right, y}, Align::Right, Font::Mono, value_color, entry.value);
}

}  // namespace

std::vector<Rect> legend_rows(const Canvas& canvas, const Frame& frame, const std::vector<Entry>& entries) {
    const Widths w = widths(canvas, entries);
    const float width = std::min(kMarkRoom + w.name + kBetween + w.value, frame.area.width() - 2 * kPad);
    const float right = frame.area.right - kPad, top = frame.area.top + 4;
    const int room = std::max(1, int(frame.area.height() * 0.6f / kRow));
    std::vector<Rect> rows;
    for (int i = 0; i < std::min(room, int(entries.size())); ++i)
        rows.push_back({right - width, top + float(i) * kRow, right, top + float(i + 1) * kRow});
    return rows;
}

void paint_legend(Canvas& canvas, const Frame& frame, const std::vector<Rect>& rows, const std::vector<Entry>& entries, const Theme& theme) {
    if (rows.empty()) return;
    const size_t hidden = entries.size() - rows.size();
    const float bottom = rows.back().bottom + (hidden ? kRow : 0);
    canvas.fill({rows[0].left - kPad, rows[0].top, frame.area.right, bottom}, with_alpha(theme.plot.bg, 0.86f));
    for (size_t i = 0; i < rows.size(); ++i) paint_entry(canvas, rows[i], entries[i], theme);
    if (hidden) canvas.text({rows[0].left + kMarkRoom, rows.back().bottom + kRow / 2}, Align::Left, Font::Small, theme.text.tertiary, "+ " + std::to_string(hidden));
}

void paint_read_out(Canvas& canvas, const Frame& frame, float x, float y, const std::string& title, const std::string& value,
                    const std::vector<Entry>& entries, const Theme& theme) {
    const Widths w = widths(canvas, entries);
    const float head = canvas.text_width(Font::Small, title) + kBetween + canvas.text_width(Font::Mono, value);
    const float width = std::ceil(std::max(head, kMarkRoom + w.name + kBetween + w.value)) + 18, height = kRow * float(entries.size() + 1) + 10;
    const bool left = x > (frame.area.left + frame.area.right) / 2;
    Rect box{left ? x - 12 - width : x + 12, 0, 0, 0};
    box.left = std::clamp(std::floor(box.left), frame.area.left + 2, std::max(frame.area.left + 2, frame.area.right - width - 2));
    box.top = std::floor(std::clamp(y, frame.area.top + 2, std::max(frame.area.top + 2, frame.area.bottom - height - 4)));
    box.right = box.left + width;
    box.bottom = box.top + height;
    canvas.fill(box, theme.bg.raised, 4);
    canvas.outline(box, theme.line.strong, 1, 4);
    Rect row{box.left + 9, box.top + 5, box.right - 9, box.top + 5 + kRow};
    canvas.text({row.left, row.centre_y()}, Align::Left, Font::Small, theme.text.tertiary, title);
    canvas.text({row.right, row.centre_y()}, Align::Right, Font::Mono, theme.text.secondary, value);
    for (const Entry& entry : entries) {
        row.top += kRow, row.bottom += kRow;
        paint_entry(canvas, row, entry, theme);
    }
}

void paint_ring(Canvas& canvas, Point at, Color color, const Theme& theme) { canvas.circle(at, 4, theme.plot.bg, color, 2); }

}  // namespace saddle::viz::plot

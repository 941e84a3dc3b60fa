#include "viz/views/inside_lines.h"

#include <cmath>

#include "viz/plot/imgui_canvas.h"
#include "viz/plot/number.h"

namespace saddle::viz {

void LinePlot::set(std::vector<Line> lines, plot::ScaleKind kind) {
    lines_.clear();
    curves_.clear();
    kind_ = kind;
    for (Line& line : lines) {
        auto kept = std::make_unique<Kept>();
        kept->line = std::move(line);
        Line& l = kept->line;
        if (kind == plot::ScaleKind::Log) {
            size_t count = 0;
            for (size_t i = 0; i < l.y.size(); ++i)
                if (l.y[i] > 0) {
                    l.x[count] = l.x[i];
                    l.y[count++] = l.y[i];
                }
            l.x.resize(count);
            l.y.resize(count);
        }
        kept->pyramid.extend(l.y);
        plot::Curve curve;
        curve.name = l.name;
        curve.raw = {l.x, l.y, &kept->pyramid, {}, {}};
        curve.dash = l.dashed ? plot::series_dash(6) : plot::kSolid;
        curve.dots = l.dots;
        curves_.push_back(std::move(curve));
        lines_.push_back(std::move(kept));
    }
}

void LinePlot::draw(const Context& context, const plot::Rect& rect, const char* id, const std::string& x_label, const std::string& y_label, const std::function<std::string(double)>& title) {
    plot::ImGuiCanvas canvas(ImGui::GetWindowDrawList());
    legend_.clear();
    for (size_t i = 0; i < curves_.size(); ++i) {
        curves_[i].color = plot::series_color(context.theme, lines_[i]->line.series);
        if (!lines_[i]->line.dashed) legend_.push_back({context.tr(curves_[i].name.c_str()), "", curves_[i].color, curves_[i].dash, curves_[i].dots, true});
    }
    float widest = 0;
    for (const plot::Entry& entry : legend_) widest = std::max(widest, canvas.text_width(Font::Small, entry.name));
    const double legend_share = double(std::min(0.4f, (widest + 44) / std::max(1.f, rect.width())));
    const auto make = [&] {
        plot::Range whole = plot::padded(plot::positions(curves_), plot::ScaleKind::Linear, 0.03);
        whole.high += whole.span() * legend_share / (1 - legend_share);   // the legend stands beside the last points
        const plot::Range x = navigator_.x(whole);
        const plot::Range y = navigator_.y(plot::padded(plot::values_within(curves_, x, kind_), kind_, 0.06));
        return plot::make_frame(canvas, rect, {x_label, plot::ScaleKind::Linear, plot::Notation::Whole}, {y_label, kind_, plot::Notation::Number}, x, y);
    };
    frame_ = make();
    const plot::Pointer pointer = plot::read_pointer(id, rect);
    if (navigator_.update(pointer, frame_)) frame_ = make();
    plot::paint_axes(canvas, frame_, context.theme);
    canvas.push_clip(frame_.area);
    painter_.paint(canvas, frame_, curves_, context.theme);
    canvas.pop_clip();
    plot::paint_legend(canvas, frame_, plot::legend_rows(canvas, frame_, legend_), legend_, context.theme);
    read(context, canvas, pointer, x_label, title);
    navigator_.paint(canvas, context.theme);
}

void LinePlot::read(const Context& context, plot::Canvas& canvas, const plot::Pointer& pointer, const std::string& x_label, const std::function<std::string(double)>& title) {
    hovered_.reset();
    if (!pointer.hovered || !frame_.area.contains(pointer.at)) return;
    const double here = frame_.x.value(double(pointer.at.x));
    for (const plot::Curve& curve : curves_)
        if (const size_t point = plot::nearest(curve.raw, here); point < curve.raw.size() && (!hovered_ || std::abs(curve.raw.x[point] - here) < std::abs(*hovered_ - here))) hovered_ = curve.raw.x[point];
    if (!hovered_) return;
    plot::paint_vertical(canvas, frame_, *hovered_, context.theme.text.tertiary, plot::series_dash(2));
    std::vector<plot::Entry> entries;
    for (size_t i = 0; i < curves_.size(); ++i) {
        const size_t point = plot::nearest(curves_[i].raw, *hovered_);
        if (point == curves_[i].raw.size() || curves_[i].raw.x[point] != *hovered_) continue;
        const double value = curves_[i].raw.y[point];
        const plot::Point at = frame_.at(*hovered_, value);
        if (frame_.area.contains(at)) plot::paint_ring(canvas, at, curves_[i].color, context.theme);
        entries.push_back({context.tr(curves_[i].name.c_str()), plot::number(value), curves_[i].color, curves_[i].dash, curves_[i].dots, true});
    }
    const float below = frame_.area.top + 17 * float(legend_.size()) + 16;
    plot::paint_read_out(canvas, frame_, float(frame_.x.pixel(*hovered_)), std::max(below, pointer.at.y - 60), x_label, title(*hovered_), entries, context.theme);
}

}  // namespace saddle::viz

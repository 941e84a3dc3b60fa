#include "viz/plot/curve.h"

#include <algorithm>
#include <cmath>

namespace saddle::viz::plot {
namespace {

constexpr float kRawWidth = 1, kLineWidth = 1.75f, kRawAlpha = 0.36f, kDot = 1.9f, kDotRoom = 6;

bool dense(const Frame& frame, Stretch stretch) { return double(stretch.end - stretch.begin) > 2 * double(frame.area.width()); }

}  // namespace

void CurvePainter::paint(Canvas& canvas, const Frame& frame, std::span<const Curve> curves, const Theme& theme) {
    canvas.push_clip({frame.area.left, frame.area.top, frame.area.right, frame.area.bottom + 1});
    for (const Curve& curve : curves)
        if (curve.shown) raw(canvas, frame, curve);
    for (const Curve& curve : curves)
        if (curve.shown) smooth(canvas, frame, curve);
    for (const Curve& curve : curves) {
        if (!curve.shown) continue;
        visible(curve.raw, frame.x.range, stretches_);
        for (const Stretch& stretch : stretches_) not_finite(canvas, frame, curve.raw, stretch, theme);
    }
    canvas.pop_clip();
}

void CurvePainter::raw(Canvas& canvas, const Frame& frame, const Curve& curve) {
    const bool smoothed = curve.smooth.size() > 0;
    const Color color = smoothed ? with_alpha(curve.color, kRawAlpha) : curve.color;
    visible(curve.raw, frame.x.range, stretches_);
    for (const Stretch& stretch : stretches_) {
        if (dense(frame, stretch)) {
            band(canvas, frame, curve.raw, stretch, color);
        } else {
            trace(canvas, frame, curve.raw, stretch, curve, color, smoothed ? kRawWidth : kLineWidth);
            dots(canvas, frame, curve.raw, stretch, curve);
        }
    }
}

void CurvePainter::smooth(Canvas& canvas, const Frame& frame, const Curve& curve) {
    visible(curve.smooth, frame.x.range, stretches_);
    for (const Stretch& stretch : stretches_) {
        if (dense(frame, stretch)) overlay(canvas, frame, curve.smooth, stretch, curve);
        else trace(canvas, frame, curve.smooth, stretch, curve, curve.color, kLineWidth);
    }
}

// Point to point; pieces end at gaps.
void CurvePainter::trace(Canvas& canvas, const Frame& frame, const Samples& samples, Stretch stretch, const Curve& curve, Color color, float width) {
    points_.clear();
    for (size_t i = stretch.begin; i < stretch.end; ++i) {
        if (i > stretch.begin && !samples.joined(i)) {
            canvas.polyline(points_, color, width, curve.dash);
            points_.clear();
        }
        if (std::isfinite(samples.y[i])) points_.push_back(frame.at(samples.x[i], samples.y[i]));
    }
    canvas.polyline(points_, color, width, curve.dash);
}

// A column from the lowest to the highest value of its points, longer where the line comes in from the column before.
void CurvePainter::band(Canvas& canvas, const Frame& frame, const Samples& samples, Stretch stretch, Color color) {
    columns_.clear();
    columns(samples, frame.x, stretch, columns_);
    for (size_t i = 0; i < columns_.size(); ++i) {
        const Column& column = columns_[i];
        if (column.extent.empty()) continue;
        double low = column.extent.min, high = column.extent.max;
        if (column.joined) {
            const Column& before = columns_[i - 1];
            if (before.pixel + 1 == column.pixel) {
                low = std::min(low, before.last);
                high = std::max(high, before.last);
            } else {
                const Point ends[] = {frame.at(0, before.last), frame.at(0, column.first)};
                canvas.line({float(before.pixel) + 1, ends[0].y}, {float(column.pixel), ends[1].y}, color);
            }
        }
        const float x = float(column.pixel), top = frame.at(0, high).y, bottom = frame.at(0, low).y;
        canvas.fill({x, top, x + 1, std::max(bottom, top + 1)}, color);
    }
}

// A smooth line hardly moves within a column: one point a column, two where it does.
void CurvePainter::overlay(Canvas& canvas, const Frame& frame, const Samples& samples, Stretch stretch, const Curve& curve) {
    columns_.clear();
    columns(samples, frame.x, stretch, columns_);
    points_.clear();
    for (const Column& column : columns_) {
        if (!column.joined) {
            canvas.polyline(points_, curve.color, kLineWidth, curve.dash);
            points_.clear();
        }
        if (column.extent.empty()) continue;
        const float x = float(column.pixel) + 0.5f, top = frame.at(0, column.extent.max).y, bottom = frame.at(0, column.extent.min).y;
        if (bottom - top < 1.5f) points_.push_back({x, (top + bottom) / 2});
        else if (column.last >= column.first) points_.insert(points_.end(), {{x, bottom}, {x, top}});
        else points_.insert(points_.end(), {{x, top}, {x, bottom}});
    }
    canvas.polyline(points_, curve.color, kLineWidth, curve.dash);
}

// Dots where asked for and where there is room; always for a point without neighbours, which no line shows.
void CurvePainter::dots(Canvas& canvas, const Frame& frame, const Samples& samples, Stretch stretch, const Curve& curve) {
    const bool all = curve.dots && float(stretch.end - stretch.begin) * kDotRoom < frame.area.width();
    for (size_t i = stretch.begin; i < stretch.end; ++i) {
        if (!std::isfinite(samples.y[i])) continue;
        const bool alone = !samples.joined(i) && !(i + 1 < samples.size() && samples.joined(i + 1));
        if (all || alone) canvas.circle(frame.at(samples.x[i], samples.y[i]), kDot, curve.color);
    }
}

// NaN and infinities: an error line where they begin, a cross on the axis, and a band over a run of them.
void CurvePainter::not_finite(Canvas& canvas, const Frame& frame, const Samples& samples, Stretch stretch, const Theme& theme) {
    float cross_after = -1e9f;
    const auto mark = [&](float from, float to) {
        if (to > from + 1) canvas.fill({from, frame.area.top, to, frame.area.bottom}, with_alpha(theme.semantic.error, 0.16f));
        canvas.line({from, frame.area.top}, {from, frame.area.bottom}, with_alpha(theme.semantic.error, 0.7f));
        if (from < cross_after) return;
        const float y = frame.area.bottom - 4;
        canvas.line({from - 3.5f, y - 3.5f}, {from + 3.5f, y + 3.5f}, theme.semantic.error, 1.5f);
        canvas.line({from - 3.5f, y + 3.5f}, {from + 3.5f, y - 3.5f}, theme.semantic.error, 1.5f);
        cross_after = from + 9;
    };
    if (samples.pyramid->query(samples.y, stretch.begin, stretch.end).nonfinite == 0) return;
    columns_.clear();
    columns(samples, frame.x, stretch, columns_);
    float from = 0, to = -1;
    const auto flush = [&] {
        if (to > from) mark(from, to);
        to = -1;
    };
    for (const Column& column : columns_) {
        if (column.extent.nonfinite == 0) {
            flush();
            continue;
        }
        // Columns without a value between two that are not finite belong to the same run.
        const float left = float(column.pixel);
        if (to < from) from = left;
        to = left + 1;
        if (std::isfinite(column.last)) flush();
    }
    flush();
}

Range values_within(std::span<const Curve> curves, Range x, ScaleKind y_kind) {
    Extent extent;
    std::vector<Stretch> stretches;
    for (const Curve& curve : curves) {
        if (!curve.shown) continue;
        visible(curve.raw, x, stretches);
        for (const Stretch& stretch : stretches) {
            Extent part = curve.raw.pyramid->query(curve.raw.y, stretch.begin, stretch.end);
            if (y_kind == ScaleKind::Log && part.min <= 0) part.min = curve.raw.pyramid->smallest_positive();
            extent.add(part);
        }
    }
    return {extent.min, extent.max};
}

Range positions(std::span<const Curve> curves) {
    Extent extent;
    for (const Curve& curve : curves) {
        if (!curve.shown || curve.raw.size() == 0) continue;
        size_t begin = 0;
        for (size_t i = 0; i <= curve.raw.falls.size(); ++i) {
            const size_t end = i < curve.raw.falls.size() ? curve.raw.falls[i] : curve.raw.size();
            extent.add(curve.raw.x[begin]);
            extent.add(curve.raw.x[end - 1]);
            begin = end;
        }
    }
    return {extent.min, extent.max};
}

}  // namespace saddle::viz::plot

#pragma once
// Colours, fonts and sizes of the canvas, read from the tokens once per theme. Sizes in logical px at zoom 1.
#include <QColor>
#include <QFont>
#include <QHash>
#include <vector>

#include "app/shell/theme/tokens.h"
#include "engine/api/catalog.h"

namespace saddle::app {

struct CanvasStyle {
    explicit CanvasStyle(const Tokens& tokens);

    struct Family { QColor color, title; QString icon; };
    /// Of a LayerDef::family; unknown ones look like a group.
    const Family& family(const QString& name) const;
    const QColor& wire(ops::PortKind kind) const { return wires[size_t(kind)]; }
    /// Heat map at `share` of the scale's maximum, 0..1.
    QColor heat(double share) const { return interpolate(heat_stops, 0.25 + 0.75 * share); }

    bool dark;
    QColor canvas, panel, raised, field, hover, active;
    QColor grid, grid_major, line_subtle, line, line_strong;
    QColor primary, secondary, tertiary, disabled;
    QColor accent, accent_soft, accent_on, error, error_soft, warning, info;
    std::vector<QColor> wires, heat_stops;
    QHash<QString, Family> families;

    QFont title, instance, row_name, row_value, cost, axis, size, small, base;

    double node_radius, title_height, row_height, cost_height, heat_height, pad, compact_width, min_width, ring_offset, ring_width;
    double dim_alpha, bypass_alpha, port_first, port_pitch, port_size, port_hit;
    double lane_radius, tangent_min, halo, snap, grid_step, zoom_min, zoom_max, labels_from, rows_from;
    int grid_major_every, ms_fast, ms_normal, ms_slow;
};

/// Width of `text` in px. Each text is measured once: faces and frames ask for the same ones again and again. UI thread.
double text_width(const QFont& font, const QString& text);

}  // namespace saddle::app

#include "app/canvas/canvas_style.h"

#include <QFontMetricsF>

namespace saddle::app {

CanvasStyle::CanvasStyle(const Tokens& t)
    : dark(t.dark()),
      canvas(t.color("bg.canvas")), panel(t.color("bg.panel")), raised(t.color("bg.raised")), field(t.color("bg.field")),
      hover(t.color("bg.hover")), active(t.color("bg.active")),
      grid(t.color("line.grid")), grid_major(t.color("line.gridMajor")), line_subtle(t.color("line.subtle")), line(t.color("line.normal")),
      line_strong(t.color("line.strong")),
      primary(t.color("text.primary")), secondary(t.color("text.secondary")), tertiary(t.color("text.tertiary")), disabled(t.color("text.disabled")),
      accent(t.color("accent.base")), accent_soft(t.color("accent.soft")), accent_on(t.color("accent.on")),
      error(t.color("semantic.error")), error_soft(t.color("semantic.errorSoft")), warning(t.color("semantic.warning")), info(t.color("semantic.info")),
      heat_stops(t.colors("sequentialHeat")) {
    for (const char* kind : {"unknown", "image", "features", "sequence", "graph", "tokens", "scalar"}) wires.push_back(t.color(QString("tensor.") + kind));
    const std::pair<const char*, const char*> icons[] = {
        {"data", "data"}, {"conv", "conv"}, {"pool", "pool"}, {"norm", "norm"}, {"act", "act"}, {"linear", "linear"}, {"recurrent", "recurrent"},
        {"attention", "attention"}, {"graph", "graph"}, {"diffusion", "diffusion"}, {"shape", "reshape"}, {"loss", "target"}, {"group", "group"}};
    for (const auto& [name, icon] : icons) families[name] = {t.color(QString("family.") + name), t.color(QString("familyTitle.") + name), icon};

    title = t.font("ui", 12, 600);
    instance = cost = t.font("mono", 10);
    row_name = small = t.font("ui", 11);
    row_value = t.font("mono", 10.5);
    axis = t.font("mono", t.number("canvas.shapeLabel.axisSize"));
    size = t.font("mono", t.number("canvas.shapeLabel.size"), 500);
    base = t.font("ui", 12);

    const auto node = [&](const char* name) { return t.number(QString("canvas.node.") + name); };
    node_radius = node("radius");
    title_height = node("title");
    row_height = node("attrRow");
    cost_height = node("costRow");
    heat_height = node("heat");
    pad = node("padX");
    compact_width = node("widthCompact");
    min_width = node("widthMin");
    ring_offset = node("ringOffset");
    ring_width = node("ringWidth");
    dim_alpha = node("dimAlpha");
    bypass_alpha = node("disabledAlpha");
    port_first = node("portFirstY");
    port_pitch = node("portPitch");
    port_size = t.number("canvas.port.size");
    port_hit = t.number("canvas.port.hit");
    lane_radius = t.number("canvas.edge.laneRadius");
    tangent_min = t.number("canvas.edge.tangentMin");
    halo = t.number("canvas.edge.halo");
    snap = t.number("canvas.snap");
    grid_step = t.number("canvas.grid");
    grid_major_every = int(t.number("canvas.gridMajorEvery"));
    zoom_min = t.number("canvas.zoomMin");
    zoom_max = t.number("canvas.zoomMax");
    labels_from = t.number("canvas.labelsFrom");
    rows_from = t.number("canvas.attrsFrom");
    ms_fast = int(t.number("motion.fast"));
    ms_normal = int(t.number("motion.normal"));
    ms_slow = int(t.number("motion.slow"));
}

const CanvasStyle::Family& CanvasStyle::family(const QString& name) const {
    const auto it = families.constFind(name);
    return it != families.constEnd() ? *it : *families.constFind("group");
}

double text_width(const QFont& font, const QString& text) {
    constexpr qsizetype kMost = 20000;
    static QHash<std::pair<QFont, QString>, double> known;
    const std::pair<QFont, QString> key(font, text);
    if (const auto it = known.constFind(key); it != known.constEnd()) return *it;
    if (known.size() >= kMost) known.clear();
    return *known.insert(key, QFontMetricsF(font).horizontalAdvance(text));
}

}  // namespace saddle::app

#include "app/panels/help_page.h"

#include <QCoreApplication>
#include <algorithm>

#include "app/panels/formula.h"
#include "app/panels/palette_family.h"
#include "app/shell/language.h"
#include "app/shell/theme/theme.h"
#include "engine/api/catalog.h"
#include "engine/api/schedules.h"

namespace saddle::app {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("HelpPage", text); }
QString plain(const std::string& text) { return QString::fromStdString(text).toHtmlEscaped(); }
QString prose(const std::string& english) { return catalogText(english).toHtmlEscaped(); }

QString paragraph(const QString& html) { return html.isEmpty() ? QString() : "<p>" + html + "</p>"; }
QString heading(const QString& text) { return "<h3>" + text + "</h3>"; }
QString formula(const std::string& tex) { return tex.empty() ? QString() : "<p class='formula'>" + formulaHtml(tex) + "</p>"; }
/// A name with what is said of it below.
QString entry(const QString& name, const QString& note, const QString& text) {
    return "<p class='entry'><code>" + name + "</code>" + (note.isEmpty() ? QString() : " <span class='note'>" + note + "</span>") + (text.isEmpty() ? QString() : "<br>" + text) + "</p>";
}

QString range(const ops::AttributeDef& def) {
    constexpr double kNone = 1e300;
    const bool low = def.low > -kNone, high = def.high < kNone;
    if (low && high) return tr("%1 to %2").arg(QString::number(def.low), QString::number(def.high));
    return low ? tr("at least %1").arg(QString::number(def.low)) : high ? tr("at most %1").arg(QString::number(def.high)) : QString();
}

QString attributes(const std::vector<ops::AttributeDef>& list) {
    if (list.empty()) return {};
    QString html = heading(tr("Attributes"));
    for (const ops::AttributeDef& def : list) {
        QStringList facts{tr("default %1").arg(plain(to_string(def.fallback)))};
        if (!def.unit.empty()) facts.front() += " " + plain(def.unit);
        if (const QString bounds = range(def); !bounds.isEmpty()) facts << bounds;
        QStringList choices;
        for (const std::string& choice : def.choices) choices << plain(choice);
        if (!choices.isEmpty()) facts << tr("one of %1").arg(choices.join(", "));
        const QString label = def.label.empty() ? QString() : "<b>" + prose(def.label) + "</b>";
        const QString help = prose(def.help);
        html += entry(plain(def.name), facts.join(" · "), label + (label.isEmpty() || help.isEmpty() ? QString() : ": ") + help);
    }
    return html;
}

QString ports(const QString& title, const std::vector<ops::LayerPort>& list) {
    if (list.empty()) return {};
    QString html = heading(title);
    for (const ops::LayerPort& port : list) {
        QStringList notes;
        if (port.kind != ops::PortKind::Unknown) notes << prose(ops::name(port.kind));
        if (!port.required) notes << tr("may be left free");
        html += entry(plain(port.name), notes.join(" · "), prose(port.help));
    }
    return html;
}

QString ports(const QString& title, const std::vector<ops::PortDef>& list) {
    if (list.empty()) return {};
    QString html = heading(title);
    for (const ops::PortDef& port : list) html += entry(plain(port.name), port.optional ? tr("may be left free") : port.variadic ? tr("any number") : QString(), prose(port.help));
    return html;
}

QString page_of(const ops::LayerDef& def) {
    return paragraph(prose(def.summary)) + formula(def.formula) + ports(tr("Inputs"), def.inputs) + ports(tr("Outputs"), def.outputs) + attributes(def.attributes);
}

QString page_of(const ops::OpDef& def) {
    QString html = paragraph(prose(def.doc)) + formula(def.formula);
    html += paragraph(def.onnx ? tr("Name and meaning are those of ONNX's operator.") : tr("ONNX has no such operator; it is exported as others that it consists of."));
    html += ports(tr("Inputs"), def.inputs) + ports(tr("Outputs"), def.outputs) + attributes(def.attributes);
    return html + heading(tr("Gradient")) + paragraph(def.no_gradient.empty() ? tr("It is differentiated.") : tr("None: %1").arg(prose(def.no_gradient)));
}

QString page_of(const ops::OptimizerDef& def) {
    QString html = paragraph(prose(def.summary)) + formula(def.formula) + attributes(def.attributes);
    if (def.states.empty()) return html;
    QStringList states;
    for (const std::string& state : def.states) states << "<code>" + plain(state) + "</code>";
    return html + heading(tr("Keeps of each parameter")) + paragraph(states.join(", "));
}

QString page_of(const train::ScheduleDef& def) { return paragraph(prose(def.summary)) + formula(def.formula) + attributes(def.attributes); }

template <class Def>
QString page_in(const std::vector<Def>& defs, const std::string& name) {
    const auto it = std::find_if(defs.begin(), defs.end(), [&](const Def& def) { return def.name == name; });
    return it == defs.end() ? QString() : page_of(*it);
}

}  // namespace

const std::vector<HelpTopic>& helpTopics() {
    static const std::vector<HelpTopic> topics = [] {
        std::vector<HelpTopic> list;
        for (const ops::LayerDef& def : ops::all_layers()) list.push_back({HelpKind::Layer, def.name, def.family, def.summary});
        std::stable_sort(list.begin(), list.end(), [](const HelpTopic& a, const HelpTopic& b) { return a.family < b.family; });
        for (const ops::OpDef& def : ops::all_ops()) list.push_back({HelpKind::Operator, def.name, {}, def.doc});
        for (const ops::OptimizerDef& def : ops::all_optimizers()) list.push_back({HelpKind::Optimizer, def.name, {}, def.summary});
        for (const train::ScheduleDef& def : train::all_schedules()) list.push_back({HelpKind::Schedule, def.name, {}, def.summary});
        return list;
    }();
    return topics;
}

QString helpHeading(const HelpTopic& topic) {
    switch (topic.kind) {
        case HelpKind::Layer: return layerFamilyTitle(QString::fromStdString(topic.family));
        case HelpKind::Operator: return tr("Operators");
        case HelpKind::Optimizer: return tr("Optimizers");
        case HelpKind::Schedule: return tr("Schedules");
    }
    return {};
}

QString helpHtml(const HelpTopic& topic, const Project* project) {
    const Tokens& tokens = Theme::instance().tokens();
    const QString style = QStringLiteral("<style>h2 { font-size: %1px; font-weight: 600; margin: 0; } h3 { font-size: %2px; font-weight: 600; margin: 12px 0 2px 0; } p { margin: 6px 0; }"
                                         " .entry { margin: 4px 0; } .note { color: %3; } .formula { background: %4; padding: 6px; } code { font-family: '%5'; color: %6; }</style>")
                              .arg(lookFont("heading").pixelSize()).arg(lookFont("base").pixelSize())
                              .arg(tokens.color("text.tertiary").name(), tokens.color("bg.canvas").name(), lookFont("base", 400, true).families().join("', '"), tokens.color("accent.base").name());
    QString body;
    if (topic.kind == HelpKind::Operator) body = page_in(ops::all_ops(), topic.name);
    else if (topic.kind == HelpKind::Optimizer) body = page_in(ops::all_optimizers(), topic.name);
    else if (topic.kind == HelpKind::Schedule) body = page_in(train::all_schedules(), topic.name);
    else if (const ops::LayerDef* def = ops::find_layer(topic.name)) body = page_of(*def);
    else if (const auto composite = project ? ops::layer_of(*project, topic.name) : nullptr) body = page_of(*composite);
    return style + "<h2>" + plain(topic.name) + "</h2><p class='note'>" + helpHeading(topic) + "</p>" + body;
}

}  // namespace saddle::app

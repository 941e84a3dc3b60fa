#include "app/canvas/node_face.h"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "app/canvas/canvas_view.h"
#include "app/document/drawing.h"
#include "app/shell/language.h"
#include "app/shell/number_text.h"

namespace saddle::app {
namespace {

constexpr double kFirstRowPort = 38;   // a second port sits beside the first attribute row
constexpr double kTitleLeft = 28;      // the title begins behind the family's icon
constexpr size_t kMaxRows = 3;

/// Ports of a node: those its layer defines, those the engine knows (a data set has what its files hold), and those that
/// wires name, so that a wire to a port that does not exist can be seen and removed.
std::vector<FacePort> ports_of(const Node& node, const ops::LayerDef* def, const FaceContext& context) {
    std::vector<FacePort> ports;
    const auto add = [&](const std::string& name, bool output, ops::PortKind kind, bool required) {
        if (std::none_of(ports.begin(), ports.end(), [&](const FacePort& p) { return p.name == name && p.output == output; }))
            ports.push_back({name, output, kind, required, false, {}});
    };
    const auto typed_outputs = [&] {
        if (context.typed)
            for (auto it = context.typed->ports.lower_bound({node.id, ""}); it != context.typed->ports.end() && it->first.node == node.id; ++it)
                add(it->first.port, true, it->second.kind, false);
    };
    if (def) {
        for (const ops::LayerPort& port : def->inputs) add(port.name, false, port.kind, port.required);
        if (def->role == ops::LayerRole::Dataset) typed_outputs();
        if (def->role != ops::LayerRole::Dataset || ports.empty())
            for (const ops::LayerPort& port : def->outputs) add(port.name, true, port.kind, false);
    }
    if (const auto wires = context.wires.find(node.id); wires != context.wires.end())
        for (const Edge* wire : wires->second) {
            const bool output = wire->from.node == node.id;
            const std::string& name = output ? wire->from.port : wire->to.port;
            add(name, output, ops::PortKind::Unknown, false);
            std::find_if(ports.begin(), ports.end(), [&](const FacePort& p) { return p.name == name && p.output == output; })->connected = true;
        }
    std::stable_partition(ports.begin(), ports.end(), [](const FacePort& p) { return !p.output; });
    for (FacePort& port : ports) {
        if (!context.typed) continue;
        const auto type = context.typed->ports.find({node.id, port.name});
        if (type != context.typed->ports.end()) port.kind = type->second.kind != ops::PortKind::Unknown ? type->second.kind : port.kind;
        else if (port.connected) port.kind = ops::PortKind::Unknown;
    }
    return ports;
}

/// Channels of an image, features of anything else; -1 when not known.
int64_t features_at(const NodeId& node, const std::vector<ops::LayerPort>& ports, const FaceContext& context) {
    if (!context.typed || ports.empty()) return -1;
    const auto type = context.typed->ports.find({node, ports[0].name});
    if (type == context.typed->ports.end() || type->second.type.shape.rank() < 2) return -1;
    const Shape& shape = type->second.type.shape;
    return type->second.kind == ops::PortKind::Image ? shape[1] : shape[-1];
}

std::vector<FaceRow> rows_of(const Node& node, const ops::LayerDef& def, const std::vector<const Diagnostic*>& diagnostics, const FaceContext& context) {
    std::vector<FaceRow> rows, wrong;
    if (def.role == ops::LayerRole::Dataset) {
        const DataConfig& data = context.project.data;
        rows.push_back({CanvasView::tr("set"), QString::fromStdString(data.path.empty() ? data.set : std::filesystem::path(data.path).filename().string()), false});
        rows.push_back({CanvasView::tr("batch"), QString::number(context.project.train.batch_size), false});
    }
    for (const ops::AttributeDef& attribute : def.attributes) {
        const bool named = std::any_of(diagnostics.begin(), diagnostics.end(), [&](const Diagnostic* d) { return d->field == attribute.name; });
        if (!attribute.key && !named) continue;
        const auto own = node.attributes.find(attribute.name);
        QString value = attribute_text(own == node.attributes.end() ? attribute.fallback : own->second);
        QString name = catalogText(attribute.label).toLower();
        if (attribute.name.rfind("out_", 0) == 0) {
            name = catalogText(attribute.name.substr(4));
            if (const int64_t out = features_at(node.id, def.outputs, context); out >= 0) value = QString::number(out);
            const int64_t in = features_at(node.id, def.inputs, context);
            if (context.typed) value = (in >= 0 ? QString::number(in) : QStringLiteral("?")) + QChar(0x2192) + value;
        }
        (named ? wrong : rows).push_back({name, value, named});
    }
    if (wrong.size() > kMaxRows) wrong.resize(kMaxRows);
    if (rows.size() > kMaxRows - wrong.size()) rows.resize(kMaxRows - wrong.size());
    rows.insert(rows.end(), wrong.begin(), wrong.end());
    return rows;
}

}  // namespace

QString attribute_text(const AttributeValue& value) {
    if (const auto* list = std::get_if<std::vector<int64_t>>(&value)) {
        QStringList texts;
        for (const int64_t item : *list) texts << QString::number(item);
        return texts.join(QChar(0x00d7));
    }
    return QString::fromStdString(to_string(value));
}

const FacePort* NodeFace::port(const std::string& name, bool output) const {
    const auto it = std::find_if(ports.begin(), ports.end(), [&](const FacePort& p) { return p.name == name && p.output == output; });
    return it == ports.end() ? nullptr : &*it;
}

FaceContext::FaceContext(const Project& its_project, const compile::TypedGraph* its_typed, const Heat& its_heat, const CanvasStyle& its_style)
    : project(its_project), graph(its_project.graph), typed(its_typed), heat(its_heat), style(its_style) {
    std::set<PortRef> wired;
    for (const Edge& edge : graph.edges) {
        wires[edge.from.node].push_back(&edge);
        if (edge.to.node != edge.from.node) wires[edge.to.node].push_back(&edge);
        wired.insert(edge.to);
    }
    if (!typed) return;
    for (const Diagnostic& d : typed->diagnostics) {
        NodeId shown = d.node;
        while (shown.find('/') != NodeId::npos && !graph.find(shown)) shown.resize(shown.rfind('/'));
        if (shown == d.node && !d.port.empty() && d.field.empty() && !wired.count({d.node, d.port})) continue;
        diagnostics[shown].push_back(&d);
    }
}

void lay_out(NodeFace& face, const CanvasStyle& style) {
    if (face.kind != FaceKind::Node) return;
    const double title = text_width(style.title, face.title);
    double width = face.compact() ? style.compact_width : style.min_width;
    double wanted = kTitleLeft + title + style.pad;
    if (face.compact()) {
        wanted = std::max(kTitleLeft + title + 6, text_width(style.cost, face.value) + 18);
        face.instance.clear();
    } else {
        wanted += 12 + text_width(style.instance, face.instance);
        for (const FaceRow& row : face.rows)
            wanted = std::max(wanted, 2 * style.pad + 14 + text_width(style.row_name, row.name) + text_width(style.row_value, row.value) + (row.wrong ? 4 : 0));
        wanted = std::max(wanted, 2 * style.pad + 14 + text_width(style.cost, face.parameters) + text_width(style.cost, face.value));
    }
    if (wanted > width) width += std::ceil((wanted - width) / style.snap) * style.snap;
    double height = style.title_height + (face.rows.empty() ? 0 : 6 + style.row_height * double(face.rows.size())) + style.cost_height + style.heat_height;
    double next[2] = {style.port_first, style.port_first};
    for (FacePort& port : face.ports) {
        double& y = next[port.output];
        port.at = {port.output ? width : 0, y};
        height = std::max(height, y + style.port_first + style.heat_height);
        y = y == style.port_first && !face.compact() ? kFirstRowPort : y + style.port_pitch;
    }
    face.size = {width, height};
}

NodeFace face_of(const Node& node, const FaceContext& context) {
    const auto def = ops::layer_of(context.project, node.layer);
    const auto found = context.diagnostics.find(node.id);
    const std::vector<const Diagnostic*> none, &diagnostics = found == context.diagnostics.end() ? none : found->second;

    NodeFace face;
    face.instance = QString::fromStdString(leaf_of(node.id));
    face.title = node.layer == kInputLayer || node.layer == kOutputLayer ? face.instance : QString::fromStdString(node.layer);   // a group's ports are called by their names
    face.chevron = context.project.composite(node.layer) != nullptr;
    if (face.chevron && context.project.sketch.expanded.count(node.id)) face.kind = FaceKind::Group;
    face.family = def ? QString::fromStdString(def->family) : QStringLiteral("group");
    face.bypassed = node.bypassed;
    for (const Diagnostic* d : diagnostics) (d->severity == Severity::Error ? face.error : face.warning) |= d->severity != Severity::Info;
    face.ports = ports_of(node, def.get(), context);
    if (def) face.rows = rows_of(node, *def, diagnostics, context);
    if (context.typed && !face.error) {
        const auto output = std::find_if(face.ports.begin(), face.ports.end(), [](const FacePort& p) { return p.output; });
        face.known = output == face.ports.end() || context.typed->ports.count({node.id, output->name});
    }
    if (context.typed) {
        const auto cost = context.typed->costs.find(node.id);
        if (cost != context.typed->costs.end() && cost->second.parameters > 0 && context.heat.mode != HeatMode::Parameters)
            face.parameters = countText(cost->second.parameters);
    }
    face.value = context.heat.text(node.id);
    face.finite = context.heat.finite(node.id);
    face.fill = context.heat.fill(node.id);
    return face;
}

NodeFace face_of(const Note& note) {
    NodeFace face;
    face.kind = note.frame ? FaceKind::Frame : FaceKind::Comment;
    face.title = QString::fromStdString(note.text);
    face.size = {note.width, note.height};
    return face;
}

}  // namespace saddle::app

#include "app/canvas/node_words.h"

#include <QCoreApplication>
#include <algorithm>

#include "app/bridge/text.h"
#include "app/shell/number_text.h"

namespace saddle::app {
namespace {

QString say(const char* text) { return QCoreApplication::translate("NodeWords", text); }

/// "Error: groups: 4 does not divide ..." of each mistake at the node.
QStringList mistakes(const NodeItem& node, const GraphDocument& document) {
    QStringList list;
    if (!document.typed()) return list;
    for (const Diagnostic& d : document.typed()->diagnostics) {
        if (d.node != node.id() || d.severity == Severity::Info) continue;
        const std::string& where = !d.field.empty() ? d.field : d.port;
        const QString text = where.empty() ? qt(d.text) : qt(where) + ' ' + qt(d.text);
        list << (d.severity == Severity::Error ? say("Error: %1") : say("Warning: %1")).arg(text);
    }
    return list;
}

/// " N C H W: 64 × 6 × 28 × 28" of a port whose shape is known.
QString shape_words(const PortRef& port, const GraphDocument& document) {
    if (!document.typed()) return {};
    const auto it = document.typed()->ports.find(port);
    if (it == document.typed()->ports.end()) return {};
    QStringList axes, sizes;
    for (const std::string& axis : ops::axis_names(it->second.kind, it->second.type.shape.rank())) axes << qt(axis);
    for (const int64_t size : it->second.type.shape) sizes << countText(size);
    return ' ' + axes.join(' ') + QStringLiteral(": ") + (sizes.isEmpty() ? say("one number") : sizes.join(QStringLiteral(" × ")));
}

}  // namespace

QString node_words(const NodeItem& node, const GraphDocument& document) {
    QStringList words{qt(node.id()), node.face().title};
    for (const FaceRow& row : node.face().rows) words << row.name + ' ' + row.value;
    if (!node.face().parameters.isEmpty()) words << say("%1 parameters").arg(node.face().parameters);
    if (node.face().bypassed) words << say("bypassed");
    const QStringList wrong = mistakes(node, document);
    return wrong.isEmpty() ? words.join(", ") : words.join(", ") + ". " + wrong.join(". ");
}

QString node_tooltip(const NodeItem& node, const GraphDocument& document) {
    const auto def = ops::layer_of(document.drawing(), node.node().layer);
    QStringList lines{qt(node.id()) + QStringLiteral(" · ") + node.face().title};
    if (def) lines << qt(def->summary);
    return (lines + mistakes(node, document)).join('\n');
}

QString port_tooltip(const NodeItem& node, const FacePort& port, const GraphDocument& document) {
    QString text = qt(node.id() + '.' + port.name) + QStringLiteral(" · ") + qt(ops::name(port.kind)) + shape_words({node.id(), port.name}, document);
    if (const auto def = ops::layer_of(document.drawing(), node.node().layer))
        for (const ops::LayerPort& declared : port.output ? def->outputs : def->inputs)
            if (declared.name == port.name && !declared.help.empty()) text += '\n' + qt(declared.help);
    if (port.required && !port.connected) text += '\n' + say("Not connected: drag a wire to it");
    return text;
}

QString wire_tooltip(const Edge& edge, const GraphDocument& document) {
    const QString ends = qt(edge.from.node + '.' + edge.from.port) + QStringLiteral(" → ") + qt(edge.to.node + '.' + edge.to.port);
    const QString shape = shape_words(edge.from, document);
    return shape.isEmpty() ? ends : ends + '\n' + qt(ops::name(document.typed()->ports.at(edge.from).kind)) + shape;
}

}  // namespace saddle::app

#include "app/canvas/add_layer.h"

#include <algorithm>

#include "app/canvas/layer_drop.h"
#include "app/document/drawing.h"
#include "app/document/graph_edits.h"

namespace saddle::app {
namespace {

constexpr double kBeside = 64;   // px between a node and the one that is added after it: room for the shape on the wire

/// The layers and the project's own composites that fit into `scope`: no group may be put into itself, and only groups
/// have ports.
template <class Fits>
LayerList layers_that(const GraphDocument& document, const NodeId& scope, Fits fits) {
    const Project& project = document.drawing();
    LayerList list;
    const auto offer = [&](const std::string& name) {
        if (auto layer = ops::layer_of(project, name); fits(*layer)) list.push_back(std::move(layer));
    };
    const std::string holder = address_of(document.project(), scope + '?').composite;
    for (const Composite& composite : project.composites)
        if (holder.empty() || !project.contains(composite.name, holder)) offer(composite.name);
    if (!holder.empty())
        for (const char* port : {kInputLayer, kOutputLayer}) offer(port);
    for (const ops::LayerDef& layer : ops::all_layers()) offer(layer.name);
    return list;
}

}  // namespace

AddLayer::AddLayer(CanvasScene& scene, QGraphicsView& view)
    : QObject(&view), scene_(scene), document_(scene.document()), view_(view), box_(new LayerSearch(scene.style(), &view)) {}

void AddLayer::open(const QPointF& point, LayerList layers, const QString& context, std::function<void(const std::string&)> chosen) {
    if (!chosen_.empty()) {   // what does not fit the selection stands beside it, wired to nothing
        const bool fits = std::any_of(layers.begin(), layers.end(), [&](const auto& layer) { return layer->name == chosen_; });
        return fits ? chosen(chosen_) : void(put_layer(scene_, chosen_, point));
    }
    box_->open(view_.mapFromScene(point) + QPoint(0, 8), std::move(layers), context, std::move(chosen));
}

EditList AddLayer::wiring(const Node& node, const PortRef& port, bool seeks_input) const {
    const compile::TypedGraph* typed = document_.typed().get();
    return seeks_input ? add_after(document_.drawing(), typed, node, port) : add_before(document_.drawing(), typed, node, port);
}

void AddLayer::at(const QPointF& point) {
    open(point, layers_that(document_, scene_.scopeAt(point), [](const ops::LayerDef&) { return true; }), {}, [this, point](const std::string& layer) { put_layer(scene_, layer, point); });
}

void AddLayer::wiredTo(const PortRef& port, bool seeks_input, const QPointF& point) {
    const QString name = QString::fromStdString(port.node + '.' + port.port);
    const NodeId scope = scope_of(port.node);
    auto fitting = layers_that(document_, scope, [&](const ops::LayerDef& layer) { return wiring(new_node(document_.drawing(), layer.name, 0, 0, scope), port, seeks_input).edits.size() > 1; });
    open(point, std::move(fitting), seeks_input ? tr("fed by %1").arg(name) : tr("feeding %1").arg(name), [this, port, seeks_input, point, scope](const std::string& layer) {
        Node node = layer_node(scene_, layer, point, scope);
        node.x = std::round((point.x() - (seeks_input ? 0 : scene_.style().min_width)) / scene_.style().snap) * scene_.style().snap;
        if (scene_.apply({wiring(node, port, seeks_input)}, tr("Add %1").arg(QString::fromStdString(layer)))) document_.select({QString::fromStdString(node.id)});
    });
}

void AddLayer::into(const Edge& wire, const QPointF& point) {
    const NodeId scope = scope_of(wire.from.node);
    auto fitting = layers_that(document_, scope, [&](const ops::LayerDef& layer) {
        return insert_into(document_.drawing(), document_.typed().get(), new_node(document_.drawing(), layer.name, 0, 0, scope), wire).has_value();
    });
    open(point, std::move(fitting), tr("between %1 and %2").arg(QString::fromStdString(wire.from.node), QString::fromStdString(wire.to.node)),
         [this, wire, point](const std::string& layer) { put_layer(scene_, layer, point, wire); });
}

void AddLayer::forSelection() {
    const QStringList& selection = document_.selection();
    if (const NodeItem* item = selection.size() == 1 ? scene_.node(selection.front().toStdString()) : nullptr)
        for (const FacePort& port : item->face().ports)
            if (port.output) {
                // Beside the node, below what stands there already.
                QRectF place(item->box().right() + kBeside, item->pos().y(), scene_.style().min_width, scene_.style().title_height);
                while (!scene_.boxesIn(place.adjusted(-8, -8, 8, 8)).empty()) place.moveTop(scene_.boxesIn(place.adjusted(-8, -8, 8, 8)).front().bottom() + 24);
                return wiredTo({item->id(), port.name}, true, place.topLeft() + QPointF(0, scene_.style().port_first));
            }
    if (scene_.selectedWires().size() == 1) {
        const Edge wire = *scene_.selectedWires().begin();
        return into(wire, (scene_.portPosition(wire.from, true) + scene_.portPosition(wire.to, false)) / 2);
    }
    at(view_.mapToScene(view_.viewport()->rect().center()));
}

void AddLayer::forSelection(const std::string& layer) {
    const bool kept = !ops::layer_of(document_.project(), layer);
    if (kept) document_.undoStack().beginMacro(tr("Add %1").arg(QString::fromStdString(layer)));   // a group of the library comes with its first instance
    chosen_ = fetch_layer(scene_, layer);
    forSelection();
    chosen_.clear();
    if (kept) document_.undoStack().endMacro();
}

}  // namespace saddle::app

#include "moc_add_layer.cpp"

#include "app/canvas/add_layer.h"

#include <algorithm>
#include <cmath>

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
    : QObject(&view), scene_(scene), document_(scene.document()), view_(view), box_(new LayerSearch(scene.style(), &view)) {
    connect(box_, &LayerSearch::wentOn, this, qOverload<>(&AddLayer::forSelection));
    connect(&document_, &GraphDocument::typedChanged, this, [this] {
        outdated_ = false;
        if (box_->isVisible() && layers_) box_->setLayers(layers_());
    });
}

void AddLayer::open(const QPointF& point, std::function<LayerList()> layers, LayerSearch::Context context, LayerSearch::Chosen chosen) {
    layers_ = std::move(layers);
    LayerList list = layers_();
    if (!chosen_.empty()) {   // what does not fit the selection stands beside it, wired to nothing
        const bool fits = std::any_of(list.begin(), list.end(), [&](const auto& layer) { return layer->name == chosen_; });
        return fits ? chosen(chosen_, {}) : void(put_layer(scene_, chosen_, point));
    }
    const auto place = [this, chosen = std::move(chosen)](const std::string& layer, const Attributes& attributes) {
        const auto before = document_.typed();
        chosen(layer, attributes);
        outdated_ = document_.typed() == before;
        if (document_.selection().size() == 1) Q_EMIT placed(document_.selection().front());
    };
    box_->open(view_.mapFromScene(point) + QPoint(0, 8), std::move(list), std::move(context), place);
    if (outdated_) box_->awaitLayers();
}

EditList AddLayer::wiring(const Node& node, const PortRef& port, bool seeks_input) const {
    const compile::TypedGraph* typed = document_.typed().get();
    return seeks_input ? add_after(document_.drawing(), typed, node, port) : add_before(document_.drawing(), typed, node, port);
}

void AddLayer::at(const QPointF& point) {
    const auto all = [this, point] {
        LayerList list = layers_that(document_, scene_.scopeAt(point), [](const ops::LayerDef&) { return true; });
        const auto is_data = [](const auto& layer) { return layer->role == ops::LayerRole::Dataset; };
        if (document_.drawing().graph.nodes.empty()) std::stable_partition(list.begin(), list.end(), is_data);   // where drawing begins
        return list;
    };
    open(point, all, {}, [this, point](const std::string& layer, const Attributes& attributes) { put_layer(scene_, layer, point, {}, attributes); });
}

void AddLayer::wiredTo(const PortRef& port, bool seeks_input, const QPointF& point) {
    const QString name = QString::fromStdString(port.node + '.' + port.port);
    const NodeId scope = scope_of(port.node);
    const auto wired = [this, port, seeks_input, scope](const std::string& layer) { return wiring(new_node(document_.drawing(), layer, 0, 0, scope), port, seeks_input).edits; };
    const auto fitting = [this, scope, wired] { return layers_that(document_, scope, [&](const ops::LayerDef& layer) { return wired(layer.name).size() > 1; }); };
    const auto context = [this, name, seeks_input, wired](const std::string& layer) {
        if (!seeks_input) return tr("feeding %1").arg(name);
        const std::vector<GraphEdit> edits = wired(layer);
        const std::string& first = std::get<AddNode>(edits.front().edit).node.layer;
        return first == layer ? tr("fed by %1").arg(name) : tr("fed by %1 through %2").arg(name, QString::fromStdString(first));
    };
    open(point, fitting, context, [this, port, seeks_input, point, scope](const std::string& layer, const Attributes& attributes) {
        Node node = layer_node(scene_, layer, point, scope, attributes);
        node.x = std::round((point.x() - (seeks_input ? 0 : scene_.style().min_width)) / scene_.style().snap) * scene_.style().snap;
        if (scene_.apply({wiring(node, port, seeks_input)}, tr("Add %1").arg(QString::fromStdString(layer)))) document_.select({QString::fromStdString(node.id)});
    });
}

void AddLayer::into(const Edge& wire, const QPointF& point) {
    const NodeId scope = scope_of(wire.from.node);
    const auto fitting = [this, scope, wire] {
        return layers_that(document_, scope, [&](const ops::LayerDef& layer) {
            return insert_into(document_.drawing(), document_.typed().get(), new_node(document_.drawing(), layer.name, 0, 0, scope), wire).has_value();
        });
    };
    const auto context = [wire](const std::string&) { return tr("between %1 and %2").arg(QString::fromStdString(wire.from.node), QString::fromStdString(wire.to.node)); };
    open(point, fitting, context, [this, wire, point](const std::string& layer, const Attributes& attributes) { put_layer(scene_, layer, point, wire, attributes); });
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
    layers_ = nullptr;
    if (kept) document_.undoStack().endMacro();
}

}  // namespace saddle::app

#include "moc_add_layer.cpp"

#include "app/canvas/layer_drop.h"

#include <cmath>

#include "app/document/composite_edits.h"
#include "app/document/drawing.h"
#include "app/document/graph_edits.h"
#include "app/document/layer_library.h"

namespace saddle::app {
namespace {

constexpr double kAim = 14;   // screen px around a wire that a layer goes into

/// The face of a node that is not in the graph yet.
NodeFace free_face(const Node& node, const CanvasScene& scene) {
    Project nothing;
    nothing.composites = scene.document().project().composites;
    if (const LayerLibrary::Layer* kept = ops::layer_of(nothing, node.layer) ? nullptr : LayerLibrary::instance().find(node.layer)) nothing.composites = kept->part.composites;
    const Heat heat;
    return face_of(node, FaceContext(nothing, nullptr, heat, scene.style()));
}

}  // namespace

bool known_layer(const GraphDocument& document, const std::string& layer) { return ops::layer_of(document.project(), layer) || LayerLibrary::instance().find(layer); }

std::string fetch_layer(CanvasScene& scene, const std::string& layer) {
    const Project& project = scene.document().project();
    const LayerLibrary::Layer* kept = ops::layer_of(project, layer) ? nullptr : LayerLibrary::instance().find(layer);
    if (!kept) return layer;
    const Brought brought = bring(project, kept->part.composites);
    return brought.edit.edits.empty() || scene.apply({brought.edit}, CanvasView::tr("Add %1").arg(QString::fromStdString(layer))) ? brought.names.at(layer) : layer;
}

Node layer_node(const CanvasScene& scene, const std::string& layer, const QPointF& at, const NodeId& scope, const Attributes& attributes) {
    const CanvasStyle& style = scene.style();
    Node node = new_node(scene.document().drawing(), layer, 0, 0, scope);
    node.attributes = attributes;
    NodeFace face = free_face(node, scene);
    lay_out(face, style);
    node.x = std::round((at.x() - face.size.width() / 2) / style.snap) * style.snap;
    node.y = std::round((at.y() - style.title_height / 2) / style.snap) * style.snap;
    return node;
}

bool put_layer(CanvasScene& scene, const std::string& layer, const QPointF& at, const std::optional<Edge>& into, const Attributes& attributes) {
    GraphDocument& document = scene.document();
    const Node node = layer_node(scene, layer, at, into ? scope_of(into->from.node) : scene.scopeAt(at), attributes);
    EditList list{{{AddNode{node, {}, {}}}}};
    QString text = CanvasView::tr("Add %1").arg(QString::fromStdString(layer));
    if (into)
        if (auto insertion = insert_into(document.drawing(), document.typed().get(), node, *into)) {
            list = std::move(*insertion);
            text = CanvasView::tr("Insert %1").arg(QString::fromStdString(layer));
        }
    if (!scene.apply({list}, text)) return false;
    document.select({QString::fromStdString(node.id)});
    return true;
}

LayerDrop::LayerDrop(CanvasScene& scene, const std::string& layer) : scene_(scene), layer_(layer) {
    const Node node = new_node(scene.document().drawing(), layer, 0, 0);
    preview_ = std::make_unique<NodeItem>(node, scene.style(), scene.paintMode());
    preview_->setFace(free_face(node, scene));
    preview_->setOpacity(0.7);
    preview_->setZValue(7);
    scene.addItem(preview_.get());
}

LayerDrop::~LayerDrop() {
    if (target_) target_->setMark(WireMark::None);
}

void LayerDrop::move(const Pointer& pointer) {
    const Node node = layer_node(scene_, layer_, pointer.scene, scene_.scopeAt(pointer.scene));
    preview_->setPos(node.x, node.y);
    scene_.aimAtWire(target_, node, pointer.scene, kAim * pointer.px);
}

void LayerDrop::release(const Pointer& pointer) {
    QUndoStack& undo = scene_.document().undoStack();
    const bool kept = !ops::layer_of(scene_.document().project(), layer_);
    if (kept) undo.beginMacro(CanvasView::tr("Add %1").arg(QString::fromStdString(layer_)));   // the group comes with its first instance
    layer_ = fetch_layer(scene_, layer_);
    move(pointer);
    std::optional<Edge> into;
    if (target_) into = target_->edge();
    target_ = nullptr;   // its item goes with the edit
    put_layer(scene_, layer_, pointer.scene, into);
    if (kept) undo.endMacro();
}

}  // namespace saddle::app

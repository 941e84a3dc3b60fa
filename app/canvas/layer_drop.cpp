#include "app/canvas/layer_drop.h"

#include <cmath>

#include "app/document/graph_edits.h"

namespace saddle::app {
namespace {

constexpr double kAim = 14;   // screen px around a wire that a layer goes into

/// The face of a node that is not in the graph yet.
NodeFace free_face(const Node& node, const CanvasStyle& style) {
    const Project nothing;
    const Heat heat;
    return face_of(node, FaceContext(nothing, nullptr, heat, style));
}

}  // namespace

Node layer_node(const CanvasScene& scene, const std::string& layer, const QPointF& at) {
    const CanvasStyle& style = scene.style();
    Node node = new_node(scene.document().project(), layer, 0, 0);
    NodeFace face = free_face(node, style);
    lay_out(face, style);
    node.x = std::round((at.x() - face.size.width() / 2) / style.snap) * style.snap;
    node.y = std::round((at.y() - style.title_height / 2) / style.snap) * style.snap;
    return node;
}

bool put_layer(CanvasScene& scene, const std::string& layer, const QPointF& at, const std::optional<Edge>& into) {
    GraphDocument& document = scene.document();
    const Node node = layer_node(scene, layer, at);
    EditList list{{{AddNode{node, {}, {}}}}};
    QString text = CanvasView::tr("Add %1").arg(QString::fromStdString(layer));
    if (into)
        if (auto insertion = insert_into(document.project(), document.typed().get(), node, *into)) {
            list = std::move(*insertion);
            text = CanvasView::tr("Insert %1").arg(QString::fromStdString(layer));
        }
    if (!scene.apply({list}, text)) return false;
    document.select({QString::fromStdString(node.id)});
    return true;
}

LayerDrop::LayerDrop(CanvasScene& scene, const std::string& layer) : scene_(scene), layer_(layer) {
    const Node node = new_node(scene.document().project(), layer, 0, 0);
    preview_ = std::make_unique<NodeItem>(node, scene.style(), scene.paintMode());
    preview_->setFace(free_face(node, scene.style()));
    preview_->setOpacity(0.7);
    preview_->setZValue(7);
    scene.addItem(preview_.get());
}

LayerDrop::~LayerDrop() {
    if (target_) target_->setMark(WireMark::None);
}

void LayerDrop::move(const Pointer& pointer) {
    const Node node = layer_node(scene_, layer_, pointer.scene);
    preview_->setPos(node.x, node.y);
    scene_.aimAtWire(target_, node, pointer.scene, kAim * pointer.px);
}

void LayerDrop::release(const Pointer& pointer) {
    move(pointer);
    std::optional<Edge> into;
    if (target_) into = target_->edge();
    target_ = nullptr;   // its item goes with the edit
    put_layer(scene_, layer_, pointer.scene, into);
}

}  // namespace saddle::app

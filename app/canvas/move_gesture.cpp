#include "app/canvas/move_gesture.h"

#include <QPen>
#include <algorithm>

#include "app/canvas/alignment.h"
#include "app/document/graph_edits.h"

namespace saddle::app {
namespace {
constexpr double kGuideReach = 6, kWireReach = 14;   // screen px: to a guide, to a wire that the node goes into
}

MoveGesture::MoveGesture(CanvasScene& scene, NodeItem& grabbed, const Pointer& start, bool snap, const QRectF& sight)
    : scene_(scene), start_(start.scene), snap_(snap), grabbed_(grabbed.box()) {
    for (const QString& id : scene.document().selection()) ids_.push_back(id.toStdString());
    ids_ = scene.withFramed(std::move(ids_));
    const std::set<NodeId> selected(ids_.begin(), ids_.end());
    const bool copy = start.modifiers & Qt::AltModifier;
    const auto moves = [&](NodeId id) {   // itself, or what it is in
        while (!selected.count(id) && id.find('/') != NodeId::npos) id.resize(id.rfind('/'));
        return selected.count(id) > 0;
    };
    for (const NodeId& id : ids_) {
        NodeItem* item = scene.node(id);
        if (copy) {
            copies_.push_back(std::make_unique<NodeItem>(item->node(), scene.style(), scene.paintMode()));
            copies_.back()->setFace(item->content());
            copies_.back()->setOpacity(0.7);
            scene.addItem(copies_.back().get());
            item = copies_.back().get();
            item->setPos(scene.node(id)->pos());
            item->setZValue(5);
        }
        moved_.emplace_back(item, item->pos());
    }
    for (const auto& [id, item] : scene.nodes())
        if (!item->face().around() && (copy || !moves(id)) && item->box().intersects(sight)) others_.push_back(item->box());
}

MoveGesture::~MoveGesture() {
    if (target_) target_->setMark(WireMark::None);
    if (!done_) scene_.settle();
}

bool MoveGesture::loose() const {
    if (ids_.size() != 1 || !copies_.empty()) return false;
    const auto& edges = scene_.document().drawing().graph.edges;
    return std::none_of(edges.begin(), edges.end(), [&](const Edge& e) { return e.from.node == ids_[0] || e.to.node == ids_[0]; });
}

void MoveGesture::move(const Pointer& pointer) {
    shift_ = pointer.scene - start_;
    const bool freely = !snap_ || pointer.modifiers & Qt::ControlModifier;
    Alignment alignment;
    if (!freely) alignment = align(grabbed_.translated(shift_), others_, kGuideReach * pointer.px, scene_.style().snap);
    shift_ += alignment.shift;
    showGuides(alignment.guides);
    std::vector<std::pair<NodeItem*, QPointF>> positions;
    for (const auto& [item, began] : moved_) positions.emplace_back(item, began + shift_);
    scene_.place(positions);

    if (loose()) scene_.aimAtWire(target_, moved_[0].first->node(), pointer.scene, kWireReach * pointer.px);
}

void MoveGesture::release(const Pointer& pointer) {
    move(pointer);
    GraphDocument& document = scene_.document();
    if (!copies_.empty()) {
        Pasted copies = duplicate(document.drawing(), ids_, shift_.x(), shift_.y(), pointer.modifiers & Qt::ShiftModifier);
        QStringList names;
        for (const NodeId& id : copies.nodes) names << QString::fromStdString(id);
        if (scene_.apply({copies.edit}, CanvasView::tr("Duplicate"))) document.select(names);
        return;
    }
    EditList list;
    for (const auto& [item, began] : moved_) list.edits.push_back({MoveTo{item->id(), began.x() + shift_.x(), began.y() + shift_.y()}});
    if (target_) {
        const auto insertion = insert_into(document.drawing(), document.typed().get(), moved_[0].first->node(), target_->edge());
        list.edits.insert(list.edits.end(), insertion->edits.begin(), insertion->edits.end());
        target_ = nullptr;   // its item goes with the edit
    }
    if (shift_.isNull() && list.edits.size() == moved_.size()) return;
    done_ = true;
    scene_.apply({list}, list.edits.size() > moved_.size() ? CanvasView::tr("Insert into wire") : CanvasView::tr("Move"));
}

void MoveGesture::showGuides(const std::vector<QLineF>& lines) {
    while (guides_.size() > lines.size()) guides_.pop_back();
    while (guides_.size() < lines.size()) {
        guides_.push_back(std::make_unique<QGraphicsLineItem>());
        QPen pen(scene_.style().accent, 1);
        pen.setCosmetic(true);
        guides_.back()->setPen(pen);
        guides_.back()->setZValue(9);
        scene_.addItem(guides_.back().get());
    }
    for (size_t i = 0; i < lines.size(); ++i) guides_[i]->setLine(lines[i]);
}

}  // namespace saddle::app

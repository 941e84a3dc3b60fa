#include "app/canvas/band_gesture.h"

#include <QPen>

namespace saddle::app {

BandGesture::BandGesture(CanvasScene& scene, const Pointer& start)
    : scene_(scene), start_(start.scene), before_(scene.document().selection()), band_(std::make_unique<QGraphicsRectItem>()) {
    if (start.modifiers & Qt::ShiftModifier) kept_ = before_;
    QPen pen(scene.style().accent, 1);
    pen.setCosmetic(true);
    QColor fill = scene.style().accent;
    fill.setAlphaF(0.08f);
    band_->setPen(pen);
    band_->setBrush(fill);
    band_->setZValue(10);
    scene.addItem(band_.get());
}

BandGesture::~BandGesture() {
    if (!done_) scene_.document().select(before_);
}

void BandGesture::move(const Pointer& pointer) {
    const QRectF area = QRectF(start_, pointer.scene).normalized();
    band_->setRect(area);
    QStringList selection = kept_;
    const auto take = [&](const NodeId& id) {   // a frame must lie in the band: one may draw a band within it
        const NodeItem* item = scene_.node(id);
        if (item && (item->face().around() ? area.contains(item->box()) : item->box().intersects(area))) selection << QString::fromStdString(id);
    };
    for (const Node& node : scene_.document().drawing().graph.nodes) take(node.id);   // in drawing order
    for (const Note& note : scene_.document().drawing().sketch.notes) take(note.id);
    scene_.document().select(selection);
}

void BandGesture::release(const Pointer& pointer) {
    move(pointer);
    done_ = true;
}

}  // namespace saddle::app

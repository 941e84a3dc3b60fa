#include "app/canvas/resize_gesture.h"

#include <algorithm>
#include <cmath>

namespace saddle::app {
namespace {
constexpr double kSmallestWidth = 64, kSmallestHeight = 32;   // px
}

ResizeGesture::~ResizeGesture() {
    if (const Note* note = scene_.document().drawing().sketch.note(note_.id)) show(*note);
}

Note ResizeGesture::resized(const Pointer& pointer) const {
    const QPointF by = pointer.scene - start_;
    const double step = pointer.modifiers & Qt::ControlModifier ? 1 : scene_.style().snap;
    Note note = note_;
    note.width = std::max(kSmallestWidth, std::round((note.width + by.x()) / step) * step);
    note.height = std::max(kSmallestHeight, std::round((note.height + by.y()) / step) * step);
    return note;
}

void ResizeGesture::show(const Note& note) {
    if (NodeItem* item = scene_.node(note.id)) item->setFace(face_of(note));
}

void ResizeGesture::move(const Pointer& pointer) { show(resized(pointer)); }

void ResizeGesture::release(const Pointer& pointer) {
    if (const Note note = resized(pointer); note != note_) scene_.apply({SetNote{note}}, CanvasView::tr("Resize"));
}

}  // namespace saddle::app

#pragma once
// The lower right corner of a comment or frame, dragged: its size, on the grid (Ctrl: freely).
#include "app/canvas/canvas_scene.h"
#include "app/canvas/gesture.h"

namespace saddle::app {

class ResizeGesture : public Gesture {
public:
    ResizeGesture(CanvasScene& scene, const NodeId& note, const Pointer& start) : scene_(scene), note_(*scene.document().drawing().sketch.note(note)), start_(start.scene) {}
    ~ResizeGesture() override;
    void move(const Pointer& pointer) override;
    void release(const Pointer& pointer) override;
    Qt::CursorShape cursor() const override { return Qt::SizeFDiagCursor; }

private:
    Note resized(const Pointer& pointer) const;
    void show(const Note& note);

    CanvasScene& scene_;
    const Note note_;
    const QPointF start_;
};

}  // namespace saddle::app

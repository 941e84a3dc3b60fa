#pragma once
// What the pointer does between press and release. A gesture previews on the scene and applies at most one edit when it
// is released; cancelled or destroyed early, it leaves no trace.
#include <QPointF>
#include <Qt>

namespace saddle::app {

/// Where the pointer is: on the scene, in the viewport, and how many scene px a screen px is.
struct Pointer {
    QPointF scene, view;
    double px = 1;
    Qt::KeyboardModifiers modifiers;
};

class Gesture {
public:
    virtual ~Gesture() = default;
    virtual void move(const Pointer& pointer) = 0;
    virtual void release(const Pointer& pointer) = 0;
    virtual Qt::CursorShape cursor() const { return Qt::ArrowCursor; }
    /// True when the view should scroll while the pointer is at its edge.
    virtual bool scrolls() const { return true; }
};

}  // namespace saddle::app

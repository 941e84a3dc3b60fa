#pragma once
// A rectangle drawn on the empty canvas selects the nodes that it touches; with Shift it adds to the selection.
#include <QGraphicsRectItem>
#include <memory>

#include "app/canvas/canvas_scene.h"
#include "app/canvas/gesture.h"

namespace saddle::app {

class BandGesture : public Gesture {
public:
    BandGesture(CanvasScene& scene, const Pointer& start);
    ~BandGesture() override;
    void move(const Pointer& pointer) override;
    void release(const Pointer& pointer) override;

private:
    CanvasScene& scene_;
    QPointF start_;
    QStringList before_, kept_;
    bool done_ = false;
    std::unique_ptr<QGraphicsRectItem> band_;
};

}  // namespace saddle::app

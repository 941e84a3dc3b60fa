#pragma once
// Nodes dragged to another place: on the grid and along guides (Ctrl: freely), as copies with Alt (with Shift the copies
// keep what feeds them). A single unwired node dropped on a wire goes into it.
#include <QGraphicsLineItem>
#include <memory>

#include "app/canvas/canvas_scene.h"
#include "app/canvas/gesture.h"

namespace saddle::app {

class MoveGesture : public Gesture {
public:
    /// Moves the selected nodes; `grabbed` is the one under the pointer, which snaps.
    MoveGesture(CanvasScene& scene, NodeItem& grabbed, const Pointer& start, bool snap, const QRectF& sight);
    ~MoveGesture() override;
    void move(const Pointer& pointer) override;
    void release(const Pointer& pointer) override;
    Qt::CursorShape cursor() const override { return copies_.empty() ? Qt::SizeAllCursor : Qt::DragCopyCursor; }

private:
    void showGuides(const std::vector<QLineF>& lines);
    bool loose() const;                        ///< one node without wires, which may go into a wire

    CanvasScene& scene_;
    const QPointF start_;
    const bool snap_;
    QRectF grabbed_;                           ///< its box at the start
    std::vector<NodeId> ids_;
    std::vector<std::pair<NodeItem*, QPointF>> moved_;   ///< and where each began
    std::vector<std::unique_ptr<NodeItem>> copies_;      ///< previews of Alt-drag, instead of the nodes themselves
    std::vector<QRectF> others_;
    QPointF shift_;
    WireItem* target_ = nullptr;
    std::vector<std::unique_ptr<QGraphicsLineItem>> guides_;
    bool done_ = false;
};

}  // namespace saddle::app

#pragma once
// A wire drawn from a port, or grabbed at one of its ends and led elsewhere. Ports that accept it get a ring, the others
// fade and say why. Released on nothing, a grabbed wire is removed, and a new one asks for a layer to lead to.
#include <QGraphicsItem>
#include <QTimer>
#include <functional>
#include <memory>

#include "app/canvas/canvas_scene.h"
#include "app/canvas/gesture.h"

namespace saddle::app {

class DraggedWire;

class WireGesture : public Gesture {
public:
    /// The loose end: `fixed` is the port at the other end, an output when `seeks_input`. `grabbed` is the wire that is
    /// rewired, if any.
    struct Start { PortRef fixed; bool seeks_input; std::optional<Edge> grabbed; };
    /// Asks for a layer to wire to the fixed port, at a point of the scene.
    using Search = std::function<void(const QPointF&, const PortRef& fixed, bool seeks_input)>;
    /// Shows `text` beside the pointer; an empty one hides it.
    using Explain = std::function<void(const QString& text)>;

    WireGesture(CanvasScene& scene, Start start, const Pointer& pointer, const QRectF& sight, Search search, Explain explain);
    ~WireGesture() override;
    void move(const Pointer& pointer) override;
    void release(const Pointer& pointer) override;
    Qt::CursorShape cursor() const override { return Qt::CrossCursor; }

private:
    QString refusalAt(const PortRef& port) const;
    Edge edgeTo(const PortRef& port) const;
    /// The port that a release at `pointer` would connect; on a node's body its first port that accepts.
    std::optional<CanvasScene::Port> targetAt(const Pointer& pointer) const;
    void setTarget(std::optional<CanvasScene::Port> target, bool accepts);
    void markPorts(const QRectF& sight);

    CanvasScene& scene_;
    const Start start_;
    Project without_;                            ///< the project as if the grabbed wire was gone
    Search search_;
    Explain explain_;
    std::unique_ptr<DraggedWire> wire_;
    std::optional<CanvasScene::Port> target_;
    bool accepts_ = false;
    QTimer reason_;
};

}  // namespace saddle::app

#pragma once
// Turns the pointer's presses and moves into gestures on the scene: what is under the press decides which one begins.
#include <QGraphicsView>
#include <QTimer>
#include <functional>
#include <memory>

#include "app/canvas/canvas_scene.h"
#include "app/canvas/gesture.h"
#include "app/canvas/layer_drop.h"
#include "app/canvas/wire_gesture.h"

class QMouseEvent;

namespace saddle::app {

class AddLayer;
class Camera;
class CanvasActions;

class PointerControl : public QObject {
    Q_OBJECT
public:
    PointerControl(QGraphicsView& view, CanvasScene& scene, Camera& camera, CanvasActions& actions, AddLayer& add);
    ~PointerControl() override;

    void press(QMouseEvent* event);
    void move(QMouseEvent* event);
    void release(QMouseEvent* event);
    void doubleClick(QMouseEvent* event);
    void setSpace(bool down);                 ///< the space bar turns the left button into a hand
    bool busy() const { return gesture_ || panning_; }
    void cancel();

    void dragEnter(const std::string& layer);
    void dragMove(const QPointF& at, Qt::KeyboardModifiers modifiers);
    void dragLeave() { drop_.reset(); }
    void dropAt(const QPointF& at, Qt::KeyboardModifiers modifiers);

Q_SIGNALS:
    void hovered(const QString& node);
    void badgePressed(const QString& node);   ///< the mark of an error or warning
    void menuWanted(const QPoint& at);        ///< viewport px

private:
    using Begin = std::function<std::unique_ptr<Gesture>(const Pointer& now)>;
    Pointer pointer(const QPointF& at, Qt::KeyboardModifiers modifiers) const;
    Begin pressed();
    Begin pressedPort(const CanvasScene::Port& port);
    Begin pressedNode(NodeItem& item);
    Begin pressedWire(const Edge& edge);
    void begin(std::unique_ptr<Gesture> gesture);
    void hover(const QPointF& at);
    void scrollAtEdge();
    WireGesture::Explain explain();

    QGraphicsView& view_;
    CanvasScene& scene_;
    GraphDocument& document_;
    Camera& camera_;
    CanvasActions& actions_;
    AddLayer& add_;

    std::unique_ptr<Gesture> gesture_;
    std::unique_ptr<LayerDrop> drop_;
    Begin pending_;                           ///< begins when the pointer has moved enough
    Pointer start_, latest_;
    std::optional<QString> narrow_;           ///< a press on one of several selected nodes selects it alone, if no drag follows
    bool space_ = false, panning_ = false, pan_moved_ = false;
    Qt::MouseButton pan_button_ = Qt::NoButton;
    QTimer edge_timer_;
};

}  // namespace saddle::app

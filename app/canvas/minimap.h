#pragma once
// The whole graph in a corner of the canvas, with the part in sight; press or drag moves there.
#include <QPixmap>
#include <QWidget>

namespace saddle::app {

class CanvasScene;
class Camera;

class Minimap : public QWidget {
    Q_OBJECT
public:
    Minimap(CanvasScene& scene, Camera& camera, QWidget* parent);
    /// Nodes or colours are other ones.
    void refresh();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

private:
    void look(const QPointF& at);
    QTransform toMap() const;   ///< scene to widget
    CanvasScene& scene_;
    Camera& camera_;
    QPixmap nodes_;
    QRectF shown_;              ///< of the scene
};

}  // namespace saddle::app

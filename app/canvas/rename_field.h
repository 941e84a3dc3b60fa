#pragma once
// A node's name edited in place: Enter or leaving takes it, Esc does not.
#include <QLineEdit>

#include "app/canvas/canvas_scene.h"

namespace saddle::app {

class RenameField : public QLineEdit {
    Q_OBJECT
public:
    RenameField(CanvasScene& scene, QWidget* parent);
    /// Opens over `place` (parent's coordinates) with the name of `node`.
    void open(const NodeId& node, const QRect& place);
    void restyle();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void shut(bool take);
    CanvasScene& scene_;
    NodeId node_;
};

}  // namespace saddle::app

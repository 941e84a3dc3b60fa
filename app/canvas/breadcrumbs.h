#pragma once
// The way into the group that is drawn: a button for each place on it, over the canvas' top left corner.
#include <QFrame>

#include "app/canvas/canvas_scene.h"

class QHBoxLayout;

namespace saddle::app {

class Breadcrumbs : public QFrame {
    Q_OBJECT
public:
    Breadcrumbs(CanvasScene& scene, QWidget* parent);
    void refresh();
    void restyle();

private:
    void add(const QString& text, const NodeId& place, bool last);
    CanvasScene& scene_;
    QHBoxLayout* row_;
};

}  // namespace saddle::app

#include "app/panels/fields/drag_label.h"

#include <QMouseEvent>

namespace saddle::app {
namespace {
constexpr int kPixelsPerStep = 6;
}

DragLabel::DragLabel(QWidget* parent) : QLabel(parent) { setProperty("look", "label"); }

void DragLabel::setDraggable(bool draggable) {
    draggable_ = draggable;
    setCursor(draggable ? Qt::SizeHorCursor : Qt::ArrowCursor);
}

void DragLabel::mousePressEvent(QMouseEvent* event) {
    if (!draggable_ || event->button() != Qt::LeftButton) return QLabel::mousePressEvent(event);
    static quint64 gestures = 0;
    gesture_ = ++gestures;
    from_ = event->pos().x();
}

void DragLabel::mouseMoveEvent(QMouseEvent* event) {
    if (!draggable_ || !(event->buttons() & Qt::LeftButton)) return QLabel::mouseMoveEvent(event);
    const int steps = (event->pos().x() - from_) / kPixelsPerStep;
    if (steps == 0) return;
    from_ += steps * kPixelsPerStep;
    Q_EMIT dragged(steps, QStringLiteral("drag#%1").arg(gesture_));
}

}  // namespace saddle::app

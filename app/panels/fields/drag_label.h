#pragma once
// The name of a field; dragging it sideways turns the value.
#include <QLabel>

namespace saddle::app {

class DragLabel : public QLabel {
    Q_OBJECT
public:
    explicit DragLabel(QWidget* parent = nullptr);
    void setDraggable(bool draggable);

Q_SIGNALS:
    void dragged(int steps, const QString& gesture);   ///< one gesture from press to release

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

private:
    bool draggable_ = false;
    int from_ = 0;
    quint64 gesture_ = 0;
};

}  // namespace saddle::app

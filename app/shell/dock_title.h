#pragma once
// Title of a dock that stands alone: like a tab, with buttons to detach and close it.
#include <QWidget>

class QDockWidget;

namespace saddle::app {

class DockTitle : public QWidget {
    Q_OBJECT
public:
    explicit DockTitle(QDockWidget& dock);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {60, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QDockWidget& dock_;
};

}  // namespace saddle::app

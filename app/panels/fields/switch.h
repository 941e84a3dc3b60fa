#pragma once
// An on/off switch, 28 x 16.
#include <QAbstractButton>

namespace saddle::app {

class Switch : public QAbstractButton {
    Q_OBJECT
public:
    explicit Switch(QWidget* parent = nullptr);
    QSize sizeHint() const override { return {32, 20}; }

protected:
    void paintEvent(QPaintEvent* event) override;
};

}  // namespace saddle::app

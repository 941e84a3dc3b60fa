#pragma once
// A combo box with the look's chevron: a style sheet can only show arrows from image files.
#include <QComboBox>
#include <QWheelEvent>

namespace saddle::app {

class ChoiceBox : public QComboBox {
    Q_OBJECT
public:
    explicit ChoiceBox(QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
    void wheelEvent(QWheelEvent* event) override { event->ignore(); }   ///< scrolling a panel changes no value in it
};

}  // namespace saddle::app

#pragma once
// The window in five steps: a ring around the widget that is spoken of, and a card beside it. The window stays usable.
#include <QFrame>
#include <QPointer>

class QLabel;
class QPushButton;

namespace saddle::app {

class MainWindow;

class Tour : public QWidget {
    Q_OBJECT
public:
    explicit Tour(MainWindow& window);   ///< deletes itself at its end
    void begin();

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void go(int step);
    void place();
    void finish();
    QWidget* target() const;   ///< of the step
    MainWindow& window_;
    QFrame* card_;
    QLabel *title_, *text_, *count_;
    QPushButton *skip_, *back_, *next_;
    int step_ = 0;
    QRect ring_;               ///< in the window
};

}  // namespace saddle::app

#pragma once
// The steps of a run as a slider, with marks where it has kept its weights. Beside QSlider's own keys: Page Up and Page Down and the
// wheel go to the mark before or after, and a press near a mark is at it.
#include <QSlider>

namespace saddle::app {

struct StepMark {
    int step = 0;
    bool checkpoint = false, best = false;
    QString text;          ///< for the tooltip
};

class StepSlider : public QSlider {
    Q_OBJECT
public:
    explicit StepSlider(QWidget* parent = nullptr);
    void setMarks(std::vector<StepMark> marks);
    /// The thumb stands for a step that was chosen rather than for the present.
    void setAway(bool away);
    double xOf(int step) const;          ///< px in the widget
    QSize sizeHint() const override;

Q_SIGNALS:
    void markWanted(int direction);      ///< -1: the one before, 1: the one after

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    int stepAt(double x) const;
    const StepMark* markAt(double x) const;
    std::vector<StepMark> marks_;
    bool away_ = false;
};

}  // namespace saddle::app

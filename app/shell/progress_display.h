#pragma once
// How far the run is, in the tool bar: epoch, step, percent and time left over a bar; or why there is no run.
#include <QWidget>

class QLabel;
class QProgressBar;

namespace saddle::app {

class Trainer;

class ProgressDisplay : public QWidget {
    Q_OBJECT
public:
    explicit ProgressDisplay(Trainer& trainer, QWidget* parent = nullptr);

private:
    void showState();
    void showRun();
    QString idleText() const;
    Trainer& trainer_;
    QLabel *epoch_, *step_, *percent_, *left_, *idle_, *icon_;
    QWidget *run_page_, *idle_page_;
    QProgressBar* bar_;
};

}  // namespace saddle::app

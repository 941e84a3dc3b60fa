#pragma once
// The run as a line of time below the canvas: a slider that moves every view to an earlier step, what is seen of it, and the way back.
#include <QWidget>

#include "app/bridge/time_travel.h"

class QLabel;

namespace saddle::app {

class Actions;
class StepSlider;

class TimeBar : public QWidget {
    Q_OBJECT
public:
    TimeBar(TimeTravel& travel, Actions& actions, QWidget* parent = nullptr);

private:
    void show();
    void showMarks();
    void showStep();
    QString describe(const api::Snapshot& point) const;
    TimeTravel& travel_;
    Actions& actions_;
    StepSlider* slider_;
    QLabel *step_, *weights_;
};

}  // namespace saddle::app

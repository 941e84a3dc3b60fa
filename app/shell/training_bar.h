#pragma once
// The tool bar: device, transport, progress, measured values; undo, redo, search, theme and language at its end.
#include <QToolBar>

#include "app/shell/actions.h"
#include "app/shell/trainer.h"

class QMenu;

namespace saddle::app {

class ActionButton;

class TrainingBar : public QToolBar {
    Q_OBJECT
public:
    TrainingBar(EngineClient& engine, Trainer& trainer, Actions& actions, QMenu* languages, QWidget* parent = nullptr);

private:
    void showState();
    Trainer& trainer_;
    Actions& actions_;
    ActionButton* train_;
};

}  // namespace saddle::app

#include "app/shell/training_bar.h"

#include <QMenu>
#include <QToolButton>

#include "app/shell/action_button.h"
#include "app/shell/device_chooser.h"
#include "app/shell/language.h"
#include "app/shell/metric_display.h"
#include "app/shell/progress_display.h"
#include "app/shell/theme/theme.h"
#include "app/shell/theme/themed_icon.h"

namespace saddle::app {

TrainingBar::TrainingBar(EngineClient& engine, Trainer& trainer, Actions& actions, QMenu* languages, QWidget* parent) : QToolBar(parent), trainer_(trainer), actions_(actions) {
    setObjectName("trainingBar");
    setMovable(false);
    setFloatable(false);
    setContextMenuPolicy(Qt::PreventContextMenu);
    const int height = int(Theme::instance().tokens().number("size.toolBar"));
    setFixedHeight(height);
    auto* device = new DeviceChooser(engine, trainer);
    auto* metrics = new MetricDisplay(trainer);
    connect(device, &DeviceChooser::chosen, metrics, [metrics](const DeviceProfile& profile) { metrics->setHeapBytes(profile.heap_bytes); });
    addWidget(device);
    addSeparator();
    train_ = new ActionButton(actions.train, "primary");
    addWidget(train_);
    auto* flight = new ActionButton(actions.flight, "transport");
    flight->setShowsShortcut(false);
    addWidget(flight);
    for (QAction* action : {actions.pause, actions.step, actions.stop}) {
        auto* button = new ActionButton(action, "transport");
        button->setShowsShortcut(action == actions.pause);
        addWidget(button);
    }
    addSeparator();
    addWidget(new ProgressDisplay(trainer));
    addSeparator();
    addWidget(metrics);
    auto* space = new QWidget;
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    addWidget(space);
    for (QAction* action : {actions.undo, actions.redo, actions.find, actions.switchTheme}) {
        auto* button = new QToolButton;
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonIconOnly);
        button->setFocusPolicy(Qt::TabFocus);
        addWidget(button);
        translated(button, [=] { button->setAccessibleName(plainText(*action)); });
    }
    auto* language = new QToolButton;
    language->setIcon(themedIcon("language"));
    language->setMenu(languages);
    language->setPopupMode(QToolButton::InstantPopup);
    language->setFocusPolicy(Qt::TabFocus);
    addWidget(language);
    auto* rest = findChild<QToolButton*>("qt_toolbar_ext_button");   // Qt's own, which shows what has no room
    rest->setIcon(themedIcon("more"));
    rest->setIconSize(QSize(12, 12));
    rest->setStyleSheet("padding: 0");
    connect(rest, &QToolButton::pressed, this, [this] { setMaximumHeight(QWIDGETSIZE_MAX); });   // rows for the rest
    connect(rest, &QToolButton::toggled, this, [this, height](bool open) {
        if (!open) setMaximumHeight(height);
    });
    connect(&trainer_, &Trainer::stateChanged, this, &TrainingBar::showState);
    translated(this, [this, language, rest] {
        rest->setToolTip(tr("The rest of the tool bar"));
        rest->setAccessibleName(tr("The rest of the tool bar"));
        setWindowTitle(tr("Training"));
        toggleViewAction()->setToolTip(tr("Show or hide the tool bar"));
        language->setToolTip(tr("Language"));
        language->setAccessibleName(tr("Language"));
        showState();
    });
}

void TrainingBar::showState() {
    const Trainer::State state = trainer_.state();
    const bool running = state == Trainer::State::Training || state == Trainer::State::Starting, idle = state == Trainer::State::Idle;
    const QString obstacle = trainer_.obstacle();
    const auto set = [](QAction* action, bool enabled, const QString& help) {
        action->setEnabled(enabled);
        action->setToolTip(tooltipText(help, action->shortcut()));   // a disabled control says why
    };
    actions_.train->setIconText(running ? tr("Training") : state == Trainer::State::Paused ? tr("Continue") : tr("Train"));
    set(actions_.train, obstacle.isEmpty(), obstacle.isEmpty() ? tr("Train this project, or continue after a pause") : obstacle);
    set(actions_.pause, running, running ? tr("Pause after the current step") : tr("No run is in progress."));
    set(actions_.step, running || obstacle.isEmpty(), running ? tr("Pause, then do one optimizer step") : obstacle.isEmpty() ? tr("Do one optimizer step") : obstacle);
    set(actions_.stop, !idle, idle ? tr("No run is in progress.") : tr("End the run with a checkpoint"));
    train_->setLook(running ? "on" : "primary");
    train_->setShowsShortcut(!running);
}

}  // namespace saddle::app

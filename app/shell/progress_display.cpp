#include "app/shell/progress_display.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QStackedLayout>

#include "app/shell/language.h"
#include "app/shell/number_text.h"
#include "app/shell/theme/look.h"
#include "app/shell/theme/theme.h"
#include "app/shell/theme/themed_icon.h"
#include "app/shell/trainer.h"

namespace saddle::app {

ProgressDisplay::ProgressDisplay(Trainer& trainer, QWidget* parent)
    : QWidget(parent), trainer_(trainer), epoch_(new QLabel), step_(new QLabel), percent_(new QLabel), left_(new QLabel), idle_(new QLabel), icon_(new QLabel),
      run_page_(new QWidget(this)), idle_page_(new QWidget(this)), bar_(new QProgressBar) {
    setMinimumWidth(250);
    setMaximumWidth(344);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    auto* stack = new QStackedLayout(this);
    stack->addWidget(run_page_);
    stack->addWidget(idle_page_);
    auto* words = new QHBoxLayout;
    step_->setProperty("look", "hint");
    for (QLabel* label : {epoch_, step_, percent_, left_}) {
        words->addWidget(label);
        if (label != left_) words->addStretch(1);
    }
    bar_->setTextVisible(false);
    auto* column = new QVBoxLayout(run_page_);
    column->setContentsMargins(4, 0, 4, 0);
    column->setSpacing(5);
    column->addStretch(1);
    column->addLayout(words);
    column->addWidget(bar_);
    column->addStretch(1);
    auto* row = new QHBoxLayout(idle_page_);
    row->setContentsMargins(4, 0, 4, 0);
    row->addWidget(icon_);
    row->addWidget(idle_, 1);
    idle_->setWordWrap(true);
    connect(&trainer_, &Trainer::stateChanged, this, &ProgressDisplay::showState);
    connect(&trainer_, &Trainer::progressed, this, &ProgressDisplay::showState);
    translated(this, [this] {
        setAccessibleName(tr("Progress of training"));
        showState();
    });
}

void ProgressDisplay::showState() {
    const bool running = trainer_.state() != Trainer::State::Idle;
    static_cast<QStackedLayout*>(layout())->setCurrentWidget(running ? run_page_ : idle_page_);
    if (running) return showRun();
    const bool mistake = !trainer_.obstacle().isEmpty() && trainer_.document() && trainer_.document()->typed();
    const bool diverged = !mistake && trainer_.end() && (trainer_.end()->status == "diverged" || trainer_.end()->status == "failed");
    icon_->setVisible(mistake || diverged);
    icon_->setPixmap(themedIcon("error", "semantic.error").pixmap(QSize(16, 16), devicePixelRatioF()));
    const QString look = mistake || diverged ? "errorText" : "hint";
    setLook(*idle_, look);
    idle_->setText(mistake ? trainer_.obstacle() : idleText());
}

QString ProgressDisplay::idleText() const {
    if (!trainer_.document()) return tr("Open a project to train");
    if (!trainer_.end()) return tr("Idle. Train begins a run.");
    const RunEnd& end = *trainer_.end();
    const QString time = durationText(end.seconds);
    if (end.status == "finished") return tr("Finished: %n step(s) in %1", nullptr, int(end.steps)).arg(time);
    if (end.status == "diverged") return tr("Diverged at step %1: the loss became NaN or infinite").arg(end.steps);
    if (end.status == "failed") return tr("Failed at step %1").arg(end.steps);
    return tr("Stopped after %n step(s) in %1; the checkpoint is kept", nullptr, int(end.steps)).arg(time);
}

void ProgressDisplay::showRun() {
    const RunStart& start = trainer_.start();
    const StepReport& last = trainer_.last();
    if (start.run.empty()) {
        epoch_->setText(tr("Preparing: data, plan, kernels"));
        for (QLabel* label : {step_, percent_, left_}) label->clear();
        bar_->setRange(0, 1);
        bar_->setValue(0);
        return;
    }
    const int64_t epochs = std::max<int64_t>(1, (start.total_steps + start.steps_per_epoch - 1) / std::max<int64_t>(1, start.steps_per_epoch));
    const int64_t epoch = std::min(epochs, int64_t(last.step ? (last.step - 1) / uint64_t(start.steps_per_epoch) : 0) + 1);
    epoch_->setText(tr("Epoch <b>%1 / %2</b>").arg(epoch).arg(epochs));
    step_->setText(tr("step %1 / %2").arg(countText(int64_t(last.step)), countText(start.total_steps)));
    percent_->setText(percentText(double(last.step) / double(std::max<int64_t>(1, start.total_steps)), 1));
    const double left = trainer_.remainingSeconds();
    left_->setText(trainer_.state() == Trainer::State::Paused ? tr("paused") : tr("ETA %1").arg(left < 0 ? kUnknown : durationText(left)));
    bar_->setRange(0, int(start.total_steps));
    bar_->setValue(int(last.step));
}

}  // namespace saddle::app

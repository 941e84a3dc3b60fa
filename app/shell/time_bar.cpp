#include "app/shell/time_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QToolButton>

#include "app/shell/actions.h"
#include "app/shell/language.h"
#include "app/shell/number_text.h"
#include "app/shell/step_slider.h"
#include "app/shell/theme/look.h"
#include "app/shell/theme/theme.h"

namespace saddle::app {

TimeBar::TimeBar(TimeTravel& travel, Actions& actions, QWidget* parent) : QWidget(parent), travel_(travel), actions_(actions), slider_(new StepSlider), step_(new QLabel), weights_(new QLabel) {
    setObjectName("timeBar");
    setLook(*this, "panel");
    setAttribute(Qt::WA_StyledBackground);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 2, 8, 2);
    row->setSpacing(8);
    const auto button = [&](QAction* action, Qt::ToolButtonStyle style) {
        auto* tool = new QToolButton;
        tool->setDefaultAction(action);
        tool->setToolButtonStyle(style);
        tool->setFocusPolicy(Qt::TabFocus);
        row->addWidget(tool);
        translated(tool, [=] { tool->setAccessibleName(plainText(*action)); });
    };
    button(actions.earlier, Qt::ToolButtonIconOnly);
    row->addWidget(slider_, 1);
    row->addWidget(step_);
    weights_->setProperty("look", "hint");
    row->addWidget(weights_);
    button(actions.now, Qt::ToolButtonTextOnly);
    connect(slider_, &QSlider::valueChanged, this, [this](int step) { travel_.go(uint64_t(step)); });
    connect(slider_, &StepSlider::markWanted, &travel_, &TimeTravel::goToPoint);
    connect(actions.earlier, &QAction::triggered, &travel_, [&travel] { travel.goToPoint(-1); });
    connect(actions.later, &QAction::triggered, &travel_, [&travel] { travel.goToPoint(1); });
    connect(actions.now, &QAction::triggered, &travel_, &TimeTravel::backToNow);
    connect(&travel_, &TimeTravel::pointsChanged, this, &TimeBar::showMarks);
    connect(&travel_, &TimeTravel::changed, this, &TimeBar::show);
    connect(&travel_, &TimeTravel::moved, this, &TimeBar::showStep);
    connect(&Theme::instance(), &Theme::changed, this, &TimeBar::showStep);
    translated(this, [this] {
        slider_->setAccessibleName(tr("Step of the run that is shown"));
        actions_.now->setIconText(tr("Now"));
        showMarks();
        show();
    });
}

QString TimeBar::describe(const api::Snapshot& point) const {
    QString text = point.checkpoint() ? travel_.best(point) ? tr("best checkpoint") : tr("checkpoint") : tr("stored point");
    if (point.loss) text += QString::fromUtf8(" · ") + tr("loss %1").arg(numberText(*point.loss));
    return text;
}

void TimeBar::show() {
    setVisible(travel_.newest() > 0 && !travel_.points().empty());
    const bool possible = travel_.possible();
    const QString help = possible ? tr("Every view at this step: curves and heat of the step itself, weights of the stored point before it") : travel_.newest() > 0 ? tr("Pause the run to look at its earlier steps.") : tr("There is no run to look back on.");
    slider_->setEnabled(possible);
    slider_->setToolTip(help);
    {
        const QSignalBlocker quiet(slider_);
        slider_->setRange(travel_.points().empty() ? 0 : int(travel_.points().front().step), int(travel_.newest()));
    }
    showStep();
}

void TimeBar::showMarks() {
    std::vector<StepMark> marks;
    for (const api::Snapshot& point : travel_.points())
        marks.push_back({int(point.step), point.checkpoint(), travel_.best(point), tr("Step %1: %2, %3").arg(countText(int64_t(point.step)), describe(point), siText(double(point.bytes), "B"))});
    slider_->setMarks(std::move(marks));
}

void TimeBar::showStep() {
    const bool away = travel_.step().has_value(), possible = travel_.possible();
    {
        const QSignalBlocker quiet(slider_);
        slider_->setValue(int(travel_.step().value_or(travel_.newest())));
    }
    slider_->setAway(away);
    step_->setFont(lookFont("small", 500, true));
    const QString newest = countText(int64_t(travel_.newest()));
    step_->setText(away ? tr("step %1 of %2").arg(countText(int64_t(*travel_.step())), newest) : tr("now, step %1").arg(newest));
    step_->setMinimumWidth(QFontMetrics(step_->font()).horizontalAdvance(tr("step %1 of %2").arg(newest, newest)) + 2);
    const api::Snapshot* point = travel_.point();
    weights_->setText(point ? tr("weights of step %1, %2").arg(countText(int64_t(point->step)), describe(*point)) : QString());
    const QString at_newest = tr("All views are at the newest step.");
    const auto set = [](QAction* action, bool enabled, const QString& help) {
        action->setEnabled(enabled);
        action->setToolTip(tooltipText(help, action->shortcut()));   // a disabled control says why
    };
    set(actions_.earlier, possible, possible ? tr("Move all views to the stored point before") : slider_->toolTip());
    set(actions_.later, away, away ? tr("Move all views to the stored point after") : at_newest);
    set(actions_.now, away, away ? tr("Move all views to the newest step of the run") : at_newest);
}

}  // namespace saddle::app

#include "app/panels/step_view.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include "app/bridge/kept_data.h"
#include "app/panels/fact_table.h"
#include "app/panels/fields/choice_box.h"
#include "app/panels/section.h"
#include "app/panels/weights_pictures.h"
#include "app/shell/engine_text.h"
#include "app/shell/language.h"
#include "app/shell/number_text.h"
#include "app/shell/theme/look.h"
#include "app/shell/theme/theme.h"

namespace saddle::app {

StepView::StepView(EngineClient& engine, QWidget* parent)
    : QWidget(parent), engine_(engine), title_(new QLabel), summary_(new QLabel), hint_(new QLabel), weights_(new Section), choice_(new ChoiceBox), change_(new WeightHistogram), change_facts_(new FactTable) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 10, 0, 12);
    column->setSpacing(0);
    for (QLabel* label : {title_, summary_}) {
        label->setWordWrap(true);
        label->setContentsMargins(12, 0, 12, 6);
        column->addWidget(label);
    }
    summary_->setProperty("look", "hint");
    auto* row = new QHBoxLayout;
    row->setContentsMargins(12, 2, 12, 6);
    row->setSpacing(6);
    for (const StepPhase phase : {StepPhase::Forward, StepPhase::Backward, StepPhase::Update}) {
        QPushButton*& button = phases_[int(phase)];
        button = new QPushButton;
        row->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, phase] { take(phase); });
    }
    row->addStretch(1);
    column->addLayout(row);
    hint_->setProperty("look", "hint");
    hint_->setWordWrap(true);
    hint_->setContentsMargins(12, 0, 12, 8);
    column->addWidget(hint_);
    for (Part* part : {&value_, &gradient_}) {
        *part = {new Section, new WeightHistogram, new FactTable, new FilterPictures};
        for (QWidget* widget : std::initializer_list<QWidget*>{part->histogram, part->facts, part->pictures}) part->section->body()->addWidget(widget);
        column->addWidget(part->section);
    }
    for (QWidget* widget : std::initializer_list<QWidget*>{choice_, change_, change_facts_}) weights_->body()->addWidget(widget);
    column->addWidget(weights_);
    column->addStretch(1);
    connect(choice_, &QComboBox::activated, this, &StepView::fillUpdate);
    connect(&engine_, &EngineClient::started, this, &StepView::forget);
    connect(&engine_, &EngineClient::runShown, this, &StepView::forget);
    connect(&engine_, &EngineClient::stepShown, this, &StepView::forget);
    connect(&engine_, &EngineClient::stateChanged, this, [this] {
        if (engine_.training() && !engine_.paused()) forget();   // the run went on
        fill();
    });
    translated(this, [this] {
        phases_[0]->setText(tr("Forward"));
        phases_[1]->setText(tr("Backward"));
        phases_[2]->setText(tr("Update"));
        value_.section->setTitle(tr("Value"));
        gradient_.section->setTitle(tr("Gradient"));
        weights_->setTitle(tr("Weights"));
        value_.histogram->setWords({}, tr("Elements: %1"));
        gradient_.histogram->setWords({}, tr("Elements: %1"));
        change_->setWords(tr("Before the update (outline): %1"), tr("After it (filled): %1"));
        value_.histogram->setAccessibleName(tr("Histogram of what goes along the wire"));
        gradient_.histogram->setAccessibleName(tr("Histogram of the gradient"));
        change_->setAccessibleName(tr("Histogram of the weights before and after the update"));
        for (const Part& part : {value_, gradient_}) {
            part.pictures->setWord(tr("Map %1"));
            part.pictures->setAccessibleName(tr("The first sample's maps"));
        }
        choice_->setAccessibleName(tr("Parameter"));
        choice_->setToolTip(tr("The parameter that is shown"));
        fill();
    });
}

void StepView::forget() {
    ++question_;
    busy_ = false;
    base_.reset();
    taken_.reset();
    look_.reset();
    problem_.clear();
    fill();
}

void StepView::show(const Project& project, const Edge& edge, bool of_run, const QString& device) {
    const bool other = edge.from != edge_.from || of_run != of_run_;
    edge_ = edge;
    device_ = device;
    of_run_ = of_run;
    if (project_ != project) {
        project_ = project;
        if (!of_run) forget();
    }
    if (other) {
        look_.reset();
        problem_.clear();
        if (taken_) ask(*taken_);   // the same step at another wire
    }
    fill();
}

void StepView::take(StepPhase phase) {
    if (phase == StepPhase::Forward) base_ = engine_.shownStep();
    ask(phase);
}

void StepView::ask(StepPhase phase) {
    const quint64 question = ++question_;
    const bool again = taken_ == phase;
    busy_ = true;
    problem_.clear();
    EdgeRequest request{of_run_ ? engine_.currentRun().toStdString() : "", project_, keptData(), "", device_.toStdString(), engine_.storePath().toStdString(), base_, edge_.from, phase};
    app::look(this,
         [request = std::move(request)]() -> Result<StepLook> {
             TRY(EdgeValues values, api::edge_values(request));
             return look_at(std::move(values));
         },
         [this, question, phase, again](Result<StepLook> look) {
             if (question != question_) return;
             busy_ = false;
             if (look.ok()) {
                 look_ = std::move(*look);
                 taken_ = phase;
                 if (!look_->step.run.empty()) base_ = look_->step.step;
             } else {
                 problem_ = engineText(look.error());
             }
             fill();
             const bool newest = of_run_ && engine_.paused() && !engine_.shownStep();
             if (look_ && phase == StepPhase::Update && !again && newest) Q_EMIT updated();
         });
    fill();
}

void StepView::fill() {
    title_->setFont(lookFont("title", 600));
    const auto port = [](const PortRef& each) { return QString::fromStdString(each.node + "." + each.port); };
    title_->setText(port(edge_.from) + QString::fromUtf8(" → ") + port(edge_.to));
    const bool goes_on = engine_.training() && !engine_.paused();
    QString what = look_ ? (look_->step.run.empty() ? tr("Step 1 of a run to be") : tr("Step %1 of run %2").arg(countText(int64_t(look_->step.step + 1)), QString::fromStdString(look_->step.run))) : tr("One optimizer step, phase by phase");
    if (look_) what += QString::fromUtf8(" · ") + tr("loss %1").arg(numberText(look_->step.loss));
    summary_->setText(what);
    hint_->setText(busy_ ? tr("Computing...") : !problem_.isEmpty() ? problem_ : goes_on ? tr("Pause the run to take a step apart.") : look_ ? QString() : tr("Forward computes what goes along this wire for the next batch."));
    setLook(*hint_, problem_.isEmpty() ? "hint" : "errorText");
    hint_->setVisible(!hint_->text().isEmpty());
    const bool can[] = {!goes_on, !goes_on && taken_ && *taken_ != StepPhase::Update, !goes_on && taken_ == StepPhase::Backward};
    const QString help[] = {tr("Compute the next batch up to this wire"), tr("Compute the gradient of the loss at this wire"), tr("Compute the weights after the update; a paused run takes the step")};
    for (int i = 0; i < 3; ++i) {
        phases_[i]->setEnabled(can[i] && !busy_);
        phases_[i]->setToolTip(goes_on ? tr("Pause the run to take a step apart.") : busy_ ? tr("Computing...") : can[i] ? help[i] : i == 1 ? tr("Do the forward pass first.") : tr("Do the backward pass first."));
    }
    fill(value_, look_ ? &look_->value : nullptr);
    fill(gradient_, look_ && look_->gradient ? &*look_->gradient : nullptr);
    if (look_) value_.section->setNote(QString::fromStdString(to_string(look_->shape)).replace('x', QString::fromUtf8("×")));
    if (look_ && !look_->gradient && look_->step.until != StepPhase::Forward && problem_.isEmpty()) {
        hint_->setText(tr("The loss has no gradient by what goes along here."));
        hint_->show();
    }
    const QString chosen = choice_->currentText();
    choice_->clear();
    if (look_)
        for (const StepLook::Update& each : look_->updates) choice_->addItem(QString::fromStdString(each.picture.name));
    choice_->setCurrentIndex(std::max(0, choice_->findText(chosen)));
    choice_->setVisible(choice_->count() > 1);
    weights_->setVisible(choice_->count() > 0);
    fillUpdate();
}

void StepView::fill(const Part& part, const TensorLook* look) {
    part.section->setVisible(look);
    if (!look) return;
    const analysis::TensorSummary& n = look->numbers;
    part.histogram->setSummary(look->picture);
    std::vector<Fact> facts{{tr("Range"), numberText(n.least) + QString::fromUtf8(" … ") + numberText(n.most), {}, tr("Least and largest element of the batch")},
                            {tr("Mean"), numberText(n.mean, 3) + QString::fromUtf8(" ± ") + numberText(n.deviation, 3), {}, tr("Mean and deviation of all elements")},
                            {tr("Zeros"), n.count ? percentText(double(n.zeros) / double(n.count), 1) : kUnknown, {}, tr("Share of elements that are 0")}};
    if (n.not_finite > 0) facts.push_back({tr("Not finite"), countText(n.not_finite), {}, tr("NaN or infinite")});
    part.facts->setFacts(facts);
    part.pictures->setSummary(look->picture);
    part.pictures->setVisible(look->picture.filters > 0);
}

void StepView::fillUpdate() {
    const int index = choice_->currentIndex();
    if (!look_ || index < 0 || size_t(index) >= look_->updates.size()) return;
    const StepLook::Update& u = look_->updates[size_t(index)];
    change_->setSummary(u.picture);
    const auto moments = [](const WeightsShape& shape) { return numberText(shape.mean, 3) + QString::fromUtf8(" ± ") + numberText(shape.deviation, 3); };
    change_facts_->setFacts({{tr("Before"), moments(u.picture.initial), {}, tr("Mean and deviation: outline of the histogram")},
                             {tr("After"), moments(u.picture.current), {}, tr("Mean and deviation: filled part of the histogram")},
                             {tr("Gradient"), numberText(u.gradient), {}, tr("Its length (L2)")},
                             {tr("Change"), numberText(u.change), u.length > 0 ? percentText(u.change / u.length, 3) : QString(), tr("Length of what the update adds, and its share of the weights' own")}});
}

}  // namespace saddle::app

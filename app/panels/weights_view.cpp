#include "app/panels/weights_view.h"

#include <QLabel>
#include <QVBoxLayout>

#include "app/bridge/kept_data.h"
#include "app/panels/fact_table.h"
#include "app/panels/fields/choice_box.h"
#include "app/panels/section.h"
#include "app/panels/weights_pictures.h"
#include "app/shell/language.h"
#include "app/shell/number_text.h"
#include "engine/api/weights.h"

namespace saddle::app {
namespace {
constexpr int kAgainMs = 2000;
}

WeightsView::WeightsView(EngineClient& engine, QWidget* parent)
    : QWidget(parent), engine_(engine), section_(new Section), choice_(new ChoiceBox), histogram_(new WeightHistogram), facts_(new FactTable), source_(new QLabel), filters_(new FilterPictures) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(section_);
    source_->setProperty("look", "hint");
    source_->setWordWrap(true);
    for (QWidget* widget : std::initializer_list<QWidget*>{choice_, histogram_, facts_, filters_, source_}) section_->body()->addWidget(widget);
    connect(choice_, &QComboBox::activated, this, &WeightsView::showParameter);
    again_.setSingleShot(true);
    again_.setInterval(kAgainMs);
    connect(&again_, &QTimer::timeout, this, [this] {
        if (isVisible()) ask();
    });
    connect(&engine_, &EngineClient::stepped, this, [this] {
        if (!again_.isActive()) again_.start();
    });
    connect(&engine_, &EngineClient::historyChanged, this, [this] {   // another run is shown
        if (!engine_.training() && !again_.isActive()) again_.start();
    });
    connect(&engine_, &EngineClient::stepShown, this, &WeightsView::ask);
    hide();
    translated(this, [this] {
        section_->setTitle(tr("Weights"));
        choice_->setAccessibleName(tr("Parameter"));
        choice_->setToolTip(tr("The parameter that is shown"));
        histogram_->setAccessibleName(tr("Histogram of the parameter's values"));
        filters_->setAccessibleName(tr("Filters as pictures"));
        showParameter();
    });
}

void WeightsView::show(const Project& project, const Node* node, int64_t parameters) {
    Node now = node && parameters > 0 ? *node : Node{};
    now.x = now.y = 0;   // where it stands changes nothing
    const bool same = now == node_ && parameters == parameters_ && project.train == project_.train && project.composites == project_.composites;
    if (same) return;
    if (now.id != node_.id) {
        summaries_.clear();
        hide();
    }
    project_ = project;
    node_ = std::move(now);
    parameters_ = parameters;
    ask();
}

void WeightsView::ask() {
    const quint64 question = ++question_;
    if (node_.id.empty()) return hide();
    WeightsRequest request{project_, node_.id, engine_.currentRun().toStdString(), keptData(), engine_.storePath().toStdString(), engine_.shownStep()};
    look(this,
                 [request = std::move(request)]() -> std::vector<WeightsSummary> {
                     const auto weights = api::weights(request);
                     return weights.ok() ? summarise(*weights) : std::vector<WeightsSummary>{};   // the checks say what is wrong with the graph
                 },
                 [this, question](std::vector<WeightsSummary> summaries) {
                     if (question != question_) return;
                     const QString chosen = choice_->currentText();
                     summaries_ = std::move(summaries);
                     choice_->clear();
                     for (const WeightsSummary& s : summaries_) choice_->addItem(QString::fromStdString(s.name));
                     choice_->setCurrentIndex(std::max(0, choice_->findText(chosen)));
                     choice_->setVisible(summaries_.size() > 1);
                     setVisible(!summaries_.empty());
                     showParameter();
                 });
}

void WeightsView::showParameter() {
    const int index = choice_->currentIndex();
    if (index < 0 || size_t(index) >= summaries_.size()) return;
    const WeightsSummary& s = summaries_[size_t(index)];
    const bool now = !s.current.bins.empty(), begin = !s.initial.bins.empty();
    section_->setNote(QString::fromStdString(to_string(s.shape)).replace('x', QString::fromUtf8("×")));
    histogram_->setSummary(s);
    histogram_->setVisible(now || begin);
    const auto moments = [](const WeightsShape& shape) { return numberText(shape.mean, 3) + QString::fromUtf8(" ± ") + numberText(shape.deviation, 3); };
    std::vector<Fact> facts;
    if (begin) facts.push_back({tr("As training begins"), moments(s.initial), {}, tr("Mean and deviation: outline of the histogram")});
    if (now) facts.push_back({engine_.shownStep() ? tr("At step %1").arg(s.step) : tr("Now"), moments(s.current), {}, tr("Mean and deviation: filled part of the histogram")});
    if (s.current.not_finite > 0) facts.push_back({tr("Not finite"), countText(s.current.not_finite), {}, tr("NaN or infinite")});
    facts_->setFacts(facts);
    filters_->setSummary(s);
    filters_->setVisible(s.filters > 0);
    source_->setText(now ? tr("Run %1 at step %2").arg(QString::fromStdString(s.run)).arg(s.step) : begin ? tr("By the initializer and the project's seed; train to see them change.") : tr("Too large to be drawn before it is trained."));
}

}  // namespace saddle::app

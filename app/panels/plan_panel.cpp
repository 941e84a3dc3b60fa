#include "app/panels/plan_panel.h"

#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QStackedLayout>

#include "app/panels/empty_state.h"
#include "app/shell/language.h"
#include "app/shell/theme/theme.h"
#include "app/shell/trainer.h"
#include "datasets/open.h"

namespace saddle::app {

PlanPanel::PlanPanel(EngineClient& engine, Trainer& trainer, QWidget* parent)
    : QWidget(parent), engine_(engine), trainer_(trainer), stages_(new QListWidget), text_(new QPlainTextEdit), pages_(new QSplitter), empty_(new EmptyState("plan")) {
    auto* stack = new QStackedLayout(this);
    stack->addWidget(empty_);
    stack->addWidget(pages_);
    pages_->addWidget(stages_);
    pages_->addWidget(text_);
    pages_->setStretchFactor(1, 1);
    pages_->setSizes({150, 500});
    stages_->setMinimumWidth(110);
    text_->setReadOnly(true);
    text_->setLineWrapMode(QPlainTextEdit::NoWrap);
    connect(stages_, &QListWidget::currentRowChanged, this, [this](int row) { text_->setPlainText(row < 0 ? QString() : QString::fromStdString(plan_[size_t(row)].second)); });
    translated(this, [this] {
        text_->setFont(lookFont("small", 400, true));
        stages_->setAccessibleName(tr("Stages of the compiler"));
        stages_->setToolTip(tr("Choose a stage to read what the compiler made of the graph"));
        text_->setAccessibleName(tr("Text of the stage"));
        text_->setToolTip(tr("Text of the stage"));
        empty_->setTexts(tr("No plan yet"), tr("It shows what the compiler makes of a valid graph: operators, gradients, fused kernels, schedule and memory."));
    });
}

void PlanPanel::setDocument(GraphDocument* document) {
    if (document_) document_->disconnect(this);
    document_ = document;
    if (document) connect(document, &GraphDocument::typedChanged, this, &PlanPanel::ask);
    ask();
}

void PlanPanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    ask();
}

void PlanPanel::ask() {
    if (!isVisible()) return;   // compiling for nobody takes time from the run
    const bool valid = document_ && document_->typed() && document_->typed()->valid() && !document_->project().graph.nodes.empty();
    if (!valid) return static_cast<QStackedLayout*>(layout())->setCurrentWidget(empty_);
    ProfileRequest request;
    request.project = document_->project();
    request.open_data = datasets::open_data;
    request.device = trainer_.device().toStdString();
    request.store_path = engine_.storePath().toStdString();
    engine_.post("plan", this, [request] { return api::plan(request); }, [this, question = ++question_](Result<PlanText> plan) {
        if (question != question_) return;
        if (plan.ok()) show(*plan);
        else empty_->setTexts(tr("The compiler refused the graph"), QString::fromStdString(to_string(plan.error())));
    });
}

void PlanPanel::show(const PlanText& plan) {
    const int row = std::max(0, stages_->currentRow());
    plan_ = plan.stages;
    stages_->clear();
    for (const auto& [name, text] : plan_) stages_->addItem(catalogText(name));
    stages_->setCurrentRow(std::min(row, stages_->count() - 1));
    static_cast<QStackedLayout*>(layout())->setCurrentWidget(pages_);
}

}  // namespace saddle::app

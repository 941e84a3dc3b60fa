#include "app/panels/plan_panel.h"

#include <QLabel>
#include <QListWidget>
#include <QMouseEvent>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QSplitter>
#include <QStackedLayout>
#include <QTextBlock>

#include "app/bridge/kept_data.h"
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
    connect(stages_, &QListWidget::currentRowChanged, this, [this](int row) {
        text_->setPlainText(row < 0 ? QString() : QString::fromStdString(plan_[size_t(row)].second));
        markSelection();
    });
    text_->viewport()->installEventFilter(this);
    connect(&Theme::instance(), &Theme::changed, this, &PlanPanel::markSelection);
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
    if (document) {
        connect(document, &GraphDocument::typedChanged, this, &PlanPanel::ask);
        connect(document, &GraphDocument::selectionChanged, this, &PlanPanel::markSelection);
    }
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
    look(this, [request] { return api::plan(request); }, [this, question = ++question_](Result<PlanText> plan) {
        if (question != question_) return;
        if (plan.ok()) show(*plan);
        else empty_->setTexts(tr("The compiler refused the graph"), QString::fromStdString(to_string(plan.error())));
    });
}

/// The node that a line of any stage is about: behind the semicolon, or the first word that names one.
QString PlanPanel::owner(const QString& line) const {
    static const QRegularExpression between("[\\s,()=:*]+");
    const Graph& graph = document_->project().graph;
    for (const QString& word : line.mid(line.lastIndexOf(';') + 1).split(between, Qt::SkipEmptyParts)) {
        const QString node = word.section('.', 0, 0).section('/', 0, 0);
        if (graph.find(node.toStdString())) return node;
    }
    return {};
}

void PlanPanel::markSelection() {
    if (!isVisible()) return;
    QList<QTextEdit::ExtraSelection> marks;
    if (document_ && !document_->selection().isEmpty())
        for (QTextBlock line = text_->document()->begin(); line.isValid(); line = line.next()) {
            if (!document_->selection().contains(owner(line.text()))) continue;
            QTextEdit::ExtraSelection mark;
            mark.cursor = QTextCursor(line);
            mark.format.setBackground(Theme::instance().tokens().color("accent.soft"));
            mark.format.setProperty(QTextFormat::FullWidthSelection, true);
            marks << mark;
        }
    text_->setExtraSelections(marks);
}

bool PlanPanel::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::MouseButtonRelease && document_ && !text_->textCursor().hasSelection()) {
        const QString node = owner(text_->cursorForPosition(static_cast<QMouseEvent*>(event)->pos()).block().text());
        if (!node.isEmpty()) document_->select({node});
    }
    return QWidget::eventFilter(watched, event);
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

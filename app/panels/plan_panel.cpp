#include "app/panels/plan_panel.h"

#include <QLabel>
#include <QListWidget>
#include <QMouseEvent>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QSplitter>
#include <QStackedLayout>
#include <QTextBlock>
#include <QVBoxLayout>

#include "app/bridge/kept_data.h"
#include "app/panels/empty_state.h"
#include "app/panels/fields/choice_box.h"
#include "app/shell/engine_text.h"
#include "app/shell/language.h"
#include "app/shell/theme/look.h"
#include "app/shell/theme/theme.h"
#include "app/shell/trainer.h"
#include "datasets/open.h"
#include "engine/api/plan_diff.h"

namespace saddle::app {

PlanPanel::PlanPanel(EngineClient& engine, Trainer& trainer, QWidget* parent)
    : QWidget(parent), engine_(engine), trainer_(trainer), stages_(new QListWidget), text_(new QPlainTextEdit), off_(new ChoiceBox), pages_(new QSplitter), empty_(new EmptyState("plan")) {
    auto* stack = new QStackedLayout(this);
    stack->addWidget(empty_);
    stack->addWidget(pages_);
    pages_->addWidget(stages_);
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(off_, 0, Qt::AlignLeft);
    column->addWidget(text_);
    pages_->addWidget(page);
    pages_->setStretchFactor(1, 1);
    pages_->setSizes({150, 500});
    stages_->setMinimumWidth(110);
    text_->setReadOnly(true);
    setLook(*text_, "mono");
    text_->setLineWrapMode(QPlainTextEdit::NoWrap);
    off_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    off_->hide();
    off_->addItem({}, QVariant::fromValue(compile::fusion_passes()));
    for (const std::string& pass : compile::optional_passes()) off_->addItem({}, QVariant::fromValue(std::vector<std::string>{pass}));
    connect(off_, &QComboBox::activated, this, &PlanPanel::ask);
    connect(stages_, &QListWidget::currentRowChanged, this, [this] {
        showStage();
        if (comparing() && plan_.back().second.empty()) ask();
    });
    text_->viewport()->installEventFilter(this);
    connect(&Theme::instance(), &Theme::changed, this, &PlanPanel::markSelection);
    translated(this, [this] {
        stages_->setAccessibleName(tr("Stages of the compiler"));
        stages_->setToolTip(tr("Choose a stage to read what the compiler made of the graph"));
        text_->setAccessibleName(tr("Text of the stage"));
        text_->setToolTip(tr("Text of the stage"));
        off_->setItemText(0, tr("From the plan without fusion"));
        for (int i = 1; i < off_->count(); ++i) off_->setItemText(i, tr("From the plan without %1").arg(QString::fromStdString(compile::optional_passes()[size_t(i - 1)])));
        off_->setAccessibleName(tr("The plan to compare with"));
        off_->setToolTip(tr("What this plan is compared with: that of the same graph with a pass of the compiler switched off"));
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
    using Texts = std::pair<PlanText, std::string>;
    const auto off = comparing() ? std::optional(off_->currentData().value<std::vector<std::string>>()) : std::nullopt;
    look(this, [request, off]() -> Result<Texts> {
        TRY(PlanText plan, api::plan(request));
        if (!off) return Texts(std::move(plan), "");
        TRY(const compile::PlanDiff diff, api::plan_diff(request, *off));
        return Texts(std::move(plan), compile::dump(diff));
    }, [this, question = ++question_](Result<Texts> made) {
        if (question != question_) return;
        if (made.ok()) show(std::move(made->first), made->second);
        else empty_->setTexts(tr("The compiler refused the graph"), engineText(made.error()));
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

bool PlanPanel::comparing() const { return stages_->currentRow() >= 0 && stages_->currentRow() == stages_->count() - 1; }

void PlanPanel::showStage() {
    const int row = stages_->currentRow();
    off_->setVisible(comparing());
    text_->setPlainText(row < 0 ? QString() : QString::fromStdString(plan_[size_t(row)].second));
    markSelection();
}

void PlanPanel::show(PlanText plan, const std::string& difference) {
    const int row = std::max(0, stages_->currentRow());
    const QSignalBlocker quiet(stages_);
    plan_ = std::move(plan.stages);
    plan_.emplace_back("difference", difference);
    stages_->clear();
    for (const auto& [name, text] : plan_) stages_->addItem(catalogText(name));
    stages_->setCurrentRow(std::min(row, stages_->count() - 1));
    static_cast<QStackedLayout*>(layout())->setCurrentWidget(pages_);
    showStage();
    if (comparing() && difference.empty()) ask();   // it was chosen while the plan was made
}

}  // namespace saddle::app

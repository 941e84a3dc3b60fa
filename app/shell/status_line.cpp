#include "app/shell/status_line.h"

#include <QHBoxLayout>
#include <QLabel>

#include "app/shell/engine_text.h"
#include "app/shell/language.h"
#include "app/shell/number_text.h"
#include "app/shell/theme/look.h"
#include "app/shell/theme/theme.h"
#include "app/shell/theme/themed_icon.h"

namespace saddle::app {

StatusLine::StatusLine(Trainer& trainer, QWidget* parent)
    : QStatusBar(parent), trainer_(trainer), icon_(new QLabel), valid_(new QLabel), counts_(new QLabel), selected_(new QLabel), run_(new QLabel), language_(new QLabel) {
    setObjectName("statusLine");
    setSizeGripEnabled(false);
    setFixedHeight(int(Theme::instance().tokens().number("size.statusBar")));
    auto* left = new QWidget;
    auto* row = new QHBoxLayout(left);
    row->setContentsMargins(8, 0, 0, 0);
    row->setSpacing(6);
    row->addWidget(icon_);
    row->addWidget(valid_);
    for (QLabel* label : {counts_, selected_}) {
        row->addSpacing(10);
        row->addWidget(label);
    }
    addWidget(left);
    auto* right = new QWidget;
    auto* end = new QHBoxLayout(right);
    end->setContentsMargins(0, 0, 10, 0);
    end->setSpacing(18);
    end->addWidget(run_);
    end->addWidget(language_);
    addPermanentWidget(right);
    for (auto signal : {&Trainer::stateChanged, &Trainer::progressed}) connect(&trainer_, signal, this, &StatusLine::showRun);
    connect(&Theme::instance(), &Theme::changed, this, &StatusLine::showGraph);
    translated(this, [this] {
        showGraph();
        showRun();
    });
}

void StatusLine::setDocument(GraphDocument* document) {
    if (document_) document_->disconnect(this);
    document_ = document;
    if (document)
        for (auto signal : {&GraphDocument::typedChanged, &GraphDocument::changed, &GraphDocument::selectionChanged}) connect(document, signal, this, &StatusLine::showGraph);
    showGraph();
}

void StatusLine::showGraph() {
    const auto typed = document_ ? document_->typed() : nullptr;
    icon_->setVisible(bool(typed));
    if (typed) {
        int errors = 0, warnings = 0;
        for (const Diagnostic& d : typed->diagnostics) ++(d.severity == Severity::Error ? errors : warnings);
        const char* state = errors ? "error" : warnings ? "warning" : "ok";
        icon_->setPixmap(themedIcon(state, QString("semantic.") + state).pixmap(QSize(14, 14), devicePixelRatioF()));
        setLook(*valid_, errors ? "errorText" : "");
        valid_->setText(errors ? tr("%n error(s)", nullptr, errors) : warnings ? tr("Graph valid, %n hint(s)", nullptr, warnings) : tr("Graph valid"));
        valid_->setToolTip(typed->diagnostics.empty() ? QString() : engineText(typed->diagnostics.front()));
    } else {
        valid_->clear();
    }
    counts_->clear();
    selected_->clear();
    if (!document_) return;
    const Graph& graph = document_->project().graph;
    QString counts = tr("%n node(s)", nullptr, int(graph.nodes.size())) + QString::fromUtf8(" · ") + tr("%n wire(s)", nullptr, int(graph.edges.size()));
    if (typed && typed->total.parameters > 0) counts += QString::fromUtf8(" · ") + tr("%1 parameters").arg(countText(typed->total.parameters));
    counts_->setText(counts);
    const QStringList& selection = document_->selection();
    if (selection.size() == 1) {
        const Node* node = document_->drawing().graph.find(selection.front().toStdString());
        selected_->setText(tr("Selected: %1").arg(selection.front() + " " + QString::fromStdString(node ? node->layer : "")));
    } else if (selection.size() > 1) {
        selected_->setText(tr("Selected: %n node(s)", nullptr, int(selection.size())));
    }
}

void StatusLine::showRun() {
    QStringList parts;
    const RunStart& start = trainer_.start();
    if (!start.run.empty()) {
        parts << tr("Run %1").arg(QString::fromStdString(start.run));
        if (trainer_.checkpoint()) parts << tr("checkpoint at step %1").arg(countText(int64_t(*trainer_.checkpoint())));
        if (trainer_.trained()) parts << tr("seed %1").arg(trainer_.trained()->project().train.seed);
        parts << QString::fromStdString(start.device) + QString::fromUtf8(" · f32");
    }
    run_->setText(parts.join("    "));
    for (const auto& [code, name] : Language::all())
        if (code == Language::instance().code()) language_->setText(name);
}

}  // namespace saddle::app

#include "app/panels/problems_panel.h"

#include <QListWidget>
#include <QStackedLayout>

#include "app/document/drawing.h"
#include "app/panels/empty_state.h"
#include "app/shell/engine_text.h"
#include "app/shell/language.h"
#include "app/shell/theme/look.h"
#include "app/shell/theme/themed_icon.h"

namespace saddle::app {

ProblemsPanel::ProblemsPanel(QWidget* parent) : QWidget(parent), list_(new QListWidget), empty_(new EmptyState("ok")) {
    auto* stack = new QStackedLayout(this);
    stack->addWidget(empty_);
    stack->addWidget(list_);
    list_->setWordWrap(true);
    list_->setSpacing(0);
    connect(list_, &QListWidget::itemClicked, this, [this](QListWidgetItem* item) {
        const QString node = item->data(Qt::UserRole).toString();
        if (!document_ || node.isEmpty()) return;
        document_->select({node});
        Q_EMIT nodeChosen(node);
    });
    translated(this, [this] {
        list_->setAccessibleName(tr("Problems of the graph"));
        list_->setToolTip(tr("Click a problem to see where it is"));
        refresh();
    });
}

void ProblemsPanel::setDocument(GraphDocument* document) {
    if (document_) document_->disconnect(this);
    document_ = document;
    if (document) connect(document, &GraphDocument::typedChanged, this, &ProblemsPanel::refresh);
    refresh();
}

int ProblemsPanel::count() const { return list_->count(); }

void ProblemsPanel::refresh() {
    list_->clear();
    const auto typed = document_ ? document_->typed() : nullptr;
    if (typed)
        for (const Diagnostic& d : typed->diagnostics) {
            const Node* node = node_at(document_->project(), d.node);
            QString what = engineText(d.text);
            if (node) what = QString::fromStdString(d.node + " " + node->layer + (d.port.empty() ? "" : "." + d.port)) + ": " + what;
            const QString hint = engineText(d.hint);
            if (!hint.isEmpty()) what += '\n' + hint.left(1).toUpper() + hint.mid(1);
            auto* item = new QListWidgetItem(themedIcon(lookOf(d.severity), "semantic." + lookOf(d.severity)), what);
            item->setData(Qt::UserRole, QString::fromStdString(d.node));
            list_->addItem(item);
        }
    empty_->setTexts(!document_ ? tr("No project is open") : typed ? tr("No problems") : tr("The graph is being checked"), typed ? tr("The graph is valid: press Train.") : QString());
    static_cast<QStackedLayout*>(layout())->setCurrentWidget(list_->count() ? static_cast<QWidget*>(list_) : empty_);
}

}  // namespace saddle::app

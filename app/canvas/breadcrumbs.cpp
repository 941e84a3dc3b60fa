#include "app/canvas/breadcrumbs.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include "app/document/drawing.h"

namespace saddle::app {

Breadcrumbs::Breadcrumbs(CanvasScene& scene, QWidget* parent) : QFrame(parent), scene_(scene), row_(new QHBoxLayout(this)) {
    setObjectName("breadcrumbs");
    row_->setContentsMargins(6, 2, 6, 2);
    row_->setSpacing(2);
    connect(&scene.document(), &GraphDocument::changed, this, &Breadcrumbs::refresh);   // names on the way may be others
    restyle();
}

void Breadcrumbs::restyle() {
    const CanvasStyle& style = scene_.style();
    setStyleSheet(QStringLiteral("#breadcrumbs { background: %1; border: 1px solid %2; border-radius: 4px; }"
                                 "#breadcrumbs QLabel { color: %3; background: transparent; }"
                                 "#breadcrumbs QToolButton { color: %4; background: transparent; border: none; border-radius: 3px; padding: 2px 6px; }"
                                 "#breadcrumbs QToolButton:hover { background: %5; color: %6; }"
                                 "#breadcrumbs QToolButton:disabled { color: %6; }"
                                 "#breadcrumbs QToolButton:focus { border: 2px solid %7; padding: 0 4px; }")
                      .arg(style.raised.name(), style.line.name(), style.tertiary.name(), style.secondary.name(), style.hover.name(), style.primary.name(), style.accent.name()));
    refresh();
}

void Breadcrumbs::add(const QString& text, const NodeId& place, bool last) {
    auto* button = new QToolButton(this);
    button->setText(text);
    button->setFont(scene_.style().base);
    button->setFocusPolicy(Qt::TabFocus);
    button->setEnabled(!last);
    button->setToolTip(last ? tr("The group that is drawn") : tr("Back to here") + QStringLiteral("\nAlt+Up"));
    button->setAccessibleName(text);
    connect(button, &QToolButton::clicked, this, [this, place] { scene_.document().enter(place); });
    row_->addWidget(button);
    button->show();   // at once: the bar takes its size by it
}

void Breadcrumbs::refresh() {
    const GraphDocument& document = scene_.document();
    while (QLayoutItem* item = row_->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater();   // it may be the button that was pressed
        }
        delete item;
    }
    setVisible(!document.place().empty());
    if (document.place().empty()) return;
    const QString name = QString::fromStdString(document.project().name);
    add(name.isEmpty() ? tr("Project") : name, {}, false);
    for (size_t end = document.place().find('/');; end = document.place().find('/', end + 1)) {
        const NodeId place = document.place().substr(0, end);
        const Node* node = node_at(document.project(), place);
        auto* between = new QLabel(QStringLiteral("\u203a"), this);
        row_->addWidget(between);
        between->show();
        add(QString::fromStdString(leaf_of(place)) + QStringLiteral(" \u00b7 ") + QString::fromStdString(node ? node->layer : ""), place, end == NodeId::npos);
        if (end == NodeId::npos) break;
    }
    row_->activate();
    adjustSize();
}

}  // namespace saddle::app

#include "moc_breadcrumbs.cpp"

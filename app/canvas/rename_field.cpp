#include "app/canvas/rename_field.h"

#include <QKeyEvent>

#include "app/document/drawing.h"

namespace saddle::app {

RenameField::RenameField(CanvasScene& scene, QWidget* parent) : QLineEdit(parent), scene_(scene) {
    setObjectName("renameField");
    setAccessibleName(tr("Name of the layer"));
    setToolTip(tr("Name of the layer"));
    hide();
    restyle();
}

void RenameField::restyle() {
    const CanvasStyle& style = scene_.style();
    setFont(style.row_value);
    setStyleSheet(QStringLiteral("#renameField { background: %1; color: %2; border: 1px solid %3; border-radius: 4px; padding: 0 4px; selection-background-color: %4; }")
                      .arg(style.field.name(), style.primary.name(), style.accent.name(), style.accent_soft.name()));
}

void RenameField::open(const NodeId& node, const QRect& place) {
    node_ = node;
    setText(QString::fromStdString(leaf_of(node)));
    setGeometry(place);
    show();
    raise();
    selectAll();
    setFocus();
}

void RenameField::shut(bool take) {
    if (isHidden()) return;
    hide();   // first: hiding takes the focus away, which would come back here
    const NodeId name = scope_of(node_) + text().trimmed().toStdString();
    if (take && name != node_) scene_.apply({Rename{node_, name}}, tr("Rename"));
}

void RenameField::keyPressEvent(QKeyEvent* event) {
    const bool take = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (!take && event->key() != Qt::Key_Escape) return QLineEdit::keyPressEvent(event);
    shut(take);
    parentWidget()->setFocus();
}

void RenameField::focusOutEvent(QFocusEvent* event) {
    QLineEdit::focusOutEvent(event);
    shut(true);
}

}  // namespace saddle::app

#include "moc_rename_field.cpp"

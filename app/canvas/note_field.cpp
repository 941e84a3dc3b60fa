#include "app/canvas/note_field.h"

#include <QKeyEvent>

namespace saddle::app {

NoteField::NoteField(CanvasScene& scene, QWidget* parent) : QPlainTextEdit(parent), scene_(scene) {
    setObjectName("noteField");
    setAccessibleName(tr("Text of the note"));
    setTabChangesFocus(true);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    hide();
    restyle();
}

void NoteField::restyle() {
    const CanvasStyle& style = scene_.style();
    setFont(style.base);
    setStyleSheet(QStringLiteral("#noteField { background: %1; color: %2; border: 1px solid %3; border-radius: 4px; selection-background-color: %4; }")
                      .arg(style.field.name(), style.primary.name(), style.accent.name(), style.accent_soft.name()));
}

void NoteField::open(const NodeId& id, const QRect& place) {
    const Note* note = scene_.document().drawing().sketch.note(id);
    if (!note) return;
    note_ = id;
    setPlainText(QString::fromStdString(note->text));
    setGeometry(place);
    show();
    raise();
    selectAll();
    setFocus();
}

void NoteField::shut(bool take) {
    if (isHidden()) return;
    hide();   // first: hiding takes the focus away, which would come back here
    const Note* note = scene_.document().drawing().sketch.note(note_);
    const std::string text = toPlainText().trimmed().toStdString();
    if (!note || !take || text == note->text) return;
    Note changed = *note;
    changed.text = text;
    scene_.apply({SetNote{changed}}, tr("Edit text"));
}

void NoteField::keyPressEvent(QKeyEvent* event) {
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const bool take = enter && !(event->modifiers() & Qt::ShiftModifier);
    if (!take && event->key() != Qt::Key_Escape) return QPlainTextEdit::keyPressEvent(event);
    shut(take);
    parentWidget()->setFocus();
}

void NoteField::focusOutEvent(QFocusEvent* event) {
    QPlainTextEdit::focusOutEvent(event);
    shut(true);
}

}  // namespace saddle::app

#include "moc_note_field.cpp"

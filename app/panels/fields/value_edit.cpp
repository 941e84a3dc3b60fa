#include "app/panels/fields/value_edit.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyle>

#include "app/shell/theme/theme.h"

namespace saddle::app {

ValueEdit::ValueEdit(QWidget* parent) : QLineEdit(parent) {
    setFont(lookFont("base", 400, true));
    setMinimumWidth(40);
    connect(this, &QLineEdit::textEdited, this, [this](const QString& text) { mark(check_ ? check_(text) : QString()); });
}

void ValueEdit::setNote(const QString& note) {
    note_ = note;
    update();
}

void ValueEdit::setHelp(const QString& help) {
    help_ = help;
    if (!property("wrong").toBool()) setToolTip(help.isEmpty() ? accessibleDescription() : help);
}

void ValueEdit::setShown(const QString& text) {
    shown_ = text;
    if (hasFocus() && isModified()) return;   // the user is typing: what is typed is not taken away
    setText(text);
    mark({});
}

void ValueEdit::mark(const QString& problem) {
    const bool wrong = !problem.isEmpty();
    setToolTip(wrong ? problem : help_.isEmpty() ? accessibleDescription() : help_);
    if (property("wrong").toBool() == wrong) return;
    setProperty("wrong", wrong);
    style()->unpolish(this);
    style()->polish(this);
}

void ValueEdit::commit(const QString& gesture) {
    const QString typed = text().trimmed();
    const QString problem = check_ ? check_(typed) : QString();
    mark(problem);
    if (!problem.isEmpty() || typed == shown_) return;
    setModified(false);
    shown_ = typed;
    Q_EMIT committed(typed, gesture);
}

void ValueEdit::stepBy(int steps, const QString& gesture) {
    if (!stepping_ || steps == 0) return;
    const QString next = stepping_(text(), steps);
    if (next.isEmpty() || (check_ && !check_(next).isEmpty())) return;
    setText(next);
    commit(gesture);
}

void ValueEdit::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_Escape:
            setText(shown_);
            setModified(false);
            mark({});
            selectAll();
            return;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            commit({});
            selectAll();
            return;
        case Qt::Key_Up: return stepBy(event->modifiers() & Qt::ShiftModifier ? 10 : 1);
        case Qt::Key_Down: return stepBy(event->modifiers() & Qt::ShiftModifier ? -10 : -1);
        default: QLineEdit::keyPressEvent(event);
    }
}

void ValueEdit::focusOutEvent(QFocusEvent* event) {
    QLineEdit::focusOutEvent(event);
    if (isModified()) commit({});
    if (property("wrong").toBool()) {   // an unacceptable text does not stay as if it were the value
        setText(shown_);
        setModified(false);
        mark({});
    }
}

void ValueEdit::paintEvent(QPaintEvent* event) {
    QLineEdit::paintEvent(event);
    if (note_.isEmpty()) return;
    const QFont font = lookFont("micro");
    const QFontMetrics metrics(font);
    if (QFontMetrics(this->font()).horizontalAdvance(text()) + metrics.horizontalAdvance(note_) + 22 > width()) return;   // the value comes first
    QPainter painter(this);
    painter.setFont(font);
    painter.setPen(Theme::instance().tokens().color("text.tertiary"));
    painter.drawText(rect().adjusted(0, 0, -8, 0), Qt::AlignVCenter | Qt::AlignRight, note_);
}

}  // namespace saddle::app

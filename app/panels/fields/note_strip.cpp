#include "app/panels/fields/note_strip.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <algorithm>

#include "app/shell/engine_text.h"
#include "app/shell/theme/look.h"
#include "app/shell/theme/themed_icon.h"

namespace saddle::app {

NoteStrip::NoteStrip(QWidget* parent) : QFrame(parent), icon_(new QLabel), text_(new QLabel), links_(new QHBoxLayout) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 5, 8, 5);
    row->setSpacing(6);
    icon_->setFixedSize(14, 16);
    row->addWidget(icon_, 0, Qt::AlignTop);
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    column->addWidget(text_);
    links_->addStretch(1);   // an empty row would let the column have no width
    column->addLayout(links_);
    row->addLayout(column, 1);
    text_->setWordWrap(true);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse);
}

void NoteStrip::setNote(Severity severity, const QString& text, const QString& hint) {
    const QString look = lookOf(severity);
    setLook(*this, look);
    icon_->setPixmap(themedIcon(look, "semantic." + look).pixmap(QSize(14, 14), devicePixelRatioF()));
    text_->setText(withHint(text, hint));
    fit();
}

void NoteStrip::resizeEvent(QResizeEvent* event) {
    QFrame::resizeEvent(event);
    fit();
}

void NoteStrip::showEvent(QShowEvent* event) {
    QFrame::showEvent(event);
    fit();
}

/// What scrolls asks for the least height and does not know that wrapped text needs more where it is narrow.
void NoteStrip::fit() {
    if (!isVisible()) return;   // has no width yet
    const QMargins margins = layout()->contentsMargins();
    text_->setMinimumHeight(0);
    text_->setMinimumHeight(std::max(0, text_->heightForWidth(contentsRect().width() - margins.left() - icon_->width() - layout()->spacing() - margins.right())));   // -1: no text
}

QPushButton* NoteStrip::addLink(const QString& text) {
    auto* link = new QPushButton(text);
    link->setProperty("look", "link");
    link->setFocusPolicy(Qt::TabFocus);
    link->setCursor(Qt::PointingHandCursor);
    links_->insertWidget(links_->count() - 1, link);
    return link;
}

}  // namespace saddle::app

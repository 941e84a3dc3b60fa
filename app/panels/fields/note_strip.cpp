#include "app/panels/fields/note_strip.h"

#include <QHBoxLayout>
#include <QLabel>

#include "app/shell/theme/look.h"
#include "app/shell/theme/themed_icon.h"

namespace saddle::app {

NoteStrip::NoteStrip(QWidget* parent) : QFrame(parent), icon_(new QLabel), text_(new QLabel) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 5, 8, 5);
    row->setSpacing(6);
    row->addWidget(icon_, 0, Qt::AlignTop);
    row->addWidget(text_, 1);
    text_->setWordWrap(true);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse);
}

void NoteStrip::setNote(Severity severity, const QString& text) {
    const QString look = lookOf(severity);
    setLook(*this, look);
    icon_->setPixmap(themedIcon(look, "semantic." + look).pixmap(QSize(14, 14), devicePixelRatioF()));
    text_->setText(text);
}

}  // namespace saddle::app

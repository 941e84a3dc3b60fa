#include "app/panels/section.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include "app/shell/language.h"
#include "app/shell/theme/theme.h"

namespace saddle::app {

Section::Section(QWidget* parent) : QWidget(parent), header_(new QToolButton), note_(new QLabel), body_(new QWidget), body_layout_(new QVBoxLayout(body_)) {
    auto* line = new QWidget;
    line->setProperty("look", "line");
    line->setAttribute(Qt::WA_StyledBackground);
    line->setFixedHeight(1);
    auto* row = new QWidget;
    row->setFixedHeight(int(Theme::instance().tokens().number("size.section")));
    auto* head = new QHBoxLayout(row);
    head->setContentsMargins(6, 0, 12, 0);
    header_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    header_->setArrowType(Qt::DownArrow);
    header_->setFocusPolicy(Qt::TabFocus);
    header_->setAutoRaise(true);
    note_->setProperty("look", "hint");
    head->addWidget(header_);
    head->addStretch(1);
    head->addWidget(note_);
    body_layout_->setContentsMargins(12, 0, 12, 8);
    body_layout_->setSpacing(4);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(line);
    column->addWidget(row);
    column->addWidget(body_);
    connect(header_, &QToolButton::clicked, this, [this] { setOpen(!open_); });
    translated(this, [this] {
        header_->setFont(lookFont("small", 600));
        header_->setToolTip(tr("Open or close this part"));
    });
}

void Section::setTitle(const QString& title) {
    header_->setText(title);
    header_->setAccessibleName(title);
}

void Section::setNote(const QString& note) { note_->setText(note); }

void Section::addHeaderWidget(QWidget* widget) { static_cast<QHBoxLayout*>(note_->parentWidget()->layout())->addWidget(widget); }

void Section::setOpen(bool open) {
    open_ = open;
    body_->setVisible(open);
    header_->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
}

void Section::clear() {
    while (QLayoutItem* item = body_layout_->takeAt(0)) {
        item->widget()->hide();
        item->widget()->setObjectName({});
        item->widget()->deleteLater();   // it may be the one whose edit leads here
        delete item;
    }
}

}  // namespace saddle::app

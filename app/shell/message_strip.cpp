#include "app/shell/message_strip.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>

#include "app/shell/engine_text.h"
#include "app/shell/language.h"
#include "app/shell/theme/look.h"
#include "app/shell/theme/themed_icon.h"

namespace saddle::app {

MessageStrip::MessageStrip(QWidget* parent)
    : QFrame(parent), icon_(new QLabel(this)), text_(new QLabel(this)), action_(new QPushButton(this)), second_(new QPushButton(this)), timer_(new QTimer(this)) {
    setObjectName("messageStrip");
    auto* close = new QToolButton(this);
    close->setIcon(themedIcon("close"));
    close->setFocusPolicy(Qt::TabFocus);
    text_->setWordWrap(true);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    text_->setTextFormat(Qt::PlainText);
    for (QPushButton* button : {action_, second_}) button->setFocusPolicy(Qt::TabFocus);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(10, 4, 6, 4);
    row->setSpacing(8);
    row->addWidget(icon_);
    row->addWidget(text_, 1);
    row->addWidget(action_);
    row->addWidget(second_);
    row->addWidget(close);
    timer_->setSingleShot(true);
    timer_->setInterval(8000);
    connect(timer_, &QTimer::timeout, this, &MessageStrip::dismiss);
    connect(close, &QToolButton::clicked, this, &MessageStrip::dismiss);
    connect(action_, &QPushButton::clicked, this, &MessageStrip::trigger);
    connect(second_, &QPushButton::clicked, this, &MessageStrip::triggerSecond);
    translated(this, [this, close] {
        close->setToolTip(tr("Close this message"));
        close->setAccessibleName(tr("Close this message"));
        setAccessibleName(tr("Message"));
    });
    hide();
}

void MessageStrip::show(Severity severity, const QString& text, const QString& hint, const QString& action, std::function<void()> run) {
    dismiss();
    const QString look = lookOf(severity);
    setLook(*this, look);
    icon_->setPixmap(themedIcon(look, "semantic." + look).pixmap(QSize(16, 16), devicePixelRatioF()));
    text_->setText(hint.isEmpty() ? text : tr("%1. %2", "message. hint").arg(text, hint));
    action_->setText(action);
    action_->setToolTip(action);
    action_->setVisible(!action.isEmpty());
    second_->hide();
    run_ = std::move(run);
    if (severity == Severity::Info) timer_->start();
    setVisible(true);
}

void MessageStrip::stay() { timer_->stop(); }

void MessageStrip::show(const Error& error) {
    show(error.kind == ErrorKind::Interrupted ? Severity::Info : Severity::Error, engineText(error));
}

void MessageStrip::offer(const QString& action, std::function<void()> run) {
    second_->setText(action);
    second_->setToolTip(action);
    second_->show();
    second_run_ = std::move(run);
}

QString MessageStrip::text() const { return isVisibleTo(parentWidget()) ? text_->text() : QString(); }

void MessageStrip::trigger() { finish(std::exchange(run_, {})); }
void MessageStrip::triggerSecond() { finish(std::exchange(second_run_, {})); }

void MessageStrip::finish(std::function<void()> run) {
    dismiss();
    if (run) run();
}

void MessageStrip::dismiss() {
    timer_->stop();
    hide();
}

}  // namespace saddle::app

#include "app/shell/action_button.h"

#include <QAction>
#include <QPainter>
#include <QStyle>
#include <QStyleOptionButton>

#include "app/shell/actions.h"
#include "app/shell/theme/icon.h"
#include "app/shell/theme/look.h"
#include "app/shell/theme/theme.h"

namespace saddle::app {
namespace {
constexpr int kIcon = 14, kIconGap = 6, kPad = 10;
}

ActionButton::ActionButton(QAction* action, const QString& look, QWidget* parent) : QPushButton(parent), action_(action) {
    setObjectName(action->objectName());
    setFocusPolicy(Qt::TabFocus);
    setFixedHeight(int(Theme::instance().tokens().number("size.buttonPrimary")));
    setLook(look);
    connect(this, &QPushButton::clicked, action, &QAction::trigger);
    connect(action, &QAction::changed, this, &ActionButton::follow);
    follow();
}

void ActionButton::setLook(const QString& look) { app::setLook(*this, look); }

void ActionButton::setShowsShortcut(bool shows) {
    shows_shortcut_ = shows;
    updateGeometry();
    update();
}

void ActionButton::follow() {
    setEnabled(action_->isEnabled());
    setToolTip(action_->toolTip());
    setText(plainText(*action_));   // for the size and for those who cannot see it; painted below with the shortcut
    updateGeometry();
    update();
}

QString ActionButton::chip() const { return shows_shortcut_ ? action_->shortcut().toString(QKeySequence::NativeText) : QString(); }

QSize ActionButton::sizeHint() const {
    int width = 2 * kPad + kIcon;
    width += kIconGap + QFontMetrics(lookFont("base", 500)).horizontalAdvance(text()) + 1;
    if (!chip().isEmpty()) width += kIconGap + QFontMetrics(lookFont("micro")).horizontalAdvance(chip()) + 9;
    return {width, height()};
}

void ActionButton::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    style()->drawControl(QStyle::CE_PushButtonBevel, &option, &painter, this);
    const Tokens& tokens = Theme::instance().tokens();
    const QString look = property("look").toString();
    const QColor ink = tokens.color(look == "on" ? "accent.base" : !isEnabled() ? "text.disabled" : look == "primary" ? "accent.on" : "text.primary");
    int x = kPad;
    paintIcon(painter, action_->property("glyph").toString(), QRectF(x, (height() - kIcon) / 2, kIcon, kIcon), ink);
    x += kIcon + kIconGap;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(ink);
    painter.setFont(lookFont("base", 500));
    painter.drawText(QRect(x, 0, width() - x, height()), Qt::AlignVCenter | Qt::AlignLeft, text());
    if (chip().isEmpty()) return;
    painter.setFont(lookFont("micro"));
    const int wide = painter.fontMetrics().horizontalAdvance(chip()) + 8;
    const QRectF box(width() - kPad - wide + 0.5, (height() - 16) / 2 + 0.5, wide - 1, 15);
    QColor quiet = ink;
    if (look != "primary") quiet = tokens.color(isEnabled() ? "text.tertiary" : "text.disabled");
    QColor outline = quiet;
    outline.setAlphaF(0.55f);
    painter.setPen(QPen(outline, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(box, 3, 3);
    painter.setPen(quiet);
    painter.drawText(box, Qt::AlignCenter, chip());
}

}  // namespace saddle::app

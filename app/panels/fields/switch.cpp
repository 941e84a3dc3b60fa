#include "app/panels/fields/switch.h"

#include <QPainter>

#include "app/shell/theme/theme.h"

namespace saddle::app {

Switch::Switch(QWidget* parent) : QAbstractButton(parent) {
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Switch::paintEvent(QPaintEvent*) {
    const Tokens& tokens = Theme::instance().tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF track(2, (height() - 16) / 2.0, 28, 16);
    if (hasFocus()) {
        painter.setPen(QPen(tokens.color("accent.base"), 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(track.adjusted(-1.25, -1.25, 1.25, 1.25), 9, 9);
    }
    painter.setPen(isChecked() ? Qt::NoPen : QPen(tokens.color("line.strong"), 1));
    painter.setBrush(tokens.color(isChecked() ? "accent.base" : "bg.active"));
    painter.drawRoundedRect(isChecked() ? track : track.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tokens.color(isChecked() ? "accent.on" : "text.secondary"));
    painter.drawEllipse(QPointF(isChecked() ? track.right() - 8 : track.left() + 8, track.center().y()), 5, 5);
}

}  // namespace saddle::app

#include "app/panels/fields/choice_box.h"

#include <QPainter>

#include "app/shell/theme/icon.h"
#include "app/shell/theme/theme.h"

namespace saddle::app {

ChoiceBox::ChoiceBox(QWidget* parent) : QComboBox(parent) {
    setFocusPolicy(Qt::TabFocus);
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(6);
}

void ChoiceBox::paintEvent(QPaintEvent* event) {
    QComboBox::paintEvent(event);
    QPainter painter(this);
    paintIcon(painter, "chevron-down", QRectF(width() - 19, (height() - 12) / 2.0, 12, 12), Theme::instance().tokens().color(isEnabled() ? "text.tertiary" : "text.disabled"));
}

}  // namespace saddle::app

#include "app/shell/dock_title.h"

#include <QDockWidget>
#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

#include "app/shell/language.h"
#include "app/shell/theme/theme.h"
#include "app/shell/theme/themed_icon.h"

namespace saddle::app {

DockTitle::DockTitle(QDockWidget& dock) : QWidget(&dock), dock_(dock) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 2, 4, 2);
    row->setSpacing(0);
    row->addStretch(1);
    auto* detach = new QToolButton;
    detach->setIcon(themedIcon("detach"));
    auto* close = new QToolButton;
    close->setIcon(themedIcon("close"));
    for (QToolButton* button : {detach, close}) {
        button->setFocusPolicy(Qt::NoFocus);
        row->addWidget(button);
    }
    connect(detach, &QToolButton::clicked, this, [this] { dock_.setFloating(!dock_.isFloating()); });
    connect(close, &QToolButton::clicked, &dock, &QDockWidget::close);
    connect(&dock, &QDockWidget::windowTitleChanged, this, [this] { QWidget::update(); });
    translated(this, [detach, close] {
        detach->setToolTip(tr("Detach the panel, or put it back"));
        detach->setAccessibleName(tr("Detach"));
        close->setToolTip(tr("Close the panel; the Window menu opens it again"));
        close->setAccessibleName(tr("Close"));
    });
}

QSize DockTitle::sizeHint() const { return {120, int(Theme::instance().tokens().number("size.dockTab"))}; }

void DockTitle::paintEvent(QPaintEvent*) {
    const Tokens& tokens = Theme::instance().tokens();
    QPainter painter(this);
    painter.fillRect(rect(), tokens.color("bg.gutter"));
    painter.setFont(lookFont("base", 500));
    const QString text = dock_.windowTitle();
    const bool icon = dock_.testAttribute(Qt::WA_SetWindowIcon);   // without, it has the program's
    const int left = icon ? 30 : 10;
    const QRect tab(0, 0, left + painter.fontMetrics().horizontalAdvance(text) + 10, height());
    painter.fillRect(tab, tokens.color("bg.panel"));
    painter.fillRect(QRect(tab.topLeft(), QSize(tab.width(), 2)), tokens.color("accent.base"));
    if (icon) dock_.windowIcon().paint(&painter, QRect(10, (height() - 14) / 2 + 1, 14, 14));
    painter.setPen(tokens.color("text.primary"));
    painter.drawText(tab.adjusted(left, 2, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, text);
}

}  // namespace saddle::app

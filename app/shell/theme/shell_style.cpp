#include "app/shell/theme/shell_style.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QStyleOption>

#include "app/shell/theme/icon.h"
#include "app/shell/theme/theme.h"
#include "app/shell/theme/themed_icon.h"

namespace saddle::app {
namespace {

const Tokens& tokens() { return Theme::instance().tokens(); }

/// A square of at most `size` px in the middle of `rect`.
QRectF centred(const QRect& rect, qreal size) {
    const qreal side = std::min<qreal>(size, std::min(rect.width(), rect.height()));
    return {rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2, side, side};
}

void draw_arrow(QPainter& painter, const QStyleOption& option, int quarter_turns) {
    const QRectF box = centred(option.rect, 12);
    painter.save();
    painter.translate(box.center());
    painter.rotate(90 * quarter_turns);
    const bool enabled = option.state & QStyle::State_Enabled;
    paintIcon(painter, "chevron-right", QRectF(-box.width() / 2, -box.height() / 2, box.width(), box.height()), tokens().color(enabled ? "text.tertiary" : "text.disabled"));
    painter.restore();
}

void draw_check_box(QPainter& painter, const QStyleOption& option) {
    const bool on = option.state & QStyle::State_On, partly = option.state & QStyle::State_NoChange, enabled = option.state & QStyle::State_Enabled;
    const QRectF box = centred(option.rect, 14).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(tokens().color(!enabled ? "line.normal" : on || partly ? "accent.base" : "line.strong"), 1));
    painter.setBrush(tokens().color(on && enabled ? "accent.base" : "bg.field"));
    painter.drawRoundedRect(box, 2.5, 2.5);
    painter.setPen(QPen(tokens().color(!enabled ? "text.disabled" : on ? "accent.on" : "accent.base"), 1.75, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    const QPointF c = box.center();
    if (on) painter.drawPolyline(QPolygonF{c + QPointF(-3.2, 0.2), c + QPointF(-0.9, 2.5), c + QPointF(3.3, -2.4)});
    else if (partly) painter.drawLine(c - QPointF(3, 0), c + QPointF(3, 0));
    painter.restore();
}

}  // namespace

void ShellStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const {
    switch (element) {
        case PE_IndicatorArrowRight: return draw_arrow(*painter, *option, 0);
        case PE_IndicatorArrowDown: return draw_arrow(*painter, *option, 1);
        case PE_IndicatorArrowLeft: return draw_arrow(*painter, *option, 2);
        case PE_IndicatorArrowUp: return draw_arrow(*painter, *option, 3);
        case PE_IndicatorBranch:
            if (option->state & State_Children) draw_arrow(*painter, *option, option->state & State_Open ? 1 : 0);
            return;
        case PE_IndicatorCheckBox:
        case PE_IndicatorItemViewItemCheck: return draw_check_box(*painter, *option);
        case PE_FrameTabBarBase: return;
        case PE_FrameFocusRect:
            if (!(option->state & State_KeyboardFocusChange) || qobject_cast<const QAbstractItemView*>(widget)) return;
            painter->save();
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(QPen(tokens().color("accent.base"), 2));
            painter->setBrush(Qt::NoBrush);
            painter->drawRoundedRect(QRectF(option->rect).adjusted(1, 1, -1, -1), 4, 4);
            painter->restore();
            return;
        default: QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

int ShellStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const {
    switch (metric) {
        case PM_IndicatorWidth:
        case PM_IndicatorHeight: return 14;
        case PM_SmallIconSize:
        case PM_ButtonIconSize:
        case PM_ToolBarIconSize:
        case PM_TabBarIconSize: return int(tokens().number(metric == PM_TabBarIconSize ? "size.iconSmall" : "size.icon"));
        case PM_DockWidgetSeparatorExtent: return int(tokens().number("size.dockSeparator"));
        case PM_ToolTipLabelFrameWidth: return 1;
        case PM_ToolBarItemMargin:
        case PM_ToolBarFrameWidth: return 0;
        default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int ShellStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* data) const {
    switch (hint) {
        case SH_ToolTip_WakeUpDelay: return 500;
        case SH_DialogButtonBox_ButtonsHaveIcons: return 0;
        case SH_TabBar_ElideMode: return Qt::ElideRight;
        case SH_EtchDisabledText:
        case SH_UnderlineShortcut: return 0;
        default: return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

QIcon ShellStyle::standardIcon(StandardPixmap pixmap, const QStyleOption* option, const QWidget* widget) const {
    return pixmap == SP_LineEditClearButton ? themedIcon("close", "text.tertiary") : QProxyStyle::standardIcon(pixmap, option, widget);
}

}  // namespace saddle::app

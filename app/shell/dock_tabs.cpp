#include "app/shell/dock_tabs.h"

#include <QChildEvent>
#include <QDockWidget>
#include <QTabBar>
#include <QTimer>
#include <QToolButton>

#include "app/shell/dock_title.h"
#include "app/shell/language.h"
#include "app/shell/theme/themed_icon.h"

namespace saddle::app {
namespace {

constexpr char kDetach[] = "detachFront";

/// QMainWindow keeps the dock of a tab in the tab's data.
QDockWidget* dock_of(const QTabBar& bar, int index) {
    return index < 0 ? nullptr : qobject_cast<QDockWidget*>(reinterpret_cast<QObject*>(bar.tabData(index).value<quintptr>()));
}

}  // namespace

DockTabs::DockTabs(QMainWindow& window) : QObject(&window), window_(window) {
    window.setDockOptions(QMainWindow::AnimatedDocks | QMainWindow::AllowNestedDocks | QMainWindow::AllowTabbedDocks | QMainWindow::GroupedDragging);
    window.setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    window.installEventFilter(this);
}

void DockTabs::watch(QDockWidget& dock, const QString& icon) {
    if (!icon.isEmpty()) dock.setWindowIcon(themedIcon(icon));
    connect(&dock, &QDockWidget::visibilityChanged, this, &DockTabs::scheduleUpdate);
    connect(&dock, &QDockWidget::topLevelChanged, this, &DockTabs::scheduleUpdate);
    connect(&dock, &QDockWidget::dockLocationChanged, this, &DockTabs::scheduleUpdate);
    scheduleUpdate();
}

bool DockTabs::eventFilter(QObject* watched, QEvent* event) {
    if (auto* bar = qobject_cast<QTabBar*>(watched)) {
        if (event->type() == QEvent::Resize || event->type() == QEvent::Show || event->type() == QEvent::LayoutRequest) placeDetach(*bar);
        return false;
    }
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::ChildAdded) scheduleUpdate();
    return false;
}

void DockTabs::scheduleUpdate() {
    if (std::exchange(scheduled_, true)) return;
    QTimer::singleShot(0, this, [this] {   // the window moves its docks first
        scheduled_ = false;
        update();
    });
}

void DockTabs::update() {
    for (QDockWidget* dock : window_.findChildren<QDockWidget*>()) {
        const bool tabbed = !dock->isFloating() && !window_.tabifiedDockWidgets(dock).isEmpty();
        auto* title = qobject_cast<DockTitle*>(dock->titleBarWidget());
        if (tabbed == !title && dock->titleBarWidget()) continue;
        QWidget* old = dock->titleBarWidget();
        dock->setTitleBarWidget(tabbed ? new QWidget(dock) : new DockTitle(*dock));
        delete old;
    }
    for (QTabBar* bar : window_.findChildren<QTabBar*>(QString(), Qt::FindDirectChildrenOnly)) dress(*bar);
}

/// At the right end, where the tabs leave room for it; a panel can also be dragged out by its tab.
void DockTabs::placeDetach(QTabBar& bar) {
    auto* button = bar.findChild<QToolButton*>(kDetach);
    if (!button) return;
    button->move(bar.width() - button->width() - 4, (bar.height() - button->height()) / 2);
    button->setVisible(bar.count() > 0 && bar.tabRect(bar.count() - 1).right() < button->x());
}

void DockTabs::dress(QTabBar& bar) {
    if (constexpr QSize size(14, 14); bar.iconSize() != size) bar.setIconSize(size);   // asks for a layout, and so for an update
    for (int i = 0; i < bar.count(); ++i)
        if (QDockWidget* dock = dock_of(bar, i)) {
            if (bar.tabIcon(i).isNull() && dock->testAttribute(Qt::WA_SetWindowIcon)) bar.setTabIcon(i, dock->windowIcon());
            bar.setTabToolTip(i, dock->toolTip());
        }
    if (bar.findChild<QToolButton*>(kDetach)) return;
    bar.setDrawBase(false);
    bar.setExpanding(false);
    bar.setElideMode(Qt::ElideNone);
    auto* button = new QToolButton(&bar);
    button->setObjectName(kDetach);
    button->setIcon(themedIcon("detach"));
    button->setFocusPolicy(Qt::NoFocus);
    button->resize(24, 24);
    connect(button, &QToolButton::clicked, &bar, [&bar] {
        if (QDockWidget* dock = dock_of(bar, bar.currentIndex())) dock->setFloating(true);
    });
    translated(button, [button] {
        button->setToolTip(tr("Detach the panel in front"));
        button->setAccessibleName(tr("Detach the panel in front"));
    });
    bar.installEventFilter(this);
    placeDetach(bar);
}

}  // namespace saddle::app

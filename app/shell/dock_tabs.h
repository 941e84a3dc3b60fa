#pragma once
// Makes the docks of a window look and work like tabs: a dock alone in its place has a title that looks like a tab, docks
// in one place share a tab bar with icons, and every bar has a button that detaches the panel in front.
#include <QMainWindow>

class QDockWidget;
class QTabBar;

namespace saddle::app {

class DockTabs : public QObject {
    Q_OBJECT
public:
    explicit DockTabs(QMainWindow& window);
    /// `icon` stands on the tab.
    void watch(QDockWidget& dock, const QString& icon);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void scheduleUpdate();
    void update();
    void dress(QTabBar& bar);
    void placeDetach(QTabBar& bar);
    QMainWindow& window_;
    bool scheduled_ = false;
};

}  // namespace saddle::app

#pragma once
// All stored runs, of this program and of the command line: find, sort, look at, open, resume, export, remove.
#include <QWidget>

#include "app/bridge/engine_client.h"

class QLabel;
class QLineEdit;
class QMenu;
class QSortFilterProxyModel;
class QTableView;

namespace saddle::app {

class EmptyState;
class RunsModel;

class RunsPanel : public QWidget {
    Q_OBJECT
public:
    explicit RunsPanel(EngineClient& engine, QWidget* parent = nullptr);
    void refresh();

Q_SIGNALS:
    void openProject(const QString& run, const saddle::Project& project);
    void resumeRun(const QString& run, const saddle::Project& project);
    void exportRun(const QString& run, const QString& format);
    void removed(const QStringList& runs);   ///< they are in the store's trash
    void failed(const saddle::Error& error);

private:
    QString current() const;
    void withProject(const QString& run, std::function<void(const QString&, const Project&)> use);
    void showMenu(const QPoint& at);
    void remove();
    void showCount();
    EngineClient& engine_;
    RunsModel* model_;
    QSortFilterProxyModel* sorted_;
    QTableView* table_;
    QLineEdit* search_;
    QLabel* count_;
    QWidget* page_;
    EmptyState* empty_;
};

}  // namespace saddle::app

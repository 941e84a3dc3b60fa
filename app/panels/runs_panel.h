#pragma once
// All stored runs, of this program and of the command line: filter, sort, look at, compare, open, resume, tag, export, remove.
#include <QWidget>

#include "app/bridge/engine_client.h"

class QLabel;
class QLineEdit;
class QMenu;
class QTableView;
class QTimer;

namespace saddle::app {

class EmptyState;
class RunsComparison;
class RunsFilter;
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
    QStringList chosen() const;          ///< the current one first
    void select(const QStringList& runs);
    void withProject(const QString& run, std::function<void(const QString&, const Project&)> use);
    void showMenu(const QPoint& at);
    void filter(const QString& text);
    void list(std::vector<store::RunRow> runs);
    void readCurves();                   ///< of the rows that are seen
    void compare(const QStringList& runs);
    void say(const QStringList& runs, std::function<Status(store::ExperimentStore&, const std::string& run)> change);
    void editTags(const QStringList& runs);
    void editNote(const QString& run);
    void remove();
    void showCount();
    EngineClient& engine_;
    RunsModel* model_;
    RunsFilter* sorted_;
    QTableView* table_;
    QLineEdit* search_;
    QLabel* count_;
    QWidget* page_;
    EmptyState* empty_;
    RunsComparison* comparison_;
    QTimer* curves_;
    bool trash_ = false;                 ///< the table shows the runs that were removed
};

}  // namespace saddle::app

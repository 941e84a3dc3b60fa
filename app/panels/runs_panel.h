#pragma once
// All stored runs, of this program and of the command line: filter, sort, look at, compare, open, resume, tag, export, remove,
// bring back.
#include <QWidget>

#include "app/bridge/engine_client.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QStackedLayout;
class QTableView;
class QTimer;
class QToolButton;

namespace saddle::app {

class EmptyState;
class NoteStrip;
class RunsColumns;
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
    void makePage();
    void connectTable();
    void translate();
    QStringList chosen() const;          ///< the current one first
    void select(const QStringList& runs);
    void list(std::vector<store::RunRow> runs);
    void filter(bool finished);
    void showCount();
    void readCurves();                   ///< of the rows that are seen
    // runs_menu.cpp
    void showMenu(const QPoint& at);
    void withProject(const QString& run, std::function<void(const QString&, const Project&)> use);
    void write(const QStringList& runs, std::function<Status(store::ExperimentStore&, const std::string& run)> change);
    void edit(int column);               ///< of the current run, in its cell
    void compare(const QStringList& runs);
    void remove();
    void bringBack();
    void showTrash(bool on);
    EngineClient& engine_;
    RunsModel* model_;
    RunsFilter* sorted_;
    QTableView* table_;
    RunsColumns* columns_;
    QLineEdit* search_;
    QLabel* count_;
    QPushButton *compare_, *bring_back_;
    QToolButton *trash_, *more_;
    NoteStrip* problem_;                 ///< of the filter
    EmptyState* empty_;
    QWidget* page_;
    RunsComparison* comparison_;
    QStackedLayout *pages_, *rows_;      ///< the page or a comparison; the table or why it is empty
    QTimer *curves_, *wrong_;            ///< curves are read, the filter's mistake is said, when it has run out
    bool listed_ = false;
};

}  // namespace saddle::app

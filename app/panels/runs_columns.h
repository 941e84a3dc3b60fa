#pragma once
// Which columns the table of runs shows, in which order, width and sorting; chosen by menus and the header, and remembered.
#include <QObject>

class QMenu;
class QTableView;

namespace saddle::app {

class RunsModel;

class RunsColumns : public QObject {
    Q_OBJECT
public:
    RunsColumns(QTableView& table, RunsModel& model);
    /// An action for each column, and for each value or setting that some run has.
    void fill(QMenu& menu);

Q_SIGNALS:
    void changed();

private:
    void save();
    QTableView& table_;
    RunsModel& model_;
};

}  // namespace saddle::app

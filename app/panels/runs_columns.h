#pragma once
// Which columns the table of runs shows, chosen by a menu on its header and remembered.
#include <QObject>

class QPoint;
class QTableView;

namespace saddle::app {

class RunsModel;

class RunsColumns : public QObject {
    Q_OBJECT
public:
    RunsColumns(QTableView& table, RunsModel& model);

Q_SIGNALS:
    void changed();

private:
    void showMenu(const QPoint& at);
    void save();
    QTableView& table_;
    RunsModel& model_;
};

}  // namespace saddle::app

#pragma once
// The stored runs as a table.
#include <QAbstractTableModel>
#include <set>
#include <vector>

#include "engine/api/runs.h"

namespace saddle::app {

class RunsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Run, Project, State, ValLoss, ValAccuracy, TrainLoss, Steps, Time, Data, Device, Seed, When, kColumns };
    /// Sorts by this: numbers as numbers, times as times.
    static constexpr int kSortRole = Qt::UserRole;

    using QAbstractTableModel::QAbstractTableModel;
    void setRuns(std::vector<store::RunRow> runs);
    void retranslate();
    const store::RunRow& row(int index) const { return runs_[size_t(index)]; }
    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : int(runs_.size()); }
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : kColumns; }
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void remove(const std::set<std::string>& runs);   ///< until the next setRuns()

private:
    QString text(const store::RunRow& row, int column) const;
    QVariant sortKey(const store::RunRow& row, int column) const;
    std::vector<store::RunRow> runs_;
};

/// A run's status in the user's language.
QString statusText(const std::string& status);

}  // namespace saddle::app

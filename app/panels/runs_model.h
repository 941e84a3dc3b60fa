#pragma once
// The stored runs as a table: what every run has, then values that the user asked for by their names in the filter language.
#include <QAbstractTableModel>
#include <QList>
#include <map>
#include <set>
#include <vector>

#include "engine/api/runs.h"

namespace saddle::app {

class RunsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Run, Project, State, Curve, ValLoss, ValAccuracy, TrainLoss, Steps, Time, Tags, Note, Data, Device, Seed, When, kColumns };
    /// Sorts by this: numbers as numbers, times as times.
    static constexpr int kSortRole = Qt::UserRole;
    /// QList<double>: the training loss over the run, thinned; empty: not read yet.
    static constexpr int kCurveRole = Qt::UserRole + 1;

    using QAbstractTableModel::QAbstractTableModel;
    void setRuns(std::vector<store::RunRow> runs);     ///< the same runs anew: what is chosen or being written stays
    void setValues(std::vector<std::string> names);   ///< columns after kColumns
    const std::vector<std::string>& values() const { return values_; }
    /// Names that some run has a value for: best values, then training settings.
    std::vector<std::string> knownValues() const;
    void setCurve(const std::string& run, QList<double> curve);
    bool hasCurve(const store::RunRow& run) const;    ///< as long as the run is now
    void retranslate();
    const store::RunRow& row(int index) const { return runs_[size_t(index)]; }
    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : int(runs_.size()); }
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : kColumns + int(values_.size()); }
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;   ///< tags and notes can be written
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    void remove(const std::set<std::string>& runs);   ///< until the next setRuns()

Q_SIGNALS:
    void tagsWritten(const QString& run, const QStringList& before, const QStringList& after);
    void noteWritten(const QString& run, const QString& note);

private:
    bool isNumber(int column) const { return (column >= ValLoss && column <= Time) || (column >= kColumns && wanted_[size_t(column - kColumns)].numeric); }
    void readValues();
    QString text(int row, int column) const;
    QVariant sortKey(int row, int column) const;
    std::vector<store::RunRow> runs_;
    std::vector<std::string> values_;
    struct Wanted { bool numeric = true; std::vector<QString> texts; std::vector<double> numbers; };
    std::vector<Wanted> wanted_;                      // by column after kColumns, then by run: to read one takes its settings apart
    struct Thinned { uint64_t steps; QList<double> values; };
    std::map<std::string, Thinned> curves_;           // by run
};

/// A run's status in the user's language.
QString statusText(const std::string& status);

}  // namespace saddle::app

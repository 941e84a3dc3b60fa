#pragma once
// The runs that a filter of the store's language wants, in the order of a column.
#include <QSortFilterProxyModel>

#include "app/panels/runs_model.h"

namespace saddle::app {

class RunsFilter : public QSortFilterProxyModel {
public:
    explicit RunsFilter(RunsModel* runs) : QSortFilterProxyModel(runs), runs_(runs) {
        setSourceModel(runs);
        setSortRole(RunsModel::kSortRole);
    }
    void setFilter(store::RunFilter wanted) {
        wanted_ = std::move(wanted);
        invalidateFilter();
    }
    const store::RunRow& run(const QModelIndex& index) const { return runs_->row(mapToSource(index).row()); }

protected:
    bool filterAcceptsRow(int row, const QModelIndex&) const override { return !wanted_ || wanted_(runs_->row(row)); }

private:
    RunsModel* runs_;
    store::RunFilter wanted_;
};

}  // namespace saddle::app

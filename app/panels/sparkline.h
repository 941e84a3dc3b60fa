#pragma once
// A run's loss as a line of the height of a row: its range fills the cell, on a logarithmic scale where all values are positive. A cross
// stands where it stops being a number.
#include <QStyledItemDelegate>

namespace saddle::app {

class Sparkline : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

/// Means over `count` equal parts; NaN where a part holds one.
QList<double> thinned(const std::vector<double>& values, int count);

}  // namespace saddle::app

#pragma once
// Tables as the look wants them: rows of 24 px, numbers in mono at the right, sorting by a number behind the text.
#include <QString>
#include <optional>

class QStandardItemModel;
class QTableView;

namespace saddle::app {

void dressTable(QTableView& table);
/// Text of a cell; with `number` it is right-aligned mono and sorts by it, else it sorts by the text.
void setCell(QStandardItemModel& model, int row, int column, const QString& text, std::optional<double> number = {});

}  // namespace saddle::app

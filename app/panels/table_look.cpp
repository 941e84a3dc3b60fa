#include "app/panels/table_look.h"

#include <QHeaderView>
#include <QStandardItemModel>
#include <QTableView>

#include "app/shell/theme/theme.h"

namespace saddle::app {

void dressTable(QTableView& table) {
    const int row = int(Theme::instance().tokens().number("size.tableRow"));
    table.setShowGrid(false);
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setEditTriggers(QAbstractItemView::NoEditTriggers);
    table.setSortingEnabled(true);
    table.setWordWrap(false);
    table.setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table.verticalHeader()->hide();
    table.verticalHeader()->setDefaultSectionSize(row);
    table.verticalHeader()->setMinimumSectionSize(row);
    table.horizontalHeader()->setFixedHeight(int(Theme::instance().tokens().number("size.tableHeader")));
    table.horizontalHeader()->setStretchLastSection(true);
    table.horizontalHeader()->setHighlightSections(false);
    table.horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table.horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    table.setTabKeyNavigation(false);
}

void setCell(QStandardItemModel& model, int row, int column, const QString& text, std::optional<double> number) {
    QStandardItem* item = model.item(row, column);
    if (!item) {
        item = new QStandardItem;
        if (number) {
            item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            item->setFont(lookFont("small", 400, true));
        }
        model.setItem(row, column, item);
    }
    if (item->text() != text) item->setText(text);
    item->setData(number ? QVariant(*number) : QVariant(text), Qt::UserRole);
}

}  // namespace saddle::app

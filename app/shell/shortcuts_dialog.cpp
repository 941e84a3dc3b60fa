#include "app/shell/shortcuts_dialog.h"

#include <QAction>
#include <QHeaderView>
#include <QLineEdit>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QTableView>
#include <QVBoxLayout>

#include "app/panels/table_look.h"
#include "app/shell/actions.h"
#include "app/shell/theme/themed_icon.h"

namespace saddle::app {

ShortcutsDialog::ShortcutsDialog(const std::vector<QAction*>& actions, QWidget* parent) : QDialog(parent) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Keyboard shortcuts"));
    resize(460, 560);
    auto* search = new QLineEdit;
    search->setProperty("look", "search");
    search->addAction(themedIcon("search"), QLineEdit::LeadingPosition);
    search->setPlaceholderText(tr("Search commands"));
    auto* model = new QStandardItemModel(0, 2, this);
    model->setHorizontalHeaderLabels({tr("command"), tr("keys")});
    for (const QAction* action : actions) {
        if (action->shortcut().isEmpty()) continue;
        const int row = model->rowCount();
        model->insertRow(row);
        setCell(*model, row, 0, plainText(*action));
        setCell(*model, row, 1, action->shortcut().toString(QKeySequence::NativeText));
    }
    auto* sorted = new QSortFilterProxyModel(this);
    sorted->setSourceModel(model);
    sorted->setFilterKeyColumn(-1);
    sorted->setFilterCaseSensitivity(Qt::CaseInsensitive);
    auto* table = new QTableView;
    table->setModel(sorted);
    dressTable(*table);
    table->setColumnWidth(0, 290);
    connect(search, &QLineEdit::textChanged, sorted, &QSortFilterProxyModel::setFilterFixedString);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 12, 12, 12);
    column->addWidget(search);
    column->addWidget(table, 1);
}

}  // namespace saddle::app

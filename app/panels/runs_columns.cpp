#include "app/panels/runs_columns.h"

#include <QHeaderView>
#include <QMenu>
#include <QSettings>
#include <QTableView>
#include <algorithm>

#include "app/panels/runs_model.h"

namespace saddle::app {

RunsColumns::RunsColumns(QTableView& table, RunsModel& model) : QObject(&table), table_(table), model_(model) {
    QHeaderView& header = *table.horizontalHeader();
    header.setSectionsMovable(true);
    header.setContextMenuPolicy(Qt::CustomContextMenu);
    connect(&header, &QHeaderView::customContextMenuRequested, this, [this, &header](const QPoint& at) { showMenu(header.mapToGlobal(at)); });
    const QSettings settings;
    for (const QString& column : settings.value("runs/hidden").toStringList())
        if (const int number = column.toInt(); number > 0 && number < RunsModel::kColumns) table.setColumnHidden(number, true);
    std::vector<std::string> values;
    for (const QString& name : settings.value("runs/values").toStringList()) values.push_back(name.toStdString());
    model.setValues(std::move(values));
}

void RunsColumns::showMenu(const QPoint& at) {
    QMenu menu(&table_);
    const auto add = [this](QMenu& to, const QString& text, bool on, auto change) {
        QAction* action = to.addAction(text);
        action->setCheckable(true);
        action->setChecked(on);
        connect(action, &QAction::toggled, this, [this, change](bool now) {
            change(now);
            save();
            Q_EMIT changed();
        });
    };
    for (int column = 1; column < RunsModel::kColumns; ++column)   // the run itself stays
        add(menu, model_.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString(), !table_.isColumnHidden(column), [this, column](bool on) { table_.setColumnHidden(column, !on); });
    menu.addSeparator();
    QMenu* values = menu.addMenu(tr("Values and settings"));
    for (const std::string& name : model_.knownValues())
        add(*values, QString::fromStdString(name), std::count(model_.values().begin(), model_.values().end(), name) > 0, [this, name](bool on) {
            std::vector<std::string> names = model_.values();
            if (on) names.push_back(name);
            else std::erase(names, name);
            model_.setValues(std::move(names));
        });
    menu.exec(at);
}

void RunsColumns::save() {
    QStringList hidden, values;
    for (int column = 1; column < RunsModel::kColumns; ++column)
        if (table_.isColumnHidden(column)) hidden << QString::number(column);
    for (const std::string& name : model_.values()) values << QString::fromStdString(name);
    QSettings().setValue("runs/hidden", hidden);
    QSettings().setValue("runs/values", values);
}

}  // namespace saddle::app

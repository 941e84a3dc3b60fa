#include "app/panels/runs_columns.h"

#include <QHeaderView>
#include <QMenu>
#include <QSettings>
#include <QTableView>
#include <algorithm>

#include "app/panels/runs_model.h"

namespace saddle::app {

RunsColumns::RunsColumns(QTableView& table, RunsModel& model) : QObject(&table), table_(table), model_(model) {
    std::vector<std::string> values;
    for (const QString& name : QSettings().value("runs/values").toStringList()) values.push_back(name.toStdString());
    model.setValues(std::move(values));
    QHeaderView& header = *table.horizontalHeader();
    header.setSectionsMovable(true);
    header.setContextMenuPolicy(Qt::CustomContextMenu);
    if (const QByteArray state = QSettings().value("runs/header").toByteArray(); !state.isEmpty()) header.restoreState(state);
    connect(&header, &QHeaderView::customContextMenuRequested, this, [this, &header](const QPoint& at) {
        QMenu menu(&table_);
        fill(menu);
        menu.exec(header.mapToGlobal(at));
    });
    connect(&header, &QHeaderView::sectionMoved, this, &RunsColumns::save);
    connect(&header, &QHeaderView::sectionResized, this, [this, &header](int section) {
        int last = header.count() - 1;
        while (last > 0 && header.isSectionHidden(header.logicalIndex(last))) --last;
        if (header.visualIndex(section) != last) save();   // the last one takes the room that is left
    });
    connect(&header, &QHeaderView::sortIndicatorChanged, this, &RunsColumns::save);
}

void RunsColumns::fill(QMenu& menu) {
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
    values->setEnabled(!values->isEmpty());
}

void RunsColumns::save() {
    QStringList values;
    for (const std::string& name : model_.values()) values << QString::fromStdString(name);
    QSettings().setValue("runs/values", values);
    QSettings().setValue("runs/header", table_.horizontalHeader()->saveState());
}

}  // namespace saddle::app

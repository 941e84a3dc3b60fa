// What can be done with the chosen runs.
#include <QMenu>
#include <QStackedLayout>
#include <QTableView>
#include <QToolButton>

#include "app/panels/runs_columns.h"
#include "app/panels/runs_comparison.h"
#include "app/panels/runs_filter.h"
#include "app/panels/runs_panel.h"
#include "app/shell/theme/themed_icon.h"
#include "engine/api/core.h"

namespace saddle::app {

void RunsPanel::showMenu(const QPoint& at) {
    const QStringList runs = chosen();
    const QString run = runs.isEmpty() ? QString() : runs.front();
    const bool one = runs.size() == 1, any = !runs.isEmpty(), free = !engine_.training();
    const QString taken = tr("The run in progress has the live views.");
    QMenu menu(this);
    menu.setToolTipsVisible(true);
    const auto add = [&](QMenu& to, const QString& icon, const QString& text, const QString& help, bool possible, std::function<void()> act) {
        QAction* action = to.addAction(icon.isEmpty() ? QIcon() : themedIcon(icon), text);
        action->setToolTip(any ? help : tr("Choose a run in the table first."));
        action->setEnabled(possible);
        connect(action, &QAction::triggered, this, std::move(act));
    };
    if (trash_->isChecked()) {
        add(menu, "undo", tr("Bring back"), tr("Out of the trash, with all they had"), any, [this] { bringBack(); });
    } else {
        const bool finished = any && sorted_->run(table_->selectionModel()->selectedRows().front()).status == "finished";   // then there is nothing left of its own epochs
        if (runs.size() > 1) add(menu, "compare", tr("Compare"), tr("Curves in the loss view; settings, values and kernels side by side"), true, [this, runs] { compare(runs); });
        else add(menu, "loss", tr("Show curves and kernels"), free ? tr("In the live views (Enter)") : taken, one && free, [this, run] { engine_.showRun(run); });
        add(menu, "graph", tr("Open its project"), tr("The graph and settings that the run had, as a new project"), one, [this, run] {
            withProject(run, [this](const QString& id, const Project& project) { Q_EMIT openProject(id, project); });
        });
        add(menu, "train", finished ? tr("Train on") : tr("Resume"), finished ? tr("As many epochs again, from its last checkpoint") : tr("Continue from its last checkpoint"), one, [this, run, finished] {
            withProject(run, [this, finished](const QString& id, Project project) {
                if (finished) project.train.epochs *= 2;
                Q_EMIT resumeRun(id, project);
            });
        });
        menu.addSeparator();
        add(menu, "tag", tr("Edit tags"), tr("Words to find runs by: tag:cnn in the filter"), any, [this] { edit(RunsModel::Tags); });
        add(menu, "comment", tr("Edit note"), tr("What is worth remembering of the run"), one, [this] { edit(RunsModel::Note); });
        menu.addSeparator();
        QMenu* exports = menu.addMenu(themedIcon("export"), tr("Export"));
        for (const auto& [format, text] : {std::pair("onnx", tr("ONNX model...")), {"safetensors", tr("safetensors weights...")}, {"pytorch", tr("PyTorch script...")}})
            add(*exports, {}, text, {}, one, [this, run, format = QString(format)] { Q_EMIT exportRun(run, format); });
        menu.addSeparator();
        add(menu, "trash", tr("Remove"), tr("Into the trash, with checkpoints and curves (Del)"), any, [this] { remove(); });
    }
    menu.addSeparator();
    columns_->fill(*menu.addMenu(themedIcon("settings"), tr("Columns")));
    menu.exec(at);
}

void RunsPanel::withProject(const QString& run, std::function<void(const QString&, const Project&)> use) {
    const auto load = [path = engine_.storePath().toStdString(), id = run.toStdString()]() -> Result<Project> {
        TRY(const auto opened, store::ExperimentStore::open(path));
        TRY(const store::RunRow row, opened->run(id));
        return read_project(row.project_json, "run " + row.id);
    };
    engine_.post("project of run", this, load, [this, run, use = std::move(use)](Result<Project> project) {
        if (project.ok()) use(run, *project);
        else Q_EMIT failed(project.error());
    });
}

void RunsPanel::write(const QStringList& runs, std::function<Status(store::ExperimentStore&, const std::string&)> change) {
    const auto work = [path = engine_.storePath().toStdString(), runs, change = std::move(change)]() -> Status {
        TRY(const auto opened, store::ExperimentStore::open(path));
        for (const QString& run : runs) TRY_STATUS(change(*opened, run.toStdString()));
        return {};
    };
    engine_.post({}, this, work, [this](Status status) {
        if (!status.ok()) Q_EMIT failed(status.error());
        refresh();
    });
}

void RunsPanel::edit(int column) {
    const QModelIndex cell = sorted_->index(table_->currentIndex().row(), column);
    table_->setColumnHidden(column, false);
    table_->scrollTo(cell);
    table_->selectionModel()->setCurrentIndex(cell, QItemSelectionModel::NoUpdate);   // tags are those of all that are chosen
    table_->edit(cell);
}

void RunsPanel::compare(const QStringList& runs) {
    comparison_->compare(runs);
    pages_->setCurrentWidget(comparison_);
    if (!engine_.training()) engine_.showRun(runs.front(), runs.mid(1));
}

void RunsPanel::remove() {
    const QStringList runs = chosen();
    if (runs.isEmpty() || trash_->isChecked()) return;
    if (engine_.training() && runs.contains(engine_.currentRun())) return Q_EMIT failed({ErrorKind::Usage, "run " + engine_.currentRun().toStdString() + " is in progress", "stop it before you remove it", {}});
    std::set<std::string> ids;
    for (const QString& run : runs) ids.insert(run.toStdString());
    model_->remove(ids);
    showCount();
    engine_.removeRuns(runs);
    Q_EMIT removed(runs);
}

void RunsPanel::bringBack() {
    const QStringList runs = chosen();
    if (runs.isEmpty() || !trash_->isChecked()) return;
    std::set<std::string> ids;
    for (const QString& run : runs) ids.insert(run.toStdString());
    model_->remove(ids);
    showCount();
    engine_.restoreRuns(runs);
}

void RunsPanel::showTrash(bool) {
    model_->setRuns({});
    listed_ = false;
    showCount();
    refresh();
}

}  // namespace saddle::app

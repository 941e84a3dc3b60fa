#include "app/panels/runs_panel.h"

#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QShortcut>
#include <QSortFilterProxyModel>
#include <QStackedLayout>
#include <QTableView>
#include <QToolButton>

#include "app/panels/empty_state.h"
#include "app/panels/runs_model.h"
#include "app/panels/table_look.h"
#include "app/shell/language.h"
#include "app/shell/theme/themed_icon.h"
#include "engine/api/core.h"

namespace saddle::app {

RunsPanel::RunsPanel(EngineClient& engine, QWidget* parent)
    : QWidget(parent), engine_(engine), model_(new RunsModel(this)), sorted_(new QSortFilterProxyModel(this)), table_(new QTableView), search_(new QLineEdit), count_(new QLabel),
      page_(new QWidget), empty_(new EmptyState("runs")) {
    auto* stack = new QStackedLayout(this);
    stack->addWidget(empty_);
    stack->addWidget(page_);
    auto* top = new QHBoxLayout;
    top->setContentsMargins(8, 6, 8, 6);
    search_->setProperty("look", "search");
    search_->setClearButtonEnabled(true);
    search_->addAction(themedIcon("search"), QLineEdit::LeadingPosition);
    search_->setMaximumWidth(260);
    count_->setProperty("look", "hint");
    auto* more = new QToolButton;
    more->setIcon(themedIcon("more"));
    more->setFocusPolicy(Qt::TabFocus);
    top->addWidget(search_);
    top->addWidget(count_);
    top->addStretch(1);
    top->addWidget(more);
    auto* column = new QVBoxLayout(page_);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(top);
    column->addWidget(table_, 1);
    sorted_->setSourceModel(model_);
    sorted_->setSortRole(RunsModel::kSortRole);
    sorted_->setFilterKeyColumn(-1);
    sorted_->setFilterCaseSensitivity(Qt::CaseInsensitive);
    table_->setModel(sorted_);
    dressTable(*table_);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setContextMenuPolicy(Qt::CustomContextMenu);
    table_->sortByColumn(RunsModel::When, Qt::DescendingOrder);
    const int widths[RunsModel::kColumns] = {154, 92, 92, 66, 70, 70, 56, 52, 92, 130, 44, 80};
    for (int i = 0; i < RunsModel::kColumns; ++i) table_->setColumnWidth(i, widths[i]);
    connect(table_, &QTableView::customContextMenuRequested, this, [this](const QPoint& at) { showMenu(table_->viewport()->mapToGlobal(at)); });
    connect(more, &QToolButton::clicked, this, [this, more] { showMenu(more->mapToGlobal(QPoint(0, more->height()))); });
    connect(table_, &QTableView::activated, this, [this] { engine_.showRun(current()); });
    connect(search_, &QLineEdit::textChanged, this, [this](const QString& text) {
        sorted_->setFilterFixedString(text);
        showCount();
    });
    connect(new QShortcut(QKeySequence::Delete, table_, nullptr, nullptr, Qt::WidgetShortcut), &QShortcut::activated, this, &RunsPanel::remove);
    connect(&engine_, &EngineClient::runsListed, this, [this](std::vector<store::RunRow> runs) {
        const QString kept = current();
        model_->setRuns(std::move(runs));
        for (int row = 0; row < sorted_->rowCount(); ++row)
            if (sorted_->index(row, RunsModel::Run).data().toString() == kept) table_->selectRow(row);
        showCount();
    });
    connect(&engine_, &EngineClient::ended, this, &RunsPanel::refresh);
    connect(&engine_, &EngineClient::started, this, &RunsPanel::refresh);
    connect(&engine_, &EngineClient::jobDone, this, &RunsPanel::refresh);
    translated(this, [this, more] {
        search_->setPlaceholderText(tr("Filter runs"));
        search_->setAccessibleName(tr("Filter runs"));
        search_->setToolTip(tr("Words in any column"));
        more->setToolTip(tr("What can be done with the chosen run"));
        more->setAccessibleName(tr("Actions for the chosen run"));
        table_->setAccessibleName(tr("Stored runs"));
        table_->setToolTip(tr("Double-click shows a run's curves and kernels"));
        empty_->setTexts(tr("No runs yet"), tr("Every run is kept here with its settings, curves and weights. Press Train to make one."));
        model_->retranslate();
        showCount();
    });
    refresh();
}

void RunsPanel::refresh() { engine_.listRuns(); }

QString RunsPanel::current() const {
    const QModelIndexList rows = table_->selectionModel()->selectedRows(RunsModel::Run);
    return rows.isEmpty() ? QString() : rows.front().data().toString();
}

void RunsPanel::showCount() {
    static_cast<QStackedLayout*>(layout())->setCurrentWidget(model_->rowCount() ? page_ : static_cast<QWidget*>(empty_));
    count_->setText(sorted_->rowCount() == model_->rowCount() ? tr("%n run(s)", nullptr, model_->rowCount()) : tr("%1 of %n run(s)", nullptr, model_->rowCount()).arg(sorted_->rowCount()));
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

void RunsPanel::showMenu(const QPoint& at) {
    const QString run = current();
    const QModelIndexList rows = table_->selectionModel()->selectedRows();
    const std::string status = rows.isEmpty() ? std::string() : model_->row(sorted_->mapToSource(rows.front()).row()).status;
    QMenu menu(this);
    menu.setToolTipsVisible(true);
    const auto add = [&](QMenu& to, const QString& icon, const QString& text, const QString& help, std::function<void()> act) {
        QAction* action = to.addAction(icon.isEmpty() ? QIcon() : themedIcon(icon), text);
        action->setToolTip(run.isEmpty() ? tr("Choose a run in the table first.") : help);
        action->setEnabled(!run.isEmpty());
        connect(action, &QAction::triggered, this, std::move(act));
    };
    add(menu, "loss", tr("Show curves and kernels"), tr("In the live views (Enter)"), [this, run] { engine_.showRun(run); });
    add(menu, "graph", tr("Open its project"), tr("The graph and settings that the run had, as a new project"), [this, run] {
        withProject(run, [this](const QString& id, const Project& project) { Q_EMIT openProject(id, project); });
    });
    const bool finished = status == "finished";   // then there is nothing left of its own epochs
    add(menu, "train", finished ? tr("Train on") : tr("Resume"), finished ? tr("As many epochs again, from its last checkpoint") : tr("Continue from its last checkpoint"), [this, run, finished] {
        withProject(run, [this, finished](const QString& id, Project project) {
            if (finished) project.train.epochs *= 2;
            Q_EMIT resumeRun(id, project);
        });
    });
    menu.addSeparator();
    QMenu* exports = menu.addMenu(themedIcon("export"), tr("Export"));
    for (const auto& [format, text] : {std::pair("onnx", tr("ONNX model...")), {"safetensors", tr("safetensors weights...")}, {"pytorch", tr("PyTorch script...")}})
        add(*exports, {}, text, {}, [this, run, format = QString(format)] { Q_EMIT exportRun(run, format); });
    menu.addSeparator();
    add(menu, "close", tr("Remove"), tr("Remove the run with its checkpoints (Del); can be undone for a while"), [this] { remove(); });
    menu.exec(at);
}

void RunsPanel::remove() {
    const QString run = current();
    if (run.isEmpty()) return;
    if (engine_.training() && run == engine_.currentRun()) return Q_EMIT failed({ErrorKind::Usage, "run " + run.toStdString() + " is in progress", "stop it before you remove it", {}});
    model_->remove({run.toStdString()});
    showCount();
    engine_.removeRuns({run});
    Q_EMIT removed({run});
}

}  // namespace saddle::app

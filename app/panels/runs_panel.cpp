#include "app/panels/runs_panel.h"

#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QRegularExpression>
#include <QScrollBar>
#include <QShortcut>
#include <QStackedLayout>
#include <QTableView>
#include <QTimer>
#include <QToolButton>
#include <algorithm>

#include "app/panels/empty_state.h"
#include "app/panels/runs_columns.h"
#include "app/panels/runs_comparison.h"
#include "app/panels/runs_filter.h"
#include "app/panels/runs_model.h"
#include "app/panels/sparkline.h"
#include "app/panels/table_look.h"
#include "app/shell/engine_text.h"
#include "app/shell/language.h"
#include "app/shell/theme/themed_icon.h"
#include "engine/api/core.h"

namespace saddle::app {

RunsPanel::RunsPanel(EngineClient& engine, QWidget* parent)
    : QWidget(parent), engine_(engine), model_(new RunsModel(this)), sorted_(new RunsFilter(model_)), table_(new QTableView), search_(new QLineEdit), count_(new QLabel),
      page_(new QWidget), empty_(new EmptyState("runs")), comparison_(new RunsComparison(engine)), curves_(new QTimer(this)) {
    auto* stack = new QStackedLayout(this);
    stack->addWidget(empty_);
    stack->addWidget(page_);
    stack->addWidget(comparison_);
    auto* top = new QHBoxLayout;
    top->setContentsMargins(8, 6, 8, 6);
    search_->setProperty("look", "search");
    search_->setClearButtonEnabled(true);
    search_->addAction(themedIcon("search"), QLineEdit::LeadingPosition);
    search_->setMaximumWidth(320);
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
    table_->setModel(sorted_);
    dressTable(*table_);
    table_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    table_->setItemDelegateForColumn(RunsModel::Curve, new Sparkline(table_));
    table_->setContextMenuPolicy(Qt::CustomContextMenu);
    table_->sortByColumn(RunsModel::When, Qt::DescendingOrder);
    const int widths[RunsModel::kColumns] = {154, 92, 92, 76, 66, 70, 70, 56, 52, 84, 120, 92, 130, 44, 80};
    for (int i = 0; i < RunsModel::kColumns; ++i) table_->setColumnWidth(i, widths[i]);
    connect(table_, &QTableView::customContextMenuRequested, this, [this](const QPoint& at) { showMenu(table_->viewport()->mapToGlobal(at)); });
    connect(more, &QToolButton::clicked, this, [this, more] { showMenu(more->mapToGlobal(QPoint(0, more->height()))); });
    auto* columns = new RunsColumns(*table_, *model_);
    connect(columns, &RunsColumns::changed, curves_, qOverload<>(&QTimer::start));
    connect(table_, &QTableView::activated, this, [this] {
        if (!trash_ && !chosen().isEmpty()) engine_.showRun(chosen().front());
    });
    connect(search_, &QLineEdit::textChanged, this, &RunsPanel::filter);
    connect(new QShortcut(QKeySequence::Delete, table_, nullptr, nullptr, Qt::WidgetShortcut), &QShortcut::activated, this, &RunsPanel::remove);
    curves_->setSingleShot(true);
    curves_->setInterval(30);
    connect(curves_, &QTimer::timeout, this, &RunsPanel::readCurves);
    connect(table_->verticalScrollBar(), &QScrollBar::valueChanged, curves_, qOverload<>(&QTimer::start));
    connect(sorted_, &QAbstractItemModel::modelReset, curves_, qOverload<>(&QTimer::start));
    connect(sorted_, &QAbstractItemModel::layoutChanged, curves_, qOverload<>(&QTimer::start));
    connect(comparison_, &RunsComparison::failed, this, &RunsPanel::failed);
    connect(comparison_, &RunsComparison::closed, this, &RunsPanel::showCount);
    connect(&engine_, &EngineClient::runsListed, this, [this](std::vector<store::RunRow> runs) {
        if (!trash_) list(std::move(runs));
    });
    connect(&engine_, &EngineClient::ended, this, &RunsPanel::refresh);
    connect(&engine_, &EngineClient::started, this, &RunsPanel::refresh);
    connect(&engine_, &EngineClient::jobDone, this, &RunsPanel::refresh);
    translated(this, [this, more] {
        search_->setPlaceholderText(tr("Filter runs"));
        search_->setAccessibleName(tr("Filter runs"));
        search_->setToolTip(tr("Words, or comparisons: loss<0.1 and tag:cnn, status=finished or lr>=0.01, not (adam or \"batch norm\")"));
        more->setToolTip(tr("What can be done with the chosen runs"));
        more->setAccessibleName(tr("Actions for the chosen runs"));
        table_->setAccessibleName(tr("Stored runs"));
        table_->setToolTip(tr("Double-click shows a run's curves and kernels; several chosen runs can be compared; a right click on the header chooses columns"));
        empty_->setTexts(tr("No runs yet"), tr("Every run is kept here with its settings, curves and weights. Press Train to make one."));
        model_->retranslate();
        showCount();
    });
    refresh();
}

void RunsPanel::refresh() {
    if (!trash_) return engine_.listRuns();
    const auto read = [path = engine_.storePath().toStdString()]() -> Result<std::vector<store::RunRow>> {
        TRY(const auto opened, store::ExperimentStore::open(path));
        return opened->trash();
    };
    engine_.post("trash", this, read, [this](Result<std::vector<store::RunRow>> runs) {
        if (!runs.ok()) return Q_EMIT failed(runs.error());
        if (trash_) list(std::move(*runs));
    });
}

void RunsPanel::list(std::vector<store::RunRow> runs) {
    const QStringList kept = chosen();
    model_->setRuns(std::move(runs));
    select(kept);
    showCount();
}

void RunsPanel::filter(const QString& text) {
    Result<store::RunFilter> wanted = store::parse_filter(text.toStdString());
    if (!wanted.ok()) return count_->setText(engineText(wanted.error().message));   // the runs stay until it is right
    sorted_->setFilter(std::move(*wanted));
    curves_->start();
    showCount();
}

QStringList RunsPanel::chosen() const {
    QStringList runs;
    const QModelIndex now = table_->currentIndex();
    for (const QModelIndex& index : table_->selectionModel()->selectedRows(RunsModel::Run)) {
        if (index.row() == now.row()) runs.prepend(index.data().toString());
        else runs << index.data().toString();
    }
    return runs;
}

void RunsPanel::select(const QStringList& runs) {
    QItemSelection rows;
    for (int row = 0; row < sorted_->rowCount() && !runs.isEmpty(); ++row)
        if (const QModelIndex index = sorted_->index(row, RunsModel::Run); runs.contains(index.data().toString())) rows.select(index, index);
    table_->selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    if (!rows.isEmpty()) table_->selectionModel()->setCurrentIndex(rows.front().topLeft(), QItemSelectionModel::NoUpdate);
}

void RunsPanel::showCount() {
    auto* stack = static_cast<QStackedLayout*>(layout());
    if (stack->currentWidget() != comparison_ || sender() == comparison_) stack->setCurrentWidget(model_->rowCount() || trash_ ? page_ : static_cast<QWidget*>(empty_));
    const QString all = sorted_->rowCount() == model_->rowCount() ? tr("%n run(s)", nullptr, model_->rowCount()) : tr("%1 of %n run(s)", nullptr, model_->rowCount()).arg(sorted_->rowCount());
    count_->setText(trash_ ? tr("Trash: %1").arg(all) : all);
}

void RunsPanel::readCurves() {
    QStringList missing;
    const int first = std::max(0, table_->rowAt(0)), last = table_->rowAt(table_->viewport()->height() - 1);
    for (int row = first; row < sorted_->rowCount() && (last < 0 || row <= last) && missing.size() < 64; ++row)
        if (const store::RunRow& run = sorted_->run(sorted_->index(row, 0)); !model_->hasCurve(run)) missing << QString::fromStdString(run.id);
    if (missing.isEmpty() || table_->isColumnHidden(RunsModel::Curve)) return;
    constexpr int kPoints = 64;
    using Curves = std::vector<std::pair<std::string, QList<double>>>;
    const auto read = [path = engine_.storePath().toStdString(), missing]() -> Curves {
        Curves curves;
        const auto opened = store::ExperimentStore::open(path);
        for (const QString& run : missing) {
            curves.emplace_back(run.toStdString(), QList<double>());
            if (!opened.ok()) continue;   // the list says so
            if (const auto stored = (*opened)->curves(run.toStdString(), "train_loss"); stored.ok())
                for (const store::Curve& curve : *stored)
                    if (curve.name == "train_loss") curves.back().second = thinned(curve.values, kPoints);
        }
        return curves;
    };
    engine_.post("curves of runs", this, read, [this](Curves curves) {
        for (auto& [run, values] : curves) model_->setCurve(run, std::move(values));
    });
}

void RunsPanel::compare(const QStringList& runs) {
    comparison_->compare(runs);
    static_cast<QStackedLayout*>(layout())->setCurrentWidget(comparison_);
}

void RunsPanel::say(const QStringList& runs, std::function<Status(store::ExperimentStore&, const std::string&)> change) {
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

void RunsPanel::editTags(const QStringList& runs) {
    const QString before = sorted_->index(table_->currentIndex().row(), RunsModel::Tags).data().toString();
    bool taken = false;
    const QString text = QInputDialog::getText(this, tr("Tags"), tr("Tags of %n run(s), separated by spaces:", nullptr, int(runs.size())), QLineEdit::Normal, before, &taken);
    if (!taken) return;
    static const QRegularExpression apart("[\\s\"()<>=!:,]+");   // signs of the filter language
    const QStringList was = before.split(' ', Qt::SkipEmptyParts), now = text.split(apart, Qt::SkipEmptyParts);
    say(runs, [was, now](store::ExperimentStore& store, const std::string& run) -> Status {
        for (const QString& tag : was)
            if (!now.contains(tag)) TRY_STATUS(store.set_tag(run, tag.toStdString(), false));
        for (const QString& tag : now) TRY_STATUS(store.set_tag(run, tag.toStdString(), true));
        return {};
    });
}

void RunsPanel::editNote(const QString& run) {
    bool taken = false;
    const QString before = QString::fromStdString(sorted_->run(table_->currentIndex()).note);
    const QString text = QInputDialog::getMultiLineText(this, tr("Note"), tr("Note on run %1:").arg(run), before, &taken);
    if (taken) say({run}, [text](store::ExperimentStore& store, const std::string& id) { return store.set_note(id, text.trimmed().toStdString()); });
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
    const QStringList runs = chosen();
    const QString run = runs.isEmpty() ? QString() : runs.front();
    const std::string status = runs.isEmpty() ? std::string() : sorted_->run(table_->selectionModel()->selectedRows().front()).status;
    QMenu menu(this);
    menu.setToolTipsVisible(true);
    const auto add = [&](QMenu& to, const QString& icon, const QString& text, const QString& help, bool possible, std::function<void()> act) {
        QAction* action = to.addAction(icon.isEmpty() ? QIcon() : themedIcon(icon), text);
        action->setToolTip(run.isEmpty() ? tr("Choose a run in the table first.") : help);
        action->setEnabled(possible);
        connect(action, &QAction::triggered, this, std::move(act));
    };
    const bool one = runs.size() == 1, any = !runs.isEmpty(), several = runs.size() > 1;
    const auto shown = [&] {
        QAction* action = menu.addAction(tr("Show the trash"));
        action->setCheckable(true);
        action->setChecked(trash_);
        action->setToolTip(tr("Removed runs stay there until `saddle runs gc` empties it."));
        connect(action, &QAction::toggled, this, [this](bool on) {
            trash_ = on;
            refresh();
        });
    };
    if (trash_) {
        add(menu, "undo", tr("Bring back"), tr("Out of the trash, with all it had"), any, [this, runs] { engine_.restoreRuns(runs); });
        menu.addSeparator();
        shown();
        menu.exec(at);
        return;
    }
    if (several) {
        add(menu, "loss", tr("Show curves together"), tr("In the loss view; kernels and landscape are those of the current run"), true, [this, runs] { engine_.showRun(runs.front(), runs.mid(1)); });
        add(menu, "compare", tr("Compare"), tr("Settings, values and kernels side by side"), true, [this, runs] { compare(runs); });
    } else {
        add(menu, "loss", tr("Show curves and kernels"), tr("In the live views (Enter)"), one, [this, run] { engine_.showRun(run); });
    }
    add(menu, "graph", tr("Open its project"), tr("The graph and settings that the run had, as a new project"), one, [this, run] {
        withProject(run, [this](const QString& id, const Project& project) { Q_EMIT openProject(id, project); });
    });
    const bool finished = status == "finished";   // then there is nothing left of its own epochs
    add(menu, "train", finished ? tr("Train on") : tr("Resume"), finished ? tr("As many epochs again, from its last checkpoint") : tr("Continue from its last checkpoint"), one, [this, run, finished] {
        withProject(run, [this, finished](const QString& id, Project project) {
            if (finished) project.train.epochs *= 2;
            Q_EMIT resumeRun(id, project);
        });
    });
    menu.addSeparator();
    add(menu, "tag", tr("Tags..."), tr("Words to find runs by: tag:cnn in the filter"), any, [this, runs] { editTags(runs); });
    add(menu, "comment", tr("Note..."), tr("What is worth remembering of the run"), one, [this, run] { editNote(run); });
    menu.addSeparator();
    QMenu* exports = menu.addMenu(themedIcon("export"), tr("Export"));
    for (const auto& [format, text] : {std::pair("onnx", tr("ONNX model...")), {"safetensors", tr("safetensors weights...")}, {"pytorch", tr("PyTorch script...")}})
        add(*exports, {}, text, {}, one, [this, run, format = QString(format)] { Q_EMIT exportRun(run, format); });
    menu.addSeparator();
    add(menu, "close", tr("Remove"), tr("Into the trash, with checkpoints and curves (Del)"), any, [this] { remove(); });
    shown();
    menu.exec(at);
}

void RunsPanel::remove() {
    const QStringList runs = chosen();
    if (runs.isEmpty() || trash_) return;
    if (engine_.training() && runs.contains(engine_.currentRun())) return Q_EMIT failed({ErrorKind::Usage, "run " + engine_.currentRun().toStdString() + " is in progress", "stop it before you remove it", {}});
    std::set<std::string> ids;
    for (const QString& run : runs) ids.insert(run.toStdString());
    model_->remove(ids);
    showCount();
    engine_.removeRuns(runs);
    Q_EMIT removed(runs);
}

}  // namespace saddle::app

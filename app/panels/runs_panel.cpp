#include "app/panels/runs_panel.h"

#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QShortcut>
#include <QStackedLayout>
#include <QStyle>
#include <QTableView>
#include <QTimer>
#include <QToolButton>
#include <algorithm>

#include "app/panels/empty_state.h"
#include "app/panels/fields/note_strip.h"
#include "app/panels/runs_columns.h"
#include "app/panels/runs_comparison.h"
#include "app/panels/runs_filter.h"
#include "app/panels/runs_model.h"
#include "app/panels/sparkline.h"
#include "app/panels/table_look.h"
#include "app/shell/engine_text.h"
#include "app/shell/language.h"
#include "app/shell/theme/themed_icon.h"

namespace saddle::app {

RunsPanel::RunsPanel(EngineClient& engine, QWidget* parent)
    : QWidget(parent), engine_(engine), model_(new RunsModel(this)), sorted_(new RunsFilter(model_)), table_(new QTableView), search_(new QLineEdit), count_(new QLabel),
      compare_(new QPushButton), bring_back_(new QPushButton), trash_(new QToolButton), more_(new QToolButton), problem_(new NoteStrip), empty_(new EmptyState("runs")), page_(new QWidget),
      comparison_(new RunsComparison(engine)), pages_(new QStackedLayout(this)), rows_(new QStackedLayout), curves_(new QTimer(this)), wrong_(new QTimer(this)) {
    makePage();
    pages_->addWidget(page_);
    pages_->addWidget(comparison_);
    connectTable();
    connect(comparison_, &RunsComparison::failed, this, &RunsPanel::failed);
    connect(comparison_, &RunsComparison::closed, this, [this] { pages_->setCurrentWidget(page_); });
    connect(&engine_, &EngineClient::runsListed, this, [this](std::vector<store::RunRow> runs, bool trash) {
        if (trash == trash_->isChecked()) list(std::move(runs));
    });
    connect(&engine_, &EngineClient::ended, this, &RunsPanel::refresh);
    connect(&engine_, &EngineClient::started, this, &RunsPanel::refresh);
    connect(&engine_, &EngineClient::jobDone, this, &RunsPanel::refresh);
    translated(this, [this] { translate(); });
    refresh();
}

void RunsPanel::makePage() {
    search_->setProperty("look", "search");
    search_->setClearButtonEnabled(true);
    search_->addAction(themedIcon("search"), QLineEdit::LeadingPosition);
    search_->setMinimumWidth(110);
    search_->setMaximumWidth(360);
    count_->setProperty("look", "hint");
    trash_->setIcon(themedIcon("trash"));
    trash_->setCheckable(true);
    more_->setIcon(themedIcon("more"));
    for (QToolButton* button : {trash_, more_}) button->setFocusPolicy(Qt::TabFocus);
    auto* top = new QHBoxLayout;
    top->setContentsMargins(8, 6, 8, 6);
    top->setSpacing(8);
    top->addWidget(search_, 1000);
    top->addWidget(count_);
    top->addStretch(1);
    for (QWidget* each : {static_cast<QWidget*>(compare_), static_cast<QWidget*>(bring_back_), static_cast<QWidget*>(trash_), static_cast<QWidget*>(more_)}) top->addWidget(each);
    auto* column = new QVBoxLayout(page_);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(top);
    column->addWidget(problem_);
    column->addLayout(rows_, 1);
    rows_->addWidget(table_);
    rows_->addWidget(empty_);
    problem_->hide();
    bring_back_->hide();
    wrong_->setSingleShot(true);
    wrong_->setInterval(600);
    connect(wrong_, &QTimer::timeout, this, [this] { filter(true); });
    connect(search_, &QLineEdit::textChanged, this, [this] { filter(!problem_->isHidden()); });
    connect(search_, &QLineEdit::returnPressed, this, [this] { filter(true); });
    connect(compare_, &QPushButton::clicked, this, [this] { compare(chosen()); });
    connect(bring_back_, &QPushButton::clicked, this, &RunsPanel::bringBack);
    connect(trash_, &QToolButton::toggled, this, &RunsPanel::showTrash);
    connect(more_, &QToolButton::clicked, this, [this] { showMenu(more_->mapToGlobal(QPoint(0, more_->height()))); });
}

void RunsPanel::connectTable() {
    table_->setObjectName("runs");
    table_->setModel(sorted_);
    dressTable(*table_);
    table_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    table_->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    table_->setItemDelegateForColumn(RunsModel::Curve, new Sparkline(table_));
    table_->setContextMenuPolicy(Qt::CustomContextMenu);
    table_->sortByColumn(RunsModel::When, Qt::DescendingOrder);
    const int widths[RunsModel::kColumns] = {158, 104, 100, 102, 66, 72, 74, 60, 56, 96, 160, 92, 130, 56, 80};
    for (int i = 0; i < RunsModel::kColumns; ++i) table_->setColumnWidth(i, widths[i]);
    columns_ = new RunsColumns(*table_, *model_);
    connect(table_, &QTableView::customContextMenuRequested, this, [this](const QPoint& at) { showMenu(table_->viewport()->mapToGlobal(at)); });
    connect(table_, &QTableView::activated, this, [this] {
        if (!trash_->isChecked() && !chosen().isEmpty()) engine_.showRun(chosen().front());
    });
    connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RunsPanel::showCount);
    connect(new QShortcut(QKeySequence::Delete, table_, nullptr, nullptr, Qt::WidgetShortcut), &QShortcut::activated, this, &RunsPanel::remove);
    connect(model_, &RunsModel::noteWritten, this, [this](const QString& run, const QString& note) {
        write({run}, [note](store::ExperimentStore& store, const std::string& id) { return store.set_note(id, note.toStdString()); });
    });
    connect(model_, &RunsModel::tagsWritten, this, [this](const QString& run, const QStringList& before, const QStringList& after) {
        write(chosen().contains(run) ? chosen() : QStringList(run), [before, after](store::ExperimentStore& store, const std::string& id) -> Status {
            for (const QString& tag : before)
                if (!after.contains(tag)) TRY_STATUS(store.set_tag(id, tag.toStdString(), false));
            for (const QString& tag : after) TRY_STATUS(store.set_tag(id, tag.toStdString(), true));
            return {};
        });
    });
    curves_->setSingleShot(true);
    curves_->setInterval(30);
    connect(curves_, &QTimer::timeout, this, &RunsPanel::readCurves);
    const auto read_soon = qOverload<>(&QTimer::start);
    connect(columns_, &RunsColumns::changed, curves_, read_soon);
    connect(table_->verticalScrollBar(), &QScrollBar::valueChanged, curves_, read_soon);
    connect(table_->verticalScrollBar(), &QScrollBar::rangeChanged, curves_, read_soon);
    for (const auto moved : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved}) connect(sorted_, moved, curves_, read_soon);
    connect(sorted_, &QAbstractItemModel::modelReset, curves_, read_soon);
    connect(sorted_, &QAbstractItemModel::layoutChanged, curves_, read_soon);
    connect(sorted_, &QAbstractItemModel::dataChanged, curves_, read_soon);
}

void RunsPanel::translate() {
    search_->setPlaceholderText(tr("Filter runs"));
    search_->setAccessibleName(tr("Filter runs"));
    search_->setToolTip(tr("Words, or comparisons: loss<0.1 and tag:cnn, status=finished or lr>=0.01, not (adam or \"batch norm\")"));
    compare_->setText(tr("Compare"));
    bring_back_->setText(tr("Bring back"));
    trash_->setToolTip(tr("The trash: runs that were removed"));
    trash_->setAccessibleName(tr("Trash"));
    more_->setToolTip(tr("What can be done with the chosen runs; columns"));
    more_->setAccessibleName(tr("Actions for the chosen runs"));
    table_->setAccessibleName(tr("Stored runs"));
    table_->setToolTip(tr("Double-click shows a run's curves and kernels; several chosen runs can be compared; a right click on the header chooses columns"));
    model_->retranslate();
    showCount();
    if (!problem_->isHidden()) filter(true);
}

void RunsPanel::refresh() { engine_.listRuns(trash_->isChecked()); }

void RunsPanel::list(std::vector<store::RunRow> runs) {
    const QStringList kept = chosen();
    model_->setRuns(std::move(runs));
    if (chosen() != kept) select(kept);
    listed_ = true;
    showCount();
}

void RunsPanel::filter(bool finished) {
    Result<store::RunFilter> wanted = store::parse_filter(search_->text().toStdString());
    if (!wanted.ok() && !finished) return wrong_->start();   // it may still be being written; the runs stay until it is right
    wrong_->stop();
    problem_->setVisible(!wanted.ok());
    search_->setProperty("wrong", !wanted.ok());
    search_->style()->unpolish(search_);
    search_->style()->polish(search_);
    if (!wanted.ok()) return problem_->setNote(Severity::Error, engineText(wanted.error().message), engineText(wanted.error().hint));
    sorted_->setFilter(std::move(*wanted));
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
    QModelIndex current;
    for (int row = 0; row < sorted_->rowCount() && !runs.isEmpty(); ++row) {
        const QModelIndex index = sorted_->index(row, RunsModel::Run);
        if (!runs.contains(index.data().toString())) continue;
        rows.select(index, index);
        if (!current.isValid() || index.data().toString() == runs.front()) current = index;
    }
    table_->selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    if (current.isValid()) table_->selectionModel()->setCurrentIndex(current, QItemSelectionModel::NoUpdate);
}

void RunsPanel::showCount() {
    const bool trash = trash_->isChecked();
    const int all = model_->rowCount(), shown = sorted_->rowCount();
    const qsizetype chosen = table_->selectionModel()->selectedRows().size();
    const QString count = shown == all ? tr("%n run(s)", nullptr, all) : tr("%1 of %n run(s)", nullptr, all).arg(shown);
    count_->setText(!listed_ ? QString() : trash ? tr("Trash: %1").arg(count) : count);
    if (all > 0) empty_->setTexts(tr("No run fits the filter"), tr("Clear the line above to see all of them."));
    else if (trash) empty_->setTexts(tr("The trash is empty"), tr("Removed runs stay here until `saddle runs gc` empties it."));
    else empty_->setTexts(tr("No runs yet"), tr("Every run is kept here with its settings, curves and weights. Press Train to make one."));
    rows_->setCurrentWidget(shown || !listed_ ? static_cast<QWidget*>(table_) : empty_);
    compare_->setVisible(!trash);
    compare_->setEnabled(chosen > 1);
    compare_->setToolTip(chosen > 1 ? tr("Curves in the loss view; settings, values and kernels side by side") : tr("Choose two runs or more in the table: Ctrl or Shift and a click"));
    bring_back_->setVisible(trash);
    bring_back_->setEnabled(chosen > 0);
    bring_back_->setToolTip(chosen > 0 ? tr("Out of the trash, with all they had") : tr("Choose a run in the table first."));
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

}  // namespace saddle::app

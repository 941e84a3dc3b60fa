#include "app/panels/runs_comparison.h"

#include <QHeaderView>
#include <QLabel>
#include <QStandardItemModel>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>
#include <cmath>
#include <map>

#include "app/panels/table_look.h"
#include "app/shell/language.h"
#include "app/shell/number_text.h"
#include "app/shell/theme/themed_icon.h"
#include "engine/api/profile_diff.h"

namespace saddle::app {

struct RunsComparison::Stored {
    std::vector<store::RunRow> runs;
    std::vector<StepProfile> profiles;
};

RunsComparison::RunsComparison(EngineClient& engine, QWidget* parent) : QWidget(parent), engine_(engine), title_(new QLabel), pages_(new QTabWidget) {
    auto* back = new QToolButton;
    back->setIcon(themedIcon("undo"));
    back->setFocusPolicy(Qt::TabFocus);
    title_->setProperty("look", "hint");
    auto* top = new QHBoxLayout;
    top->setContentsMargins(8, 6, 8, 6);
    top->addWidget(back);
    top->addWidget(title_);
    top->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(top);
    column->addWidget(pages_, 1);
    for (Page* page : {&settings_, &figures_, &kernels_}) {
        page->model = new QStandardItemModel(this);
        page->model->setSortRole(Qt::UserRole);
        page->table = new QTableView;
        page->table->setModel(page->model);
        dressTable(*page->table);
        pages_->addTab(page->table, QString());
    }
    connect(back, &QToolButton::clicked, this, &RunsComparison::closed);
    translated(this, [this, back] {
        back->setToolTip(tr("Back to the list of runs"));
        back->setAccessibleName(tr("Back to the list of runs"));
        pages_->setTabText(0, tr("Settings"));
        pages_->setTabText(1, tr("Values"));
        pages_->setTabText(2, tr("Kernels"));
        settings_.table->setAccessibleName(tr("Settings that differ"));
        figures_.table->setAccessibleName(tr("Best values and what the runs took"));
        kernels_.table->setAccessibleName(tr("Milliseconds of a step by kernel"));
        kernels_.table->setToolTip(tr("Milliseconds of a step; the last column is the second run's against the first's"));
    });
}

void RunsComparison::compare(const QStringList& runs) {
    title_->setText(tr("%n run(s) side by side", nullptr, int(runs.size())));
    for (const Page* page : {&settings_, &figures_, &kernels_}) page->model->clear();
    const auto load = [path = engine_.storePath().toStdString(), runs]() -> Result<Stored> {
        Stored stored;
        TRY(const auto opened, store::ExperimentStore::open(path));
        for (const QString& id : runs) {
            TRY(store::RunRow run, opened->run(id.toStdString()));
            TRY(const auto kernels, opened->kernels(run.id));
            stored.profiles.push_back(api::stored_profile(run, kernels));
            stored.runs.push_back(std::move(run));
        }
        return stored;
    };
    engine_.post("compare runs", this, load, [this](Result<Stored> stored) {
        if (stored.ok()) fill(*stored);
        else Q_EMIT failed(stored.error());
    });
}

void RunsComparison::fill(const Stored& stored) {
    QStringList ids;
    for (const store::RunRow& run : stored.runs) ids << QString::fromStdString(run.id);
    settings_.model->setHorizontalHeaderLabels(QStringList(tr("setting")) + ids);
    int row = 0;
    for (const api::SettingRow& setting : api::settings_diff(stored.runs)) {
        setCell(*settings_.model, row, 0, QString::fromStdString(setting.name));
        for (size_t i = 0; i < size_t(ids.size()); ++i) setCell(*settings_.model, row, int(i) + 1, setting.values[i].empty() ? kUnknown : QString::fromStdString(setting.values[i]));
        ++row;
    }
    if (row == 0) setCell(*settings_.model, 0, 0, tr("They differ in none"));

    std::set<std::string> names;
    for (const store::RunRow& run : stored.runs)
        for (const auto& [name, value] : run.best) names.insert(name);
    std::vector<std::string> figures(names.begin(), names.end());
    figures.insert(figures.end(), {"steps", "epochs", "seconds", "parameters"});
    figures_.model->setHorizontalHeaderLabels(QStringList(tr("value")) + ids);
    for (size_t at = 0; at < figures.size(); ++at) {
        setCell(*figures_.model, int(at), 0, QString::fromStdString(figures[at]));
        for (size_t i = 0; i < size_t(ids.size()); ++i) {
            const auto value = store::number_of(stored.runs[i], figures[at]);
            setCell(*figures_.model, int(at), int(i) + 1, value ? numberText(*value, 6) : kUnknown, value.value_or(HUGE_VAL));
        }
    }

    // The changes from the first run to each other one, largest first; of more than two, in the order of the second.
    std::map<std::tuple<ir::Phase, NodeId, std::string>, int> known;
    kernels_.model->setHorizontalHeaderLabels(QStringList{tr("node"), tr("kernel"), tr("phase")} + ids + QStringList(tr("ratio")));
    for (size_t other = 1; other < stored.profiles.size(); ++other) {
        const ProfileDiff diff = analysis::compare(stored.profiles[0], stored.profiles[other], analysis::ProfileRows::KernelsOfNodes);
        for (const ProfileDiff::Row& kernel : diff.rows) {
            const auto [found, fresh] = known.try_emplace({kernel.phase, kernel.node, kernel.kernel}, int(known.size()));
            const int at = found->second;
            const auto time = [&](int column, const ProfileDiff::Times& times) { setCell(*kernels_.model, at, column, times.calls > 0 ? numberText(times.ms) : kUnknown, times.calls > 0 ? times.ms : -1); };
            if (fresh) {
                setCell(*kernels_.model, at, 0, QString::fromStdString(kernel.node));
                setCell(*kernels_.model, at, 1, QString::fromStdString(kernel.kernel));
                setCell(*kernels_.model, at, 2, QString::fromUtf8(ir::name(kernel.phase)));
                time(3, kernel.before);
            }
            time(3 + int(other), kernel.after);
            if (other == 1) setCell(*kernels_.model, at, 3 + int(ids.size()), std::isnan(kernel.ratio()) ? kUnknown : numberText(kernel.ratio(), 3), std::isnan(kernel.ratio()) ? HUGE_VAL : kernel.ratio());
        }
    }
    for (const Page* page : {&settings_, &figures_, &kernels_}) page->table->resizeColumnsToContents();
}

}  // namespace saddle::app

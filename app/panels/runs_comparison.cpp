#include "app/panels/runs_comparison.h"

#include <QCoreApplication>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QStandardItemModel>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <map>

#include "app/panels/parallel_axes.h"
#include "app/panels/run_line.h"
#include "app/panels/table_look.h"
#include "app/shell/language.h"
#include "app/shell/number_text.h"
#include "app/shell/theme/theme.h"
#include "app/shell/theme/themed_icon.h"
#include "engine/api/profile_diff.h"

namespace saddle::app {
namespace {

QPixmap line_of(size_t run, double ratio) {
    QPixmap picture(QSize(18, 10) * ratio);
    picture.setDevicePixelRatio(ratio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setPen(runPen(run, 2));
    painter.drawLine(QPointF(0, 5), QPointF(18, 5));
    return picture;
}

/// The best of `values`, where the name of a figure says which way is better.
std::optional<double> best_of(const std::string& figure, const std::vector<std::optional<double>>& values) {
    const bool lower = figure.ends_with("loss");
    if (!lower && !figure.ends_with("accuracy")) return {};
    std::optional<double> best;
    for (const auto& value : values)
        if (value && !std::isnan(*value) && (!best || (lower ? *value < *best : *value > *best))) best = value;
    return best;
}

/// Whether runs may be put in an order by it: not what they ran on, not the wiring.
bool is_parameter(const std::string& setting) {
    static const std::set<std::string> places{"project", "device", "driver", "version"};
    return setting.find(' ') == std::string::npos && !setting.ends_with(".layer") && !places.count(setting);
}

constexpr size_t kParameters = 6;   // axes beside those of the figures

}  // namespace

struct RunsComparison::Stored {
    std::vector<store::RunRow> runs;
    std::vector<StepProfile> profiles;
};

RunsComparison::RunsComparison(EngineClient& engine, QWidget* parent) : QWidget(parent), engine_(engine), title_(new QLabel), pages_(new QTabWidget), axes_(new ParallelAxes) {
    auto* back = new QToolButton;
    back->setIcon(themedIcon("chevron-left"));
    back->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    back->setFocusPolicy(Qt::TabFocus);
    title_->setProperty("look", "hint");
    auto* top = new QHBoxLayout;
    top->setContentsMargins(8, 6, 8, 6);
    top->setSpacing(8);
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
    pages_->insertTab(2, axes_, QString());
    connect(back, &QToolButton::clicked, this, &RunsComparison::closed);
    connect(&Theme::instance(), &Theme::changed, this, [this] { compare(runs_); });
    translated(this, [this, back] {
        back->setToolTip(tr("Back to the list of runs"));
        back->setText(tr("All runs"));
        pages_->tabBar()->setAccessibleName(tr("What is compared"));
        pages_->setTabText(0, tr("Settings"));
        pages_->setTabText(1, tr("Values"));
        pages_->setTabText(2, tr("Parameters"));
        pages_->setTabText(3, tr("Kernels"));
        axes_->setAccessibleName(tr("Parameters and values of each run as a line"));
        axes_->setToolTip(tr("Parameters that differ and the values that were reached; each run is the line that it is in the loss view"));
        settings_.table->setAccessibleName(tr("Settings that differ"));
        settings_.table->setToolTip(tr("Settings that differ"));
        figures_.table->setAccessibleName(tr("Best values and what the runs took"));
        figures_.table->setToolTip(tr("Best values and what the runs took; the best of them is bold"));
        kernels_.table->setAccessibleName(tr("Milliseconds of a step by kernel"));
        kernels_.table->setToolTip(tr("Milliseconds of a step; the last column is the second run's against the first's"));
        compare(runs_);
    });
}

void RunsComparison::compare(const QStringList& runs) {
    runs_ = runs;
    title_->setText(tr("%n run(s) side by side", nullptr, int(runs.size())));
    for (const Page* page : {&settings_, &figures_, &kernels_}) page->model->clear();
    axes_->setRuns({}, {});
    if (runs.isEmpty()) return;
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
    for (const Page* page : {&settings_, &figures_, &kernels_}) page->model->clear();   // what an earlier question left
    fillSettings(stored);
    fillFigures(stored);
    fillParameters(stored);
    fillKernels(stored);
    for (const Page* page : {&settings_, &figures_, &kernels_}) page->table->resizeColumnsToContents();
}

void RunsComparison::setHeader(const Page& page, const Stored& stored, const QStringList& before, const QStringList& after) {
    QStringList titles = before;
    for (const store::RunRow& run : stored.runs) titles << QString::fromStdString(run.id);
    page.model->setHorizontalHeaderLabels(titles + after);
    for (size_t i = 0; i < stored.runs.size(); ++i) {
        const store::RunRow& run = stored.runs[i];
        QStandardItem* item = page.model->horizontalHeaderItem(int(before.size() + qsizetype(i)));
        item->setData(line_of(i, devicePixelRatioF()), Qt::DecorationRole);
        QStringList about{QString::fromStdString(run.name)};
        if (!run.tags.empty()) about << QString();
        for (const std::string& tag : run.tags) about.back() += (about.back().isEmpty() ? "#" : " #") + QString::fromStdString(tag);
        if (!run.note.empty()) about << QString::fromStdString(run.note);
        item->setToolTip(about.join('\n'));
    }
}

void RunsComparison::fillSettings(const Stored& stored) {
    setHeader(settings_, stored, {tr("setting")});
    const auto rows = api::settings_diff(stored.runs);
    for (int row = 0; row < int(rows.size()); ++row) {
        setCell(*settings_.model, row, 0, QString::fromStdString(rows[size_t(row)].name));
        for (int run = 0; run < int(stored.runs.size()); ++run) {
            const std::string& value = rows[size_t(row)].values[size_t(run)];
            setCell(*settings_.model, row, run + 1, value.empty() ? kUnknown : QString::fromStdString(value));
        }
    }
    if (rows.empty()) setCell(*settings_.model, 0, 0, tr("They differ in none"));
}

void RunsComparison::fillFigures(const Stored& stored) {
    std::set<std::string> names;
    for (const store::RunRow& run : stored.runs)
        for (const auto& [name, value] : run.best) names.insert(name);
    std::vector<std::string> figures(names.begin(), names.end());
    figures.insert(figures.end(), {"steps", "epochs", "seconds", "parameters"});
    setHeader(figures_, stored, {tr("value")});
    for (int row = 0; row < int(figures.size()); ++row) {
        std::vector<std::optional<double>> values;
        for (const store::RunRow& run : stored.runs) values.push_back(store::number_of(run, figures[size_t(row)]));
        const std::optional<double> best = best_of(figures[size_t(row)], values);
        setCell(*figures_.model, row, 0, QString::fromStdString(figures[size_t(row)]));
        for (int run = 0; run < int(values.size()); ++run) {
            const std::optional<double> value = values[size_t(run)];
            setCell(*figures_.model, row, run + 1, !value ? kUnknown : *value == std::floor(*value) && std::abs(*value) < 1e15 ? countText(int64_t(*value)) : numberText(*value, 6), value.value_or(HUGE_VAL));
            if (best && value == best) figures_.model->item(row, run + 1)->setFont(lookFont("small", 700, true));
        }
    }
}

void RunsComparison::fillParameters(const Stored& stored) {
    QStringList runs;
    for (const store::RunRow& run : stored.runs) runs << QString::fromStdString(run.id);
    std::vector<ParallelAxes::Axis> axes;
    for (const api::SettingRow& row : api::settings_diff(stored.runs)) {
        if (axes.size() == kParameters || !is_parameter(row.name)) continue;
        ParallelAxes::Axis axis{QString::fromStdString(row.name), {}, {}};
        bool numeric = true;
        for (const std::string& value : row.values) {
            bool is_number = value.empty();
            const double number = value.empty() ? 0 : QString::fromStdString(value).toDouble(&is_number);
            numeric &= is_number;
            axis.texts.push_back(QString::fromStdString(value));
            axis.numbers.push_back(value.empty() ? std::nullopt : std::optional(number));
        }
        if (!numeric) axis.numbers.clear();
        axes.push_back(std::move(axis));
    }
    for (const char* name : {"seconds", "train_loss", "val_loss", "val_accuracy"}) {
        ParallelAxes::Axis axis{name, {}, {}};
        for (const store::RunRow& run : stored.runs) {
            axis.numbers.push_back(store::number_of(run, name));
            axis.texts.push_back(axis.numbers.back() ? numberText(*axis.numbers.back()) : kUnknown);
        }
        if (std::any_of(axis.numbers.begin(), axis.numbers.end(), [](const auto& value) { return value.has_value(); })) axes.push_back(std::move(axis));
    }
    axes_->setRuns(runs, std::move(axes));
}

// The changes from the first run to each other one, largest first; of more than two, in the order of the second.
void RunsComparison::fillKernels(const Stored& stored) {
    std::map<std::tuple<ir::Phase, NodeId, std::string>, int> known;
    setHeader(kernels_, stored, {tr("node"), tr("kernel"), tr("phase")}, {tr("ratio")});
    const int runs = int(stored.runs.size());
    for (int other = 1; other < runs; ++other) {
        const ProfileDiff diff = analysis::compare(stored.profiles[0], stored.profiles[size_t(other)], analysis::ProfileRows::KernelsOfNodes);
        for (const ProfileDiff::Row& kernel : diff.rows) {
            const auto [found, fresh] = known.try_emplace({kernel.phase, kernel.node, kernel.kernel}, int(known.size()));
            const int at = found->second;
            const auto time = [&](int column, const ProfileDiff::Times& times) { setCell(*kernels_.model, at, column, times.calls > 0 ? numberText(times.ms) : kUnknown, times.calls > 0 ? times.ms : -1); };
            if (fresh) {
                setCell(*kernels_.model, at, 0, QString::fromStdString(kernel.node));
                setCell(*kernels_.model, at, 1, QString::fromStdString(kernel.kernel));
                setCell(*kernels_.model, at, 2, QCoreApplication::translate("viz", ir::name(kernel.phase)));
                for (int run = 0; run < runs; ++run) setCell(*kernels_.model, at, 3 + run, kUnknown, -1);
                time(3, kernel.before);
            }
            time(3 + other, kernel.after);
            if (other == 1) setCell(*kernels_.model, at, 3 + runs, std::isnan(kernel.ratio()) ? kUnknown : numberText(kernel.ratio(), 3), std::isnan(kernel.ratio()) ? HUGE_VAL : kernel.ratio());
        }
    }
}

}  // namespace saddle::app

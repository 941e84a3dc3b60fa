#include "app/panels/runs_model.h"

#include <QColor>
#include <QDateTime>
#include <QFont>
#include <limits>

#include "app/shell/number_text.h"
#include "app/shell/theme/theme.h"
#include "app/shell/theme/themed_icon.h"

namespace saddle::app {
namespace {

std::optional<double> best(const store::RunRow& row, const char* metric) {
    const auto it = row.best.find(metric);
    return it == row.best.end() ? std::nullopt : std::optional(it->second);
}

bool is_number(int column) { return column >= RunsModel::ValLoss && column <= RunsModel::Time; }

QString ago(const std::string& iso) {
    const QDateTime then = QDateTime::fromString(QString::fromStdString(iso), Qt::ISODate);
    if (!then.isValid()) return kUnknown;
    const qint64 minutes = then.secsTo(QDateTime::currentDateTimeUtc()) / 60;
    if (minutes < 1) return RunsModel::tr("just now");
    if (minutes < 60) return RunsModel::tr("%1 min ago").arg(minutes);
    if (minutes < 24 * 60) return RunsModel::tr("%1 h ago").arg(minutes / 60);
    return RunsModel::tr("%1 d ago").arg(minutes / (24 * 60));
}

}  // namespace

QString statusText(const std::string& status) {
    static const std::pair<const char*, const char*> words[] = {
        {"running", QT_TRANSLATE_NOOP("RunsModel", "running")},   {"finished", QT_TRANSLATE_NOOP("RunsModel", "done")},
        {"stopped", QT_TRANSLATE_NOOP("RunsModel", "stopped")},   {"interrupted", QT_TRANSLATE_NOOP("RunsModel", "interrupted")},
        {"diverged", QT_TRANSLATE_NOOP("RunsModel", "diverged")}, {"failed", QT_TRANSLATE_NOOP("RunsModel", "failed")},
    };
    for (const auto& [word, text] : words)
        if (status == word) return RunsModel::tr(text);
    return QString::fromStdString(status);
}

void RunsModel::setRuns(std::vector<store::RunRow> runs) {
    beginResetModel();
    runs_ = std::move(runs);
    endResetModel();
}

void RunsModel::remove(const std::set<std::string>& runs) {
    beginResetModel();
    std::erase_if(runs_, [&](const store::RunRow& row) { return runs.count(row.id) > 0; });
    endResetModel();
}

void RunsModel::retranslate() {
    beginResetModel();
    endResetModel();
}

QString RunsModel::text(const store::RunRow& row, int column) const {
    const auto number = [](std::optional<double> value) { return value ? numberText(*value) : kUnknown; };
    switch (column) {
        case Run: return QString::fromStdString(row.id);
        case Project: return QString::fromStdString(row.name);
        case State: return statusText(row.status);
        case ValLoss: return number(best(row, "val_loss"));
        case ValAccuracy: return best(row, "val_accuracy") ? percentText(*best(row, "val_accuracy")) : kUnknown;
        case TrainLoss: return number(best(row, "train_loss"));
        case Steps: return countText(int64_t(row.steps));
        case Time: return durationText(row.seconds);
        case Data: return QString::fromStdString(row.data_name);
        case Device: return QString::fromStdString(row.device);
        case Seed: return QString::number(row.seed);
        default: return ago(row.started);
    }
}

QVariant RunsModel::sortKey(const store::RunRow& row, int column) const {
    const auto number = [](std::optional<double> value) { return value.value_or(std::numeric_limits<double>::infinity()); };
    switch (column) {
        case ValLoss: return number(best(row, "val_loss"));
        case ValAccuracy: return best(row, "val_accuracy").value_or(-1);
        case TrainLoss: return number(best(row, "train_loss"));
        case Steps: return qulonglong(row.steps);
        case Time: return row.seconds;
        case Seed: return qulonglong(row.seed);
        case When: return QString::fromStdString(row.started);
        default: return text(row, column);
    }
}

QVariant RunsModel::data(const QModelIndex& index, int role) const {
    const store::RunRow& row = runs_[size_t(index.row())];
    const bool bad = row.status == "diverged" || row.status == "failed";
    switch (role) {
        case Qt::DisplayRole: return text(row, index.column());
        case kSortRole: return sortKey(row, index.column());
        case Qt::TextAlignmentRole: return int((is_number(index.column()) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
        case Qt::FontRole: return is_number(index.column()) || index.column() == Run ? lookFont("small", 400, true) : QVariant();
        case Qt::ToolTipRole: return index.column() == State && !row.message.empty() ? QString::fromStdString(row.message) : QString::fromStdString(row.id + ", " + row.started);
        case Qt::DecorationRole:
            if (index.column() != State) return {};
            return bad ? themedIcon("error", "semantic.error") : row.status == "finished" ? themedIcon("ok", "semantic.ok") : row.status == "running" ? themedIcon("train", "accent.base") : themedIcon("pause", "semantic.warning");
        case Qt::ForegroundRole: return index.column() == State && bad ? Theme::instance().tokens().color("semantic.error") : QVariant();
        default: return {};
    }
}

QVariant RunsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return int((is_number(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
        case Run: return tr("run");
        case Project: return tr("project");
        case State: return tr("state");
        case ValLoss: return tr("val loss");
        case ValAccuracy: return tr("val acc");
        case TrainLoss: return tr("train loss");
        case Steps: return tr("steps");
        case Time: return tr("time");
        case Data: return tr("data");
        case Device: return tr("device");
        case Seed: return tr("seed");
        default: return tr("when");
    }
}

}  // namespace saddle::app

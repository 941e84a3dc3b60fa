#include "app/panels/runs_model.h"

#include <QColor>
#include <QDateTime>
#include <QFont>
#include <QRegularExpression>
#include <algorithm>
#include <cmath>
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

QString joined(const std::set<std::string>& tags) {
    QStringList list;
    for (const std::string& tag : tags) list << QString::fromStdString(tag);
    return list.join(' ');
}

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
    const bool same = !runs_.empty() && std::equal(runs.begin(), runs.end(), runs_.begin(), runs_.end(), [](const auto& a, const auto& b) { return a.id == b.id; });
    if (!same) beginResetModel();
    runs_ = std::move(runs);
    readValues();
    if (same) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    else endResetModel();
}

void RunsModel::remove(const std::set<std::string>& runs) {
    beginResetModel();
    std::erase_if(runs_, [&](const store::RunRow& row) { return runs.count(row.id) > 0; });
    readValues();
    endResetModel();
}

void RunsModel::setValues(std::vector<std::string> names) {
    beginResetModel();
    values_ = std::move(names);
    readValues();
    endResetModel();
}

void RunsModel::readValues() {
    wanted_.assign(values_.size(), {});
    for (size_t column = 0; column < values_.size(); ++column)
        for (const store::RunRow& run : runs_) {
            const auto text = store::value_of(run, values_[column]);
            const auto number = store::number_of(run, values_[column]);
            const bool written = text && std::isnan(*number) && *text != "nan" && *text != "-nan";
            wanted_[column].numeric &= !written;
            wanted_[column].texts.push_back(!text ? kUnknown : written ? QString::fromStdString(*text) : numberText(*number));
            wanted_[column].numbers.push_back(number && !std::isnan(*number) ? *number : std::numeric_limits<double>::infinity());
        }
}

std::vector<std::string> RunsModel::knownValues() const {
    std::set<std::string> best, settings;
    std::set<std::string> read;   // most runs have the settings of another one
    for (const store::RunRow& run : runs_) {
        for (const auto& [name, value] : run.best) best.insert(name);
        if (read.size() < 200 && read.insert(run.settings_json).second)
            for (std::string& name : store::setting_names(run)) settings.insert(std::move(name));
    }
    std::vector<std::string> names(best.begin(), best.end());
    names.insert(names.end(), settings.begin(), settings.end());
    return names;
}

void RunsModel::setCurve(const std::string& run, QList<double> curve) {
    for (int i = 0; i < int(runs_.size()); ++i)
        if (runs_[size_t(i)].id == run) {
            curves_[run] = {runs_[size_t(i)].steps, std::move(curve)};
            Q_EMIT dataChanged(index(i, Curve), index(i, Curve));
            return;
        }
}

bool RunsModel::hasCurve(const store::RunRow& run) const {
    const auto it = curves_.find(run.id);
    return it != curves_.end() && it->second.steps == run.steps;
}

void RunsModel::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    if (!runs_.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

QString RunsModel::text(int at, int column) const {
    if (column >= kColumns) return wanted_[size_t(column - kColumns)].texts[size_t(at)];
    const store::RunRow& row = runs_[size_t(at)];
    const auto number = [](std::optional<double> value) { return value ? numberText(*value) : kUnknown; };
    switch (column) {
        case Run: return QString::fromStdString(row.id);
        case Project: return QString::fromStdString(row.name);
        case State: return statusText(row.status);
        case Curve: return {};
        case ValLoss: return number(best(row, "val_loss"));
        case ValAccuracy: return best(row, "val_accuracy") ? percentText(*best(row, "val_accuracy")) : kUnknown;
        case TrainLoss: return number(best(row, "train_loss"));
        case Steps: return countText(int64_t(row.steps));
        case Time: return durationText(row.seconds);
        case Tags: return joined(row.tags);
        case Note: return QString::fromStdString(row.note).section('\n', 0, 0);
        case Data: return QString::fromStdString(row.data_name);
        case Device: return QString::fromStdString(row.device);
        case Seed: return QString::number(row.seed);
        default: return ago(row.removed.empty() ? row.started : row.removed);
    }
}

QVariant RunsModel::sortKey(int at, int column) const {
    const auto number = [](std::optional<double> value) { return value.value_or(std::numeric_limits<double>::infinity()); };
    const store::RunRow& row = runs_[size_t(at)];
    if (column >= kColumns && wanted_[size_t(column - kColumns)].numeric) return wanted_[size_t(column - kColumns)].numbers[size_t(at)];
    switch (column) {
        case ValLoss: return number(best(row, "val_loss"));
        case ValAccuracy: return best(row, "val_accuracy").value_or(-1);
        case Curve:
        case TrainLoss: return number(best(row, "train_loss"));
        case Steps: return qulonglong(row.steps);
        case Time: return row.seconds;
        case Seed: return qulonglong(row.seed);
        case When: return QString::fromStdString(row.removed.empty() ? row.started : row.removed);
        default: return text(at, column);
    }
}

QVariant RunsModel::data(const QModelIndex& index, int role) const {
    const store::RunRow& row = runs_[size_t(index.row())];
    const int column = index.column();
    const bool bad = row.status == "diverged" || row.status == "failed";
    switch (role) {
        case Qt::DisplayRole: return text(index.row(), column);
        case Qt::EditRole: return column == Note ? QString::fromStdString(row.note) : text(index.row(), column);
        case kSortRole: return sortKey(index.row(), column);
        case kCurveRole: {
            const auto it = curves_.find(row.id);
            return it == curves_.end() ? QVariant() : QVariant::fromValue(it->second.values);
        }
        case Qt::TextAlignmentRole: return int((isNumber(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
        case Qt::FontRole: return isNumber(column) || column == Run || column == Seed ? lookFont("small", 400, true) : QVariant();
        case Qt::ToolTipRole: {
            if (column == Curve) return tr("Training loss over the run, on a scale of its own");
            if (column == Tags) return tr("Words to find runs by, apart by spaces: tag:cnn in the filter. F2 or a double-click edits them.");
            if (column == Note) return row.note.empty() ? tr("F2 or a double-click writes a note.") : QString::fromStdString(row.note);
            if (column == State && !row.message.empty()) return QString::fromStdString(row.message);
            QString about = QString::fromStdString(row.id + ", " + row.started);
            if (!row.forked_from.empty()) about += '\n' + tr("forked from run %1 at step %2").arg(QString::fromStdString(row.forked_from)).arg(row.forked_step);
            return about;
        }
        case Qt::DecorationRole:
            if (column != State) return {};
            return bad ? themedIcon("error", "semantic.error") : row.status == "finished" ? themedIcon("ok", "semantic.ok") : row.status == "running" ? themedIcon("train", "accent.base") : themedIcon("pause", "semantic.warning");
        case Qt::ForegroundRole: {
            const bool wrong = (column == State && bad) || (isNumber(column) && text(index.row(), column) == numberText(std::numeric_limits<double>::quiet_NaN()));
            return wrong ? Theme::instance().tokens().color("semantic.error") : QVariant();
        }
        default: return {};
    }
}

Qt::ItemFlags RunsModel::flags(const QModelIndex& index) const {
    const bool written = index.isValid() && (index.column() == Tags || index.column() == Note) && runs_[size_t(index.row())].removed.empty();
    return QAbstractTableModel::flags(index) | (written ? Qt::ItemIsEditable : Qt::NoItemFlags);
}

bool RunsModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::EditRole || !(flags(index) & Qt::ItemIsEditable)) return false;
    store::RunRow& row = runs_[size_t(index.row())];
    const QString run = QString::fromStdString(row.id), text = value.toString().trimmed();
    if (index.column() == Note) {
        if (text.toStdString() == row.note) return true;
        row.note = text.toStdString();
        Q_EMIT noteWritten(run, text);
    } else {
        static const QRegularExpression apart("[\\s\"()<>=!:,]+");   // signs of the filter language
        const QStringList before = joined(row.tags).split(' ', Qt::SkipEmptyParts), after = text.split(apart, Qt::SkipEmptyParts);
        row.tags.clear();
        for (const QString& tag : after) row.tags.insert(tag.toStdString());
        Q_EMIT tagsWritten(run, before, after);
    }
    Q_EMIT dataChanged(index, index);
    return true;
}

QVariant RunsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return int((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    if (section >= kColumns) return QString::fromStdString(values_[size_t(section - kColumns)]);
    switch (section) {
        case Run: return tr("run");
        case Project: return tr("project");
        case State: return tr("state");
        case Curve: return tr("curve");
        case Tags: return tr("tags");
        case Note: return tr("note");
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

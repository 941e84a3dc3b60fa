#include "app/panels/fields/parse_value.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>
#include <algorithm>
#include <cmath>

#include "app/shell/number_text.h"

namespace saddle::app {
namespace {

struct ParseValue {
    Q_DECLARE_TR_FUNCTIONS(ParseValue)
};

QString plain(double value) { return QString::number(value, 'g', 12); }

bool inside(const ops::AttributeDef& def, double value, QString& problem) {
    if (value >= def.low && value <= def.high) return true;
    problem = value < def.low ? ParseValue::tr("%1 is less than %2, the smallest allowed").arg(plain(value), plain(def.low)) : ParseValue::tr("%1 is more than %2, the largest allowed").arg(plain(value), plain(def.high));
    return false;
}

template <class T>
std::optional<T> number(const ops::AttributeDef& def, const QString& text, QString& problem, const Names& names) {
    if (text.trimmed().isEmpty()) {
        problem = ParseValue::tr("Write a number");
        return std::nullopt;
    }
    bool ok = false;
    double real = text.trimmed().toDouble(&ok);
    if (!ok) {
        const auto value = evaluate(text, names, problem);
        if (!value) return std::nullopt;
        real = *value;
    }
    if (!std::isfinite(real)) problem = ParseValue::tr("\"%1\" is not a number").arg(text.trimmed());
    else if (std::is_same_v<T, int64_t> && real != std::floor(real)) problem = ParseValue::tr("%1 is not a whole number").arg(plain(real));
    else if (inside(def, real, problem)) return T(real);
    return std::nullopt;
}

template <class T>
std::optional<AttributeValue> list(const ops::AttributeDef& def, QString text, QString& problem, const Names& names) {
    static const QRegularExpression plain_list("^[-\\d.eE\\s,;x×]*$"), between("[,; x×]+"), between_expressions("[,;]+");
    std::vector<T> values;
    text.remove('[').remove(']');
    for (const QString& part : text.split(plain_list.match(text).hasMatch() ? between : between_expressions, Qt::SkipEmptyParts)) {
        const auto value = number<T>(def, part, problem, names);
        if (!value) return std::nullopt;
        values.push_back(*value);
    }
    if (!values.empty()) return values;
    problem = ParseValue::tr("Write one number or several, with commas");
    return std::nullopt;
}

}  // namespace

std::optional<AttributeValue> parseValue(const ops::AttributeDef& def, const QString& text, QString& problem, const Names& names) {
    problem.clear();
    if (std::holds_alternative<int64_t>(def.fallback)) {
        if (text.trimmed() == "classes") return std::string("classes");
        if (const auto value = number<int64_t>(def, text, problem, names)) return *value;
        return std::nullopt;
    }
    if (std::holds_alternative<double>(def.fallback)) {
        if (const auto value = number<double>(def, text, problem, names)) return *value;
        return std::nullopt;
    }
    if (std::holds_alternative<std::vector<int64_t>>(def.fallback)) return list<int64_t>(def, text, problem, names);
    if (std::holds_alternative<std::vector<double>>(def.fallback)) return list<double>(def, text, problem, names);
    return text.toStdString();
}

QString valueText(const AttributeValue& value) {
    QString text = QString::fromStdString(to_string(value));
    if (text.startsWith('[') && text.endsWith(']')) text = text.mid(1, text.size() - 2);
    return text;
}

QString stepped(const ops::AttributeDef& def, const QString& text, int steps) {
    bool ok = false;
    const double value = text.toDouble(&ok);
    if (!ok) return {};
    const bool real = std::holds_alternative<double>(def.fallback) || std::holds_alternative<std::vector<double>>(def.fallback);
    const double step = !real ? 1 : value == 0 ? 0.01 : std::pow(10.0, std::floor(std::log10(std::abs(value))) - 1);
    return plain(std::clamp(value + steps * step, def.low, def.high));
}

}  // namespace saddle::app

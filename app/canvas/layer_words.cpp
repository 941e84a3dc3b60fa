#include "app/canvas/layer_words.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <algorithm>

#include "app/bridge/text.h"
#include "app/panels/fields/parse_value.h"

namespace saddle::app {
namespace {

struct LayerWords {
    Q_DECLARE_TR_FUNCTIONS(LayerWords)
};

constexpr int kByName = 3, kByHelp = 5;   // the worst rank of a match in the name, and in family or help

/// Lower is better; negative: no match.
int rank(const ops::LayerDef& layer, const QString& text) {
    if (text.isEmpty()) return 0;
    const QString name = qt(layer.name);
    if (name.compare(text, Qt::CaseInsensitive) == 0) return 0;
    if (name.startsWith(text, Qt::CaseInsensitive)) return 1;
    if (name.contains(text, Qt::CaseInsensitive)) return 2;
    QString capitals;
    for (const QChar c : name)
        if (c.isUpper() || c.isDigit()) capitals += c;
    if (capitals.startsWith(text, Qt::CaseInsensitive)) return 3;
    if (qt(layer.family).startsWith(text, Qt::CaseInsensitive)) return kByHelp - 1;
    if (text.size() > 2 && qt(layer.summary).contains(text, Qt::CaseInsensitive)) return kByHelp;
    return -1;
}

LayerList ranked(const LayerList& among, const QString& text, int worst) {
    std::vector<std::pair<int, std::shared_ptr<const ops::LayerDef>>> list;
    for (const auto& layer : among)
        if (const int r = rank(*layer, text.trimmed()); r >= 0 && r <= worst) list.emplace_back(r, layer);
    std::stable_sort(list.begin(), list.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    LayerList found;
    for (auto& [r, layer] : list) found.push_back(std::move(layer));
    return found;
}

/// Of `names` the one that `text` is or alone begins; else a sentence in `problem`, made of `none` (of text) where there is none.
QString chosen(const QStringList& names, const QString& text, const QString& none, QString& problem) {
    QStringList fitting;
    for (const QString& name : names) {
        if (name.compare(text, Qt::CaseInsensitive) == 0) return name;
        if (name.startsWith(text, Qt::CaseInsensitive)) fitting << name;
    }
    if (fitting.size() == 1) return fitting.front();
    problem = fitting.isEmpty() ? none : LayerWords::tr("\"%1\" may be %2").arg(text, fitting.join(LayerWords::tr(" or ")));
    return {};
}

std::optional<AttributeValue> value_of(const ops::AttributeDef& def, const QString& text, QString& problem) {
    if (std::holds_alternative<bool>(def.fallback)) {
        for (const auto& [word, value] : {std::pair("true", true), {"yes", true}, {"on", true}, {"1", true}, {"false", false}, {"no", false}, {"off", false}, {"0", false}})
            if (text.compare(QLatin1String(word), Qt::CaseInsensitive) == 0) return value;
        problem = LayerWords::tr("\"%1\" is not yes or no").arg(text);
        return std::nullopt;
    }
    if (def.choices.empty()) return parseValue(def, text, problem);
    QStringList choices;
    for (const std::string& choice : def.choices) choices << qt(choice);
    const QString choice = chosen(choices, text, LayerWords::tr("\"%1\" is none of %2").arg(text, choices.join(", ")), problem);
    return choice.isEmpty() ? std::nullopt : std::optional<AttributeValue>(choice.toStdString());
}

}  // namespace

LayerList find_layers(const LayerList& among, const QString& text) { return ranked(among, text, kByHelp); }

NamedLayers named_layers(const LayerList& among, const QString& text) {
    static const QRegularExpression around_equals("\\s*=\\s*"), value_only("^[-+.\\d\\[\"]|=");
    const QStringList words = QString(text).replace(around_equals, "=").split(' ', Qt::SkipEmptyParts);
    qsizetype names = words.isEmpty() ? 0 : 1;
    while (names < words.size() && !value_only.match(words[names]).hasMatch()) ++names;
    for (const qsizetype all = names;; --names) {   // words of the help stand alone: after them comes no value in words
        LayerList layers = ranked(among, words.mid(0, names).join(' '), names == all ? kByHelp : kByName);
        if (!layers.empty() || names <= 1) return {std::move(layers), words.mid(names)};
    }
}

LayerValues layer_values(const ops::LayerDef& layer, const QStringList& values) {
    LayerValues read;
    QStringList names;
    for (const ops::AttributeDef& def : layer.attributes) names << qt(def.name);
    std::vector<std::pair<size_t, QString>> given;   // attribute and text
    QStringList bare;
    for (const QString& word : values) {
        const qsizetype equals = word.indexOf('=');
        if (equals < 0) {
            bare << word;
            continue;
        }
        const QString key = word.left(equals), name = chosen(names, key, LayerWords::tr("%1 has no attribute \"%2\"").arg(qt(layer.name), key), read.problem);
        if (name.isEmpty()) return read;
        given.emplace_back(size_t(names.indexOf(name)), word.mid(equals + 1));
    }
    const auto named = [&](size_t i) { return std::any_of(given.begin(), given.end(), [&](const auto& g) { return g.first == i; }); };
    std::vector<size_t> free;
    for (size_t i = 0; i < layer.attributes.size(); ++i)
        if (!named(i)) free.push_back(i);
    if (size_t(bare.size()) > free.size()) {
        read.problem = names.isEmpty() ? LayerWords::tr("%1 takes no values").arg(qt(layer.name)) : LayerWords::tr("%1 has no attribute left for \"%2\"").arg(qt(layer.name), bare[qsizetype(free.size())]);
        return read;
    }
    for (qsizetype i = 0; i < bare.size(); ++i) given.emplace_back(free[size_t(i)], bare[i]);
    for (const auto& [index, text] : given) {
        const ops::AttributeDef& def = layer.attributes[index];
        QString problem;
        const auto value = value_of(def, text, problem);
        if (!value) {
            read.problem = LayerWords::tr("%1: %2").arg(qt(def.name), problem);
            return read;
        }
        read.attributes[def.name] = *value;
    }
    return read;
}

}  // namespace saddle::app

#include "app/panels/fields/reference.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>
#include <algorithm>

#include "app/document/drawing.h"
#include "app/panels/fields/parse_value.h"

namespace saddle::app {
namespace {

struct Reference {
    Q_DECLARE_TR_FUNCTIONS(Reference)
};

/// What keeps `def` from taking `value`; empty: nothing.
QString misfit(const ops::AttributeDef& def, const AttributeValue& value) {
    QString problem;
    const QString text = valueText(value);
    if (std::holds_alternative<bool>(def.fallback)) {
        if (!std::holds_alternative<bool>(value)) problem = Reference::tr("\"%1\" is neither true nor false").arg(text);
    } else if (!def.choices.empty()) {
        if (!std::count(def.choices.begin(), def.choices.end(), text.toStdString())) problem = Reference::tr("\"%1\" is none of the choices").arg(text);
    } else {
        parseValue(def, text, problem);
    }
    return problem;
}

}  // namespace

QStringList references(const ops::AttributeDef& def, const Attributes& around) {
    QStringList list;
    for (const auto& [name, value] : around)
        if (misfit(def, value).isEmpty()) list << '$' + QString::fromStdString(name);
    return list;
}

QString referenceProblem(const ops::AttributeDef& def, const QString& typed, const Attributes& around) {
    const QString text = typed.trimmed();
    if (around.empty()) return Reference::tr("A name with $ is an attribute of the group around a node: there is none here");
    static const QRegularExpression alone("^\\$\\w+$");
    if (!alone.match(text).hasMatch()) return Reference::tr("An attribute of the group stands alone, without arithmetic: %1").arg('$' + QString::fromStdString(around.begin()->first));
    const AttributeValue* value = referredTo(text.toStdString(), around);
    if (!value) {
        QStringList known;
        for (const auto& [name, each] : around) known << '$' + QString::fromStdString(name);
        return Reference::tr("The group has no %1, but: %2").arg(text, known.join(", "));
    }
    const QString problem = misfit(def, *value);
    return problem.isEmpty() ? QString() : QStringLiteral("%1 = %2: %3").arg(text, valueText(*value), problem);
}

}  // namespace saddle::app

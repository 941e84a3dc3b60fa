#include "app/shell/theme/style_sheet.h"

#include <QFile>
#include <QRegularExpression>

#include "app/shell/theme/theme.h"
#include "engine/api/core.h"

namespace saddle::app {

QString styleSheet(const Tokens& tokens) {
    QFile file(":/theme/style.qss");
    SADDLE_ASSERT(file.open(QIODevice::ReadOnly), "the program's own style.qss is missing");
    const QString text = QString::fromUtf8(file.readAll());
    static const QRegularExpression placeholder("@([A-Za-z.]+)@");
    QString result;
    qsizetype from = 0;
    for (auto it = placeholder.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const QString name = match.captured(1), group = name.section('.', 0, 0);
        result += text.mid(from, match.capturedStart() - from);
        if (name == "font.mono") result += '"' + tokens.font("mono", 1, 400).families().join("\", \"") + '"';
        else if (group == "font") result += QString::number(lookFont(name.section('.', -1)).pixelSize());
        else if (group == "size" || group == "radius") result += QString::number(tokens.number(name));
        else result += tokens.color(name).name();
        from = match.capturedEnd();
    }
    return result + text.mid(from);
}

}  // namespace saddle::app

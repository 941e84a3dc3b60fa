#include "app/shell/language.h"

#include <QCoreApplication>
#include <QFontDatabase>
#include <QLibraryInfo>
#include <QLocale>

#include "engine/api/core.h"

// The library is static: naming its resources keeps the linker from dropping them. Must not be in a namespace.
static void keep_resources() { Q_INIT_RESOURCE(translations); }

namespace saddle::app {

/// Qt asks with the whole name of a class, lupdate files texts under what it sees around them: the class without its
/// namespace, its Impl, or the namespace alone.
QString Translator::translate(const char* context, const char* text, const char* disambiguation, int n) const {
    static const QByteArray space = "saddle::app";
    const QByteArray name = QByteArray(context).startsWith(space + "::") ? context + space.size() + 2 : context;
    for (const QByteArray& filed : {name, name + "::Impl", space})
        if (const QString found = QTranslator::translate(filed, text, disambiguation, n); !found.isEmpty()) return found;
    return {};
}

Language& Language::instance() {
    keep_resources();
    static Language* language = new Language;
    return *language;
}

const std::vector<std::pair<QString, QString>>& Language::all() {
    static const std::vector<std::pair<QString, QString>> list{{"en", "English"}, {"zh_CN", QString::fromUtf8("简体中文")}};
    return list;
}

bool Language::hasChineseFont() { return !QFontDatabase::families(QFontDatabase::SimplifiedChinese).isEmpty(); }

void Language::choose(const QString& wanted) {
    QString code = wanted.isEmpty() ? QLocale::system().name() : wanted;
    if (code.startsWith("zh")) code = "zh_CN";
    if (code != "zh_CN") code = "en";
    if (code == code_) return;
    code_ = code;
    QCoreApplication::removeTranslator(&own_);
    QCoreApplication::removeTranslator(&qt_);
    SADDLE_ASSERT(own_.load(":/translations/saddlepoint_" + code + ".qm"), "the program's own translation is missing");   // English has plural forms
    QCoreApplication::installTranslator(&own_);
    if (chinese() && qt_.load("qtbase_zh_CN", QLibraryInfo::path(QLibraryInfo::TranslationsPath))) QCoreApplication::installTranslator(&qt_);
    QLocale::setDefault(QLocale(chinese() ? "zh_CN" : "en_US"));
    Q_EMIT changed();
}

void translated(QObject* owner, std::function<void()> setTexts) {
    setTexts();
    QObject::connect(&Language::instance(), &Language::changed, owner, std::move(setTexts));
}

QString catalogText(const std::string& english) { return english.empty() ? QString() : QCoreApplication::translate("catalog", english.c_str()); }

}  // namespace saddle::app

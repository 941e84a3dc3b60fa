#pragma once
// The language of the running program, switchable without a restart.
#include <QObject>
#include <QTranslator>
#include <functional>

namespace saddle::app {

class Translator : public QTranslator {
public:
    QString translate(const char* context, const char* text, const char* disambiguation, int n) const override;
};

class Language : public QObject {
    Q_OBJECT
public:
    static Language& instance();
    /// "en" or "zh_CN"; empty: the system's, English where we have no translation. To be called once at the start.
    void choose(const QString& code);
    QString code() const { return code_; }
    bool chinese() const { return code_ == "zh_CN"; }
    /// Whether a font that is installed can show Chinese.
    static bool hasChineseFont();
    /// (code, name in its own language)
    static const std::vector<std::pair<QString, QString>>& all();

Q_SIGNALS:
    void changed();

private:
    Language() = default;
    QString code_;
    Translator own_;
    QTranslator qt_;
};

/// Sets texts now and whenever the language changes, as long as `owner` lives.
void translated(QObject* owner, std::function<void()> setTexts);
/// Texts of the catalogue (layers, attributes, optimizers) and of the live views, which are made without Qt.
QString catalogText(const std::string& english);

}  // namespace saddle::app

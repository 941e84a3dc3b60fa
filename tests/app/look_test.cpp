// Theme, language and manners of the whole window.
#include "tests/app/window_fixture.h"

#include <QAbstractButton>
#include <QDirIterator>
#include <QLabel>
#include <QMenu>
#include <QRegularExpression>
#include <QXmlStreamReader>

#include "app/shell/theme/style_sheet.h"
#include "engine/api/catalog.h"
#include "engine/api/schedules.h"

namespace saddle::app {
namespace {

/// Mean lightness of a picture.
double lightness(const QImage& image) {
    double sum = 0;
    for (int y = 0; y < image.height(); y += 8)
        for (int x = 0; x < image.width(); x += 8) sum += image.pixelColor(x, y).lightness();
    return sum / (double(image.width() / 8) * double(image.height() / 8));
}

TEST_F(Window, ThemesSwitchAndAreRemembered) {
    // The live views follow with their next frame.
    const auto isDark = [&] { return lightness(window->grab().toImage()) < 60; };
    const auto isLight = [&] { return lightness(window->grab().toImage()) > 190; };
    openProject("vision/lenet5.json");
    EXPECT_TRUE(QTest::qWaitFor(isDark, 20000));
    window->actions().themeLight->trigger();
    EXPECT_TRUE(QTest::qWaitFor(isLight, 20000));
    EXPECT_EQ(QSettings().value("theme").toString(), "light");
    EXPECT_TRUE(window->actions().themeLight->isChecked());
    window->actions().switchTheme->trigger();
    EXPECT_TRUE(QTest::qWaitFor(isDark, 20000));
}

TEST_F(Window, EveryColourComesFromTheTokens) {
    for (const ThemeName theme : {ThemeName::Dark, ThemeName::Light}) {
        const QString sheet = styleSheet(Tokens(theme));   // an unknown name asserts
        EXPECT_FALSE(sheet.contains('@'));
    }
    QFile source(":/theme/style.qss");
    ASSERT_TRUE(source.open(QIODevice::ReadOnly));
    EXPECT_FALSE(QString(source.readAll()).contains(QRegularExpression("#[0-9A-Fa-f]{6}"))) << "no hex in the sheet";
}

TEST_F(Window, TheLanguageSwitchesWithoutARestart) {
    openProject("vision/lenet5.json");
    Language::instance().choose("zh_CN");
    QTest::qWait(0);   // widgets of Qt learn of it by an event
    EXPECT_EQ(window->actions().train->text(), QString::fromUtf8("训练(&T)"));
    EXPECT_EQ(window->panels().docks().front()->windowTitle(), QString::fromUtf8("层"));
    EXPECT_EQ(canvas().action(CanvasVerb::Fit)->text(), QString::fromUtf8("适合窗口"));
    Language::instance().choose("en");
    EXPECT_EQ(window->actions().train->text(), "&Train");
    EXPECT_EQ(window->panels().docks().front()->windowTitle(), "Layers");
}

TEST_F(Window, EveryActionHasATooltipAndEveryControlAName) {
    openProject("vision/lenet5.json");
    for (const QString language : {"en", "zh_CN"}) {
        Language::instance().choose(language);
        QStringList nameless;
        for (QAction* action : window->findChildren<QAction*>())
            if (!action->isSeparator() && !action->text().isEmpty() && action->shortcut().isEmpty() && action->toolTip().isEmpty()) nameless << action->text();
        for (QAction* action : window->actions().all()) EXPECT_GT(action->toolTip().size(), 3) << action->text().toStdString();
        for (QAbstractButton* button : window->findChildren<QAbstractButton*>())
            if (button->isVisible() && button->text().isEmpty() && button->accessibleName().isEmpty() && button->toolTip().isEmpty() && !QString(button->metaObject()->className()).startsWith("QTabBar") && button->parent() && !button->objectName().startsWith("qt_") &&
                !QString(button->parent()->metaObject()->className()).contains("QLineEdit"))
                nameless << QString("%1 in %2").arg(button->metaObject()->className(), button->parent()->metaObject()->className());
        EXPECT_TRUE(nameless.isEmpty()) << nameless.join("; ").toStdString();
    }
    Language::instance().choose("en");
}

TEST_F(Window, NoTwoActionsShareAShortcut) {
    openProject("vision/lenet5.json");
    QHash<QString, QString> taken;
    std::vector<QAction*> actions = window->actions().all();
    for (int verb = int(CanvasVerb::AddLayer); verb <= int(CanvasVerb::ExportImage); ++verb) actions.push_back(canvas().action(CanvasVerb(verb)));
    for (QAction* action : actions) {
        const QString keys = action->shortcut().toString();
        if (keys.isEmpty()) continue;
        EXPECT_FALSE(taken.contains(keys)) << keys.toStdString() << ": " << taken[keys].toStdString() << " and " << action->text().toStdString();
        taken[keys] = action->text();
    }
}

TEST(Translations, NothingIsLeftUntranslated) {
    for (const QString& file : QDir(SADDLE_SOURCE_DIR "/app/shell/translations").entryList({"*.ts"})) {
        QFile source(QString(SADDLE_SOURCE_DIR "/app/shell/translations/") + file);
        ASSERT_TRUE(source.open(QIODevice::ReadOnly));
        QXmlStreamReader xml(&source);
        QString text;
        int translated = 0;
        while (!xml.atEnd()) {
            if (xml.readNext() != QXmlStreamReader::StartElement) continue;
            if (xml.name() == QLatin1String("source")) text = xml.readElementText();
            else if (xml.name() == QLatin1String("translation")) {
                EXPECT_NE(xml.attributes().value("type"), QLatin1String("unfinished")) << file.toStdString() << ": " << text.toStdString();
                ++translated;
            }
        }
        EXPECT_FALSE(xml.hasError()) << file.toStdString() << ": " << xml.errorString().toStdString();
        EXPECT_GT(translated, 10);
    }
}

TEST(Translations, TheCatalogueSpeaksChinese) {
    Language::instance().choose("zh_CN");
    std::set<std::string> missing;
    size_t known = 0;
    const std::set<std::string> names{"Alpha", "Beta 1", "Beta 2", "Nesterov", "Rho"};   // are the same in both
    const auto check = [&](const std::string& text) {
        ++known;
        if (text.size() > 2 && !names.count(text) && catalogText(text) == QString::fromStdString(text)) missing.insert(text);
    };
    const auto check_all = [&](const std::vector<ops::AttributeDef>& attributes) {
        for (const ops::AttributeDef& a : attributes)
            for (const std::string& text : {a.label, a.help}) check(text);
    };
    for (const ops::LayerDef& layer : ops::all_layers()) {
        check(layer.summary);
        check_all(layer.attributes);
    }
    for (const ops::OptimizerDef& optimizer : ops::all_optimizers()) check_all(optimizer.attributes);
    for (const train::ScheduleDef& schedule : train::all_schedules()) check_all(schedule.attributes);
    Language::instance().choose("en");
    std::string list;
    for (const std::string& text : missing) list += "\n  " + text;
    std::printf("%zu texts of the catalogue have no Chinese in catalog_zh_CN.ts:%s\n", missing.size(), list.c_str());
    EXPECT_LT(missing.size(), known / 5) << "of " << known;
}

TEST(Translations, TheLiveViewsSpeakChinese) {
    Language::instance().choose("zh_CN");
    static const QRegularExpression text("\\btr\\(\"((?:[^\"\\\\]|\\\\.)+)\"\\)");
    int known = 0;
    QStringList missing;
    for (QDirIterator it(SADDLE_SOURCE_DIR "/viz", {"*.cpp"}, QDir::Files, QDirIterator::Subdirectories); it.hasNext();) {
        QFile source(it.next());
        ASSERT_TRUE(source.open(QIODevice::ReadOnly));
        for (auto match = text.globalMatch(QString::fromUtf8(source.readAll())); match.hasNext();) {
            const QString english = match.next().captured(1).replace("\\u2026", QChar(0x2026));
            ++known;
            if (english.size() > 2 && QCoreApplication::translate("viz", english.toUtf8()) == english) missing << english;
        }
    }
    Language::instance().choose("en");
    missing.removeDuplicates();
    if (!missing.isEmpty()) std::printf("texts of the views without Chinese in catalog_zh_CN.ts:\n  %s\n", missing.join("\n  ").toUtf8().constData());
    EXPECT_GT(known, 40);
    EXPECT_LT(missing.size(), known / 5);
}

}  // namespace
}  // namespace saddle::app

// The window's manners: shortcuts to choose, help, the tour, names and tooltips of everything, what is remembered.
#include "tests/app/window_fixture.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QTableView>
#include <QTextBrowser>
#include <QToolBar>
#include <QToolButton>

#include "app/panels/help_panel.h"
#include "app/shell/ready_projects.h"
#include "app/shell/screen_key.h"
#include "app/shell/shortcuts.h"
#include "app/shell/shortcuts_dialog.h"
#include "app/shell/tour.h"
#include "engine/api/catalog.h"

namespace saddle::app {
namespace {

class Shell : public Window {
protected:
    ShortcutsDialog* shortcuts() {
        window->actions().shortcuts->trigger();
        auto* dialog = window->findChild<ShortcutsDialog*>();
        EXPECT_TRUE(dialog && QTest::qWaitForWindowExposed(dialog));
        return dialog;
    }
    static void choose(ShortcutsDialog& dialog, const QString& command) {
        dialog.findChild<QLineEdit*>()->setText(command);
        auto* table = dialog.findChild<QTableView*>();
        for (int row = 0; row < table->model()->rowCount(); ++row)
            if (table->model()->index(row, 0).data().toString() == command) return table->selectRow(row);
        ADD_FAILURE() << "no command " << command.toStdString();
    }
    static void press(ShortcutsDialog& dialog, Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        auto* keys = dialog.findChild<QKeySequenceEdit*>("keys");
        keys->setFocus();
        QTest::keyClick(keys, key, modifiers);
        QTest::qWait(20);
    }
    static void click(QWidget& in, const QString& text) {
        for (QAbstractButton* button : in.findChildren<QAbstractButton*>())
            if (button->text() == text) return QTest::mouseClick(button, Qt::LeftButton);
        ADD_FAILURE() << "no button " << text.toStdString();
    }
};

TEST_F(Shell, AShortcutIsChangedUsedAndKept) {
    openProject("vision/lenet5.json");
    ShortcutsDialog* dialog = shortcuts();
    choose(*dialog, "Switch theme");
    press(*dialog, Qt::Key_F9);
    EXPECT_EQ(window->actions().switchTheme->shortcut(), QKeySequence(Qt::Key_F9));
    EXPECT_TRUE(window->actions().switchTheme->toolTip().endsWith("\nF9"));
    choose(*dialog, "Fit");   // of every canvas
    press(*dialog, Qt::Key_F8);
    EXPECT_EQ(canvas().action(CanvasVerb::Fit)->shortcut(), QKeySequence(Qt::Key_F8));
    dialog->close();
    window->activateWindow();
    ASSERT_TRUE(QTest::qWaitForWindowActive(window.get()));
    const bool dark = Theme::instance().tokens().dark();
    QTest::keyClick(window.get(), Qt::Key_F9);
    EXPECT_NE(Theme::instance().tokens().dark(), dark);

    window.reset();
    open();
    openProject("vision/lenet5.json");
    EXPECT_EQ(window->actions().switchTheme->shortcut(), QKeySequence(Qt::Key_F9)) << "kept in the settings";
    EXPECT_EQ(canvas().action(CanvasVerb::Fit)->shortcut(), QKeySequence(Qt::Key_F8));
    dialog = shortcuts();
    choose(*dialog, "Switch theme");
    click(*dialog, "Reset");
    EXPECT_EQ(window->actions().switchTheme->shortcut(), QKeySequence("Ctrl+Shift+D"));
    EXPECT_EQ(canvas().action(CanvasVerb::Fit)->shortcut(), QKeySequence(Qt::Key_F8));
    click(*dialog, "Reset all");
    EXPECT_EQ(canvas().action(CanvasVerb::Fit)->shortcut(), QKeySequence(Qt::Key_F));
    EXPECT_FALSE(hasUserKeys(*canvas().action(CanvasVerb::Fit)));
}

TEST_F(Shell, KeysThatAreTakenAreNamedAndCanBeTakenOver) {
    openProject("vision/lenet5.json");
    ShortcutsDialog* dialog = shortcuts();
    choose(*dialog, "Switch theme");
    press(*dialog, Qt::Key_F5);
    EXPECT_EQ(window->actions().switchTheme->shortcut(), QKeySequence("Ctrl+Shift+D")) << "not before it was said";
    bool named = false;
    for (QLabel* label : dialog->findChildren<QLabel*>()) named |= label->isVisible() && label->text().contains("\"Train\"");
    EXPECT_TRUE(named);
    click(*dialog, "Use it here");
    EXPECT_EQ(window->actions().switchTheme->shortcut(), QKeySequence(Qt::Key_F5));
    EXPECT_TRUE(window->actions().train->shortcut().isEmpty());
    choose(*dialog, "Switch theme");
    click(*dialog, "None");
    EXPECT_TRUE(window->actions().switchTheme->shortcut().isEmpty());
    dialog->close();
}

TEST_F(Shell, EveryCommandIsInTheShortcutsEditor) {
    openProject("vision/lenet5.json");
    ShortcutsDialog* dialog = shortcuts();
    const auto* model = dialog->findChild<QTableView*>()->model();
    QStringList listed;
    for (int row = 0; row < model->rowCount(); ++row) listed << model->index(row, 0).data().toString();
    for (QAction* action : window->actions().all()) EXPECT_TRUE(listed.contains(plainText(*action))) << action->objectName().toStdString();
    for (QAction* action : canvas().QWidget::actions()) EXPECT_TRUE(listed.contains(plainText(*action))) << action->objectName().toStdString();
    dialog->close();
}

TEST_F(Shell, F1OpensThePageOfTheSelectedLayer) {
    openProject("vision/lenet5.json");
    document().select({"conv1"});
    QTest::keyClick(&canvas(), Qt::Key_F1);
    HelpPanel* help = window->panels().help;
    ASSERT_TRUE(help->isVisible());
    const QString page_text = help->findChild<QTextBrowser*>()->toPlainText();
    EXPECT_TRUE(page_text.startsWith("Conv2d"));
    const ops::LayerDef* conv = ops::find_layer("Conv2d");
    for (const auto& attribute : conv->attributes) EXPECT_TRUE(page_text.contains(QString::fromStdString(attribute.name))) << attribute.name;
    for (const auto& port : conv->inputs) EXPECT_TRUE(page_text.contains(QString::fromStdString(port.name))) << port.name;
    EXPECT_TRUE(page_text.contains(QString::fromStdString(conv->summary)));
}

TEST_F(Shell, HelpHasAPageForEveryLayerOperatorAndOptimizer) {
    std::set<std::pair<HelpKind, std::string>> pages;
    for (const HelpTopic& topic : helpTopics()) {
        QTextDocument page_now;
        page_now.setHtml(helpHtml(topic, nullptr));
        const QString text = page_now.toPlainText();
        EXPECT_TRUE(text.startsWith(QString::fromStdString(topic.name))) << topic.name;
        EXPECT_GT(text.size(), int(topic.name.size()) + 40) << topic.name << " has nothing to say";
        EXPECT_FALSE(text.contains('<')&& text.contains("</")) << topic.name << " shows markup";
        pages.insert({topic.kind, topic.name});
    }
    for (const auto& def : ops::all_layers()) EXPECT_TRUE(pages.count({HelpKind::Layer, def.name})) << def.name;
    for (const auto& def : ops::all_ops()) EXPECT_TRUE(pages.count({HelpKind::Operator, def.name})) << def.name;
    for (const auto& def : ops::all_optimizers()) EXPECT_TRUE(pages.count({HelpKind::Optimizer, def.name})) << def.name;
}

TEST_F(Shell, HelpIsSearchedByWhatThingsDo) {
    openProject("vision/lenet5.json");
    window->actions().help->trigger();
    auto* search = window->panels().help->findChild<QLineEdit*>("helpSearch");
    QTest::keyClicks(search, "AdamW");
    QTest::keyClick(search, Qt::Key_Return);
    EXPECT_TRUE(window->panels().help->findChild<QTextBrowser*>()->toPlainText().startsWith("AdamW"));
}

TEST_F(Shell, TheTourPointsAtRealWidgetsOnce) {
    window.reset();
    QSettings().remove("tourSeen");
    open();
    ASSERT_TRUE(wait_for([this] { return window->findChild<Tour*>(); }, 3000));
    auto* card = window->findChild<QFrame*>("tourCard");
    ASSERT_TRUE(card && card->isVisible());
    QStringList titles;
    for (int step = 0; step < 5; ++step) {
        for (QLabel* label : card->findChildren<QLabel*>())
            if (label->font().weight() == QFont::DemiBold) titles << label->text();
        EXPECT_TRUE(window->rect().contains(card->geometry())) << step;
        click(*card, step < 4 ? "Next" : "Done");
        QTest::qWait(50);
    }
    titles.removeDuplicates();
    EXPECT_EQ(titles.size(), 5);
    EXPECT_TRUE(window->documents().current()) << "the second step opens a project";
    EXPECT_TRUE(wait_for([this] { return !window->findChild<Tour*>(); }, 1000));
    window.reset();
    open();
    QTest::qWait(100);
    EXPECT_FALSE(window->findChild<Tour*>()) << "never shown again";
    window->actions().tour->trigger();
    ASSERT_TRUE(window->findChild<Tour*>()) << "but from the Help menu";
    QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : window.get(), Qt::Key_Escape);
    EXPECT_TRUE(wait_for([this] { return !window->findChild<Tour*>(); }, 1000)) << "Esc skips it";
}

TEST_F(Shell, WindowAndDocksAreRememberedForTheirScreen) {
    openProject("vision/lenet5.json");
    QDockWidget* runs = nullptr;
    for (QDockWidget* dock : window->panels().docks())
        if (dock->objectName() == "runs") runs = dock;
    ASSERT_TRUE(runs);
    runs->hide();
    window->resize(1400, 700);
    const QSize size = window->size();
    window->close();
    const QString key = screenKey(*window->screen());
    EXPECT_TRUE(QSettings().contains(key + "geometry"));
    window = std::make_unique<MainWindow>(Options{.store = folder.filePath("runs.sqlite")});
    EXPECT_EQ(window->size(), size);
    openProject("vision/lenet5.json");
    for (QDockWidget* dock : window->panels().docks()) EXPECT_EQ(dock->isHidden(), dock->objectName() == "runs") << dock->objectName().toStdString();
    window->close();
    // Another screen has none of it.
    for (const char* what : {"geometry", "layout"}) {
        QSettings().setValue(QString("screens/other 640x480/") + what, QSettings().value(key + what));
        QSettings().remove(key + what);
    }
    QSettings().setValue("screen", "screens/other 640x480/");
    window = std::make_unique<MainWindow>(Options{.store = folder.filePath("runs.sqlite")});
    EXPECT_NE(window->size(), size);
}

TEST_F(Shell, EverythingHasANameAndATooltip) {
    openProject("vision/lenet5.json");
    document().select({"conv1"});
    window->actions().help->trigger();
    const auto look = [this](const QString& place) {
        canvas().action(CanvasVerb::AddLayer)->trigger();   // its search box takes its words when it opens
        QStringList nameless, silent;
        for (QWidget* widget : window->findChildren<QWidget*>()) {
            const bool control = qobject_cast<QAbstractButton*>(widget) || qobject_cast<QLineEdit*>(widget) || qobject_cast<QAbstractSpinBox*>(widget) || qobject_cast<QComboBox*>(widget) ||
                                 qobject_cast<QAbstractItemView*>(widget) || qobject_cast<QTextEdit*>(widget);
            if (!control || widget->objectName().startsWith("qt_")) continue;
            bool inside = false;   // parts of Qt's own widgets: scroll bars of a tab bar, the button that clears a line
            for (QWidget* parent = widget->parentWidget(); parent; parent = parent->parentWidget())
                inside |= qobject_cast<QLineEdit*>(parent) || qobject_cast<QComboBox*>(parent) || qobject_cast<QAbstractSpinBox*>(parent) || qobject_cast<QAbstractItemView*>(parent) || (qobject_cast<QTabBar*>(parent) && widget->accessibleName().isEmpty());
            if (const auto* tool = qobject_cast<QToolButton*>(widget); tool && tool->arrowType() != Qt::NoArrow && qobject_cast<QTabBar*>(widget->parentWidget())) continue;
            if (inside || widget->inherits("QToolBarExtension") || widget->inherits("QMenuBarExtension")) continue;
            const auto* button = qobject_cast<QAbstractButton*>(widget);
            if (button && button->text().isEmpty() && button->icon().isNull() && !button->isVisible()) continue;   // has nothing to offer yet
            const QString what = QString("%1 '%2' in %3").arg(widget->metaObject()->className(), button ? button->text() : widget->objectName(), widget->parentWidget()->metaObject()->className());
            if (widget->accessibleName().isEmpty() && !(button && !button->text().isEmpty())) nameless << what;
            if (widget->toolTip().isEmpty()) silent << what;
        }
        for (QAction* action : window->findChildren<QAction*>())
            if (!action->isSeparator() && !action->text().isEmpty() && (action->toolTip().isEmpty() || action->toolTip() == action->text().remove('&')) && !action->menu()) silent << "action " + action->text();
        nameless.removeDuplicates();
        silent.removeDuplicates();
        EXPECT_TRUE(nameless.isEmpty()) << place.toStdString() << " without a name:\n  " << nameless.join("\n  ").toStdString();
        EXPECT_TRUE(silent.isEmpty()) << place.toStdString() << " without a tooltip:\n  " << silent.join("\n  ").toStdString();
    };
    look("English");
    Language::instance().choose("zh_CN");
    QTest::qWait(0);
    look("Chinese");
    Language::instance().choose("en");
}

TEST_F(Shell, TheGallerySpeaksChinese) {
    Language::instance().choose("zh_CN");
    QStringList missing;
    for (const ReadyProject& ready : readyProjects()) {
        if (catalogText(ready.project.description) == QString::fromStdString(ready.project.description)) missing << ready.path;
        if (familyTitle(ready.family) == ready.family) missing << ready.family;
    }
    Language::instance().choose("en");
    if (!missing.isEmpty()) std::printf("without Chinese in gallery_zh_CN.ts: %s\n", missing.join(", ").toUtf8().constData());
    EXPECT_LT(missing.size(), qsizetype(readyProjects().size() / 5));
}

}  // namespace
}  // namespace saddle::app

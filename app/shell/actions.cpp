#include "app/shell/actions.h"

#include <QRegularExpression>
#include <QWidget>

#include "app/shell/language.h"
#include "app/shell/theme/themed_icon.h"

namespace saddle::app {

QString plainText(const QAction& action) {
    static const QRegularExpression mnemonic("\\s*\\(&?.\\)");
    return action.iconText().remove(mnemonic);
}

QString tooltipText(const QString& help, const QKeySequence& shortcut) {
    return shortcut.isEmpty() ? help : help + "\n" + shortcut.toString(QKeySequence::NativeText);
}

QAction* Actions::add(const char* id, const char* text, const char* help, const QKeySequence& shortcut, const QString& icon) {
    auto* action = new QAction(window_);
    action->setObjectName(id);
    action->setShortcut(shortcut);
    if (!icon.isEmpty()) {
        action->setIcon(themedIcon(icon));
        action->setProperty("glyph", icon);   // ActionButton paints it in its own colours
    }
    window_->addAction(action);   // its shortcut works wherever the focus is
    translated(action, [=] {
        action->setText(tr(text));
        action->setToolTip(tooltipText(tr(help), action->shortcut()));
    });
    all_.push_back(action);
    return action;
}

Actions::Actions(QWidget* window) : QObject(window), window_(window) {
    newProject = add("newProject", QT_TR_NOOP("&New project"), QT_TR_NOOP("An empty canvas in a new tab"), QKeySequence::New, "add");
    gallery = add("gallery", QT_TR_NOOP("New from &gallery..."), QT_TR_NOOP("Ready projects to begin from"), QKeySequence("Ctrl+Shift+N"));
    open = add("open", QT_TR_NOOP("&Open..."), QT_TR_NOOP("Open a project file"), QKeySequence::Open, "folder");
    importFile = add("importFile", QT_TR_NOOP("&Import..."), QT_TR_NOOP("An ONNX model as a new project, or safetensors as the weights that training begins from"), QKeySequence("Ctrl+Shift+I"), "import");
    save = add("save", QT_TR_NOOP("&Save"), QT_TR_NOOP("Save the project to its file"), QKeySequence::Save);
    saveAs = add("saveAs", QT_TR_NOOP("Save &as..."), QT_TR_NOOP("Save the project to another file"), QKeySequence("Ctrl+Shift+S"));
    exportOnnx = add("exportOnnx", QT_TR_NOOP("ONNX model..."), QT_TR_NOOP("The trained model of the last run for ONNX Runtime (opset 17)"), QKeySequence("Ctrl+E"), "export");
    exportSafetensors = add("exportSafetensors", QT_TR_NOOP("safetensors weights..."), QT_TR_NOOP("The trained weights of the last run"));
    exportPyTorch = add("exportPyTorch", QT_TR_NOOP("PyTorch script..."), QT_TR_NOOP("A script that builds the model and loads the weights beside it"));
    print = add("print", QT_TR_NOOP("&Print..."), QT_TR_NOOP("The whole graph on one page, on paper or as PDF"), QKeySequence::Print);
    closeTab = add("closeTab", QT_TR_NOOP("&Close project"), QT_TR_NOOP("Close the project of this tab"), QKeySequence("Ctrl+W"), "close");
    quit = add("quit", QT_TR_NOOP("&Quit"), QT_TR_NOOP("End the program; a run in progress stops with a checkpoint"), QKeySequence("Ctrl+Q"));

    undo = add("undo", QT_TR_NOOP("&Undo"), QT_TR_NOOP("Take back the last change"), QKeySequence("Ctrl+Z"), "undo");
    redo = add("redo", QT_TR_NOOP("&Redo"), QT_TR_NOOP("Do the change again that was taken back"), QKeySequence("Ctrl+Shift+Z"), "redo");
    find = add("find", QT_TR_NOOP("&Find node..."), QT_TR_NOOP("Find a node by name or layer"), QKeySequence::Find, "search");

    searchLayers = add("searchLayers", QT_TR_NOOP("Search &layers..."), QT_TR_NOOP("Find a layer in the palette"), QKeySequence("Ctrl+L"), "search");

    themeSystem = add("themeSystem", QT_TR_NOOP("Follow the &system"), QT_TR_NOOP("Dark or light, as the desktop prefers"));
    themeDark = add("themeDark", QT_TR_NOOP("&Dark"), QT_TR_NOOP("Dark theme"));
    themeLight = add("themeLight", QT_TR_NOOP("&Light"), QT_TR_NOOP("Light theme"));
    switchTheme = add("switchTheme", QT_TR_NOOP("Switch theme"), QT_TR_NOOP("Switch between the dark and the light theme"), QKeySequence("Ctrl+Shift+D"), "theme");
    reduceMotion = add("reduceMotion", QT_TR_NOOP("&Reduce motion"), QT_TR_NOOP("Nothing moves by itself: all animations take no time"));
    fullScreen = add("fullScreen", QT_TR_NOOP("&Full screen"), QT_TR_NOOP("Fill the whole screen"), QKeySequence(Qt::Key_F11));
    for (QAction* choice : {themeSystem, themeDark, themeLight, reduceMotion, fullScreen}) choice->setCheckable(true);

    flight = add("flight", QT_TR_NOOP("Flight &check"), QT_TR_NOOP("What a run will take of this device and what may go wrong: time, memory, data, doubts"), QKeySequence("Ctrl+F5"), "ok");
    train = add("train", QT_TR_NOOP("&Train"), QT_TR_NOOP("Train this project, or continue after a pause"), QKeySequence(Qt::Key_F5), "train");
    pause = add("pause", QT_TR_NOOP("&Pause"), QT_TR_NOOP("Pause after the current step"), QKeySequence(Qt::Key_F6), "pause");
    step = add("step", QT_TR_NOOP("St&ep"), QT_TR_NOOP("Do one optimizer step"), QKeySequence(Qt::Key_F10), "step");
    stop = add("stop", QT_TR_NOOP("&Stop"), QT_TR_NOOP("End the run with a checkpoint"), QKeySequence("Shift+F5"), "stop");
    earlier = add("earlierPoint", QT_TR_NOOP("&Earlier point of the run"), QT_TR_NOOP("Move all views to the stored point before"), QKeySequence("Alt+PgUp"), "rewind");
    later = add("laterPoint", QT_TR_NOOP("La&ter point of the run"), QT_TR_NOOP("Move all views to the stored point after"), QKeySequence("Alt+PgDown"));
    now = add("backToNow", QT_TR_NOOP("Back to &now"), QT_TR_NOOP("Move all views to the newest step of the run"), QKeySequence("Alt+End"));
    landscape = add("landscape", QT_TR_NOOP("&Loss landscape, random directions"), QT_TR_NOOP("Loss around the run's parameters in two filter-normalised random directions (Li et al. 2018)"), QKeySequence(Qt::Key_F7), "landscape");
    landscapePca = add("landscapePca", QT_TR_NOOP("Loss landscape, &principal components"), QT_TR_NOOP("Loss in the plane that holds most of the run's path"), QKeySequence("Shift+F7"), "landscape");
    cancelLandscape = add("cancelLandscape", QT_TR_NOOP("&Cancel landscape"), QT_TR_NOOP("Stop computing the landscape; what is done stays"), QKeySequence("Ctrl+F7"));
    playground = add("playground", QT_TR_NOOP("Optimizer &playground..."), QT_TR_NOOP("Optimizers race on functions of two parameters, with their minima and saddle points"));

    refreshRuns = add("refreshRuns", QT_TR_NOOP("&Refresh runs"), QT_TR_NOOP("Read the table of runs again, with those of other programs"), QKeySequence("Ctrl+R"), "runs");
    resetLayout = add("resetLayout", QT_TR_NOOP("&Reset layout"), QT_TR_NOOP("Put all panels back to their places"));
    help = add("help", QT_TR_NOOP("&Help"), QT_TR_NOOP("Layers, operators and optimizers explained; first of all the selected one"), QKeySequence(Qt::Key_F1), "info");
    tour = add("tour", QT_TR_NOOP("&Tour"), QT_TR_NOOP("The window in five steps"));
    shortcuts = add("shortcuts", QT_TR_NOOP("&Keyboard shortcuts..."), QT_TR_NOOP("See and change all shortcuts"), QKeySequence("Ctrl+K"));
    about = add("about", QT_TR_NOOP("&About Saddlepoint"), QT_TR_NOOP("Version and licence"));
    quit->setMenuRole(QAction::QuitRole);
    about->setMenuRole(QAction::AboutRole);
}

}  // namespace saddle::app

#pragma once
// Every command of the window as a QAction with text, shortcut and tooltip in the user's language. What belongs to a
// canvas (copy, fit, ...) lives there: CanvasView::action.
#include <QAction>
#include <QObject>
#include <vector>

namespace saddle::app {

class Actions : public QObject {
    Q_OBJECT
public:
    explicit Actions(QWidget* window);

    QAction *newProject, *gallery, *open, *importFile, *save, *saveAs, *print, *exportOnnx, *exportSafetensors, *exportPyTorch, *closeTab, *quit;
    QAction *undo, *redo, *find, *searchLayers;
    QAction *themeSystem, *themeDark, *themeLight, *reduceMotion, *fullScreen, *switchTheme;
    QAction *flight, *train, *pause, *step, *stop, *earlier, *later, *now, *landscape, *landscapePca, *cancelLandscape, *playground;
    QAction *refreshRuns;
    QAction *resetLayout, *help, *tour, *shortcuts, *about;
    /// Each knows its name in the settings: QAction::objectName.
    const std::vector<QAction*>& all() const { return all_; }

private:
    QAction* add(const char* id, const char* text, const char* help, const QKeySequence& shortcut = {}, const QString& icon = {});
    QWidget* window_;
    std::vector<QAction*> all_;
};

/// The action's name alone: without mnemonic ("(&F)" in Chinese) and dots.
QString plainText(const QAction& action);
/// Text of a tooltip: what it is, then the shortcut on a second line.
QString tooltipText(const QString& help, const QKeySequence& shortcut);

}  // namespace saddle::app

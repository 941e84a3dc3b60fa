#pragma once
// The menu bar. Menus about the canvas are filled with the actions of the current one.
#include <QMenuBar>

#include "app/canvas/canvas_view.h"
#include "app/shell/actions.h"
#include "app/shell/panel_docks.h"

namespace saddle::app {

class Menus : public QMenuBar {
    Q_OBJECT
public:
    Menus(Actions& actions, const PanelDocks& docks, QWidget* parent = nullptr);
    void setCanvas(CanvasView* canvas);          ///< null: no project is open
    void setRecent(const QStringList& paths);
    QMenu* languages() { return languages_; }

Q_SIGNALS:
    void openRecent(const QString& path);
    void languageChosen(const QString& code);

private:
    QMenu* add(const char* title);
    void fill(QMenu* menu, std::initializer_list<CanvasVerb> verbs);
    Actions& actions_;
    CanvasView* canvas_ = nullptr;
    QMenu *file_, *edit_, *view_, *graph_, *train_, *runs_, *windows_, *help_, *recent_, *languages_;
};

}  // namespace saddle::app

#include "app/shell/menus.h"

#include <QActionGroup>
#include <QDockWidget>

#include "app/shell/documents.h"
#include "app/shell/language.h"
#include "app/shell/theme/themed_icon.h"

namespace saddle::app {

Menus::Menus(Actions& actions, const PanelDocks& docks, QWidget* parent) : QMenuBar(parent), actions_(actions) {
    setNativeMenuBar(false);
    file_ = add(QT_TR_NOOP("&File"));
    edit_ = add(QT_TR_NOOP("&Edit"));
    view_ = add(QT_TR_NOOP("&View"));
    graph_ = add(QT_TR_NOOP("&Graph"));
    train_ = add(QT_TR_NOOP("&Train"));
    runs_ = add(QT_TR_NOOP("&Runs"));
    windows_ = add(QT_TR_NOOP("&Window"));
    help_ = add(QT_TR_NOOP("&Help"));
    const auto submenu = [this](QMenu* parent_menu, const char* title, const QString& icon = {}) {
        QMenu* menu = parent_menu->addMenu(QString());
        menu->setToolTipsVisible(true);
        if (!icon.isEmpty()) menu->setIcon(themedIcon(icon));
        translated(menu, [menu, title] { menu->setTitle(tr(title)); });
        return menu;
    };
    file_->addActions({actions.newProject, actions.gallery, actions.open, actions.importFile});
    recent_ = submenu(file_, QT_TR_NOOP("Open &recent"));
    file_->addSeparator();
    file_->addActions({actions.save, actions.saveAs});
    submenu(file_, QT_TR_NOOP("&Export the trained model"), "export")->addActions({actions.exportOnnx, actions.exportSafetensors, actions.exportPyTorch});
    file_->addAction(actions.print);
    file_->addSeparator();
    file_->addActions({actions.closeTab, actions.quit});

    submenu(train_, QT_TR_NOOP("&Landscape"), "landscape")->addActions({actions.landscape, actions.landscapePca, actions.cancelLandscape, actions.playground});
    train_->insertActions(train_->actions().front(), {actions.flight, actions.train, actions.pause, actions.step, actions.stop});
    runs_->addActions({actions.refreshRuns, actions.earlier, actions.later, actions.now});
    for (QDockWidget* dock : docks.docks()) windows_->addAction(dock->toggleViewAction());
    windows_->addSeparator();
    windows_->addActions({actions.resetLayout, actions.fullScreen});
    help_->addActions({actions.help, actions.tour, actions.shortcuts, actions.about});

    languages_ = new QMenu(this);
    auto* group = new QActionGroup(this);
    for (const auto& [code, name] : Language::all()) {
        QAction* action = languages_->addAction(name);
        action->setCheckable(true);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, code = code] { Q_EMIT languageChosen(code); });
        translated(action, [action, code = code, name = name] {
            action->setChecked(Language::instance().code() == code);
            action->setToolTip(tr("The program in %1").arg(name));
        });
    }
    auto* themes = new QActionGroup(this);
    for (QAction* action : {actions.themeSystem, actions.themeDark, actions.themeLight}) themes->addAction(action);
    translated(this, [this] {
        languages_->setTitle(tr("&Language"));
        setCanvas(canvas_);
    });
}

QMenu* Menus::add(const char* title) {
    QMenu* menu = addMenu(QString());
    menu->setToolTipsVisible(true);
    translated(menu, [menu, title] { menu->setTitle(tr(title)); });
    return menu;
}

void Menus::fill(QMenu* menu, std::initializer_list<CanvasVerb> verbs) {
    if (canvas_)
        for (const CanvasVerb verb : verbs) menu->addAction(canvas_->action(verb));
    menu->addSeparator();
}

void Menus::setCanvas(CanvasView* canvas) {
    canvas_ = canvas;
    edit_->clear();
    edit_->addActions({actions_.undo, actions_.redo});
    edit_->addSeparator();
    fill(edit_, {CanvasVerb::Cut, CanvasVerb::Copy, CanvasVerb::Paste, CanvasVerb::Duplicate, CanvasVerb::Delete});
    fill(edit_, {CanvasVerb::SelectAll, CanvasVerb::SelectNone});
    edit_->addActions({actions_.find, actions_.searchLayers});
    view_->clear();
    fill(view_, {CanvasVerb::Fit, CanvasVerb::ZoomToSelection, CanvasVerb::ZoomIn, CanvasVerb::ZoomOut, CanvasVerb::ZoomActual});
    for (QAction* action : {actions_.themeSystem, actions_.themeDark, actions_.themeLight}) view_->addAction(action);
    view_->addSeparator();
    view_->addMenu(languages_);
    view_->addAction(actions_.reduceMotion);
    graph_->clear();
    fill(graph_, {CanvasVerb::AddLayer, CanvasVerb::ConnectSelected, CanvasVerb::ToggleBypass, CanvasVerb::Rename});
    fill(graph_, {CanvasVerb::Group, CanvasVerb::Unpack, CanvasVerb::ToggleExpanded, CanvasVerb::Enter, CanvasVerb::Leave, CanvasVerb::SaveAsLayer});
    fill(graph_, {CanvasVerb::AddComment, CanvasVerb::AddFrame});
    fill(graph_, {CanvasVerb::AutoLayout, CanvasVerb::ToggleSnap, CanvasVerb::ExportImage});
    graph_->menuAction()->setEnabled(canvas_);
}

void Menus::setRecent(const QStringList& paths) {
    recent_->clear();
    for (const QString& path : paths) {
        QAction* action = recent_->addAction(Documents::fileTitle(path));
        action->setToolTip(path);
        connect(action, &QAction::triggered, this, [this, path] { Q_EMIT openRecent(path); });
    }
    recent_->menuAction()->setEnabled(!paths.isEmpty());
}

}  // namespace saddle::app

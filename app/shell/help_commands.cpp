#include "app/shell/help_commands.h"

#include <QCoreApplication>
#include <QMessageBox>
#include <QSettings>

#include "app/panels/help_panel.h"
#include "app/shell/actions.h"
#include "app/shell/main_window.h"
#include "app/shell/panel_docks.h"
#include "app/shell/shortcuts.h"
#include "app/shell/shortcuts_dialog.h"
#include "app/shell/tour.h"

namespace saddle::app {

HelpCommands::HelpCommands(MainWindow& window) : QObject(&window), window_(window) {
    const Actions& actions = window.actions();
    connect(actions.help, &QAction::triggered, this, &HelpCommands::showHelp);
    connect(actions.tour, &QAction::triggered, this, &HelpCommands::startTour);
    connect(actions.shortcuts, &QAction::triggered, this, &HelpCommands::editShortcuts);
    connect(actions.about, &QAction::triggered, this, &HelpCommands::showAbout);
}

void HelpCommands::showHelp() {
    HelpPanel* help = window_.panels().help;
    window_.panels().show(help);
    DocumentPage* page = window_.documents().current();
    const QStringList selection = page ? page->document().selection() : QStringList();
    const Node* node = selection.isEmpty() ? nullptr : page->document().project().graph.find(selection.front().toStdString());
    if (node) help->showLayer(node->layer, page->document().project());
    else help->focusSearch();
}

void HelpCommands::startTour() {
    QSettings().setValue("tourSeen", true);
    (new Tour(window_))->begin();
}

void HelpCommands::editShortcuts() {
    auto* sample = new DocumentPage;   // its canvas has the actions of every canvas
    auto* dialog = new ShortcutsDialog(window_.QWidget::actions() + sample->canvas().QWidget::actions(), &window_);
    sample->setParent(dialog);
    sample->hide();
    connect(dialog, &ShortcutsDialog::changed, this, [this] {
        for (DocumentPage* page : window_.documents().pages()) applyUserKeys(page->canvas().QWidget::actions());
    });
    dialog->show();
}

void HelpCommands::showAbout() {
    auto* box = new QMessageBox(QMessageBox::NoIcon, tr("About Saddlepoint"),
                                tr("<b>Saddlepoint %1</b><br>An open-source workbench for AI systems: a graph of layers is compiled to Vulkan kernels, trained and measured on this computer.").arg(QCoreApplication::applicationVersion()),
                                QMessageBox::Close, &window_);
    box->setInformativeText(tr("Licence: Apache-2.0. It uses Qt (LGPL), Dear ImGui, SQLite, glslang and the Vulkan loader."));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

}  // namespace saddle::app

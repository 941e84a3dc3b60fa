#pragma once
// The window: engine, documents and panels, and what connects them.
#include <QMainWindow>

#include "app/bridge/engine_client.h"
#include "app/shell/documents.h"
#include "app/shell/options.h"
#include "app/shell/trainer.h"

namespace saddle::app {

class Actions;
class FileCommands;
class HelpCommands;
class Journal;
class LiveViews;
class Menus;
class MessageStrip;
class PanelDocks;
class PlaygroundWindow;
class StatusLine;
class TimeTravel;
class TitleStrip;
class WireTips;

class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(const Options& options = {}, QWidget* parent = nullptr);
    ~MainWindow() override;

    EngineClient& engine() { return engine_; }
    Trainer& trainer() { return *trainer_; }
    Documents& documents() { return *documents_; }
    Actions& actions() { return *actions_; }
    PanelDocks& panels() { return *panels_; }
    LiveViews& views() { return *views_; }
    TimeTravel& travel() { return *travel_; }
    MessageStrip& messages() { return *messages_; }
    FileCommands& files() { return *files_; }
    /// Opens what the command line asks for.
    void start(const Options& options);

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    /// Takes data and training of the command line to the page that it opened.
    void begin(const Options& options);
    void connectPanels();
    void connectLook();
    void connectTraining();
    void connectRuns();
    void connectTravel();
    void setPage(DocumentPage* page);
    void showHeat();
    void showWire();
    void showTitle();
    void showLandscape(const std::string& axes);
    void chooseTheme(int choice);
    void chooseLanguage(const QString& code);
    void askForFont();
    void tellEnd(const RunEnd& end);

    std::unique_ptr<Journal> journal_;   // outlives the documents, which write for it
    EngineClient engine_;
    Trainer* trainer_;
    Actions* actions_;
    Documents* documents_;
    PanelDocks* panels_;
    LiveViews* views_;
    TimeTravel* travel_;
    WireTips* wire_tips_;
    Menus* menus_;
    MessageStrip* messages_;
    FileCommands* files_;
    HelpCommands* help_;
    StatusLine* status_;
    TitleStrip* title_;
    QPointer<DocumentPage> page_;
    QPointer<PlaygroundWindow> playground_;
};

}  // namespace saddle::app

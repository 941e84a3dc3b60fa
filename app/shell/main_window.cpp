#include "app/shell/main_window.h"

#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QFileInfo>
#include <QMimeData>
#include <QScreen>
#include <QSettings>
#include <QTimer>
#include <QVBoxLayout>

#include "app/bridge/time_travel.h"
#include "app/canvas/canvas_scene.h"
#include "app/document/layer_library.h"
#include "app/panels/flight_panel.h"
#include "app/panels/graph_panel.h"
#include "app/panels/inspector_panel.h"
#include "app/panels/palette_panel.h"
#include "app/panels/problems_panel.h"
#include "app/panels/projects_panel.h"
#include "app/panels/runs_panel.h"
#include "app/panels/training_panel.h"
#include "app/shell/actions.h"
#include "app/shell/file_commands.h"
#include "app/shell/help_commands.h"
#include "app/shell/journal.h"
#include "app/shell/language.h"
#include "app/shell/live_views.h"
#include "app/shell/menus.h"
#include "app/shell/message_strip.h"
#include "app/shell/number_text.h"
#include "app/shell/panel_docks.h"
#include "app/shell/playground_window.h"
#include "app/shell/ready_projects.h"
#include "app/shell/screen_key.h"
#include "app/shell/shortcuts.h"
#include "app/shell/status_line.h"
#include "app/shell/theme/theme.h"
#include "app/shell/time_bar.h"
#include "app/shell/title_strip.h"
#include "app/shell/training_bar.h"
#include "app/shell/wire_tips.h"
#include "engine/api/core.h"

namespace saddle::app {

MainWindow::MainWindow(const Options& options, QWidget* parent)
    : QMainWindow(parent), journal_(std::make_unique<Journal>()), engine_(options.store), trainer_(new Trainer(engine_, this)), actions_(new Actions(this)), documents_(new Documents(engine_)), messages_(new MessageStrip),
      files_(new FileCommands(*actions_, *documents_, engine_, *messages_, *this)), help_(new HelpCommands(*this)) {
    setObjectName("mainWindow");
    setAcceptDrops(true);
    resize(QSize(1600, 1000).boundedTo(lastScreen().availableSize()));
    trainer_->setDevice(options.device);
    auto* centre = new QWidget;
    centre->setObjectName("centre");
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(messages_);
    column->addWidget(documents_, 1);
    travel_ = new TimeTravel(engine_, this);
    column->addWidget(new TimeBar(*travel_, *actions_));
    setCentralWidget(centre);
    views_ = new LiveViews(engine_, *trainer_, this);
    panels_ = new PanelDocks(*this, engine_, *trainer_, *views_);
    wire_tips_ = new WireTips(engine_, *trainer_, this);
    menus_ = new Menus(*actions_, *panels_);
    title_ = new TitleStrip(menus_);
    setMenuWidget(title_);
    addToolBar(new TrainingBar(engine_, *trainer_, *actions_, menus_->languages()));
    status_ = new StatusLine(*trainer_);
    setStatusBar(status_);
    connectPanels();
    connectLook();
    connectTraining();
    connectRuns();
    connectTravel();
    connect(documents_, &Documents::currentChanged, this, &MainWindow::setPage);
    connect(documents_, &Documents::titlesChanged, this, &MainWindow::showTitle);
    QScreen& screen = lastScreen();
    setScreen(&screen);
    restoreGeometry(QSettings().value(screenKey(screen) + "geometry").toByteArray());
    panels_->restoreLayout(screenKey(screen) + "layout");
    menus_->setRecent(Documents::recent());
    applyUserKeys(QWidget::actions());
    setPage(nullptr);
    journal_->watch(*documents_);
}

MainWindow::~MainWindow() {
    disconnect(documents_, nullptr, this, nullptr);
    delete centralWidget();   // documents and panels go before the engine that they ask
    for (QDockWidget* dock : panels_->docks()) delete dock;
    delete playground_;
}

void MainWindow::start(const Options& options) {
    files_->offerRecovery(*journal_);
    askForFont();
    // A large project is open some time later.
    const auto opened = std::make_shared<QMetaObject::Connection>();
    *opened = connect(documents_, &Documents::opened, this, [this, options, opened](DocumentPage* page) {
        if (!options.project.isEmpty() && page->document().path() != QFileInfo(options.project).absoluteFilePath()) return;
        disconnect(*opened);
        begin(options);
    });
    if (!options.project.isEmpty()) files_->take(options.project);
    else if (options.train) documents_->openReady(readyProjects().front().path).ok();
    else disconnect(*opened);
    if (!page_ && options.project.isEmpty() && !QSettings().value("tourSeen").toBool()) QTimer::singleShot(0, help_, &HelpCommands::startTour);
}

void MainWindow::begin(const Options& options) {
    GraphDocument& document = page_->document();
    if (!options.data.isEmpty()) {
        DataConfig chosen = document.project().data;
        chosen.path = options.data.toStdString();
        if (const Status status = document.apply({SetData{chosen}}, tr("Data folder")); !status.ok()) messages_->show(status.error());
    }
    if (!options.train) return;
    // Training begins as soon as the engine has found the graph valid.
    const auto connection = std::make_shared<QMetaObject::Connection>();
    *connection = connect(trainer_, &Trainer::stateChanged, this, [this, connection] {
        if (!page_ || !page_->document().typed()) return;
        disconnect(*connection);
        trainer_->train();   // refuses, and the window says why, when the graph has mistakes
    });
}

void MainWindow::connectPanels() {
    connect(menus_, &Menus::openRecent, files_, &FileCommands::take);
    connect(documents_, &Documents::recentChanged, this, [this] {
        menus_->setRecent(Documents::recent());
        panels_->projects->refresh();
    });
    connect(panels_->projects, &ProjectsPanel::openFile, files_, &FileCommands::take);
    connect(panels_->projects, &ProjectsPanel::openReady, files_, &FileCommands::openReady);
    const auto on = [this](QAction* action, auto act) { connect(action, &QAction::triggered, this, act); };
    on(actions_->undo, [this] { page_->document().undoStack().undo(); });
    on(actions_->redo, [this] { page_->document().undoStack().redo(); });
    on(actions_->find, [this] {
        panels_->show(panels_->graph);
        panels_->graph->focusSearch();
    });
    on(actions_->searchLayers, [this] {
        panels_->show(panels_->palette);
        panels_->palette->focusSearch();
    });
    const auto refused = qOverload<const Error&>(&MessageStrip::show);
    connect(panels_->inspector, &InspectorPanel::refused, messages_, refused);
    connect(panels_->inspector, &InspectorPanel::stepTaken, trainer_, &Trainer::step);
    connect(panels_->training, &TrainingPanel::refused, messages_, refused);
    const auto show_node = [this](const QString& node) {
        if (page_) page_->canvas().showNode(node);
    };
    connect(panels_->problems, &ProblemsPanel::nodeChosen, this, show_node);
    connect(panels_->flight, &FlightPanel::nodeChosen, this, show_node);
    connect(panels_->flight, &FlightPanel::refused, messages_, refused);
    connect(panels_->palette, &PalettePanel::layerChosen, this, [this](const QString& layer) {
        if (page_) page_->canvas().addLayer(layer);
    });
    connect(panels_->palette, &PalettePanel::refused, messages_, refused);
    for (const Error& problem : LayerLibrary::instance().problems()) saddle::log(Severity::Warning, "a layer of the library was left out: " + problem.message);
    if (const auto& problems = LayerLibrary::instance().problems(); !problems.empty()) messages_->show(problems.front());
    connect(panels_->palette, &PalettePanel::editLayer, this, [this](const QString& layer) {
        if (page_) page_->canvas().editLayer(layer);
    });
}

void MainWindow::connectLook() {
    const auto on = [this](QAction* action, auto act) { connect(action, &QAction::triggered, this, act); };
    on(actions_->themeSystem, [this] { chooseTheme(int(ThemeChoice::System)); });
    on(actions_->themeDark, [this] { chooseTheme(int(ThemeChoice::Dark)); });
    on(actions_->themeLight, [this] { chooseTheme(int(ThemeChoice::Light)); });
    on(actions_->switchTheme, [this] { chooseTheme(int(Theme::instance().tokens().dark() ? ThemeChoice::Light : ThemeChoice::Dark)); });
    on(actions_->fullScreen, [this](bool full) { full ? showFullScreen() : showNormal(); });
    on(actions_->reduceMotion, [this](bool reduce) {
        QSettings().setValue("reduceMotion", reduce);
        for (DocumentPage* page : documents_->pages()) page->canvas().setReduceMotion(reduce);
        views_->setReduceMotion(reduce);
    });
    on(actions_->resetLayout, [this] { panels_->resetLayout(); });
    actions_->reduceMotion->setChecked(QSettings().value("reduceMotion").toBool());
    const auto show_choice = [this] {
        const ThemeChoice choice = Theme::instance().choice();
        (choice == ThemeChoice::System ? actions_->themeSystem : choice == ThemeChoice::Dark ? actions_->themeDark : actions_->themeLight)->setChecked(true);
    };
    connect(&Theme::instance(), &Theme::changed, this, show_choice);
    show_choice();
    connect(menus_, &Menus::languageChosen, this, &MainWindow::chooseLanguage);
}

void MainWindow::chooseLanguage(const QString& code) {
    QSettings().setValue("language", code);
    Language::instance().choose(code);
    Theme::instance().apply();   // Chinese has other font sizes
    askForFont();
}

void MainWindow::askForFont() {
    if (!Language::instance().chinese() || Language::hasChineseFont()) return;
    static const QString command = "sudo apt install fonts-wqy-microhei";
    // In both languages: without the font the Chinese text cannot be read.
    messages_->show(Severity::Warning, "No Chinese font is installed. Install one and start again: " + command + QString::fromUtf8(" · 未安装中文字体，请安装后重新启动。"), {}, "Copy command", [] { QGuiApplication::clipboard()->setText(command); });
}

void MainWindow::chooseTheme(int choice) {
    static const char* const names[] = {"system", "dark", "light"};
    QSettings().setValue("theme", names[choice]);
    Theme::instance().choose(ThemeChoice(choice));
}

void MainWindow::connectTraining() {
    connect(actions_->flight, &QAction::triggered, this, [this] { panels_->show(panels_->flight); });
    connect(actions_->train, &QAction::triggered, trainer_, &Trainer::train);
    connect(actions_->pause, &QAction::triggered, trainer_, &Trainer::pause);
    connect(actions_->step, &QAction::triggered, trainer_, &Trainer::step);
    connect(actions_->stop, &QAction::triggered, trainer_, &Trainer::stop);
    connect(actions_->landscape, &QAction::triggered, this, [this] { showLandscape("random"); });
    connect(actions_->landscapePca, &QAction::triggered, this, [this] { showLandscape("pca"); });
    connect(actions_->cancelLandscape, &QAction::triggered, &engine_, &EngineClient::cancelLandscape);
    connect(actions_->playground, &QAction::triggered, this, [this] {
        if (!playground_) playground_ = new PlaygroundWindow(engine_, *views_, this);
        playground_->show();
        playground_->raise();
        playground_->activateWindow();
    });
    connect(trainer_, &Trainer::profileChanged, this, &MainWindow::showHeat);
    connect(&engine_, &EngineClient::failed, messages_, qOverload<const Error&>(&MessageStrip::show));
    connect(views_, &LiveViews::hoveredNodeChanged, this, [this](const QString& node) {
        if (page_) page_->canvas().setHoveredNode(node);
    });
    connect(views_, &LiveViews::said, this, [this](const QString& text) { messages_->show(Severity::Info, text); });
    connect(views_, &LiveViews::failed, messages_, qOverload<const Error&>(&MessageStrip::show));
    connect(&engine_, &EngineClient::ended, this, &MainWindow::tellEnd);
    connect(&engine_, &EngineClient::started, this, [this](const RunStart& start) {
        showWire();
        for (const std::string& warning : start.warnings) messages_->show(Severity::Warning, QString::fromStdString(warning));
    });
}

void MainWindow::tellEnd(const RunEnd& end) {
    const QString run = QString::fromStdString(end.run), message = QString::fromStdString(end.message);
    if (end.status == "diverged" || end.status == "failed") return messages_->show(Severity::Error, message);
    const auto accuracy = end.best.find("val_accuracy");
    const QString result = accuracy == end.best.end() ? QString() : tr(", best validation accuracy %1").arg(percentText(accuracy->second));
    messages_->show(Severity::Info, tr("Run %1 is kept: %n step(s) in %2%3", nullptr, int(end.steps)).arg(run, durationText(end.seconds), result), {}, tr("Export ONNX..."), [this, run] { files_->exportRun(run, "onnx"); });
}

void MainWindow::showLandscape(const std::string& axes) {
    if (engine_.currentRun().isEmpty()) return messages_->show(Severity::Info, tr("A landscape is drawn around the parameters of a run: train first, or show a stored run."));
    panels_->show(views_->landscape());
    viz::LandscapeView::Wish wish;
    wish.axes = axes;
    views_->computeLandscape(wish);
}

void MainWindow::connectRuns() {
    RunsPanel* runs = panels_->runs;
    connect(actions_->refreshRuns, &QAction::triggered, this, [this, runs] {
        panels_->show(runs);
        runs->refresh();
    });
    connect(&engine_, &EngineClient::runShown, this, [this](const Project& project) {
        DocumentPage* page = documents_->pageOf(project);
        trainer_->setMeasured(page ? &page->document() : nullptr);
        showWire();
    });
    connect(runs, &RunsPanel::exportRun, files_, &FileCommands::exportRun);
    connect(runs, &RunsPanel::failed, messages_, qOverload<const Error&>(&MessageStrip::show));
    connect(runs, &RunsPanel::openProject, this, [this](const QString&, const Project& project) { documents_->add(project); });
    connect(runs, &RunsPanel::resumeRun, this, [this](const QString& run, const Project& project) {
        if (trainer_->state() != Trainer::State::Idle) return messages_->show(Severity::Warning, tr("Another run is in progress. Stop it first."));
        documents_->add(project);
        trainer_->resumeRun(run);
    });
    connect(runs, &RunsPanel::removed, this, [this](const QStringList& removed) {
        const QString text = removed.size() == 1 ? tr("Run %1 was removed").arg(removed.front()) : tr("%n run(s) were removed", nullptr, int(removed.size()));
        messages_->show(Severity::Info, text, tr("They stay in the trash until `saddle runs gc` empties it."), tr("Undo"), [this, removed] { engine_.restoreRuns(removed); });
    });
    connect(&engine_, &EngineClient::jobDone, this, [this](const QString& what, const Status& status) {
        if (!status.ok()) messages_->show(status.error());
        else if (what == "export") messages_->show(Severity::Info, tr("The model was exported."));
    });
}

void MainWindow::connectTravel() {
    connect(travel_, &TimeTravel::failed, messages_, qOverload<const Error&>(&MessageStrip::show));
    connect(travel_, &TimeTravel::moved, this, [this] {
        views_->setShownStep(travel_->step());
        showHeat();
    });
}

void MainWindow::setPage(DocumentPage* page) {
    if (page && page == page_) return;
    GraphDocument* document = page ? &page->document() : nullptr;
    if (page_ && page_ != page) {
        page_->document().undoStack().disconnect(this);
        page_->canvas().disconnect(views_);
        page_->canvas().graphScene().disconnect(this);
    }
    page_ = page;
    panels_->setShown(page);
    trainer_->setDocument(document);
    panels_->setDocument(document);
    views_->setDocument(document);
    status_->setDocument(document);
    title_->setDocument(document);
    wire_tips_->setCanvas(page ? &page->canvas() : nullptr, document);
    menus_->setCanvas(page ? &page->canvas() : nullptr);
    for (QAction* action : {actions_->save, actions_->saveAs, actions_->print, actions_->closeTab, actions_->find, actions_->searchLayers}) action->setEnabled(page);
    const auto show_undo = [this] {
        QUndoStack* stack = page_ ? &page_->document().undoStack() : nullptr;
        actions_->undo->setEnabled(stack && stack->canUndo());
        actions_->redo->setEnabled(stack && stack->canRedo());
        actions_->undo->setText(stack && stack->canUndo() ? tr("&Undo: %1").arg(stack->undoText()) : tr("&Undo"));
        actions_->redo->setText(stack && stack->canRedo() ? tr("&Redo: %1").arg(stack->redoText()) : tr("&Redo"));
    };
    if (page) {
        applyUserKeys(page->canvas().QWidget::actions());
        page->canvas().setReduceMotion(actions_->reduceMotion->isChecked());
        connect(&document->undoStack(), &QUndoStack::indexChanged, this, show_undo);
        connect(&page->canvas(), &CanvasView::hoveredNodeChanged, views_, &LiveViews::setHoveredNode, Qt::UniqueConnection);
        connect(&page->canvas().graphScene(), &CanvasScene::wireSelectionChanged, this, &MainWindow::showWire);
    }
    show_undo();
    showHeat();
    showWire();
    showTitle();
}

void MainWindow::showTitle() {
    setWindowTitle(page_ ? page_->name() + "[*]" : "Saddlepoint");   // the desktop adds the program's name
    setWindowModified(page_ && page_->document().dirty());
}

void MainWindow::showHeat() {
    const auto profile = trainer_->profile();
    panels_->inspector->setProfile(profile);
    panels_->graph->setProfile(profile);
    if (!page_ || &page_->document() != trainer_->measured()) return;
    page_->canvas().setTimes(profile ? time_by_node(*profile) : std::map<NodeId, double>{});
    page_->canvas().setObserved(travel_->observation() ? travel_->observation() : trainer_->observation());
}

/// A wire that alone is selected is looked at in the inspector, step by step of the run where the document is the run's.
void MainWindow::showWire() {
    const std::set<Edge> wires = page_ ? page_->canvas().graphScene().selectedWires() : std::set<Edge>();
    panels_->inspector->setWire(wires.size() == 1 ? std::optional(*wires.begin()) : std::nullopt, page_ && trainer_->measured() == &page_->document() && !engine_.currentRun().isEmpty(), trainer_->device());
}

void MainWindow::closeEvent(QCloseEvent* event) {
    const auto pages = documents_->pages();
    if (std::any_of(pages.begin(), pages.end(), [](DocumentPage* page) { return page->document().dirty(); })) {
        event->ignore();
        documents_->closeAll([this] { close(); });
        return;
    }
    const QString key = screenKey(*screen());
    QSettings().setValue("screen", key);
    QSettings().setValue(key + "geometry", saveGeometry());
    panels_->saveLayout(key + "layout");
    QMainWindow::closeEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    const auto urls = event->mimeData()->urls();
    if (std::any_of(urls.begin(), urls.end(), [](const QUrl& url) { return Importer::takes(url.toLocalFile()); })) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    for (const QUrl& url : event->mimeData()->urls())
        if (const QString path = url.toLocalFile(); Importer::takes(path)) files_->take(path);
    event->acceptProposedAction();
}

}  // namespace saddle::app

#include "app/shell/panel_docks.h"

#include <QSettings>

#include "app/panels/data_panel.h"
#include "app/panels/flight_panel.h"
#include "app/panels/graph_panel.h"
#include "app/panels/help_panel.h"
#include "app/panels/inspector_panel.h"
#include "app/panels/log_panel.h"
#include "app/panels/palette_panel.h"
#include "app/panels/plan_panel.h"
#include "app/panels/problems_panel.h"
#include "app/panels/projects_panel.h"
#include "app/panels/runs_panel.h"
#include "app/panels/training_panel.h"
#include "app/shell/dock_tabs.h"
#include "app/shell/language.h"
#include "app/shell/live_views.h"
#include "app/shell/theme/look.h"
#include "app/shell/theme/theme.h"
#include "app/shell/trainer.h"

namespace saddle::app {
namespace {
constexpr int kLayoutVersion = 5, kNarrow = 1280;
constexpr double kSide = 0.2, kBottom = 0.34;   // of the window, at most
constexpr int kForm = 232, kView = 240;          // px for a name and a field beside it, for a live view's buttons
}

PanelDocks::PanelDocks(QMainWindow& window, EngineClient& engine, Trainer& trainer, LiveViews& views)
    : QObject(&window), palette(new PalettePanel), projects(new ProjectsPanel), data(new DataPanel(engine)), log(new LogPanel), inspector(new InspectorPanel(engine)), training(new TrainingPanel), flight(new FlightPanel(engine, trainer)),
      graph(new GraphPanel), runs(new RunsPanel(engine)), problems(new ProblemsPanel), plan(new PlanPanel(engine, trainer)), help(new HelpPanel), window_(window), tabs_(new DockTabs(window)) {
    window.setCorner(Qt::BottomLeftCorner, Qt::BottomDockWidgetArea);
    window.setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    add("layers", "inside", QT_TR_NOOP("Layers"), QT_TR_NOOP("All layers, by family"), palette);
    add("projects", "folder", QT_TR_NOOP("Projects"), QT_TR_NOOP("Ready projects and recent files"), projects);
    add("data", "data", QT_TR_NOOP("Data preview"), QT_TR_NOOP("Samples and classes of the data set"), data);
    add("log", "info", QT_TR_NOOP("Log"), QT_TR_NOOP("Messages of the engine"), log);
    add("inspector", "settings", QT_TR_NOOP("Inspector"), QT_TR_NOOP("Attributes, shapes and cost of what is selected"), inspector);
    add("training", "", QT_TR_NOOP("Training"), QT_TR_NOOP("Data, batch, optimizer, schedule"), training);
    add("graph", "", QT_TR_NOOP("Graph"), QT_TR_NOOP("Sums and all nodes"), graph);
    add("loss", "loss", QT_TR_NOOP("Loss"), QT_TR_NOOP("Curves of loss and accuracy"), views.loss());
    add("landscape", "landscape", QT_TR_NOOP("Landscape"), QT_TR_NOOP("Loss around the run's parameters"), views.landscape());
    add("kernels", "kernels", QT_TR_NOOP("Kernels"), QT_TR_NOOP("Timeline, table and roofline of the kernels"), views.kernels());
    add("memory", "memory", QT_TR_NOOP("Memory"), QT_TR_NOOP("Lifetimes of tensors in device memory"), views.memory());
    add("inside", "image", QT_TR_NOOP("Inside"), QT_TR_NOOP("What the model makes of samples: feature maps, filters, predictions, saliency, embedding, attention"), views.inside());
    add("runs", "runs", QT_TR_NOOP("Runs"), QT_TR_NOOP("All stored runs"), runs);
    add("problems", "warning", QT_TR_NOOP("Problems"), QT_TR_NOOP("What is wrong with the graph"), problems);
    add("flight", "ok", QT_TR_NOOP("Flight check"), QT_TR_NOOP("What a run will take and what may go wrong"), flight);
    add("plan", "plan", QT_TR_NOOP("Plan"), QT_TR_NOOP("What the compiler makes of the graph"), plan);
    add("help", "", QT_TR_NOOP("Help"), QT_TR_NOOP("Layers, operators and optimizers explained"), help);
    for (QWidget* form : {static_cast<QWidget*>(inspector), static_cast<QWidget*>(training)}) form->setMinimumWidth(kForm);
    resetLayout();
}

QDockWidget* PanelDocks::add(const QString& id, const QString& icon, const char* title, const char* about, QWidget* panel) {
    auto* dock = new QDockWidget(&window_);
    dock->setObjectName(id);
    dock->setWidget(panel);
    setLook(*panel, "panel");
    panel->setAttribute(Qt::WA_StyledBackground);
    panel->setMinimumHeight(80);
    if (!panel->layout()) panel->setMinimumWidth(kView);   // others know what they need
    tabs_->watch(*dock, icon);
    translated(dock, [=] {
        dock->setWindowTitle(tr(title));
        dock->setToolTip(tr(about));
        dock->toggleViewAction()->setToolTip(tr(about));
        panel->setAccessibleName(tr(title));
    });
    docks_.push_back(dock);
    return dock;
}

QDockWidget* PanelDocks::dock(const QString& id) const {
    for (QDockWidget* dock : docks_)
        if (dock->objectName() == id) return dock;
    return nullptr;
}

void PanelDocks::resetLayout() {
    const Tokens& tokens = Theme::instance().tokens();
    for (QDockWidget* each : docks_) {
        each->setFloating(false);
        window_.removeDockWidget(each);
    }
    const auto place = [&](const QString& first, std::initializer_list<const char*> others) {
        for (const char* id : others) window_.tabifyDockWidget(dock(first), dock(id));
    };
    window_.addDockWidget(Qt::LeftDockWidgetArea, dock("layers"));
    window_.splitDockWidget(dock("layers"), dock("data"), Qt::Vertical);
    place("layers", {"projects"});
    place("data", {"log"});
    window_.addDockWidget(Qt::RightDockWidgetArea, dock("inspector"));
    place("inspector", {"training", "graph", "help"});
    window_.addDockWidget(Qt::BottomDockWidgetArea, dock("loss"));
    if (window_.width() < kNarrow) {
        place("loss", {"landscape", "kernels", "memory", "inside", "runs", "problems", "plan", "flight"});
    } else {
        window_.splitDockWidget(dock("loss"), dock("landscape"), Qt::Horizontal);
        place("loss", {"problems"});
        window_.splitDockWidget(dock("landscape"), dock("kernels"), Qt::Horizontal);
        place("landscape", {"plan", "flight"});
        place("kernels", {"memory", "inside", "runs"});   // curves of runs stay in sight beside their table
    }
    for (QDockWidget* each : docks_) each->show();
    for (const char* front : {"layers", "data", "inspector", "kernels", "landscape", "loss"}) dock(front)->raise();
    window_.resizeDocks({dock("layers"), dock("inspector")}, {std::min(int(tokens.number("size.dockLeft")), int(kSide * window_.width())), std::min(int(tokens.number("size.dockRight")), int(1.3 * kSide * window_.width()))}, Qt::Horizontal);
    window_.resizeDocks({dock("layers"), dock("data")}, {300, 236}, Qt::Vertical);
    if (window_.width() >= kNarrow) window_.resizeDocks({dock("loss"), dock("landscape"), dock("kernels")}, {386, 356, 540}, Qt::Horizontal);
    window_.resizeDocks({dock("loss")}, {std::min(int(tokens.number("size.dockBottom")), int(kBottom * window_.height()))}, Qt::Vertical);
}

void PanelDocks::restoreLayout(const QString& key) {
    const QByteArray state = QSettings().value(key).toByteArray();
    if (state.isEmpty() || !window_.restoreState(state, kLayoutVersion)) resetLayout();
}

void PanelDocks::saveLayout(const QString& key) const { QSettings().setValue(key, hidden_state_.isEmpty() ? window_.saveState(kLayoutVersion) : hidden_state_); }

void PanelDocks::setShown(bool shown) {
    if (shown == hidden_state_.isEmpty()) return;
    if (shown) {
        window_.restoreState(std::exchange(hidden_state_, {}), kLayoutVersion);
    } else {
        hidden_state_ = window_.saveState(kLayoutVersion);
        for (QDockWidget* each : docks_) each->hide();
    }
}

void PanelDocks::setDocument(GraphDocument* document) {
    palette->setDocument(document);
    data->setDocument(document);
    inspector->setDocument(document);
    training->setDocument(document);
    flight->setDocument(document);
    graph->setDocument(document);
    problems->setDocument(document);
    plan->setDocument(document);
}

void PanelDocks::show(QWidget* panel) {
    for (QDockWidget* each : docks_)
        if (each->widget() == panel) {
            each->show();
            each->raise();
        }
}

}  // namespace saddle::app

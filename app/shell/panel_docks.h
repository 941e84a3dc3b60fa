#pragma once
// The panels of the window in their docks: made, placed, shown, and told which document is current.
#include <QDockWidget>
#include <QMainWindow>

#include "app/bridge/engine_client.h"
#include "app/document/graph_document.h"

namespace saddle::app {

class DataPanel;
class DockTabs;
class FlightPanel;
class GraphPanel;
class HelpPanel;
class InspectorPanel;
class LiveViews;
class LogPanel;
class PalettePanel;
class PlanPanel;
class ProblemsPanel;
class ProjectsPanel;
class RunsPanel;
class Trainer;
class TrainingPanel;

class PanelDocks : public QObject {
    Q_OBJECT
public:
    PanelDocks(QMainWindow& window, EngineClient& engine, Trainer& trainer, LiveViews& views);

    PalettePanel* palette;
    ProjectsPanel* projects;
    DataPanel* data;
    LogPanel* log;
    InspectorPanel* inspector;
    TrainingPanel* training;
    FlightPanel* flight;
    GraphPanel* graph;
    RunsPanel* runs;
    ProblemsPanel* problems;
    PlanPanel* plan;
    HelpPanel* help;

    /// Places every panel as in the look; below 1280 px the bottom panels share one tab bar.
    void resetLayout();
    /// As the user left it, if the settings have it under `key`.
    void restoreLayout(const QString& key);
    void saveLayout(const QString& key) const;
    /// All panels away while no project is open, back as they were when one is.
    void setShown(bool shown);
    void setDocument(GraphDocument* document);
    const std::vector<QDockWidget*>& docks() const { return docks_; }
    /// Brings the panel to the front of its tabs and makes it visible.
    void show(QWidget* panel);

private:
    QDockWidget* add(const QString& id, const QString& icon, const char* title, const char* about, QWidget* panel);
    QDockWidget* dock(const QString& id) const;
    QMainWindow& window_;
    DockTabs* tabs_;
    std::vector<QDockWidget*> docks_;
    QByteArray hidden_state_;   ///< layout while no project is open; empty: shown
};

}  // namespace saddle::app

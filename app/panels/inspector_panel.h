#pragma once
// The inspector: attributes of the selected nodes as fields made from their layers' definitions, and what is known of
// them. Several nodes at once show what they have in common. Every change goes through the document's undo.
#include <QPointer>
#include <QWidget>

#include "app/bridge/engine_client.h"
#include "app/document/graph_document.h"
#include "engine/api/views.h"

class QLabel;
class QLineEdit;
class QScrollArea;
class QToolButton;

namespace saddle::app {

class AttributeField;
class EmptyState;
class NodeFacts;
class NoteStrip;
class Section;
class StepView;
class WeightsView;

class InspectorPanel : public QWidget {
    Q_OBJECT
public:
    explicit InspectorPanel(EngineClient& engine, QWidget* parent = nullptr);
    void setDocument(GraphDocument* document);
    /// The newest measured step; null: none.
    void setProfile(std::shared_ptr<const StepProfile> profile);
    /// The wire that alone is selected. `of_run`: the document is the shown run's, so that a step is its next one.
    void setWire(const std::optional<Edge>& wire, bool of_run, const QString& device);

Q_SIGNALS:
    void refused(const saddle::Error& error);
    void stepTaken();     ///< the newest step of a paused run was taken apart to its update

private:
    void selectionChanged();
    void rebuild(const std::vector<const Node*>& nodes);
    void refresh();
    void showProblems(const Node& node);
    void rename();
    void set(const std::string& attribute, const std::optional<AttributeValue>& value, const QString& gesture);
    /// One value a selected node; nullopt: the default. One undo step.
    void setEach(const std::string& attribute, const std::vector<std::optional<AttributeValue>>& values, const QString& gesture);
    void resetAll();
    std::vector<const Node*> nodes() const;

    QPointer<GraphDocument> document_;
    std::shared_ptr<const StepProfile> profile_;
    std::string built_for_;   ///< layers that the fields were made for
    std::optional<Edge> wire_;
    bool of_run_ = false;
    QString device_;
    QScrollArea *scroll_, *wire_page_;
    EmptyState* empty_;
    QLabel *icon_, *title_, *summary_;
    QLineEdit* name_;
    Section* attributes_;
    QToolButton* reset_;
    NoteStrip* problem_;
    NodeFacts* facts_;
    WeightsView* weights_;
    StepView* step_;
    std::vector<AttributeField*> fields_;
};

}  // namespace saddle::app

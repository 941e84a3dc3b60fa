#pragma once
// The canvas' verbs as actions: texts, shortcuts, when they can be used, and what they do.
#include <QAction>
#include <QObject>
#include <functional>
#include <map>

#include "app/canvas/canvas_scene.h"

namespace saddle::app {

class Camera;

class CanvasActions : public QObject {
    Q_OBJECT
public:
    /// What only the view can do: open the search box, edit a name, fit after the view's size is known.
    struct Openers {
        std::function<void()> search;
        std::function<void(const NodeId&)> rename;   ///< or edit the text of a note
        std::function<void()> saveAsLayer;
        std::function<void()> exportImage;
    };
    CanvasActions(CanvasScene& scene, Camera& camera, QGraphicsView& view, Openers openers);

    QAction* operator[](CanvasVerb verb) const { return actions_.at(verb); }
    const std::map<CanvasVerb, QAction*>& all() const { return actions_; }
    void retranslate();
    bool snap() const { return actions_.at(CanvasVerb::ToggleSnap)->isChecked(); }
    void setReduceMotion(bool reduce) { reduce_motion_ = reduce; }
    int motion(int milliseconds) const { return reduce_motion_ ? 0 : milliseconds; }

    /// Moves the selected nodes by `by` px; repeated nudges are one undo step.
    void nudge(const QPointF& by);
    /// Selects the next node in drawing order, or the previous; false past the last.
    bool cycle(bool forward);

private:
    void add(CanvasVerb verb, std::function<void()> run);
    void updateEnabled();
    std::vector<NodeId> selected() const;
    std::vector<NodeId> selectedNodes() const;   ///< without notes
    void addNote(bool frame);
    QPointF aim() const;                         ///< the pointer when it is over the canvas, else the middle, on the grid
    void remove(const QString& text);
    void copy();
    void paste();
    void select(const std::vector<NodeId>& nodes);
    void toggleBypass();
    void connectSelected();
    void disconnectSelected();
    void autoLayout();

    CanvasScene& scene_;
    GraphDocument& document_;
    Camera& camera_;
    QGraphicsView& view_;
    Openers openers_;
    std::map<CanvasVerb, QAction*> actions_;
    bool reduce_motion_ = false;
    int pastes_ = 0;           ///< of the same text, so that each lands beside the one before
};

}  // namespace saddle::app

#pragma once
// The document: one project, its undo stack and what the engine last said of it. UI thread only.
// Every change is an undo command around a GraphEdit, so that undo covers everything and the engine never sees Qt.
#include <QObject>
#include <QStringList>
#include <QUndoStack>
#include <memory>
#include <optional>

#include "engine/api/check.h"
#include "engine/api/document.h"

namespace saddle::app {

class GraphDocument : public QObject {
    Q_OBJECT
public:
    explicit GraphDocument(QObject* parent = nullptr);

    const Project& project() const { return project_; }
    /// The project with the graph that the canvas draws now: that of `place()`, nodes named by their paths (drawing.h).
    const Project& drawing() const;
    /// The instance of a composite whose inside is drawn, by its path; empty: the project's own graph.
    const NodeId& place() const { return place_; }
    /// What the paths of nodes begin with that are added to the place: "block1/".
    NodeId scope() const { return place_.empty() ? NodeId() : place_ + '/'; }
    /// Draws the inside of the instance `place`. False where it has none.
    bool enter(const NodeId& place);
    QUndoStack& undoStack() { return undo_; }
    /// Shapes, costs and mistakes of the current project; null until the engine has answered, older than `project()`
    /// while it works on the newest change.
    std::shared_ptr<const compile::TypedGraph> typed() const { return typed_; }
    void setTyped(std::shared_ptr<const compile::TypedGraph> typed);

    /// Applies `edit`, which addresses nodes as in `drawing()`, as one undo step named `text` (already translated). Consecutive edits with the same non-empty
    /// `mergeKey` become one step: a key names a gesture, e.g. "conv1.kernel#7" for the 7th drag. On an error nothing
    /// changes. Undo and redo bring back the place and the selection that the step was made with.
    Status apply(const GraphEdit& edit, const QString& text, const QString& mergeKey = {});

    /// File: empty for a new document. Loading replaces the project and clears undo; on an error nothing changes.
    QString path() const { return path_; }
    Status load(const QString& path);
    Status save(const QString& path);
    void reset(Project project, const QString& path = {});
    bool dirty() const { return !undo_.isClean(); }

    /// Selection shared by canvas, inspector and live views: nodes and notes by their paths.
    const QStringList& selection() const { return selection_; }
    /// For what is not drawn the group that contains it stands; what is in a selected group goes with it.
    void select(const QStringList& nodes);

Q_SIGNALS:
    void changed();            ///< the project is another value
    void placeChanged();       ///< the drawing is of another place
    void typedChanged();
    void selectionChanged();
    void pathChanged();
    void dirtyChanged(bool dirty);

private:
    friend class EditCommand;
    GraphEdit replay(const GraphEdit& edit, const NodeId& place, const QStringList& selection);   ///< undo and redo: gives the inverse

    Project project_;
    mutable std::optional<Project> drawing_;   ///< kept until the project or the place is another one
    NodeId place_;
    QUndoStack undo_;
    std::shared_ptr<const compile::TypedGraph> typed_;
    QString path_;
    QStringList selection_;
};

}  // namespace saddle::app

#pragma once
// One undo step of a GraphDocument: an edit that was done and the edit that takes it back.
#include <QStringList>
#include <QUndoCommand>

#include "engine/api/document.h"

namespace saddle::app {

class GraphDocument;

class EditCommand : public QUndoCommand {
public:
    /// `edit` has been applied already and gave `inverse`; `selection` is the one it was made with.
    EditCommand(GraphDocument& document, GraphEdit edit, GraphEdit inverse, const QString& text, const QString& mergeKey, QStringList selection);

    void undo() override;
    void redo() override;
    int id() const override { return mergeKey_.isEmpty() ? -1 : 1; }
    bool mergeWith(const QUndoCommand* later) override;

private:
    GraphDocument& document_;
    GraphEdit edit_, inverse_;
    QString mergeKey_;
    NodeId place_;                 ///< that was drawn
    QStringList before_, after_;   ///< selections: `after_` is known once the step is taken back
    bool done_ = true;             ///< QUndoStack::push calls redo() on a step that is done already
};

}  // namespace saddle::app

#include "app/document/edit_command.h"

#include <type_traits>

#include "app/document/graph_document.h"

namespace saddle::app {
namespace {

/// True when `later` sets just what `earlier` set, so that it stands for both (and the inverse of `earlier` for both
/// inverses). A drag of a slider then stays one small edit however long it takes.
bool overwrites(const GraphEdit& later, const GraphEdit& earlier) {
    if (later.edit.index() != earlier.edit.index()) return false;
    return std::visit(
        [&](const auto& edit) {
            using T = std::decay_t<decltype(edit)>;
            const T& old = std::get<T>(earlier.edit);
            if constexpr (std::is_same_v<T, SetAttribute>) return edit.id == old.id && edit.name == old.name;
            else if constexpr (std::is_same_v<T, MoveTo>) return edit.id == old.id;
            else if constexpr (std::is_same_v<T, SetTrain> || std::is_same_v<T, SetData> || std::is_same_v<T, SetTitle>) return true;
            else if constexpr (std::is_same_v<T, SetNote>) return edit.note.id == old.note.id;
            else if constexpr (std::is_same_v<T, Inside>) return edit.composite == old.composite && overwrites(GraphEdit{edit.list}, GraphEdit{old.list});
            else if constexpr (std::is_same_v<T, EditList>)
                return edit.edits.size() == old.edits.size() && std::equal(edit.edits.begin(), edit.edits.end(), old.edits.begin(), overwrites);
            else return false;
        },
        later.edit);
}

}  // namespace

EditCommand::EditCommand(GraphDocument& document, GraphEdit edit, GraphEdit inverse, const QString& text, const QString& mergeKey, QStringList selection)
    : QUndoCommand(text), document_(document), edit_(std::move(edit)), inverse_(std::move(inverse)), mergeKey_(mergeKey), place_(document.place()), before_(std::move(selection)) {}

void EditCommand::undo() {
    after_ = document_.selection();
    edit_ = document_.replay(inverse_, place_, before_);
}

void EditCommand::redo() {
    if (done_) {
        done_ = false;
        return;
    }
    inverse_ = document_.replay(edit_, place_, after_);
}

bool EditCommand::mergeWith(const QUndoCommand* command) {
    const auto& later = static_cast<const EditCommand&>(*command);
    if (later.mergeKey_ != mergeKey_) return false;
    if (overwrites(later.edit_, edit_)) {
        edit_ = later.edit_;
    } else {
        edit_ = GraphEdit{EditList{{std::move(edit_), later.edit_}}};
        inverse_ = GraphEdit{EditList{{later.inverse_, std::move(inverse_)}}};
    }
    return true;
}

}  // namespace saddle::app

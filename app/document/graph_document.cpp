#include "app/document/graph_document.h"

#include <QFile>
#include <set>

#include "app/document/drawing.h"
#include "app/document/edit_command.h"

namespace saddle::app {
namespace {

/// A selection's names after `edit`: renaming keeps a node selected.
void follow_renames(QStringList& selection, const GraphEdit& edit) {
    if (const auto* list = std::get_if<EditList>(&edit.edit))
        for (const GraphEdit& each : list->edits) follow_renames(selection, each);
    else if (const auto* rename = std::get_if<Rename>(&edit.edit))
        for (QString& id : selection)
            if (id == QString::fromStdString(rename->from)) id = QString::fromStdString(rename->to);
}

}  // namespace

GraphDocument::GraphDocument(QObject* parent) : QObject(parent) {
    connect(&undo_, &QUndoStack::cleanChanged, this, [this](bool clean) { Q_EMIT dirtyChanged(!clean); });
}

void GraphDocument::setTyped(std::shared_ptr<const compile::TypedGraph> typed) {
    typed_ = std::move(typed);
    Q_EMIT typedChanged();
}

const Project& GraphDocument::drawing() const {
    if (place_.empty() && project_.sketch.expanded.empty()) return project_;
    if (!drawing_) drawing_ = drawing_of(project_, place_);
    return *drawing_;
}

bool GraphDocument::enter(const NodeId& place) {
    if (!graph_at(project_, place)) return false;
    if (place == place_) return true;
    const NodeId left = std::exchange(place_, place);
    drawing_.reset();
    Q_EMIT placeChanged();
    const bool outwards = place.empty() || left.rfind(place + '/', 0) == 0;
    select(outwards ? QStringList{QString::fromStdString(left)} : QStringList{});   // the group that was left
    return true;
}

Status GraphDocument::apply(const GraphEdit& edit, const QString& text, const QString& mergeKey) {
    GraphEdit own = addressed(project_, place_, edit);
    TRY(GraphEdit inverse, saddle::apply(project_, own));
    drawing_.reset();
    QStringList selection = selection_;
    undo_.push(new EditCommand(*this, std::move(own), std::move(inverse), text, mergeKey, selection));
    Q_EMIT changed();
    follow_renames(selection, edit);
    select(selection);
    return {};
}

GraphEdit GraphDocument::replay(const GraphEdit& edit, const NodeId& place, const QStringList& selection) {
    auto inverse = saddle::apply(project_, edit);
    SADDLE_ASSERT(inverse.ok(), "a step that was done cannot be taken back or done again");
    drawing_.reset();
    const bool moved = place != place_;
    if (moved) place_ = place;
    Q_EMIT changed();
    if (moved) Q_EMIT placeChanged();
    select(selection);
    return std::move(*inverse);
}

Status GraphDocument::load(const QString& path) {
    TRY(Project project, load_project(QFile::encodeName(path).toStdString()));
    reset(std::move(project), path);
    return {};
}

Status GraphDocument::save(const QString& path) {
    TRY_STATUS(save_project(project_, QFile::encodeName(path).toStdString()));
    undo_.setClean();
    if (path_ != path) {
        path_ = path;
        Q_EMIT pathChanged();
    }
    return {};
}

void GraphDocument::reset(Project project, const QString& path) {
    project_ = std::move(project);
    drawing_.reset();
    place_.clear();
    path_ = path;
    typed_.reset();
    selection_.clear();
    undo_.clear();
    Q_EMIT pathChanged();
    Q_EMIT changed();
    Q_EMIT placeChanged();
    Q_EMIT typedChanged();
    Q_EMIT selectionChanged();
}

void GraphDocument::select(const QStringList& nodes) {
    std::set<std::string_view> known;
    for (const Node& node : drawing().graph.nodes) known.insert(node.id);
    for (const Note& note : drawing().sketch.notes) known.insert(note.id);
    std::vector<NodeId> drawn;
    std::set<NodeId> taken;
    for (const QString& name : nodes) {
        NodeId id = name.toStdString();
        while (!known.count(id) && id.find('/') != NodeId::npos) id.resize(id.rfind('/'));
        if (known.count(id) && taken.insert(id).second) drawn.push_back(std::move(id));
    }
    QStringList kept;
    for (const NodeId& id : drawn) {
        bool inside = false;
        for (size_t slash = id.find('/'); slash != NodeId::npos; slash = id.find('/', slash + 1)) inside |= taken.count(id.substr(0, slash)) > 0;
        if (!inside) kept << QString::fromStdString(id);
    }
    if (kept == selection_) return;
    selection_ = kept;
    Q_EMIT selectionChanged();
}

}  // namespace saddle::app

#include "moc_graph_document.cpp"

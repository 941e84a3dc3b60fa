#include "app/document/graph_document.h"

#include <QFile>
#include <set>

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

Status GraphDocument::apply(const GraphEdit& edit, const QString& text, const QString& mergeKey) {
    TRY(GraphEdit inverse, saddle::apply(project_, edit));
    QStringList selection = selection_;
    undo_.push(new EditCommand(*this, edit, std::move(inverse), text, mergeKey, selection));
    Q_EMIT changed();
    follow_renames(selection, edit);
    select(selection);
    return {};
}

GraphEdit GraphDocument::replay(const GraphEdit& edit, const QStringList& selection) {
    auto inverse = saddle::apply(project_, edit);
    SADDLE_ASSERT(inverse.ok(), "a step that was done cannot be taken back or done again");
    Q_EMIT changed();
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
    path_ = path;
    typed_.reset();
    selection_.clear();
    undo_.clear();
    Q_EMIT pathChanged();
    Q_EMIT changed();
    Q_EMIT typedChanged();
    Q_EMIT selectionChanged();
}

void GraphDocument::select(const QStringList& nodes) {
    std::set<std::string_view> known;
    for (const Node& node : project_.graph.nodes) known.insert(node.id);
    QStringList kept;
    for (const QString& id : nodes)
        if (known.erase(id.toStdString())) kept << id;
    if (kept == selection_) return;
    selection_ = kept;
    Q_EMIT selectionChanged();
}

}  // namespace saddle::app

#include "moc_graph_document.cpp"

#include "app/canvas/canvas_actions.h"

#include <QClipboard>
#include <QGuiApplication>

#include "app/canvas/camera.h"
#include "app/canvas/group_verbs.h"
#include "app/document/auto_layout.h"
#include "app/document/compatibility.h"
#include "app/document/drawing.h"
#include "app/document/graph_edits.h"
#include "app/shell/actions.h"

namespace saddle::app {
namespace {

struct Words { const char *text, *help; QKeySequence keys; };

Words words(CanvasVerb verb) {
    switch (verb) {
        case CanvasVerb::AddLayer: return {QT_TR_NOOP("Add layer..."), QT_TR_NOOP("Search a layer and wire it to the selection"), QKeySequence("/")};
        case CanvasVerb::Cut: return {QT_TR_NOOP("Cut"), QT_TR_NOOP("Copy the selection and delete it"), QKeySequence::Cut};
        case CanvasVerb::Copy: return {QT_TR_NOOP("Copy"), QT_TR_NOOP("Copy the selected layers as text"), QKeySequence::Copy};
        case CanvasVerb::Paste: return {QT_TR_NOOP("Paste"), QT_TR_NOOP("Paste layers, also from another window or a file's text"), QKeySequence::Paste};
        case CanvasVerb::Duplicate: return {QT_TR_NOOP("Duplicate"), QT_TR_NOOP("Copy the selected layers beside themselves, with what feeds them"), QKeySequence("Ctrl+D")};
        case CanvasVerb::Delete: return {QT_TR_NOOP("Delete"), QT_TR_NOOP("Delete what is selected; wires through it are healed"), QKeySequence::Delete};
        case CanvasVerb::SelectAll: return {QT_TR_NOOP("Select all"), QT_TR_NOOP("Select all layers"), QKeySequence::SelectAll};
        case CanvasVerb::SelectNone: return {QT_TR_NOOP("Select nothing"), QT_TR_NOOP("Clear the selection"), QKeySequence("Ctrl+Shift+A")};
        case CanvasVerb::Rename: return {QT_TR_NOOP("Rename"), QT_TR_NOOP("Edit the layer's name in place"), QKeySequence("F2")};
        case CanvasVerb::ToggleBypass: return {QT_TR_NOOP("Bypass"), QT_TR_NOOP("Let the selected layers pass their input through"), QKeySequence("B")};
        case CanvasVerb::ConnectSelected: return {QT_TR_NOOP("Connect selected"), QT_TR_NOOP("Wire the selected layers in the order of selection"), QKeySequence("C")};
        case CanvasVerb::Disconnect: return {QT_TR_NOOP("Disconnect"), QT_TR_NOOP("Remove all wires of the selected layers"), QKeySequence("Shift+C")};
        case CanvasVerb::Group: return {QT_TR_NOOP("Group"), QT_TR_NOOP("Make the selected layers one group, with ports where wires enter and leave"), QKeySequence("Ctrl+G")};
        case CanvasVerb::Unpack: return {QT_TR_NOOP("Unpack group"), QT_TR_NOOP("Put what the selected groups contain in their place"), QKeySequence("Ctrl+Shift+G")};
        case CanvasVerb::ToggleExpanded: return {QT_TR_NOOP("Expand or collapse"), QT_TR_NOOP("Show what the selected groups contain where they stand"), QKeySequence("E")};
        case CanvasVerb::Enter: return {QT_TR_NOOP("Enter group"), QT_TR_NOOP("Draw the inside of the selected group; changes are in all its instances"), QKeySequence("Alt+Down")};
        case CanvasVerb::Leave: return {QT_TR_NOOP("Leave group"), QT_TR_NOOP("Back to what is around this group"), QKeySequence("Alt+Up")};
        case CanvasVerb::SaveAsLayer: return {QT_TR_NOOP("Save as layer..."), QT_TR_NOOP("Name the group, give it attributes, keep it in the palette and in your library"), QKeySequence("Ctrl+Shift+L")};
        case CanvasVerb::AddComment: return {QT_TR_NOOP("Add comment"), QT_TR_NOOP("A note on the canvas"), QKeySequence("N")};
        case CanvasVerb::AddFrame: return {QT_TR_NOOP("Add frame"), QT_TR_NOOP("A titled area around the selection that takes what is in it along"), QKeySequence("Shift+N")};
        case CanvasVerb::AutoLayout: return {QT_TR_NOOP("Arrange"), QT_TR_NOOP("Place all layers from left to right with few crossings"), QKeySequence("L")};
        case CanvasVerb::ToggleSnap: return {QT_TR_NOOP("Snap"), QT_TR_NOOP("Moved layers keep to the grid and to each other; Ctrl while dragging: not"), QKeySequence("Shift+S")};
        case CanvasVerb::Fit: return {QT_TR_NOOP("Fit"), QT_TR_NOOP("Show the whole graph"), QKeySequence("F")};
        case CanvasVerb::ZoomToSelection: return {QT_TR_NOOP("Zoom to selection"), QT_TR_NOOP("Show what is selected"), QKeySequence("Shift+F")};
        case CanvasVerb::ZoomIn: return {QT_TR_NOOP("Zoom in"), QT_TR_NOOP("Larger"), QKeySequence::ZoomIn};
        case CanvasVerb::ZoomOut: return {QT_TR_NOOP("Zoom out"), QT_TR_NOOP("Smaller"), QKeySequence::ZoomOut};
        case CanvasVerb::ZoomActual: return {QT_TR_NOOP("Actual size"), QT_TR_NOOP("Zoom 100 %"), QKeySequence("Ctrl+0")};
        case CanvasVerb::ExportImage: return {QT_TR_NOOP("Export as image..."), QT_TR_NOOP("Write the graph as SVG or PNG"), QKeySequence("Ctrl+Shift+E")};
    }
    return {"", "", {}};
}

/// Chords that mean the graph wherever the keyboard is: after a click into the inspector too. The others mean text, a list or a
/// box there.
bool anywhere(CanvasVerb verb) {
    return verb == CanvasVerb::Group || verb == CanvasVerb::Unpack || verb == CanvasVerb::SaveAsLayer || verb == CanvasVerb::Leave || verb == CanvasVerb::ExportImage;
}

constexpr double kZoomStep = 1.25;
constexpr double kPasteStep = 32, kDuplicateStep = 32;

}  // namespace

CanvasActions::CanvasActions(CanvasScene& scene, Camera& camera, QGraphicsView& view, Openers openers)
    : QObject(&view), scene_(scene), document_(scene.document()), camera_(camera), view_(view), openers_(std::move(openers)) {
    const auto zoom = [this](double factor) {
        camera_.zoomTo(camera_.zoom() * factor, QRectF(view_.viewport()->rect()).center());
    };
    add(CanvasVerb::AddLayer, [this] { openers_.search(); });
    add(CanvasVerb::Cut, [this] { copy(); remove(tr("Cut")); });
    add(CanvasVerb::Copy, [this] { copy(); });
    add(CanvasVerb::Paste, [this] { paste(); });
    add(CanvasVerb::Duplicate, [this] {
        const Pasted copies = duplicate(document_.drawing(), selected(), kDuplicateStep, kDuplicateStep, true);
        if (scene_.apply({copies.edit}, tr("Duplicate"))) select(copies.nodes);
    });
    add(CanvasVerb::Delete, [this] { remove(tr("Delete")); });
    add(CanvasVerb::SelectAll, [this] {
        std::vector<NodeId> all;
        for (const Node& node : document_.drawing().graph.nodes) all.push_back(node.id);
        for (const Note& note : document_.drawing().sketch.notes) all.push_back(note.id);
        select(all);
    });
    add(CanvasVerb::SelectNone, [this] {
        document_.select({});
        scene_.selectWires({});
    });
    add(CanvasVerb::Rename, [this] { openers_.rename(selected().back()); });
    add(CanvasVerb::ToggleBypass, [this] { toggleBypass(); });
    add(CanvasVerb::ConnectSelected, [this] { connectSelected(); });
    add(CanvasVerb::Disconnect, [this] { disconnectSelected(); });
    add(CanvasVerb::Group, [this] { group_selection(scene_); });
    add(CanvasVerb::Unpack, [this] { unpack_selection(scene_); });
    add(CanvasVerb::ToggleExpanded, [this] {
        for (const NodeId& id : selected_groups(scene_)) toggle_expanded(scene_, id);
    });
    add(CanvasVerb::Enter, [this] { document_.enter(selected_groups(scene_).back()); });
    add(CanvasVerb::Leave, [this] { document_.enter(scope_of(document_.place()).empty() ? NodeId() : document_.place().substr(0, document_.place().rfind('/'))); });
    add(CanvasVerb::SaveAsLayer, [this] { openers_.saveAsLayer(); });
    add(CanvasVerb::AddComment, [this] { addNote(false); });
    add(CanvasVerb::AddFrame, [this] { addNote(true); });
    add(CanvasVerb::AutoLayout, [this] { autoLayout(); });
    add(CanvasVerb::ToggleSnap, [] {});
    add(CanvasVerb::Fit, [this] { camera_.fit(scene_.content(), 1, motion(scene_.style().ms_normal)); });
    add(CanvasVerb::ZoomToSelection, [this] {
        QRectF area;
        for (const NodeId& id : selected()) area |= scene_.node(id)->box();
        camera_.fit(area, 1, motion(scene_.style().ms_normal));
    });
    add(CanvasVerb::ZoomIn, [zoom] { zoom(kZoomStep); });
    add(CanvasVerb::ZoomOut, [zoom] { zoom(1 / kZoomStep); });
    add(CanvasVerb::ZoomActual, [this] { camera_.glideTo(camera_.centre(), 1, motion(scene_.style().ms_normal)); });
    add(CanvasVerb::ExportImage, [this] { openers_.exportImage(); });
    actions_[CanvasVerb::ToggleSnap]->setCheckable(true);
    actions_[CanvasVerb::ToggleSnap]->setChecked(true);
    connect(&document_, &GraphDocument::selectionChanged, this, &CanvasActions::updateEnabled);
    connect(&document_, &GraphDocument::changed, this, &CanvasActions::updateEnabled);
    connect(&document_, &GraphDocument::placeChanged, this, &CanvasActions::updateEnabled);
    connect(&scene_, &CanvasScene::wireSelectionChanged, this, &CanvasActions::updateEnabled);
    retranslate();
    updateEnabled();
}

void CanvasActions::add(CanvasVerb verb, std::function<void()> run) {
    auto* action = new QAction(this);
    action->setObjectName(QStringLiteral("canvas/") + words(verb).text);   // its name in the settings
    action->setShortcutContext(anywhere(verb) ? Qt::WindowShortcut : Qt::WidgetShortcut);
    QList<QKeySequence> keys{words(verb).keys};
    if (verb == CanvasVerb::Delete) keys << QKeySequence(Qt::Key_Backspace);
    if (verb == CanvasVerb::ZoomIn) keys << QKeySequence("Ctrl+=");
    action->setShortcuts(keys);
    connect(action, &QAction::triggered, this, [run = std::move(run)] { run(); });
    view_.addAction(action);
    actions_[verb] = action;
}

void CanvasActions::retranslate() {
    for (const auto& [verb, action] : actions_) {
        action->setText(tr(words(verb).text));
        action->setToolTip(tooltipText(tr(words(verb).help), action->shortcut()));
        action->setStatusTip(tr(words(verb).help));
    }
}

void CanvasActions::updateEnabled() {
    const size_t chosen = size_t(document_.selection().size()), nodes = selectedNodes().size(), groups = selected_groups(scene_).size();
    const bool any = chosen > 0, graph = !document_.drawing().graph.nodes.empty() || !document_.drawing().sketch.notes.empty();
    for (const CanvasVerb verb : {CanvasVerb::Cut, CanvasVerb::Copy, CanvasVerb::Duplicate, CanvasVerb::ZoomToSelection}) actions_[verb]->setEnabled(any);
    for (const CanvasVerb verb : {CanvasVerb::ToggleBypass, CanvasVerb::Group}) actions_[verb]->setEnabled(nodes > 0);
    for (const CanvasVerb verb : {CanvasVerb::Unpack, CanvasVerb::ToggleExpanded}) actions_[verb]->setEnabled(groups > 0);
    for (const CanvasVerb verb : {CanvasVerb::Enter, CanvasVerb::SaveAsLayer}) actions_[verb]->setEnabled(groups == 1);
    actions_[CanvasVerb::Leave]->setEnabled(!document_.place().empty());
    actions_[CanvasVerb::Rename]->setEnabled(chosen == 1);
    actions_[CanvasVerb::ConnectSelected]->setEnabled(nodes >= 2);
    for (const CanvasVerb verb : {CanvasVerb::Delete, CanvasVerb::Disconnect}) actions_[verb]->setEnabled(any || !scene_.selectedWires().empty());
    for (const CanvasVerb verb : {CanvasVerb::SelectAll, CanvasVerb::AutoLayout, CanvasVerb::Fit, CanvasVerb::ExportImage}) actions_[verb]->setEnabled(graph);
}

std::vector<NodeId> CanvasActions::selected() const {
    std::vector<NodeId> ids;
    for (const QString& id : document_.selection()) ids.push_back(id.toStdString());
    return ids;
}

std::vector<NodeId> CanvasActions::selectedNodes() const {
    std::vector<NodeId> ids = selected();
    std::erase_if(ids, [&](const NodeId& id) { return !document_.drawing().graph.find(id); });
    return ids;
}

void CanvasActions::addNote(bool frame) {
    if (const NodeId id = add_note(scene_, frame, aim()); !id.empty()) openers_.rename(id);
}

QPointF CanvasActions::aim() const {
    const QPoint pointer = view_.viewport()->mapFromGlobal(QCursor::pos());
    const bool inside = view_.viewport()->rect().contains(pointer) && view_.underMouse();
    const QPointF at = inside ? view_.mapToScene(pointer) : camera_.centre();
    const double step = scene_.style().snap;
    return {std::round(at.x() / step) * step, std::round(at.y() / step) * step};
}

void CanvasActions::select(const std::vector<NodeId>& nodes) {
    QStringList names;
    for (const NodeId& id : nodes) names << QString::fromStdString(id);
    document_.select(names);
}

void CanvasActions::remove(const QString& text) {
    const std::set<Edge>& wires = scene_.selectedWires();
    scene_.apply({remove_and_heal(document_.drawing(), document_.typed().get(), selected(), {wires.begin(), wires.end()})}, text);
}

void CanvasActions::copy() {
    QGuiApplication::clipboard()->setText(QString::fromStdString(copy_text(document_.drawing(), selected())));
    pastes_ = 0;
}

void CanvasActions::paste() {
    const std::string text = QGuiApplication::clipboard()->text().toStdString();
    const QPointF at = aim() + QPointF(kPasteStep, kPasteStep) * pastes_;   // each further paste a step aside
    auto pasted = app::paste(document_.drawing(), text, at.x(), at.y(), document_.scope());
    if (!pasted.ok()) {
        Q_EMIT scene_.message(tr("Nothing to paste: the clipboard does not hold layers (%1)").arg(QString::fromStdString(pasted.error().message)));
        return;
    }
    if (!scene_.apply({pasted->edit}, tr("Paste"))) return;
    ++pastes_;
    select(pasted->nodes);
}

void CanvasActions::toggleBypass() {
    const std::vector<NodeId> ids = selectedNodes();
    bool all = true;
    for (const NodeId& id : ids) all &= document_.drawing().graph.find(id)->bypassed;
    EditList list;
    for (const NodeId& id : ids) list.edits.push_back({SetBypass{id, !all}});
    scene_.apply({list}, all ? tr("Use again") : tr("Bypass"));
}

void CanvasActions::connectSelected() {
    const std::vector<NodeId> ids = selectedNodes();
    EditList list;
    Project project = document_.drawing();
    QString why;
    for (size_t i = 0; i + 1 < ids.size(); ++i) {
        const auto def = ops::layer_of(project, project.graph.find(ids[i])->layer);
        bool wired = false;
        for (const ops::LayerPort& output : def ? def->outputs : std::vector<ops::LayerPort>{}) {
            const PortRef from{ids[i], output.name};
            const std::string input = accepting_input(project, document_.typed().get(), from, ids[i + 1]);
            if (input.empty()) continue;
            list.edits.push_back({Connect{{from, {ids[i + 1], input}}, {}}});
            wired = saddle::apply(project, list.edits.back()).ok();
            break;
        }
        if (!wired) why = tr("%2 has no input that accepts what %1 gives").arg(QString::fromStdString(ids[i]), QString::fromStdString(ids[i + 1]));
    }
    if (!list.edits.empty()) scene_.apply({list}, tr("Connect"));
    if (!why.isEmpty()) Q_EMIT scene_.message(why);
}

void CanvasActions::disconnectSelected() {
    const std::vector<NodeId> ids = selected();
    const std::set<NodeId> chosen(ids.begin(), ids.end());
    EditList list;
    for (const Edge& edge : document_.drawing().graph.edges)
        if (chosen.count(edge.from.node) || chosen.count(edge.to.node) || scene_.selectedWires().count(edge)) list.edits.push_back({Disconnect{edge}});
    if (!list.edits.empty()) scene_.apply({list}, tr("Disconnect"));
}

void CanvasActions::nudge(const QPointF& by) {
    EditList list;
    for (const NodeId& id : scene_.withFramed(selected())) {
        const Node& node = scene_.node(id)->node();
        list.edits.push_back({MoveTo{id, node.x + by.x(), node.y + by.y()}});
    }
    if (!list.edits.empty()) scene_.apply({list}, tr("Move"), "nudge " + document_.selection().join(' '));
}

bool CanvasActions::cycle(bool forward) {
    const auto& nodes = document_.drawing().graph.nodes;
    if (nodes.empty()) return false;
    size_t next = forward ? 0 : nodes.size() - 1;
    if (!document_.selection().isEmpty()) {
        const NodeId current = document_.selection().back().toStdString();
        size_t at = 0;
        while (at < nodes.size() && nodes[at].id != current) ++at;
        if (forward ? at + 1 >= nodes.size() : at == 0) return false;
        next = forward ? at + 1 : at - 1;
    }
    select({nodes[next].id});
    if (const NodeItem* item = scene_.node(nodes[next].id); !camera_.sight().contains(item->box()))
        camera_.glideTo(item->box().center(), camera_.zoom(), motion(scene_.style().ms_normal));
    return true;
}

void CanvasActions::autoLayout() {
    const Graph& graph = document_.drawing().graph;
    LayoutGraph layout;
    std::map<NodeId, size_t> index;
    std::vector<const Node*> nodes;   // of the place itself: what expanded groups show follows them
    for (const Node& node : graph.nodes) {
        if (scope_of(node.id) != document_.scope()) continue;
        index[node.id] = layout.nodes.size();
        nodes.push_back(&node);
        layout.nodes.push_back(scene_.node(node.id)->face().size);
    }
    for (const Edge& edge : graph.edges) {
        if (!index.count(edge.from.node) || !index.count(edge.to.node)) continue;
        const NodeItem *from = scene_.node(edge.from.node), *to = scene_.node(edge.to.node);
        const FacePort *output = from->face().port(edge.from.port, true), *input = to->face().port(edge.to.port, false);
        layout.wires.push_back({index[edge.from.node], index[edge.to.node], output ? output->at.y() : 13, input ? input->at.y() : 13, scene_.wire(edge)->labelWidth()});
    }
    const std::vector<QPointF> places = auto_layout(layout, camera_.room());
    EditList list;
    for (size_t i = 0; i < nodes.size(); ++i) {
        const QPointF at = places[i] + QPointF(16, 16);   // the corner where new files begin
        if (at != QPointF(nodes[i]->x, nodes[i]->y)) list.edits.push_back({MoveTo{nodes[i]->id, at.x(), at.y()}});
    }
    if (list.edits.empty()) return;
    QRectF area;
    for (size_t i = 0; i < places.size(); ++i) area |= QRectF(places[i] + QPointF(16, 16), layout.nodes[i]);
    const int time = motion(scene_.style().ms_slow);
    scene_.glideNext(time);
    scene_.apply({list}, tr("Arrange"));
    camera_.fit(area, 1, time);
}

}  // namespace saddle::app

#include "moc_canvas_actions.cpp"

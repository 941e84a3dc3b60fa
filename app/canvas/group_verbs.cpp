#include "app/canvas/group_verbs.h"

#include <algorithm>
#include <cmath>

#include "app/document/drawing.h"
#include "app/document/graph_edits.h"
#include "app/document/grouping.h"

namespace saddle::app {
namespace {

constexpr double kCommentWidth = 208, kCommentHeight = 64, kFrameWidth = 320, kFrameHeight = 200, kFrameMargin = 24;   // px

QStringList names(const std::vector<NodeId>& ids) {
    QStringList list;
    for (const NodeId& id : ids) list << QString::fromStdString(id);
    return list;
}

std::vector<NodeId> selection(const CanvasScene& scene) {
    std::vector<NodeId> ids;
    for (const QString& id : scene.document().selection()) ids.push_back(id.toStdString());
    return ids;
}

/// Moves of what is beside `box` and below it, when it grows to the right and down by `by` (or shrinks, less than 0).
EditList make_room(const CanvasScene& scene, const NodeId& id, const QRectF& box, const QSizeF& by) {
    EditList list;
    const Project& drawing = scene.document().drawing();
    const auto move = [&](const auto& thing) {
        const NodeItem* item = scene.node(thing.id);
        if (thing.id == id || scope_of(thing.id) != scope_of(id) || item->face().kind == FaceKind::Frame) return;
        const QRectF other = item->box();
        if (other.top() >= box.bottom() - 1) list.edits.push_back({MoveTo{thing.id, thing.x, thing.y + by.height()}});
        else if (other.left() >= box.right() - 1 && other.bottom() > box.top()) list.edits.push_back({MoveTo{thing.id, thing.x + by.width(), thing.y}});
    };
    for (const Node& node : drawing.graph.nodes) move(node);
    for (const Note& note : drawing.sketch.notes) move(note);
    return list;
}

double steps(double length, double step) { return std::max(0.0, std::ceil(length / step) * step); }

}  // namespace

bool is_group(const CanvasScene& scene, const NodeId& id) {
    const NodeItem* item = scene.node(id);
    return item && item->face().chevron;
}

std::vector<NodeId> selected_groups(const CanvasScene& scene) {
    std::vector<NodeId> groups = selection(scene);
    std::erase_if(groups, [&](const NodeId& id) { return !is_group(scene, id); });
    return groups;
}

void group_selection(CanvasScene& scene) {
    GraphDocument& document = scene.document();
    auto grouped = group(document.project(), document.drawing(), scene.withFramed(selection(scene)));
    if (!grouped.ok()) return scene.say(grouped.error());
    if (scene.apply({grouped->edit}, CanvasView::tr("Group"))) document.select(names({grouped->node}));
}

void unpack_selection(CanvasScene& scene) {
    GraphDocument& document = scene.document();
    const Unpacked unpacked = unpack(document.project(), document.drawing(), selected_groups(scene));
    if (scene.apply({unpacked.edit}, CanvasView::tr("Unpack"))) document.select(names(unpacked.nodes));
}

void toggle_expanded(CanvasScene& scene, const NodeId& id) {
    const NodeItem* item = scene.node(id);
    if (!item || !item->face().chevron) return;
    const bool expand = item->face().kind != FaceKind::Group;
    const QSizeF collapsed = scene.collapsedSize(item->node());
    const double step = scene.style().snap;
    static int gesture = 0;
    const QString text = expand ? CanvasView::tr("Expand") : CanvasView::tr("Collapse"), key = QStringLiteral("expand %1").arg(++gesture);
    const QRectF before = item->box();
    if (!expand) {   // what stands at its sides comes back
        const EditList moves = make_room(scene, id, before, {-steps(before.width() - collapsed.width(), step), -steps(before.height() - collapsed.height(), step)});
        if (!moves.edits.empty() && !scene.apply({moves}, text, key)) return;
    }
    if (!scene.apply({SetExpanded{id, expand}}, text, key) || !expand) return;
    const QSizeF grown = scene.node(id)->box().size() - collapsed;   // known once it is drawn
    const EditList moves = make_room(scene, id, before, {steps(grown.width(), step), steps(grown.height(), step)});
    if (!moves.edits.empty()) scene.apply({moves}, text, key);
}

NodeId add_note(CanvasScene& scene, bool frame, const QPointF& at) {
    GraphDocument& document = scene.document();
    const double step = scene.style().snap;
    QRectF area;
    NodeId scope = scene.scopeAt(at);
    for (const NodeId& id : frame ? selection(scene) : std::vector<NodeId>())
        if (const NodeItem* item = scene.node(id)) {
            area |= item->box();
            scope = scope_of(id);
        }
    if (!area.isNull()) area.adjust(-kFrameMargin, -kFrameMargin - kFrameHeader, kFrameMargin, kFrameMargin);
    else area = QRectF(at, frame ? QSizeF(kFrameWidth, kFrameHeight) : QSizeF(kCommentWidth, kCommentHeight));
    const auto snapped = [step](double value) { return std::round(value / step) * step; };
    const Note note{fresh_note(document.drawing().sketch, scope), frame, frame ? CanvasView::tr("Frame").toStdString() : std::string(),
                    snapped(area.left()), snapped(area.top()), steps(area.width(), step), steps(area.height(), step)};
    if (!scene.apply({AddNote{note, {}}}, frame ? CanvasView::tr("Add frame") : CanvasView::tr("Add comment"))) return {};
    document.select(names({note.id}));
    return note.id;
}

}  // namespace saddle::app

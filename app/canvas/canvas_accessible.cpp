#include "app/canvas/canvas_accessible.h"

#include "app/canvas/node_words.h"

namespace saddle::app {
namespace {

class NodeAccessible : public QAccessibleInterface {
public:
    NodeAccessible(CanvasView& view, const NodeId& id) : view_(view), id_(id) {}
    const NodeId& id() const { return id_; }

    bool isValid() const override { return item() != nullptr; }
    QObject* object() const override { return nullptr; }
    QAccessibleInterface* parent() const override { return QAccessible::queryAccessibleInterface(&view_); }
    QAccessibleInterface* child(int) const override { return nullptr; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    void setText(QAccessible::Text, const QString&) override {}

    QString text(QAccessible::Text kind) const override {
        const NodeItem* node = item();
        if (!node) return {};
        if (kind == QAccessible::Name) return node_words(*node, view_.graphScene().document());
        if (kind == QAccessible::Description) return node_tooltip(*node, view_.graphScene().document());
        return {};
    }
    QRect rect() const override {
        const NodeItem* node = item();
        if (!node) return {};
        const QRect inside = view_.viewportTransform().mapRect(node->box()).toRect();
        return {view_.viewport()->mapToGlobal(inside.topLeft()), inside.size()};
    }
    QAccessible::State state() const override {
        QAccessible::State state;
        const NodeItem* node = item();
        state.invalid = node == nullptr;
        state.selectable = state.focusable = true;
        state.selected = node && node->selectedLook();
        state.disabled = node && node->face().bypassed;
        state.offscreen = node && !view_.viewport()->rect().intersects(view_.viewportTransform().mapRect(node->box()).toRect());
        return state;
    }

private:
    NodeItem* item() const { return view_.graphScene().node(id_); }
    CanvasView& view_;
    NodeId id_;
};

QAccessibleInterface* make(const QString&, QObject* object) {
    auto* view = qobject_cast<CanvasView*>(object);
    return view ? new CanvasAccessible(*view) : nullptr;
}

}  // namespace

CanvasAccessible::CanvasAccessible(CanvasView& view) : QAccessibleWidget(&view, QAccessible::List), view_(view) {}

CanvasAccessible::~CanvasAccessible() {
    for (const auto& [node, id] : children_) QAccessible::deleteAccessibleInterface(id);
}

void CanvasAccessible::install() {
    static const bool once = (QAccessible::installFactory(make), true);
    Q_UNUSED(once);
}

QAccessibleInterface* CanvasAccessible::of(const NodeId& node) const {
    auto it = children_.find(node);
    if (it == children_.end()) it = children_.emplace(node, QAccessible::registerAccessibleInterface(new NodeAccessible(view_, node))).first;
    return QAccessible::accessibleInterface(it->second);
}

int CanvasAccessible::childCount() const { return int(view_.graphScene().document().drawing().graph.nodes.size()); }

QAccessibleInterface* CanvasAccessible::child(int index) const {
    const auto& nodes = view_.graphScene().document().drawing().graph.nodes;
    return index >= 0 && size_t(index) < nodes.size() ? of(nodes[size_t(index)].id) : nullptr;
}

int CanvasAccessible::indexOfChild(const QAccessibleInterface* child) const {
    for (int i = 0; i < childCount(); ++i)
        if (this->child(i) == child) return i;
    return -1;
}

QAccessibleInterface* CanvasAccessible::childAt(int x, int y) const {
    const NodeItem* item = view_.graphScene().nodeAt(view_.mapToScene(view_.viewport()->mapFromGlobal(QPoint(x, y))));
    return item ? of(item->id()) : nullptr;
}

QAccessibleInterface* CanvasAccessible::focusChild() const {
    const QStringList& selection = view_.graphScene().document().selection();
    return selection.isEmpty() ? nullptr : of(selection.back().toStdString());
}

}  // namespace saddle::app

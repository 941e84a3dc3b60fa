#pragma once
// The canvas for screen readers: a list whose items are the nodes, in drawing order, with what they show in words.
#include <QAccessibleWidget>
#include <map>
#include <memory>

#include "app/canvas/canvas_view.h"

namespace saddle::app {

class CanvasAccessible : public QAccessibleWidget {
public:
    explicit CanvasAccessible(CanvasView& view);
    ~CanvasAccessible() override;
    /// Makes Qt ask for this class; once a program.
    static void install();

    int childCount() const override;
    QAccessibleInterface* child(int index) const override;
    int indexOfChild(const QAccessibleInterface* child) const override;
    QAccessibleInterface* childAt(int x, int y) const override;
    QAccessibleInterface* focusChild() const override;

private:
    QAccessibleInterface* of(const NodeId& node) const;
    CanvasView& view_;
    mutable std::map<NodeId, QAccessible::Id> children_;
};

}  // namespace saddle::app

#pragma once
// What the canvas does with groups and notes: each is one undo step.
#include "app/canvas/canvas_scene.h"

namespace saddle::app {

/// The selection becomes a group, which is selected then.
void group_selection(CanvasScene& scene);
/// Selected groups become what they contain.
void unpack_selection(CanvasScene& scene);
/// Shows the contents of the group `id` in its place, or no longer: what stands to the right of it and below makes room.
void toggle_expanded(CanvasScene& scene, const NodeId& id);
/// A comment, or a frame around the selected nodes, at `at` where nothing is selected. Its id; empty when it was refused.
NodeId add_note(CanvasScene& scene, bool frame, const QPointF& at);
/// Whether `id` is a group that can be entered.
bool is_group(const CanvasScene& scene, const NodeId& id);
/// The selected groups.
std::vector<NodeId> selected_groups(const CanvasScene& scene);

}  // namespace saddle::app

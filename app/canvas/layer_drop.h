#pragma once
// A layer that is dragged over the canvas from the palette: shows where it would go, and puts it there or into a wire.
#include <memory>

#include "app/canvas/canvas_scene.h"
#include "app/canvas/gesture.h"

namespace saddle::app {

class LayerDrop : public Gesture {
public:
    LayerDrop(CanvasScene& scene, const std::string& layer);
    ~LayerDrop() override;
    void move(const Pointer& pointer) override;
    void release(const Pointer& pointer) override;

private:
    CanvasScene& scene_;
    std::string layer_;
    std::unique_ptr<NodeItem> preview_;
    WireItem* target_ = nullptr;
};

/// Whether the document can have a node of `layer`: a layer, a group of the project or one of the user's library.
bool known_layer(const GraphDocument& document, const std::string& layer);
/// A group of the library becomes the project's, under a fresh name where that is taken; the name that it has then. Other
/// layers are there already. With what follows it is to be one undo step.
std::string fetch_layer(CanvasScene& scene, const std::string& layer);

/// Puts a new node of `layer` with its title under `at` and selects it; into `into` where that is given. True when done.
bool put_layer(CanvasScene& scene, const std::string& layer, const QPointF& at, const std::optional<Edge>& into = {}, const Attributes& attributes = {});
/// A new node of `layer` in `scope` at `at` (scene), on the grid, without adding it.
Node layer_node(const CanvasScene& scene, const std::string& layer, const QPointF& at, const NodeId& scope, const Attributes& attributes = {});

}  // namespace saddle::app

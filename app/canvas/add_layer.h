#pragma once
// What the search box offers in each situation, and what a choice does: after a node, into a wire, on the empty canvas.
#include <QGraphicsView>

#include "app/canvas/canvas_scene.h"
#include "app/canvas/layer_search.h"

namespace saddle::app {

class AddLayer : public QObject {
    Q_OBJECT
public:
    AddLayer(CanvasScene& scene, QGraphicsView& view);
    LayerSearch& box() { return *box_; }

    /// "/": after the selected node, into the selected wire, else in the middle of the view.
    void forSelection();
    /// The same without asking, for a layer that is chosen already (in the palette).
    void forSelection(const std::string& layer);
    /// On the empty canvas; the new node is wired to nothing.
    void at(const QPointF& point);
    /// Wired to `port`, an output when `seeks_input`; only layers that fit are offered.
    void wiredTo(const PortRef& port, bool seeks_input, const QPointF& point);
    void into(const Edge& wire, const QPointF& point);

Q_SIGNALS:
    void placed(const QString& node);   ///< by the keyboard or a choice: it may be out of sight

private:
    void open(const QPointF& point, std::function<LayerList()> layers, LayerSearch::Context context, LayerSearch::Chosen chosen);
    EditList wiring(const Node& node, const PortRef& port, bool seeks_input) const;

    CanvasScene& scene_;
    GraphDocument& document_;
    QGraphicsView& view_;
    LayerSearch* box_;
    std::string chosen_;   ///< not empty: taken in place of asking
    std::function<LayerList()> layers_;   ///< what the box offers
    bool outdated_ = false;   ///< shapes are those from before the last layer was placed
};

}  // namespace saddle::app

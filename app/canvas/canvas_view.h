#pragma once
// The canvas: shows a GraphDocument as nodes and wires and edits it by mouse and keyboard. Every change goes through
// GraphDocument::apply, so all of it can be undone. Units are logical px of the scene (zoom 1).
#include <QGraphicsView>
#include <map>
#include <memory>

#include "app/document/graph_document.h"
#include "app/shell/theme/tokens.h"
#include "engine/api/views.h"

namespace saddle::app {

/// Drag data of a palette item: the LayerDef name in UTF-8.
inline constexpr char kLayerMimeType[] = "application/x-saddlepoint-layer";

/// What the nodes' cost row and heat stripe show. FLOPs, memory and parameters come from the document's typed graph.
enum class HeatMode { Time, Flops, Memory, Parameters, GradientNorm, Zeros };

/// Everything a menu, a tool bar or a shortcut can ask of the canvas.
enum class CanvasVerb {
    AddLayer, Cut, Copy, Paste, Duplicate, Delete, SelectAll, SelectNone, Rename, ToggleBypass, ConnectSelected, Disconnect,
    Group, Unpack, ToggleExpanded, Enter, Leave, SaveAsLayer, AddComment, AddFrame,
    AutoLayout, ToggleSnap, Fit, ZoomToSelection, ZoomIn, ZoomOut, ZoomActual, ExportImage,
};

class CanvasScene;

class CanvasView : public QGraphicsView {
    Q_OBJECT
public:
    explicit CanvasView(GraphDocument& document, QWidget* parent = nullptr);
    ~CanvasView() override;

    void setTokens(const Tokens& tokens);
    /// All animations take 0 ms.
    void setReduceMotion(bool reduce);

    /// The action of `verb`: translated text, shortcut (active while the canvas has the focus), tooltip and enabled
    /// state are kept up to date.
    QAction* action(CanvasVerb verb) const;

    /// Adds a layer by name: after the selected node, into the selected wire, else in the middle of the view.
    void addLayer(const QString& layer);
    /// Opens the dialog in which the group `layer` of the project gets its name, description and attributes.
    void editLayer(const QString& layer);
    HeatMode heatMode() const;
    void setHeatMode(HeatMode mode);
    /// Measured time of a step by node, in ms (forward, backward and update); empty: not measured.
    void setTimes(std::map<NodeId, double> milliseconds);
    /// What was watched of the nodes on a batch; null: nothing.
    void setObserved(std::shared_ptr<const train::Observation> seen);
    /// The hot end of the heat's scale ("25 %", empty when nothing is known) and what it is a share of.
    std::pair<QString, QString> heatScale() const;
    /// The node that executes in step mode, and how much of it is done (0..1); an empty id: none.
    void setRunning(const NodeId& node, double share);
    /// Node under the pointer here or in another view; both ways.
    void setHoveredNode(const QString& node);
    /// More of a wire that is pointed at, below its ends and shape in its tip, where that still stands.
    void setWireTip(const Edge& edge, const QString& more);
    /// Selects `node`, in the group that it is in, brings it in sight and opens what is wrong with it (a list of problems leads here).
    void showNode(const QString& node);

    double zoom() const { return transform().m11(); }
    const CanvasScene& graphScene() const;
    /// Paints the whole graph, without overlays and selection, into `target`.
    void renderTo(QPainter& painter, const QRectF& target) const;
    /// Writes the whole graph as .svg or .png (twice the logical size).
    Status exportImage(const QString& path) const;

Q_SIGNALS:
    void hoveredNodeChanged(const QString& node);
    /// The pointer rests on a wire, whose tip is shown.
    void wirePointedAt(const saddle::Edge& edge);
    void heatModeChanged(saddle::app::HeatMode mode);
    void heatScaleChanged();
    void zoomChanged(double zoom);
    /// For the status bar: what a refused or finished action has to say.
    void message(const QString& text);

protected:
    bool viewportEvent(QEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    void changeEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void drawBackground(QPainter* painter, const QRectF& rect) override;
    void focusOutEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void drawItems(QPainter* painter, int count, QGraphicsItem* items[], const QStyleOptionGraphicsItem options[]) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace saddle::app

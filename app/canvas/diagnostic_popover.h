#pragma once
// What is wrong with a node, why, and what can be done at once: beside the node, on the side that hides the fewest others.
#include <QFrame>

#include "app/canvas/canvas_scene.h"
#include "app/document/fixes.h"

class QGraphicsView;
class QHBoxLayout;
class QLabel;
class QPushButton;

namespace saddle::app {

class DiagnosticPopover : public QFrame {
    Q_OBJECT
public:
    DiagnosticPopover(CanvasScene& scene, QGraphicsView& view);

    /// Shows the first mistake of `node`, errors before warnings; closes when there is none.
    void open(const NodeId& node);
    /// The view moved or the graph changed: stays at its node, with what is wrong now.
    void follow();
    void restyle();
    const NodeId& node() const { return node_; }

Q_SIGNALS:
    void insideWanted(const QString& node);   ///< the mistake is in a group: its node is to be shown

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    std::optional<Diagnostic> worst() const;
    void fill(const Diagnostic& diagnostic);
    void place();
    void shut();

    CanvasScene& scene_;
    QGraphicsView& view_;
    NodeId node_;
    Diagnostic shown_;
    QLabel *title_, *reason_;
    QHBoxLayout* buttons_;
    QPushButton* undo_;
    std::vector<QPushButton*> fixes_;
    enum class Side { Below, Above, Right, Left } side_ = Side::Below;
    QPoint tip_;               ///< of the pointer, in widget px
};

}  // namespace saddle::app

#pragma once
// A node on the scene, the frame of an expanded group, or a note. It only shows: the view's gestures decide what happens to it.
#include <QGraphicsItem>

#include "app/canvas/node_face.h"
#include "app/canvas/paint_cache.h"

namespace saddle::app {

class Overview;

/// How a port looks while a wire is dragged.
enum class PortMark { None, Accepts, Target, Refuses };

class NodeItem : public QGraphicsItem {
public:
    enum { Type = UserType + 1 };
    NodeItem(const Node& node, const CanvasStyle& style, PaintMode& mode);

    int type() const override { return Type; }
    QRectF boundingRect() const override;
    QPainterPath shape() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;
    /// Whether it is a block from far (frames and comments stay what they are), and that block with its corner `at`.
    bool isBlock() const { return !face_.around() && face_.kind != FaceKind::Comment; }
    void paintBlock(Overview& overview, const QPointF& at) const;

    const NodeId& id() const { return node_.id; }
    const Node& node() const { return node_; }
    const NodeFace& face() const { return face_; }
    const NodeFace& content() const { return content_; }        ///< as given to setFace
    void setNode(const Node& node) { node_ = node; }
    /// Takes the content of `face` and lays it out where it is another one; true when the size or a port's place changed.
    bool setFace(NodeFace face);

    /// Where it can be taken (scene): all of it, of what is around others the header.
    QRectF grip() const;
    /// What opens and closes a group (scene), and the corner that resizes a note; empty where there is none.
    QRectF chevron() const;
    QRectF corner() const;
    QRectF box() const { return QRectF(pos(), face_.size); }    ///< scene coordinates, without ports and rings
    QPointF portAt(const FacePort& port) const { return pos() + port.at; }

    /// Something that is painted is another one.
    void repaint();

    void setHovered(bool hovered);
    void setSelectedLook(bool selected);
    bool selectedLook() const { return selected_; }
    void setRunning(double share);                      ///< negative: does not run
    void setMark(const std::string& port, bool output, PortMark mark);
    void clearMarks();
    /// Where the error or warning badge sits (scene), empty without one.
    QRectF badge() const;

private:
    void stack();
    QColor edge() const;
    double alpha() const;
    void paintAll(QPainter& painter, double zoom) const;
    void paintFar(QPainter& painter, double zoom) const;
    void paintAround(QPainter& painter, double zoom) const;
    void paintComment(QPainter& painter, double zoom) const;
    void paintBox(QPainter& painter) const;
    void paintTitle(QPainter& painter) const;
    void paintRows(QPainter& painter) const;
    void paintCost(QPainter& painter) const;
    void paintPorts(QPainter& painter) const;
    void paintBadge(QPainter& painter) const;
    void paintBypass(QPainter& painter) const;

    Node node_;
    NodeFace content_, face_;                           ///< as given, and laid out
    const CanvasStyle& style_;
    PaintMode& mode_;
    PaintCache picture_;
    QColor far_fill_;                                   ///< of its block
    bool hovered_ = false, selected_ = false;
    double running_ = -1;
    std::vector<PortMark> marks_;                       ///< by index in face_.ports; empty: no wire is dragged
};

}  // namespace saddle::app

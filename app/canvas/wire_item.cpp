#include "app/canvas/wire_item.h"

#include <QStyleOptionGraphicsItem>
#include <cmath>
#include <limits>
#include <numeric>

#include "app/canvas/overview.h"

namespace saddle::app {

namespace {

/// Strokes what comes into `sight` of a path of curves and of level and upright lines: the rest of a wire across a large graph
/// costs as much as if it was seen, dashes most. A line goes without the path's machinery, in half the time.
void stroke(QPainter& painter, const QPainterPath& path, QPen pen, const QRectF& sight) {
    const double width = pen.widthF();
    const QRectF seen = sight.adjusted(-width, -width, width, width);
    const auto pattern = pen.dashPattern();
    const double period = std::accumulate(pattern.begin(), pattern.end(), 0.0);   // a painter counts a long offset down, one by one
    QPainterPath run;          // elements in sight that follow one another
    double gone = 0;           // length before the element
    const auto finish = [&] {
        if (run.elementCount() == 2) {
            painter.setPen(pen);
            painter.drawLine(QPointF(run.elementAt(0)), QPointF(run.elementAt(1)));
        } else if (!run.isEmpty()) {
            painter.strokePath(run, pen);
        }
        run = QPainterPath();
    };
    const auto within = [&](const QPointF& at, const QPointF& other) {
        if (at.y() == other.y()) return QPointF(std::clamp(at.x(), seen.left(), seen.right()), at.y());
        return at.x() == other.x() ? QPointF(at.x(), std::clamp(at.y(), seen.top(), seen.bottom())) : at;
    };
    for (int i = 1; i < path.elementCount();) {
        const QPointF from(path.elementAt(i - 1)), to(path.elementAt(i));
        const bool curve = path.elementAt(i).isCurveTo();
        QPainterPath piece(from);
        if (curve) piece.cubicTo(to, path.elementAt(i + 1), path.elementAt(i + 2));
        else piece.lineTo(to);
        i += curve ? 3 : 1;
        const double length = pen.style() == Qt::SolidLine ? 0 : piece.length();
        if (piece.controlPointRect().adjusted(-width, -width, width, width).intersects(seen)) {
            const QPointF begin = curve || !run.isEmpty() ? from : within(from, to), end = curve ? to : within(to, from);
            if (!curve) {
                piece = QPainterPath(begin);
                piece.lineTo(end);
            }
            if (run.isEmpty() && period > 0) pen.setDashOffset(std::fmod((gone + QLineF(from, begin).length()) / width, period));
            run.connectPath(piece);
            if (end != to) finish();   // the next begins out of sight
        } else {
            finish();
        }
        gone += length;
    }
    finish();
}

}  // namespace

void paint_wire(QPainter& painter, const QPainterPath& path, ops::PortKind kind, const QColor& own, bool wrong, double thicker, const CanvasStyle& style, const QRectF& sight) {
    const QColor color = own.isValid() ? own : wrong ? style.error : style.wire(kind);
    const double width = (kind == ops::PortKind::Scalar ? 1.5 : 2) + thicker;
    QPen pen(color, width);
    pen.setCapStyle(Qt::FlatCap);
    const auto dash = [&](double on, double off) { pen.setDashPattern({on / width, off / width}); };
    painter.setBrush(Qt::NoBrush);
    if (kind == ops::PortKind::Sequence && !wrong) {   // two lines of 1.5 with 2 between: a broad one with its middle in the ground's colour
        stroke(painter, path, QPen(color, 5 + thicker, Qt::SolidLine, Qt::FlatCap), sight);
        stroke(painter, path, QPen(style.canvas, 2, Qt::SolidLine, Qt::FlatCap), sight);
        return;
    }
    if (wrong || kind == ops::PortKind::Unknown) dash(2, 3);
    else if (kind == ops::PortKind::Tokens) dash(6, 3);
    stroke(painter, path, pen, sight);
    if (kind == ops::PortKind::Graph && !wrong) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        for (double at = 16, length = path.length(); at < length; at += 16) painter.drawEllipse(path.pointAtPercent(path.percentAtLength(at)), 3, 3);
    }
}

WireItem::WireItem(const Edge& edge, const CanvasStyle& style) : edge_(edge), style_(style) {
    setZValue(0);
    setFlag(ItemUsesExtendedStyleOption);   // what is exposed
}

void WireItem::setRoute(Route route) {
    if (route.path == route_.path) return;
    prepareGeometryChange();
    route_ = std::move(route);
    const auto polygons = route_.path.toSubpathPolygons();
    flat_ = polygons.isEmpty() ? QPolygonF() : polygons.front();
    const QPointF middle = route_.straight.center();
    const double half = label_.width() / 2 + 70;   // room for a note and for longer sizes
    bounds_ = route_.path.boundingRect().adjusted(-6, -8, 6, 8) | QRectF(middle.x() - half, middle.y() - 18, 2 * half, 36);
    update();
}

void WireItem::setContent(ops::PortKind kind, ShapeLabel label, bool wrong) {
    if (kind == kind_ && label == label_ && wrong == wrong_) return;
    kind_ = kind;
    label_ = std::move(label);
    wrong_ = wrong;
    update();
}

void WireItem::setMark(WireMark mark) {
    if (mark == mark_) return;
    mark_ = mark;
    setZValue(mark == WireMark::None || mark == WireMark::Faded ? 0 : 0.5);
    update();
}

QColor WireItem::accent() const { return mark_ == WireMark::Selected || mark_ == WireMark::Insert ? style_.accent : QColor(); }

void WireItem::paintLine(Overview& overview) const { overview.line(flat_, accent().isValid() ? accent() : wrong_ ? style_.error : style_.wire(kind_)); }

void WireItem::paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget*) {
    const double zoom = QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter->worldTransform());
    if (zoom < Overview::kBelow) {
        Overview overview(*painter);
        return paintLine(overview);
    }
    painter->setRenderHint(QPainter::Antialiasing);
    if (mark_ == WireMark::Faded) painter->setOpacity(0.3);
    const bool label = zoom >= style_.labels_from && !label_.axes.isEmpty();
    const bool fits = route_.level() && route_.straight.length() >= label_.width() + style_.port_size;
    if (zoom >= style_.rows_from) stroke(*painter, route_.path, QPen(style_.canvas, 2 * style_.halo, Qt::SolidLine, Qt::FlatCap), option->exposedRect);
    paint_wire(*painter, route_.path, kind_, accent(), wrong_, mark_ == WireMark::None || mark_ == WireMark::Faded ? 0 : 1, style_, option->exposedRect);
    // A label that does not fit between its ports would cover them: it shows when the pointer asks for it.
    const bool asked = mark_ == WireMark::Hovered || mark_ == WireMark::Selected;
    if (label && (fits || !route_.level() || asked)) paint_shape_label(*painter, route_.straight.center(), label_, kind_, wrong_, !fits, style_);
    painter->setOpacity(1);
}

double WireItem::distance(const QPointF& point) const {
    double nearest = std::numeric_limits<double>::infinity();
    for (qsizetype i = 1; i < flat_.size(); ++i) {
        const QPointF a = flat_[i - 1], d = flat_[i] - a, p = point - a;
        const double square = QPointF::dotProduct(d, d);
        const double along = square > 0 ? std::clamp(QPointF::dotProduct(p, d) / square, 0.0, 1.0) : 0;
        const QPointF off = p - d * along;
        nearest = std::min(nearest, std::hypot(off.x(), off.y()));
    }
    return nearest;
}

}  // namespace saddle::app

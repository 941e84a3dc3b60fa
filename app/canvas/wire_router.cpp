#include "app/canvas/wire_router.h"

#include <QPolygonF>
#include <algorithm>
#include <cmath>
#include <limits>

namespace saddle::app {
namespace {

constexpr double kClearance = 6;                    // between a wire and a node that it passes
constexpr double kStubs[] = {24, 36, 48, 14};       // how far a wire leaves its port before it turns
constexpr double kLabelRoom = 22;                   // lanes nearer than this would mix up their labels
constexpr double kHitCost = 4000, kShareCost = 1.5, kCrossCost = 120, kBendCost = 12;

/// The polyline with rounded corners, and its longest level part.
Route rounded(const std::vector<QPointF>& points, double radius) {
    Route route;
    route.path.moveTo(points.front());
    for (size_t i = 1; i < points.size(); ++i) {
        const QLineF in(points[i - 1], points[i]);
        if (in.dy() == 0 && in.length() > route.straight.length()) route.straight = in.x1() < in.x2() ? in : QLineF(in.p2(), in.p1());
        if (i + 1 == points.size()) {
            route.path.lineTo(points[i]);
            break;
        }
        const QLineF out(points[i], points[i + 1]);
        const double r = std::min({radius, in.length() / 2, out.length() / 2});
        if (r < 0.5) {
            route.path.lineTo(points[i]);
            continue;
        }
        const QPointF begin = points[i] - QPointF(in.dx(), in.dy()) / in.length() * r, end = points[i] + QPointF(out.dx(), out.dy()) / out.length() * r;
        const double k = 0.5523;   // a quarter circle as one cubic
        route.path.lineTo(begin);
        route.path.cubicTo(begin + (points[i] - begin) * k, end + (points[i] - end) * k, end);
    }
    return route;
}

}  // namespace

Route direct_route(const QPointF& from, const QPointF& to, const CanvasStyle& style) {
    Route route;
    route.path.moveTo(from);
    const double dx = to.x() - from.x();
    if (std::abs(from.y() - to.y()) < 0.5 && dx >= 0) {
        route.path.lineTo(to);
        route.straight = QLineF(from, to);
        return route;
    }
    const double reach = std::max(style.tangent_min, dx / 2);
    route.path.cubicTo(from + QPointF(reach, 0), to - QPointF(reach, 0), to);
    route.straight = QLineF((from + to) / 2, (from + to) / 2);
    return route;
}

bool WireRouter::is_free(const QPainterPath& path) const {
    // A curve in pieces short enough that each lies in its own bounds; the ports' own boxes touch the ends.
    constexpr int kPieces = 16;
    for (int i = 0; i < kPieces; ++i) {
        const QPointF a = path.pointAtPercent(double(i) / kPieces), b = path.pointAtPercent(double(i + 1) / kPieces);
        const double clearance = i == 0 || i + 1 == kPieces ? -1 : 2;
        if (!field_.in(QRectF(a, b).normalized().adjusted(i == 0 ? 2 : 0, -clearance, i + 1 == kPieces ? -2 : 0, clearance)).empty()) return false;
    }
    return true;
}

std::vector<double> WireRouter::lanes(double left, double right, double y1, double y2) const {
    constexpr double kAround = 400, kSmallest = 2 * kClearance + 2;
    const double top = std::min(y1, y2) - kAround, bottom = std::max(y1, y2) + kAround;
    std::vector<std::pair<double, double>> taken;
    for (const size_t i : field_.in(QRectF(left, top, std::max(1.0, right - left), bottom - top))) taken.emplace_back(field_[i].top(), field_[i].bottom());
    std::sort(taken.begin(), taken.end());
    std::vector<double> lanes{(y1 + y2) / 2};
    double end = -std::numeric_limits<double>::infinity();
    for (const auto& [begin, finish] : taken) {
        if (!std::isfinite(end)) lanes.insert(lanes.end(), {begin - 24, begin - 46});
        else if (begin - end >= kSmallest) {
            lanes.push_back((begin + end) / 2);
            for (const double off : {11.0, 22.0})
                if (begin - end >= kSmallest + 2 * off) lanes.insert(lanes.end(), {(begin + end) / 2 - off, (begin + end) / 2 + off});
        }
        end = std::max(end, finish);
    }
    if (std::isfinite(end)) lanes.insert(lanes.end(), {end + 24, end + 46});
    return lanes;
}

double WireRouter::meeting(const QLineF& part) const {
    double cost = 0;
    const bool level = part.dy() == 0;
    const auto range = [](bool along_x, const QLineF& line) { return along_x ? std::minmax({line.x1(), line.x2()}) : std::minmax({line.y1(), line.y2()}); };
    const auto [a, b] = range(level, part);
    const QRectF near = QRectF(part.p1(), part.p2()).normalized().adjusted(-kLabelRoom, -kLabelRoom, kLabelRoom, kLabelRoom);
    for (const size_t index : used_field_.in(near)) {
        const QLineF& other = used_[index];
        const bool other_level = other.dy() == 0;
        const auto [c, d] = range(other_level, other);
        if (other_level != level) {
            const double mine = level ? part.y1() : part.x1(), its = other_level ? other.y1() : other.x1();
            cost += kCrossCost * (mine > c && mine < d && its > a && its < b);
            continue;
        }
        const double apart = level ? std::abs(part.y1() - other.y1()) : std::abs(part.x1() - other.x1());
        if (apart < (level ? kLabelRoom : 7)) cost += kShareCost * std::max(0.0, std::min(b, d) - std::max(a, c)) * (apart < 5 ? 4 : 1);
    }
    return cost;
}

void WireRouter::use(const QLineF& part) {
    used_.push_back(part);
    used_field_.add(QRectF(part.p1(), part.p2()).normalized().adjusted(-0.5, -0.5, 0.5, 0.5));   // an empty box would meet nothing
}

std::vector<Route> WireRouter::route(const std::vector<std::pair<QPointF, QPointF>>& wires) {
    std::vector<Route> routes(wires.size());
    std::vector<size_t> blocked;
    for (size_t i = 0; i < wires.size(); ++i) {
        const auto& [from, to] = wires[i];
        if (to.x() - from.x() >= 16) routes[i] = direct_route(from, to, style_);
        if (routes[i].path.isEmpty() || !is_free(routes[i].path)) blocked.push_back(i);
        else if (routes[i].level()) use(routes[i].straight);
    }
    for (const size_t i : blocked) routes[i] = around(wires[i].first, wires[i].second);
    return routes;
}

Route WireRouter::around(const QPointF& from, const QPointF& to) {
    std::vector<QPointF> best;
    double lowest = std::numeric_limits<double>::infinity();
    const double widest = *std::max_element(std::begin(kStubs), std::end(kStubs));
    const auto [left, right] = std::minmax({from.x() + widest, to.x() - widest});
    for (const double y : lanes(left, right, from.y(), to.y()))
        for (const double out : kStubs)
            for (const double in : kStubs) {
                const double xa = from.x() + out, xb = to.x() - in;
                const std::vector<QPointF> points{from, {xa, from.y()}, {xa, y}, {xb, y}, {xb, to.y()}, to};
                double cost = kBendCost * double(out != kStubs[0]) + kBendCost * double(in != kStubs[0]);
                for (size_t i = 1; i < points.size(); ++i) cost += QLineF(points[i - 1], points[i]).length();
                for (size_t i = 1; i < points.size() && cost < lowest; ++i) {   // what is in the way, as long as it can still win
                    QLineF part(points[i - 1], points[i]);
                    const bool first = i == 1, last = i + 1 == points.size();   // these begin on a box's side
                    cost += kHitCost * field_.hits(part.p1() + QPointF(first ? 8 : 0, 0), part.p2() - QPointF(last ? 8 : 0, 0), first || last ? 1 : kClearance);
                    if (cost < lowest) cost += meeting(part);
                }
                if (cost < lowest) {
                    lowest = cost;
                    best = points;
                }
            }
    for (size_t i = 1; i < best.size(); ++i) use(QLineF(best[i - 1], best[i]));
    return rounded(best, style_.lane_radius);
}

}  // namespace saddle::app

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
    const QPointF from = path.elementAt(0), to = path.currentPosition();
    const bool curve = path.elementCount() > 2;
    const QPointF c = curve ? QPointF(path.elementAt(1)) : from + (to - from) / 3, d = curve ? QPointF(path.elementAt(2)) : to - (to - from) / 3;
    const auto at = [&](double t) { return from * ((1 - t) * (1 - t) * (1 - t)) + c * (3 * t * (1 - t) * (1 - t)) + d * (3 * t * t * (1 - t)) + to * (t * t * t); };
    QPointF a = from;
    for (int i = 0; i < kPieces; ++i) {
        const bool first = i == 0, last = i + 1 == kPieces;
        const QPointF b = last ? to : at(double(i + 1) / kPieces);
        const double clearance = first || last ? -1 : 2;
        if (!field_.empty(QRectF(a, b).normalized().adjusted(first ? 2 : 0, -clearance, last ? -2 : 0, clearance))) return false;
        a = b;
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
    used_field_.visit(near, [&](size_t index) {
        const QLineF& other = used_[index];
        const bool other_level = other.dy() == 0;
        const auto [c, d] = range(other_level, other);
        if (other_level != level) {
            const double mine = level ? part.y1() : part.x1(), its = other_level ? other.y1() : other.x1();
            cost += kCrossCost * (mine > c && mine < d && its > a && its < b);
            return;
        }
        const double apart = level ? std::abs(part.y1() - other.y1()) : std::abs(part.x1() - other.x1());
        if (apart < (level ? kLabelRoom : 7)) cost += kShareCost * std::max(0.0, std::min(b, d) - std::max(a, c)) * (apart < 5 ? 4 : 1);
    });
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

double WireRouter::cost(const QPointF& a, const QPointF& b, double clearance) const {
    return QLineF(a, b).length() + kHitCost * field_.hits(a, b, clearance) + meeting(QLineF(a, b));
}

Route WireRouter::around(const QPointF& from, const QPointF& to) {
    // The way is five parts: out of the port, along y to the lane, along the lane, along y from it, into the port. What is in
    // the way of the first two and of the last two does not depend on the other end.
    constexpr size_t kWays = std::size(kStubs);
    const auto xa = [&](size_t k) { return from.x() + kStubs[k]; };
    const auto xb = [&](size_t k) { return to.x() - kStubs[k]; };
    double leave[kWays], arrive[kWays];
    for (size_t k = 0; k < kWays; ++k) {   // these begin on a box's side
        const double bend = kBendCost * double(k != 0);
        leave[k] = bend + 8 + cost(from + QPointF(8, 0), {xa(k), from.y()}, 1);
        arrive[k] = bend + 8 + cost({xb(k), to.y()}, to - QPointF(8, 0), 1);
    }
    const double widest = *std::max_element(std::begin(kStubs), std::end(kStubs));
    const auto [left, right] = std::minmax({from.x() + widest, to.x() - widest});
    std::vector<double> lanes = this->lanes(left, right, from.y(), to.y());
    const auto [top, bottom] = std::minmax({from.y(), to.y()});
    const auto detour = [top = top, bottom = bottom](double y) { return std::max({0.0, top - y, y - bottom}); };
    std::stable_sort(lanes.begin(), lanes.end(), [&](double a, double b) { return detour(a) < detour(b); });   // the best is met early
    double lowest = std::numeric_limits<double>::infinity(), best_y = 0;
    size_t best_out = 0, best_in = 0;
    for (const double y : lanes) {
        if (bottom - top + 2 * detour(y) >= lowest) break;   // no farther lane can win
        double up[kWays], down[kWays];
        for (size_t k = 0; k < kWays; ++k) {
            up[k] = leave[k] + cost({xa(k), from.y()}, {xa(k), y}, kClearance);
            down[k] = arrive[k] + cost({xb(k), y}, {xb(k), to.y()}, kClearance);
        }
        for (size_t out = 0; out < kWays; ++out)
            for (size_t in = 0; in < kWays; ++in) {
                const QPointF a(xa(out), y), b(xb(in), y);
                double sum = up[out] + down[in];
                if (sum + std::abs(b.x() - a.x()) < lowest) sum += cost(a, b, kClearance);
                else continue;
                if (sum >= lowest) continue;
                lowest = sum;
                best_y = y;
                best_out = out;
                best_in = in;
            }
    }
    const std::vector<QPointF> best{from, {xa(best_out), from.y()}, {xa(best_out), best_y}, {xb(best_in), best_y}, {xb(best_in), to.y()}, to};
    for (size_t i = 1; i < best.size(); ++i) use(QLineF(best[i - 1], best[i]));
    return rounded(best, style_.lane_radius);
}

}  // namespace saddle::app

#include "app/canvas/wire_router.h"

#include <QPolygonF>
#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace saddle::app {
namespace {

constexpr double kClearance = 6;                    // between a wire and a node that it passes
constexpr double kStubs[] = {24, 36, 48, 14};       // how far a wire leaves its port before it turns
constexpr double kLabelRoom = 22;                   // lanes nearer than this would mix up their labels
constexpr double kHitCost = 4000, kShareCost = 1.5, kCrossCost = 120, kBendCost = 12;

QRectF thin_box(const QLineF& part) {
    return QRectF(part.p1(), part.p2()).normalized().adjusted(-0.5, -0.5, 0.5, 0.5);   // an empty box would meet nothing
}

/// To the last digit, by which a sum of costs may be rounded another way; Qt's own == is not so strict.
bool same(const QPointF& a, const QPointF& b) { return a.x() == b.x() && a.y() == b.y(); }
bool same(const QLineF& a, const QLineF& b) { return same(a.p1(), b.p1()) && same(a.p2(), b.p2()); }

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

std::vector<double> WireRouter::lanes(Way& way, double left, double right, double y1, double y2) const {
    constexpr double kAround = 400, kSmallest = 2 * kClearance + 2;
    // Near either end and in the middle: a wire over a tall graph does not look at all rows that it passes.
    std::vector<QRectF> areas;
    for (const double y : {std::min(y1, y2), (y1 + y2) / 2, std::max(y1, y2)}) {
        const QRectF area(left, y - kAround, std::max(1.0, right - left), 2 * kAround);
        if (areas.empty() || areas.back().bottom() < area.top()) areas.push_back(area);
        else areas.back() |= area;
    }
    std::vector<double> lanes{(y1 + y2) / 2};
    for (const QRectF& area : areas) {
        way.boxes |= area;
        std::vector<std::pair<double, double>> taken;
        for (const size_t i : field_.in(area)) taken.emplace_back(field_[i].top(), field_[i].bottom());
        std::sort(taken.begin(), taken.end());
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
    }
    return lanes;
}

double WireRouter::meeting(Way& way, const QLineF& part) const {
    double cost = 0;   // of whole numbers: the same in any order
    const bool level = part.dy() == 0;
    const auto range = [](bool along_x, const QLineF& line) { return along_x ? std::minmax({line.x1(), line.x2()}) : std::minmax({line.y1(), line.y2()}); };
    const auto [a, b] = range(level, part);
    const QRectF near = QRectF(part.p1(), part.p2()).normalized().adjusted(-kLabelRoom, -kLabelRoom, kLabelRoom, kLabelRoom);
    way.lines |= near;
    used_field_.visit(near, [&](size_t index) {
        const Way& its = *used_[index].way;
        if (!its.direct && its.order >= way.order) return;   // it minds this one
        const QLineF& other = used_[index].line;
        const bool other_level = other.dy() == 0;
        const auto [c, d] = range(other_level, other);
        if (other_level != level) {
            const double mine = level ? part.y1() : part.x1(), at = other_level ? other.y1() : other.x1();
            cost += kCrossCost * (mine > c && mine < d && at > a && at < b);
            return;
        }
        const double apart = level ? std::abs(part.y1() - other.y1()) : std::abs(part.x1() - other.x1());
        if (apart < (level ? kLabelRoom : 7)) cost += std::round(kShareCost * std::max(0.0, std::min(b, d) - std::max(a, c)) * (apart < 5 ? 4 : 1));
    });
    return cost;
}

void WireRouter::use(Way& way, const std::vector<QLineF>& parts) {
    if (std::equal(parts.begin(), parts.end(), way.parts.begin(), way.parts.end(), [&](const QLineF& line, size_t i) { return same(line, used_[i].line); })) return;
    give_up(way);
    for (const QLineF& part : parts) {
        const size_t index = used_field_.add(thin_box(part));
        used_.resize(std::max(used_.size(), index + 1));
        used_[index] = {part, &way};
        redrawn_.add(thin_box(part));
        way.parts.push_back(index);
    }
}

void WireRouter::give_up(Way& way) {
    for (const size_t part : way.parts) {
        redrawn_.add(used_field_[part]);
        used_field_.remove(part);
    }
    way.parts.clear();
}

/// Takes `boxes` instead of those before; gives what is in one of them only.
BoxField WireRouter::exchange(std::vector<QRectF> boxes) {
    const auto sides = [](const QRectF& box) { return std::make_tuple(box.left(), box.top(), box.width(), box.height()); };
    const auto before = [&](const QRectF& a, const QRectF& b) { return sides(a) < sides(b); };
    std::sort(boxes.begin(), boxes.end(), before);
    std::vector<QRectF> gone, come;
    std::set_difference(boxes_.begin(), boxes_.end(), boxes.begin(), boxes.end(), std::back_inserter(gone), before);
    std::set_difference(boxes.begin(), boxes.end(), boxes_.begin(), boxes_.end(), std::back_inserter(come), before);
    BoxField changed;
    for (const QRectF& box : gone) {
        const std::vector<size_t> here = field_.in(box);
        field_.remove(*std::find_if(here.begin(), here.end(), [&](size_t i) { return sides(field_[i]) == sides(box); }));
        changed.add(box);
    }
    for (const QRectF& box : come) {
        field_.add(box);
        changed.add(box);
    }
    boxes_ = std::move(boxes);
    return changed;
}

/// What is known of `wires`. Other wires are forgotten; all are when their order is another one, since a wire minds those before it.
std::vector<WireRouter::Way*> WireRouter::recall(const std::vector<Wire>& wires) {
    ++turn_;
    size_t last = 0;
    bool sorted = true;
    for (const Wire& wire : wires)
        if (const auto it = ways_.find(wire.id); it != ways_.end()) {
            sorted &= it->second.order >= last;
            last = it->second.order;
            it->second.turn = turn_;
        }
    for (auto it = ways_.begin(); it != ways_.end();) {
        if (sorted && it->second.turn == turn_) ++it;
        else {
            give_up(it->second);
            it = ways_.erase(it);
        }
    }
    std::vector<Way*> ways;
    for (const Wire& wire : wires) {
        Way& way = ways_[wire.id];
        way.turn = turn_;
        way.order = ways.size();
        way.open |= !same(way.from, wire.from) || !same(way.to, wire.to);
        way.from = wire.from;
        way.to = wire.to;
        ways.push_back(&way);
    }
    return ways;
}

std::vector<Route> WireRouter::route(std::vector<QRectF> boxes, const std::vector<Wire>& wires) {
    redrawn_ = BoxField();
    searched_ = 0;
    const BoxField moved = exchange(std::move(boxes));
    const std::vector<Way*> ways = recall(wires);
    for (Way* way : ways) {
        if (!way->open && moved.empty(way->curve)) continue;
        ++searched_;
        const bool was = std::exchange(way->direct, false);
        way->curve = QRectF();
        if (way->to.x() - way->from.x() >= 16) {
            Route direct = direct_route(way->from, way->to, style_);
            way->curve = direct.path.controlPointRect().adjusted(-3, -3, 3, 3);
            way->direct = is_free(direct.path);
            if (way->direct) way->route = std::move(direct);
        }
        if (was != way->direct) give_up(*way);   // others mind direct wires, whatever their order
        if (!way->direct) way->open |= was;
        else use(*way, way->route.level() ? std::vector{way->route.straight} : std::vector<QLineF>());
    }
    for (Way* way : ways) {
        if (!way->direct && (way->open || !moved.empty(way->boxes) || !redrawn_.empty(way->lines))) {
            ++searched_;
            around(*way);
        }
        way->open = false;
    }
    std::vector<Route> routes;
    for (const Way* way : ways) routes.push_back(way->route);
    return routes;
}

double WireRouter::cost(Way& way, const QPointF& a, const QPointF& b, double clearance, double enough) const {
    way.boxes |= QRectF(a, b).normalized().adjusted(-clearance, -clearance, clearance, clearance);
    const double alone = QLineF(a, b).length() + kHitCost * field_.hits(a, b, clearance);
    return alone < enough ? alone + meeting(way, QLineF(a, b)) : alone;
}

void WireRouter::around(Way& way) {
    const QPointF& from = way.from;
    const QPointF& to = way.to;
    way.boxes = way.lines = QRectF();
    // The way is five parts: out of the port, along y to the lane, along the lane, along y from it, into the port. What is in
    // the way of the first two and of the last two does not depend on the other end.
    constexpr size_t kWays = std::size(kStubs);
    const auto xa = [&](size_t k) { return from.x() + kStubs[k]; };
    const auto xb = [&](size_t k) { return to.x() - kStubs[k]; };
    double lowest = std::numeric_limits<double>::infinity(), best_y = 0;
    double leave[kWays], arrive[kWays];
    for (size_t k = 0; k < kWays; ++k) {   // these begin on a box's side
        const double bend = kBendCost * double(k != 0);
        leave[k] = bend + 8 + cost(way, from + QPointF(8, 0), {xa(k), from.y()}, 1, lowest);
        arrive[k] = bend + 8 + cost(way, {xb(k), to.y()}, to - QPointF(8, 0), 1, lowest);
    }
    const double widest = *std::max_element(std::begin(kStubs), std::end(kStubs));
    const auto [left, right] = std::minmax({from.x() + widest, to.x() - widest});
    std::vector<double> lanes = this->lanes(way, left, right, from.y(), to.y());
    const auto [top, bottom] = std::minmax({from.y(), to.y()});
    const auto detour = [top = top, bottom = bottom](double y) { return std::max({0.0, top - y, y - bottom}); };
    std::stable_sort(lanes.begin(), lanes.end(), [&](double a, double b) { return detour(a) < detour(b); });   // the best is met early
    double least = lowest;   // of any way, without what it does along y
    for (size_t out = 0; out < kWays; ++out)
        for (size_t in = 0; in < kWays; ++in) least = std::min(least, leave[out] + arrive[in] + std::abs(xb(in) - xa(out)));
    size_t best_out = 0, best_in = 0;
    for (const double y : lanes) {
        const double along_y = bottom - top + 2 * detour(y);
        if (least + along_y >= lowest) break;   // no farther lane can win
        std::optional<double> up[kWays], down[kWays];
        for (size_t out = 0; out < kWays; ++out)
            for (size_t in = 0; in < kWays; ++in) {
                const QPointF a(xa(out), y), b(xb(in), y);
                const double along_x = std::abs(b.x() - a.x());
                if (leave[out] + arrive[in] + along_x + along_y >= lowest) continue;
                if (!up[out]) up[out] = leave[out] + cost(way, {xa(out), from.y()}, a, kClearance, lowest);
                if (*up[out] + arrive[in] + along_x >= lowest) continue;
                if (!down[in]) down[in] = arrive[in] + cost(way, b, {xb(in), to.y()}, kClearance, lowest);
                if (*up[out] + *down[in] + along_x >= lowest) continue;
                const double sum = *up[out] + *down[in] + cost(way, a, b, kClearance, lowest);
                if (sum >= lowest) continue;
                lowest = sum;
                best_y = y;
                best_out = out;
                best_in = in;
            }
    }
    const std::vector<QPointF> best{from, {xa(best_out), from.y()}, {xa(best_out), best_y}, {xb(best_in), best_y}, {xb(best_in), to.y()}, to};
    std::vector<QLineF> parts;
    for (size_t i = 1; i < best.size(); ++i) parts.emplace_back(best[i - 1], best[i]);
    use(way, parts);
    way.route = rounded(best, style_.lane_radius);
}

}  // namespace saddle::app

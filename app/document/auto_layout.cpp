#include "app/document/auto_layout.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "app/document/layered_row.h"

namespace saddle::app {
namespace {

constexpr double kGridX = 16, kGridY = 8;
constexpr double kColumnGap = 56, kLabelMargin = 26;    // between layers, at least; around a label
constexpr double kNodeGap = 24;                         // between nodes of a layer
constexpr double kLane = 40, kMoreLanes = 24;           // between rows, for the first wire and each further one
constexpr double kPartGap = 48;                         // between parts of the graph that no wire connects
constexpr double kPassing = 16;                         // height of a long wire that passes a layer

double up(double value, double step) { return std::ceil(value / step - 1e-9) * step; }

/// Layers by longest path; wires that close a cycle are marked dropped.
struct Ranks {
    std::vector<int> rank;
    std::vector<bool> dropped;
    int count = 0;
};

Ranks ranks_of(const LayoutGraph& graph) {
    const size_t n = graph.nodes.size();
    std::vector<std::vector<size_t>> out(n);
    for (size_t w = 0; w < graph.wires.size(); ++w) out[graph.wires[w].from].push_back(w);
    Ranks ranks{std::vector<int>(n, 0), std::vector<bool>(graph.wires.size(), false), 0};
    // Depth first without recursion: a wire to a node that is still open closes a cycle. Finished nodes, reversed, are a
    // topological order.
    std::vector<int> state(n, 0);
    std::vector<size_t> order;
    for (size_t root = 0; root < n; ++root) {
        if (state[root]) continue;
        std::vector<std::pair<size_t, size_t>> stack{{root, 0}};
        state[root] = 1;
        while (!stack.empty()) {
            auto& [node, next] = stack.back();
            if (next == out[node].size()) {
                state[node] = 2;
                order.push_back(node);
                stack.pop_back();
                continue;
            }
            const size_t w = out[node][next++], to = graph.wires[w].to;
            if (state[to] == 1) ranks.dropped[w] = true;
            else if (state[to] == 0) {
                state[to] = 1;
                stack.emplace_back(to, 0);
            }
        }
    }
    std::reverse(order.begin(), order.end());
    for (const size_t node : order)
        for (const size_t w : out[node])
            if (!ranks.dropped[w]) ranks.rank[graph.wires[w].to] = std::max(ranks.rank[graph.wires[w].to], ranks.rank[node] + 1);
    // A source that only feeds later layers stands right before them.
    std::vector<bool> fed(n, false);
    for (size_t w = 0; w < graph.wires.size(); ++w)
        if (!ranks.dropped[w]) fed[graph.wires[w].to] = true;
    for (size_t node = 0; node < n; ++node) {
        if (fed[node]) continue;
        int first = std::numeric_limits<int>::max();
        for (const size_t w : out[node])
            if (!ranks.dropped[w]) first = std::min(first, ranks.rank[graph.wires[w].to]);
        if (first != std::numeric_limits<int>::max()) ranks.rank[node] = first - 1;
    }
    for (const int r : ranks.rank) ranks.count = std::max(ranks.count, r + 1);
    return ranks;
}

/// One connected part: its layers, their widths, and where it may be broken into rows.
class Part {
public:
    Part(const LayoutGraph& graph) : graph_(graph), ranks_(ranks_of(graph)), width_(size_t(ranks_.count), 0), gap_(size_t(ranks_.count), kColumnGap), cut_(size_t(ranks_.count), 0) {
        for (size_t i = 0; i < graph.nodes.size(); ++i) {
            double& width = width_[size_t(ranks_.rank[i])];
            width = std::max(width, graph.nodes[i].width());
        }
        for (size_t w = 0; w < graph.wires.size(); ++w) {
            if (ranks_.dropped[w]) continue;
            const LayoutWire& wire = graph.wires[w];
            const int a = ranks_.rank[wire.from], b = ranks_.rank[wire.to];
            if (b == a + 1) gap_[size_t(a)] = std::max(gap_[size_t(a)], wire.label + kLabelMargin);
            for (int r = a; r < b; ++r) ++cut_[size_t(r)];
        }
        for (size_t r = 0; r < width_.size(); ++r) column_.push_back(up(width_[r] + gap_[r], kGridX));
    }

    /// Places all nodes with rows of at most `limit` px; returns the size.
    QSizeF place(double limit, std::vector<QPointF>& at) const {
        // What the first layer feeds in later rows (labels to the loss) needs a way down: those rows begin behind it.
        std::vector<int> ends = breaks(limit, 0);
        bool indent = false;
        for (size_t w = 0; w < graph_.wires.size(); ++w)
            indent |= !ranks_.dropped[w] && ranks_.rank[graph_.wires[w].from] == 0 && ranks_.rank[graph_.wires[w].to] > ends[0];
        if (indent) ends = breaks(limit, column_[0]);
        at.assign(graph_.nodes.size(), {});
        double top = 0, right = 0;
        int begin = 0;
        for (size_t row = 0; row < ends.size(); ++row) {
            const double left = row > 0 && indent ? column_[0] : 0;
            const QSizeF size = place_row(begin, ends[row], left, top, at);
            right = std::max(right, left + size.width());
            top += size.height();
            if (row + 1 < ends.size()) top = up(top + kLane + kMoreLanes * double(std::clamp(cut_[size_t(ends[row])] - 1, 0, 4)), kGridY);
            begin = ends[row] + 1;
        }
        return {right, top};
    }

    double widest() const { return *std::max_element(column_.begin(), column_.end()); }

private:
    /// Last layers of the rows: rows of even width that part few wires (dynamic programme over the places to break).
    std::vector<int> breaks(double limit, double indent) const {
        const size_t n = column_.size();
        std::vector<double> sum(n + 1, 0), cost(n + 1, 1e300);
        std::vector<size_t> from(n + 1, 0);
        std::partial_sum(column_.begin(), column_.end(), sum.begin() + 1);
        cost[0] = 0;
        for (size_t end = 1; end <= n; ++end)
            for (size_t begin = end; begin-- > 0;) {
                const double width = sum[end] - sum[begin] - gap_[end - 1] + (begin > 0 ? indent : 0);
                if (width > limit && end - begin > 1) break;
                const double slack = std::max(0.0, limit - width) / limit;
                const double parted = end < n ? 0.5 * double(std::max(0, cut_[end - 1] - 1)) : 0;
                if (const double c = cost[begin] + 1 + slack * slack + parted; c < cost[end]) {
                    cost[end] = c;
                    from[end] = begin;
                }
            }
        std::vector<int> ends;
        for (size_t end = n; end > 0; end = from[end]) ends.push_back(int(end) - 1);
        std::reverse(ends.begin(), ends.end());
        return ends;
    }

    QSizeF place_row(int begin, int end, double left, double top, std::vector<QPointF>& at) const {
        LayeredRow row;
        row.layers.resize(size_t(end - begin + 1));
        std::vector<size_t> item_of(graph_.nodes.size(), 0);
        const auto add = [&](int node, int rank, double height) {
            row.items.push_back({node, height, 0});
            row.layers[size_t(rank - begin)].push_back(row.items.size() - 1);
            return row.items.size() - 1;
        };
        for (size_t i = 0; i < graph_.nodes.size(); ++i)
            if (ranks_.rank[i] >= begin && ranks_.rank[i] <= end) item_of[i] = add(int(i), ranks_.rank[i], graph_.nodes[i].height());
        for (size_t w = 0; w < graph_.wires.size(); ++w) {
            const LayoutWire& wire = graph_.wires[w];
            const int a = ranks_.rank[wire.from], b = ranks_.rank[wire.to];
            if (ranks_.dropped[w] || a < begin || b > end) continue;
            size_t previous = item_of[wire.from];
            double leaves = wire.from_y;
            for (int r = a + 1; r < b; ++r) {
                const size_t passing = add(-1, r, kPassing);
                row.links.push_back({previous, passing, leaves, kPassing / 2, r == a + 1 ? 1.0 : 8.0});
                previous = passing;
                leaves = kPassing / 2;
            }
            row.links.push_back({previous, item_of[wire.to], leaves, wire.to_y, b == a + 1 ? 2.0 : 1.0});
        }
        row.order();
        row.align(kNodeGap);
        double x = left, bottom = 0;
        for (int r = begin; r <= end; ++r) {
            for (const size_t index : row.layers[size_t(r - begin)]) {
                const LayeredItem& item = row.items[index];
                if (item.node >= 0) at[size_t(item.node)] = {x, top + std::round(item.y / kGridY) * kGridY};
                bottom = std::max(bottom, std::round(item.y / kGridY) * kGridY + item.height);
            }
            x += column_[size_t(r)];
        }
        return {x - left - gap_[size_t(end)], bottom};
    }

    const LayoutGraph& graph_;
    Ranks ranks_;
    std::vector<double> width_, gap_, column_;
    std::vector<int> cut_;      // wires that pass from each layer to the next
};

/// Nodes by connected part, parts in the order of their first nodes.
std::vector<std::vector<size_t>> parts_of(const LayoutGraph& graph) {
    std::vector<size_t> root(graph.nodes.size());
    std::iota(root.begin(), root.end(), size_t(0));
    const auto find = [&](size_t i) {
        while (root[i] != i) i = root[i] = root[root[i]];
        return i;
    };
    for (const LayoutWire& wire : graph.wires) {
        const size_t a = find(wire.from), b = find(wire.to);
        root[std::max(a, b)] = std::min(a, b);
    }
    std::vector<std::vector<size_t>> parts(graph.nodes.size());
    for (size_t i = 0; i < graph.nodes.size(); ++i) parts[find(i)].push_back(i);
    std::erase_if(parts, [](const auto& part) { return part.empty(); });
    return parts;
}

/// The places of a connected graph, broken so that it shows largest in `view`.
QSizeF place_part(const LayoutGraph& graph, const QSizeF& view, std::vector<QPointF>& best) {
    const Part part(graph);
    QSizeF best_size;
    double best_zoom = 0;
    for (double zoom = 1; zoom > 0.02 && zoom > best_zoom; zoom *= 0.94) {   // rows as long as the view is wide at `zoom`
        std::vector<QPointF> at;
        const QSizeF size = part.place(std::max(part.widest(), view.width() / zoom), at);
        const double shown = std::min({1.0, view.width() / size.width(), view.height() / size.height()});
        if (shown > best_zoom) {
            best_zoom = shown;
            best = std::move(at);
            best_size = size;
        }
    }
    return best_size;
}

}  // namespace

std::vector<QPointF> auto_layout(const LayoutGraph& graph, const QSizeF& view) {
    std::vector<QPointF> places(graph.nodes.size());
    double top = 0, loose_x = 0, loose_height = 0;
    std::vector<size_t> loose;
    for (const std::vector<size_t>& nodes : parts_of(graph)) {
        if (nodes.size() == 1) {
            loose.push_back(nodes[0]);
            continue;
        }
        LayoutGraph part;
        std::vector<size_t> local(graph.nodes.size(), 0);
        std::vector<bool> inside(graph.nodes.size(), false);
        for (const size_t node : nodes) {
            local[node] = part.nodes.size();
            inside[node] = true;
            part.nodes.push_back(graph.nodes[node]);
        }
        for (const LayoutWire& wire : graph.wires)
            if (inside[wire.from]) part.wires.push_back({local[wire.from], local[wire.to], wire.from_y, wire.to_y, wire.label});
        std::vector<QPointF> at;
        const QSizeF size = place_part(part, view, at);
        for (const size_t node : nodes) places[node] = at[local[node]] + QPointF(0, top);
        top = up(top + size.height() + kPartGap, kGridY);
    }
    for (const size_t node : loose) {   // what no wire touches stands below, side by side
        if (loose_x > 0 && loose_x + graph.nodes[node].width() > view.width()) {
            top = up(top + loose_height + kNodeGap, kGridY);
            loose_x = loose_height = 0;
        }
        places[node] = {loose_x, top};
        loose_x = up(loose_x + graph.nodes[node].width() + kNodeGap, kGridX);
        loose_height = std::max(loose_height, graph.nodes[node].height());
    }
    return places;
}

}  // namespace saddle::app

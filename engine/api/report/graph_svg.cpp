#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "engine/api/report/drawings.h"
#include "engine/api/report/markup.h"
#include "engine/ops/layer_def.h"

namespace saddle::api::report {
namespace {

constexpr double kBoxWidth = 152, kNarrow = 124, kLetter = 7, kSmallLetter = 6, kLevel = 80, kTitle = 26, kRow = 17, kPad = 8, kPort = 13, kPortPitch = 22, kMargin = 24, kLane = 22, kLanePitch = 6;
constexpr size_t kMostRows = 3;

struct Box { const Node* node; double x, y, width, height; };

std::string shortened(const std::string& text, size_t most) {
    if (text.size() <= most) return text;
    size_t end = most;
    while (end > 0 && (uint8_t(text[end]) & 0xc0) == 0x80) --end;   // not within a character
    return text.substr(0, end) + "…";
}

/// Several nodes at one place are drawn by nobody.
bool placed(const Graph& graph) {
    std::set<std::pair<double, double>> places;
    for (const Node& node : graph.nodes) places.insert({node.x, node.y});
    return places.size() == graph.nodes.size();
}

std::vector<Box> boxes_of(const Graph& graph) {
    std::vector<Box> boxes;
    for (const Node& node : graph.nodes) {
        const size_t rows = std::min(node.attributes.size(), kMostRows);
        const ops::LayerDef* layer = ops::find_layer(node.layer);
        const double ports = layer && layer->inputs.size() > 1 ? kPortPitch * double(layer->inputs.size() - 1) : 0;
        boxes.push_back({&node, node.x, node.y, rows > 0 ? kBoxWidth : kNarrow, std::max(kTitle + (rows > 0 ? double(rows) * kRow + kPad : 0), kTitle + ports)});
    }
    if (placed(graph)) return boxes;
    std::map<NodeId, size_t> depth;
    std::map<size_t, double> next;
    for (const size_t i : topological_order(graph).order) {
        size_t own = 0;
        for (const Edge& edge : graph.edges)
            if (edge.to.node == graph.nodes[i].id) own = std::max(own, depth[edge.from.node] + 1);
        depth[graph.nodes[i].id] = own;
        boxes[i].x = double(own) * (kBoxWidth + 56);
        boxes[i].y = next[own];
        next[own] += boxes[i].height + 32;
    }
    return boxes;
}

/// From the right of one box to the left of another; backwards and to another row in the lane above the target's row.
std::string wire(double x1, double y1, double x2, double y2, bool level, double lane) {
    if (level) {
        const double tangent = std::max(32.0, (x2 - x1) / 2);
        return std::string("M") + px(x1) + " " + px(y1) + "C" + px(x1 + tangent) + " " + px(y1) + " " + px(x2 - tangent) + " " + px(y2) + " " + px(x2) + " " + px(y2);
    }
    return std::string("M") + px(x1) + " " + px(y1) + "H" + px(x1 + 16) + "V" + px(lane) + "H" + px(x2 - 16) + "V" + px(y2) + "H" + px(x2);
}

std::string box_svg(const Box& box, const Project& project) {
    const Node& node = *box.node;
    const ops::LayerDef* layer = ops::find_layer(node.layer);
    const std::string family = layer ? layer->family : project.composite(node.layer) ? "group" : "data";
    const std::string id = shortened(node.id, 9);
    const auto letters = size_t(std::max(4.0, (box.width - 24 - kSmallLetter * double(id.size())) / kLetter));
    std::string made = "<g" + std::string(node.bypassed ? " opacity=\".45\"" : "") + " transform=\"translate(" + px(box.x) + " " + px(box.y) + ")\"><title>" + escaped(node.id + ": " + node.layer);
    for (const auto& [name, value] : node.attributes) made += escaped("\n" + name + " = " + to_string(value));
    made += std::string("</title><rect class=\"node\" width=\"") + px(box.width) + "\" height=\"" + px(box.height) + "\" rx=\"6\"/><rect class=\"f-" + family + "\" width=\"3\" height=\"" + px(box.height) + "\" rx=\"1.5\"/>";
    made += std::string("<text class=\"title\" x=\"10\" y=\"17\">") + escaped(shortened(node.layer, letters)) + "</text><text class=\"id\" x=\"" + px(box.width - 8) + "\" y=\"17\">" + escaped(id) + "</text>";
    size_t row = 0;
    for (const auto& [name, value] : node.attributes) {
        const double y = kTitle + double(row) * kRow + 14;
        made += std::string("<text class=\"name\" x=\"10\" y=\"") + px(y) + "\">" + escaped(shortened(name, 14)) + "</text><text class=\"value\" x=\"" + px(box.width - 8) + "\" y=\"" + px(y) + "\">" + escaped(shortened(to_string(value), 10)) + "</text>";
        if (++row == kMostRows) break;
    }
    return made + "</g>\n";
}

}  // namespace

std::string graph_svg(const Project& project) {
    const Graph& graph = project.graph;
    if (graph.nodes.empty()) return "";
    std::vector<Box> boxes = boxes_of(graph);
    double left = boxes[0].x, top = boxes[0].y, right = left, bottom = top;
    for (const Box& box : boxes) {
        left = std::min(left, box.x);
        top = std::min(top, box.y);
        right = std::max(right, box.x + box.width);
        bottom = std::max(bottom, box.y + box.height);
    }
    std::map<NodeId, Box*> by_id;
    for (Box& box : boxes) {
        box.x += kMargin - left;
        box.y += kMargin + kLane - top;
        by_id[box.node->id] = &box;
    }
    std::string wires, nodes;
    std::map<NodeId, int> inputs;
    std::map<double, int> in_lane;   // by its height: wires beside each other
    for (const Edge& edge : graph.edges) {
        const auto from = by_id.find(edge.from.node), to = by_id.find(edge.to.node);
        if (from == by_id.end() || to == by_id.end()) continue;
        int port = inputs[edge.to.node]++;
        if (const ops::LayerDef* layer = ops::find_layer(to->second->node->layer))
            for (size_t i = 0; i < layer->inputs.size(); ++i)
                if (layer->inputs[i].name == edge.to.port) port = int(i);
        const Box &a = *from->second, &b = *to->second;
        const double y1 = a.y + kPort, y2 = b.y + kPort + kPortPitch * port;
        const bool level = b.x > a.x + a.width && std::abs(y2 - y1) < kLevel;
        const double lane = level ? y1 : b.y - kLane / 2 - kLanePitch * (in_lane[b.y]++ % 8);
        wires += "<path class=\"wire\" d=\"" + wire(a.x + a.width, y1, b.x, y2, level, lane) + "\"/>\n";
    }
    for (const Box& box : boxes) nodes += box_svg(box, project);
    return "<div class=\"wide canvas\">" + drawing(right - left + 2 * kMargin, bottom - top + 2 * kMargin + kLane, false, "The graph of " + project.name, wires + nodes) + "</div>\n";
}

}  // namespace saddle::api::report

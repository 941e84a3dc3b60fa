// The drawn graph and over-smoothing in the view: heads, nodes under the pointer, layers that are selected.
#include <cmath>

#include "engine/api/inside_csv.h"
#include "tests/viz/inside_answers.h"

namespace saddle::viz {
namespace {

/// A wheel: a node in the middle, eighteen around it, two heads. Node 40 + k stands at place k.
std::shared_ptr<const Insight> messages() {
    Insight inside = answer(InsideWhat::Messages, "gat1");
    inside.split_samples = 2708;
    inside.class_names = {"theory", "networks", "cases"};
    Insight::GraphPart& g = inside.graph;
    g.graph_nodes = 2708;
    g.graph_edges = 10556;
    g.left_out = 7;
    g.heads = 2;
    for (int k = 0; k < 19; ++k) {
        g.nodes.push_back(40 + k);
        g.x.push_back(k == 0 ? 0.5 : 0.5 + 0.5 * std::cos(k * 2 * 3.14159265 / 18));
        g.y.push_back(k == 0 ? 0.5 : 0.5 + 0.5 * std::sin(k * 2 * 3.14159265 / 18));
        g.said.push_back(k % 3);
        g.labels.push_back(k == 4 ? 2 : k % 2 ? -1 : k % 3);   // 44 is of class 2 and taken for 1
        g.own.insert(g.own.end(), {0.2f, 0.4f});
        if (k == 0) continue;
        g.edges.emplace_back(k, 0);
        g.along.insert(g.along.end(), {float(k) / 190, float(19 - k) / 190});
        g.edges.emplace_back(0, k);
        g.along.insert(g.along.end(), {0.5f, 0.1f});
    }
    return std::make_shared<const Insight>(std::move(inside));
}

std::shared_ptr<const Insight> smoothing() {
    Insight inside = answer(InsideWhat::Smoothing);
    inside.sample = -1;
    inside.smoothing.nodes = 34;
    for (int k = 0; k < 9; ++k) inside.smoothing.layers.push_back({k == 0 ? NodeId() : "conv" + std::to_string(k), std::pow(0.6, k), std::pow(0.5, k), 1.2 * std::pow(0.4, k), k == 3});
    return std::make_shared<const Insight>(std::move(inside));
}

std::vector<InsideWhat> of_a_graph(const NodeId&) { return {InsideWhat::Messages, InsideWhat::FeatureMaps, InsideWhat::Smoothing, InsideWhat::Predictions}; }

TEST(GraphView, ANodeIsReadAndOpensItsNeighbourhood) {
    FakeUi ui(900, 420);
    Asking a;
    a.view.looks_of = of_a_graph;
    ui.link.node = "gat1";
    ui.frame(a.view);
    EXPECT_EQ(a.asked.back(), (InsideView::Wish{InsideWhat::Messages, "gat1", 0, {}}));
    a.view.set(messages(), true);
    ui.frame(a.view);
    ui.hover(a.view, a.view.graph().place(5));
    EXPECT_EQ(a.view.graph().hovered(), 5);
    ui.hover(a.view, {1, 1});
    EXPECT_EQ(a.view.graph().hovered(), -1);
    ui.click(a.view, a.view.graph().place(5));
    EXPECT_EQ(a.view.wish().sample, 45);
    EXPECT_EQ(a.asked.back(), (InsideView::Wish{InsideWhat::Messages, "gat1", 45, {}}));
}

TEST(GraphView, EachHeadHasStrengthsOfItsOwn) {
    FakeUi ui(900, 420);
    GraphPart part;
    part.set(messages());
    EXPECT_EQ(part.head(), -1);
    EXPECT_FLOAT_EQ(part.strength(1), 1) << "0.3 on the mean of both heads is most";
    EXPECT_FLOAT_EQ(part.strength(0), 0.05f / 0.3f);
    part.show_head(1);
    EXPECT_FLOAT_EQ(part.strength(0), 18.f / 19) << "18 / 190 beside 0.1";
    EXPECT_FLOAT_EQ(part.strength(34), 1.f / 19);
}

TEST(GraphView, ANodeOfASampleThatIsAGraphOpensNothing) {
    FakeUi ui(900, 420);
    Asking a;
    a.view.looks_of = of_a_graph;
    ui.link.node = "gat1";
    ui.frame(a.view);
    auto molecule = std::make_shared<Insight>(*messages());
    molecule->graph.said.clear();
    molecule->graph.labels.clear();
    a.view.set(molecule, true);
    ui.frame(a.view);
    const size_t before = a.asked.size();
    ui.click(a.view, a.view.graph().place(5));
    EXPECT_EQ(a.asked.size(), before);
}

TEST(GraphView, ALayerOfTheOverSmoothingIsSelected) {
    FakeUi ui(900, 420);
    Asking a;
    a.view.looks_of = of_a_graph;
    ui.link.node = "gat1";
    ui.frame(a.view);
    a.view.choose(InsideWhat::Smoothing);
    ui.frame(a.view);
    EXPECT_EQ(a.asked.back(), (InsideView::Wish{InsideWhat::Smoothing, "", 0, {}}));
    a.view.set(smoothing(), true);
    ui.frame(a.view);
    const plot::Frame& frame = a.view.smoothing().plot().frame();
    ui.hover(a.view, {float(frame.x.pixel(6)), frame.area.centre_y()});
    EXPECT_EQ(a.view.smoothing().plot().hovered(), 6);
    ui.click(a.view, middle(a.view.smoothing().row(4)));
    EXPECT_EQ(ui.link.node, "conv4");
    ui.click(a.view, middle(a.view.smoothing().row(0)));
    EXPECT_EQ(ui.link.node, "conv4") << "what enters is no layer";
}

TEST(GraphView, TablesHaveARowAnEdgeAndARowALayer) {
    std::string text = api::inside_csv(*messages());
    EXPECT_EQ(text.rfind("source,target,head0,head1\n41,40,", 0), 0u);
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1 + 36 + 19) << "edges, and each node's own";
    text = api::inside_csv(*smoothing());
    EXPECT_EQ(text.rfind("layer,distance,neighbours,energy,zero_rows\ninput,1,1,1.2,0\n", 0), 0u);
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 10);
}

TEST(GraphView, PicturesInBothThemes) {
    for (const char* name : {"dark", "light"})
        for (const auto& [look, inside, pointer] : {std::tuple("messages", messages(), plot::Point{1, 1}), std::tuple("messages-node", messages(), plot::Point{450, 232}), std::tuple("smoothing", smoothing(), plot::Point{300, 200})}) {
            Asking a;
            a.view.looks_of = of_a_graph;
            a.view.choose(inside->what);
            a.view.set(inside, true);
            Link link;
            link.node = inside->node.empty() ? "conv2" : inside->node;
            const auto picture = snapshot(a.view, link, theme_named(name), {.width = 900, .height = 420, .frames = 4, .input = [p = pointer](int, ImGuiIO& io) { io.MousePos = {p.x, p.y}; }});
            if (!picture.ok()) GTEST_SKIP() << to_string(picture.error());
            keep(*picture, std::string("inside-") + look + "-" + name);
            EXPECT_GT(distinct_colors(*picture), 60u) << look;
        }
}

}  // namespace
}  // namespace saddle::viz

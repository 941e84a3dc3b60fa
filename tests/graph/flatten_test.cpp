#include "engine/graph/flatten.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace saddle {
namespace {

/// "Inner" holds a ReLU; "Block" a Conv2d of "$channels" and an Inner; the graph data -> b1 -> b2 -> loss.
Project nested() {
    Project p;
    p.composites.push_back({"Inner", "", {}, {{{"x", "Input", {}}, {"act", "ReLU", {}}, {"y", "Output", {}}}, {{{"x", "value"}, {"act", "x"}}, {{"act", "y"}, {"y", "value"}}}}});
    p.composites.push_back({"Block", "", {{"channels", int64_t(4)}},
                            {{{"x", "Input", {}}, {"conv", "Conv2d", {{"out_channels", std::string("$channels")}}}, {"inner", "Inner", {}}, {"y", "Output", {}}},
                             {{{"x", "value"}, {"conv", "x"}}, {{"conv", "y"}, {"inner", "x"}}, {{"inner", "y"}, {"y", "value"}}}}});
    p.graph = {{{"data", "Dataset", {}}, {"b1", "Block", {}}, {"b2", "Block", {{"channels", int64_t(8)}}}, {"loss", "MSELoss", {}}},
               {{{"data", "image"}, {"b1", "x"}}, {{"b1", "y"}, {"b2", "x"}}, {{"b2", "y"}, {"loss", "prediction"}}}};
    return p;
}

std::vector<std::string> said(const Project& project) {
    std::vector<std::string> list;
    for (const Diagnostic& d : flatten(project).diagnostics) list.push_back(d.node + "|" + d.port + "|" + d.text);
    return list;
}

TEST(Flatten, PutsTheContentsInPlaceWithPathsAndAttributes) {
    const Project p = nested();
    const FlatGraph flat = flatten(p);
    EXPECT_TRUE(flat.diagnostics.empty());
    std::vector<std::string> ids;
    for (const Node& node : flat.graph.nodes) ids.push_back(node.id);
    EXPECT_EQ(ids, (std::vector<std::string>{"data", "b1/conv", "b1/inner/act", "b2/conv", "b2/inner/act", "loss"}));
    EXPECT_EQ(flat.graph.find("b1/conv")->attributes.integer("out_channels"), 4);
    EXPECT_EQ(flat.graph.find("b2/conv")->attributes.integer("out_channels"), 8);
    std::vector<Edge> edges = flat.graph.edges, expected{{{"data", "image"}, {"b1/conv", "x"}}, {{"b1/conv", "y"}, {"b1/inner/act", "x"}}, {{"b1/inner/act", "y"}, {"b2/conv", "x"}},
                                                         {{"b2/conv", "y"}, {"b2/inner/act", "x"}}, {{"b2/inner/act", "y"}, {"loss", "prediction"}}};
    std::sort(edges.begin(), edges.end());
    std::sort(expected.begin(), expected.end());
    EXPECT_EQ(edges, expected);
    EXPECT_EQ(flat.ports.at({"b2", "x"}), (PortRef{"b1/inner/act", "y"}));
    EXPECT_EQ(flat.ports.at({"b2", "y"}), (PortRef{"b2/inner/act", "y"}));
    EXPECT_EQ(flat.ports.at({"b1/inner", "x"}), (PortRef{"b1/conv", "y"}));
    EXPECT_EQ(flat.ports.at({"b1/x", "value"}), (PortRef{"data", "image"})) << "the port as it is seen from inside";
    EXPECT_EQ(flat.ports.at({"b1/y", "value"}), (PortRef{"b1/inner/act", "y"}));
}

TEST(Flatten, LeavesGraphsWithoutCompositesAsTheyAre) {
    Project p;
    p.graph = {{{"b", "ReLU", {}}, {"a", "Input", {}}, {"c", "Unknown", {}}}, {{{"a", "y"}, {"b", "x"}}, {{"b", "y"}, {"c", "x"}}}};
    EXPECT_EQ(flatten(p).graph, p.graph);
}

TEST(Flatten, ABypassedCompositePassesItsFirstInputThrough) {
    Project p = nested();
    p.graph.find("b1")->bypassed = true;
    const FlatGraph flat = flatten(p);
    EXPECT_TRUE(flat.diagnostics.empty());
    EXPECT_EQ(flat.graph.into({"b2/conv", "x"})->from, (PortRef{"data", "image"}));
    EXPECT_FALSE(flat.graph.find("b1/conv"));
}

TEST(Flatten, MistakesNameTheInstance) {
    Project p = nested();
    p.graph.edges.erase(p.graph.edges.begin());
    EXPECT_EQ(said(p), (std::vector<std::string>{"b1|x|is not connected"}));
    p = nested();
    p.graph.find("b2")->attributes["width"] = int64_t(3);
    EXPECT_EQ(said(p), (std::vector<std::string>{"b2||Block has no attribute 'width'"}));
    p = nested();
    p.graph.edges[1].from.port = "z";
    EXPECT_EQ(said(p), (std::vector<std::string>{"b1|z|Block has no output 'z'"}));
    p = nested();
    p.composites[1].graph.find("conv")->attributes["out_channels"] = std::string("$chanels");
    EXPECT_EQ(said(p)[0], "b1/conv||'$chanels' is no attribute of the composite around it");
    p = nested();
    p.composites[0].graph.find("act")->layer = "Block";
    EXPECT_EQ(said(p)[0], "b1/inner/act||'Block' contains itself");
    p = nested();
    p.composites[0].graph.edges.pop_back();
    EXPECT_EQ(said(p)[0], "b1/inner/y|value|is not connected");
    p = nested();
    p.graph.edges[0].from = {"b2", "y"};
    EXPECT_EQ(said(p)[0], "b1||is part of a cycle: b1, b2");
}

TEST(Flatten, CompositesReadAndWrite) {
    const Project p = nested();
    const auto again = read_project(write_project(p), "again");
    ASSERT_TRUE(again.ok()) << to_string(again.error());
    EXPECT_EQ(*again, p);
    const auto twice = read_project(R"({"saddlepoint": 1, "composites": [{"name": "A"}, {"name": "A"}]})", "file.json");
    ASSERT_FALSE(twice.ok());
    EXPECT_NE(to_string(twice.error()).find("composites[1]"), std::string::npos) << to_string(twice.error());
}

}  // namespace
}  // namespace saddle

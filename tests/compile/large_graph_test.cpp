// A graph of a thousand nodes: shapes on every port, and how long they take after an edit.
#include <gtest/gtest.h>

#include <chrono>

#include "engine/compile/compile.h"

namespace saddle::compile {
namespace {

/// Residual blocks of convolutions one after another, up to `nodes` nodes.
Project tower(size_t nodes) {
    Project project;
    Graph& g = project.graph;
    const auto add = [&](const std::string& id, const std::string& layer, Attributes attributes, std::vector<std::pair<std::string, PortRef>> wires) {
        g.nodes.push_back({id, layer, std::move(attributes), 0, 0, false});
        for (auto& [port, from] : wires) g.edges.push_back({from, {id, port}});
        return PortRef{id, "y"};
    };
    g.nodes.push_back({"data", "Dataset", {}, 0, 0, false});
    const Attributes same{{"out_channels", int64_t(8)}, {"kernel", int64_t(3)}, {"padding", int64_t(1)}};
    PortRef x = add("stem", "Conv2d", same, {{"x", {"data", "image"}}});
    for (int block = 0; g.nodes.size() + 8 <= nodes; ++block) {
        const std::string n = std::to_string(block);
        const PortRef conv = add("conv" + n, "Conv2d", same, {{"x", x}}), norm = add("norm" + n, "BatchNorm2d", {}, {{"x", conv}}), relu = add("relu" + n, "ReLU", {}, {{"x", norm}});
        x = add("add" + n, "Add", {}, {{"a", relu}, {"b", x}});
    }
    const PortRef pool = add("pool", "GlobalAvgPool", {}, {{"x", x}}), flat = add("flatten", "Flatten", {}, {{"x", pool}}), fc = add("fc", "Linear", {{"out_features", std::string("classes")}}, {{"x", flat}});
    add("loss", "CrossEntropyLoss", {}, {{"scores", fc}, {"labels", {"data", "label"}}});
    return project;
}

TEST(LargeGraph, ShapesFollowAnEditOfTheFirstLayer) {
    using Clock = std::chrono::steady_clock;
    Project project = tower(1000);
    EXPECT_GE(project.graph.nodes.size(), 995u);
    const ops::DataSignature digits{{{"image", ops::PortKind::Image, {DType::F32, {1, 28, 28}}}, {"label", ops::PortKind::Tokens, {DType::I32, {}}}}, 10};
    double fastest = 1e9;
    for (const int64_t width : {28, 32, 36}) {
        project.graph.find("stem")->attributes["padding"] = (width - 26) / 2;   // every size behind it changes
        const auto begin = Clock::now();
        const TypedGraph typed = infer_shapes(project, digits, 64);
        fastest = std::min(fastest, std::chrono::duration<double, std::milli>(Clock::now() - begin).count());
        ASSERT_TRUE(typed.valid()) << to_string(typed.diagnostics.at(0));
        EXPECT_EQ(typed.ports.at({"pool", "x"}).type.shape, (Shape{64, 8, width, width}));
        for (const Node& node : project.graph.nodes)
            if (node.layer == "Conv2d") {
                EXPECT_TRUE(typed.ports.count({node.id, "y"})) << node.id;
            }
    }
    std::printf("shapes of %zu nodes and %zu wires: %.1f ms\n", project.graph.nodes.size(), project.graph.edges.size(), fastest);
}

}  // namespace
}  // namespace saddle::compile

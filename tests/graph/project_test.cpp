#include "engine/graph/graph_edit.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "engine/core/philox.h"

namespace saddle {
namespace {

TEST(Project, ShippedProjectsReadAndWriteByteForByte) {
    int count = 0;
    for (const auto& file : std::filesystem::recursive_directory_iterator(std::filesystem::path(SADDLE_SOURCE_DIR) / "projects")) {
        if (file.path().extension() != ".json") continue;
        const auto project = load_project(file.path());
        ASSERT_TRUE(project.ok()) << to_string(project.error());
        const auto again = read_project(write_project(*project), "again");
        ASSERT_TRUE(again.ok()) << to_string(again.error());
        EXPECT_EQ(*again, *project);
        EXPECT_EQ(write_project(*again), write_project(*project));
        ++count;
    }
    EXPECT_GE(count, 3);
}

TEST(Project, MistakesNameTheirField) {
    const std::pair<const char*, const char*> wrong[] = {
        {"{", "line 1"},
        {R"({"name": "x"})", "saddlepoint"},
        {R"({"saddlepoint": 99})", "newer version"},
        {R"({"saddlepoint": 1, "frain": {}})", "frain"},
        {R"({"saddlepoint": 1, "train": {"batch_size": "many"}})", "train.batch_size"},
        {R"({"saddlepoint": 1, "graph": {"nodes": [{"id": "a"}]}})", "graph.nodes[0]"},
        {R"({"saddlepoint": 1, "graph": {"nodes": [{"id": "a", "layer": "ReLU"}, {"id": "a", "layer": "ReLU"}]}})", "graph.nodes[1]"},
        {R"({"saddlepoint": 1, "graph": {"nodes": [{"id": "a", "layer": "ReLU"}], "edges": [["a.y", "b.x"]]}})", "graph.edges[0]"}};
    for (const auto& [text, says] : wrong) {
        const auto project = read_project(text, "file.json");
        ASSERT_FALSE(project.ok()) << text;
        EXPECT_NE(to_string(project.error()).find(says), std::string::npos) << to_string(project.error());
        EXPECT_NE(project.error().message.find("file.json"), std::string::npos);
    }
    std::string deep(100, '[');
    EXPECT_FALSE(read_project(deep + std::string(100, ']'), "deep").ok());
}

TEST(GraphEdit, TenThousandRandomEditsUndoneGiveTheSameFile) {
    Project project = load_project(SADDLE_SOURCE_DIR "/projects/vision/lenet5.json").value();
    const std::string before = write_project(project);
    Random random(7);
    std::vector<GraphEdit> undo;
    int refused = 0;
    for (int i = 0; i < 10000; ++i) {
        const auto& nodes = project.graph.nodes;
        const auto any = [&] { return nodes.empty() ? NodeId("none") : nodes[random.below(uint32_t(nodes.size()))].id; };
        GraphEdit edit;
        switch (random.below(8)) {
            case 0: edit = {AddNode{{fresh_id(project.graph, "n"), "ReLU", {}, double(random.below(900)), 8, false}, {}, {}}}; break;
            case 1: edit = {RemoveNode{any()}}; break;
            case 2: case 3: edit = {Connect{{{any(), "y"}, {any(), "x"}}, {}}}; break;
            case 4: if (!project.graph.edges.empty()) edit = {Disconnect{project.graph.edges[random.below(uint32_t(project.graph.edges.size()))]}}; else edit = {SetTitle{"t", ""}}; break;
            case 5: edit = {SetAttribute{any(), "a", random.below(2) ? std::optional<AttributeValue>(int64_t(random.below(9))) : std::nullopt}}; break;
            case 6: edit = {Rename{any(), "r" + std::to_string(random.below(40))}}; break;
            default: edit = {EditList{{{MoveTo{any(), 1, 2}}, {SetBypass{any(), true}}}}}; break;
        }
        const std::string state = write_project(project);
        auto inverse = apply(project, edit);
        if (inverse.ok()) undo.push_back(std::move(*inverse));
        else {
            ++refused;
            if (i % 50 == 0) EXPECT_EQ(write_project(project), state) << "a refused edit must change nothing";
        }
    }
    EXPECT_GT(undo.size(), 5000u);
    while (!undo.empty()) {
        ASSERT_TRUE(apply(project, undo.back()).ok());
        undo.pop_back();
    }
    EXPECT_EQ(write_project(project), before);
}

TEST(Project, SetValueReachesEveryPartAndNamesTheUnknown) {
    Project project = load_project(SADDLE_SOURCE_DIR "/projects/vision/lenet5.json").value();
    for (const char* assignment : {"optimizer.lr=0.1", "conv1.out_channels=8", "train.batch_size=32", "conv2.kernel=3,5"}) ASSERT_TRUE(set_value(project, assignment).ok()) << assignment;
    EXPECT_EQ(project.train.objectives[0].optimizer.attributes.real("lr"), 0.1);
    EXPECT_EQ(project.graph.find("conv1")->attributes.integer("out_channels"), 8);
    EXPECT_EQ(project.graph.find("conv2")->attributes.integers("kernel"), (std::vector<int64_t>{3, 5}));
    for (const char* assignment : {"train.accumulate=4", "optimizer.weight_decay[*.bias]=0", "objective1.every=2", "objective1.parameters=conv*, fc*", "objective1.loss=loss"}) ASSERT_TRUE(set_value(project, assignment).ok()) << assignment;
    EXPECT_EQ(project.train.accumulate, 4);
    const Objective& objective = project.train.objectives[0];
    EXPECT_EQ(objective.optimizer.groups, (std::vector<ParameterGroup>{{"*.bias", {{"weight_decay", int64_t(0)}}}}));
    EXPECT_EQ(objective.every, 2);
    EXPECT_EQ(objective.parameters, "conv*, fc*");
    EXPECT_EQ(objective.loss, (PortRef{"loss", "loss"}));
    EXPECT_FALSE(set_value(project, "objective2.every=2").ok()) << "there is one";
    EXPECT_EQ(read_project(write_project(project), "again").value(), project);
    project.train.objectives.push_back({{"loss", "loss"}, "bn*", {"LAMB", {{"lr", 0.1}}, {}}, 3});
    EXPECT_EQ(read_project(write_project(project), "again").value(), project);
    const Status unknown = set_value(project, "conv9.kernel=3");
    ASSERT_FALSE(unknown.ok());
    EXPECT_NE(to_string(unknown.error()).find("conv1"), std::string::npos);
}

}  // namespace
}  // namespace saddle

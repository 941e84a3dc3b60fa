// Gestures as edits, and the question which wires make sense, without a window.
#include <gtest/gtest.h>

#include "app/document/compatibility.h"
#include "app/document/graph_edits.h"

namespace saddle::app {
namespace {

class DocumentEdits : public testing::Test {
protected:
    DocumentEdits() { project = load_project(SADDLE_SOURCE_DIR "/projects/vision/lenet5.json").value(); typed = check(project); }
    static compile::TypedGraph check(const Project& project) {
        const ops::DataSignature digits{{{"image", ops::PortKind::Image, {DType::F32, {1, 28, 28}}}, {"label", ops::PortKind::Tokens, {DType::I32, {}}}}, 10};
        return compile::infer_shapes(project, digits, 64);
    }
    Project after(const GraphEdit& edit) const {
        Project copy = project;
        const auto done = saddle::apply(copy, edit);
        EXPECT_TRUE(done.ok()) << (done.ok() ? "" : to_string(done.error()));
        return copy;
    }
    std::string why(const PortRef& from, const PortRef& to) const { return refusal(project, &typed, from, to).toStdString(); }
    static std::string source(const Project& project, const NodeId& node, const std::string& port = "x") {
        const Edge* edge = project.graph.into({node, port});
        return edge ? edge->from.node + "." + edge->from.port : "";
    }
    Project project;
    compile::TypedGraph typed;
};

TEST_F(DocumentEdits, ALayerIsAskedItselfWhetherAWireFits) {
    EXPECT_EQ(why({"conv1", "y"}, {"pool1", "x"}), "");
    EXPECT_EQ(why({"conv1", "y"}, {"conv2", "x"}), "") << "that its groups or window may not fit is a mistake of its attributes";
    EXPECT_NE(why({"conv1", "y"}, {"fc1", "x"}).find("Flatten"), std::string::npos);
    EXPECT_NE(why({"fc1", "y"}, {"conv2", "x"}), "") << "a cycle";
    EXPECT_NE(why({"conv1", "y"}, {"loss", "labels"}).find("class ids"), std::string::npos);
    EXPECT_EQ(why({"data", "label"}, {"loss", "labels"}), "");
    EXPECT_NE(why({"relu2", "y"}, {"relu2", "x"}).find("itself"), std::string::npos);
    EXPECT_NE(why({"relu2", "y"}, {"conv1", "x"}).find("cycle"), std::string::npos);
    EXPECT_NE(why({"relu2", "y"}, {"fc3", "z"}).find("no input z"), std::string::npos);
    EXPECT_NE(why({"loss", "loss"}, {"fc3", "x"}), "");
    project.graph.nodes.push_back({"add", "Add", {}, 0, 0, false});
    ASSERT_TRUE(saddle::apply(project, {Connect{{{"conv1", "y"}, {"add", "a"}}, {}}}).ok());
    typed = check(project);
    EXPECT_EQ(why({"relu1", "y"}, {"add", "b"}), "");
    EXPECT_NE(why({"pool1", "y"}, {"add", "b"}).find("64x6x14x14"), std::string::npos) << why({"pool1", "y"}, {"add", "b"});
}

TEST_F(DocumentEdits, WithoutShapesTheDeclaredKindsDecide) {
    const Project free{.name = "", .description = "", .graph = {{{"conv", "Conv2d", {}, 0, 0, false}, {"fc", "Linear", {}, 0, 0, false}, {"relu", "ReLU", {}, 0, 0, false}}, {}}, .data = {}, .train = {}};
    EXPECT_FALSE(refusal(free, nullptr, {"conv", "y"}, {"fc", "x"}).isEmpty());
    EXPECT_TRUE(refusal(free, nullptr, {"conv", "y"}, {"relu", "x"}).isEmpty());
    EXPECT_TRUE(refusal(free, nullptr, {"relu", "y"}, {"fc", "x"}).isEmpty());
}

TEST_F(DocumentEdits, InsertingKeepsTheWiresPlace) {
    const Edge wire = *project.graph.into({"relu1", "x"});
    const auto edit = insert_into(project, &typed, new_node(project, "BatchNorm2d", 0, 0), wire);
    ASSERT_TRUE(edit.has_value());
    const Project with = after({*edit});
    EXPECT_EQ(source(with, "bn1"), "conv1.y");
    EXPECT_EQ(source(with, "relu1"), "bn1.y");
    EXPECT_FALSE(insert_into(project, &typed, new_node(project, "Linear", 0, 0), wire).has_value()) << "an image does not fit";
    EXPECT_FALSE(insert_into(project, &typed, new_node(project, "Dataset", 0, 0), wire).has_value());
    EXPECT_FALSE(insert_into(project, &typed, new_node(project, "CrossEntropyLoss", 0, 0), wire).has_value());
    EXPECT_FALSE(insert_into(project, &typed, *project.graph.find("conv1"), wire).has_value()) << "it is an end of the wire";
}

TEST_F(DocumentEdits, RemovingHealsOnlyWhatFits) {
    EXPECT_EQ(source(after({remove_and_heal(project, &typed, {"relu1", "pool1"}, {})}), "conv2"), "conv1.y");
    EXPECT_EQ(source(after({remove_and_heal(project, &typed, {"flatten"}, {})}), "fc1"), "");
    EXPECT_EQ(source(after({remove_and_heal(project, &typed, {"conv1"}, {*project.graph.into({"conv1", "x"})})}), "relu1"), "") << "a wire that is removed with the node heals nothing";
    EXPECT_EQ(source(after({remove_and_heal(project, &typed, {}, {*project.graph.into({"fc3", "x"})})}), "fc3"), "");
    std::vector<NodeId> all;
    for (const Node& node : project.graph.nodes) all.push_back(node.id);
    EXPECT_TRUE(after({remove_and_heal(project, &typed, all, {})}).graph.nodes.empty());
}

TEST_F(DocumentEdits, CopiesGetFreshNamesAndKeepAttributesWiresAndDistances) {
    const std::string text = copy_text(project, {"conv1", "pool1", "relu1"});
    const auto pasted = paste(project, text, 1000, 2000);
    ASSERT_TRUE(pasted.ok());
    EXPECT_EQ(pasted->nodes, (std::vector<NodeId>{"conv3", "relu5", "pool3"}));
    const Project with = after({pasted->edit});
    EXPECT_EQ(with.graph.find("conv3")->attributes, project.graph.find("conv1")->attributes);
    EXPECT_EQ(with.graph.find("conv3")->x, 1000);
    EXPECT_EQ(with.graph.find("relu5")->x - 1000, project.graph.find("relu1")->x - project.graph.find("conv1")->x);
    EXPECT_EQ(source(with, "pool3"), "relu5.y");
    EXPECT_EQ(source(with, "conv3"), "");
    const Pasted twin = duplicate(project, {"conv2"}, 8, 16, true);
    EXPECT_EQ(source(after({twin.edit}), twin.nodes[0]), source(project, "conv2"));
    EXPECT_EQ(source(after({duplicate(project, {"conv2"}, 8, 16, false).edit}), "conv3"), "");
    EXPECT_FALSE(paste(project, "<svg/>", 0, 0).ok());
}

TEST_F(DocumentEdits, AddedLayersAreWiredToWhatFits) {
    const EditList pool = add_after(project, &typed, new_node(project, "MaxPool2d", 0, 0), {"conv2", "y"});
    EXPECT_EQ(source(after({pool}), "pool3"), "conv2.y");
    const EditList linear = add_after(project, &typed, new_node(project, "Linear", 0, 0), {"conv2", "y"});
    EXPECT_EQ(source(after({linear}), "flatten1"), "conv2.y") << "an image is flattened for it";
    project.graph.nodes.push_back({"tanh", "Tanh", {}, 0, 0, false});
    EXPECT_EQ(source(after({add_before(project, &typed, new_node(project, "Conv2d", 0, 0), {"tanh", "x"})}), "tanh"), "conv3.y");
}

}  // namespace
}  // namespace saddle::app

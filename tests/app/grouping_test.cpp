// Groups as edits, without a window: made, unpacked, addressed by paths, carried from project to project, made layers.
#include <gtest/gtest.h>

#include "app/document/compatibility.h"
#include "app/document/composite_edits.h"
#include "app/document/drawing.h"
#include "app/document/graph_document.h"
#include "app/document/graph_edits.h"
#include "app/document/grouping.h"
#include "app/document/layer_form.h"
#include "engine/api/check.h"

namespace saddle::app {
namespace {

const char* const kLenet = SADDLE_SOURCE_DIR "/projects/vision/lenet5.json";
const char* const kResnet = SADDLE_SOURCE_DIR "/projects/vision/resnet20.json";

class Grouping : public testing::Test {
protected:
    void load(const char* path) {
        document.reset(load_project(path).value());
        first = write_project(document.project());
    }
    const Project& project() const { return document.project(); }
    const Graph& drawn() const { return document.drawing().graph; }
    compile::TypedGraph check() const {
        const ops::DataSignature digits{{{"image", ops::PortKind::Image, {DType::F32, {project().name.find("ResNet") != std::string::npos ? 3 : 1, 28, 28}}}, {"label", ops::PortKind::Tokens, {DType::I32, {}}}}, 10};
        return compile::infer_shapes(project(), digits, 64);
    }
    NodeId group_of(const std::vector<NodeId>& nodes) {
        const auto grouped = group(project(), document.drawing(), nodes);
        EXPECT_TRUE(grouped.ok()) << (grouped.ok() ? "" : to_string(grouped.error()));
        if (!grouped.ok()) return {};
        EXPECT_TRUE(document.apply({grouped->edit}, "Group").ok());
        return grouped->node;
    }
    void undoAll() {
        while (document.undoStack().canUndo()) document.undoStack().undo();
    }
    static std::string source(const Graph& graph, const NodeId& node, const std::string& port) {
        const Edge* edge = graph.into({node, port});
        return edge ? edge->from.node + "." + edge->from.port : "";
    }
    GraphDocument document;
    std::string first;
};

TEST_F(Grouping, NodesBecomeACompositeThatComputesTheSame) {
    load(kLenet);
    const compile::TypedGraph before = check();
    const NodeId node = group_of({"conv2", "relu2", "pool2"});
    EXPECT_EQ(node, "group1");
    EXPECT_EQ(document.undoStack().count(), 1);
    const Composite* composite = project().composite("Group");
    ASSERT_TRUE(composite);
    EXPECT_EQ(composite->ports(kInputLayer), std::vector<std::string>{"x"});
    EXPECT_EQ(composite->ports(kOutputLayer), std::vector<std::string>{"y"});
    EXPECT_EQ(source(project().graph, "group1", "x"), "pool1.y");
    EXPECT_EQ(source(project().graph, "flatten", "x"), "group1.y");
    const compile::TypedGraph after = check();
    EXPECT_TRUE(after.valid());
    EXPECT_EQ(after.total.parameters, before.total.parameters);
    EXPECT_EQ(after.total.flops, before.total.flops);
    EXPECT_EQ(after.costs.at("group1").parameters, before.costs.at("conv2").parameters);
    undoAll();
    EXPECT_EQ(write_project(project()), first);
}

TEST_F(Grouping, WhatIsOpenBecomesAPortAndOneSourceOneInput) {
    document.reset({.name = "", .description = "", .composites = {}, .graph = {{{"a", "ReLU", {}}, {"b", "Tanh", {}}, {"add", "Add", {}}, {"in", "Dataset", {}}}, {{{"in", "image"}, {"a", "x"}}, {{"in", "image"}, {"b", "x"}}, {{"a", "y"}, {"add", "a"}}}}, .data = {}, .train = {}});
    group_of({"a", "b", "add"});
    const Composite* composite = project().composite("Group");
    EXPECT_EQ(composite->ports(kInputLayer), (std::vector<std::string>{"x", "b1"})) << "the image once, and the open input of Add";
    EXPECT_EQ(composite->ports(kOutputLayer), (std::vector<std::string>{"y", "y1"})) << "Tanh and Add feed nothing";
    EXPECT_EQ(composite->graph.edges.size(), 6u);
}

TEST_F(Grouping, AGroupThatWouldFeedItselfIsRefusedByName) {
    load(kLenet);
    const auto refused = group(project(), document.drawing(), {"conv1", "pool1"});
    ASSERT_FALSE(refused.ok());
    EXPECT_NE(to_string(refused.error()).find("relu1"), std::string::npos);
    EXPECT_FALSE(group(project(), document.drawing(), {}).ok());
}

TEST_F(Grouping, UnpackingGivesTheContentsBackAndForgetsAPlainGroup) {
    load(kLenet);
    const NodeId node = group_of({"conv2", "relu2", "pool2"});
    const Unpacked unpacked = unpack(project(), document.drawing(), {node});
    ASSERT_TRUE(document.apply({unpacked.edit}, "Unpack").ok());
    EXPECT_EQ(unpacked.nodes, (std::vector<NodeId>{"conv2", "relu2", "pool2"}));
    EXPECT_EQ(source(project().graph, "conv2", "x"), "pool1.y");
    EXPECT_EQ(source(project().graph, "flatten", "x"), "pool2.y");
    EXPECT_TRUE(project().composites.empty()) << "nobody named or described it";
    EXPECT_TRUE(check().valid());
    document.undoStack().undo();
    EXPECT_TRUE(project().composite("Group"));
    undoAll();
    EXPECT_EQ(write_project(project()), first);
}

TEST_F(Grouping, UnpackedAttributesTakeTheInstancesValues) {
    load(kResnet);
    const compile::TypedGraph before = check();
    ASSERT_TRUE(before.valid());
    const Unpacked unpacked = unpack(project(), document.drawing(), {"block2-1", "block2-2"});
    ASSERT_TRUE(document.apply({unpacked.edit}, "Unpack").ok());
    size_t wide = 0;
    for (const NodeId& id : unpacked.nodes)
        if (const Node* node = project().graph.find(id); node->layer == "Conv2d") wide += node->attributes.integer("out_channels") == 32;
    EXPECT_GE(wide, 4u);
    EXPECT_TRUE(check().valid());
    EXPECT_EQ(check().total.parameters, before.total.parameters);
    EXPECT_EQ(check().total.flops, before.total.flops);
    EXPECT_TRUE(project().composite("BasicBlock")) << "others are left, and it is described";
    undoAll();
    EXPECT_EQ(write_project(project()), first);
}

TEST_F(Grouping, TheInsideIsEditedByPathsAndAllInstancesChange) {
    load(kResnet);
    ASSERT_TRUE(document.enter("block2-2"));
    EXPECT_EQ(document.place(), "block2-2");
    EXPECT_TRUE(drawn().find("block2-2/conv1"));
    EXPECT_FALSE(drawn().find("block2-1"));
    ASSERT_TRUE(document.apply({SetAttribute{"block2-2/conv1", "bias", AttributeValue(true)}}, "bias").ok());
    const Node relu = new_node(document.drawing(), "ReLU", 8, 8, document.scope());
    EXPECT_EQ(scope_of(relu.id), "block2-2/");
    ASSERT_TRUE(document.apply({AddNode{relu, {}, {}}}, "add").ok());
    const Composite* composite = project().composite("BasicBlock");
    EXPECT_TRUE(composite->graph.find("conv1")->attributes.flag("bias"));
    EXPECT_TRUE(composite->graph.find(leaf_of(relu.id)));
    document.select({QString::fromStdString(relu.id)});
    EXPECT_EQ(document.selection().size(), 1);
    ASSERT_TRUE(document.apply({Rename{relu.id, "block2-2/late"}}, "rename").ok());
    EXPECT_EQ(document.selection(), QStringList{"block2-2/late"});
    EXPECT_FALSE(document.enter("nothing"));
    ASSERT_TRUE(document.enter(""));
    EXPECT_EQ(document.selection(), QStringList{"block2-2"});
    document.undoStack().undo();
    EXPECT_EQ(document.place(), "block2-2") << "undo shows what it takes back";
    undoAll();
    EXPECT_EQ(write_project(project()), first);
}

TEST_F(Grouping, ARemovedPortTakesTheWiresOfAllInstancesAlong) {
    load(kResnet);
    ASSERT_TRUE(document.enter("block1-1"));
    ASSERT_TRUE(document.apply({RemoveNode{"block1-1/x"}}, "delete").ok());
    for (const Edge& edge : project().graph.edges) {
        const Node* to = project().graph.find(edge.to.node);
        EXPECT_FALSE(to->layer == "BasicBlock" && edge.to.port == "x") << edge.to.node;
    }
    undoAll();
    EXPECT_EQ(write_project(project()), first);
}

TEST_F(Grouping, AnExpandedGroupIsDrawnAndMovedInItsPlace) {
    load(kLenet);
    const NodeId node = group_of({"conv2", "relu2", "pool2"});
    ASSERT_TRUE(document.apply({SetExpanded{node, true}}, "expand").ok());
    ASSERT_TRUE(drawn().find("group1/conv2"));
    const double x = drawn().find("group1/conv2")->x, corner = drawn().find("group1")->x;
    ASSERT_TRUE(document.apply({MoveTo{"group1", corner + 80, drawn().find("group1")->y}}, "move").ok());
    EXPECT_EQ(drawn().find("group1/conv2")->x, x + 80) << "contents follow the frame";
    EXPECT_EQ(drawn().find("group1")->x, corner + 80);
    ASSERT_TRUE(document.apply({MoveTo{"group1/conv2", x + 90, drawn().find("group1/conv2")->y}}, "move").ok());
    EXPECT_EQ(drawn().find("group1/conv2")->x, x + 90);
    document.select({"group1/conv2", "group1"});
    EXPECT_EQ(document.selection(), QStringList{"group1"}) << "what is in a selected group goes with it";
    ASSERT_TRUE(document.apply({SetExpanded{node, false}}, "collapse").ok());
    document.select({"group1/conv2"});
    EXPECT_EQ(document.selection(), QStringList{"group1"}) << "it stands for what is not drawn";
    undoAll();
    EXPECT_EQ(write_project(project()), first);
}

TEST_F(Grouping, CopiesCarryTheirDefinitionsAndAClashGetsAFreshName) {
    load(kResnet);
    const std::string text = copy_text(document.drawing(), {"block1-1", "block2-1"});
    Project other;
    auto pasted = paste(other, text, 0, 0);
    ASSERT_TRUE(pasted.ok());
    ASSERT_TRUE(saddle::apply(other, {pasted->edit}).ok());
    EXPECT_EQ(*other.composite("BasicBlock"), *project().composite("BasicBlock"));
    EXPECT_EQ(*other.composite("DownBlock"), *project().composite("DownBlock"));
    pasted = paste(other, text, 0, 0);
    ASSERT_TRUE(saddle::apply(other, {pasted->edit}).ok());
    EXPECT_EQ(other.composites.size(), 2u) << "the same contents are there already";
    other.composite("BasicBlock")->graph.nodes.pop_back();
    pasted = paste(other, text, 0, 0);
    ASSERT_TRUE(saddle::apply(other, {pasted->edit}).ok());
    EXPECT_EQ(*other.composite("DownBlock"), *project().composite("DownBlock"));
    ASSERT_TRUE(other.composite("BasicBlock 2"));
    EXPECT_EQ(other.composite("BasicBlock 2")->graph, project().composite("BasicBlock")->graph);
    EXPECT_EQ(other.graph.find(pasted->nodes[0])->layer, "BasicBlock 2");
}

TEST_F(Grouping, ALayerPromotesInnerAttributes) {
    load(kLenet);
    const NodeId node = group_of({"conv1", "relu1"});
    LayerForm form{"ConvRelu", "A convolution and its activation.", inner_attributes(project(), "Group")};
    for (InnerAttribute& inner : form.attributes)
        if (inner.attribute == "out_channels") inner.promoted = "channels";
    const auto edit = define_layer(project(), "Group", form);
    ASSERT_TRUE(edit.ok()) << to_string(edit.error());
    ASSERT_TRUE(document.apply({*edit}, "Save as layer").ok());
    const Composite* layer = project().composite("ConvRelu");
    ASSERT_TRUE(layer);
    EXPECT_EQ(layer->attributes.integer("channels"), 6);
    EXPECT_EQ(layer->graph.find("conv1")->attributes.text("out_channels"), "$channels");
    EXPECT_EQ(project().graph.find(node)->layer, "ConvRelu");
    EXPECT_TRUE(check().valid());
    ASSERT_TRUE(document.apply({SetAttribute{node, "channels", AttributeValue(int64_t(20))}}, "20").ok());
    // Called otherwise it keeps what instances set; taken back its default stays inside.
    form = {"ConvRelu", "", inner_attributes(project(), "ConvRelu")};
    for (InnerAttribute& inner : form.attributes)
        if (!inner.promoted.empty()) inner.promoted = "width";
    ASSERT_TRUE(document.apply({*define_layer(project(), "ConvRelu", form)}, "rename").ok());
    EXPECT_EQ(project().graph.find(node)->attributes.integer("width"), 20);
    for (InnerAttribute& inner : form.attributes) inner.promoted.clear();
    ASSERT_TRUE(document.apply({*define_layer(project(), "ConvRelu", form)}, "fix").ok());
    EXPECT_TRUE(project().graph.find(node)->attributes.empty());
    EXPECT_EQ(project().composite("ConvRelu")->graph.find("conv1")->attributes.integer("out_channels"), 6);
    form.name = "Linear";
    EXPECT_FALSE(define_layer(project(), "ConvRelu", form).ok()) << "a layer of the program is called so";
    undoAll();
    EXPECT_EQ(write_project(project()), first);
}

TEST_F(Grouping, AWireEndsAtTheBorderOfItsGroup) {
    load(kLenet);
    const NodeId node = group_of({"conv2", "relu2", "pool2"});
    ASSERT_TRUE(document.apply({SetExpanded{node, true}}, "expand").ok());
    EXPECT_TRUE(refusal(document.drawing(), nullptr, {"pool1", "y"}, {"group1/relu2", "x"}).contains("border"));
}

}  // namespace
}  // namespace saddle::app

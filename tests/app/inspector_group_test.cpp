// Inside a group the inspector's fields take "$name", an attribute of the group: shown with its value, typed, refused with a
// reason, undone.
#include "tests/app/window_fixture.h"

#include <QComboBox>
#include <QLabel>

#include "app/document/drawing.h"
#include "app/panels/fields/attribute_field.h"
#include "app/panels/fields/switch.h"
#include "app/panels/fields/value_edit.h"
#include "app/panels/inspector_panel.h"

namespace saddle::app {
namespace {

/// A convolution inside a group inside a group: "outer/inner/conv", with an attribute of every kind around it.
Project nested() {
    Composite inner{"Inner", "", {{"width", int64_t(4)}, {"kernel", std::vector<int64_t>{3, 5}}, {"biased", false}, {"how", std::string("reflect")}, {"ratio", 0.5}}, {}, {}};
    inner.graph.nodes = {{"x", kInputLayer, {}}, {"conv", "Conv2d", {{"out_channels", std::string("$width")}, {"bias", std::string("$biased")}}, 200}, {"y", kOutputLayer, {}, 400}};
    inner.graph.edges = {{{"x", kInnerPort}, {"conv", "x"}}, {{"conv", "y"}, {"y", kInnerPort}}};
    Composite outer{"Outer", "", {{"channels", int64_t(8)}}, {}, {}};
    outer.graph.nodes = {{"x", kInputLayer, {}}, {"inner", "Inner", {{"width", std::string("$channels")}}, 200}, {"y", kOutputLayer, {}, 400}};
    outer.graph.edges = {{{"x", kInnerPort}, {"inner", "x"}}, {{"inner", "y"}, {"y", kInnerPort}}};
    Project project = load_project(SADDLE_SOURCE_DIR "/projects/vision/lenet5.json").value();
    project.composites = {inner, outer};
    project.graph.nodes.push_back({"outer", "Outer", {{"channels", int64_t(6)}}});
    for (Edge& edge : project.graph.edges)
        if (edge.to == PortRef{"relu1", "x"}) edge.from = {"outer", "y"};
    project.graph.edges.push_back({{"conv1", "y"}, {"outer", "x"}});
    return project;
}

class InGroup : public Window {
protected:
    void enter(const NodeId& node) {
        window->documents().add(nested());
        ASSERT_TRUE(wait_for([this] { return document().typed() != nullptr; }));
        first = write_project(document().project());
        ASSERT_TRUE(document().enter(NodeId(scope_of(node), 0, scope_of(node).size() - 1)));
        document().select({QString::fromStdString(node)});
    }
    AttributeField* field(const char* attribute) { return window->panels().inspector->findChild<AttributeField*>(attribute); }
    ValueEdit* edit(const char* attribute, int index = 0) { return field(attribute)->findChildren<ValueEdit*>().value(index); }
    void type(ValueEdit* edit, const QString& text) {
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, text);
        QTest::keyClick(edit, Qt::Key_Return);
    }
    AttributeValue value(const char* attribute) { return node_at(document().project(), "outer/inner/conv")->attributes.at(attribute); }
    void undoAll() {
        while (document().undoStack().canUndo()) document().undoStack().undo();
    }
    std::string first;
};

TEST_F(InGroup, AnAttributeOfTheGroupIsShownWithItsValueInThisInstance) {
    const Attributes around = app::around(nested(), "outer/inner/conv");
    EXPECT_EQ(around.at("width"), AttributeValue(int64_t(6))) << "through both groups";
    EXPECT_EQ(around.at("ratio"), AttributeValue(0.5));
    EXPECT_TRUE(app::around(nested(), "conv1").empty());
    enter("outer/inner/conv");
    EXPECT_EQ(edit("out_channels")->text(), "$width");
    EXPECT_EQ(edit("out_channels")->note(), "= 6");
    EXPECT_FALSE(field("bias")->findChild<Switch*>()->isChecked());
    const auto labels = field("bias")->findChildren<QLabel*>();
    EXPECT_TRUE(std::any_of(labels.begin(), labels.end(), [](QLabel* label) { return label->text() == "$biased"; }));
    EXPECT_TRUE(valid());
}

TEST_F(InGroup, ItIsTypedAndUndone) {
    enter("outer/inner/conv");
    type(edit("out_channels"), "12");
    EXPECT_EQ(value("out_channels"), AttributeValue(int64_t(12)));
    type(edit("out_channels"), " $width ");
    EXPECT_EQ(value("out_channels"), AttributeValue(std::string("$width")));
    type(edit("groups"), "$width/6");
    EXPECT_TRUE(edit("groups")->property("wrong").toBool());
    type(edit("groups"), "out_channels/6");
    EXPECT_EQ(edit("groups")->text(), "1") << "what refers to the group counts as a number in expressions";
    type(edit("kernel", 1), "$kernel");
    EXPECT_EQ(value("kernel"), AttributeValue(std::string("$kernel"))) << "of both axes";
    EXPECT_EQ(edit("kernel", 0)->text(), "$kernel");
    type(edit("kernel", 0), "1");
    EXPECT_EQ(value("kernel"), (AttributeValue(std::vector<int64_t>{1, 5}))) << "the other axis keeps its number";
    QTest::mouseClick(field("bias")->findChild<Switch*>(), Qt::LeftButton);
    EXPECT_EQ(document().project().composite("Inner")->graph.find("conv")->attributes.count("bias"), 0u) << "fixed at the default, true";
    document().undoStack().undo();
    EXPECT_EQ(value("bias"), AttributeValue(std::string("$biased")));
    undoAll();
    EXPECT_EQ(write_project(document().project()), first);
}

TEST_F(InGroup, WhatDoesNotFitIsRefusedWithTheReason) {
    enter("outer/inner/conv");
    const std::pair<const char*, const char*> wrong[] = {
        {"$depth", "The group has no $depth, but: $biased, $how, $kernel, $ratio, $width"},
        {"2*$width", "An attribute of the group stands alone"},
        {"$ratio", "$ratio = 0.5: 0.5 is not a whole number"},
        {"$biased", "$biased = false: "}};
    for (const auto& [text, reason] : wrong) {
        edit("out_channels")->setFocus();
        edit("out_channels")->selectAll();
        QTest::keyClicks(edit("out_channels"), text);
        EXPECT_TRUE(edit("out_channels")->property("wrong").toBool()) << text;
        EXPECT_TRUE(edit("out_channels")->toolTip().startsWith(reason)) << edit("out_channels")->toolTip().toStdString();
        QTest::keyClick(edit("out_channels"), Qt::Key_Escape);
    }
    EXPECT_EQ(write_project(document().project()), first);
    ASSERT_TRUE(document().enter(""));
    document().select({"conv1"});
    type(edit("out_channels"), "$width");
    EXPECT_TRUE(edit("out_channels")->toolTip().contains("there is none here"));
    EXPECT_EQ(write_project(document().project()), first);
}

}  // namespace
}  // namespace saddle::app

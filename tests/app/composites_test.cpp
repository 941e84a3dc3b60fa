// Composites on the canvas: nodes that contain a graph look and behave as layers do.
#include <QLineEdit>

#include "app/canvas/heat.h"
#include "app/canvas/layer_search.h"
#include "app/shell/number_text.h"
#include "tests/app/canvas_fixture.h"

namespace saddle::app {
namespace {

TEST_F(Canvas, ACompositeHasThePortsAttributesAndCostsOfItsGraph) {
    open("vision/resnet20.json");
    const NodeFace& face = node("block2-2")->face();
    EXPECT_TRUE(face.port("x", false) && face.port("x", false)->required);
    EXPECT_TRUE(face.port("y", true) && face.port("y", true)->kind == ops::PortKind::Image);
    ASSERT_EQ(face.rows.size(), 1u);
    EXPECT_EQ(face.rows[0].value, "32");
    EXPECT_EQ(face.parameters, countText(18560)) << "two convolutions 3 x 3 of 32 channels and two norms";
    EXPECT_FALSE(face.error);
    EXPECT_TRUE(refusal(project(), document.typed().get(), {"fc", "y"}, {"block2-2", "x"}).contains("cycle"));
    EXPECT_EQ(accepting_input(project(), document.typed().get(), {"relu", "y"}, "block2-2"), "x");
}

TEST_F(Canvas, ACompositeIsFoundPlacedAndInsertedAsALayer) {
    open("vision/resnet20.json");
    document.select({"relu"});
    ASSERT_TRUE(document.apply({Disconnect{{{"relu", "y"}, {"block1-1", "x"}}}}, "cut").ok());
    key(Qt::Key_Slash);
    QTest::keyClicks(view->findChild<LayerSearch*>()->findChild<QLineEdit*>(), "basicb");
    QTest::keyClick(view->findChild<LayerSearch*>()->findChild<QLineEdit*>(), Qt::Key_Return);
    EXPECT_TRUE(wired("relu.y", "basicblock1.x")) << messages.join("; ").toStdString();
    undoAll();
    EXPECT_EQ(write_project(project()), first);
}

TEST(Heat, WhatIsInsideACompositeCountsForItOnce) {
    const Heat heat = heat_of(HeatMode::Time, nullptr, {{"conv", 1.0}, {"block/conv1", 2.0}, {"block/inner/conv2", 1.0}});
    EXPECT_EQ(heat.total, 4);
    EXPECT_EQ(heat.values.at("block"), 3);
    EXPECT_EQ(heat.values.at("block/inner"), 1);
}

}  // namespace
}  // namespace saddle::app

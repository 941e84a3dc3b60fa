// Composites on the canvas: nodes that contain a graph look and behave as layers do.
#include <cmath>
#include <limits>

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

TEST(Heat, GradientsOfACompositeAreOneVectorAndItsZerosAMean) {
    const train::Observation seen{7, {{"fc", 2.0}, {"block/conv1", 3.0}, {"block/inner/conv2", 4.0}}, {{"relu", 0.5}, {"block/conv1", 0.0}, {"block/relu1", 0.4}}};
    const Heat gradients = heat_of(HeatMode::GradientNorm, nullptr, {}, &seen), zeros = heat_of(HeatMode::Zeros, nullptr, {}, &seen);
    EXPECT_EQ(gradients.values.at("block"), 5);
    EXPECT_EQ(gradients.fill("block"), 1) << "the longest is the hot end";
    EXPECT_NEAR(gradients.fill("fc"), 0.4, 1e-12);
    EXPECT_EQ(gradients.high(), "5.00");
    EXPECT_NEAR(zeros.values.at("block"), 0.2, 1e-12);
    EXPECT_EQ(zeros.text("relu"), "50.0 %");
    EXPECT_EQ(zeros.high(), "100 %");
}

TEST(Heat, WhatIsNotFiniteIsHotAndSpelled) {
    const double inf = std::numeric_limits<double>::infinity();
    const train::Observation seen{7, {{"fc1", 2.0}, {"fc2", std::nan("")}, {"fc3", inf}}, {}};
    const Heat heat = heat_of(HeatMode::GradientNorm, nullptr, {}, &seen);
    EXPECT_EQ(heat.text("fc2"), "NaN");
    EXPECT_EQ(heat.text("fc3"), "inf");
    EXPECT_EQ(heat.fill("fc2"), 1);
    EXPECT_EQ(heat.fill("fc1"), 1) << "the scale is that of what is finite";
    EXPECT_EQ(heat.high(), "2.00");
    EXPECT_FALSE(heat.finite("fc3"));
    EXPECT_TRUE(heat.finite("conv1"));
    EXPECT_LT(heat.fill("conv1"), 0);
}

}  // namespace
}  // namespace saddle::app

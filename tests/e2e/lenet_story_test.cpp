// From an empty canvas to a trained LeNet-5 without the gallery: what it takes is counted and printed.
#include "tests/e2e/real_mouse.h"

namespace saddle::app {
namespace {

class LeNetStory : public RealMouse {};

TEST_F(LeNetStory, FromAnEmptyCanvasToATrainedLeNet5) {
    begin();
    QElapsedTimer clock;
    clock.start();
    key("ctrl+n");
    ASSERT_TRUE(window->documents().current());
    ASSERT_TRUE(document().project().graph.nodes.empty());
    draw("dataset>conv 6 5 p=2>relu>max>conv 16 5>relu>max>linear 120>relu>linear 84>relu>linear classes>cross", "lenet-1-typed");
    ASSERT_TRUE(wait_for([this] { return valid(); })) << to_string(document().typed()->diagnostics.front());
    const int drawn = actions;
    const double drawn_s = double(clock.elapsed()) / 1000;
    const Project lenet = load_project(SADDLE_SOURCE_DIR "/projects/vision/lenet5.json").value();
    ASSERT_EQ(document().project().graph.nodes.size(), lenet.graph.nodes.size());
    for (size_t i = 0; i < lenet.graph.nodes.size(); ++i) EXPECT_EQ(document().project().graph.nodes[i].layer, lenet.graph.nodes[i].layer) << i;
    EXPECT_EQ(document().typed()->total.parameters, 61706) << "those of LeNet-5";
    ASSERT_TRUE(wait_for([this] { return trainer().obstacle().isEmpty(); }));

    key("F5");
    ASSERT_TRUE(wait_for([this] { return trainer().last().step >= 5; }));
    const double first = trainer().last().loss;
    const int all = actions;
    picture("lenet-2-training");
    ASSERT_TRUE(wait_for([this] { return trainer().state() == Trainer::State::Idle && trainer().end(); }, 240000));
    const double trained_s = double(clock.elapsed()) / 1000;
    EXPECT_EQ(trainer().end()->status, "finished") << trainer().end()->message;
    EXPECT_LT(trainer().last().loss, first / 4);
    EXPECT_GT(trainer().end()->best.at("val_accuracy"), 0.95);
    printf("LeNet-5 from an empty canvas: drawn in %d actions and %.1f s, %d actions to Train, trained after %.1f s: loss %.2f -> %.2f, %.1f %% of the validation images right\n", drawn, drawn_s, all,
           trained_s, first, trainer().last().loss, 100 * trainer().end()->best.at("val_accuracy"));
    key("l");
    key("f");
    QTest::qWait(600);
    picture("lenet-3-trained");
    pictureInChinese("lenet-4-light-zh");
}

}  // namespace
}  // namespace saddle::app

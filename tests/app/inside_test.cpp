// What is inside a model, in the window: it follows the selection, and the run.
#include "tests/app/window_fixture.h"

#include <QDockWidget>

namespace saddle::app {
namespace {

TEST_F(Window, InsideFollowsTheSelectionAndTheRun) {
    openProject("basics/mlp.json");
    LiveViews& views = window->views();
    viz::InsideView& inside = views.insideView();
    EXPECT_FALSE(inside.on_look) << "there is no run";
    window->panels().show(views.inside());
    std::vector<std::shared_ptr<const Insight>> answers;
    QObject::connect(&window->engine(), &EngineClient::insideChanged, window.get(), [&](std::shared_ptr<const Insight> answer, bool) { answers.push_back(std::move(answer)); });
    document().select({"fc1"});
    ASSERT_TRUE(trainToTheEnd());
    ASSERT_TRUE(inside.on_look);
    const uint64_t end = trainer().end()->steps;
    ASSERT_TRUE(wait_for([&] { return !answers.empty() && answers.back()->step == end; })) << "asked again when the run had ended";
    EXPECT_EQ(answers.back()->what, InsideWhat::FeatureMaps);
    EXPECT_EQ(answers.back()->node, "fc1");
    EXPECT_EQ(answers.back()->values.type.shape, Shape{512});
    document().select({"relu1"});
    ASSERT_TRUE(wait_for([&] { return answers.back()->node == "relu1"; }));
    EXPECT_GT(answers.back()->activity.zeros, 0.1);
    document().select({"fc2"});
    ASSERT_TRUE(wait_for([&] { return answers.back()->node == "fc2"; }));
    for (const InsideWhat what : {InsideWhat::Filters, InsideWhat::Predictions, InsideWhat::Saliency, InsideWhat::Embedding}) {
        inside.choose(what);
        views.inside()->refresh();
        EXPECT_TRUE(wait_for([&] { return answers.back()->what == what; }));
    }
    EXPECT_EQ(answers.back()->embedding.width, 256);
    shot("inside");
}

TEST_F(Window, AClickOnANodeOfTheDrawnGraphOpensWhatLiesAroundIt) {
    openProject("graph/karate-gcn.json");
    LiveViews& views = window->views();
    viz::InsideView& inside = views.insideView();
    window->panels().show(views.inside());
    std::shared_ptr<const Insight> answer;
    QObject::connect(&window->engine(), &EngineClient::insideChanged, window.get(), [&](std::shared_ptr<const Insight> now, bool) { answer = std::move(now); });
    document().select({"conv1"});
    ASSERT_TRUE(trainToTheEnd());
    inside.choose(InsideWhat::Messages);
    views.inside()->refresh();
    ASSERT_TRUE(wait_for([&] { return answer && answer->what == InsideWhat::Messages; }));
    ASSERT_EQ(answer->graph.nodes.size(), 34u) << "all of it is drawn";
    EXPECT_EQ(answer->graph.nodes[0], 0);
    if (!views.inside()->problem().isEmpty()) GTEST_SKIP() << views.inside()->problem().toStdString();
    const size_t wanted = 7;   // any other
    const int64_t node = answer->graph.nodes[wanted];
    viz::plot::Point at;
    ASSERT_TRUE(wait_for([&] {
        at = inside.graph().place(wanted);
        return at.x > 0;
    }));
    QTest::mouseMove(views.inside(), QPoint(int(at.x), int(at.y)));
    ASSERT_TRUE(wait_for([&] { return inside.graph().hovered() >= 0; }));
    EXPECT_EQ(answer->graph.nodes[size_t(inside.graph().hovered())], node);
    QTest::mouseClick(views.inside(), Qt::LeftButton, {}, QPoint(int(at.x), int(at.y)));
    EXPECT_TRUE(wait_for([&] { return answer->sample == node; }));
    EXPECT_EQ(answer->graph.nodes[0], node) << "in the middle";
    EXPECT_EQ(inside.wish().sample, node);
    shot("inside_graph");
}

}  // namespace
}  // namespace saddle::app

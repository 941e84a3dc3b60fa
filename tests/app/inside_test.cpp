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

}  // namespace
}  // namespace saddle::app

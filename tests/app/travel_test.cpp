// Back in time, in the window: the slider below the canvas moves every view to an earlier step of the run, and back.
#include <QLabel>

#include "app/bridge/time_travel.h"
#include "app/panels/weights_view.h"
#include "app/shell/step_slider.h"
#include "app/shell/trainer.h"
#include "tests/app/window_fixture.h"

namespace saddle::app {
namespace {

class Travel : public Window {
protected:
    StepSlider& slider() { return *window->findChild<StepSlider*>(); }
    TimeTravel& travel() { return window->travel(); }
    WeightsView& weights() { return *window->findChild<WeightsView*>(); }
    bool weightsAreOf(uint64_t step) {
        return wait_for([&] { return !weights().summaries().empty() && weights().summaries()[0].step == step; }, 20000);
    }
    /// A click where the slider's step is.
    void click(int step) {
        const QPoint at(int(std::lround(slider().xOf(step))), slider().height() / 2);
        QTest::mouseClick(&slider(), Qt::LeftButton, {}, at);
    }
};

TEST_F(Travel, TheSliderMovesEveryViewToAnEarlierStepAndBack) {
    openProject("basics/mlp.json");
    EXPECT_FALSE(slider().isVisible()) << "there is no run";
    window->panels().show(window->views().inside());
    std::shared_ptr<const Insight> seen;
    QObject::connect(&window->engine(), &EngineClient::insideChanged, window.get(), [&](std::shared_ptr<const Insight> answer, bool) { seen = std::move(answer); });
    document().select({"fc1"});
    ASSERT_TRUE(trainToTheEnd());
    const uint64_t end = trainer().end()->steps;
    ASSERT_TRUE(wait_for([&] { return travel().possible() && travel().points().back().step == end; }));
    ASSERT_TRUE(wait_for([&] { return seen && seen->step == end; }));
    EXPECT_TRUE(slider().isVisible() && slider().isEnabled());
    EXPECT_EQ(slider().maximum(), int(end));
    ASSERT_TRUE(weightsAreOf(end));
    ASSERT_GT(travel().points().size(), 20u);

    // Near a mark the click is at the mark.
    const uint64_t early = travel().points()[5].step;
    click(int(early));
    ASSERT_TRUE(travel().step());
    EXPECT_EQ(*travel().step(), early);
    EXPECT_EQ(window->engine().shownStep(), early);
    EXPECT_EQ(window->views().link().shown_step, double(early));
    EXPECT_TRUE(weightsAreOf(early));
    EXPECT_TRUE(wait_for([&] { return seen->step == early; })) << "what is inside is that of then";
    const auto labels = window->findChild<QWidget*>("timeBar")->findChildren<QLabel*>();
    const auto says = [&](const QString& text) { return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) { return label->text().contains(text); }); };
    EXPECT_TRUE(says(QString("weights of step %1, stored point").arg(early)));
    QTest::qWait(300);   // the view paints what it was told
    shot("travel_dark");

    // Keys: a step, a mark, both ends. Between marks the weights are those of the mark before.
    slider().setFocus();
    QTest::keyClick(&slider(), Qt::Key_PageDown);
    const uint64_t next = travel().points()[6].step;
    EXPECT_EQ(*travel().step(), next);
    if (next - early > 1) {
        QTest::keyClick(&slider(), Qt::Key_Left);
        EXPECT_EQ(*travel().step(), next - 1);
        EXPECT_EQ(travel().point()->step, early);
        EXPECT_EQ(window->engine().shownStep(), early);
    }
    QTest::keyClick(&slider(), Qt::Key_PageUp);
    EXPECT_EQ(*travel().step(), early);
    QTest::keyClick(&slider(), Qt::Key_Home);
    EXPECT_EQ(*travel().step(), 0u);
    EXPECT_TRUE(weightsAreOf(0));
    QTest::keyClick(&slider(), Qt::Key_End);
    EXPECT_FALSE(travel().step()) << "the end is the present";
    EXPECT_TRUE(weightsAreOf(end));

    // The commands of the menu, and one click back.
    window->actions().earlier->trigger();
    EXPECT_EQ(*travel().step(), travel().points()[travel().points().size() - 2].step);
    window->actions().earlier->trigger();
    window->actions().later->trigger();
    EXPECT_EQ(*travel().step(), travel().points()[travel().points().size() - 2].step);
    EXPECT_TRUE(window->actions().now->isEnabled());
    window->actions().now->trigger();
    EXPECT_FALSE(travel().step());
    EXPECT_EQ(window->views().link().shown_step, -1);
    EXPECT_TRUE(wait_for([&] { return seen->step == end; }));
    EXPECT_FALSE(window->actions().now->isEnabled());

    Theme::instance().choose(ThemeChoice::Light);
    Language::instance().choose("zh_CN");
    window->panels().show(window->views().loss());
    click(int(early));
    EXPECT_TRUE(weightsAreOf(early));
    QTest::qWait(300);
    shot("travel_light_zh");
}

TEST_F(Travel, APausedRunLooksBackAndGoesOn) {
    openProject("basics/mlp.json");
    document().select({"fc1"});
    ASSERT_TRUE(wait_for([this] { return trainer().obstacle().isEmpty(); }));
    window->actions().train->trigger();
    ASSERT_TRUE(wait_for([this] { return trainer().last().step >= 8; }));
    EXPECT_FALSE(travel().possible()) << "a run that goes on has the views";
    EXPECT_FALSE(window->actions().earlier->isEnabled());
    window->actions().pause->trigger();
    ASSERT_TRUE(wait_for([&] { return travel().possible() && travel().points().back().step == travel().newest() && trainer().last().step == travel().newest(); })) << "a point where it waits";
    const uint64_t here = travel().newest();
    EXPECT_TRUE(weightsAreOf(here));
    window->actions().earlier->trigger();
    ASSERT_TRUE(travel().step());
    EXPECT_LT(*travel().step(), here);
    EXPECT_TRUE(weightsAreOf(*travel().step()));
    window->actions().step->trigger();   // one step, still paused: a new point, and the views stay where they are
    ASSERT_TRUE(wait_for([&] { return travel().newest() == here + 1 && travel().points().back().step == here + 1; }));
    EXPECT_TRUE(travel().step());
    window->actions().train->trigger();
    EXPECT_FALSE(travel().step()) << "it goes on: the views are at the present";
    window->actions().stop->trigger();
    ASSERT_TRUE(wait_for([this] { return trainer().state() == Trainer::State::Idle && trainer().end(); }));
    EXPECT_EQ(trainer().end()->status, "stopped");

    // A stored run that is shown has its own time.
    const QString run = window->engine().currentRun();
    ASSERT_TRUE(wait_for([&] { return travel().possible(); }));
    window->actions().earlier->trigger();
    ASSERT_TRUE(travel().step());
    window->engine().showRun(run);
    ASSERT_TRUE(wait_for([&] { return !travel().step() && travel().possible(); }));
    EXPECT_EQ(travel().newest(), trainer().end()->steps);
}

}  // namespace
}  // namespace saddle::app

// A step taken apart, in the window: a wire is clicked, and forward, backward and update show what goes along it.
#include <QHelpEvent>
#include <QPushButton>
#include <QToolTip>

#include "app/bridge/time_travel.h"
#include "app/panels/step_view.h"
#include "app/panels/weights_view.h"
#include "app/shell/trainer.h"
#include "tests/app/window_fixture.h"

namespace saddle::app {
namespace {

class Steps : public Window {
protected:
    StepView& view() { return *window->findChild<StepView*>(); }
    void clickWire(const Edge& edge) {
        WireItem* wire = canvas().graphScene().wire(edge);
        ASSERT_TRUE(wire);
        const QPoint at = canvas().mapFromScene(wire->route().path.pointAtPercent(0.5));
        QTest::mouseClick(canvas().viewport(), Qt::LeftButton, {}, at);
    }
    void press(int phase) { QTest::mouseClick(view().findChildren<QPushButton*>().at(phase), Qt::LeftButton); }
    bool done(StepPhase phase) {
        return wait_for([&] { return !view().busy() && view().look() && view().look()->step.until == phase; }, 60000);
    }
};

TEST_F(Steps, AWireShowsThePhasesOfTheNextStep) {
    openProject("vision/lenet5.json");
    ASSERT_TRUE(wait_for([this] { return trainer().obstacle().isEmpty(); }));
    // Before a run begins it is the first step of the run to be.
    clickWire({{"conv1", "y"}, {"relu1", "x"}});
    ASSERT_TRUE(view().isVisible());
    const auto buttons = view().findChildren<QPushButton*>();
    EXPECT_TRUE(buttons[0]->isEnabled());
    EXPECT_FALSE(buttons[1]->isEnabled()) << "first forward";
    press(0);
    ASSERT_TRUE(done(StepPhase::Forward));
    EXPECT_TRUE(view().look()->step.run.empty());
    EXPECT_EQ(view().look()->shape, (Shape{64, 6, 28, 28}));
    EXPECT_EQ(view().look()->value.picture.filters, 6) << "a tile a map";
    EXPECT_GT(view().look()->value.numbers.deviation, 0.01);
    EXPECT_FALSE(view().look()->gradient);
    press(1);
    ASSERT_TRUE(done(StepPhase::Backward));
    ASSERT_TRUE(view().look()->gradient);
    EXPECT_GT(view().look()->gradient->numbers.deviation, 0);
    press(2);
    ASSERT_TRUE(done(StepPhase::Update));
    ASSERT_EQ(view().look()->updates.size(), 2u);
    EXPECT_GT(view().look()->updates[0].change, 0);
    EXPECT_EQ(trainer().state(), Trainer::State::Idle) << "nothing was begun";

    // The same phase at another wire.
    clickWire({{"fc2", "y"}, {"relu4", "x"}});
    ASSERT_TRUE(wait_for([&] { return !view().busy() && view().look() && view().look()->step.port.node == "fc2"; }));
    EXPECT_EQ(view().look()->step.until, StepPhase::Update);

    // A paused run takes the step that was taken apart.
    window->actions().step->trigger();
    ASSERT_TRUE(wait_for([this] { return trainer().last().step == 1 && window->travel().possible() && window->travel().points().back().step == 1; }));
    clickWire({{"conv1", "y"}, {"relu1", "x"}});
    press(0);
    ASSERT_TRUE(done(StepPhase::Forward));
    EXPECT_EQ(view().look()->step.step, 1u);
    shot("step_forward_dark");
    press(1);
    ASSERT_TRUE(done(StepPhase::Backward));
    press(2);
    ASSERT_TRUE(done(StepPhase::Update));
    ASSERT_TRUE(wait_for([this] { return trainer().last().step == 2; })) << "the update is the run's";
    EXPECT_NEAR(trainer().last().loss, view().look()->step.loss, 1e-4);
    Theme::instance().choose(ThemeChoice::Light);
    Language::instance().choose("zh_CN");
    QTest::qWait(50);
    shot("step_update_light_zh");
    // The weights that the run has stored are those that the update showed.
    const double mean = view().look()->updates[0].picture.current.mean;
    ASSERT_TRUE(wait_for([this] { return window->travel().points().back().step == 2; }));
    document().select({"conv1"});
    WeightsView& weights = *window->findChild<WeightsView*>();
    ASSERT_TRUE(wait_for([&] { return !weights.summaries().empty() && weights.summaries()[0].step == 2; }));
    EXPECT_EQ(weights.summaries()[0].current.mean, mean);
    window->actions().stop->trigger();
    ASSERT_TRUE(wait_for([this] { return trainer().state() == Trainer::State::Idle; }));
}

TEST_F(Steps, AWireThatIsPointedAtTellsWhatGoesAlongIt) {
    openProject("vision/lenet5.json");
    ASSERT_TRUE(wait_for([this] { return trainer().obstacle().isEmpty(); }));
    const auto point_at = [&](const Edge& edge) {
        WireItem* wire = canvas().graphScene().wire(edge);
        ASSERT_TRUE(wire);
        const QPoint at = canvas().mapFromScene(wire->route().path.pointAtPercent(0.5)), place = canvas().viewport()->mapToGlobal(at);
        QMouseEvent move(QEvent::MouseMove, at, place, Qt::NoButton, Qt::NoButton, {});
        QApplication::sendEvent(canvas().viewport(), &move);
        QHelpEvent help(QEvent::ToolTip, at, place);
        QApplication::sendEvent(canvas().viewport(), &help);
    };
    point_at({{"conv1", "y"}, {"relu1", "x"}});
    EXPECT_TRUE(QToolTip::text().startsWith(QString::fromUtf8("conv1.y → relu1.x\nimage N C H W: 64 × 6 × 28 × 28"))) << QToolTip::text().toStdString();
    ASSERT_TRUE(wait_for([] { return QToolTip::text().contains("Gradient: norm"); }, 60000)) << QToolTip::text().toStdString();
    EXPECT_TRUE(QToolTip::text().contains("Step 1 of a run to be")) << "no run has begun";
    shot("wire_tip_dark");
    const QString first = QToolTip::text();
    QToolTip::hideText();
    point_at({{"conv1", "y"}, {"relu1", "x"}});
    EXPECT_EQ(QToolTip::text(), first) << "known: said at once";

    window->actions().step->trigger();   // a run that is paused behind its first step
    ASSERT_TRUE(wait_for([this] { return trainer().last().step == 1 && window->travel().possible() && window->travel().points().back().step == 1; }));
    Language::instance().choose("zh_CN");
    point_at({{"fc2", "y"}, {"relu4", "x"}});
    ASSERT_TRUE(wait_for([] { return QToolTip::text().contains(QString::fromUtf8("梯度")); }, 60000)) << QToolTip::text().toStdString();
    EXPECT_TRUE(QToolTip::text().contains(window->engine().currentRun())) << QToolTip::text().toStdString();
    shot("wire_tip_zh");
}

}  // namespace
}  // namespace saddle::app

// The loss view, driven as a user drives it.
#include <cmath>

#include "tests/viz/fake_ui.h"
#include "viz/views/loss.h"

namespace saddle::viz {
namespace {

std::shared_ptr<HistorySnapshot> history(int steps, const std::string& run = "one") {
    auto made = std::make_shared<HistorySnapshot>();
    Series train{"train loss", run, "", true, {}, {}}, validation{"validation loss", run, "", false, {}, {}}, accuracy{"validation accuracy", run, "", false, {}, {}};
    Series empty{"test loss", run, "", false, {}, {}};
    for (int i = 1; i <= steps; ++i) {
        train.step.push_back(i);
        train.value.push_back(2.3 * std::exp(-i / 300.0) * (1 + 0.2 * std::sin(i * 1.7)) + 0.02);
        train.seconds.push_back(i * 0.01);
        if (i % 100) continue;
        validation.step.push_back(i), validation.value.push_back(train.value.back() + 0.01);
        accuracy.step.push_back(i), accuracy.value.push_back(1 - train.value.back() / 3);
    }
    for (Series* s : {&train, &validation, &accuracy}) s->steps_per_epoch = 100;
    made->series = {train, validation, accuracy, empty};
    made->now_step = steps;
    return made;
}

TEST(LossView, SaysWhatIsMissingAndStartsByItself) {
    FakeUi ui;
    LossView view;
    EXPECT_FALSE(ui.frame(view));
    view.set(nullptr);
    EXPECT_FALSE(ui.frame(view));
    view.set(history(1));
    ui.frame(view);
    EXPECT_TRUE(view.frame().x.range.contains(1));
}

TEST(LossView, OneNanIsEnoughToBeDrawn) {
    FakeUi ui;
    LossView view;
    auto made = std::make_shared<HistorySnapshot>();
    made->series = {{"train loss", "one", "", true, {1, 2, 3}, {NAN, NAN, INFINITY}}};
    view.set(made);
    ui.frame(view);
    ui.hover(view, middle(view.frame().area));
    EXPECT_EQ(ui.link.hovered_step, -1) << "there is no value to read";
}

TEST(LossView, MetricsAreSortedAndTheFirstIsChosenWhenTheOldIsGone) {
    LossView view;
    view.show_metric("perplexity");
    view.set(history(200));
    EXPECT_EQ(view.metric(), "loss");
    EXPECT_EQ(metric_name("val_loss").metric, "loss");
    EXPECT_EQ(metric_name("val_loss").split, "validation");
    EXPECT_EQ(metric_name("validation accuracy").metric, "accuracy");
    EXPECT_EQ(metric_name("lr").metric, "learning rate");
    EXPECT_EQ(metric_name("trainer load").metric, "trainer load");
}

TEST(LossView, HoverSharesTheStepAndLetsItGo) {
    FakeUi ui;
    LossView view;
    view.set(history(1000));
    ui.frame(view);
    const unsigned before = ui.link.revision;
    ui.hover(view, {view.frame().at(400, 1).x, view.frame().area.centre_y()});
    EXPECT_NEAR(ui.link.hovered_step, 400, 3);
    EXPECT_GT(ui.link.revision, before);
    const unsigned shared = ui.link.revision;
    ui.frame(view);
    EXPECT_EQ(ui.link.revision, shared) << "nothing changed";
    ui.hover(view, {-100, -100});
    EXPECT_EQ(ui.link.hovered_step, -1);
    ui.link.hovered_step = 77;   // another view's
    ui.frame(view);
    EXPECT_EQ(ui.link.hovered_step, 77);
}

TEST(LossView, AnEarlierStepOfTheRunHasTheCursor) {
    FakeUi ui;
    LossView view;
    view.set(history(1000));
    const auto cursor = [&] {   // where the accent's tick stands
        const std::string drawing = view.svg(ui.context, 640, 400);
        const Color accent = ui.context.theme.accent.base;
        char color[16];
        std::snprintf(color, sizeof color, "#%02x%02x%02x", accent & 255, accent >> 8 & 255, accent >> 16 & 255);
        const size_t polygon = drawing.find(std::string("fill=\"") + color);
        const size_t points = polygon == std::string::npos ? polygon : drawing.rfind("points=\"", polygon) ;
        EXPECT_NE(points, std::string::npos) << drawing.substr(0, 400);
        return points == std::string::npos ? 0.0 : std::atof(drawing.c_str() + points + 8);
    };
    const double end = cursor();
    ui.link.shown_step = 400;
    const double earlier = cursor();
    EXPECT_LT(earlier, end - 200);
    ui.link.shown_step = 200;
    EXPECT_LT(cursor(), earlier - 60);
    ui.link.shown_step = -1;
    EXPECT_EQ(cursor(), end);
}

TEST(LossView, WheelZoomsBoxZoomsDoubleClickResets) {
    FakeUi ui;
    LossView view;
    view.set(history(1000));
    ui.frame(view);
    const plot::Range whole = view.frame().x.range;
    const plot::Point at = {std::floor(view.frame().at(500, 1).x), std::floor(view.frame().area.centre_y())};
    const double under = view.frame().x.value(at.x);
    ui.wheel(view, at, 3);
    EXPECT_LT(view.frame().x.range.span(), whole.span() * 0.7);
    EXPECT_NEAR(view.frame().x.value(at.x), under, 1e-6 * under);
    ui.double_click(view, at);
    EXPECT_EQ(view.frame().x.range, whole);
    ui.drag(view, {view.frame().at(200, 1).x, view.frame().area.top + 90}, {view.frame().at(600, 1).x, view.frame().area.bottom - 20}, 1);
    EXPECT_NEAR(view.frame().x.range.low, 200, 2);
    EXPECT_NEAR(view.frame().x.range.high, 600, 2);
    ui.drag(view, middle(view.frame().area), {middle(view.frame().area).x + 50, middle(view.frame().area).y});
    EXPECT_LT(view.frame().x.range.low, 190) << "panned";
}

TEST(LossView, FollowsTheRunUntilItIsMoved) {
    FakeUi ui;
    LossView view;
    view.set(history(100));
    ui.frame(view);
    view.set(history(900));
    ui.frame(view);
    EXPECT_GE(view.frame().x.range.high, 900);
    ui.wheel(view, middle(view.frame().area), 1);
    const plot::Range held = view.frame().x.range;
    view.set(history(2000));
    ui.frame(view);
    EXPECT_EQ(view.frame().x.range, held);
}

TEST(LossView, AxesAreOfferedWhereTheyAreKnown) {
    FakeUi ui;
    LossView view;
    view.set(history(1000));
    ui.frame(view);
    view.set_axis(HistoryAxis::Epoch);
    ui.frame(view);
    EXPECT_NEAR(view.frame().x.range.high, 10, 1);
    ui.hover(view, {view.frame().at(5, 1).x, view.frame().area.centre_y()});
    EXPECT_NEAR(ui.link.hovered_step, 500, 5) << "what is shared is the step on every axis";
    view.set_axis(HistoryAxis::Time);
    ui.frame(view);
    EXPECT_NEAR(view.frame().x.range.high, 10, 1);
    auto bare = history(50);
    for (Series& series : bare->series) series.seconds.clear(), series.steps_per_epoch = 0;
    LossView other;
    other.set(bare);
    other.set_axis(HistoryAxis::Time);
    EXPECT_EQ(other.axis(), HistoryAxis::Step);
}

TEST(LossView, LegendTogglesACurve) {
    FakeUi ui;
    LossView view;
    view.set(history(1000));
    ui.frame(view);
    EXPECT_NE(view.csv(ui.context).find("step,train,validation\n"), std::string::npos);
    const plot::Rect area = view.frame().area;
    ui.click(view, {area.right - 30, area.top + 4 + 8});
    EXPECT_NE(view.csv(ui.context).find("step,validation\n"), std::string::npos) << "the train curve is hidden";
    ui.click(view, {area.right - 30, area.top + 4 + 8});
    EXPECT_NE(view.csv(ui.context).find("step,train,validation\n"), std::string::npos);
}

TEST(LossView, ControlsOfTheRow) {
    FakeUi ui;
    LossView view;
    view.set(history(1000));
    ui.frame(view);
    EXPECT_TRUE(view.log_y());
    ui.click(view, {600 - 8 - 20 - 6 - 20, 14});   // log y stands left of the menu
    EXPECT_FALSE(view.log_y());
    ui.click(view, {8 + 50, 14});                   // the second metric
    EXPECT_EQ(view.metric(), "accuracy");
    EXPECT_FALSE(view.log_y());
}

TEST(LossView, ARunTakenUpEarlierIsCutNotJoined) {
    FakeUi ui;
    LossView view;
    auto made = history(300);
    Series& train = made->series[0];
    for (int i = 200; i < 260; ++i) train.step.push_back(i), train.value.push_back(1), train.seconds.push_back(4 + i * 0.01);
    view.set(made);
    ui.frame(view);
    const std::string rows = view.csv(ui.context);
    EXPECT_EQ(std::count(rows.begin(), rows.end(), '\n'), 1 + 300 + 60);
    ui.hover(view, {view.frame().at(250, 1).x, view.frame().area.centre_y()});
    EXPECT_NEAR(ui.link.hovered_step, 250, 2);
}

TEST(LossHistory, MissingStepsAreAGapAndWaitingIsNone) {
    auto made = history(300);
    Series& train = made->series[0];
    for (size_t i = 100; i < 300; ++i) train.seconds[i] += 1000;     // an evaluation, a pause
    for (size_t i = 200; i < 300; ++i) train.step[i] += 50;           // steps that nobody wrote down
    for (HistoryAxis axis : {HistoryAxis::Step, HistoryAxis::Epoch, HistoryAxis::Time}) {
        History lines;
        lines.set(made);
        lines.set_axis(axis);
        const plot::Samples raw = lines.lines()[0]->raw();
        ASSERT_EQ(raw.size(), 300u);
        EXPECT_TRUE(raw.joined(100));
        EXPECT_FALSE(raw.joined(200));
        EXPECT_TRUE(raw.joined(201));
    }
}

TEST(LossHistory, ContinuesOrBeginsAnew) {
    History lines;
    lines.set(history(500));
    const HistoryLine* train = lines.lines()[0].get();
    lines.set(history(900));
    EXPECT_EQ(lines.lines()[0].get(), train);
    EXPECT_EQ(train->raw().size(), 900u);
    auto other = history(900);
    other->series[0].value[899] = 7;       // same run and name, other values
    other->series[0].value[2] = 1e9;
    lines.set(other);
    const plot::Samples raw = lines.lines()[0]->raw();
    EXPECT_EQ(raw.pyramid->query(raw.y, 0, raw.size()).max, 1e9) << "old extremes would have stayed";
    lines.set(history(100));
    EXPECT_EQ(lines.lines()[0]->raw().size(), 100u);
    EXPECT_EQ(lines.metrics(), (std::vector<std::string>{"loss", "accuracy"}));
}

TEST(LossView, SeveralRunsKeepColourAndDash) {
    FakeUi ui;
    LossView view;
    auto made = std::make_shared<HistorySnapshot>();
    for (int run = 0; run < 8; ++run) {
        const auto one = history(300, "run" + std::to_string(run));
        made->series.insert(made->series.end(), one->series.begin(), one->series.end());
    }
    view.set(made);
    ui.frame(view);
    EXPECT_NE(view.csv(ui.context).find("run7 validation"), std::string::npos);
    const std::string drawing = view.svg(ui.context, 600, 400);
    EXPECT_NE(drawing.find("stroke-dasharray"), std::string::npos) << "the seventh run repeats a colour with another dash";
}

TEST(LossView, SvgHoldsTheCurves) {
    FakeUi ui;
    LossView view;
    view.set(history(1000));
    const std::string drawing = view.svg(ui.context, 640, 400);
    EXPECT_NE(drawing.find("<polyline"), std::string::npos);
    EXPECT_NE(drawing.find(">validation</text>"), std::string::npos);
    EXPECT_EQ(drawing.find("nan"), std::string::npos);
}

TEST(LossView, PicturesInBothThemes) {
    for (const char* name : {"dark", "light"}) {
        LossView view;
        auto made = history(12000);
        Series& train = made->series[0];
        for (size_t i = 0; i < train.value.size(); ++i) train.value[i] = 2.3 * std::exp(-double(i) / 1500) * std::exp(0.17 * std::sin(double(i) * 12.9898) * 1.7) + 0.02;
        for (size_t i = 7000; i < 7200; ++i) train.value[i] = NAN;
        made->marks = {{3000, "checkpoint", "step 3000", ""}, {6000, "checkpoint", "step 6000", ""}, {9000, "pause", "paused for 3 s", ""}};
        view.set(made);
        Link link;
        const Theme theme = theme_named(name);
        const auto picture = snapshot(view, link, theme, {.width = 386, .height = 312, .input = [](int, ImGuiIO& io) { io.MousePos = {200, 120}; }});
        ASSERT_TRUE(picture.ok()) << to_string(picture.error());
        keep(*picture, std::string("loss-") + name);
        EXPECT_GT(share_of(*picture, theme.plot.bg), 0.4);
        EXPECT_GT(share_of(*picture, theme.categorical[1]), 0.0005) << "validation";
    }
}

TEST(LossView, PictureOfSeveralRuns) {
    LossView view;
    auto made = std::make_shared<HistorySnapshot>();
    for (int run = 0; run < 8; ++run) {
        auto one = history(2000, "20260729-18" + std::to_string(10 + run));
        for (Series& series : one->series)
            for (size_t i = 0; i < series.value.size(); ++i) series.value[i] *= 1 + 0.25 * run + 0.1 * std::sin(double(i) * (3 + run));
        made->series.insert(made->series.end(), one->series.begin(), one->series.end());
    }
    view.set(made);
    Link link;
    const Theme theme = theme_named("dark");
    const auto picture = snapshot(view, link, theme, {.width = 800, .height = 500});
    ASSERT_TRUE(picture.ok()) << to_string(picture.error());
    keep(*picture, "loss-runs");
    for (const Color color : theme.categorical) EXPECT_GT(share_of(*picture, color), 0.0002);
}

TEST(LossView, MillionPointsAFrame) {
    FakeUi ui(1200, 800);
    LossView view;
    auto made = history(1000000);
    const auto begin = std::chrono::steady_clock::now();
    view.set(made);
    const double set_ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
    int frames = 0;
    while (ui.frame(view)) ++frames;
    const double still = ui.frame_ms(view);
    auto next = std::make_shared<HistorySnapshot>(*made);
    next->series[0].step.push_back(1000001), next->series[0].value.push_back(0.5), next->series[0].seconds.push_back(10001);
    const auto again = std::chrono::steady_clock::now();
    view.set(next);
    const double grow_ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - again).count();
    ui.wheel(view, middle(view.frame().area), 5);
    const double zoomed = ui.frame_ms(view);
    std::printf("a million points: set %.2f ms, %d frames until smooth, frame %.2f ms, one point more %.3f ms, zoomed frame %.2f ms\n", set_ms, frames, still, grow_ms, zoomed);
    EXPECT_GT(ImGui::GetDrawData()->TotalVtxCount, 1000);
}

}  // namespace
}  // namespace saddle::viz

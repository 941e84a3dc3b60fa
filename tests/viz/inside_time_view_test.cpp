// Gradients through time in the view: what the pointer reads, and when a strip warns.
#include <cmath>

#include "engine/api/inside_csv.h"
#include "tests/viz/inside_answers.h"

namespace saddle::viz {
namespace {

/// An LSTM over 40 steps; of the last state so much is left at every step before.
std::shared_ptr<const Insight> through_time(double left) {
    Insight inside = answer(InsideWhat::ThroughTime, "lstm");
    inside.sample = -1;
    inside.through_time.samples = 32;
    for (const char* name : {"h", "c"}) {
        Insight::TimeGradients::State state{name, {}, {}, {}};
        for (int t = 0; t < (*name == 'h' ? 40 : 39); ++t) {
            state.steps.push_back(t);
            state.loss.push_back((*name == 'h' ? 2e-3 : 7e-4) * (1.2 + std::sin(t * 0.3)));
            state.last.push_back((*name == 'h' ? 2e-3 : 6e-4) * std::pow(left, 39 - t));
        }
        inside.through_time.states.push_back(std::move(state));
    }
    return std::make_shared<const Insight>(std::move(inside));
}

std::vector<InsideWhat> of_a_recurrence(const NodeId&) { return {InsideWhat::ThroughTime, InsideWhat::FeatureMaps, InsideWhat::Gradients}; }

TEST(TimeView, TheCrosshairReadsTheNearestStep) {
    FakeUi ui(900, 360);
    Asking a;
    a.view.looks_of = of_a_recurrence;
    ui.link.node = "lstm";
    ui.frame(a.view);
    EXPECT_EQ(a.asked.back(), (InsideView::Wish{InsideWhat::ThroughTime, "lstm", 0, {}}));
    a.view.set(through_time(0.9), true);
    ui.frame(a.view);
    const plot::Frame& frame = a.view.time().plot().frame();
    EXPECT_EQ(frame.y.kind, plot::ScaleKind::Log);
    EXPECT_LT(frame.y.range.low, 6e-4 * std::pow(0.9, 39)) << "what is left of the cell is shown too";
    const float top = frame.area.top;
    ui.hover(a.view, {float(frame.x.pixel(17.3)), frame.area.centre_y()});
    EXPECT_EQ(a.view.time().plot().hovered(), 17);
    ui.hover(a.view, {1, 1});
    EXPECT_FALSE(a.view.time().plot().hovered());
    a.view.set(through_time(0.7), true);   // 0.7^39 = 9e-7
    ui.frame(a.view);
    EXPECT_GT(a.view.time().plot().frame().area.top, top) << "a notice stands above";
}

TEST(TimeView, WhatIsNothingIsNotDrawn) {
    FakeUi ui(900, 360);
    Asking a;
    a.view.looks_of = of_a_recurrence;
    ui.link.node = "lstm";
    auto inside = std::make_shared<Insight>(*through_time(0.9));
    for (auto& state : inside->through_time.states) std::fill(state.last.begin(), state.last.begin() + 20, 0.0);
    ui.frame(a.view);
    a.view.set(inside, true);
    ui.frame(a.view);
    EXPECT_GT(a.view.time().plot().frame().y.range.low, 1e-5);
}

TEST(TimeView, ATableHasARowAStateAndStep) {
    const std::string text = api::inside_csv(*through_time(0.9));
    EXPECT_EQ(text.rfind("state,step,loss,last\nh,0,", 0), 0u);
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1 + 40 + 39);
}

TEST(TimeView, PicturesInBothThemes) {
    for (const char* name : {"dark", "light"})
        for (const bool vanishing : {false, true}) {
            Asking a;
            a.view.looks_of = of_a_recurrence;
            Link link;
            link.node = "lstm";
            a.view.choose(InsideWhat::ThroughTime);
            a.view.set(through_time(vanishing ? 0.7 : 0.95), true);
            const auto picture = snapshot(a.view, link, theme_named(name), {.width = 900, .height = 380, .frames = 4, .input = [](int, ImGuiIO& io) { io.MousePos = {420, 200}; }});
            if (!picture.ok()) GTEST_SKIP() << to_string(picture.error());
            keep(*picture, std::string("inside-through-time-") + (vanishing ? "vanishing-" : "") + name);
            EXPECT_GT(distinct_colors(*picture), 60u);
        }
}

}  // namespace
}  // namespace saddle::viz

// The playground's view: playing, stepping, clicking, what it paints.
#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "tests/viz/fake_ui.h"
#include "viz/views/playground.h"

namespace saddle::viz {
namespace {

std::shared_ptr<PlaygroundScene> scene(const std::string& name, int steps = 60) {
    auto made = std::make_shared<PlaygroundScene>();
    for (const analysis::Surface& surface : analysis::classic_surfaces())
        if (surface.name == name) made->surface = surface;
    const auto there = analysis::survey(made->surface, analysis::places(made->surface, 40)).value();
    for (const analysis::SurfacePoint& p : there) made->grid.loss.push_back(float(p.value));
    made->grid.size = 40;
    made->grid.centre_loss = double(made->grid.loss[20 * 40 + 20]);
    made->grid.done = 1;
    made->critical = analysis::critical_points(made->surface).value();
    for (const auto& [type, lr] : {std::pair("SGD", 0.05), std::pair("Adam", 0.05)})
        made->racers.push_back({type, analysis::race(made->surface, {{type, {{"lr", lr}}, {}}, {}, made->surface.start}, steps).value()});
    return made;
}

TEST(Playground, PlaysToTheEndAndStepsByHand) {
    FakeUi ui(640, 520);
    PlaygroundView view;
    view.set(scene("saddle"));
    EXPECT_EQ(view.last_step(), 60);
    const auto at = [&](double seconds) {
        ui.context.seconds = seconds;
        return ui.frame(view);
    };
    at(0);
    EXPECT_TRUE(at(1)) << "it moves: another frame is due";
    EXPECT_NEAR(view.step(), 30, 1);
    EXPECT_FALSE(at(10));
    EXPECT_EQ(view.step(), 60);
    view.show_step(200);
    EXPECT_EQ(view.step(), 60);
    view.show_step(-5);
    EXPECT_EQ(view.step(), 0);
    EXPECT_FALSE(view.playing()) << "it stays where it is put";
    ui.context.reduce_motion = true;
    view.play(true);
    at(11);
    EXPECT_EQ(view.step(), 60) << "without motion the end is shown at once";
}

TEST(Playground, AClickIsANewStart) {
    FakeUi ui(640, 520);
    PlaygroundView view;
    view.set(scene("himmelblau"));
    ui.frame(view);
    analysis::Point2 start{};
    view.on_start = [&](analysis::Point2 at) { start = at; };
    ui.click(view, view.map().at(2, -3));
    EXPECT_NEAR(start[0], 2, 0.05);
    EXPECT_NEAR(start[1], -3, 0.05);
}

TEST(Playground, AllOfThemGoAStepForwardAndBack) {
    FakeUi ui(640, 520);
    PlaygroundView view;
    view.set(scene("saddle"));
    view.show_step(10);
    ui.frame(view);
    const auto press = [&](ImGuiKey key) {
        ImGuiIO& io = ImGui::GetIO();
        io.KeyMap[key] = int(key);
        io.KeysDown[int(key)] = true;
        ui.frame(view);
        io.KeysDown[int(key)] = false;
        ui.frame(view);
    };
    ui.click(view, {200, 200});   // the window takes the keyboard
    view.show_step(10);
    press(ImGuiKey_RightArrow);
    EXPECT_EQ(view.step(), 11);
    press(ImGuiKey_LeftArrow);
    press(ImGuiKey_LeftArrow);
    EXPECT_EQ(view.step(), 9);
    press(ImGuiKey_End);
    EXPECT_EQ(view.step(), 60);
}

TEST(Playground, TheSurfaceIsTurnedWithoutMovingTheMap) {
    FakeUi ui(900, 520);
    PlaygroundView view;
    view.set(scene("himmelblau"));
    bool asked = false;
    view.on_start = [&](analysis::Point2) { asked = true; };
    ui.frame(view);
    const plot::Rect relief = view.relief();
    ASSERT_GT(relief.width(), 300) << "beside the map where there is room";
    const plot::Frame before = view.map();
    const Camera still = view.camera();
    ui.drag(view, {relief.left + 100, 200}, {relief.left + 160, 230});
    EXPECT_GT(still.yaw, view.camera().yaw);
    EXPECT_EQ(before.x.range.low, view.map().x.range.low);
    EXPECT_FALSE(asked);
    view.show(PlaygroundView::Shown::Map);
    ui.frame(view);
    EXPECT_EQ(view.relief().width(), 0);
    EXPECT_GT(view.map().area.width(), before.area.width());
}

TEST(Playground, AdaptiveScalesAreWhatTheOptimizersKeep) {
    const auto made = scene("bowl", 5);   // curvatures 1 and 20: the slopes, and so the scales, differ
    const analysis::RacePath &plain = made->racers[0].path, &adam = made->racers[1].path;
    EXPECT_FALSE(adaptive_scale(plain, 3));
    EXPECT_FALSE(adaptive_scale(adam, 0)) << "nothing is kept at the start";
    const auto scale = adaptive_scale(adam, 1);
    ASSERT_TRUE(scale);
    EXPECT_EQ(std::max((*scale)[0], (*scale)[1]), 1);
    const analysis::Point2 slope = adam.points[0].gradient;
    EXPECT_NEAR((*scale)[0] / (*scale)[1], std::abs(slope[1] / slope[0]), 1e-3) << "after one step: the inverse of the slopes";
    Link link;
    const Theme theme = theme_named("dark");
    const Context context{theme, link, [](const char* text) { return std::string(text); }};
    const auto words = words_of(context, made->racers[1], 1);
    ASSERT_EQ(words.size(), 4 + adam.states.size());
    EXPECT_EQ(words[0], "Adam");
}

TEST(Playground, PicturesInBothThemes) {
    for (const char* theme : {"dark", "light"}) {
        PlaygroundView view;
        Link link;
        view.set(scene("himmelblau"));
        view.show_step(40);
        const auto picture = snapshot(view, link, theme_named(theme), {.width = 960, .height = 560});
        if (!picture.ok()) GTEST_SKIP() << to_string(picture.error());
        EXPECT_GT(distinct_colors(*picture), 500u);
        EXPECT_GT(share_of(*picture, plot::series_color(theme_named(theme), 0)), 0.0002) << "a way of the first racer";
        keep(*picture, std::string("playground-") + theme);
    }
}

TEST(Playground, RowsOfTheFileAreTheSteps) {
    const auto made = scene("saddle", 3);
    PlaygroundView view;
    view.set(made);
    const std::string text = view.csv();
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1 + 2 * 4);
    EXPECT_EQ(text.rfind("racer,step,x,y,value,slope x,slope y,", 0), 0u) << text.substr(0, 80);
    EXPECT_NE(text.find("m x,m y"), std::string::npos) << "what Adam keeps";
}

TEST(Playground, TheFileOfThePictureHoldsMapSurfaceAndCurves) {
    FakeUi ui(900, 520);
    PlaygroundView view;
    view.set(scene("himmelblau"));
    view.show_step(20);
    const auto cells = [](const std::string& svg) {
        size_t found = 0;
        for (size_t at = svg.find("<polygon"); at != std::string::npos; at = svg.find("<polygon", at + 1)) ++found;
        return found;
    };
    const std::string both = view.svg(ui.context, 900, 520);
    view.show(PlaygroundView::Shown::Map);
    const std::string map = view.svg(ui.context, 900, 520);
    EXPECT_GT(cells(map), 4000u) << "a cell each";
    EXPECT_GT(cells(both), 2 * cells(map) - 500) << "and once more in space";
    EXPECT_NE(map.find(">SGD"), std::string::npos);
    EXPECT_EQ(map.rfind("</svg>\n"), map.size() - 7);
}

}  // namespace
}  // namespace saddle::viz

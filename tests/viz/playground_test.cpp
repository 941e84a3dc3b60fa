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

TEST(Playground, PicturesInBothThemes) {
    for (const char* theme : {"dark", "light"}) {
        PlaygroundView view;
        Link link;
        view.set(scene("himmelblau"));
        view.show_step(40);
        const auto picture = snapshot(view, link, theme_named(theme), {.width = 760, .height = 560});
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
    EXPECT_EQ(text.rfind("racer,step,x,y,value", 0), 0u);
}

}  // namespace
}  // namespace saddle::viz

// The landscape view: heights and contours from grids, finished or not; surface and map under the mouse.
#include <imgui.h>

#include <cmath>
#include <chrono>
#include <limits>

#include "tests/viz/picture.h"
#include "viz/views/landscape.h"

namespace saddle::viz {
namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

/// Views ask nothing of a plane but which it is.
const int kSomething = 0;
const std::shared_ptr<const analysis::Plane> stage_plane(std::shared_ptr<void>(), reinterpret_cast<const analysis::Plane*>(&kSomething));

double loss_at(double a, double b) { return 0.05 + 0.9 * (a - 0.2) * (a - 0.2) + 1.6 * b * b + 0.5 * std::exp(-9 * ((a + 0.5) * (a + 0.5) + (b - 0.5) * (b - 0.5))); }

/// A bowl with a bump; the first `known` points in the order in which landscapes are computed.
std::shared_ptr<LandscapeGrid> bowl(int size = 25, double done = 1) {
    auto grid = std::make_shared<LandscapeGrid>();
    grid->size = size;
    grid->axes = "pca";
    grid->step = 12060;
    grid->explained[0] = 0.71;
    grid->explained[1] = 0.18;
    grid->centre_loss = loss_at(0, 0);
    grid->done = done;
    grid->loss.assign(size_t(size) * size_t(size), kNan);
    const auto coordinate = [&](int k) { return 2.0 * k / (size - 1) - 1; };
    int step = 1;
    while (step * 2 < size) step *= 2;
    const auto wanted = size_t(std::lround(done * size * size));
    size_t known = 0;
    for (; step >= 1; step /= 2)
        for (int j = 0; j < size; j += step)
            for (int i = 0; i < size; i += step) {
                float& loss = grid->loss[size_t(j) * size_t(size) + size_t(i)];
                if (known >= wanted || !std::isnan(loss)) continue;
                loss = float(loss_at(coordinate(i), coordinate(j)));
                ++known;
            }
    for (int k = 0; k <= 60; ++k) {
        const double t = k / 60.0, a = -0.95 * std::pow(1 - t, 1.5), b = -0.8 * (1 - t) * std::cos(2 * t);
        grid->trail.push_back({a, b, loss_at(a, b) + 0.02 * (1 - t), 0.08 * (1 - t), uint64_t(k) * 201});
    }
    return grid;
}

TEST(HeightField, HeightsFollowTheLossOnBothScales) {
    const auto grid = bowl();
    for (const bool log : {false, true}) {
        const HeightField field(*grid, log);
        EXPECT_EQ(field.log(), log);
        EXPECT_EQ(field.side(), 24 * 3 + 1);
        for (int j = 0; j < 25; ++j)
            for (int i = 0; i < 25; ++i)  // refinement keeps the computed values
                ASSERT_NEAR(field.height(3 * i, 3 * j), field.height_of(double(grid->loss[size_t(j * 25 + i)])), 1e-5);
        EXPECT_NEAR(field.height_of(field.losses().low), 0, 1e-12);
        EXPECT_NEAR(field.height_of(field.losses().high), 1, 1e-12);
        EXPECT_EQ(field.height_of(INFINITY), 1);
        EXPECT_TRUE(std::isnan(field.height_of(NAN)));
    }
    LandscapeGrid negative = *grid;
    negative.loss[7] = -1;
    EXPECT_FALSE(HeightField(negative, true).log()) << "no logarithm of losses below zero";
}

TEST(HeightField, ContoursLieAtTheirHeight) {
    const HeightField field(*bowl(), true);
    int pieces = 0;
    for (int j = 0; j < field.side() - 1; ++j)
        for (int i = 0; i < field.side() - 1; ++i)
            for (const auto* c = field.begin(i, j); c != field.end(i, j); ++c, ++pieces) {
                EXPECT_NEAR(field.height_at(double(c->x0), double(c->y0)), double(c->height), 1e-5);
                EXPECT_NEAR(field.height_at(double(c->x1), double(c->y1)), double(c->height), 1e-5);
                EXPECT_GE(c->x0, field.coordinate(i) - 1e-6f);
                EXPECT_LE(c->x1, field.coordinate(i + 1) + 1e-6f);
            }
    EXPECT_GT(pieces, 500);
}

TEST(HeightField, UnfinishedGridsAreEstimatedFromWhatIsKnown) {
    const auto full = bowl();
    double worst_coarse = 0, worst_fine = 0;
    for (const double done : {0.0, 0.1, 0.4}) {
        const auto part = bowl(25, done);
        const HeightField field(*part, false);
        for (int j = 0; j < field.side() - 1; ++j)
            for (int i = 0; i < field.side() - 1; ++i) {
                ASSERT_TRUE(std::isfinite(field.height(i, j)));
                const size_t k = size_t(j / 3) * 25 + size_t(i / 3);
                EXPECT_EQ(field.certain(i, j), !std::isnan(part->loss[k]) && !std::isnan(part->loss[k + 1]) && !std::isnan(part->loss[k + 25]) && !std::isnan(part->loss[k + 26]));
            }
        double worst = 0;
        for (int k = 0; k < 625; ++k)
            worst = std::max(worst, std::abs(double(field.height(k % 25 * 3, k / 25 * 3)) - field.height_of(double(full->loss[size_t(k)]))));
        (done > 0.2 ? worst_fine : worst_coarse) = worst;
    }
    EXPECT_LT(worst_fine, 0.12);
    EXPECT_LT(worst_fine, worst_coarse);
}

struct Stage {
    Theme theme = theme_named("dark");
    LandscapeView view;
    Link link;
    SnapshotOptions options{.width = 386, .height = 312};
    Picture draw() {
        const auto picture = snapshot(view, link, theme, options);
        EXPECT_TRUE(picture.ok()) << to_string(picture.error());
        return *picture;
    }
};

TEST(LandscapeView, BothPicturesInBothThemes) {
    for (const char* name : {"dark", "light"})
        for (const bool map : {false, true}) {
            Stage stage;
            stage.theme = theme_named(name);
            stage.options.width = 560;
            stage.options.height = 400;
            stage.view.set(bowl());
            stage.view.set_live(true);
            stage.view.on_compute = [](const LandscapeView::Wish&) {};
            stage.view.show_map(map);
            const Picture picture = stage.draw();
            keep(picture, std::string("landscape-") + (map ? "map-" : "surface-") + name);
            EXPECT_GT(distinct_colors(picture), 1000u);
            EXPECT_GT(share_of(picture, stage.theme.accent.base), 0.0002) << "the diamond";
        }
}

TEST(LandscapeView, FillsInWhileItIsComputed) {
    for (const double done : {0.02, 0.12, 0.45}) {
        Stage stage;
        stage.options.width = 560;
        stage.options.height = 400;
        stage.view.on_cancel = [] {};
        stage.view.set(bowl(25, done));
        EXPECT_TRUE(stage.view.computing());
        keep(stage.draw(), "landscape-progress-" + std::to_string(int(done * 100)));
    }
}

TEST(LandscapeView, EmptyStateSaysHowToGetOne) {
    Stage stage;
    stage.view.on_compute = [](const LandscapeView::Wish&) {};
    const Picture picture = stage.draw();
    keep(picture, "landscape-empty");
    EXPECT_GT(share_of(picture, stage.theme.text.secondary), 0);
    EXPECT_FALSE(stage.view.computing());
}

/// Puts the mouse at `at` from the second frame on.
std::function<void(int, ImGuiIO&)> pointing(const plot::Point& at) {
    return [&at](int frame, ImGuiIO& io) {
        if (frame > 0) io.MousePos = {at.x, at.y};
    };
}

TEST(LandscapeView, HoverReadsTheComputedPointUnderTheMouse) {
    for (const bool map : {false, true}) {
        Stage stage;
        stage.view.set(bowl());
        stage.view.show_map(map);
        stage.draw();
        const int cell = 6 * 25 + 18;
        const plot::Point at = stage.view.points().grid[size_t(cell)];
        stage.options.input = pointing(at);
        keep(stage.draw(), map ? "landscape-hover-map" : "landscape-hover");
        EXPECT_EQ(stage.view.hovered_cell(), cell);
        EXPECT_EQ(stage.view.hovered_trail(), -1);
    }
}

CurvatureState bend(bool finished) {
    CurvatureState state;
    state.report.run = "r";
    state.report.loss = 0.2415;
    state.report.gradient_norm = 2.018;
    state.report.products = 37;
    if (!(state.finished = finished)) return state;
    state.report.largest = {{26.46, 1e-5}};
    state.report.smallest = {-3.218, 1e-3};
    for (int i = 0; i <= 200; ++i) {
        const double x = -3.5 + 30.5 * i / 200;
        state.report.density.emplace_back(x, std::exp(-2 * x * x) + 1e-3 * std::exp(-std::pow(x - 26, 2)));
    }
    return state;
}

TEST(LandscapeView, AClickAsksForTheCurvatureOfThePoint) {
    for (const char* theme : {"dark", "light"})
        for (const bool map : {false, true}) {
            Stage stage;
            stage.theme = theme_named(theme);
            stage.options.width = 560;
            stage.options.height = 400;
            auto grid = bowl();
            grid->axes = "hessian";
            grid->eigenvalues[0] = 26.46;
            grid->eigenvalues[1] = 23.06;
            stage.view.set(grid);
            stage.view.show_map(map);
            std::vector<std::pair<double, double>> asked;
            int given_up = 0;
            stage.view.on_pick = [&](std::shared_ptr<const LandscapeGrid> of, double a, double b) {
                EXPECT_EQ(of->plane, stage_plane);
                asked.emplace_back(a, b);
            };
            stage.view.on_unpick = [&] { ++given_up; };
            stage.draw();
            plot::Point at = stage.view.points().grid[6 * 25 + 18];
            const auto click = [&] {
                stage.options.frames = 6;
                stage.options.input = [&](int frame, ImGuiIO& io) {
                    io.MousePos = {at.x, at.y};
                    io.MouseDown[0] = frame == 3;
                };
                stage.draw();
                stage.options.input = {};
            };
            click();
            EXPECT_TRUE(asked.empty()) << "a plane that was not kept has no curvature";
            grid = std::make_shared<LandscapeGrid>(*grid);
            grid->plane = stage_plane;
            stage.view.set(grid);
            click();
            ASSERT_EQ(asked.size(), 1u);
            EXPECT_NEAR(asked[0].first, 0.5, 1e-9);
            EXPECT_NEAR(asked[0].second, -0.5, 1e-9);
            EXPECT_EQ(stage.view.picked_cell(), 6 * 25 + 18);
            click();
            EXPECT_EQ(asked.size(), 1u) << "the same point once more";
            stage.view.set_curvature(bend(false));
            const double before = share_of(stage.draw(), stage.theme.accent.base, 0, 250, 160, 400);
            stage.view.set_curvature(bend(true));
            const Picture picture = stage.draw();
            keep(picture, std::string("landscape-curvature-") + (map ? "map-" : "surface-") + theme);
            EXPECT_GT(share_of(picture, stage.theme.accent.base, 0, 250, 160, 400), before + 0.001) << "the spectrum";
            stage.view.set(std::make_shared<LandscapeGrid>(*grid));
            EXPECT_EQ(stage.view.picked_cell(), 6 * 25 + 18) << "more points of the same plane";
            at = {450, 34};   // beside the surface and off the points of the map
            if (!map) {
                click();
                EXPECT_EQ(stage.view.picked_cell(), -1);
                EXPECT_EQ(given_up, 1);
            } else {
                auto other = std::make_shared<LandscapeGrid>(*grid);
                other->plane = nullptr;
                stage.view.set(other);
                EXPECT_EQ(stage.view.picked_cell(), -1) << "another plane has other places";
                EXPECT_EQ(given_up, 1);
            }
        }
}

/// A bowl that bends down where a < -0.3.
std::shared_ptr<LandscapeGrid> bent_bowl() {
    auto grid = bowl(13);
    for (int k = 0; k < 13 * 13; ++k) {
        grid->smallest.push_back(k % 13 < 4 ? -2.f - float(k % 13) : 0.5f);
        grid->largest.push_back(8);
    }
    return grid;
}

TEST(HeightField, BendsAreTheShareOfWhatBendsDown) {
    auto grid = bent_bowl();
    grid->smallest[0] = -20;
    grid->smallest[1] = kNan;
    const LandscapeGrid bent = bends(*grid);
    EXPECT_EQ(bent.loss[0], 1) << "more down than up";
    EXPECT_TRUE(std::isnan(bent.loss[1]));
    EXPECT_FLOAT_EQ(bent.loss[2], 0.5);
    EXPECT_EQ(bent.loss[12], 0) << "convex";
    EXPECT_TRUE(bent.trail.empty());
    const HeightField field(bent, false);
    EXPECT_NEAR(field.height_of(0.5), 0.5, 1e-6);
}

TEST(LandscapeView, TheMapOfCurvatureIsAskedForAndShown) {
    for (const char* theme : {"dark", "light"}) {
        Stage stage;
        stage.theme = theme_named(theme);
        stage.options.width = 560;
        stage.options.height = 400;
        stage.view.show_map(true);
        stage.view.set(bowl());
        EXPECT_FALSE(stage.view.shows_bends());
        EXPECT_EQ(stage.view.csv().find("eigenvalue"), std::string::npos);
        stage.view.set(bent_bowl());
        EXPECT_NE(stage.view.csv().find("smallest eigenvalue,largest eigenvalue"), std::string::npos);
        const Picture of_loss = stage.draw();
        stage.options.frames = 6;
        stage.options.input = [&](int frame, ImGuiIO& io) {
            io.MousePos = {190, 17};   // the second choice of colours
            io.MouseDown[0] = frame == 3;
        };
        stage.draw();
        EXPECT_TRUE(stage.view.shows_bends());
        stage.options.input = {};
        const Picture of_bends = stage.draw();
        keep(of_bends, std::string("landscape-bends-") + theme);
        EXPECT_NE(of_bends.at(200, 250), of_loss.at(200, 250)) << "other colours";
        stage.view.set(bowl());
        EXPECT_FALSE(stage.view.shows_bends()) << "of another landscape it is not known";
    }
}

TEST(LandscapeView, ALineIsACurveWithItsTwoEnds) {
    for (const char* theme : {"dark", "light"})
        for (const bool log : {true, false}) {
            Stage stage;
            stage.theme = theme_named(theme);
            stage.options.width = 560;
            stage.options.height = 400;
            auto grid = std::make_shared<LandscapeGrid>();
            grid->axes = "line";
            grid->size = 51;
            grid->done = 1;
            grid->from = 0;
            grid->step = 950;
            for (int k = 0; k < 51; ++k) grid->loss.push_back(float(0.02 + 2.3 * std::pow(1 - (-0.5 + 0.04 * k), 2)));
            grid->loss[45] = kNan;
            stage.view.set_log_height(log);
            stage.view.on_compute = [](const LandscapeView::Wish&) {};
            stage.view.set(grid);
            const plot::Point at = [&] { stage.draw(); return stage.view.points().grid[10]; }();
            stage.options.input = pointing(at);
            keep(stage.draw(), std::string("landscape-line-") + (log ? "log-" : "linear-") + theme);
            ASSERT_EQ(stage.view.points().grid.size(), 51u);
            EXPECT_EQ(stage.view.hovered_cell(), 10);
            EXPECT_LT(stage.view.points().grid[0].y, stage.view.points().grid[30].y) << "higher";
            const std::string csv = stage.view.csv();
            EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 52);
            EXPECT_NE(csv.find("grid,-0.5,0,"), std::string::npos) << csv.substr(0, 100);
        }
}

TEST(LandscapeView, TrailAndStepAreSharedWithOtherViews) {
    Stage stage;
    stage.view.set(bowl());
    stage.draw();
    const plot::Point at = stage.view.points().trail[20];
    stage.options.input = pointing(at);
    stage.draw();
    EXPECT_EQ(stage.view.hovered_trail(), 20);
    EXPECT_EQ(stage.link.hovered_step, 20 * 201);
    EXPECT_EQ(stage.link.revision, 1u);
    stage.options.input = {};
    stage.draw();
    EXPECT_EQ(stage.link.hovered_step, -1) << "taken back when the mouse has left";
    stage.link.hovered_step = 5000;  // set by another view: left alone
    stage.draw();
    EXPECT_EQ(stage.link.hovered_step, 5000);
}

TEST(LandscapeView, AnEarlierStepOfTheRunIsMarkedOnTheTrail) {
    Stage stage;
    stage.options.width = 560;
    stage.options.height = 400;
    stage.view.set(bowl());
    stage.view.show_map(true);
    const auto accent_at = [&](const Picture& picture, size_t point) {
        const plot::Point at = stage.view.points().trail[point];
        return share_of(picture, stage.theme.accent.base, int(at.x) - 3, int(at.y) - 3, int(at.x) + 4, int(at.y) + 4);
    };
    const Picture now = stage.draw();
    EXPECT_GT(accent_at(now, 60), 0.4) << "the diamond is at the end";
    EXPECT_EQ(accent_at(now, 30), 0);
    stage.link.shown_step = 30 * 201 + 150;   // between two points: the one before
    const Picture then = stage.draw();
    EXPECT_GT(accent_at(then, 30), 0.4);
    EXPECT_EQ(accent_at(then, 60), 0);
    keep(then, "landscape-earlier");
    stage.link.shown_step = 0;
    EXPECT_GT(accent_at(stage.draw(), 0), 0.3);
}

TEST(LandscapeView, DragOrbitsWheelZoomsToTheCursorDoubleClickResets) {
    Stage stage;
    stage.view.set(bowl());
    stage.draw();
    const Camera home;
    EXPECT_EQ(stage.view.camera(), home);
    stage.options.frames = 6;
    stage.options.input = [](int frame, ImGuiIO& io) {
        io.MousePos = {150 + 10 * float(frame), 200 + 5 * float(frame)};
        io.MouseDown[0] = frame >= 1 && frame < 5;
    };
    stage.draw();
    EXPECT_NE(stage.view.camera().yaw, home.yaw);
    EXPECT_GT(stage.view.camera().pitch, home.pitch);
    EXPECT_EQ(stage.view.camera().zoom, 1);

    const size_t cell = 6 * 25 + 18;
    stage.options.input = {};
    stage.draw();
    const plot::Point before = stage.view.points().grid[cell];
    stage.options.input = [&](int frame, ImGuiIO& io) {
        io.MousePos = {before.x, before.y};
        if (frame == 2) io.MouseWheel = 3;
    };
    stage.draw();
    EXPECT_GT(stage.view.camera().zoom, 1.4f);
    EXPECT_NEAR(stage.view.points().grid[cell].x, before.x, 0.5);
    EXPECT_NEAR(stage.view.points().grid[cell].y, before.y, 0.5);

    stage.options.input = [](int frame, ImGuiIO& io) {
        io.MousePos = {200, 200};
        io.MouseDown[0] = frame == 2 || frame == 4;
    };
    stage.draw();
    EXPECT_EQ(stage.view.camera(), home);
}

TEST(LandscapeView, ButtonsComputeRefineAndCancel) {
    Stage stage;
    std::vector<LandscapeView::Wish> wishes;
    int cancelled = 0;
    stage.view.on_compute = [&](const LandscapeView::Wish& wish) { wishes.push_back(wish); };
    stage.view.on_cancel = [&] { ++cancelled; };
    // The button stands at the right end of the control row, whatever it says.
    const auto click = [&] {
        stage.options.frames = 5;
        stage.options.input = [&](int frame, ImGuiIO& io) {
            io.MousePos = {float(stage.options.width) - 30, 14};
            io.MouseDown[0] = frame == 2;
        };
        stage.draw();
    };
    click();
    ASSERT_EQ(wishes.size(), 1u);
    EXPECT_EQ(wishes[0].size, 25);
    EXPECT_TRUE(stage.view.computing());
    click();
    EXPECT_EQ(cancelled, 1);
    EXPECT_FALSE(stage.view.computing());
    stage.view.set(bowl());
    click();
    ASSERT_EQ(wishes.size(), 2u);
    EXPECT_EQ(wishes[1].size, 49) << "refined: every second point is one of the old ones";
    EXPECT_EQ(wishes[1].axes, "pca");
    stage.view.stopped("the device was lost");
    stage.options.input = {};
    keep(stage.draw(), "landscape-problem");
    EXPECT_FALSE(stage.view.computing());
}

TEST(LandscapeView, CsvHoldsWhatWasComputed) {
    LandscapeView view;
    EXPECT_EQ(view.csv(), "");
    view.set(bowl(5, 0.4));
    const std::string text = view.csv();
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1 + 10 + 61);
    EXPECT_NE(text.find("grid,"), std::string::npos);
}

TEST(LandscapeView, AFrameCostsLessThanFourMilliseconds) {
    Stage stage;
    stage.options = {.width = 1200, .height = 800, .frames = 20};
    stage.view.set(bowl(65));
    ASSERT_EQ(HeightField(*bowl(65), true).side(), 65);
    struct Timed : View {
        explicit Timed(View& v) : inner(v) {}
        const char* id() const override { return "timed"; }
        bool draw(const Context& context) override {
            const auto begin = std::chrono::steady_clock::now();
            const bool moves = inner.draw(context);
            best = std::min(best, std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
            return moves;
        }
        View& inner;
        double best = 1e9;
    } timed(stage.view);
    ASSERT_TRUE(snapshot(timed, stage.link, stage.theme, stage.options).ok());
    RecordProperty("ms", std::to_string(timed.best));
    EXPECT_LT(timed.best, 4);
}

}  // namespace
}  // namespace saddle::viz

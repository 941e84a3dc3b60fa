// The strip from noise to data in the view.
#include <cmath>

#include "engine/api/inside_csv.h"
#include "tests/viz/inside_answers.h"

namespace saddle::viz {
namespace {

/// Rings that come out of noise in 11 frames, of which so many are there.
std::shared_ptr<const Insight> strip(size_t frames, int64_t channels = 1) {
    Insight inside = answer(InsideWhat::Denoising);
    inside.sample = -1;
    inside.denoising_shown = {50, -1, 1};
    for (size_t f = 0; f < frames; ++f) {
        inside.denoising.noise.push_back(int64_t(1000 - 100 * f));
        Tensor frame = Tensor::zeros({DType::F32, {4, channels, 8, 8}});
        for (size_t i = 0; i < frame.f32.size(); ++i) {
            const double y = double(i / 8 % 8) - 3.5, x = double(i % 8) - 3.5, clean = std::abs(std::hypot(x, y) - 2.5) < 0.8 ? 0.9 : -0.9, noise = 1.5 * std::sin(double(i * i) * 12.9 + double(i / 64));
            frame.f32[i] = float(clean * double(f) / 10 + noise * (1 - double(f) / 10));
        }
        inside.denoising.frames.push_back(std::move(frame));
    }
    return std::make_shared<const Insight>(std::move(inside));
}

std::vector<InsideWhat> of_a_diffusion(const NodeId&) { return {InsideWhat::Denoising, InsideWhat::Gradients}; }

TEST(DenoisingView, FramesStayWhereTheyAreWhileOthersCome) {
    FakeUi ui(900, 360);
    Asking a;
    a.view.looks_of = of_a_diffusion;
    ui.frame(a.view);
    EXPECT_EQ(a.asked.back(), (InsideView::Wish{InsideWhat::Denoising, "", 0, {}}));
    a.view.set(strip(3), false);
    ui.frame(a.view);
    const plot::Rect early = a.view.denoising().tile(1, 2);
    EXPECT_EQ(early.width(), early.height());
    a.view.set(strip(11), true);
    ui.frame(a.view);
    EXPECT_EQ(early.left, a.view.denoising().tile(1, 2).left);
    EXPECT_EQ(early.top, a.view.denoising().tile(1, 2).top);
    EXPECT_LE(a.view.denoising().tile(3, 10).bottom, 360);
    EXPECT_LE(a.view.denoising().tile(3, 10).right, 900);
}

TEST(DenoisingView, ATableHasARowAFrameAndSample) {
    const std::string text = api::inside_csv(*strip(11));
    EXPECT_EQ(text.rfind("noise,sample,0,1,2,", 0), 0u);
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1 + 11 * 4);
}

TEST(DenoisingView, PicturesInBothThemes) {
    for (const char* name : {"dark", "light"})
        for (const int64_t channels : {1, 3}) {
            Asking a;
            a.view.looks_of = of_a_diffusion;
            a.view.choose(InsideWhat::Denoising);
            a.view.set(strip(11, channels), true);
            Link link;
            const auto picture = snapshot(a.view, link, theme_named(name), {.width = 900, .height = 380, .frames = 4, .input = [](int, ImGuiIO& io) { io.MousePos = {420, 200}; }});
            if (!picture.ok()) GTEST_SKIP() << to_string(picture.error());
            keep(*picture, std::string("inside-denoising-") + (channels == 3 ? "colour-" : "") + name);
            EXPECT_GT(distinct_colors(*picture), 60u);
        }
}

}  // namespace
}  // namespace saddle::viz

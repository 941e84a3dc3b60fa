// The kernel views: rows, timeline, roofline, and what links them.
#include <cmath>
#include <map>

#include "tests/viz/fake_ui.h"
#include "tests/viz/recorded_canvas.h"
#include "tests/viz/sample_profile.h"
#include "viz/views/kernels.h"

namespace saddle::viz {
namespace {

using plot::Point;

int call_named(const StepProfile& profile, const std::string& kernel, const std::string& node) {
    for (size_t i = 0; i < profile.kernels.size(); ++i)
        if (profile.kernels[i].kernel == kernel && profile.kernels[i].node == node) return int(i);
    return -1;
}

TEST(KernelRows, AddUpToTheStepWhateverTheGrouping) {
    const auto profile = sample_profile();
    for (KernelGrouping grouping : {KernelGrouping::Calls, KernelGrouping::Nodes, KernelGrouping::Kernels}) {
        double ms = 0, share = 0, calls = 0;
        for (const KernelRow& row : kernel_rows(*profile, grouping)) ms += row.ms, share += row.share, calls += double(row.calls.size());
        EXPECT_NEAR(ms, profile->sum_of_kernels_ms, 1e-9);
        EXPECT_NEAR(share, 1, 1e-9);
        EXPECT_EQ(calls, double(profile->kernels.size()));
    }
    EXPECT_EQ(kernel_rows(*profile, KernelGrouping::Calls).size(), profile->kernels.size());
}

TEST(KernelRows, RatesOfAGroupFollowFromSums) {
    StepProfile profile;
    profile.kernels = {{"matmul", "", "a", ir::Phase::Forward, 1, 0, 0, 1, 2e6, 1e6, 0, 0, 0, 50, "compute"}, {"matmul", "", "b", ir::Phase::Forward, 1, 0, 0, 3, 2e6, 7e6, 0, 0, 0, 10, "memory"}};
    const auto rows = kernel_rows(profile, KernelGrouping::Kernels);
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_DOUBLE_EQ(rows[0].gflops, 4e6 / 4 / 1e6);
    EXPECT_DOUBLE_EQ(rows[0].gbytes_per_s, 2);
    EXPECT_DOUBLE_EQ(rows[0].intensity, 0.5);
    EXPECT_DOUBLE_EQ(rows[0].percent_of_roofline, (50 * 1 + 10 * 3) / 4.0);
    EXPECT_EQ(rows[0].bound, "memory");
}

TEST(KernelRows, SortEveryColumnBothWaysUnknownLast) {
    auto rows = kernel_rows(*sample_profile(), KernelGrouping::Calls);
    rows[3].gflops = std::nan("");
    const auto value = [](const KernelRow& r, KernelColumn c) {
        return c == KernelColumn::Ms ? r.ms : c == KernelColumn::Share ? r.share : c == KernelColumn::Gflops ? r.gflops : c == KernelColumn::Gbytes ? r.gbytes_per_s : c == KernelColumn::Intensity ? r.intensity : r.percent_of_roofline;
    };
    for (KernelColumn column : {KernelColumn::Ms, KernelColumn::Share, KernelColumn::Gflops, KernelColumn::Gbytes, KernelColumn::Intensity, KernelColumn::Roof})
        for (bool descending : {true, false}) {
            sort_rows(rows, column, descending);
            bool unknown = false;
            for (size_t i = 1; i < rows.size(); ++i) {
                const double a = value(rows[i - 1], column), b = value(rows[i], column);
                unknown |= std::isnan(a);
                EXPECT_TRUE(unknown ? std::isnan(b) : std::isnan(b) || (descending ? a >= b : a <= b)) << i;
            }
        }
    sort_rows(rows, KernelColumn::Kernel, false);
    EXPECT_EQ(rows.front().kernel, "avg_pool");
    sort_rows(rows, KernelColumn::Bound, true);
    EXPECT_EQ(rows.front().bound, "memory");
}

TEST(KernelRows, UnmeasuredPeaksAreUnknownNotZero) {
    for (const KernelRow& row : kernel_rows(*sample_profile(false), KernelGrouping::Nodes)) {
        EXPECT_TRUE(std::isnan(row.percent_of_roofline));
        EXPECT_TRUE(row.bound.empty());
    }
    const std::string table = kernels_csv(*sample_profile(false));
    EXPECT_EQ(std::count(table.begin(), table.end(), '\n'), long(sample_profile()->kernels.size()) + 1);
    EXPECT_NE(table.find("conv_forward,conv1,forward,0,0.064,"), std::string::npos) << table;
}

TEST(KernelRows, GroupsHoldTheirNodes) {
    EXPECT_TRUE(belongs_to("head/fc1", "head"));
    EXPECT_TRUE(belongs_to("head/fc1", "head/fc1"));
    EXPECT_FALSE(belongs_to("head2/fc1", "head"));
    EXPECT_FALSE(belongs_to("head", "head/fc1"));
    EXPECT_FALSE(belongs_to("head", ""));
}

TEST(Timeline, EveryBarIsFoundAtItsMiddleAndGapsHoldNothing) {
    const auto profile = sample_profile();
    const plot::Frame frame = timeline::frame({0, 0, 4000, timeline::kHeight}, timeline::extent(*profile));
    for (int i = 0; i < int(profile->kernels.size()); ++i) {
        const plot::Rect bar = timeline::bar(frame, *profile, i);
        EXPECT_EQ(timeline::hit(frame, *profile, middle(bar)), i);
        EXPECT_GE(bar.left, frame.area.left - 0.01f);
        EXPECT_LE(bar.right, frame.area.right + 0.01f);
        EXPECT_EQ(bar.top, timeline::bar(frame, *profile, 0).top + 26 * float(int(profile->kernels[size_t(i)].phase))) << "a lane for each phase";
        if (i + 1 == int(profile->kernels.size())) continue;
        const plot::Rect next = timeline::bar(frame, *profile, i + 1);
        EXPECT_LT(bar.right, next.left) << "one pixel between bars";
        EXPECT_EQ(timeline::hit(frame, *profile, {(bar.right + next.left) / 2 + 1.5f, bar.centre_y()}), -1) << "gap after " << i;
    }
    EXPECT_EQ(timeline::hit(frame, *profile, {10, 40}), -1);
}

TEST(Timeline, TinyKernelsStayVisibleAndZoomedOnesAreNamed) {
    auto profile = std::make_shared<StepProfile>();
    for (int i = 0; i < 3000; ++i) {
        KernelTiming call;
        call.kernel = "add", call.node = "block/sum", call.begin_us = i * 2.0, call.ms = 0.001;
        profile->kernels.push_back(call);
    }
    FakeUi ui;
    plot::RecordedCanvas canvas;
    plot::Frame frame = timeline::frame({0, 0, 500, timeline::kHeight}, timeline::extent(*profile));
    for (int i = 0; i < 3000; i += 100) EXPECT_GE(timeline::bar(frame, *profile, i).width(), 1);
    timeline::paint(canvas, frame, *profile, [](int) { return CallLook{}; }, ui.context);
    EXPECT_FALSE(canvas.says("sum"));
    frame = timeline::frame({0, 0, 500, timeline::kHeight}, {0, 0.01});
    timeline::paint(canvas, frame, *profile, [](int) { return CallLook{}; }, ui.context);
    EXPECT_TRUE(canvas.says("sum"));
    frame = timeline::frame({0, 0, 500, timeline::kHeight}, {0, 0.002});
    timeline::paint(canvas, frame, *profile, [](int) { return CallLook{}; }, ui.context);
    EXPECT_TRUE(canvas.says("add sum"));
    EXPECT_EQ(canvas.clips, 0);
}

TEST(Roofline, MarksLieUnderTheRoofsAndAreHit) {
    const auto profile = sample_profile();
    FakeUi ui;
    plot::RecordedCanvas canvas;
    const plot::Frame frame = roofline::frame(canvas, {0, 0, 2000, 1500}, roofline::intensities(*profile), roofline::rates(*profile), ui.context);
    for (int i = 0; i < int(profile->kernels.size()); ++i) {
        const KernelTiming& call = profile->kernels[size_t(i)];
        if (!roofline::shows(call)) continue;
        const Point at = roofline::place(frame, call);
        EXPECT_TRUE(frame.area.contains(at)) << call.kernel;
        EXPECT_NEAR(frame.y.value(at.y), call.flops / (call.ms * 1e-3), 0.01 * call.flops / (call.ms * 1e-3));
        const int hit = roofline::hit(frame, *profile, at);
        ASSERT_GE(hit, 0);
        EXPECT_LE(profile->kernels[size_t(hit)].ms, call.ms) << "of several the smallest";
    }
    EXPECT_LT(call_named(*profile, "nothing", ""), 0);
    EXPECT_FALSE(roofline::shows(profile->kernels.back())) << "a copy has no FLOPs";
    roofline::paint(canvas, frame, *profile, [](int) { return CallLook{}; }, ui.context);
    EXPECT_TRUE(canvas.says("2.20 TFLOP/s"));
    EXPECT_TRUE(canvas.says("68.0 GB/s memory") || canvas.says("68 GB/s memory"));
    EXPECT_TRUE(canvas.says("240 GB/s cache"));
}

TEST(Roofline, WithoutPeaksThereAreNoRoofs) {
    const auto profile = sample_profile(false);
    FakeUi ui;
    plot::RecordedCanvas canvas;
    roofline::paint(canvas, roofline::frame(canvas, {0, 0, 500, 400}, roofline::intensities(*profile), roofline::rates(*profile), ui.context), *profile, [](int) { return CallLook{}; }, ui.context);
    for (const auto& text : canvas.texts) EXPECT_EQ(text.text.find("B/s"), std::string::npos) << text.text;
    EXPECT_FALSE(canvas.circles.empty());
}

TEST(KernelsView, EmptyUntilAStepWasMeasured) {
    FakeUi ui;
    KernelsView view;
    EXPECT_FALSE(ui.frame(view));
    view.set(std::make_shared<StepProfile>());
    EXPECT_FALSE(ui.frame(view));
    view.set(sample_profile());
    ui.frame(view);
    EXPECT_EQ(view.rows().size(), sample_profile()->kernels.size());
    EXPECT_EQ(view.rows()[0].kernel, "tanh_grad") << "the slowest first";
}

TEST(KernelsView, TimelineSelectsAndTheTableFollows) {
    FakeUi ui(1100, 420);
    KernelsView view;
    const auto profile = sample_profile();
    view.set(profile);
    ui.frame(view);
    const int call = call_named(*profile, "matmul_weight", "head/fc1");
    const Point bar = middle(timeline::bar(view.timeline_frame(), *profile, call));
    ui.hover(view, bar);
    EXPECT_EQ(ui.link.hovered_node, "head/fc1");
    EXPECT_EQ(ui.link.node, "");
    const unsigned before = ui.link.revision;
    ui.click(view, bar);
    EXPECT_EQ(ui.link.node, "head/fc1");
    EXPECT_GT(ui.link.revision, before);
    bool in_sight = false;
    for (size_t row = 0; row < view.rows().size(); ++row) in_sight |= view.rows()[row].node == "head/fc1" && view.table().row_rect(int(row)).height() > 0;
    EXPECT_TRUE(in_sight) << "the table scrolled to the selected node";
    ui.hover(view, {-10, -10});
    EXPECT_EQ(ui.link.hovered_node, "");
    ui.click(view, {view.timeline_frame().area.left + 2, view.timeline_frame().area.bottom - 6});
    EXPECT_EQ(ui.link.node, "") << "a click beside every bar selects nothing";
}

TEST(KernelsView, TableSortsAndSelects) {
    FakeUi ui(1100, 420);
    KernelsView view;
    view.set(sample_profile());
    ui.frame(view);
    ui.click(view, middle(view.table().head_rect(int(KernelColumn::Gflops))));
    EXPECT_EQ(view.rows()[0].kernel, "conv_forward");
    ui.click(view, middle(view.table().head_rect(int(KernelColumn::Gflops))));
    EXPECT_LT(view.rows()[0].gflops, view.rows()[5].gflops);
    ui.click(view, middle(view.table().head_rect(int(KernelColumn::Kernel))));
    EXPECT_EQ(view.rows()[0].kernel, "avg_pool") << "words begin with a";
    ui.click(view, middle(view.table().row_rect(1)));
    EXPECT_EQ(ui.link.node, view.rows()[1].node);
    EXPECT_EQ(ui.link.hovered_node, view.rows()[1].node);
}

TEST(KernelsView, RooflineSelectsToo) {
    FakeUi ui(1100, 420);
    KernelsView view;
    const auto profile = sample_profile();
    view.set(profile);
    ui.frame(view);
    const Point at = roofline::place(view.roofline_frame(), profile->kernels[size_t(call_named(*profile, "softmax_loss", "loss"))]);
    ui.click(view, at);
    EXPECT_EQ(ui.link.node, "loss");
}

TEST(KernelsView, NarrowShowsOneOfTableAndRoofline) {
    FakeUi ui(534, 312);
    KernelsView view;
    view.set(sample_profile());
    ui.frame(view);
    EXPECT_GT(view.table().row_rect(0).height(), 0);
    view.show(KernelsView::Pane::Roofline);
    ui.frame(view);
    EXPECT_GT(view.roofline_frame().area.width(), 400);
}

TEST(KernelsView, ZoomShowsOneDispatchAndComesBack) {
    FakeUi ui(1100, 420);
    KernelsView view;
    const auto profile = sample_profile();
    view.set(profile);
    ui.frame(view);
    const plot::Range whole = view.timeline_frame().x.range;
    const Point bar = middle(timeline::bar(view.timeline_frame(), *profile, 3));
    ui.wheel(view, bar, 20);
    EXPECT_LT(view.timeline_frame().x.range.span(), whole.span() / 10);
    EXPECT_EQ(timeline::hit(view.timeline_frame(), *profile, bar), 3) << "zoomed at the cursor";
    ui.double_click(view, bar);
    EXPECT_EQ(view.timeline_frame().x.range, whole);
}

TEST(KernelsView, AKeptStepStandsBesideTheLaterOnes) {
    FakeUi ui(1100, 420);
    KernelsView view;
    view.set(sample_profile());
    ui.frame(view);
    view.keep_for_comparison(true);
    ui.frame(view);
    for (const ProfileDiff::Row& row : view.comparison().rows()) EXPECT_EQ(row.ratio(), 1) << "with itself";
    auto later = sample_profile();
    std::erase_if(later->kernels, [](const KernelTiming& k) { return k.kernel == "tanh"; });
    later->kernels[size_t(call_named(*later, "conv_weight", "conv2"))].ms *= 2;
    later->kernels[size_t(call_named(*later, "softmax_loss", "loss"))].ms *= 0.25;
    view.set(later);
    ui.frame(view);
    const auto& rows = view.comparison().rows();
    EXPECT_EQ(rows[0].node, "conv2");
    EXPECT_DOUBLE_EQ(rows[0].ratio(), 2);
    EXPECT_TRUE(std::isnan(rows[1].ratio())) << "fused away: " << rows[1].kernel;
    EXPECT_EQ(rows[1].after.calls, 0);
    ui.click(view, middle(view.comparison().table().row_rect(0)));
    EXPECT_EQ(ui.link.node, "conv2");
    EXPECT_EQ(ui.link.hovered_node, "conv2") << "its bar is lit too";
    ui.click(view, middle(view.comparison().table().head_rect(KernelComparison::Ratio)));
    ui.click(view, middle(view.comparison().table().head_rect(KernelComparison::Ratio)));
    EXPECT_DOUBLE_EQ(view.comparison().rows()[0].ratio(), 0.25) << "the fastest first, what is in one step only last";
    EXPECT_TRUE(std::isnan(view.comparison().rows().back().ratio()));
    view.group(KernelGrouping::Kernels);
    double change = 0;
    for (const ProfileDiff::Row& row : view.comparison().rows()) change += row.after.ms - row.before.ms;
    EXPECT_NEAR(change, -0.081 - 0.031 + 0.095 - 0.75 * 0.012, 1e-9);
    view.keep_for_comparison(false);
    ui.frame(view);
    EXPECT_FALSE(view.comparison().active());
}

TEST(KernelTrend, FollowsOnePlanAndForgetsTheOldest) {
    KernelTrend trend;
    auto profile = sample_profile();
    for (int i = 0; i < 100; ++i) {
        profile->step = uint64_t(16 * i);
        profile->kernels[3].ms = 1 + i;
        trend.add(*profile);
        trend.add(*profile);   // the same step again
    }
    EXPECT_EQ(trend.size(), KernelTrend::kKept);
    EXPECT_FLOAT_EQ(float(trend.ms({3}).back()), 100);
    EXPECT_FLOAT_EQ(float(trend.ms({3}).front()), 100 - 63);
    EXPECT_NEAR(trend.ms({3, 0}).back(), 100 + profile->kernels[0].ms, 1e-4);
    profile->kernels.pop_back();
    trend.add(*profile);
    EXPECT_EQ(trend.size(), 1u) << "another plan";
    plot::RecordedCanvas canvas;
    paint_sparkline(canvas, {0, 0, 90, 18}, {1, 1.001, 1}, 1);
    paint_sparkline(canvas, {0, 0, 90, 18}, {1, 2}, 1);
    paint_sparkline(canvas, {0, 0, 90, 18}, {0, 0}, 1);
    ASSERT_EQ(canvas.polylines.size(), 2u);
    EXPECT_NEAR(canvas.polylines[0].points[1].y, 9, 0.5) << "noise stays flat";
    EXPECT_EQ(canvas.polylines[1].points[0].y, 18);
    EXPECT_EQ(canvas.polylines[1].points[1].y, 0);
}

TEST(Advice, NamesWhatCostsAndStaysSilentOtherwise) {
    const auto tr = [](const char* text) { return std::string(text); };
    StepProfile profile;
    EXPECT_TRUE(advise(profile, tr).empty());
    profile.kernels = {{"conv_input_gradient", "", "conv2", ir::Phase::Backward, 1, 0, 0, 5, 1e9, 1e6, 0, 0, 1000, 8, "compute"}, {"matmul", "", "fc1", ir::Phase::Forward, 1, 0, 0, 4, 1e9, 1e6, 0, 0, 1000, 80, "compute"}};
    profile.sum_of_kernels_ms = 9;
    profile.host_ms = 0.1;
    std::vector<Advice> advice = advise(profile, tr);
    ASSERT_EQ(advice.size(), 1u);
    EXPECT_EQ(advice[0].finding, "conv_input_gradient conv2 takes 55 % of the step at 8 % of its roof.");
    EXPECT_EQ(advice[0].node, "conv2");
    profile.gap_ms = 30;
    profile.host_ms = 20;
    advice = advise(profile, tr);
    ASSERT_EQ(advice.size(), 2u) << "the kernel is no tenth of the step any more";
    EXPECT_EQ(advice[0].finding, "Between 2 calls the device waits 51 % of the step.");
    EXPECT_EQ(advice[1].finding, "The host takes 34 % of the step to submit and to wake.");
    for (KernelTiming& call : profile.kernels) call.bound.clear(), call.percent_of_roofline = 0;
    profile.gap_ms = profile.host_ms = 0;
    EXPECT_TRUE(advise(profile, tr).empty()) << "an unknown roof is no slow kernel";
}

TEST(KernelsView, AdviceSelectsItsNode) {
    FakeUi ui(1100, 420);
    KernelsView view;
    auto profile = sample_profile();
    profile->kernels[0].ms = 3, profile->kernels[0].percent_of_roofline = 4;
    profile->sum_of_kernels_ms = 4;
    view.set(profile);
    view.show(KernelsView::Pane::Advice);
    ui.frame(view);
    ui.click(view, {200, 28 + timeline::kHeight + 20});
    EXPECT_EQ(ui.link.node, "conv1");
}

TEST(KernelsView, OffersToMeasurePeaks) {
    FakeUi ui(1100, 420);
    KernelsView view;
    int measured = 0;
    view.measure_peaks = [&] { ++measured; };
    view.set(sample_profile(false));
    ui.frame(view);
    ui.click(view, {1100 - 20, 28 + timeline::kHeight + 13});
    EXPECT_EQ(measured, 1);
    view.set(sample_profile());
    ui.frame(view);
    ui.click(view, {1100 - 20, 28 + timeline::kHeight + 13});
    EXPECT_EQ(measured, 1);
}

TEST(KernelsView, TwoThousandKernelsAFrame) {
    FakeUi ui(1200, 800);
    KernelsView view;
    auto big = std::make_shared<StepProfile>();
    const auto profile = sample_profile();
    for (int i = 0; i < 80; ++i)
        for (KernelTiming call : profile->kernels) {
            call.begin_us += i * 1400;
            call.node = "block" + std::to_string(i) + "/" + call.node;
            big->kernels.push_back(call);
        }
    big->peak_gflops = 2200, big->peak_gbytes_per_s = 68;
    view.set(big);
    ui.frame(view);
    std::printf("%zu kernels: frame %.2f ms\n", big->kernels.size(), ui.frame_ms(view));
}

TEST(KernelsView, ChineseAtOneAndAHalf) {
    static const std::map<std::string, std::string> kWords = {{"forward", "\u524d\u5411"}, {"backward", "\u53cd\u5411"}, {"update", "\u66f4\u65b0"}, {"step", "\u6b65"}, {"kernels", "\u8ba1\u7b97\u6838"}, {"gaps", "\u7a7a\u9699"},
        {"host", "\u4e3b\u673a"}, {"kernel", "\u8ba1\u7b97\u6838"}, {"roof", "\u5c4b\u9876"}, {"bound", "\u74f6\u9888"}, {"compute", "\u8ba1\u7b97"}, {"memory", "\u5185\u5b58"}, {"FLOP/byte", "FLOP/\u5b57\u8282"}};
    const auto translate = [](const char* text) {
        const auto word = kWords.find(text);
        return word == kWords.end() ? std::string(text) : word->second;
    };
    KernelsView view;
    view.set(sample_profile());
    Link link;
    link.node = "head";
    const Theme theme = theme_named("light");
    const auto picture = snapshot(view, link, theme, {.width = 900, .height = 360, .scale = 1.5, .frames = 4, .translate = translate});
    ASSERT_TRUE(picture.ok()) << to_string(picture.error());
    keep(*picture, "kernels-zh");
    EXPECT_EQ(picture->width, 1350);
    EXPECT_GT(distinct_colors(*picture), 100u);
}

TEST(KernelsView, PicturesInBothThemes) {
    for (const char* name : {"dark", "light"}) {
        const Theme theme = theme_named(name);
        for (const bool wide : {true, false}) {
            KernelsView view;
            for (int seen = 0; seen < 12; ++seen) {
                const auto profile = sample_profile(wide);
                profile->step = uint64_t(seen);
                for (size_t i = 0; i < profile->kernels.size(); ++i) profile->kernels[i].ms *= 1 + 0.1 * std::sin(double(i) + seen * 0.7);
                view.set(profile);
            }
            Link link;
            link.node = "conv2";
            const auto picture = snapshot(view, link, theme, {.width = wide ? 1240. : 534., .height = wide ? 420. : 312., .frames = 4, .input = [&](int, ImGuiIO& io) {
                if (wide) io.MousePos = {300, 64};
            }});
            ASSERT_TRUE(picture.ok()) << to_string(picture.error());
            keep(*picture, std::string(wide ? "kernels-" : "kernels-narrow-") + name);
            EXPECT_GT(share_of(*picture, theme.phase.backward), 0.002) << "selected bars are solid";
            EXPECT_GT(share_of(*picture, theme.accent.soft), 0.01) << "rows of the selected node";
            if (!wide) continue;
            view.show(KernelsView::Pane::Advice);
            const auto advice = snapshot(view, link, theme, {.width = 1240, .height = 420});
            ASSERT_TRUE(advice.ok()) << to_string(advice.error());
            keep(*advice, std::string("kernels-advice-") + name);
            view.keep_for_comparison(true);
            view.show(KernelsView::Pane::Table);
            auto later = sample_profile();
            std::erase_if(later->kernels, [](const KernelTiming& k) { return k.kernel == "tanh"; });
            view.set(later);
            const auto comparison = snapshot(view, link, theme, {.width = 1240, .height = 420});
            ASSERT_TRUE(comparison.ok()) << to_string(comparison.error());
            keep(*comparison, std::string("kernels-comparison-") + name);
            EXPECT_GT(share_of(*comparison, theme.accent.soft), 0.01) << "rows of the selected node";
        }
    }
}

}  // namespace
}  // namespace saddle::viz

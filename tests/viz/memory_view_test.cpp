// The memory view: lifetimes, the peak, and the tensor under the pointer.
#include "tests/viz/fake_ui.h"
#include "tests/viz/recorded_canvas.h"
#include "tests/viz/sample_profile.h"
#include "viz/views/memory.h"

namespace saddle::viz {
namespace {

using memory_map::Along;
using plot::Point;

TEST(MemoryMap, LiveBytesEqualTheSumOfWhatIsAlive) {
    const auto profile = sample_profile();
    const std::vector<double> live = memory_map::live_bytes(*profile);
    ASSERT_EQ(live.size(), profile->kernels.size());
    for (int call = 0; call < int(live.size()); ++call) {
        double bytes = 0;
        for (const auto& value : profile->memory) bytes += value.first <= call && call <= value.last ? double(value.bytes) : 0;
        EXPECT_EQ(live[size_t(call)], bytes) << call;
        double listed = 0, before = 1e300;
        for (int i : memory_map::alive_at(*profile, call)) {
            listed += double(profile->memory[size_t(i)].bytes);
            EXPECT_LE(double(profile->memory[size_t(i)].bytes), before) << "the largest first";
            before = double(profile->memory[size_t(i)].bytes);
        }
        EXPECT_EQ(listed, bytes);
    }
    EXPECT_EQ(memory_map::peak_call({1, 5, 3, 5}), 1);
    EXPECT_EQ(memory_map::peak_call({}), -1);
}

TEST(MemoryMap, PositionsAndCallsAreInverse) {
    const auto profile = sample_profile();
    for (Along along : {Along::Calls, Along::Time}) {
        for (int call = 0; call < int(profile->kernels.size()); ++call) {
            const double x = memory_map::begin_of(*profile, along, call);
            EXPECT_EQ(memory_map::call_at(*profile, along, x + 1e-6), call);
        }
        EXPECT_EQ(memory_map::call_at(*profile, along, -0.1), -1);
        EXPECT_EQ(memory_map::call_at(*profile, along, 1e6), -1);
    }
}

TEST(MemoryMap, EveryTensorIsFoundAtItsMiddle) {
    const auto profile = sample_profile();
    FakeUi ui;
    plot::RecordedCanvas canvas;
    for (Along along : {Along::Calls, Along::Time}) {
        const plot::Frame frame = memory_map::frame(canvas, {0, 0, 1200, 3000}, *profile, along, memory_map::extent(*profile, along), {0, double(profile->arena_bytes)}, ui.context);
        for (int i = 0; i < int(profile->memory.size()); ++i) {
            const plot::Rect rect = memory_map::place(frame, *profile, along, i);
            EXPECT_EQ(memory_map::hit(frame, *profile, along, middle(rect)), i);
            EXPECT_GE(rect.left, frame.area.left - 0.01f);
            EXPECT_LE(rect.right, frame.area.right + 0.01f);
        }
    }
}

TEST(MemoryMap, NumbersAreNamedByWhatMakesThem) {
    auto profile = sample_profile();
    profile->memory = {{"%5", "conv1", 0, 8, 0, 3}, {"%9", "head", 8, 8, 6, 7}, {"%7", "conv2", 16, 8, 0, 3}, {"image", "", 24, 8, 0, 1}, {"%3", "", 32, 8, 0, 1}};
    const std::pair<const char*, const char*> expected[] = {{"conv1", "conv_forward %5"}, {"head", "matmul %9"}, {"conv2", "%7"}, {"image", ""}, {"%3", ""}};
    for (int i = 0; i < 5; ++i) {
        const memory_map::ValueName name = memory_map::name_of(*profile, i);
        EXPECT_EQ(name.node, expected[i].first);
        EXPECT_EQ(name.rest, expected[i].second);
    }
}

TEST(MemoryView, EmptyWithoutAPlan) {
    FakeUi ui;
    MemoryView view;
    EXPECT_FALSE(ui.frame(view));
    view.set(std::make_shared<StepProfile>());
    EXPECT_FALSE(ui.frame(view));
    auto planned = sample_profile();
    planned->kernels.clear();   // a plan that never ran
    view.set(planned);
    ui.frame(view);
    ui.hover(view, middle(view.frame().area));
    view.show_along(Along::Time);
    ui.frame(view);
}

TEST(MemoryView, ListsThePeakAndWhatIsUnderThePointer) {
    FakeUi ui(1000, 420);
    MemoryView view;
    const auto profile = sample_profile();
    view.set(profile);
    ui.frame(view);
    EXPECT_EQ(view.listed(), memory_map::alive_at(*profile, view.peak()));
    const Point first{view.frame().at(0.5, 0).x, view.frame().area.bottom - 4};
    ui.hover(view, first);
    EXPECT_EQ(view.listed().size(), 1u) << "only the first output lives at the first call";
    EXPECT_EQ(ui.link.hovered_node, "conv1");
    ui.click(view, first);
    EXPECT_EQ(ui.link.node, "conv1");
    ui.hover(view, {-1, -1});
    EXPECT_EQ(ui.link.hovered_node, "");
    EXPECT_EQ(view.listed().size(), memory_map::alive_at(*profile, view.peak()).size());
}

TEST(MemoryView, CsvHasARowForEachTensor) {
    MemoryView view;
    EXPECT_EQ(view.csv(), "tensor,node,offset,bytes,first_call,last_call\n");
    view.set(sample_profile());
    const std::string table = view.csv();
    EXPECT_EQ(std::count(table.begin(), table.end(), '\n'), long(sample_profile()->memory.size()) + 1);
    EXPECT_NE(table.find("conv1.out,conv1,0,1401024,0,23\n"), std::string::npos) << table;
}

TEST(MemoryView, PicturesInBothThemes) {
    for (const char* name : {"dark", "light"}) {
        MemoryView view;
        view.set(sample_profile());
        Link link;
        link.node = "conv2";
        const Theme theme = theme_named(name);
        const auto picture = snapshot(view, link, theme, {.width = 900, .height = 380, .frames = 4, .input = [](int, ImGuiIO& io) { io.MousePos = {240, 300}; }});
        ASSERT_TRUE(picture.ok()) << to_string(picture.error());
        keep(*picture, std::string("memory-") + name);
        EXPECT_GT(share_of(*picture, theme.phase.forward), 0.005) << "the selected tensor is solid";
    }
}

}  // namespace
}  // namespace saddle::viz

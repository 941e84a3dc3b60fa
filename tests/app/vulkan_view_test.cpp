// The widget around a live view: input reaches ImGui through real events, frames arrive without the UI thread ever
// waiting for the GPU, and what cannot be drawn is explained.
#include <gtest/gtest.h>
#include <imgui.h>
#include <vulkan/vulkan.h>

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QInputMethodEvent>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>
#include <QWheelEvent>
#include <cmath>
#include <set>

#include "app/bridge/vulkan_view.h"
#include "engine/api/files.h"
#include "engine/api/gpu.h"
#include "viz/views/landscape.h"

namespace saddle::app {
namespace {

viz::Theme theme(const char* name) {
    viz::Theme theme;
    std::string error;
    EXPECT_TRUE(viz::read_theme(read_file(SADDLE_SOURCE_DIR "/app/shell/theme/tokens.json").value(), name, theme, error)) << error;
    return theme;
}

/// A button, a text field and a panel that follows the mouse; remembers where they are, so that no test guesses.
struct Probe : viz::View {
    const char* id() const override { return "probe"; }
    bool draw(const viz::Context& context) override {
        ImGui::SetCursorPos({10, 10});
        if (ImGui::Button("Press", {120, 26})) {
            ++clicks;
            context.link.node = "conv1";
            ++context.link.revision;
        }
        button = QPoint(int(ImGui::GetItemRectMin().x) + 60, int(ImGui::GetItemRectMin().y) + 13);
        ImGui::SetCursorPosX(10);
        ImGui::SetNextItemWidth(200);
        ImGui::InputText("##text", text, sizeof text);
        field = QPoint(int(ImGui::GetItemRectMin().x) + 20, int(ImGui::GetItemRectMin().y) + 10);
        mouse = ImGui::GetIO().MousePos;
        doubles += ImGui::IsMouseDoubleClicked(0);
        wheel += ImGui::GetIO().MouseWheel;
        display = ImGui::GetIO().DisplaySize;
        ImGui::SetCursorPos({10, 80});
        ImGui::Text("%d", value);
        ++draws;
        return false;
    }
    int clicks = 0, doubles = 0, draws = 0, value = 0;
    float wheel = 0;
    char text[64] = "";
    QPoint button, field;
    ImVec2 mouse, display;
};

class VulkanViewTest : public testing::Test {
protected:
    void SetUp() override {
        host_.setTheme(theme("dark"));
        host_.resize(400, 200);
        host_.show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&host_));
        ASSERT_TRUE(QTest::qWaitFor([&] { return host_.frames() > 0; })) << host_.problem().toStdString();
        settle();
    }
    void settle() {
        int seen = -1;
        while (seen != probe_.draws) {
            seen = probe_.draws;
            QTest::qWait(120);
        }
    }
    Probe probe_;
    viz::Link link_;
    VulkanView host_{probe_, link_};
};

TEST_F(VulkanViewTest, GrabIsComplete) {
    const QImage image = host_.grab().toImage();
    ASSERT_EQ(image.size(), QSize(400, 200));
    std::set<QRgb> colors;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) colors.insert(image.pixel(x, y));
    EXPECT_GT(colors.size(), 20u);
    EXPECT_EQ(image.pixel(399, 199), 0xff191e22u);  // the panel of the dark theme
    host_.setTheme(theme("light"));
    settle();
    EXPECT_EQ(host_.grab().toImage().pixel(399, 199), 0xfff8fafbu);
}

TEST_F(VulkanViewTest, ClicksBetweenTwoFramesAreNotLost) {
    QSignalSpy linked(&host_, &VulkanView::linkChanged);
    for (int i = 0; i < 3; ++i) QTest::mouseClick(&host_, Qt::LeftButton, {}, probe_.button);  // no frame in between
    settle();
    EXPECT_EQ(probe_.clicks, 3);
    EXPECT_EQ(link_.node, "conv1");
    EXPECT_GE(linked.count(), 1);
    QTest::mouseDClick(&host_, Qt::LeftButton, {}, QPoint(300, 150));
    settle();
    EXPECT_EQ(probe_.doubles, 1);
}

TEST_F(VulkanViewTest, KeysWheelAndInputMethodArrive) {
    QTest::mouseClick(&host_, Qt::LeftButton, {}, probe_.field);
    settle();
    EXPECT_TRUE(host_.inputMethodQuery(Qt::ImEnabled).toBool());
    EXPECT_TRUE(host_.inputMethodQuery(Qt::ImCursorRectangle).toRect().isValid());
    EXPECT_EQ(host_.cursor().shape(), Qt::IBeamCursor);
    QTest::keyClicks(&host_, "relx");
    QTest::keyClick(&host_, Qt::Key_Backspace);
    QTest::keyClicks(&host_, "u");
    QInputMethodEvent commit;
    commit.setCommitString(QString::fromUtf8("\xe5\xb1\x82"));
    QApplication::sendEvent(&host_, &commit);
    settle();
    EXPECT_STREQ(probe_.text, "relu\xe5\xb1\x82");
    QWheelEvent wheel({300, 150}, host_.mapToGlobal(QPointF(300, 150)), {}, {0, 240}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&host_, &wheel);
    settle();
    EXPECT_EQ(probe_.wheel, 2);
}

TEST_F(VulkanViewTest, LeavingEndsHovering) {
    QTest::mouseMove(&host_, QPoint(250, 120));
    settle();
    EXPECT_EQ(probe_.mouse.x, 250);
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(&host_, &leave);
    settle();
    EXPECT_LT(probe_.mouse.x, -1000);
}

TEST_F(VulkanViewTest, ResizedPicturesFillTheWidget) {
    host_.resize(613, 277);
    settle();
    EXPECT_EQ(probe_.display.x, 613);
    EXPECT_EQ(host_.grab().toImage().pixel(612, 276), 0xff191e22u);
}

TEST_F(VulkanViewTest, NothingIsDrawnWithoutACause) {
    const int draws = probe_.draws, frames = host_.frames();
    QTest::qWait(300);
    EXPECT_EQ(probe_.draws, draws);
    host_.refresh();  // asked, but nothing has changed: no pixels are made
    settle();
    EXPECT_GT(probe_.draws, draws);
    EXPECT_EQ(host_.frames(), frames);
    probe_.value = 7;
    host_.refresh();
    settle();
    EXPECT_EQ(host_.frames(), frames + 1);
}

TEST_F(VulkanViewTest, TrainingOnACpuDeviceSlowsNewValuesOnly) {
    if (!open_gpu("auto")->cpu) GTEST_SKIP() << "not a CPU device";
    const auto frames_in_a_second = [&](auto cause) {
        settle();
        const int before = probe_.draws;
        QElapsedTimer clock;
        clock.start();
        while (clock.elapsed() < 1000) {
            ++probe_.value;
            cause();
            QTest::qWait(10);
        }
        return probe_.draws - before;
    };
    host_.setTraining(true);
    EXPECT_LE(frames_in_a_second([&] { host_.refresh(); }), 9);
    int x = 0;
    EXPECT_GT(frames_in_a_second([&] { QTest::mouseMove(&host_, QPoint(100 + ++x % 100, 150)); }), 12);
}

/// Holds up everything that is submitted to the shared queue after it, until released.
class QueueBlock {
public:
    QueueBlock() : gpu_(open_gpu("auto").value()), device_(static_cast<VkDevice>(gpu_.device)) {
        VkSemaphoreTypeCreateInfo type{VK_STRUCTURE_TYPE_SEMAPHORE_TYPE_CREATE_INFO};
        type.semaphoreType = VK_SEMAPHORE_TYPE_TIMELINE;
        const VkSemaphoreCreateInfo info{VK_STRUCTURE_TYPE_SEMAPHORE_CREATE_INFO, &type};
        vkCreateSemaphore(device_, &info, nullptr, &gate_);
        VkSemaphoreSubmitInfo wait{VK_STRUCTURE_TYPE_SEMAPHORE_SUBMIT_INFO};
        wait.semaphore = gate_;
        wait.value = 1;
        wait.stageMask = VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT;
        VkSubmitInfo2 submit{VK_STRUCTURE_TYPE_SUBMIT_INFO_2};
        submit.waitSemaphoreInfoCount = 1;
        submit.pWaitSemaphoreInfos = &wait;
        const std::lock_guard lock(*gpu_.lock);
        vkQueueSubmit2(static_cast<VkQueue>(gpu_.queue), 1, &submit, VK_NULL_HANDLE);
    }
    void release() {
        VkSemaphoreSignalInfo info{VK_STRUCTURE_TYPE_SEMAPHORE_SIGNAL_INFO};
        info.semaphore = gate_;
        info.value = 1;
        vkSignalSemaphore(device_, &info);
    }
    ~QueueBlock() {
        const std::lock_guard lock(*gpu_.lock);
        vkQueueWaitIdle(static_cast<VkQueue>(gpu_.queue));
        vkDestroySemaphore(device_, gate_, nullptr);
    }

private:
    GpuHandles gpu_;
    VkDevice device_;
    VkSemaphore gate_ = VK_NULL_HANDLE;
};

TEST_F(VulkanViewTest, TheUiThreadNeverWaitsForTheGpu) {
    QueueBlock block;
    const int frames = host_.frames();
    probe_.value = 42;
    host_.refresh();
    int ticks = 0;
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, [&] { ++ticks; });
    timer.start(5);
    QElapsedTimer clock;
    clock.start();
    QTest::qWait(300);
    host_.resize(500, 300);  // a new size while a frame is stuck: nothing may be destroyed or waited for
    QTest::qWait(100);
    EXPECT_GT(probe_.draws, 0);
    EXPECT_EQ(host_.frames(), frames) << "the queue is held up";
    EXPECT_GT(ticks, 20) << "the event loop went on in " << clock.elapsed() << " ms";
    block.release();
    EXPECT_TRUE(QTest::qWaitFor([&] { return host_.frames() > frames; }));
    settle();
}

TEST_F(VulkanViewTest, AWidgetMayGoWhileItsFrameIsOnTheWay) {
    auto* probe = new Probe;
    auto* second = new VulkanView(*probe, link_);
    second->setTheme(theme("light"));
    second->resize(300, 200);
    second->show();
    ASSERT_TRUE(QTest::qWaitFor([&] { return second->frames() > 0; }));
    {
        QueueBlock block;
        probe->value = 1;
        second->refresh();
        QTest::qWait(100);
        delete second;
        delete probe;
        block.release();
    }
    probe_.value = 3;  // the other view lives on and lets go of what was left
    host_.refresh();
    settle();
    EXPECT_GT(host_.frames(), 0);
}

TEST(LandscapeInAWindow, TheMouseTurnsItAndReadsIt) {
    auto grid = std::make_shared<LandscapeGrid>();
    grid->size = 9;
    grid->centre_loss = 0.1;
    grid->done = 1;
    for (int k = 0; k < 81; ++k) grid->loss.push_back(0.1f + 0.05f * float((k % 9 - 4) * (k % 9 - 4) + (k / 9 - 4) * (k / 9 - 4)));
    viz::LandscapeView view;
    view.set(grid);
    viz::Link link;
    VulkanView host(view, link);
    host.setTheme(theme("dark"));
    host.resize(420, 320);
    host.show();
    ASSERT_TRUE(QTest::qWaitFor([&] { return host.frames() > 0; })) << host.problem().toStdString();
    const viz::Camera home = view.camera();
    const QImage before = host.grab().toImage();
    QTest::mousePress(&host, Qt::LeftButton, {}, QPoint(200, 180));
    for (int x = 210; x <= 300; x += 10) {
        QTest::mouseMove(&host, QPoint(x, 180));
        QTest::qWait(20);
    }
    QTest::mouseRelease(&host, Qt::LeftButton, {}, QPoint(300, 180));
    EXPECT_TRUE(QTest::qWaitFor([&] { return std::abs(view.camera().yaw - home.yaw + 100 * 0.008f) < 0.1f; })) << "turned as far as the mouse went";
    QTest::qWait(200);
    EXPECT_NE(host.grab().toImage(), before);
    QTest::mouseDClick(&host, Qt::LeftButton, {}, QPoint(200, 180));  // a lone MouseButtonDblClick
    QTest::mouseRelease(&host, Qt::LeftButton, {}, QPoint(200, 180));
    EXPECT_TRUE(QTest::qWaitFor([&] { return view.camera() == home; }));
    QTest::qWait(200);
    const viz::plot::Point at = view.points().grid[22];
    QTest::mouseMove(&host, QPoint(int(std::lround(at.x)), int(std::lround(at.y))));
    EXPECT_TRUE(QTest::qWaitFor([&] { return view.hovered_cell() == 22; })) << view.hovered_cell();
    host.setFocus();
    QTest::keyClick(&host, Qt::Key_Left);
    EXPECT_TRUE(QTest::qWaitFor([&] { return !(view.camera() == home); })) << "arrows turn it too";
    host.grab().save("pictures/landscape-in-a-window.png");
}

TEST(VulkanViewWithoutDevice, SaysWhyAndWhatToDo) {
    // The loader reads this once a process; CTest gives each test its own.
    qputenv("VK_ICD_FILENAMES", "/nonexistent.json");
    qputenv("VK_DRIVER_FILES", "/nonexistent.json");
    if (open_gpu("auto").ok()) GTEST_SKIP() << "an earlier test of this process has found the driver";
    Probe probe;
    viz::Link link;
    VulkanView host(probe, link);
    host.setTheme(theme("dark"));
    host.resize(400, 300);
    host.show();
    ASSERT_TRUE(QTest::qWaitFor([&] { return !host.problem().isEmpty(); }));
    const QImage image = host.grab().toImage();
    QDir().mkpath("pictures");
    image.save("pictures/vulkan-view-without-device.png");
    int ink = 0;
    for (int y = 60; y < 180; ++y)
        for (int x = 0; x < image.width(); ++x) ink += image.pixel(x, y) != 0xff191e22u;
    EXPECT_GT(ink, 300) << "the reason is written on the widget";
    EXPECT_EQ(probe.draws, 0);
    QTest::mouseClick(&host, Qt::LeftButton, {}, QPoint(10, 10));  // trying again does no harm
    ASSERT_TRUE(QTest::qWaitFor([&] { return !host.problem().isEmpty(); }));
}

}  // namespace
}  // namespace saddle::app

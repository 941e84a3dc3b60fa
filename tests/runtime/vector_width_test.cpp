// The choice of the CPU driver's vector width: every way in which a trial can go, and the real trial.
#include "engine/runtime/vulkan/vector_width.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <thread>

#include "engine/core/file.h"
#include "engine/core/process.h"

namespace saddle::runtime {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

class VectorWidthChoice : public testing::Test {
protected:
    void SetUp() override {
        folder_ = fs::temp_directory_path() / ("saddle-width-" + std::to_string(getpid()));
        fs::create_directories(folder_);
    }
    void TearDown() override { fs::remove_all(folder_); }
    std::string path(const char* name) const { return (folder_ / name).string(); }
    /// A stand-in for saddle-selftest; $W is "512" or empty. Each run leaves a line in `runs`.
    std::string program(const std::string& script) {
        const std::string file = path("selftest");
        EXPECT_TRUE(write_file(file, "#!/bin/sh\nW=$LP_NATIVE_VECTOR_WIDTH\necho x >> " + path("runs") + "\n" + script + "\n").ok());
        fs::permissions(file, fs::perms::owner_all);
        return file;
    }
    VectorWidth choice(const std::string& script) { return try_widths(program(script), milliseconds(3000)); }
    long runs() {
        const std::string text = read_file(path("runs")).value();
        return std::count(text.begin(), text.end(), '\n');
    }
    fs::path folder_;
};

TEST_F(VectorWidthChoice, TheFasterWidthWinsWhenBothPass) {
    EXPECT_EQ(choice("[ \"$W\" = 512 ] && echo 2.0 lavapipe 9 || echo 3.0 lavapipe 9").bits, 512);
    const VectorWidth slower = choice("[ \"$W\" = 512 ] && echo 3.5 lavapipe 9 || echo 3.0 lavapipe 9");
    EXPECT_EQ(slower.bits, 0);
    EXPECT_NE(slower.reason.find("3.50 ms"), std::string::npos) << slower.reason;
    EXPECT_NE(slower.reason.find("lavapipe 9"), std::string::npos) << slower.reason;
}

TEST_F(VectorWidthChoice, WrongResultsCrashesHangsAndNoiseKeepTheDefault) {
    const std::pair<const char*, const char*> cases[] = {
        {"echo fc1.weight differs; exit 1", "fc1.weight differs"}, {"kill -ILL $$", "signal 4"}, {"sleep 60", "did not end within"}, {"echo nonsense", "answered 'nonsense"}, {"echo nan lavapipe", "answered 'nan"}};
    for (const auto& [wide, says] : cases) {
        const VectorWidth width = choice(std::string("[ \"$W\" = 512 ] || { echo 3.0 lavapipe; exit 0; }\n") + wide);
        EXPECT_EQ(width.bits, 0) << wide;
        EXPECT_NE(width.reason.find(says), std::string::npos) << width.reason;
    }
    EXPECT_EQ(try_widths(path("missing"), milliseconds(1000)).bits, 0);
}

TEST_F(VectorWidthChoice, IsTriedOnceAndRememberedAlsoByThoseWhoAskAtOnce) {
    const std::string good = program("[ \"$W\" = 512 ] && echo 2.0 lavapipe || echo 3.0 lavapipe");
    VectorWidth widths[4];
    std::vector<std::thread> threads;
    for (VectorWidth& width : widths) threads.emplace_back([&] { width = remembered_width(path("kept"), good, milliseconds(10000)); });
    for (std::thread& thread : threads) thread.join();
    for (const VectorWidth& width : widths) {
        EXPECT_EQ(width.bits, 512);
        EXPECT_EQ(width.reason, widths[0].reason);
    }
    EXPECT_EQ(runs(), 6) << "three rounds of two widths";
    EXPECT_EQ(remembered_width(path("no/such/folder/kept"), good, milliseconds(1000)).bits, 0);
    EXPECT_EQ(runs(), 6) << "what cannot be remembered is not tried";
}

TEST(SelfTest, TheDriverPassesAtBothWidths) {
    const auto devices = list_devices();
    if (std::none_of(devices.begin(), devices.end(), [](const DeviceListing& d) { return d.profile.device_class == DeviceClass::Cpu; })) GTEST_SKIP() << "no CPU driver";
    for (const char* bits : {"256", "512"}) {
        if (std::string(bits) == "512" && vector_width().reason.find("AVX-512") != std::string::npos) continue;
        const auto output = run_process({{program_folder() + "saddle-selftest"}, {{"LP_NATIVE_VECTOR_WIDTH", bits}}, milliseconds(90000)});
        ASSERT_TRUE(output.ok()) << bits << ": " << to_string(output.error());
        std::printf("%s bits: %s\n", bits, output->c_str());
    }
}

TEST(SelfTest, TheProgramRunsAtTheChosenWidth) {
    for (const DeviceListing& device : list_devices())
        if (device.profile.driver.rfind("llvmpipe", 0) == 0 && vector_width().bits > 0) {
            EXPECT_EQ(device.profile.subgroup_size * 32, uint32_t(vector_width().bits));
            EXPECT_NE(device.profile.name.find(std::to_string(vector_width().bits) + " bits"), std::string::npos) << "peaks are kept by this name";
        }
}

}  // namespace
}  // namespace saddle::runtime

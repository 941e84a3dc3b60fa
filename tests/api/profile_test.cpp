// A profile's numbers: they add up to the step, and no kernel passes its roof.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>

#include "datasets/open.h"
#include "engine/api/devices.h"
#include "engine/api/run.h"

namespace saddle {
namespace {

namespace fs = std::filesystem;

class Profile : public testing::Test {
protected:
    void SetUp() override {
        store_ = fs::temp_directory_path() / ("saddle-profile-" + std::to_string(getpid()) + ".sqlite");
        setenv("XDG_DATA_HOME", (fs::temp_directory_path() / "saddle-test-data").c_str(), 1);  // digits generated once for all tests
        if (const auto device = runtime::open_vulkan("auto"); !device.ok()) GTEST_SKIP() << device.error().message;
        request_.project = load_project(SADDLE_SOURCE_DIR "/projects/vision/lenet5.json").value();
        request_.open_data = datasets::open_data;
        request_.store_path = store_.string();
    }
    void TearDown() override {
        for (const char* suffix : {"", "-wal", "-shm"}) fs::remove(store_.string() + suffix);
    }
    fs::path store_;
    ProfileRequest request_;
};

TEST_F(Profile, KernelsGapsAndHostAddUpToTheUntimedStep) {
    // Medians of steps in turn, with and without timestamps. A busy machine disturbs both: more steps, then again.
    double off = 1;
    for (request_.steps = 60; off > 0.05 && request_.steps <= 960; request_.steps *= 2) {
        const auto profile = api::profile(request_);
        ASSERT_TRUE(profile.ok()) << to_string(profile.error());
        double kernels = 0;
        for (const KernelTiming& k : profile->kernels) {
            EXPECT_GT(k.ms, 0) << k.node << " " << k.kernel;
            kernels += k.ms * k.calls;
        }
        EXPECT_NEAR(kernels, profile->sum_of_kernels_ms, 1e-6);
        EXPECT_GT(profile->host_ms, 0);
        off = std::abs(profile->sum_of_kernels_ms + profile->gap_ms + profile->host_ms - profile->step_ms) / profile->step_ms;
        std::printf("%d steps: kernels %.3f + gaps %.3f + host %.3f ms against %.3f ms: %.1f %% apart\n", request_.steps, profile->sum_of_kernels_ms, profile->gap_ms,
                    profile->host_ms, profile->step_ms, 100 * off);
    }
    EXPECT_LE(off, 0.05) << "in five attempts";
}

TEST_F(Profile, PeaksAreMeasuredOnceStoredAndNoKernelPassesItsRoof) {
    request_.steps = 20;
    const auto first = api::profile(request_);
    ASSERT_TRUE(first.ok()) << to_string(first.error());
    for (const KernelTiming& k : first->kernels) {
        EXPECT_GT(k.percent_of_roofline, 0) << k.node << " " << k.kernel;
        EXPECT_LE(k.percent_of_roofline, 105) << k.node << " " << k.kernel << " " << k.gflops << " GFLOP/s " << k.gbytes_per_s << " GB/s";
        EXPECT_TRUE(k.bound == "compute" || k.bound == "memory" || k.bound == "cache") << k.bound;
    }
    const auto device = runtime::open_vulkan("auto").value();
    const auto known = api::known_peaks(runtime::profile_of(*device), store_.string());
    ASSERT_TRUE(known);
    EXPECT_EQ(known->gflops, first->peak_gflops);
    EXPECT_GT(known->gflops, 1);
    EXPECT_GT(known->gbytes_per_s, 0.1);
    EXPECT_GE(known->cache_bytes > 0 ? known->cache_gbytes_per_s : known->gbytes_per_s, known->gbytes_per_s);
}

}  // namespace
}  // namespace saddle

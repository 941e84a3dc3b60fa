// The views draw on the very device that trains.
#include <gtest/gtest.h>

#include "engine/api/gpu.h"
#include "engine/runtime/vulkan/vulkan_device.h"

namespace saddle {
namespace {

TEST(Gpu, ViewsAndExecutorsShareOneDevice) {
    const auto gpu = open_gpu("auto");
    ASSERT_TRUE(gpu.ok()) << to_string(gpu.error());
    const auto engine = runtime::open_vulkan("auto");
    ASSERT_TRUE(engine.ok());
    EXPECT_EQ(gpu->device, (*engine)->device);
    EXPECT_EQ(gpu->queue, (*engine)->queue);
    EXPECT_EQ(gpu->lock, &(*engine)->mutex);
    const auto listed = runtime::list_devices();
    ASSERT_GE(listed.size(), 2u);
    size_t preferred = 0;
    while (!listed[preferred].problem.empty()) ++preferred;
    const auto numbered = runtime::open_vulkan(listed[preferred].id);  // the same device by its number
    ASSERT_TRUE(numbered.ok());
    EXPECT_EQ(numbered->get(), engine->get());
}

TEST(Gpu, UnknownDevicesAreNamed) {
    const auto gpu = open_gpu("vulkan:77");
    ASSERT_FALSE(gpu.ok());
    EXPECT_EQ(gpu.error().kind, ErrorKind::NoDevice);
    EXPECT_NE(gpu.error().message.find("vulkan:77"), std::string::npos);
    EXPECT_EQ(open_gpu("cuda").error().kind, ErrorKind::Usage);
}

}  // namespace
}  // namespace saddle

// The validation layer is on and looks: calls that are wrong on purpose must be reported. (That right calls are not is
// checked where they are made: the conformance and training tests run a second time under SADDLE_VALIDATION=1.)
#include <gtest/gtest.h>

#include <cstdlib>

#include "engine/core/log.h"
#include "engine/runtime/vulkan/vulkan_device.h"

namespace saddle::runtime {
namespace {

const int kOn = setenv("SADDLE_VALIDATION", "1", 1);  // before the process makes its one instance

class Validation : public testing::Test {
protected:
    void SetUp() override {
        ASSERT_EQ(kOn, 0);
        set_log_sink([this](Severity, const std::string& text) { said_ += text + "\n"; });
        auto opened = open_vulkan("auto");
        if (!opened.ok()) {
            ASSERT_EQ(opened.error().message.find("is not installed"), std::string::npos) << to_string(opened.error());
            GTEST_SKIP() << to_string(opened.error());
        }
        device_ = *opened;
        a_ = std::move(Buffer::make(device_, 1024)).value();
        b_ = std::move(Buffer::make(device_, 1024)).value();
        VkCommandPoolCreateInfo pool{VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO};
        pool.queueFamilyIndex = device_->family;
        ASSERT_EQ(vkCreateCommandPool(device_->device, &pool, nullptr, &pool_), VK_SUCCESS);
        VkCommandBufferAllocateInfo allocate{VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO};
        allocate.commandPool = pool_;
        allocate.commandBufferCount = 1;
        ASSERT_EQ(vkAllocateCommandBuffers(device_->device, &allocate, &commands_), VK_SUCCESS);
        const VkCommandBufferBeginInfo begin{VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO};
        vkBeginCommandBuffer(commands_, &begin);
    }
    void TearDown() override {
        if (pool_) vkDestroyCommandPool(device_->device, pool_, nullptr);
        set_log_sink({});
    }
    void copy(const Buffer& from, const Buffer& to, VkDeviceSize bytes) {
        const VkBufferCopy region{0, 0, bytes};
        vkCmdCopyBuffer(commands_, from.handle, to.handle, 1, &region);
    }

    std::string said_;
    std::shared_ptr<VulkanDevice> device_;
    Buffer a_, b_;
    VkCommandPool pool_ = VK_NULL_HANDLE;
    VkCommandBuffer commands_ = VK_NULL_HANDLE;
};

TEST_F(Validation, ACopyBeyondTheBufferIsReported) {
    const int before = validation_errors();
    copy(a_, b_, 4096);
    vkEndCommandBuffer(commands_);
    EXPECT_GT(validation_errors(), before);
    EXPECT_NE(said_.find("vkCmdCopyBuffer"), std::string::npos) << said_;
}

TEST_F(Validation, AMissingBarrierIsReported) {
    const int before = validation_errors();
    copy(a_, b_, 1024);
    copy(b_, a_, 1024);  // reads what the first one writes
    vkEndCommandBuffer(commands_);
    EXPECT_GT(validation_errors(), before);
    EXPECT_NE(said_.find("SYNC-HAZARD"), std::string::npos) << said_;
}

TEST_F(Validation, ACorrectCopyIsNot) {
    const int before = validation_errors();
    copy(a_, b_, 1024);
    vkEndCommandBuffer(commands_);
    EXPECT_EQ(validation_errors(), before) << said_;
}

}  // namespace
}  // namespace saddle::runtime

#pragma once
// A plan's step as command buffers: one a segment, with descriptors, barriers where a hazard asks for one, timestamps
// when timed, and the results copied out at the end.
#include <map>

#include "engine/runtime/vulkan/vulkan_device.h"

namespace saddle::runtime {

struct Pipeline {
    VkPipeline pipeline = VK_NULL_HANDLE;
    VkPipelineLayout layout = VK_NULL_HANDLE;
    VkDescriptorSetLayout set = VK_NULL_HANDLE;
};

/// Pipelines by their complete source. One thread.
class PipelineCache {
public:
    explicit PipelineCache(std::shared_ptr<VulkanDevice> device) : device_(std::move(device)) {}
    ~PipelineCache();
    PipelineCache(const PipelineCache&) = delete;
    PipelineCache& operator=(const PipelineCache&) = delete;
    Result<Pipeline> get(const ops::KernelCall& call);

private:
    std::shared_ptr<VulkanDevice> device_;
    std::map<std::string, Pipeline> made_;
};

struct RecordingBuffers {
    VkBuffer buffers[compile::kBufferCount] = {};
    VkBuffer results = VK_NULL_HANDLE;
    /// The step's Inputs, then its Step scalars, as the host wrote them; null where it writes into those buffers directly.
    VkBuffer upload = VK_NULL_HANDLE;
};

class Recording {
public:
    static Result<std::unique_ptr<Recording>> make(std::shared_ptr<VulkanDevice> device, PipelineCache& pipelines, const compile::ExecutionPlan& plan,
                                                   const RecordingBuffers& where, Timing timing);
    ~Recording();
    /// Submits all segments in order; the last signals `timeline` with `value`.
    Status submit(VkSemaphore timeline, uint64_t value);
    /// Times of the last finished submit, from its first call on.
    Status read_times(std::vector<CallTime>& times) const;
    /// Outputs that are read back each step: all but gradients.
    static bool is_result(const ir::Output& output) { return output.name.rfind("gradient:", 0) != 0; }
    static int64_t result_bytes(const compile::ExecutionPlan& plan);

private:
    explicit Recording(std::shared_ptr<VulkanDevice> device) : device_(std::move(device)) {}
    Status record(PipelineCache& pipelines, const compile::ExecutionPlan& plan, const RecordingBuffers& where, Timing timing);
    Result<VkDescriptorSet> descriptors(const compile::ExecutionPlan& plan, const ops::KernelCall& call, const Pipeline& pipeline, const RecordingBuffers& where);

    std::shared_ptr<VulkanDevice> device_;
    VkCommandPool commands_ = VK_NULL_HANDLE;
    VkDescriptorPool pool_ = VK_NULL_HANDLE;
    VkQueryPool queries_ = VK_NULL_HANDLE;
    struct Stamps { int begin = -1, end = -1; };   ///< queries; -1: not measured
    std::vector<Stamps> stamps_;                   ///< by call
    uint32_t query_count_ = 0;
    std::vector<VkCommandBuffer> segments_;
    std::vector<VkBufferView> views_;
};

}  // namespace saddle::runtime

#include "engine/runtime/vulkan/recording.h"

#include <algorithm>
#include <cmath>

#include "engine/runtime/vulkan/barrier.h"
#include "engine/runtime/vulkan/fault.h"
#include "engine/runtime/vulkan/shader_compiler.h"

namespace saddle::runtime {
namespace {

VkDescriptorType type_of(ops::BindingKind kind) {
    return kind == ops::BindingKind::Storage ? VK_DESCRIPTOR_TYPE_STORAGE_BUFFER : VK_DESCRIPTOR_TYPE_STORAGE_TEXEL_BUFFER;
}

struct Range {
    int buffer;
    int64_t begin, end;
    bool written;
};
Range range_of(const compile::ExecutionPlan& plan, const ops::Binding& b) {
    const compile::Slot& slot = plan.slots[size_t(b.value.index)];
    const int64_t begin = slot.offset + b.byte_offset;
    return {int(slot.buffer), begin, begin + (b.byte_size >= 0 ? b.byte_size : slot.bytes - b.byte_offset), b.written};
}

constexpr VkAccessFlags2 kShaderAccess = VK_ACCESS_2_SHADER_READ_BIT | VK_ACCESS_2_SHADER_WRITE_BIT;

/// llvmpipe keeps the framebuffer of the last frame that was drawn, and puts off timestamps to the end of the drawing
/// while it has one: an empty render area makes it take them at once again.
void forget_framebuffer(VkCommandBuffer c) {
    VkRenderingInfo nothing{VK_STRUCTURE_TYPE_RENDERING_INFO};
    nothing.layerCount = 1;
    vkCmdBeginRendering(c, &nothing);
    vkCmdEndRendering(c);
}

}  // namespace

PipelineCache::~PipelineCache() {
    for (auto& [source, p] : made_) {
        vkDestroyPipeline(device_->device, p.pipeline, nullptr);
        vkDestroyPipelineLayout(device_->device, p.layout, nullptr);
        vkDestroyDescriptorSetLayout(device_->device, p.set, nullptr);
    }
}

Result<Pipeline> PipelineCache::get(const ops::KernelCall& call) {
    TRY(std::string source, kernel_source(call, device_->profile));
    std::string key = source;
    for (const ops::Binding& b : call.bindings) key += char('0' + int(b.kind));
    if (const auto it = made_.find(key); it != made_.end()) return it->second;
    TRY(const std::vector<uint32_t> spirv, compile_kernel(source, call));
    VkShaderModuleCreateInfo module_info{VK_STRUCTURE_TYPE_SHADER_MODULE_CREATE_INFO};
    module_info.codeSize = spirv.size() * 4;
    module_info.pCode = spirv.data();
    VkShaderModule module;
    if (const VkResult r = vkCreateShaderModule(device_->device, &module_info, nullptr, &module); r != VK_SUCCESS) return vulkan_error(r, "vkCreateShaderModule of " + call.kernel);
    std::vector<VkDescriptorSetLayoutBinding> bindings;
    for (size_t i = 0; i < call.bindings.size(); ++i) bindings.push_back({uint32_t(i), type_of(call.bindings[i].kind), 1, VK_SHADER_STAGE_COMPUTE_BIT, nullptr});
    VkDescriptorSetLayoutCreateInfo set_info{VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO};
    set_info.bindingCount = uint32_t(bindings.size());
    set_info.pBindings = bindings.data();
    Pipeline p;
    vkCreateDescriptorSetLayout(device_->device, &set_info, nullptr, &p.set);
    VkPipelineLayoutCreateInfo layout_info{VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO};
    layout_info.setLayoutCount = 1;
    layout_info.pSetLayouts = &p.set;
    vkCreatePipelineLayout(device_->device, &layout_info, nullptr, &p.layout);
    VkComputePipelineCreateInfo info{VK_STRUCTURE_TYPE_COMPUTE_PIPELINE_CREATE_INFO};
    info.stage = {VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO};
    info.stage.stage = VK_SHADER_STAGE_COMPUTE_BIT;
    info.stage.module = module;
    info.stage.pName = "main";
    info.layout = p.layout;
    const VkResult r = vkCreateComputePipelines(device_->device, VK_NULL_HANDLE, 1, &info, nullptr, &p.pipeline);
    vkDestroyShaderModule(device_->device, module, nullptr);
    if (r != VK_SUCCESS) return vulkan_error(r, "vkCreateComputePipelines of " + call.kernel);
    made_.emplace(std::move(key), p);
    return p;
}

int64_t Recording::result_bytes(const compile::ExecutionPlan& plan) {
    int64_t bytes = 0;
    for (const ir::Output& output : plan.program.entry(plan.entry)->outputs)
        if (is_result(output)) bytes += plan.slots[size_t(output.value.index)].bytes;
    return bytes;
}

Result<std::unique_ptr<Recording>> Recording::make(std::shared_ptr<VulkanDevice> device, PipelineCache& pipelines, const compile::ExecutionPlan& plan,
                                                   const RecordingBuffers& where, Timing timing) {
    std::unique_ptr<Recording> recording(new Recording(std::move(device)));
    TRY_STATUS(recording->record(pipelines, plan, where, timing));
    return recording;
}

Recording::~Recording() {
    for (const VkBufferView view : views_) vkDestroyBufferView(device_->device, view, nullptr);
    if (queries_) vkDestroyQueryPool(device_->device, queries_, nullptr);
    if (pool_) vkDestroyDescriptorPool(device_->device, pool_, nullptr);
    if (commands_) vkDestroyCommandPool(device_->device, commands_, nullptr);
}

Result<VkDescriptorSet> Recording::descriptors(const compile::ExecutionPlan& plan, const ops::KernelCall& call, const Pipeline& pipeline, const RecordingBuffers& where) {
    VkDescriptorSetAllocateInfo allocate{VK_STRUCTURE_TYPE_DESCRIPTOR_SET_ALLOCATE_INFO};
    allocate.descriptorPool = pool_;
    allocate.descriptorSetCount = 1;
    allocate.pSetLayouts = &pipeline.set;
    VkDescriptorSet set;
    if (const VkResult r = vkAllocateDescriptorSets(device_->device, &allocate, &set); r != VK_SUCCESS) return vulkan_error(r, "vkAllocateDescriptorSets");
    for (size_t i = 0; i < call.bindings.size(); ++i) {
        const Range range = range_of(plan, call.bindings[i]);
        const std::string place = "kernel " + call.kernel + " at " + call.node + ", binding " + std::to_string(i);
        if (range.end <= range.begin) return Error{ErrorKind::Internal, place + ": its value has no memory", "", {}};
        VkWriteDescriptorSet write{VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET};
        write.dstSet = set;
        write.dstBinding = uint32_t(i);
        write.descriptorCount = 1;
        write.descriptorType = type_of(call.bindings[i].kind);
        const VkDescriptorBufferInfo buffer{where.buffers[range.buffer], VkDeviceSize(range.begin), VkDeviceSize(range.end - range.begin)};
        VkBufferView view = VK_NULL_HANDLE;
        if (call.bindings[i].kind == ops::BindingKind::Storage) {
            if (uint64_t(buffer.range) > device_->profile.max_storage_range)
                return Error{ErrorKind::OutOfMemory, place + ": " + std::to_string(buffer.range) + " bytes pass the device's limit for one buffer of " +
                             std::to_string(device_->profile.max_storage_range), "choose a smaller batch or layer", {}};
            write.pBufferInfo = &buffer;
        } else {
            VkBufferViewCreateInfo info{VK_STRUCTURE_TYPE_BUFFER_VIEW_CREATE_INFO};
            info.buffer = buffer.buffer;
            info.format = call.bindings[i].kind == ops::BindingKind::Texel4 ? VK_FORMAT_R32G32B32A32_SFLOAT : VK_FORMAT_R32_SFLOAT;
            info.offset = buffer.offset;
            info.range = buffer.range;
            if (const VkResult r = vkCreateBufferView(device_->device, &info, nullptr, &view); r != VK_SUCCESS) return vulkan_error(r, "vkCreateBufferView for " + place);
            views_.push_back(view);
            write.pTexelBufferView = &views_.back();
        }
        vkUpdateDescriptorSets(device_->device, 1, &write, 0, nullptr);
    }
    return set;
}

Status Recording::record(PipelineCache& pipelines, const compile::ExecutionPlan& plan, const RecordingBuffers& where, Timing timing) {
    uint32_t storage = 1, texel = 1;
    for (const ops::KernelCall& call : plan.calls)
        for (const ops::Binding& b : call.bindings) ++(b.kind == ops::BindingKind::Storage ? storage : texel);
    const VkDescriptorPoolSize sizes[] = {{VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, storage}, {VK_DESCRIPTOR_TYPE_STORAGE_TEXEL_BUFFER, texel}};
    VkDescriptorPoolCreateInfo pool{VK_STRUCTURE_TYPE_DESCRIPTOR_POOL_CREATE_INFO};
    pool.maxSets = uint32_t(plan.calls.size()) + 1;
    pool.poolSizeCount = 2;
    pool.pPoolSizes = sizes;
    if (const VkResult r = vkCreateDescriptorPool(device_->device, &pool, nullptr, &pool_); r != VK_SUCCESS) return vulkan_error(r, "vkCreateDescriptorPool");
    VkCommandPoolCreateInfo commands{VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO};
    commands.queueFamilyIndex = device_->family;
    if (const VkResult r = vkCreateCommandPool(device_->device, &commands, nullptr, &commands_); r != VK_SUCCESS) return vulkan_error(r, "vkCreateCommandPool");
    stamps_.resize(plan.calls.size());
    for (size_t i = 0; timing.every > 0 && i < stamps_.size(); ++i) {
        if (timing[i] || i == 0) stamps_[i].begin = int(query_count_++);
        if (timing[i] || i + 1 == stamps_.size()) stamps_[i].end = int(query_count_++);
    }
    const auto stamp = [&](VkCommandBuffer c, int query) {
        if (query >= 0) vkCmdWriteTimestamp2(c, device_->timestamp_stage, queries_, uint32_t(query));
    };
    if (query_count_ > 0) {
        VkQueryPoolCreateInfo queries{VK_STRUCTURE_TYPE_QUERY_POOL_CREATE_INFO};
        queries.queryType = VK_QUERY_TYPE_TIMESTAMP;
        queries.queryCount = query_count_;
        if (const VkResult r = vkCreateQueryPool(device_->device, &queries, nullptr, &queries_); r != VK_SUCCESS) return vulkan_error(r, "vkCreateQueryPool");
    }
    views_.reserve(texel);
    std::vector<int> starts = plan.segment_starts;
    if (starts.empty()) starts.push_back(0);
    segments_.resize(starts.size());
    VkCommandBufferAllocateInfo allocate{VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO};
    allocate.commandPool = commands_;
    allocate.commandBufferCount = uint32_t(segments_.size());
    if (const VkResult r = vkAllocateCommandBuffers(device_->device, &allocate, segments_.data()); r != VK_SUCCESS) return vulkan_error(r, "vkAllocateCommandBuffers");

    for (size_t s = 0; s < segments_.size(); ++s) {
        const VkCommandBuffer c = segments_[s];
        const VkCommandBufferBeginInfo begin{VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO};
        vkBeginCommandBuffer(c, &begin);
        if (s == 0 && query_count_ > 0) vkCmdResetQueryPool(c, queries_, 0, query_count_);
        if (query_count_ > 0 && device_->timestamp_stage == VK_PIPELINE_STAGE_2_TOP_OF_PIPE_BIT) forget_framebuffer(c);
        // All that was submitted before, the previous step's read-back included, is done and seen.
        barrier(c, VK_PIPELINE_STAGE_2_COMPUTE_SHADER_BIT | VK_PIPELINE_STAGE_2_COPY_BIT, VK_ACCESS_2_SHADER_WRITE_BIT | VK_ACCESS_2_TRANSFER_WRITE_BIT,
                VK_PIPELINE_STAGE_2_COMPUTE_SHADER_BIT, kShaderAccess);
        if (s == 0 && where.upload) {  // what the host wrote for this step, where it cannot write into the buffers themselves
            barrier(c, VK_PIPELINE_STAGE_2_COMPUTE_SHADER_BIT, VK_ACCESS_2_SHADER_READ_BIT, VK_PIPELINE_STAGE_2_COPY_BIT, VK_ACCESS_2_TRANSFER_WRITE_BIT);
            VkDeviceSize from = 0;
            for (const compile::BufferId id : {compile::BufferId::Inputs, compile::BufferId::Step}) {
                const VkBufferCopy copy{from, 0, VkDeviceSize(plan.buffer_bytes[int(id)])};
                if (copy.size > 0) vkCmdCopyBuffer(c, where.upload, where.buffers[int(id)], 1, &copy);
                from += copy.size;
            }
            barrier(c, VK_PIPELINE_STAGE_2_COPY_BIT, VK_ACCESS_2_TRANSFER_WRITE_BIT, VK_PIPELINE_STAGE_2_COMPUTE_SHADER_BIT, kShaderAccess);
        }
        std::vector<Range> open;  // touched since the last barrier
        const int end = s + 1 < starts.size() ? starts[s + 1] : int(plan.calls.size());
        for (int i = starts[s]; i < end; ++i) {
            const ops::KernelCall& call = plan.calls[size_t(i)];
            if (std::max({call.groups[0], call.groups[1], call.groups[2]}) > device_->profile.max_workgroup_count)
                return Error{ErrorKind::Internal, "kernel " + call.kernel + " at " + call.node + " asks for more workgroups than the device has", "", {}};
            TRY(const Pipeline pipeline, pipelines.get(call));
            TRY(const VkDescriptorSet set, descriptors(plan, call, pipeline, where));
            std::vector<Range> mine;
            for (const ops::Binding& b : call.bindings) mine.push_back(range_of(plan, b));
            const bool hazard = std::any_of(mine.begin(), mine.end(), [&](const Range& m) {
                return std::any_of(open.begin(), open.end(), [&](const Range& o) { return m.buffer == o.buffer && m.begin < o.end && o.begin < m.end && (m.written || o.written); });
            });
            if (hazard) {
                barrier(c, VK_PIPELINE_STAGE_2_COMPUTE_SHADER_BIT, VK_ACCESS_2_SHADER_WRITE_BIT, VK_PIPELINE_STAGE_2_COMPUTE_SHADER_BIT, kShaderAccess);
                open.clear();
            }
            open.insert(open.end(), mine.begin(), mine.end());
            vkCmdBindPipeline(c, VK_PIPELINE_BIND_POINT_COMPUTE, pipeline.pipeline);
            vkCmdBindDescriptorSets(c, VK_PIPELINE_BIND_POINT_COMPUTE, pipeline.layout, 0, 1, &set, 0, nullptr);
            stamp(c, stamps_[size_t(i)].begin);
            vkCmdDispatch(c, call.groups[0], call.groups[1], call.groups[2]);
            stamp(c, stamps_[size_t(i)].end);
        }
        if (s + 1 == segments_.size()) {
            barrier(c, VK_PIPELINE_STAGE_2_COMPUTE_SHADER_BIT, VK_ACCESS_2_SHADER_WRITE_BIT, VK_PIPELINE_STAGE_2_COPY_BIT, VK_ACCESS_2_TRANSFER_READ_BIT | VK_ACCESS_2_TRANSFER_WRITE_BIT);
            VkDeviceSize offset = 0;
            for (const ir::Output& output : plan.program.entry(plan.entry)->outputs) {
                if (!is_result(output)) continue;
                const compile::Slot& slot = plan.slots[size_t(output.value.index)];
                const VkBufferCopy copy{VkDeviceSize(slot.offset), offset, VkDeviceSize(slot.bytes)};
                vkCmdCopyBuffer(c, where.buffers[int(slot.buffer)], where.results, 1, &copy);
                offset += VkDeviceSize(slot.bytes);
            }
            barrier(c, VK_PIPELINE_STAGE_2_COPY_BIT | VK_PIPELINE_STAGE_2_COMPUTE_SHADER_BIT, VK_ACCESS_2_TRANSFER_WRITE_BIT | VK_ACCESS_2_SHADER_WRITE_BIT, VK_PIPELINE_STAGE_2_HOST_BIT, VK_ACCESS_2_HOST_READ_BIT);
        }
        if (const VkResult r = vkEndCommandBuffer(c); r != VK_SUCCESS) return vulkan_error(r, "vkEndCommandBuffer");
    }
    return {};
}

Status Recording::submit(VkSemaphore timeline, uint64_t value) {
    for (size_t s = 0; s < segments_.size(); ++s) {
        VkCommandBufferSubmitInfo commands{VK_STRUCTURE_TYPE_COMMAND_BUFFER_SUBMIT_INFO};
        commands.commandBuffer = segments_[s];
        VkSemaphoreSubmitInfo signal{VK_STRUCTURE_TYPE_SEMAPHORE_SUBMIT_INFO};
        signal.semaphore = timeline;
        signal.value = value;
        signal.stageMask = VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT;
        VkSubmitInfo2 info{VK_STRUCTURE_TYPE_SUBMIT_INFO_2};
        info.commandBufferInfoCount = 1;
        info.pCommandBufferInfos = &commands;
        if (s + 1 == segments_.size()) {
            info.signalSemaphoreInfoCount = 1;
            info.pSignalSemaphoreInfos = &signal;
        }
        const std::lock_guard lock(device_->mutex);
        if (const VkResult r = attempt("vkQueueSubmit2", [&] { return vkQueueSubmit2(device_->queue, 1, &info, VK_NULL_HANDLE); }); r != VK_SUCCESS) return vulkan_error(r, "vkQueueSubmit2");
    }
    return {};
}

Status Recording::read_times(std::vector<CallTime>& times) const {
    std::vector<uint64_t> ticks(query_count_);
    const VkResult r = vkGetQueryPoolResults(device_->device, queries_, 0, query_count_, ticks.size() * 8, ticks.data(), 8, VK_QUERY_RESULT_64_BIT | VK_QUERY_RESULT_WAIT_BIT);
    if (r != VK_SUCCESS) return vulkan_error(r, "vkGetQueryPoolResults");
    const double period = device_->timestamp_period_ns;
    const auto since_first = [&](int query) { return query < 0 ? NAN : double(ticks[size_t(query)] - ticks[0]) * period; };
    times.clear();
    for (const Stamps& stamps : stamps_) times.push_back({since_first(stamps.begin), since_first(stamps.end)});
    return {};
}

}  // namespace saddle::runtime

// Runs plans on a Vulkan device. Parameters, state, gradients and one arena are shared by all plans; what differs from
// step to step (inputs, scalars, results read back) lies in a ring of slots, each with its own recordings.
#include <algorithm>
#include <chrono>
#include <cstring>
#include <deque>

#include "engine/runtime/vulkan/fault.h"
#include "engine/runtime/vulkan/recording.h"
#include "engine/runtime/vulkan/staging.h"

namespace saddle::runtime {
namespace {

using compile::BufferId;
using compile::ExecutionPlan;
using Clock = std::chrono::steady_clock;

/// Copies between logical order and the slot's layout: [N][inner] <-> [inner][N padded to 4].
template <class T>
void to_physical(const T* logical, T* physical, const Shape& shape, ops::Layout layout) {
    const int64_t count = shape.count();
    if (layout == ops::Layout::RowMajor || shape.rank() == 0) {
        std::copy(logical, logical + count, physical);
        return;
    }
    const int64_t batch = shape[0], inner = batch ? count / batch : 0, line = ops::padded_batch(batch);
    constexpr int64_t kBlock = 16;  // transposed in blocks that stay in cache
    for (int64_t i0 = 0; i0 < inner; i0 += kBlock)
        for (int64_t n = 0; n < batch; ++n)
            for (int64_t i = i0; i < std::min(i0 + kBlock, inner); ++i) physical[i * line + n] = logical[n * inner + i];
    for (int64_t i = 0; i < inner; ++i)
        for (int64_t n = batch; n < line; ++n) physical[i * line + n] = T(0);
}
template <class T>
void to_logical(const T* physical, T* logical, const Shape& shape, ops::Layout layout) {
    const int64_t count = shape.count();
    if (layout == ops::Layout::RowMajor || shape.rank() == 0) {
        std::copy(physical, physical + count, logical);
        return;
    }
    const int64_t batch = shape[0], inner = batch ? count / batch : 0, line = ops::padded_batch(batch);
    for (int64_t n = 0; n < batch; ++n)
        for (int64_t i = 0; i < inner; ++i) logical[n * inner + i] = physical[i * line + n];
}

void write_tensor(std::byte* at, const Tensor& tensor, ops::Layout layout) {
    if (tensor.type.dtype == DType::I32) to_physical(tensor.i32.data(), reinterpret_cast<int32_t*>(at), tensor.type.shape, layout);
    else to_physical(tensor.f32.data(), reinterpret_cast<float*>(at), tensor.type.shape, layout);
}
Tensor read_tensor(const std::byte* at, const TensorType& type, ops::Layout layout) {
    Tensor tensor = Tensor::zeros(type);
    if (type.dtype == DType::I32) to_logical(reinterpret_cast<const int32_t*>(at), tensor.i32.data(), type.shape, layout);
    else to_logical(reinterpret_cast<const float*>(at), tensor.f32.data(), type.shape, layout);
    return tensor;
}

class VulkanExecutor final : public Executor {
public:
    explicit VulkanExecutor(std::shared_ptr<VulkanDevice> device) : device_(std::move(device)) {
        VkSemaphoreTypeCreateInfo type{VK_STRUCTURE_TYPE_SEMAPHORE_TYPE_CREATE_INFO};
        type.semaphoreType = VK_SEMAPHORE_TYPE_TIMELINE;
        const VkSemaphoreCreateInfo info{VK_STRUCTURE_TYPE_SEMAPHORE_CREATE_INFO, &type};
        vkCreateSemaphore(device_->device, &info, nullptr, &timeline_);
    }
    ~VulkanExecutor() override {
        {
            // Not the timeline: of a submit that failed halfway, segments may run that it does not count.
            const std::lock_guard lock(device_->mutex);
            vkQueueWaitIdle(device_->queue);  // of a lost device this returns at once
        }
        recordings_.clear();
        vkDestroySemaphore(device_->device, timeline_, nullptr);
    }

    const DeviceProfile& profile() const override { return device_->profile; }
    int slots() const override { return kSlots; }
    int in_flight() const override { return int(flights_.size()); }

    Status prepare(std::shared_ptr<const ExecutionPlan> plan) override {
        TRY_STATUS(wait_for(submitted_));
        bool moved = false;
        for (int b = 0; b < compile::kBufferCount; ++b) {
            if (BufferId(b) == BufferId::Inputs || BufferId(b) == BufferId::Step) continue;
            TRY_STATUS(grow(buffers_[b], plan->buffer_bytes[b], moved));
        }
        for (int s = 0; s < kSlots; ++s) {
            TRY_STATUS(grow(inputs_[s], plan->buffer_bytes[int(BufferId::Inputs)], moved));
            TRY_STATUS(grow(steps_[s], plan->buffer_bytes[int(BufferId::Step)], moved));
            TRY_STATUS(grow(results_[s], Recording::result_bytes(*plan), moved, Memory::Host));
            if (!device_->host_mapped) TRY_STATUS(grow(uploads_[s], plan->buffer_bytes[int(BufferId::Inputs)] + plan->buffer_bytes[int(BufferId::Step)], moved, Memory::Host));
        }
        if (moved) recordings_.clear();  // they name buffers that are gone; they are made anew on the next submit
        for (size_t i = 0; i < plan->program.values.size(); ++i) {
            const ir::Value& value = plan->program.values[i];
            if (value.kind != ir::ValueKind::Parameter && value.kind != ir::ValueKind::State) continue;
            const auto [it, fresh] = kept_.emplace(value.name, Kept{value.type, plan->slots[i]});
            if (!fresh && (it->second.type != value.type || it->second.slot.offset != plan->slots[i].offset))
                return Error{ErrorKind::Incompatible, value.name + " is " + to_string(value.type) + " here and " + to_string(it->second.type) + " in an earlier plan", "", {}};
        }
        plans_.push_back(plan);
        TRY([[maybe_unused]] Recording * first, recording(*plan, 0, {}));
        return {};
    }

    Status warm_up(const ExecutionPlan& plan) override {
        // One step on zeros, with everything it may change put back: drivers compile at the first dispatch.
        TRY_STATUS(wait_for(submitted_));
        std::vector<std::byte> saved[2];
        for (const BufferId id : {BufferId::Parameters, BufferId::State}) {
            const Buffer& buffer = buffers_[int(id)];
            std::vector<std::byte>& bytes = saved[id == BufferId::State];
            bytes.resize(size_t(buffer.bytes));
            TRY_STATUS(staging_.read(buffer, 0, bytes.data(), buffer.bytes));
        }
        std::vector<Tensor> inputs;
        for (const ir::ValueId id : plan.program.entry(plan.entry)->inputs) inputs.push_back(Tensor::zeros(plan.program[id].type));
        TRY_STATUS(submit(plan, inputs, {}, false));
        TRY([[maybe_unused]] const StepResult result, wait());
        for (const BufferId id : {BufferId::Parameters, BufferId::State}) TRY_STATUS(staging_.write(buffers_[int(id)], 0, saved[id == BufferId::State].data(), buffers_[int(id)].bytes));
        return {};
    }

    Status submit(const ExecutionPlan& plan, const std::vector<Tensor>& inputs, const compile::StepScalars& scalars, Timing timing) override {
        SADDLE_ASSERT(in_flight() < kSlots, "more steps in flight than slots");
        const int slot = int(next_++ % kSlots);
        const ir::EntryPoint& entry = *plan.program.entry(plan.entry);
        if (inputs.size() != entry.inputs.size())
            return Error{ErrorKind::Internal, "the step was given " + std::to_string(inputs.size()) + " inputs, it has " + std::to_string(entry.inputs.size()), "", {}};
        std::byte* const input = device_->host_mapped ? inputs_[slot].map : uploads_[slot].map;
        std::byte* const step = device_->host_mapped ? steps_[slot].map : uploads_[slot].map + plan.buffer_bytes[int(BufferId::Inputs)];
        for (size_t i = 0; i < inputs.size(); ++i) {
            const ir::Value& value = plan.program[entry.inputs[i]];
            if (inputs[i].type != value.type)
                return Error{ErrorKind::Internal, "input '" + value.name + "' is " + to_string(inputs[i].type) + ", the plan wants " + to_string(value.type), "", {}};
            const compile::Slot& at = plan.slots[size_t(entry.inputs[i].index)];
            write_tensor(input + at.offset, inputs[i], at.layout);
        }
        for (size_t i = 0; i < plan.program.values.size(); ++i) {
            const ir::Value& value = plan.program.values[i];
            if (value.kind != ir::ValueKind::Step) continue;
            std::memcpy(step + plan.slots[i].offset, scalars.field(value.name), 4);
        }
        TRY(Recording * recording, this->recording(plan, slot, timing));
        const Clock::time_point begin = Clock::now();
        TRY_STATUS(recording->submit(timeline_, submitted_ + 1));
        ++submitted_;
        flights_.push_back({&plan, recording, slot, submitted_, timing.every > 0, begin});
        return {};
    }

    Result<StepResult> wait() override {
        if (flights_.empty()) return Error{ErrorKind::Internal, "no step is in flight", "", {}};
        const Flight flight = flights_.front();
        flights_.pop_front();
        TRY_STATUS(wait_for(flight.signal));
        StepResult result;
        result.host_ms = std::chrono::duration<double, std::milli>(Clock::now() - flight.begin).count();
        int64_t offset = 0;
        for (const ir::Output& output : flight.plan->program.entry(flight.plan->entry)->outputs) {
            if (!Recording::is_result(output)) continue;
            const compile::Slot& at = flight.plan->slots[size_t(output.value.index)];
            result.outputs[output.name] = read_tensor(results_[flight.slot].map + offset, flight.plan->program[output.value].type, at.layout);
            offset += at.bytes;
        }
        if (flight.timed) TRY_STATUS(flight.recording->read_times(result.calls));
        return result;
    }

    Status set(const std::string& name, const Tensor& tensor) override {
        TRY_STATUS(wait_for(submitted_));
        const auto it = kept_.find(name);
        if (it == kept_.end()) return invalid("there is no parameter or state '" + name + "'");
        if (it->second.type != tensor.type) return invalid(name + " is " + to_string(it->second.type) + ", got " + to_string(tensor.type));
        const compile::Slot& at = it->second.slot;
        std::vector<std::byte> bytes(size_t(at.bytes));
        write_tensor(bytes.data(), tensor, at.layout);
        return staging_.write(buffers_[int(at.buffer)], at.offset, bytes.data(), at.bytes);
    }
    Result<Tensor> get(const std::string& name) override {
        TRY_STATUS(wait_for(submitted_));
        const auto it = kept_.find(name);
        if (it == kept_.end()) return invalid("there is no parameter or state '" + name + "'");
        return fetch(it->second.slot, it->second.type);
    }
    std::vector<std::string> names() const override {
        std::vector<std::string> names;
        for (const auto& [name, kept] : kept_) names.push_back(name);
        return names;
    }
    Result<Tensor> peek(const ExecutionPlan& plan, ir::ValueId value) override {
        TRY_STATUS(wait_for(submitted_));
        const compile::Slot& at = plan.slots[size_t(value.index)];
        if (at.bytes == 0 || at.buffer == BufferId::Inputs || at.buffer == BufferId::Step) return Error{ErrorKind::Internal, "that value is not in memory", "", {}};
        return fetch(at, plan.program[value].type);
    }

private:
    static constexpr int kSlots = 3;
    struct Kept { TensorType type; compile::Slot slot; };
    struct Flight {
        const ExecutionPlan* plan;
        Recording* recording;
        int slot;
        uint64_t signal;
        bool timed;
        Clock::time_point begin;
    };

    /// Makes `buffer` at least `bytes` long and keeps its content; sets `moved` when it is another one now.
    Status grow(Buffer& buffer, int64_t bytes, bool& moved, Memory memory = Memory::Device) {
        if (buffer.handle && buffer.bytes >= bytes) return {};
        TRY(Buffer larger, Buffer::make(device_, bytes, memory));
        TRY_STATUS(staging_.clear(larger));
        if (buffer.handle) TRY_STATUS(staging_.copy(buffer, larger, buffer.bytes));
        buffer = std::move(larger);
        moved = true;
        return {};
    }

    Result<Tensor> fetch(const compile::Slot& at, const TensorType& type) {
        std::vector<std::byte> bytes(size_t(at.bytes));
        TRY_STATUS(staging_.read(buffers_[int(at.buffer)], at.offset, bytes.data(), at.bytes));
        return read_tensor(bytes.data(), type, at.layout);
    }

    Status wait_for(uint64_t value) {
        VkSemaphoreWaitInfo info{VK_STRUCTURE_TYPE_SEMAPHORE_WAIT_INFO};
        info.semaphoreCount = 1;
        info.pSemaphores = &timeline_;
        info.pValues = &value;
        if (const VkResult r = attempt("vkWaitSemaphores", [&] { return vkWaitSemaphores(device_->device, &info, UINT64_MAX); }); r != VK_SUCCESS) return vulkan_error(r, "vkWaitSemaphores");
        return {};
    }

    Result<Recording*> recording(const ExecutionPlan& plan, int slot, Timing timing) {
        auto& made = recordings_[{&plan, slot, timing.every, timing.first}];
        if (!made) {
            RecordingBuffers where;
            for (int b = 0; b < compile::kBufferCount; ++b) where.buffers[b] = buffers_[b].handle;
            where.buffers[int(BufferId::Inputs)] = inputs_[slot].handle;
            where.buffers[int(BufferId::Step)] = steps_[slot].handle;
            where.results = results_[slot].handle;
            where.upload = uploads_[slot].handle;
            TRY(made, Recording::make(device_, pipelines_, plan, where, timing));
        }
        return made.get();
    }

    std::shared_ptr<VulkanDevice> device_;
    VkSemaphore timeline_ = VK_NULL_HANDLE;
    uint64_t submitted_ = 0, next_ = 0;
    Buffer buffers_[compile::kBufferCount], inputs_[kSlots], steps_[kSlots], results_[kSlots], uploads_[kSlots];
    Staging staging_{device_};
    std::map<std::string, Kept> kept_;
    std::vector<std::shared_ptr<const ExecutionPlan>> plans_;
    PipelineCache pipelines_{device_};
    std::map<std::tuple<const ExecutionPlan*, int, int, int>, std::unique_ptr<Recording>> recordings_;
    std::deque<Flight> flights_;
};

}  // namespace

std::unique_ptr<Executor> make_vulkan_executor(std::shared_ptr<VulkanDevice> device) { return std::make_unique<VulkanExecutor>(std::move(device)); }

}  // namespace saddle::runtime

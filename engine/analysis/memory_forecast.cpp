#include "engine/analysis/memory_forecast.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace saddle::analysis {

const char* name(MemoryForecast::Verdict verdict) {
    static const char* const names[] = {"unknown", "fits", "tight", "too large"};
    return names[int(verdict)];
}

MemoryForecast forecast_memory(const std::vector<const compile::ExecutionPlan*>& entries, const DeviceProfile& device, int in_flight) {
    using compile::BufferId;
    constexpr double kTight = 0.8;   // of the heap: others use it too
    MemoryForecast m;
    const auto largest = [&](BufferId buffer) {
        int64_t bytes = 0;
        for (const auto* plan : entries) bytes = std::max(bytes, plan->buffer_bytes[int(buffer)]);
        return bytes;
    };
    m.parameters = largest(BufferId::Parameters);
    m.gradients = largest(BufferId::Gradients);
    m.states = largest(BufferId::State);
    m.arena = largest(BufferId::Arena);
    m.inputs = in_flight * (largest(BufferId::Inputs) + largest(BufferId::Step));
    m.total = m.parameters + m.gradients + m.states + m.arena + m.inputs;
    m.heap = int64_t(device.heap_bytes);
    m.binding_limit = int64_t(device.max_storage_range);
    if (m.heap > 0)
        m.verdict = m.total > m.heap ? MemoryForecast::Verdict::TooLarge : double(m.total) > kTight * double(m.heap) ? MemoryForecast::Verdict::Tight : MemoryForecast::Verdict::Fits;

    const compile::ExecutionPlan& train = *entries.front();
    m.alive.assign(train.calls.size(), 0);
    std::set<std::tuple<int64_t, int, int>> counted;   // values that rename another's memory share its slot
    for (size_t i = 0; i < train.slots.size(); ++i) {
        const compile::Slot& slot = train.slots[i];
        const ir::Value& value = train.program.values[i];
        if (slot.bytes > m.largest_bytes) {
            m.largest_bytes = slot.bytes;
            m.largest = value.name;
            m.largest_node = value.node;
        }
        if (slot.buffer != BufferId::Arena || slot.bytes == 0) continue;
        if (!counted.emplace(slot.offset, slot.first_use, slot.last_use).second) continue;
        for (size_t call = size_t(slot.first_use); call <= size_t(slot.last_use) && call < m.alive.size(); ++call) m.alive[call] += slot.bytes;
    }
    if (m.alive.empty()) return m;
    m.peak = int(std::max_element(m.alive.begin(), m.alive.end()) - m.alive.begin());
    m.peak_node = train.calls[size_t(m.peak)].node;
    m.peak_phase = train.calls[size_t(m.peak)].phase;
    return m;
}

}  // namespace saddle::analysis

#pragma once
// What a run will take of a device's memory.
#include "engine/compile/plan.h"

namespace saddle::analysis {

struct MemoryForecast {
    int64_t parameters = 0, gradients = 0, states = 0;   ///< bytes
    int64_t arena = 0;               ///< activations: one arena, as large as the hungriest entry wants it
    int64_t inputs = 0;              ///< of all batches in flight
    int64_t total = 0;
    int64_t heap = 0;                ///< of the device; 0: not known
    enum class Verdict { Unknown, Fits, Tight, TooLarge } verdict = Verdict::Unknown;
    std::vector<int64_t> alive;      ///< bytes of activations alive at each kernel call of a training step
    int peak = 0;                    ///< the call where most are
    NodeId peak_node;
    ir::Phase peak_phase = ir::Phase::Forward;
    std::string largest;             ///< the largest tensor, its layer and size
    NodeId largest_node;
    int64_t largest_bytes = 0;
    int64_t binding_limit = 0;       ///< bytes that one binding may span: larger tensors take several
};
const char* name(MemoryForecast::Verdict verdict);

/// `entries`: the plans that a run prepares (train first); they share all but their inputs. `in_flight`: batches at once.
MemoryForecast forecast_memory(const std::vector<const compile::ExecutionPlan*>& entries, const DeviceProfile& device, int in_flight);

}  // namespace saddle::analysis

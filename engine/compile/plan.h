#pragma once
// The compiler's product: everything needed to run one entry point on one device, as a printable value.
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/ops/kernel.h"

namespace saddle::compile {

/// Where a value lives. Parameters, Gradients and each kind of optimizer state are laid out in the same order, so that
/// one dispatch updates them all. Inputs is a ring: one region per batch slot. Step holds the step's scalars.
enum class BufferId { Parameters, Gradients, State, Arena, Inputs, Step };
inline constexpr int kBufferCount = 6;
const char* name(BufferId buffer);

struct Slot {
    BufferId buffer = BufferId::Arena;
    int64_t offset = 0, bytes = 0;                     ///< bytes, aligned to DeviceProfile::alignment
    ops::Layout layout = ops::Layout::RowMajor;
    int first_use = 0, last_use = 0;                   ///< indices of kernel calls, for the memory timeline
};

/// What changes per step. A Step value of the program (named as the field) has a slot of its own in the Step buffer, at
/// an aligned offset: the executor writes each field that the program has at its slot. Floats: lr, share, keep; else uint.
struct StepScalars {
    float lr = 0;
    uint32_t step = 1;                                 ///< optimizer step, from 1
    uint32_t seed_low = 0, seed_high = 0;
    float share = 1;                                   ///< of this batch in the samples of its optimizer step
    float keep = 0;                                    ///< 1: gradients are added to those of the step's earlier batches
    /// The four bytes of the field called `name`.
    const void* field(const std::string& name) const;
};

struct ExecutionPlan {
    ir::Program program;                               ///< after all passes
    std::string entry;                                 ///< "train", "eval" or "predict"
    int64_t batch = 0;
    std::vector<ops::KernelCall> calls;
    std::vector<int> segment_starts;                   ///< indices into calls: phase borders and long runs
    std::vector<Slot> slots;                           ///< by ValueId::index; Constant values have no slot (bytes 0)
    int64_t buffer_bytes[kBufferCount] = {};
    int64_t arena_lower_bound = 0;                     ///< largest sum of bytes alive at once
    std::string device;                                ///< profile name it was made for
    std::map<std::string, std::string> kernel_choices; ///< "conv_forward 6x1x5x5 ..." -> variant id
    std::vector<std::pair<std::string, std::string>> stages;  ///< (stage name, dump), in order; filled on request
};

/// One line a kernel call, then the memory plan and the peak.
std::string dump(const ExecutionPlan& plan);

}  // namespace saddle::compile

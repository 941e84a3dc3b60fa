// The device's roofs, measured: a plan of micro-benchmark calls run by the ordinary executor with its timestamps.
#include <algorithm>
#include <chrono>
#include <thread>

#include "engine/runtime/device.h"

namespace saddle::runtime {
namespace {

constexpr int64_t kMiB = 1 << 20;
constexpr int64_t kRegion = 32 * kMiB;             // of one dispatch out of main memory; four in turn pass most caches
constexpr int64_t kRegions = 4;
constexpr int64_t kScratch = 4096;                 // written by all, so that a barrier keeps them apart
constexpr int64_t kVectors = 16;                   // vec4 an invocation of stream.comp moves
constexpr int64_t kChainSteps = 256, kUnrolled = 16;  // of multiply_add.comp
/// Passes go on until none of so many raised a roof by 2 %: on a busy machine undisturbed moments are rare.
constexpr int kSteadyPasses = 4;
constexpr double kLeastSeconds = 0.8, kMostSeconds = 4;

/// What the call with the same index in the plan measures.
struct Benchmark {
    enum class Level { Compute, Memory, Cache } level;
    int64_t footprint = 0;                         // bytes
};

class Suite {
public:
    explicit Suite(const DeviceProfile& device) : device_(device) {
        ir::Value arena;
        arena.name = "arena";
        arena_ = plan_.program.add(arena);
        plan_.program.entries.push_back({"benchmark", {}, {}, {}, {}});
        plan_.entry = "benchmark";
        plan_.device = device.name;
        plan_.slots = {{compile::BufferId::Arena, 0, kRegions * kRegion + kScratch}};
        plan_.buffer_bytes[int(compile::BufferId::Arena)] = plan_.slots[0].bytes;
        for (const int64_t chains : {6, 8, 12, 16}) multiply_add(chains);
        for (const bool copy : {false, true}) {
            for (int64_t r = 0; r < kRegions; r += copy ? 2 : 1) stream(Benchmark::Level::Memory, copy, r * kRegion, kRegion);
            for (int64_t bytes = kMiB / 2; bytes <= kRegion; bytes *= 2)
                for (int pass = 0; pass < 3; ++pass) stream(Benchmark::Level::Cache, copy, 0, bytes);  // the first fills the cache
        }
    }
    const std::vector<Benchmark>& benchmarks() const { return benchmarks_; }
    const compile::ExecutionPlan& plan() const { return plan_; }

private:
    ops::KernelCall start(const char* kernel) const {
        ops::KernelCall call;
        call.kernel = kernel;
        call.source = std::string("bench/") + kernel + ".comp";
        call.node = "benchmark";
        call.local_size = std::min<uint32_t>(256, device_.max_workgroup_invocations);
        return call;
    }
    ops::Binding scratch() const { return {arena_, ops::BindingKind::Storage, true, kRegions * kRegion, kScratch}; }
    void multiply_add(int64_t chains) {
        ops::KernelCall call = start("multiply_add");
        call.define("CHAINS", chains);
        call.define("STEPS", kChainSteps);
        call.bindings = {scratch()};
        call.groups[0] = device_.device_class == DeviceClass::Gpu ? 4096 : 8 * std::max(1u, std::thread::hardware_concurrency());
        call.flops = 2.0 * double(chains * kChainSteps * kUnrolled) * call.local_size * call.groups[0];
        benchmarks_.push_back({Benchmark::Level::Compute, 0});
        plan_.calls.push_back(std::move(call));
    }
    /// Reads `bytes` at `offset`, or copies them to the next region.
    void stream(Benchmark::Level level, bool copy, int64_t offset, int64_t bytes) {
        const bool texel = device_.device_class == DeviceClass::Cpu;  // as the kernels of each class read
        ops::KernelCall call = start("stream");
        call.define("VECTORS", kVectors);
        call.define("TEXEL", int64_t(texel));
        call.define("COPY", int64_t(copy));
        call.bindings = {{arena_, texel ? ops::BindingKind::Texel4 : ops::BindingKind::Storage, false, offset, bytes},
                         copy ? ops::Binding{arena_, ops::BindingKind::Storage, true, offset + kRegion, bytes} : scratch()};
        call.groups[0] = uint32_t(bytes / (16 * kVectors * int64_t(call.local_size)));
        call.bytes = double(bytes) * (copy ? 2 : 1);
        benchmarks_.push_back({level, int64_t(call.bytes)});
        plan_.calls.push_back(std::move(call));
    }

    const DeviceProfile& device_;
    ir::ValueId arena_;
    compile::ExecutionPlan plan_;
    std::vector<Benchmark> benchmarks_;
};

/// The fastest benchmark of each level; `rates` in GFLOP/s and GB/s.
Peaks roofs(const std::vector<Benchmark>& benchmarks, const std::vector<double>& rates) {
    Peaks peaks;
    std::map<int64_t, double> cached;  // by footprint
    for (size_t i = 0; i < rates.size(); ++i) switch (benchmarks[i].level) {
        case Benchmark::Level::Compute: peaks.gflops = std::max(peaks.gflops, rates[i]); break;
        case Benchmark::Level::Memory: peaks.gbytes_per_s = std::max(peaks.gbytes_per_s, rates[i]); break;
        case Benchmark::Level::Cache: cached[benchmarks[i].footprint] = std::max(cached[benchmarks[i].footprint], rates[i]); break;
    }
    for (const auto& [footprint, rate] : cached) {
        peaks.cache_gbytes_per_s = std::max(peaks.cache_gbytes_per_s, rate);
        if (rate > 1.05 * peaks.gbytes_per_s) peaks.cache_bytes = uint64_t(footprint);  // beyond, main memory is as fast
    }
    return peaks;
}

}  // namespace

Result<Peaks> measure_peaks(std::shared_ptr<VulkanDevice> device) {
    using Clock = std::chrono::steady_clock;
    const Suite suite(profile_of(*device));
    const auto plan = std::make_shared<const compile::ExecutionPlan>(suite.plan());
    const auto executor = make_vulkan_executor(device);
    TRY_STATUS(executor->prepare(plan));
    TRY_STATUS(executor->warm_up(*plan));
    std::vector<double> best(plan->calls.size(), 0);
    Peaks peaks;
    const Clock::time_point begin = Clock::now();
    const auto seconds = [&] { return std::chrono::duration<double>(Clock::now() - begin).count(); };
    for (int steady = 0; steady < kSteadyPasses || seconds() < kLeastSeconds; ++steady) {
        if (seconds() > kMostSeconds) break;
        TRY_STATUS(executor->submit(*plan, {}, {}, true));
        TRY(const StepResult step, executor->wait());
        for (size_t c = 0; c < best.size(); ++c) {
            const double ns = step.calls[c].end_ns - step.calls[c].begin_ns;
            if (ns > 0) best[c] = std::max(best[c], std::max(plan->calls[c].flops, plan->calls[c].bytes) / ns);
        }
        const Peaks now = roofs(suite.benchmarks(), best);
        if (now.gflops > 1.02 * peaks.gflops || now.gbytes_per_s > 1.02 * peaks.gbytes_per_s || now.cache_gbytes_per_s > 1.02 * peaks.cache_gbytes_per_s) steady = 0;
        peaks = now;
    }
    return peaks;
}

Peaks peaks_of(const DeviceProfile& p) { return {p.peak_gflops, p.peak_gbytes_per_s, p.cache_gbytes_per_s, p.cache_bytes}; }

void set_peaks(DeviceProfile& profile, const Peaks& peaks) {
    profile.peak_gflops = peaks.gflops;
    profile.peak_gbytes_per_s = peaks.gbytes_per_s;
    profile.cache_gbytes_per_s = peaks.cache_gbytes_per_s;
    profile.cache_bytes = peaks.cache_bytes;
}

}  // namespace saddle::runtime

#pragma once
// A step of LeNet-5 with figures of the usual size, for tests and pictures of the kernel views.
#include <memory>

#include "engine/api/views.h"

namespace saddle::viz {

inline std::shared_ptr<StepProfile> sample_profile(bool measured = true) {
    struct Call { const char *kernel, *node; ir::Phase phase; double us, mflop, mbyte; };
    using enum ir::Phase;
    static constexpr Call kCalls[] = {
        {"conv_forward", "conv1", Forward, 64, 30.1, 2.8}, {"tanh", "act1", Forward, 81, 1.2, 4.8}, {"avg_pool", "pool1", Forward, 54, 0.6, 3},
        {"conv_forward", "conv2", Forward, 71, 61.4, 1.4}, {"tanh", "act2", Forward, 31, 0.4, 1.6}, {"avg_pool", "pool2", Forward, 19, 0.2, 1},
        {"matmul", "head/fc1", Forward, 31, 12.3, 0.5}, {"matmul", "head/fc2", Forward, 14, 2.6, 0.2}, {"matmul", "head/fc3", Forward, 7, 0.2, 0.1},
        {"softmax_loss", "loss", Forward, 12, 0.05, 0.02}, {"softmax_loss_grad", "loss", Backward, 9, 0.02, 0.02}, {"matmul_weight", "head/fc3", Backward, 11, 0.2, 0.1},
        {"matmul_input", "head/fc3", Backward, 10, 0.2, 0.1}, {"matmul_weight", "head/fc2", Backward, 16, 2.6, 0.2}, {"matmul_input", "head/fc2", Backward, 15, 2.6, 0.2},
        {"matmul_weight", "head/fc1", Backward, 34, 12.3, 0.5}, {"matmul_input", "head/fc1", Backward, 33, 12.3, 0.5}, {"avg_pool_grad", "pool2", Backward, 21, 0.2, 1},
        {"tanh_grad", "act2", Backward, 44, 0.4, 2.4}, {"conv_weight", "conv2", Backward, 95, 61.4, 1.4}, {"conv_input", "conv2", Backward, 84, 61.4, 1.4},
        {"avg_pool_grad", "pool1", Backward, 56, 0.6, 3}, {"tanh_grad", "act1", Backward, 118, 1.2, 7.2}, {"conv_weight", "conv1", Backward, 88, 30.1, 2.8},
        {"update_adam", "optimizer", Update, 22, 0.4, 1.2}, {"copy_metrics", "", Update, 9, 0, 0.01}};
    auto profile = std::make_shared<StepProfile>();
    profile->device = "sample device";
    if (measured) profile->peak_gflops = 2200, profile->peak_gbytes_per_s = 68, profile->cache_gbytes_per_s = 240;
    double at = 1000;
    for (const Call& c : kCalls) {
        KernelTiming k;
        k.kernel = c.kernel, k.node = c.node, k.phase = c.phase, k.source = "shaders/sample.cpu.comp";
        k.begin_us = at, k.end_us = at + c.us, k.ms = c.us / 1e3;
        k.flops = c.mflop * 1e6, k.bytes = c.mbyte * 1e6;
        k.gflops = c.mflop / c.us, k.gbytes_per_s = c.mbyte / c.us;
        k.intensity = c.mflop / c.mbyte;
        if (measured) {
            const double compute = k.flops / 2.2e12, memory = k.bytes / 68e9;
            k.percent_of_roofline = 100 * std::max(compute, memory) / (c.us * 1e-6);
            k.bound = compute >= memory ? "compute" : "memory";
        }
        at += c.us + (k.phase == Update ? 30 : 4);
        profile->sum_of_kernels_ms += k.ms;
        profile->kernels.push_back(k);
    }
    profile->gap_ms = (at - 1000) / 1e3 - profile->sum_of_kernels_ms;
    profile->host_ms = 0.04;
    profile->step_ms = profile->sum_of_kernels_ms + profile->gap_ms + profile->host_ms;
    // Activations live from their kernel to the one that needs them on the way back.
    const int last = int(profile->kernels.size()) - 3;
    int64_t offset = 0;
    for (int i = 0; i < 10; ++i) {
        const KernelTiming& k = profile->kernels[size_t(i)];
        const int64_t size = int64_t(k.bytes / 2) + 1024;
        profile->memory.push_back({k.node + ".out", k.node, offset, size, i, last - i});
        offset += size;
    }
    profile->memory.push_back({"conv2.dx", "conv2", offset, 1200000, last - 2, last});
    profile->arena_bytes = offset + 1200000;
    profile->parameter_bytes = 61706 * 4;
    return profile;
}

}  // namespace saddle::viz

#include "engine/analysis/trace.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace saddle::analysis {

std::string trace_json(const StepProfile& profile) {
    using Json = nlohmann::ordered_json;
    constexpr int kQueue = 1;
    Json events = Json::array();
    const auto named = [&](const char* what, int track, const char* key, const Json& value) { events.push_back({{"ph", "M"}, {"name", what}, {"pid", kQueue}, {"tid", track}, {"args", {{key, value}}}}); };
    named("process_name", 0, "name", profile.device.empty() ? "device" : profile.device);
    for (const ir::Phase phase : {ir::Phase::Forward, ir::Phase::Backward, ir::Phase::Update}) {
        named("thread_name", 1 + int(phase), "name", ir::name(phase));
        named("thread_sort_index", 1 + int(phase), "sort_index", int(phase));
    }
    const auto counters = [&](double at, double gflops, double gbytes_per_s) {
        events.push_back({{"ph", "C"}, {"name", "GFLOP/s"}, {"pid", kQueue}, {"ts", at}, {"args", {{"GFLOP/s", gflops}}}});
        events.push_back({{"ph", "C"}, {"name", "GB/s"}, {"pid", kQueue}, {"ts", at}, {"args", {{"GB/s", gbytes_per_s}}}});
    };
    const double origin = profile.kernels.empty() ? 0 : profile.kernels.front().begin_us;
    double end = 0;   // of the kernel before: the queue does one at a time, though medians of their times may say otherwise
    for (const KernelTiming& k : profile.kernels) {
        const double begin = std::max(k.begin_us - origin, end), duration = k.ms * 1e3;
        if (begin > end) counters(end, 0, 0);
        counters(begin, k.gflops, k.gbytes_per_s);
        events.push_back({{"ph", "X"}, {"name", k.kernel}, {"cat", ir::name(k.phase)}, {"pid", kQueue}, {"tid", 1 + int(k.phase)}, {"ts", begin}, {"dur", duration},
                          {"args", {{"node", k.node}, {"source", k.source}, {"flops", k.flops}, {"bytes", k.bytes}, {"GFLOP/s", k.gflops}, {"GB/s", k.gbytes_per_s},
                                    {"FLOP per byte", k.intensity}, {"% of roofline", k.percent_of_roofline}, {"bound", k.bound}}}});
        end = begin + duration;
    }
    counters(end, 0, 0);
    Json trace{{"displayTimeUnit", "ms"}, {"traceEvents", std::move(events)}, {"otherData", {{"program", "Saddlepoint"}, {"device", profile.device}}}};
    if (!profile.run.empty()) trace["otherData"]["run"] = profile.run;
    if (profile.step > 0) trace["otherData"]["step"] = std::to_string(profile.step);
    return trace.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace saddle::analysis

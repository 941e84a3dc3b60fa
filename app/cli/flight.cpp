#include "app/cli/flight.h"

#include <algorithm>

namespace saddle::cli {
namespace {

double mib(int64_t bytes) { return double(bytes) / (1 << 20); }

/// Activations alive along the step, in so many columns of eighths.
std::string timeline(const std::vector<int64_t>& alive) {
    static const char* const eighths[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    const size_t columns = std::min<size_t>(64, alive.size());
    const int64_t most = alive.empty() ? 1 : std::max<int64_t>(1, *std::max_element(alive.begin(), alive.end()));
    std::string text;
    for (size_t c = 0; c < columns; ++c) {
        const auto begin = alive.begin() + long(c * alive.size() / columns), end = alive.begin() + long((c + 1) * alive.size() / columns);
        text += eighths[size_t(7 * *std::max_element(begin, end) / most)];
    }
    return text;
}

Json to_json(const FlightReport& r) {
    const analysis::MemoryForecast& m = r.memory;
    Json ports = Json::array();
    for (const analysis::PortFacts& p : r.data.ports)
        ports.push_back({{"port", p.name}, {"low", p.low}, {"high", p.high}, {"mean", p.mean}, {"deviation", p.deviation}, {"not_finite", p.not_finite}, {"constant_columns", p.constant.size()}});
    return {{"flight", r.device}, {"peaks_measured", r.peaks_measured}, {"batch", r.batch}, {"steps_per_epoch", r.steps_per_epoch}, {"steps", r.steps}, {"parameters", r.parameters},
            {"step_ms", r.step.step_ms}, {"roof_ms", r.step.roof_ms}, {"measured_share", r.step.measured}, {"epoch_seconds", r.epoch_seconds}, {"run_seconds", r.run_seconds}, {"kernels", r.step.calls}, {"flops", r.step.flops}, {"bytes", r.step.bytes},
            {"memory", {{"verdict", analysis::name(m.verdict)}, {"total", m.total}, {"heap", m.heap}, {"parameters", m.parameters}, {"gradients", m.gradients}, {"states", m.states}, {"activations", m.arena}, {"inputs", m.inputs},
                        {"peak_call", m.peak}, {"peak_node", m.peak_node}, {"largest", m.largest}, {"largest_node", m.largest_node}, {"largest_bytes", m.largest_bytes}, {"binding_limit", m.binding_limit}, {"alive", m.alive}}},
            {"data", {{"train", r.data.train}, {"validation", r.data.validation}, {"test", r.data.test}, {"counted", r.data.counted}, {"classes", r.data.classes}, {"ports", ports}}}};
}

void print_step(const FlightReport& r) {
    if (!r.peaks_measured) {
        std::printf("step     not estimated: the peaks of %s are not measured yet (`saddle devices --measure`); %.3g GFLOP, %.3g MB in %d kernels\n", r.device.c_str(), r.step.flops / 1e9, r.step.bytes / 1e6, r.step.calls);
        return;
    }
    std::printf("step     %.3g ms expected, %.0f samples/s; an epoch %.3g s, %lld steps %.3g s in all\n", r.step.step_ms, double(r.batch) / r.step.step_ms * 1e3, r.epoch_seconds, (long long)r.steps, r.run_seconds);
    std::printf("         %.3g ms if each of its %d kernels reached its roof; %.0f %% of the time is in kernels that earlier runs measured here\n", r.step.roof_ms, r.step.calls, 100 * r.step.measured);
}

/// "1.234 ms  12.3 %"; a dash where nothing is known.
std::string time_and_share(const analysis::KernelEstimate& k, const analysis::StepEstimate& step) {
    if (step.step_ms <= 0) return "-";
    char text[40];
    std::snprintf(text, sizeof text, "%.3f ms %5.1f %%", k.ms, 100 * k.ms / step.step_ms);
    return text;
}

void print_memory(const analysis::MemoryForecast& m) {
    std::printf("memory   %.1f MiB", mib(m.total));
    if (m.heap > 0) std::printf(" of %.0f MiB: %s", mib(m.heap), analysis::name(m.verdict));
    std::printf("; parameters %.1f, gradients %.1f, optimizer and statistics %.1f, activations %.1f, inputs %.1f\n", mib(m.parameters), mib(m.gradients), mib(m.states), mib(m.arena), mib(m.inputs));
    std::printf("         |%s| activations over the kernels of a step, most at %s %s\n", timeline(m.alive).c_str(), m.peak_node.c_str(), ir::name(m.peak_phase));
    std::printf("         largest tensor %.1f MiB (%s); one binding spans %.0f MiB%s\n", mib(m.largest_bytes), m.largest_node.c_str(), mib(m.binding_limit), m.largest_bytes > m.binding_limit ? ", it takes several" : "");
}

void print_data(const analysis::DataFacts& d) {
    std::printf("data     %lld training, %lld validation, %lld test samples; %lld looked at\n", (long long)d.train, (long long)d.validation, (long long)d.test, (long long)d.counted);
    for (const analysis::PortFacts& p : d.ports) std::printf("         %s: %.4g to %.4g, mean %.3g, deviation %.3g\n", p.name.c_str(), p.low, p.high, p.mean, p.deviation);
    if (!d.classes.empty())
        std::printf("         %s: %lld of %zu classes seen\n", d.class_port.c_str(), (long long)std::count_if(d.classes.begin(), d.classes.end(), [](int64_t n) { return n > 0; }), d.classes.size());
}

}  // namespace

Json to_json(const Diagnostic& d) {
    const char* const severity = d.severity == Severity::Error ? "error" : d.severity == Severity::Warning ? "warning" : "info";
    return {{"diagnostic", severity}, {"node", d.node}, {"port", d.port}, {"field", d.field}, {"text", d.text}, {"hint", d.hint}};
}

void print_flight(const FlightReport& r, const Project& project, bool json) {
    if (json) {
        print_line(to_json(r));
        for (const analysis::KernelEstimate& k : r.step.largest)
            print_line({{"kernel", k.kernel}, {"node", k.node}, {"phase", ir::name(k.phase)}, {"ms", k.ms}, {"roof_ms", k.roof_ms}, {"flops", k.flops}, {"bytes", k.bytes}, {"bound", k.bound}});
        for (const Diagnostic& d : r.advice) print_line(to_json(d));
        return;
    }
    std::printf("%s on %s: batch %lld, %lld steps an epoch, %lld parameters\n", project.name.c_str(), r.device.c_str(), (long long)r.batch, (long long)r.steps_per_epoch, (long long)r.parameters);
    print_step(r);
    print_memory(r.memory);
    print_data(r.data);
    std::printf("largest kernels\n");
    for (const analysis::KernelEstimate& k : r.step.largest)
        std::printf("         %-14s %-26s %-9s %18s  %8.3g GFLOP %8.3g MB  %s\n", k.node.c_str(), k.kernel.c_str(), ir::name(k.phase), time_and_share(k, r.step).c_str(), k.flops / 1e9, k.bytes / 1e6, k.bound.c_str());
    for (const Diagnostic& d : r.advice) std::printf("%s\n", to_string(d).c_str());
    if (r.advice.empty()) std::printf("no doubts\n");
}

}  // namespace saddle::cli

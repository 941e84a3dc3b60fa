#include "engine/analysis/flight_check.h"

#include <algorithm>

#include "engine/analysis/graph_advice.h"
#include "engine/train/training_loop.h"

namespace saddle::analysis {
namespace {

std::string megabytes(int64_t bytes) { return std::to_string((bytes + (1 << 20) - 1) >> 20) + " MiB"; }

std::vector<Diagnostic> memory_advice(const MemoryForecast& m) {
    const std::string needs = "the run takes " + megabytes(m.total) + " of the device's " + megabytes(m.heap);
    const std::string hint = "choose a smaller batch and accumulate gradients over several";
    if (m.verdict == MemoryForecast::Verdict::TooLarge) return {{Severity::Error, "", "", "train.batch_size", needs, hint}};
    if (m.verdict == MemoryForecast::Verdict::Tight) return {{Severity::Warning, "", "", "train.batch_size", needs + ", most of it", hint}};
    return {};
}

}  // namespace

FlightReport flight_check(const FlightCase& flight) {
    FlightReport report;
    const TrainConfig& train = flight.project.train;
    report.device = flight.device.name;
    report.peaks_measured = flight.device.peak_gflops > 0;
    report.batch = flight.train.batch;
    report.data = flight.facts;
    report.steps_per_epoch = train::steps_per_epoch(train, flight.facts.train);
    report.steps = report.steps_per_epoch * train.epochs;
    for (const ir::ValueId id : flight.program.of_kind(ir::ValueKind::Parameter)) report.parameters += flight.program[id].type.shape.count();
    report.step = estimate_step(flight.train, flight.device, flight.measured);
    report.epoch_seconds = report.step.step_ms * 1e-3 * double(train::batches_per_epoch(train, flight.facts.train));
    report.run_seconds = report.epoch_seconds * double(train.epochs);
    std::vector<const compile::ExecutionPlan*> entries{&flight.train};
    if (flight.eval) entries.push_back(flight.eval);
    report.memory = forecast_memory(entries, flight.device, flight.in_flight);
    for (std::vector<Diagnostic>& part : std::vector<std::vector<Diagnostic>>{memory_advice(report.memory), data_advice(flight.facts, flight.project, flight.data), doubled_activations(flight.project),
                                                                              dead_branches(flight.project), untrained_parameters(flight.program, train), unusual_rates(train)})
        std::move(part.begin(), part.end(), std::back_inserter(report.advice));
    std::stable_sort(report.advice.begin(), report.advice.end(), [](const Diagnostic& a, const Diagnostic& b) { return a.severity < b.severity; });
    return report;
}

}  // namespace saddle::analysis

#pragma once
// The flight check: what is known of a training run before it begins, as one value.
#include "engine/analysis/data_facts.h"
#include "engine/analysis/memory_forecast.h"
#include "engine/analysis/step_estimate.h"
#include "engine/compile/compile.h"

namespace saddle::analysis {

struct FlightCase {
    const Project& project;
    const ops::DataSignature& data;
    const DataFacts& facts;
    const ir::Program& program;                ///< as lowered
    const compile::ExecutionPlan& train;
    const compile::ExecutionPlan* eval = nullptr;   ///< of the batches that results are measured with
    const DeviceProfile& device;
    std::vector<MeasuredKernel> measured;      ///< of earlier runs on the device
    int in_flight = 1;                         ///< batches that the executor holds at once
};

struct FlightReport {
    std::string device;
    bool peaks_measured = false;
    int64_t batch = 0, steps_per_epoch = 0, steps = 0, parameters = 0;
    double epoch_seconds = 0, run_seconds = 0; ///< without evaluation; 0: not known
    StepEstimate step;
    MemoryForecast memory;
    DataFacts data;
    std::vector<Diagnostic> advice;            ///< errors first, then warnings, then remarks
};

/// Pure: the same case gives the same report.
FlightReport flight_check(const FlightCase& flight);

}  // namespace saddle::analysis

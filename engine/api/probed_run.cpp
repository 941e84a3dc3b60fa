#include "engine/api/probed_run.h"

#include <algorithm>
#include <numeric>

#include "engine/api/rest.h"

namespace saddle::api {
namespace {

constexpr double kBatchBytes = 256e6;   // of activations that a batch may make
constexpr size_t kMostPlans = 12;       // that an executor is given before it is made anew

}  // namespace

Result<std::unique_ptr<ProbedRun>> ProbedRun::open(const InsideRequest& request) {
    auto opened = std::unique_ptr<ProbedRun>(new ProbedRun);
    TRY(opened->run_, load_run_without_weights(request.run, request.store_path, request.open_data, request.data_path));
    TRY(opened->store_, store::ExperimentStore::open(opened->run_.store_path));
    TRY(opened->backend_, open_backend(request.device, opened->run_.store_path));
    opened->device_ = request.device;
    opened->data_path_ = request.data_path;
    return opened;
}

bool ProbedRun::serves(const InsideRequest& request) {
    if (request.device != device_ || request.data_path != data_path_ || plans_.size() >= kMostPlans) return false;
    const auto row = store_->run(request.run);
    return row.ok() && row->id == run_.row.id && (request.store_path.empty() || request.store_path == run_.store_path);
}

Status ProbedRun::begin(const InsideRequest& request, const Cancellation& cancellation) {
    request_ = &request;
    cancellation_ = &cancellation;
    work_ms_ = 0;
    TRY(split_, choose_split(*run_.source, request.split));
    TRY(auto path, run_path(*store_, run_.store_path, run_.row.id, request.step));
    const bool same = loaded_ && !path.empty() && path.back().step == run_.checkpoint.position.step;
    if (same && away_) TRY_STATUS(move_to(run_.checkpoint));
    away_ = false;
    if (same) return {};
    TRY(auto newest, newest_finite(path));
    if (!newest) return no_checkpoint(run_.row);
    run_.checkpoint = std::move(*newest);
    loaded_ = true;
    return plans_.empty() ? Status{} : restore(*backend_.executor, model_tensors(run_.checkpoint));
}

const compile::TypedGraph& ProbedRun::typed() {
    if (!typed_) typed_ = compile::infer_shapes(run_.project, data(), 1);
    return *typed_;
}

int64_t ProbedRun::fitting_batch(int64_t most) {
    for (const auto& port : data().ports)
        if (port.joined) return 1;   // graphs of different sizes lie one after another: where one begins is not known behind the input
    return std::clamp<int64_t>(int64_t(kBatchBytes / std::max(1.0, typed().total.bytes)), 1, std::min(most, size()));
}

Result<ProbedRun::Plan> ProbedRun::plan(int64_t batch, const compile::Probe& probe) {
    const std::pair key(batch, probe);
    if (const auto it = plans_.find(key); it != plans_.end()) return it->second;
    TRY(ir::Program program, compile::probe(run_.project, data(), batch, probe));
    TRY(compile::ExecutionPlan made, compile::compile_program(std::move(program), compile::kProbe, batch, backend_.executor->profile()));
    const auto kept = std::make_shared<const compile::ExecutionPlan>(std::move(made));
    TRY_STATUS(backend_.executor->prepare(kept));
    TRY_STATUS(restore(*backend_.executor, model_tensors(run_.checkpoint)));
    return plans_[key] = kept;
}

Result<train::PlanCache*> ProbedRun::sampler(int64_t count) {
    if (!samplers_) samplers_ = std::make_unique<train::PlanCache>(run_.project, data(), *backend_.executor);
    TRY([[maybe_unused]] const auto plan, samplers_->get("sample", count));
    TRY_STATUS(restore(*backend_.executor, model_tensors(run_.checkpoint)));
    return samplers_.get();
}

Result<std::vector<Snapshot>> ProbedRun::way(size_t most) const {
    TRY(const std::vector<Snapshot> all, run_path(*store_, run_.store_path, run_.row.id, request_->step));
    if (all.size() <= most) return all;
    std::vector<Snapshot> chosen;
    for (size_t k = 0; k < most; ++k) chosen.push_back(all[(k * (all.size() - 1) + (most - 1) / 2) / (most - 1)]);
    return chosen;
}

Result<std::vector<store::MetricRow>> ProbedRun::metrics(const std::string& prefix) const {
    TRY(std::vector<store::MetricRow> rows, store_->metrics(run_.row.id, prefix));
    if (request_->step) std::erase_if(rows, [&](const store::MetricRow& row) { return row.step > *request_->step; });
    return rows;
}

Status ProbedRun::move_to(const LoadedCheckpoint& point) {
    away_ = true;
    return restore(*backend_.executor, model_tensors(point));
}

void ProbedRun::rest() {
    if (training()) rest_beside([this] { return training(); }, *cancellation_, rest_after(work_ms_));
    work_ms_ = 0;
}

Result<ProbedRun::Outputs> ProbedRun::run(const Plan& plan, const std::vector<Tensor>& batch, const train::Carried& more) {
    rest();
    if (cancelled()) return interrupted();
    TRY_STATUS(backend_.executor->submit(*plan, train::select_inputs(*plan, data(), batch, more), {}, false));
    TRY(runtime::StepResult result, backend_.executor->wait());
    worked(result.host_ms);
    return std::move(result.outputs);
}

Result<std::vector<Tensor>> ProbedRun::read(std::span<const uint32_t> samples) const {
    std::vector<Tensor> batch;
    TRY_STATUS(run_.source->read(split_, samples, {}, batch));
    return batch;
}

Result<std::vector<Tensor>> ProbedRun::read_block(int64_t first, int64_t count) const {
    std::vector<uint32_t> samples(static_cast<size_t>(count));
    std::iota(samples.begin(), samples.end(), uint32_t(first));
    return read(samples);
}

Status ProbedRun::pass(std::span<const uint32_t> samples, int64_t batch, const std::optional<PortRef>& port, const Each& each) {
    TRY(const Plan plan, this->plan(batch, {.port = port}));
    const size_t block = size_t(batch);
    for (size_t done = 0; done < samples.size(); done += block) {
        const size_t first = std::min(done, samples.size() - block);
        const std::span<const uint32_t> these = samples.subspan(first, block);
        TRY(const std::vector<Tensor> tensors, read(these));
        TRY(Outputs outputs, run(plan, tensors));
        TRY_STATUS(each(these, done - first, tensors, outputs));
    }
    return {};
}

}  // namespace saddle::api

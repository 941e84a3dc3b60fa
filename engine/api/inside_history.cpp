#include "engine/api/inside_history.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>

#include "engine/api/inside_parts.h"
#include "engine/compile/observe.h"
#include "engine/graph/flatten.h"

namespace saddle {

double Insight::GradientProfile::first_to_last() const {
    if (nodes.size() < 2 || steps.empty()) return std::numeric_limits<double>::quiet_NaN();
    const double* last = &lengths[(steps.size() - 1) * nodes.size()];
    return last[0] / last[nodes.size() - 1];
}

namespace api {
namespace {

constexpr size_t kPoints = 33, kBins = 64, kFine = 1024;
constexpr int64_t kHistorySamples = 32;
constexpr auto kTell = std::chrono::milliseconds(300);

/// All steps in the bins of their common range, from fine bins of the range of each: what they have in common is known at the end only.
Insight::Spread spread(const std::vector<Numbers>& steps) {
    Insight::Spread s;
    if (steps.empty()) return s;
    s.low = INFINITY;
    s.high = -INFINITY;
    for (const Numbers& f : steps) {
        s.low = std::min(s.low, f.low);
        s.high = std::max(s.high, f.high);
        s.mean.push_back(f.mean);
        s.deviation.push_back(f.deviation);
        s.zeros.push_back(f.zeros);
    }
    s.bins = kBins;
    s.counts.assign(steps.size() * kBins, 0);
    for (size_t t = 0; t < steps.size(); ++t)
        for (size_t k = 0; k < kFine; ++k) {
            const double value = steps[t].low + (steps[t].high - steps[t].low) * (double(k) + (steps[t].high > steps[t].low ? 0.5 : 0)) / double(kFine);
            const double place = s.high > s.low ? (value - s.low) / (s.high - s.low) * double(kBins) : 0;
            s.counts[t * kBins + std::min(size_t(std::max(0.0, place)), kBins - 1)] += steps[t].counts[k];
        }
    return s;
}

}  // namespace

Status histories(ProbedRun& run, Insight& insight, const std::function<void(std::shared_ptr<const Insight>)>& progress) {
    TRY(const PortRef port, compile::first_output(run.project(), run.data(), insight.node));
    TRY(const std::vector<Snapshot> way, run.way(kPoints));
    const int64_t batch = run.fitting_batch(kHistorySamples);
    const std::vector<NamedTensor> tensors = model_tensors(run.checkpoint());
    const NamedTensor* weight = weight_of(tensors, insight.node);
    auto planned = run.plan(batch, {.port = port, .parameter = weight ? weight->name : std::string()});
    const bool slopes = weight && planned.ok();   // not where an op on the way has no gradient
    if (weight && !slopes) planned = run.plan(batch, {.port = port});
    TRY(const auto plan, std::move(planned));
    TRY(const std::vector<Tensor> tensors_read, run.read_block(0, batch));
    std::vector<Numbers> activations, weights, gradients;
    auto told = std::chrono::steady_clock::now();
    const auto take = [&] {
        insight.history.activations = spread(activations);
        insight.history.weights = spread(weights);
        insight.history.gradients = spread(gradients);
    };
    for (const Snapshot& point : way) {
        const auto loaded = load_checkpoint(point.file, "");
        if (!loaded.ok() || !all_finite(loaded->tensors)) continue;   // damaged, or of a run that diverged
        TRY_STATUS(run.move_to(*loaded));
        TRY(const auto outputs, run.run(plan, tensors_read));
        const Tensor& given = outputs.at(compile::kProbed);
        activations.push_back(numbers_of(given.f32, kFine));
        const Insight::Activity activity = activity_of(given, batch, activations.back());
        insight.history.dead.push_back(activity.units > 0 ? double(activity.dead) / double(activity.units) : 0);
        const std::vector<NamedTensor> then = model_tensors(*loaded);
        if (const NamedTensor* own = weight_of(then, insight.node)) weights.push_back(numbers_of(own->tensor.f32, kFine));
        if (slopes) gradients.push_back(numbers_of(outputs.at(compile::kSlope).f32, kFine));
        insight.history.steps.push_back(point.step);
        if (const auto now = std::chrono::steady_clock::now(); progress && now - told > kTell) {
            told = now;
            take();
            progress(std::make_shared<const Insight>(insight));
        }
    }
    take();
    if (insight.history.steps.empty()) return Error{ErrorKind::Incompatible, "run " + insight.run + " has no stored point", "train it again", {}};
    return {};
}

Status gradient_profile(ProbedRun& run, Insight& insight) {
    Insight::GradientProfile& profile = insight.gradients;
    const std::string prefix = compile::kGradientNorm;
    TRY(const std::vector<store::MetricRow> rows, run.metrics(prefix));
    std::map<NodeId, std::map<uint64_t, double>> observed;
    std::map<uint64_t, size_t> steps;
    for (const store::MetricRow& row : rows) {
        observed[row.name.substr(prefix.size())][row.step] = row.value;
        steps[row.step] = 0;
    }
    if (steps.empty()) return invalid("run " + insight.run + " has observed no gradients yet", "they are measured on every 64th step");
    for (auto& [step, index] : steps) {
        index = profile.steps.size();
        profile.steps.push_back(step);
    }
    const FlatGraph flat = flatten(run.project());
    for (const size_t i : topological_order(flat.graph).order)
        if (observed.count(flat.graph.nodes[i].id)) profile.nodes.push_back(flat.graph.nodes[i].id);
    profile.lengths.assign(profile.steps.size() * profile.nodes.size(), std::numeric_limits<double>::quiet_NaN());
    for (size_t n = 0; n < profile.nodes.size(); ++n)
        for (const auto& [step, length] : observed[profile.nodes[n]]) profile.lengths[steps[step] * profile.nodes.size() + n] = length;
    return {};
}

}  // namespace api
}  // namespace saddle

#include "engine/api/inside_time.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace saddle {

double Insight::TimeGradients::first_to_last() const {
    const State* shown = nullptr;
    for (const State& state : states)
        if (state.name.starts_with("h") && !state.last.empty() && (!shown || !state.name.ends_with("_reverse"))) shown = &state;
    return shown && shown->last.back() > 0 ? shown->last.front() / shown->last.back() : std::numeric_limits<double>::quiet_NaN();
}

namespace api {
namespace {

constexpr int64_t kAtOnce = 32;

/// In double: what vanishes has no squares in float.
double length(const Tensor& tensor) {
    double sum = 0;
    for (const float x : tensor.f32) sum += double(x) * double(x);
    return std::sqrt(sum);
}

}  // namespace

Status through_time(ProbedRun& run, Insight& insight) {
    TRY(const Node node, compile::find_node(run.project(), insight.node));
    const int64_t batch = run.fitting_batch(kAtOnce);
    TRY(const auto plan, run.plan(batch, {.states = node.id}));
    TRY(const std::vector<Tensor> read, run.read_block(0, batch));
    TRY(const auto of_loss, run.run(plan, read));
    const std::string prefix = compile::kStates, loss = prefix + "loss:", last = prefix + "last:", seed = prefix + "seed:";
    train::Carried seeds;
    for (const ir::ValueId id : plan->program.entry(compile::kProbe)->inputs)
        if (const std::string& name = plan->program[id].name; name.starts_with(seed)) seeds[name] = of_loss.at(loss + name.substr(seed.size()));
    TRY(const auto of_last, run.run(plan, read, seeds));

    std::map<std::string, std::map<int64_t, std::pair<double, double>>> lengths;   // by state and step
    for (const auto& [name, tensor] : of_loss) {
        if (!name.starts_with(loss)) continue;
        const std::string mark = name.substr(loss.size());
        const size_t colon = mark.rfind(':');
        const auto left = of_last.find(last + mark);
        lengths[mark.substr(0, colon)][std::stoll(mark.substr(colon + 1))] = {length(tensor), left == of_last.end() ? 0 : length(left->second)};
    }
    insight.through_time.samples = batch;
    for (const auto& [name, steps] : lengths) {
        Insight::TimeGradients::State state{name, {}, {}, {}};
        const auto take = [&](const auto& step) {
            state.steps.push_back(step.first);
            state.loss.push_back(step.second.first);
            state.last.push_back(step.second.second);
        };
        if (name.ends_with("_reverse")) std::for_each(steps.rbegin(), steps.rend(), take);
        else std::for_each(steps.begin(), steps.end(), take);
        insight.through_time.states.push_back(std::move(state));
    }
    std::stable_partition(insight.through_time.states.begin(), insight.through_time.states.end(), [](const auto& state) { return state.name.starts_with("h"); });
    return {};
}

}  // namespace api
}  // namespace saddle

#include "engine/analysis/race.h"

#include <algorithm>
#include <cmath>

#include "engine/compile/compile.h"
#include "engine/runtime/executor.h"
#include "engine/train/learning_rate.h"

namespace saddle::analysis {
namespace {

constexpr const char* kAxes[] = {"x", "y"};

/// The model whose loss is the formula, with backward pass and update.
Result<ir::Program> training_program(const Surface& surface, const TrainConfig& train) {
    ir::Program program;
    program.entries.push_back({.name = "train", .inputs = {}, .body = {}, .outputs = {}, .assigns = {}});
    ir::EntryPoint& entry = program.entries.back();
    std::vector<ir::ValueId> axes;
    for (const char* axis : kAxes) {
        ir::Value value;
        value.name = axis;
        value.kind = ir::ValueKind::Parameter;
        value.type = {DType::F32, {1}};
        value.node = "surface";
        axes.push_back(program.add(std::move(value)));
    }
    ops::Builder b(program, entry);
    b.node = "surface";
    TRY(const ir::ValueId value, emit_formula(b, surface.formula, axes[0], axes[1], surface.constants));
    entry.outputs.push_back({"loss", b.emit("ReduceSum", {value}, {{"keepdims", int64_t(0)}})});
    TRY_STATUS(compile::differentiate_objectives(program, train));
    TRY_STATUS(compile::append_update(program, train));
    return program;
}

/// Both axes of a parameter's state, "" for the parameters themselves; 0 for what an axis does not have.
Result<Point2> read(runtime::Executor& executor, const std::string& state) {
    Point2 both{};
    for (size_t axis = 0; axis < 2; ++axis) {
        const std::string name = state.empty() ? kAxes[axis] : std::string(kAxes[axis]) + ":" + state;
        const auto tensor = executor.get(name);
        if (tensor.ok()) both[axis] = double(tensor->f32[0]);
        else if (state.empty()) return tensor.error();
    }
    return both;
}

bool finite(const RacePoint& p) { return std::isfinite(p.value) && std::isfinite(p.at[0]) && std::isfinite(p.at[1]); }

}  // namespace

Result<std::pair<std::string, Attributes>> parse_settings(const std::string& text) {
    const size_t colon = std::min(text.find(':'), text.size());
    std::pair<std::string, Attributes> all{text.substr(0, colon), {}};
    for (size_t at = colon + 1; at < text.size();) {
        const size_t end = std::min(text.find(',', at), text.size()), begin = std::min(text.find_first_not_of(' ', at), end), equals = text.find('=', begin);
        if (equals >= end) return Error{ErrorKind::Usage, "'" + text.substr(begin, end - begin) + "' of '" + text + "' is no name=value", "write it like Adam:lr=0.1,beta1=0.8", {}};
        all.second[text.substr(begin, equals - begin)] = parse_attribute(text.substr(equals + 1, end - equals - 1));
        at = end + 1;
    }
    return all;
}

Result<Racer> parse_racer(const std::string& text, const ScheduleConfig& schedule) {
    const size_t at = text.find('@');
    TRY(auto optimizer, parse_settings(text.substr(0, at)));
    Racer racer{{std::move(optimizer.first), std::move(optimizer.second), {}}, schedule, {}};
    if (at == std::string::npos) return racer;
    TRY(auto own, parse_settings(text.substr(at + 1)));
    racer.schedule = {std::move(own.first), std::move(own.second)};
    return racer;
}

Result<RacePath> race(const Surface& surface, const Racer& racer, int steps) {
    if (steps < 1 || steps > 100000) return invalid("a race has 1 to 100,000 steps, not " + std::to_string(steps));
    TrainConfig train;
    train.batch_size = 1;
    train.objectives = {{.optimizer = racer.optimizer}};
    TRY(ir::Program program, training_program(surface, train));
    const auto executor = runtime::make_reference_executor();
    TRY(auto compiled, compile::compile_program(std::move(program), "train", 1, executor->profile()));
    const auto plan = std::make_shared<const compile::ExecutionPlan>(std::move(compiled));
    TRY_STATUS(executor->prepare(plan));
    for (size_t axis = 0; axis < 2; ++axis) TRY_STATUS(executor->set(kAxes[axis], Tensor::of({1}, std::vector<float>{float(racer.start[axis])})));

    RacePath path;
    for (const std::string& name : executor->names())
        if (name.rfind("x:", 0) == 0) path.states.push_back(name.substr(2));
    const double base = train::base_rate(racer.optimizer);
    for (int step = 0; step <= steps; ++step) {
        RacePoint point;
        TRY(point.at, read(*executor, ""));
        for (const std::string& state : path.states) {
            TRY(const Point2 both, read(*executor, state));
            point.states.push_back(both);
        }
        compile::StepScalars scalars;
        TRY(const double rate, train::learning_rate(racer.schedule, base, {.step = uint64_t(step), .per_epoch = 1, .total = steps}));
        scalars.lr = float(rate);
        scalars.step = uint32_t(step) + 1;
        TRY_STATUS(executor->submit(*plan, {}, scalars, {}));   // the update behind the last point is not looked at
        TRY(const runtime::StepResult result, executor->wait());
        point.value = double(result.outputs.at("loss").f32[0]);
        path.diverged = !finite(point);
        if (path.diverged) break;
        path.points.push_back(std::move(point));
    }
    std::vector<Point2> places;
    for (const RacePoint& point : path.points) places.push_back(point.at);
    TRY(const auto there, survey(surface, places));
    for (size_t i = 0; i < there.size(); ++i) {
        path.points[i].gradient = there[i].gradient;
        if (path.left_saddle < 0 && there[i].eigenvalues()[0] > 0) path.left_saddle = int(i);
    }
    if (path.left_saddle == 0) path.left_saddle = -1;   // it was on none
    return path;
}

}  // namespace saddle::analysis

#include "engine/analysis/surface.h"

#include <algorithm>
#include <cmath>

#include "engine/compile/passes.h"
#include "engine/ops/term.h"
#include "engine/ops/interpret.h"

namespace saddle::analysis {
namespace {

constexpr const char* kEntry = "derivatives";

/// Differentiates the sum of an output, which is each point's own derivative, to x and y; the new outputs are called as given.
/// What an axis has no part in is 0.
Status derive(ir::Program& program, const std::string& of, const std::vector<std::string>& called) {
    ir::EntryPoint& entry = *program.entry(kEntry);
    const std::vector<ir::ValueId> axes = entry.inputs;
    ops::Builder b(program, entry);
    b.node = "surface";
    entry.outputs.push_back({"sum", b.emit("ReduceSum", {*entry.output(of)}, {{"keepdims", int64_t(0)}})});
    TRY_STATUS(compile::differentiate(program, kEntry, axes, "sum"));
    for (size_t i = 0; i < called.size(); ++i) {
        const std::string gradient = "gradient:" + program[axes[i]].name;
        const auto value = entry.output(gradient);
        const ir::ValueId named = value ? *value : ir::ValueId(ops::Term(b, axes[i]) * 0.0);
        if (!called[i].empty()) entry.outputs.push_back({called[i], named});
    }
    std::erase_if(entry.outputs, [](const ir::Output& o) { return o.name == "sum" || o.name.rfind("gradient:", 0) == 0; });
    if (b.error) return *b.error;
    return {};
}

}  // namespace

Result<ir::Program> derivatives_program(const Surface& surface, int64_t points) {
    ir::Program program;
    program.entries.push_back({.name = kEntry, .inputs = {}, .body = {}, .outputs = {}, .assigns = {}});
    ir::EntryPoint& entry = program.entries.back();
    ops::Builder b(program, entry);
    b.node = "surface";
    for (const char* axis : {"x", "y"}) compile::add_input(b, axis, {DType::F32, {points}});
    TRY(const ir::ValueId value, emit_formula(b, surface.formula, entry.inputs[0], entry.inputs[1], surface.constants));
    entry.outputs.push_back({"value", value});
    TRY_STATUS(derive(program, "value", {"dx", "dy"}));
    TRY_STATUS(derive(program, "dx", {"dxx", "dxy"}));
    TRY_STATUS(derive(program, "dy", {"", "dyy"}));
    TRY_STATUS(ir::verify(program));
    return program;
}

Point2 SurfacePoint::eigenvalues() const {
    const double mean = (hessian[0] + hessian[2]) / 2, off = std::hypot((hessian[0] - hessian[2]) / 2, hessian[1]);
    return {mean - off, mean + off};
}

std::vector<Point2> places(const Surface& surface, int size) {
    const auto& [low, high] = std::pair(surface.low, surface.high);
    std::vector<Point2> points;
    for (int row = 0; row < size; ++row)
        for (int column = 0; column < size; ++column) points.push_back({low[0] + (high[0] - low[0]) * column / (size - 1), low[1] + (high[1] - low[1]) * row / (size - 1)});
    return points;
}

Result<std::vector<SurfacePoint>> survey(const Surface& surface, const std::vector<Point2>& points) {
    if (points.empty()) return std::vector<SurfacePoint>{};
    TRY(const ir::Program program, derivatives_program(surface, int64_t(points.size())));
    const ir::EntryPoint& entry = program.entries.front();
    std::vector<ops::ReferenceTensor> values(program.values.size());
    for (size_t i = 0; i < values.size(); ++i)
        if (program.values[i].kind == ir::ValueKind::Constant) values[i] = {program.values[i].type, {program.values[i].constant}};
    for (size_t axis = 0; axis < 2; ++axis) {
        ops::ReferenceTensor& input = values[size_t(entry.inputs[axis].index)];
        input.type = program[entry.inputs[axis]].type;
        for (const Point2& point : points) input.data.push_back(point[axis]);
    }
    for (const ir::Instruction& instruction : entry.body) {
        std::vector<const ops::ReferenceTensor*> inputs;
        for (const ir::ValueId id : instruction.inputs) inputs.push_back(id.present() ? &values[size_t(id.index)] : nullptr);
        TRY(auto outputs, ops::interpret(program, instruction, std::move(inputs)));
        for (size_t i = 0; i < outputs.size(); ++i) values[size_t(instruction.outputs[i].index)] = std::move(outputs[i]);
    }
    const auto result = [&](const char* name) -> const std::vector<double>& { return values[size_t(entry.output(name)->index)].data; };
    std::vector<SurfacePoint> there;
    for (size_t i = 0; i < points.size(); ++i)
        there.push_back({points[i], result("value")[i], {result("dx")[i], result("dy")[i]}, {result("dxx")[i], result("dxy")[i], result("dyy")[i]}});
    return there;
}

const char* name(CriticalKind kind) {
    switch (kind) {
        case CriticalKind::Minimum: return "minimum";
        case CriticalKind::Saddle: return "saddle";
        case CriticalKind::Maximum: return "maximum";
        case CriticalKind::Degenerate: return "degenerate";
    }
    return "";
}

CriticalKind kind_of(const SurfacePoint& point) {
    const auto [small, large] = point.eigenvalues();
    const double nothing = 1e-6 * std::max({std::abs(small), std::abs(large), 1.0});
    if (std::abs(small) <= nothing || std::abs(large) <= nothing) return CriticalKind::Degenerate;
    return small > 0 ? CriticalKind::Minimum : large < 0 ? CriticalKind::Maximum : CriticalKind::Saddle;
}

Result<std::vector<SurfacePoint>> critical_points(const Surface& surface, int grid) {
    constexpr int kIterations = 80;
    const Point2 size{surface.high[0] - surface.low[0], surface.high[1] - surface.low[1]};
    std::vector<Point2> points;
    for (int i = 0; i < grid; ++i)
        for (int k = 0; k < grid; ++k) points.push_back({surface.low[0] + size[0] * (i + 0.5) / grid, surface.low[1] + size[1] * (k + 0.5) / grid});
    const auto inside = [&](const Point2& p) {   // with a margin: a point may lie on the edge
        for (size_t axis = 0; axis < 2; ++axis)
            if (!(p[axis] >= surface.low[axis] - 1e-9 * size[axis] && p[axis] <= surface.high[axis] + 1e-9 * size[axis])) return false;
        return true;
    };
    std::vector<SurfacePoint> there;
    for (int iteration = 0; iteration <= kIterations; ++iteration) {
        TRY(there, survey(surface, points));
        if (iteration == kIterations) break;
        for (size_t i = 0; i < points.size(); ++i) {
            const auto& [xx, xy, yy] = there[i].hessian;
            const Point2& g = there[i].gradient;
            const double determinant = xx * yy - xy * xy;
            if (determinant == 0) continue;
            Point2 step{(xy * g[1] - yy * g[0]) / determinant, (xy * g[0] - xx * g[1]) / determinant};
            const double length = std::max(std::abs(step[0]) / size[0], std::abs(step[1]) / size[1]) * 16;
            for (size_t axis = 0; axis < 2; ++axis) points[i][axis] += length > 1 ? step[axis] / length : step[axis];
        }
    }
    // Two are one where they are nearer than the slow, linear convergence to a degenerate point leaves them.
    const double slope = 1e-9 * std::max(1.0, std::abs(there.front().value));
    std::vector<SurfacePoint> found;
    for (const SurfacePoint& p : there) {
        if (!inside(p.at) || !(std::hypot(p.gradient[0], p.gradient[1]) <= slope)) continue;
        const bool known = std::any_of(found.begin(), found.end(), [&](const SurfacePoint& f) {
            return std::abs(f.at[0] - p.at[0]) < 1e-5 * size[0] && std::abs(f.at[1] - p.at[1]) < 1e-5 * size[1];
        });
        if (!known) found.push_back(p);
    }
    std::sort(found.begin(), found.end(), [](const SurfacePoint& a, const SurfacePoint& b) { return std::pair(a.value, a.at) < std::pair(b.value, b.at); });
    return found;
}

}  // namespace saddle::analysis

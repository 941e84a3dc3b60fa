// Commands that look at a project without keeping anything.
#include <algorithm>
#include <cmath>

#include "app/cli/commands.h"
#include "app/cli/edge.h"
#include "app/cli/flight.h"
#include "app/cli/landscape.h"
#include "datasets/open.h"
#include "engine/api/check.h"
#include "engine/api/files.h"
#include "engine/api/plan_diff.h"
#include "engine/api/profile_diff.h"
#include "engine/api/trace.h"

namespace saddle::cli {
namespace {

struct Options {
    ProjectOptions project;
    Common common;
    int steps = 0;
    std::vector<std::string> off, diff;
    std::string entry = "train", by = "kernel", weights, batch_file, gradients;
    bool flight = false;
    std::string edge, run, phase = "update", trace;
    std::optional<uint64_t> at;
};

Result<ProfileRequest> request_of(const Options& o) {
    TRY(Project project, open_project(o.project));
    return ProfileRequest{std::move(project), datasets::open_data, o.common.data, o.common.device, "", o.steps, o.off};
}

std::vector<std::string> outputs_of(const Project& project, const Node& node) {
    if (const Composite* composite = project.composite(node.layer)) return composite->ports(kOutputLayer);
    std::vector<std::string> names;
    for (const ops::LayerPort& port : ops::find_layer(node.layer)->outputs) names.push_back(port.name);
    return names;
}

Status run_flight(const Options& o) {
    TRY(const Project project, open_project(o.project));
    api::FlightCheck check(datasets::open_data);
    TRY(const FlightReport report, check(project, o.common.device, o.common.data));
    print_flight(report, project, o.common.json);
    if (report.advice.empty() || report.advice.front().severity != Severity::Error) return {};
    Error error = invalid("'" + project.name + "' will not train like this");
    std::copy_if(report.advice.begin(), report.advice.end(), std::back_inserter(error.diagnostics), [](const Diagnostic& d) { return d.severity == Severity::Error; });
    return error;
}

Status run_check(const Options& o) {
    if (o.flight) return run_flight(o);
    TRY(const Project project, open_project(o.project));
    TRY(const auto source, datasets::open_data(project.data, o.common.data));
    const compile::TypedGraph typed = compile::infer_shapes(project, source->signature(), project.train.batch_size);
    if (o.common.json) {
        for (const Node& node : project.graph.nodes) {
            Json shapes = Json::object();
            for (const auto& [port, type] : typed.ports)
                if (port.node == node.id) shapes[port.port] = type.type.shape.dims();
            const auto cost = typed.costs.find(node.id);
            const compile::NodeCost c = cost == typed.costs.end() ? compile::NodeCost{} : cost->second;
            print_line({{"node", node.id}, {"layer", node.layer}, {"shapes", shapes}, {"parameters", c.parameters}, {"flops", c.flops}, {"macs", c.macs}});
        }
        for (const Diagnostic& d : typed.diagnostics)
            print_line(to_json(d));
        print_line({{"valid", typed.valid()}, {"parameters", typed.total.parameters}, {"macs", typed.total.macs}});
    } else if (typed.valid()) {
        for (const Node& node : project.graph.nodes) {
            std::string out;
            for (const std::string& port : outputs_of(project, node))
                if (const auto type = typed.ports.find({node.id, port}); type != typed.ports.end()) out += (out.empty() ? "" : ", ") + port + " " + to_string(type->second.type);
            const auto cost = typed.costs.find(node.id);
            std::printf("%-12s %-18s %-40s %10lld parameters\n", node.id.c_str(), node.layer.c_str(), out.c_str(), (long long)(cost == typed.costs.end() ? 0 : cost->second.parameters));
        }
        std::printf("%s is valid: %lld parameters, %.0f multiply-adds a sample\n", project.name.c_str(), (long long)typed.total.parameters, typed.total.macs);
    }
    if (typed.valid()) return {};
    Error error = invalid("the project '" + project.name + "' has mistakes");
    error.diagnostics = typed.diagnostics;
    return error;
}

Json to_json(const compile::PlanDiff::Work& w) { return {{"calls", w.calls}, {"flops", w.flops}, {"bytes", w.bytes}}; }

Json to_json(const compile::PlanDiff::Total& t) {
    Json j = to_json(t.work);
    j["arena_bytes"] = t.arena_bytes;
    j["arena_lower_bound"] = t.arena_lower_bound;
    return j;
}

/// What --diff switches off.
std::vector<std::string> off_before(const Options& o) { return o.diff == std::vector<std::string>{"none"} ? std::vector<std::string>() : o.diff; }

Status run_plan_diff(const Options& o, const ProfileRequest& request) {
    TRY(const compile::PlanDiff diff, api::plan_diff(request, off_before(o), o.entry));
    if (!o.common.json) {
        std::printf("%s", compile::dump(diff).c_str());
        return {};
    }
    for (const compile::PlanDiff::Kernel& k : diff.kernels)
        print_line({{"phase", ir::name(k.phase)}, {"node", k.node}, {"kernel", k.kernel}, {"source", k.source}, {"before", to_json(k.before)}, {"after", to_json(k.after)}});
    print_line({{"same_calls", diff.same}, {"before", to_json(diff.before)}, {"after", to_json(diff.after)}});
    return {};
}

Status run_plan(const Options& o) {
    TRY(const ProfileRequest request, request_of(o));
    if (!o.diff.empty()) return run_plan_diff(o, request);
    TRY(const PlanText text, api::plan(request, o.entry));
    for (const auto& [name, dump] : text.stages) {
        if (o.common.json) print_line({{"stage", name}, {"text", dump}});
        else std::printf("== %s\n%s\n", name.c_str(), dump.c_str());
    }
    return {};
}

/// The next step of a run, or the first one of a project, at one edge.
Status run_edge(const Options& o) {
    EdgeRequest request{o.run, {}, datasets::open_data, o.common.data, o.common.device, "", o.at, {}, StepPhase::Update};
    TRY(request.port, parse_port(o.edge));
    if (o.phase != "update") request.until = o.phase == "forward" ? StepPhase::Forward : StepPhase::Backward;
    if (o.run.empty()) {
        TRY(request.project, open_project(o.project));
    }
    return print_edge(request, o.common.json);
}

Status run_step(const Options& o) {
    if (o.project.path.empty() == o.run.empty()) return Error{ErrorKind::Usage, "a step is of a project or of a run", "saddle step PROJECT, or saddle step --run RUN --edge conv1.y", {}};
    if (!o.edge.empty()) return run_edge(o);
    if (!o.run.empty()) return Error{ErrorKind::Usage, "--run needs --edge", "e.g. --edge conv1.y", {}};
    TRY(Project project, open_project(o.project));
    TRY(const StepsResult r, api::steps({std::move(project), datasets::open_data, o.common.data, o.common.device, "", o.weights, o.batch_file, o.steps, o.gradients}, signalled_cancellation()));
    for (size_t i = 0; i < r.losses.size(); ++i) {
        if (o.common.json) print_line({{"step", i + 1}, {"loss", r.losses[i]}});
        else std::printf("step %zu: loss %.9g\n", i + 1, r.losses[i]);
    }
    if (o.common.json) print_line({{"parameters", r.parameters}, {"device", r.device}});
    return {};
}

std::string times(const ProfileDiff::Times& t) {
    char text[48] = "-";
    if (t.calls > 0) std::snprintf(text, sizeof text, "%.4f (%d)", t.ms, t.calls);
    return text;
}

Status run_profile_diff(const Options& o, const ProfileRequest& request) {
    ProfileRequest other = request;
    other.disabled_passes = off_before(o);
    TRY(const compile::PlanDiff plans, api::plan_diff(request, other.disabled_passes));
    TRY(const StepProfile before, api::profile(other, signalled_cancellation()));
    TRY(const StepProfile after, api::profile(request, signalled_cancellation()));
    const ProfileDiff diff = analysis::compare(before, after, o.by == "node" ? analysis::ProfileRows::Nodes : analysis::ProfileRows::Kernels);
    if (!o.common.json) std::printf("%-34s %-9s %16s %16s %7s\n", o.by.c_str(), "phase", "before ms (calls)", "after ms (calls)", "ratio");
    for (const ProfileDiff::Row& row : diff.rows) {
        const std::string& name = o.by == "node" ? row.node : row.kernel;
        if (o.common.json)
            print_line({{o.by, name}, {"phase", ir::name(row.phase)}, {"before", {{"calls", row.before.calls}, {"ms", row.before.ms}}}, {"after", {{"calls", row.after.calls}, {"ms", row.after.ms}}}, {"ratio", row.ratio()}});
        else
            std::printf("%-34s %-9s %16s %16s %7s\n", name.c_str(), ir::name(row.phase), times(row.before).c_str(), times(row.after).c_str(), std::isnan(row.ratio()) ? "-" : csv_number(std::round(row.ratio() * 1000) / 1000).c_str());
    }
    if (o.common.json) print_line({{"before", {{"calls", plans.before.work.calls}, {"step_ms", before.step_ms}}}, {"after", {{"calls", plans.after.work.calls}, {"step_ms", after.step_ms}}}, {"ratio", after.step_ms / before.step_ms}});
    else std::printf("step %.3f ms in %d calls -> %.3f ms in %d calls, %.3f times; measured one after the other\n", before.step_ms, plans.before.work.calls, after.step_ms, plans.after.work.calls, after.step_ms / before.step_ms);
    return {};
}

Status run_profile(const Options& o) {
    TRY(const ProfileRequest request, request_of(o));
    if (!o.diff.empty()) return run_profile_diff(o, request);
    TRY(const StepProfile p, api::profile(request, signalled_cancellation()));
    if (!o.trace.empty()) TRY_STATUS(write_file(o.trace, analysis::trace_json(p)));
    if (!o.common.json) std::printf("%-10s %-34s %-9s %9s %9s %9s %9s %7s %s\n", "node", "kernel", "phase", "ms", "GFLOP/s", "GB/s", "FLOP/B", "roof %", "bound");
    for (const KernelTiming& k : p.kernels) {
        if (o.common.json)
            print_line({{"kernel", k.kernel}, {"node", k.node}, {"phase", ir::name(k.phase)}, {"calls", k.calls}, {"ms", k.ms}, {"gflops", k.gflops}, {"gbytes_per_s", k.gbytes_per_s},
                        {"intensity", k.intensity}, {"percent_of_roofline", k.percent_of_roofline}, {"bound", k.bound}});
        else
            std::printf("%-10s %-34s %-9s %9.4f %9.2f %9.2f %9.2f %7.1f %s\n", k.node.c_str(), k.kernel.c_str(), ir::name(k.phase), k.ms, k.gflops, k.gbytes_per_s, k.intensity, k.percent_of_roofline, k.bound.c_str());
    }
    if (o.common.json)
        print_line({{"step_ms", p.step_ms}, {"sum_of_kernels_ms", p.sum_of_kernels_ms}, {"gap_ms", p.gap_ms}, {"host_ms", p.host_ms}});
    else
        std::printf("step %.3f ms without timestamps; with them kernels %.3f + gaps %.3f + host %.3f = %.3f ms\n", p.step_ms, p.sum_of_kernels_ms, p.gap_ms, p.host_ms, p.sum_of_kernels_ms + p.gap_ms + p.host_ms);
    return {};
}

}  // namespace

void add_inspection(CLI::App& app, int& code) {
    auto add = [&](const char* name, const char* help, auto run, bool of_project = true) {
        auto options = std::make_shared<Options>();
        CLI::App* command = app.add_subcommand(name, help);
        add_project(*command, options->project, of_project);
        add_common(*command, options->common);
        command->callback([=, &code] {
            if (const Status status = run(*options); !status.ok()) code = report(status.error());
        });
        return std::pair(command, options);
    };
    auto [check, co] = add("check", "Shapes, parameters and mistakes of a project", run_check);
    check->add_flag("--flight", co->flight, "what a run will take of this device, and what may go wrong: time, memory, data, largest kernels, doubts");
    auto [plan, lo] = add("plan", "What the compiler makes of a project, stage by stage", run_plan);
    plan->add_option("--entry", lo->entry, "train, eval or predict")->capture_default_str();
    plan->add_option("--off", lo->off, "switch a pass off, e.g. fuse-epilogue");
    plan->add_option("--diff", lo->diff, "what changes from the plan without this pass (several: without all of them; none: from the plan with every pass)");
    auto [step, so] = add("step", "A few optimizer steps on one batch, to compare with other programs, or what goes along an edge in one; nothing is kept", run_step, false);
    so->steps = 1;
    step->add_option("--steps", so->steps, "optimizer steps; the loss of each is that before its update")->capture_default_str()->check(CLI::Range(1, 100000));
    step->add_option("--weights", so->weights, "safetensors file of the parameters and running statistics to begin from");
    step->add_option("--batch-file", so->batch_file, "safetensors file of the batch: the data set's ports by name, and NODE.draw for what a node would draw at random");
    step->add_option("--edge", so->edge, "output port, e.g. conv1.y: what goes along its edges in the step, the gradient that comes back, and its node's weights before and after the update");
    step->add_option("--run", so->run, "with --edge: the next step of this run, instead of the first one of a project");
    step->add_option("--at", so->at, "with --run: the step after this stored point (default: after its newest)");
    step->add_option("--phase", so->phase, "with --edge: how far the step is done")->capture_default_str()->check(CLI::IsMember({"forward", "backward", "update"}));
    step->add_option("--gradients", so->gradients, "safetensors file to write: the gradients of the first step");
    auto [profile, po] = add("profile", "Time of every kernel of a training step", run_profile);
    profile->add_option("--steps", po->steps, "timed steps (default: 12 to 100, about 20 s)")->check(CLI::Range(1, 10000));
    profile->add_option("--off", po->off, "switch a pass off, e.g. fuse-epilogue");
    CLI::Option* trace = profile->add_option("--trace", po->trace, "write them as trace events too, for Perfetto and chrome://tracing (.json)");
    profile->add_option("--diff", po->diff, "times beside those without this pass (several: without all of them; none: those with every pass)")->excludes(trace);
    profile->add_option("--by", po->by, "what a row of --diff is")->capture_default_str()->check(CLI::IsMember({"kernel", "node"}));
}

}  // namespace saddle::cli

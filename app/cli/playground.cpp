// Functions of two parameters: their critical points, and optimizers that race on them.
#include <algorithm>

#include "app/cli/commands.h"
#include "app/cli/json.h"
#include "engine/api/exports.h"
#include "engine/api/playground.h"

namespace saddle::cli {
namespace {

using analysis::Point2;
using analysis::Surface;

struct Options {
    std::string surface = "himmelblau", formula, schedule, output;
    std::vector<std::string> set, optimizers;
    std::vector<double> start, area;
    int steps = 200, size = 101;
    bool list = false, critical = false, json = false;
};

Result<Surface> surface_of(const Options& o) {
    Surface surface;
    if (!o.formula.empty()) {
        surface.name = surface.label = "formula";
        surface.formula = o.formula;
    } else {
        const auto& all = analysis::classic_surfaces();
        const auto it = std::find_if(all.begin(), all.end(), [&](const Surface& s) { return s.name == o.surface; });
        if (it == all.end()) return Error{ErrorKind::Usage, "there is no surface '" + o.surface + "'", "--list shows them; --formula takes your own", {}};
        surface = *it;
    }
    for (const std::string& assignment : o.set) {
        TRY(const auto one, analysis::parse_settings(":" + assignment));
        for (const auto& [name, value] : one.second) {
            if (o.formula.empty() && !surface.constants.count(name)) return Error{ErrorKind::Usage, surface.name + " has no constant '" + name + "'", "--list shows its formula", {}};
            if (!std::holds_alternative<double>(value) && !std::holds_alternative<int64_t>(value)) return Error{ErrorKind::Usage, "--set " + assignment + ": not a number", "", {}};
            surface.constants[name] = one.second.real(name);
        }
    }
    if (o.area.size() == 4) {
        surface.low = {o.area[0], o.area[2]};
        surface.high = {o.area[1], o.area[3]};
    }
    for (size_t axis = 0; axis < 2; ++axis)
        if (!(surface.low[axis] < surface.high[axis])) return Error{ErrorKind::Usage, "--area: its low end is not below its high end", "write it like --area -2 2 -1 3", {}};
    if (o.start.size() == 2) surface.start = {o.start[0], o.start[1]};
    return surface;
}

void print_list() {
    for (const Surface& s : analysis::classic_surfaces()) {
        std::string constants;
        for (const auto& [name, value] : s.constants) constants += (constants.empty() ? "   with " : ", ") + name + " = " + to_string(AttributeValue(value));
        std::printf("%-22s %-38s %s%s\n", s.name.c_str(), s.label.c_str(), s.formula.c_str(), constants.c_str());
    }
}

Status print_critical(const Surface& surface, bool json) {
    TRY(const auto found, analysis::critical_points(surface));
    for (const analysis::SurfacePoint& p : found) {
        const Point2 eigenvalues = p.eigenvalues();
        const char* kind = analysis::name(analysis::kind_of(p));
        if (json) print_line({{"kind", kind}, {"x", p.at[0]}, {"y", p.at[1]}, {"value", p.value}, {"eigenvalues", eigenvalues}});
        else std::printf("%-10s at (%11.6f, %11.6f)  f = %13.6f  curvature %.6f and %.6f\n", kind, p.at[0], p.at[1], p.value, eigenvalues[0], eigenvalues[1]);
    }
    if (found.empty() && !json) std::printf("the gradient vanishes nowhere in this area\n");
    return {};
}

Status write_grid(const Surface& surface, int size, const std::string& path) {
    TRY(const auto there, analysis::survey(surface, analysis::places(surface, size)));
    std::vector<float> values;
    for (const analysis::SurfacePoint& p : there) values.push_back(float(p.value));
    return exchange::write_npy(Tensor::of({size, size}, std::move(values)), path);
}

Status run(const Options& o) {
    if (o.list) {
        print_list();
        return {};
    }
    TRY(const Surface surface, surface_of(o));
    if (!o.output.empty()) TRY_STATUS(write_grid(surface, o.size, o.output));
    if (o.critical) return print_critical(surface, o.json);
    TRY(const auto schedule, analysis::parse_settings(o.schedule.empty() ? "constant" : o.schedule));
    if (!o.json) std::printf("%s: f = %s, from (%g, %g), %d steps\n", surface.label.c_str(), surface.formula.c_str(), surface.start[0], surface.start[1], o.steps);
    for (const std::string& text : o.optimizers) {
        TRY(analysis::Racer racer, analysis::parse_racer(text, {schedule.first, schedule.second}));
        racer.start = surface.start;
        TRY(const analysis::RacePath path, analysis::race(surface, racer, o.steps));
        if (o.json) {
            for (size_t step = 0; step < path.points.size(); ++step) {
                const analysis::RacePoint& p = path.points[step];
                Json line = {{"optimizer", text}, {"step", step}, {"x", p.at[0]}, {"y", p.at[1]}, {"value", p.value}};
                for (size_t s = 0; s < path.states.size(); ++s) line[path.states[s]] = p.states[s];
                print_line(line);
            }
            print_line({{"optimizer", text}, {"end", path.diverged ? "diverged" : "finished"}, {"left_saddle", path.left_saddle}});
            continue;
        }
        const analysis::RacePoint& last = path.points.back();
        std::printf("  %-34s (%11.6f, %11.6f)  f = %13.6g%s\n", text.c_str(), last.at[0], last.at[1], last.value,
                    path.diverged ? ("  diverged after step " + std::to_string(path.points.size() - 1)).c_str()
                                  : path.left_saddle > 0 ? ("  left the saddle at step " + std::to_string(path.left_saddle)).c_str() : "");
    }
    return {};
}

}  // namespace

void add_playground(CLI::App& app, int& code) {
    auto* command = app.add_subcommand("playground", "Optimizers race on a function of two parameters");
    auto o = std::make_shared<Options>();
    o->optimizers = {"SGD:lr=0.001", "SGD:lr=0.001,momentum=0.9", "Adam:lr=0.1"};
    command->add_option("surface", o->surface, "name of a function")->capture_default_str();
    command->add_flag("--list", o->list, "show the functions");
    command->add_option("--formula", o->formula, "a function of your own: \"x^4 - x^2 + y^2\"");
    command->add_option("--set", o->set, "constant=value of the formula")->allow_extra_args(false);
    command->add_option("--start", o->start, "where they start: X Y")->expected(2);
    command->add_option("--area", o->area, "what is looked at: X-LOW X-HIGH Y-LOW Y-HIGH")->expected(4);
    command->add_option("--optimizer", o->optimizers, "name:attribute=value,...@schedule:attribute=value,...; once for each that races")->allow_extra_args(false)->capture_default_str();
    command->add_option("--schedule", o->schedule, "of those without one: name:attribute=value,...; a step counts as an epoch");
    command->add_option("--steps", o->steps, "updates, 1 to 100,000")->capture_default_str();
    command->add_flag("--critical", o->critical, "find minima, saddles and maxima instead");
    command->add_option("--size", o->size, "points a side of what -o writes")->capture_default_str()->check(CLI::Range(2, 2001));
    command->add_option("-o,--output", o->output, "values over the area, rows by y, as .npy");
    command->add_flag("--json", o->json, "JSON Lines on standard output");
    command->callback([o, &code] {
        if (const Status status = run(*o); !status.ok()) code = report(status.error());
    });
}

}  // namespace saddle::cli

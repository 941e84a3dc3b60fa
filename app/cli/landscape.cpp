#include "app/cli/landscape.h"

#include "app/cli/json.h"
#include "datasets/open.h"
#include "engine/api/curvature.h"

namespace saddle::cli {
namespace {

struct Options {
    std::string run, output, axes = "random";
    int size = 25, samples = 128;
    double range = 1;
    uint64_t seed = 1;
    std::optional<uint64_t> from, to, step;
    bool curvature = false;
    Common common;
};

constexpr const char* kStepHelp = "around the run as it was at this step, one of those that `saddle runs show` lists (default: its newest)";

template <class... Numbers>
std::string csv_row(Numbers... numbers) {
    std::string row;
    for (const double x : {double(numbers)...}) row += (row.empty() ? "" : ",") + csv_number(x);
    return row + "\n";
}

Status show(const Values& values, const std::string& output) {
    if (!output.empty()) return write_values(values, output);
    std::printf("%s", values.csv.c_str());
    return {};
}

Status run_line(const Options& o) {
    LineRequest request{o.run, datasets::open_data, o.common.data, o.common.device, "", o.size, o.range, o.samples, o.seed, o.from, o.to ? o.to : o.step, {}};
    TRY(const LossLine line, api::loss_line(request, [&](const LossLine& known) { std::fprintf(stderr, "\rline %3.0f %%", 100.0 * double(known.loss.size()) / o.size); }, signalled_cancellation()));
    std::fprintf(stderr, "\nrun %s from step %llu (0) to step %llu (1), %.4g apart\n", line.run.c_str(), (unsigned long long)line.from, (unsigned long long)line.to, line.distance);
    Values values{{int64_t(line.at.size())}, {line.loss.begin(), line.loss.end()}, "t,loss\n"};
    for (size_t i = 0; i < line.at.size(); ++i) values.csv += csv_row(line.at[i], line.loss[i]);
    if (!o.common.json) return show(values, o.output);
    print_line({{"run", line.run}, {"axes", "line"}, {"from", line.from}, {"to", line.to}, {"distance", line.distance}, {"t", line.at}, {"loss", line.loss}});
    return o.output.empty() ? Status{} : write_values(values, o.output);
}

Status run_landscape(const Options& o) {
    if (o.axes == "line" && o.curvature) return Error{ErrorKind::Usage, "--curvature is of planes, not of a line", "take --axes random, pca or hessian", {}};
    if (o.axes == "line") return run_line(o);
    LandscapeRequest request{o.run, datasets::open_data, o.common.data, o.common.device, "", o.axes, o.size, o.range, o.samples, o.seed, o.curvature, o.step, {}};
    TRY(const LandscapeGrid grid, api::landscape(request, [&](std::shared_ptr<const LandscapeGrid> g) { std::fprintf(stderr, "\rlandscape %3.0f %%", g->done * 100); }, signalled_cancellation()));
    std::fprintf(stderr, "\nrun %s at step %llu: loss %.6g\n", grid.run.c_str(), (unsigned long long)grid.step, grid.centre_loss);
    if (grid.axes == "pca")
        std::fprintf(stderr, "principal components explain %.1f %% and %.1f %% of the path, together %.1f %%\n", grid.explained[0] * 100, grid.explained[1] * 100, (grid.explained[0] + grid.explained[1]) * 100);
    if (grid.axes == "hessian") std::fprintf(stderr, "eigenvalues along the axes %.6g and %.6g\n", grid.eigenvalues[0], grid.eigenvalues[1]);
    Values values{{grid.size, grid.size}, grid.loss, o.curvature ? "a,b,loss,smallest,largest\n" : "a,b,loss\n"};
    if (o.curvature && o.output.ends_with(".npy")) {   // three grids one behind the other
        values.shape = {3, grid.size, grid.size};
        for (const auto* each : {&grid.smallest, &grid.largest}) values.values.insert(values.values.end(), each->begin(), each->end());
    }
    for (int j = 0; j < grid.size; ++j)
        for (int i = 0; i < grid.size; ++i) {
            const auto k = size_t(j * grid.size + i);
            values.csv += o.curvature ? csv_row(grid.coordinate(i), grid.coordinate(j), grid.loss[k], grid.smallest[k], grid.largest[k]) : csv_row(grid.coordinate(i), grid.coordinate(j), grid.loss[k]);
        }
    if (!o.common.json) return show(values, o.output);
    Json trail = Json::array();
    for (const auto& p : grid.trail) trail.push_back({{"step", p.step}, {"a", p.a}, {"b", p.b}, {"loss", p.loss}, {"distance", p.distance}});
    Json j{{"run", grid.run}, {"axes", grid.axes}, {"step", grid.step}, {"size", grid.size}, {"range", grid.range}, {"centre_loss", grid.centre_loss},
           {"explained", {grid.explained[0], grid.explained[1]}}, {"eigenvalues", {grid.eigenvalues[0], grid.eigenvalues[1]}}, {"trail", trail}, {"loss", grid.loss}};
    if (o.curvature) j.update({{"smallest", grid.smallest}, {"largest", grid.largest}});
    print_line(j);
    return o.output.empty() ? Status{} : write_values(values, o.output);
}

struct HessianOptions {
    CurvatureRequest request;
    std::string output;
    bool density = false;
    Common common;
};

Status run_hessian(const HessianOptions& o) {
    CurvatureRequest request = o.request;
    request.open_data = datasets::open_data;
    request.data_path = o.common.data;
    request.device = o.common.device;
    const bool density = o.density || !o.output.empty();
    if (!density) request.probes = 0;
    TRY(const CurvatureReport r, api::curvature(request, [](const CurvatureReport& so_far) { std::fprintf(stderr, "\r%d products", so_far.products); }, signalled_cancellation()));
    std::fprintf(stderr, "\n");
    if (o.common.json) {
        Json largest = Json::array();
        for (const auto& e : r.largest) largest.push_back({{"value", e.value}, {"residual", e.residual}});
        Json j{{"run", r.run}, {"step", r.step}, {"samples", r.samples}, {"parameters", r.parameters}, {"loss", r.loss}, {"gradient_norm", r.gradient_norm}, {"largest", largest},
               {"smallest", {{"value", r.smallest.value}, {"residual", r.smallest.residual}}}, {"products", r.products}, {"method", r.exact ? "exact" : "differences"}};
        if (!r.exact) j.update({{"difference_step", r.difference_step}, {"obstacle", r.obstacle}});
        if (density) j.update({{"mean_eigenvalue", r.mean}, {"negative_share", r.negative}, {"density", r.density}});
        print_line(j);
    } else {
        std::printf("run %s at step %llu, %lld parameters, %lld samples: loss %.6g, gradient norm %.4g\n", r.run.c_str(), (unsigned long long)r.step, (long long)r.parameters, (long long)r.samples, r.loss, r.gradient_norm);
        for (size_t i = 0; i < r.largest.size(); ++i) std::printf("eigenvalue %-3zu %14.6g  residual %.2g\n", i + 1, r.largest[i].value, r.largest[i].residual);
        std::printf("smallest       %14.6g  residual %.2g\n", r.smallest.value, r.smallest.residual);
        if (density) std::printf("mean eigenvalue %.4g (trace %.6g), %.1f %% of the spectrum below 0\n", r.mean, r.mean * double(r.parameters), r.negative * 100);
        if (r.exact) std::printf("Lanczos: %d exact Hessian-vector products\n", r.products);
        else std::printf("Lanczos: %d differences of the gradient at distance %.3g (%s)\n", r.products, r.difference_step, r.obstacle.c_str());
    }
    if (o.output.empty()) return {};
    Values values{{int64_t(r.density.size())}, {}, "eigenvalue,density\n"};
    for (const auto& [at, dense] : r.density) {
        values.values.push_back(float(dense));
        values.csv += csv_row(at, dense);
    }
    return write_values(values, o.output);
}

}  // namespace

void add_landscape(CLI::App& app, int& code) {
    auto o = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("landscape", "Loss over a plane, or along a line, through a run's parameters");
    command->add_option("run", o->run, "run id, a unique beginning of it, or last")->required();
    add_common(*command, o->common);
    command->add_option("--axes", o->axes, "random (filter-normalised), pca (of the run's path), hessian (its two largest eigenvalues' vectors, of length 1) or line (between two stored points of the run)")
        ->capture_default_str()->check(CLI::IsMember({"random", "pca", "hessian", "line"}));
    command->add_flag("--curvature", o->curvature, "also the smallest and the largest eigenvalue of the Hessian at each point: below 0 the loss bends down somewhere (takes some dozens of gradients a point)");
    command->add_option("--size", o->size, "points a side")->capture_default_str();
    command->add_option("--range", o->range, "half width in directions; of a line, in distances of the two points from their middle")->capture_default_str();
    command->add_option("--samples", o->samples, "training samples the loss is taken on")->capture_default_str();
    command->add_option("--seed", o->seed, "of directions and the choice of samples")->capture_default_str();
    command->add_option("--step", o->step, kStepHelp);
    command->add_option("--from", o->from, "of a line: step of the first point (default: the first stored one)");
    command->add_option("--to", o->to, "of a line: step of the second point (default: the last stored one)");
    command->add_option("-o,--output", o->output, ".csv, .npy or .png")->check(check_output);
    command->callback([=, &code] {
        if (const Status status = run_landscape(*o); !status.ok()) code = report(status.error());
    });
}

void add_hessian(CLI::App& app, int& code) {
    auto o = std::make_shared<HessianOptions>();
    o->request.probes = 4;
    CLI::App* command = app.add_subcommand("hessian", "Eigenvalues of the loss's Hessian at a run's weights");
    command->add_option("run", o->request.run, "run id, a unique beginning of it, or last")->required();
    add_common(*command, o->common);
    command->add_option("--top", o->request.largest, "how many of the largest eigenvalues")->capture_default_str()->check(CLI::Range(1, 100));
    command->add_flag("--density", o->density, "also the density of the spectrum, by stochastic Lanczos quadrature");
    command->add_option("--probes", o->request.probes, "random vectors for the density")->capture_default_str()->check(CLI::Range(1, 1000));
    command->add_option("--products", o->request.most_products, "at most so many Hessian-vector products for the eigenvalues")->capture_default_str()->check(CLI::Range(2, 10000));
    command->add_option("--samples", o->request.samples, "training samples the loss is taken on")->capture_default_str()->check(CLI::Range(1, 1 << 20));
    command->add_option("--step", o->request.step, kStepHelp);
    command->add_option("--seed", o->request.seed, "of random vectors and the choice of samples")->capture_default_str();
    command->add_option("-o,--output", o->output, "file for the density: .csv, .npy or .png")->check(check_output);
    command->callback([=, &code] {
        if (const Status status = run_hessian(*o); !status.ok()) code = report(status.error());
    });
}

}  // namespace saddle::cli

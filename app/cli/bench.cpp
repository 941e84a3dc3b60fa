// Training steps of known models and single layers, timed; beside another program where one is given.
#include <algorithm>
#include <cmath>
#include <filesystem>

#include "app/cli/commands.h"
#include "app/cli/json.h"
#include "datasets/open.h"
#include "engine/api/check.h"
#include "engine/api/measure.h"

namespace saddle::cli {
namespace {

struct Model {
    const char* name;
    const char* project;   ///< below projects/
    int64_t batch;
};
constexpr Model kModels[] = {{"lenet5", "vision/lenet5", 64},     {"mlp_mnist", "basics/mlp", 128},      {"resnet20", "vision/resnet20", 64}, {"char_lstm", "sequence/char-lstm", 32},
                             {"gcn_cora", "graph/gcn-cora", 1}, {"gpt_char", "sequence/char-gpt", 16}, {"ddpm_28", "diffusion/ddpm-28", 32}};

struct Options {
    std::vector<std::string> models;
    std::string projects = "projects", peer;
    int steps = 12, rounds = 3;
    bool layers = false;
    Common common;
};

struct PeerTime {
    double ms = NAN;
    int64_t peak_bytes = 0;
    int threads = 0;
};

/// The peer gets project, batch, steps and the data's folder as arguments and prints {"ms", "peak_bytes", "threads"}.
Result<PeerTime> ask_peer(const Options& o, const std::string& project, int64_t batch) {
    TRY(const std::string said, run_process({{"/bin/sh", "-c", o.peer + " \"$@\"", "peer", project, std::to_string(batch), std::to_string(o.steps), o.common.data}, {}, std::chrono::minutes(10)}));
    const Json line = Json::parse(said, nullptr, false);
    if (!line.is_object() || !line.contains("ms") || !line["ms"].is_number()) return invalid("the peer answered '" + said.substr(0, 200) + "', not {\"ms\": number, ...}");
    return PeerTime{line["ms"], line.value("peak_bytes", int64_t(0)), line.value("threads", 0)};
}

Status bench_models(const Options& o) {
    double logs = 0;
    int compared = 0;
    if (!o.common.json) std::printf("%-10s %6s %10s %10s %7s %12s %12s\n", "model", "batch", "ours ms", "peer ms", "ratio", "our peak", "peer's peak");
    for (const Model& model : kModels) {
        if (!o.models.empty() && std::find(o.models.begin(), o.models.end(), model.name) == o.models.end()) continue;
        const std::string path = o.projects + "/" + model.project + ".json";
        if (!std::filesystem::exists(path)) {
            std::fprintf(stderr, "%s is left out: there is no %s\n", model.name, path.c_str());
            continue;
        }
        TRY(Project project, open_project({path, {}, {}, {}, {}}));
        project.train.batch_size = model.batch;
        for (Objective& objective : project.train.objectives) objective.optimizer = {"Adam", {{"lr", 0.001}}};
        std::vector<double> ours, theirs;
        PeerTime peer;
        int64_t peak = 0;
        for (int round = 0; round < o.rounds; ++round) {   // turns, so that both see the same machine
            TRY(const StepProfile p, api::profile({project, datasets::open_data, o.common.data, o.common.device, "", o.steps, {}}, signalled_cancellation()));
            ours.push_back(p.step_ms);
            peak = p.arena_bytes + p.parameter_bytes;
            if (o.peer.empty()) continue;
            TRY(peer, ask_peer(o, model.project, project.train.batch_size));
            theirs.push_back(peer.ms);
        }
        const double a = analysis::median(ours), b = analysis::median(theirs);
        if (!theirs.empty()) logs += std::log(b / a), ++compared;
        Json line{{"model", model.name}, {"batch", project.train.batch_size}, {"ours_ms", a}};
        if (!theirs.empty()) line.update({{"torch_ms", b}, {"ratio", b / a}, {"torch_threads", peer.threads}});
        line["ours_peak_bytes"] = peak;
        if (!theirs.empty()) line["torch_peak_bytes"] = peer.peak_bytes;
        if (o.common.json) print_line(line);
        else if (theirs.empty()) std::printf("%-10s %6lld %10.3f %10s %7s %9.1f MB\n", model.name, (long long)project.train.batch_size, a, "-", "-", double(peak) / 1e6);
        else std::printf("%-10s %6lld %10.3f %10.3f %7.2f %9.1f MB %9.1f MB\n", model.name, (long long)project.train.batch_size, a, b, b / a, double(peak) / 1e6, double(peer.peak_bytes) / 1e6);
        std::fflush(stdout);
    }
    if (compared == 0) return {};
    const double mean = std::exp(logs / compared);
    if (o.common.json) print_line({{"geometric_mean", mean}, {"models", compared}});
    else std::printf("geometric mean of peer's time to ours: %.2f\n", mean);
    return {};
}

/// Samples of the given types, uniform in [-0.5, 0.5).
class Noise final : public train::DataSource {
public:
    explicit Noise(std::vector<ops::DataSignature::Port> ports) {
        signature_.ports = std::move(ports);
        info_.name = info_.loader = "noise";
    }
    const train::DataInfo& info() const override { return info_; }
    const ops::DataSignature& signature() const override { return signature_; }
    int64_t size(train::Split split) const override { return split == train::Split::Train ? 1 << 20 : 0; }
    Status read(train::Split, std::span<const uint32_t> indices, const std::optional<train::Draw>&, std::vector<Tensor>& batch) const override {
        batch.clear();
        for (const auto& port : signature_.ports) {
            std::vector<int64_t> dims{int64_t(indices.size())};
            dims.insert(dims.end(), port.type.shape.begin(), port.type.shape.end());
            Tensor tensor = Tensor::zeros({DType::F32, Shape(dims)});
            for (size_t i = 0; i < tensor.f32.size(); ++i) tensor.f32[i] = float(philox({uint32_t(i), 0, 0, 0}, {1, 0})[0]) / 4294967296.f - 0.5f;
            batch.push_back(std::move(tensor));
        }
        return {};
    }

private:
    train::DataInfo info_;
    ops::DataSignature signature_;
};

/// One layer between two others, so that its three passes run: noise -> before -> layer -> MSE.
struct LayerBench {
    const char* name;
    int64_t batch;
    Shape sample;
    ops::PortKind kind;
    std::vector<Node> chain;   ///< the last one is measured
};

Node node(const char* layer, Attributes attributes = {}) { return {"", layer, std::move(attributes), 0, 0, false}; }

std::vector<LayerBench> layer_benches() {
    using K = ops::PortKind;
    const Node linear = node("Linear", {{"out_features", int64_t(1024)}}), conv = node("Conv2d", {{"out_channels", int64_t(64)}, {"kernel", std::vector<int64_t>{3, 3}}, {"padding", std::vector<int64_t>{1, 1}}});
    return {{"Linear 1024 x 1024 x 1024", 1024, {1024}, K::Features, {linear, linear}},
            {"Conv2d 64 -> 64, 3x3, 28x28, batch 64", 64, {64, 28, 28}, K::Image, {conv, conv}},
            {"ReLU, 64 x 64 x 28 x 28", 64, {64, 28, 28}, K::Image, {node("Tanh"), node("ReLU")}},
            {"MaxPool2d, 64 x 64 x 28 x 28", 64, {64, 28, 28}, K::Image, {node("Tanh"), node("MaxPool2d")}},
            {"BatchNorm2d, 64 x 64 x 28 x 28", 64, {64, 28, 28}, K::Image, {node("Tanh"), node("BatchNorm2d")}},
            {"Softmax, 4096 x 1024", 4096, {1024}, K::Features, {node("Tanh"), node("Softmax")}},
            {"LayerNorm, 4096 x 1024", 4096, {1024}, K::Features, {node("Tanh"), node("LayerNorm")}}};
}

Status bench_layers(const Options& o) {
    if (!o.common.json) std::printf("%-40s %-34s %-9s %9s %9s %9s %7s\n", "layer", "kernel", "phase", "ms", "GFLOP/s", "GB/s", "roof %");
    for (const LayerBench& bench : layer_benches()) {
        Project project;
        project.name = bench.name;
        project.train.batch_size = bench.batch;
        project.graph.nodes.push_back({"data", "Dataset", {}, 0, 0, false});
        PortRef last{"data", "x"};
        for (size_t i = 0; i < bench.chain.size(); ++i) {
            Node next = bench.chain[i];
            next.id = i + 1 == bench.chain.size() ? "measured" : "before" + std::to_string(i);
            project.graph.edges.push_back({last, {next.id, "x"}});
            last = {next.id, "y"};
            project.graph.nodes.push_back(std::move(next));
        }
        project.graph.nodes.push_back({"loss", "MSELoss", {}, 0, 0, false});
        project.graph.edges.push_back({last, {"loss", "prediction"}});
        project.graph.edges.push_back({{"data", "target"}, {"loss", "target"}});
        // The target has the shape that the chain ends in.
        ops::DataSignature::Port x{"x", bench.kind, {DType::F32, bench.sample}}, target{"target", bench.kind, {DType::F32, bench.sample}};
        const compile::TypedGraph typed = compile::infer_shapes(project, Noise({x, target}).signature(), bench.batch);
        const auto ends = typed.ports.find(last);
        if (ends == typed.ports.end()) return invalid(std::string(bench.name) + " does not type: " + (typed.diagnostics.empty() ? "" : typed.diagnostics[0].text));
        const std::vector<int64_t>& dims = ends->second.type.shape.dims();
        target.type.shape = Shape(std::vector<int64_t>(dims.begin() + 1, dims.end()));
        const auto source = std::make_shared<const Noise>(std::vector{x, target});
        const auto open = [&](const DataConfig&, const std::string&) -> Result<std::shared_ptr<const train::DataSource>> { return std::shared_ptr<const train::DataSource>(source); };
        TRY(const StepProfile p, api::profile({project, open, "", o.common.device, "", o.steps, {}}, signalled_cancellation()));
        for (const KernelTiming& k : p.kernels) {
            if (k.node != "measured") continue;
            if (o.common.json) print_line({{"layer", bench.name}, {"kernel", k.kernel}, {"phase", ir::name(k.phase)}, {"ms", k.ms}, {"gflops", k.gflops}, {"gbytes_per_s", k.gbytes_per_s}, {"percent_of_roofline", k.percent_of_roofline}});
            else std::printf("%-40s %-34s %-9s %9.4f %9.2f %9.2f %7.1f\n", bench.name, k.kernel.c_str(), ir::name(k.phase), k.ms, k.gflops, k.gbytes_per_s, k.percent_of_roofline);
        }
        std::fflush(stdout);
    }
    return {};
}

}  // namespace

void add_bench(CLI::App& app, int& code) {
    auto o = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("bench", "Training steps of known models, beside PyTorch's where it is there; with --layers single layers");
    std::set<std::string> names;
    for (const Model& model : kModels) names.insert(model.name);
    command->add_option("models", o->models, "all, or these")->check(CLI::IsMember(names));
    command->add_option("--projects", o->projects, "folder of the projects")->capture_default_str()->check(CLI::ExistingDirectory);
    if (std::filesystem::exists("tests/bench/peer.py")) o->peer = "/usr/bin/python3 -m tests.bench.peer";
    command->add_option("--peer", o->peer, "command that times the same step: gets PROJECT BATCH STEPS DATA, prints {\"ms\": ...}; '' for none")->capture_default_str();
    command->add_option("--steps", o->steps, "timed steps a turn")->capture_default_str()->check(CLI::Range(9, 10000));
    command->add_option("--rounds", o->rounds, "turns of each program")->capture_default_str()->check(CLI::Range(1, 100));
    command->add_flag("--layers", o->layers, "kernels of single layers instead of models");
    add_common(*command, o->common);
    command->callback([=, &code] {
        if (const Status status = o->layers ? bench_layers(*o) : bench_models(*o); !status.ok()) code = report(status.error());
    });
}

}  // namespace saddle::cli

// saddle inside: what happens in a run's model on samples of its data.
#include <algorithm>
#include <cmath>

#include "app/cli/commands.h"
#include "app/cli/inside_files.h"
#include "app/cli/landscape.h"
#include "datasets/open.h"

namespace saddle::cli {
namespace {

struct InsideOptions {
    InsideRequest request;
    std::string what = "feature-maps", split, output;
    int64_t target = -1;
    Common common;
};

struct Look {
    const char* name;
    InsideForm form;
    InsideWhat what;
    bool needs_node;
};
constexpr Look kLooks[] = {{"feature-maps", InsideForm::FeatureMaps, InsideWhat::FeatureMaps, true}, {"filters", InsideForm::Filters, InsideWhat::Filters, true},
                           {"predictions", InsideForm::Predictions, InsideWhat::Predictions, false}, {"confusion", InsideForm::Confusion, InsideWhat::Predictions, false},
                           {"saliency", InsideForm::Saliency, InsideWhat::Saliency, false}, {"embedding", InsideForm::Embedding, InsideWhat::Embedding, false},
                           {"attention", InsideForm::Attention, InsideWhat::Attention, true}, {"histograms", InsideForm::Histograms, InsideWhat::Histograms, true},
                           {"gradients", InsideForm::Gradients, InsideWhat::Gradients, false},
                           {"through-time", InsideForm::ThroughTime, InsideWhat::ThroughTime, true},
                           {"messages", InsideForm::Messages, InsideWhat::Messages, true}, {"smoothing", InsideForm::Smoothing, InsideWhat::Smoothing, false},
                           {"denoising", InsideForm::Denoising, InsideWhat::Denoising, false}};

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
    return text;
}

void print_sample(const Insight& inside) {
    if (inside.sample < 0) return;
    std::printf(", sample %lld of %s", (long long)inside.sample, inside.split.c_str());
    if (inside.label) std::printf(" (class %d)", *inside.label);
}

void print_values(const Insight& inside) {
    const auto [low, high] = std::minmax_element(inside.values.f32.begin(), inside.values.f32.end());
    std::printf(": %s %s, %.4g to %.4g\n", to_string(inside.values.type.shape).c_str(), joined(inside.axes).c_str(), double(*low), double(*high));
    if (inside.target >= 0) std::printf("gradient x input of class %lld\n", (long long)inside.target);
    const Insight::Activity& a = inside.activity;
    if (a.samples > 0)
        std::printf("over %lld samples: mean %.4g, deviation %.4g, %.1f %% zeros, %lld of %lld units dead\n", (long long)a.samples, a.mean, a.deviation, a.zeros * 100, (long long)a.dead, (long long)a.units);
}

void print(const Insight& inside, InsideForm form) {
    std::printf("run %s at step %llu", inside.run.c_str(), (unsigned long long)inside.step);
    if (!inside.node.empty()) std::printf(", %s", inside.node.c_str());
    print_sample(inside);
    if (form == InsideForm::Histograms || form == InsideForm::Gradients) {
        std::printf("\n%s", table_text(inside, form).c_str());
        const double ratio = inside.gradients.first_to_last();
        if (ratio < Insight::kVanishing || ratio > Insight::kExploding)
            std::printf("the gradient of %s is %.3g times that of %s: it %s\n", inside.gradients.nodes.front().c_str(), ratio, inside.gradients.nodes.back().c_str(), ratio < 1 ? "vanishes on its way back" : "explodes on its way back");
    } else if (form == InsideForm::ThroughTime) {
        const double ratio = inside.through_time.first_to_last();
        std::printf(", %lld samples\n%s", (long long)inside.through_time.samples, table_text(inside, form).c_str());
        if (std::isfinite(ratio)) std::printf("of the gradient by the last state %.3g is left at the first one: it %s\n", ratio, ratio < Insight::kVanishing ? "vanishes" : ratio > Insight::kExploding ? "explodes" : "neither vanishes nor explodes");
    } else if (form == InsideForm::Messages) {
        const Insight::GraphPart& g = inside.graph;
        std::printf(": %zu of %lld nodes, %zu of %lld edges", g.nodes.size(), (long long)g.graph_nodes, g.edges.size(), (long long)g.graph_edges);
        if (g.left_out > 0) std::printf("; %lld more within two edges are left out", (long long)g.left_out);
        std::printf("\n%s", table_text(inside, form).c_str());
    } else if (form == InsideForm::Denoising) {
        std::printf(": %lld samples in %lld steps, with noise of", (long long)inside.denoising.frames[0].type.shape[0], (long long)inside.denoising_shown.steps);
        for (const int64_t noise : inside.denoising.noise) std::printf(" %lld", (long long)noise);
        std::printf(" steps in them\n");
    } else if (form == InsideForm::Smoothing) {
        std::printf(", %lld nodes\n%s", (long long)inside.smoothing.nodes, table_text(inside, form).c_str());
    } else if (form == InsideForm::Embedding) {
        const Insight::Embedding& e = inside.embedding;
        std::printf(": %zu points of %lld numbers; two principal components explain %.1f %%, t-SNE's divergence %.4g\n", e.samples.size(), (long long)e.width, (e.explained[0] + e.explained[1]) * 100, e.divergence);
    } else if (form == InsideForm::Predictions || form == InsideForm::Confusion) {
        const auto right = std::count_if(inside.predictions.begin(), inside.predictions.end(), [](const auto& p) { return p.truth == p.said; });
        std::printf(": %lld of %zu of %s right\n%s", (long long)right, inside.predictions.size(), inside.split.c_str(), table_text(inside, form).c_str());
    } else {
        print_values(inside);
    }
}

Status run_inside(const InsideOptions& o) {
    const Look& look = *std::find_if(std::begin(kLooks), std::end(kLooks), [&](const Look& each) { return o.what == each.name; });
    if (look.needs_node && o.request.node.empty()) return Error{ErrorKind::Usage, "--what " + o.what + " needs a node", "e.g. --node conv1", {}};
    if (look.form == InsideForm::Predictions && o.output.ends_with(".png")) return Error{ErrorKind::Usage, "predictions are no picture", "write .csv, .npy or .json, or --what confusion", {}};
    InsideRequest request = o.request;
    request.what = look.what;
    request.open_data = datasets::open_data;
    request.data_path = o.common.data;
    request.device = o.common.device;
    TRY(request.split, parse_split(o.split));
    if (o.target >= 0) request.target = o.target;
    api::InsideLook inside;
    TRY(const Insight seen, inside.look(request, [](const auto& so_far) {
        if (so_far->what == InsideWhat::Embedding) std::fprintf(stderr, "\rt-SNE %d", so_far->embedding.iterations);
    }, signalled_cancellation()));
    if (look.form == InsideForm::Embedding) std::fprintf(stderr, "\r\033[K");
    if (!o.output.empty()) TRY_STATUS(write_inside(seen, look.form, o.output));
    if (o.common.json) print_line(inside_json(seen, look.form));
    else print(seen, look.form);
    return {};
}

}  // namespace

void add_inside(CLI::App& app, int& code) {
    auto o = std::make_shared<InsideOptions>();
    CLI::App* command = app.add_subcommand("inside", "What happens inside a run's model on samples of its data");
    command->add_option("run", o->request.run, "run id, a unique beginning of it, or last")->required();
    add_common(*command, o->common);
    std::vector<std::string> names;
    for (const Look& look : kLooks) names.push_back(look.name);
    command->add_option("--what", o->what, "what a node gives for a sample, its filters, the model's predictions, their confusion matrix, gradient x input of a score, the samples in two dimensions (PCA and t-SNE), a node's attention, its histograms along the run, the gradients of all layers, the gradients by a recurrent layer's state at every step, what counts how much along a graph's edges in a layer, how alike the nodes become from layer to layer, or samples of a diffusion model on their way from noise to data")
        ->capture_default_str()->check(CLI::IsMember(names));
    command->add_option("--node", o->request.node, "node of the graph, or of a composite in it: block/conv1 (of an embedding: what enters the last Linear)");
    command->add_option("--split", o->split, "train, val or test");
    command->add_option("--sample", o->request.sample, "of the split")->capture_default_str()->check(CLI::NonNegativeNumber);
    command->add_option("--samples", o->request.samples, "taken for predictions (0: all) and for an embedding (0: 500); nodes of a graph that are drawn (0: 150), samples that are denoised (0: 6)")->capture_default_str()->check(CLI::Range(0, 1 << 24));
    command->add_option("--class", o->target, "whose score a saliency explains (default: the predicted one)")->check(CLI::NonNegativeNumber);
    command->add_option("--step", o->request.step, "how the run was at this step, one of those that `saddle runs show` lists (default: its newest)");
    command->add_option("--seed", o->request.seed, "of the choice of samples, and of t-SNE")->capture_default_str();
    command->add_option("-o,--output", o->output, ".csv, .npy, .png or .json")->check([](const std::string& path) { return check_ending(path, {".csv", ".npy", ".png", ".json"}); });
    command->callback([=, &code] {
        if (const Status status = run_inside(*o); !status.ok()) code = report(status.error());
    });
}

}  // namespace saddle::cli

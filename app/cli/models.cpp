// Commands on a trained run.
#include "app/cli/commands.h"
#include "app/cli/json.h"
#include "app/cli/landscape.h"
#include "datasets/open.h"
#include "engine/api/exports.h"

namespace saddle::cli {
namespace {

struct RunOptions {
    std::string run, split, output, format = "onnx";
    int64_t beam = 1;
    std::optional<uint64_t> step;
    Common common;
};

Result<EvalRequest> eval_request(const RunOptions& o) {
    EvalRequest request;
    request.run = o.run;
    request.open_data = datasets::open_data;
    request.data_path = o.common.data;
    request.device = o.common.device;
    request.beam = o.beam;
    request.step = o.step;
    TRY(request.split, parse_split(o.split));
    return request;
}

/// Truth down, prediction across: as long as a terminal is wide enough.
void print_confusion(const EvalResult& r) {
    constexpr size_t kMostClasses = 20;
    if (r.confusion.empty() || r.confusion.size() > kMostClasses) return;
    const auto class_name = [&](size_t c) { return c < r.class_names.size() ? r.class_names[c].substr(0, 14) : std::to_string(c); };
    std::printf("%-14s", "truth \\ said");
    for (size_t c = 0; c < r.confusion.size(); ++c) std::printf(" %6.6s", class_name(c).c_str());
    std::printf("\n");
    for (size_t c = 0; c < r.confusion.size(); ++c) {
        std::printf("%-14s", class_name(c).c_str());
        for (const int64_t samples : r.confusion[c]) std::printf(" %6lld", (long long)samples);
        std::printf("\n");
    }
}

Status run_eval(const RunOptions& o) {
    TRY(const EvalRequest request, eval_request(o));
    TRY(const EvalResult r, api::evaluate(request, signalled_cancellation()));
    if (o.common.json) {
        Json j{{"run", r.run}, {"step", r.step}, {"split", r.split}, {"samples", r.samples}, {"loss", r.loss}};
        if (r.accuracy) j["accuracy"] = *r.accuracy;
        for (const auto& [name, value] : r.metrics) j[name] = value;
        if (!r.confusion.empty()) j["confusion"] = r.confusion;
        print_line(j);
        return {};
    }
    std::printf("run %s at step %llu on %lld %s samples: loss %.4f", r.run.c_str(), (unsigned long long)r.step, (long long)r.samples, r.split.c_str(), r.loss);
    if (r.accuracy) std::printf(", accuracy %.2f %%", *r.accuracy * 100);
    for (const auto& [name, value] : r.metrics) std::printf(", %s %.4g", name.c_str(), value);
    std::printf("\n");
    print_confusion(r);
    return {};
}

Status run_predict(const RunOptions& o) {
    TRY(const EvalRequest request, eval_request(o));
    TRY(const Predictions p, api::predict(request, signalled_cancellation()));
    if (!o.output.empty()) TRY_STATUS(exchange::write_npy(p.outputs, o.output));
    const int64_t samples = p.outputs.type.shape[0], width = samples ? p.outputs.count() / samples : 0;
    for (int64_t n = 0; n < samples && (o.common.json || o.output.empty()); ++n) {
        const float* row = &p.outputs.f32[size_t(n * width)];
        if (o.common.json) {
            Json outputs = Json::array();
            for (int64_t k = 0; k < width; ++k) outputs.push_back(double(row[k]));
            Json j{{"index", n}};
            if (size_t(n) < p.labels.size()) j["label"] = p.labels[size_t(n)];
            if (size_t(n) < p.texts.size()) {
                j["text"] = p.texts[size_t(n)].first;
                j["truth"] = p.texts[size_t(n)].second;
            }
            j["outputs"] = std::move(outputs);
            print_line(j);
        } else if (size_t(n) < p.texts.size()) {
            std::printf("%lld: %s (truth %s)\n", (long long)n, p.texts[size_t(n)].first.c_str(), p.texts[size_t(n)].second.c_str());
        } else {
            std::printf("%lld: class %lld", (long long)n, (long long)(std::max_element(row, row + width) - row));
            if (size_t(n) < p.labels.size()) std::printf(" (truth %d)", p.labels[size_t(n)]);
            std::printf("\n");
        }
    }
    return {};
}

}  // namespace

Result<std::optional<train::Split>> parse_split(const std::string& name) {
    if (name.empty()) return std::optional<train::Split>();
    if (name == "train") return std::optional(train::Split::Train);
    if (name == "val" || name == "validation") return std::optional(train::Split::Validation);
    if (name == "test") return std::optional(train::Split::Test);
    return Error{ErrorKind::Usage, "unknown split '" + name + "'", "use train, val or test", {}};
}

void add_models(CLI::App& app, int& code) {
    auto add = [&](const char* name, const char* help, auto run) {
        auto options = std::make_shared<RunOptions>();
        CLI::App* command = app.add_subcommand(name, help);
        command->add_option("run", options->run, "run id, a unique beginning of it, or last")->required();
        command->add_option("--step", options->step, kOfStep);
        command->callback([=, &code] {
            if (const Status status = run(*options); !status.ok()) code = report(status.error());
        });
        return std::pair(command, options);
    };
    auto [eval, eo] = add("eval", "Loss and accuracy of a run on a split", run_eval);
    add_common(*eval, eo->common);
    eval->add_option("--split", eo->split, "train, val or test");
    auto [predict, po] = add("predict", "Raw outputs of a run's model", run_predict);
    add_common(*predict, po->common);
    predict->add_option("--split", po->split, "train, val or test");
    predict->add_option("-o,--output", po->output, "write the outputs as .npy");
    for (const auto& [command, options] : {std::pair(eval, eo), std::pair(predict, po)})
        command->add_option("--beam", options->beam, "texts that a search keeps where a model reads text; 1: the likeliest path")->check(CLI::Range(1, 1000))->capture_default_str();
    add_landscape(app, code);
    add_hessian(app, code);
    add_inside(app, code);
    auto [exporting, xo] = add("export", "Write a run's model for other tools", [](const RunOptions& o) {
        return api::export_run(o.run, o.format, o.output, [data = o.common.data](const DataConfig& c, const std::string& path) { return datasets::open_data(c, data.empty() ? path : data); }, {}, o.step);
    });
    add_common(*exporting, xo->common);
    exporting->add_option("--format", xo->format, "onnx, safetensors or pytorch")->capture_default_str();
    exporting->add_option("-o,--output", xo->output, "file to write")->required();
}

}  // namespace saddle::cli

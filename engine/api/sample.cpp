#include "engine/api/sample.h"

#include <algorithm>
#include <sstream>

#include "engine/api/stored_run.h"

namespace saddle::api {
namespace {

/// Ids of the data set's tokens that make up the prompt: words between spaces, or the longest that fits at each place.
Result<std::vector<int32_t>> encode(const std::string& prompt, const std::vector<std::string>& tokens, bool words) {
    std::vector<int32_t> ids;
    const auto unknown = [&](const std::string& what) { return invalid("the prompt's '" + what + "' is no token of the run's data set", "its " + std::to_string(tokens.size()) + " tokens do not include it"); };
    if (words) {
        std::istringstream stream(prompt);
        for (std::string word; stream >> word;) {
            const auto it = std::find(tokens.begin(), tokens.end(), word);
            if (it == tokens.end()) return unknown(word);
            ids.push_back(int32_t(it - tokens.begin()));
        }
        return ids;
    }
    for (size_t at = 0; at < prompt.size();) {
        size_t best = tokens.size();
        for (size_t id = 0; id < tokens.size(); ++id)
            if (!tokens[id].empty() && prompt.compare(at, tokens[id].size(), tokens[id]) == 0 && (best == tokens.size() || tokens[id].size() > tokens[best].size())) best = id;
        if (best == tokens.size()) {
            size_t end = at + 1;
            while (end < prompt.size() && (uint8_t(prompt[end]) & 0xc0) == 0x80) ++end;   // the whole character
            return unknown(prompt.substr(at, end - at));
        }
        ids.push_back(int32_t(best));
        at += tokens[best].size();
    }
    return ids;
}

}  // namespace

Result<Samples> sample(const SampleRequest& request, const std::function<void(double)>& progress, const Cancellation& cancellation) {
    const auto keep_going = [&](double done) {
        if (progress) progress(done);
        return !cancellation.cancelled();
    };
    if (request.diffusion.count < 1 || request.diffusion.count > 4096) return invalid("count: " + std::to_string(request.diffusion.count) + " is outside 1 to 4096");
    TRY(const StoredRun run, load_run(request.run, request.store_path, request.open_data, request.data_path, request.step));
    Samples samples;
    const bool diffusion = compile::noising_node(run.project.graph);
    if (request.strip > 0 && !diffusion) return invalid("run " + run.row.id + " is no diffusion model: its samples have no way from noise to data", "draw them without a strip");
    if (diffusion || compile::latent_node(run.project.graph)) {
        TRY(const LoadedModel model, load_model(run, request.device, "sample", request.diffusion.count));
        if (request.strip > 0) {
            TRY(samples.denoising, train::denoise(*model.plans, request.diffusion, request.strip, keep_going));
            samples.pictures = samples.denoising.frames.back();
        } else if (diffusion) {
            TRY(samples.pictures, train::sample_diffusion(*model.plans, request.diffusion, keep_going));
        } else {
            TRY(samples.pictures, train::sample_latent(*model.plans, request.diffusion.count, request.diffusion.seed));
        }
        const auto mean = run.project.data.options.reals("mean"), deviation = run.project.data.options.reals("std");
        if (mean.size() == 1 && deviation.size() == 1) samples.scale = {mean[0], deviation[0]};
        return samples;
    }
    const std::vector<std::string>& tokens = run.source->info().class_names;
    const bool words = run.project.data.options.text("level", "character") == "word";
    std::vector<int32_t> prompt;
    if (!request.prompt.empty()) {
        TRY(prompt, encode(request.prompt, tokens, words));
    } else if (!tokens.empty()) {
        const auto line = std::find(tokens.begin(), tokens.end(), "\n");
        prompt = {int32_t(line == tokens.end() ? 0 : line - tokens.begin())};
    }
    TRY(const LoadedModel model, load_model(run, request.device, "predict", request.text.count));
    TRY(const auto texts, train::sample_text(*model.plans, prompt, request.text, keep_going));
    for (const std::vector<int32_t>& ids : texts) {
        std::string text;
        for (const int32_t id : ids) text += (words && !text.empty() ? " " : "") + (size_t(id) < tokens.size() ? tokens[size_t(id)] : "");
        samples.texts.push_back(text);
    }
    return samples;
}

}  // namespace saddle::api

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/train/sampler.h"

namespace saddle::train {
namespace {

/// A token drawn from softmax(scores / temperature), of the `top_k` most likely ones.
int32_t draw(std::span<const float> scores, const TextOptions& options, Random& random) {
    std::vector<int32_t> order(scores.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&](int32_t a, int32_t b) { return scores[size_t(a)] != scores[size_t(b)] ? scores[size_t(a)] > scores[size_t(b)] : a < b; });
    if (options.temperature == 0) return order[0];
    if (options.top_k > 0 && options.top_k < int64_t(order.size())) order.resize(size_t(options.top_k));
    std::vector<double> shares;
    double sum = 0;
    for (const int32_t id : order) shares.push_back(sum += std::exp((double(scores[size_t(id)]) - double(scores[size_t(order[0])])) / options.temperature));
    const double at = random.uniform() * sum;
    return order[size_t(std::upper_bound(shares.begin(), shares.end() - 1, at) - shares.begin())];
}

}  // namespace

Result<std::vector<std::vector<int32_t>>> sample_text(PlanCache& plans, const std::vector<int32_t>& prompt, const TextOptions& options, const std::function<bool(double)>& keep_going) {
    const auto& ports = plans.data().ports;
    const auto port = std::find_if(ports.begin(), ports.end(), [](const auto& p) { return p.name == "tokens"; });
    if (port == ports.end()) return invalid("'" + plans.project().name + "' is no language model: its data set has no tokens", "train one, such as projects/sequence/char-gpt.json");
    if (prompt.empty()) return invalid("the prompt is empty", "give at least one token that the data set knows");
    const int64_t window = port->type.shape[0];
    TRY(const auto plan, plans.get("predict", options.count));
    Tensor tokens = Tensor::zeros({DType::I32, {options.count, window}});
    const auto scores = [&]() -> Result<Tensor> {
        std::vector<Tensor> batch;
        for (const auto& p : ports) {
            std::vector<int64_t> dims = p.type.shape.dims();
            dims.insert(dims.begin(), options.count);
            batch.push_back(p.name == "tokens" ? tokens : Tensor::zeros({p.type.dtype, Shape(dims)}));
        }
        TRY_STATUS(plans.executor().submit(*plan, select_inputs(*plan, plans.data(), std::move(batch)), {}, false));
        TRY(runtime::StepResult result, plans.executor().wait());
        const auto it = result.outputs.find("predictions");
        if (it == result.outputs.end() || it->second.type.shape.rank() != 3 || it->second.type.shape[1] != window)
            return invalid("'" + plans.project().name + "' does not score the next token at each of its " + std::to_string(window) + " positions", "let its loss compare scores N T F with targets N T");
        return std::move(it->second);
    };
    std::vector<std::vector<int32_t>> texts(size_t(options.count), prompt);
    std::vector<Random> random;
    for (int64_t n = 0; n < options.count; ++n) random.push_back(random_of_sample(options.seed, "sample", n));
    for (int64_t k = 0; k < options.length; ++k) {
        if (keep_going && !keep_going(double(k) / double(options.length))) return Error{ErrorKind::Interrupted, "sampling was interrupted", "", {}};
        const auto length = int64_t(texts[0].size()), seen = std::min(length, window);
        for (int64_t n = 0; n < options.count; ++n) std::copy(texts[size_t(n)].end() - seen, texts[size_t(n)].end(), tokens.i32.begin() + n * window);
        TRY(const Tensor all, scores());
        const int64_t classes = all.type.shape[2];
        for (int64_t n = 0; n < options.count; ++n)
            texts[size_t(n)].push_back(draw({&all.f32[size_t((n * window + seen - 1) * classes)], size_t(classes)}, options, random[size_t(n)]));
        if (k > 0 || seen == window) continue;
        // What lies behind the last token must not matter: a model that reads it was not trained to go on.
        std::fill(tokens.i32.begin() + seen, tokens.i32.begin() + window, int32_t(classes - 1));
        TRY(const Tensor again, scores());
        for (int64_t i = 0; i < classes; ++i)
            if (const auto at = size_t((seen - 1) * classes + i); std::abs(all.f32[at] - again.f32[at]) > 1e-3 * (1 + std::abs(all.f32[at])))
                return invalid("the scores of '" + plans.project().name + "' depend on later tokens", "use causal attention, or recurrent layers of one direction");
    }
    return texts;
}

}  // namespace saddle::train

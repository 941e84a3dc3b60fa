#include <algorithm>

#include "engine/train/sampler.h"

namespace saddle::train {

Result<Tensor> sample_latent(PlanCache& plans, int64_t count, uint64_t seed) {
    const Project& project = plans.project();
    if (!compile::latent_node(project.graph)) return invalid("'" + project.name + "' has no latent numbers to sample from: its graph has neither Latent nor Reparameterize");
    if (std::none_of(project.graph.nodes.begin(), project.graph.nodes.end(), [](const Node& node) { return node.layer == "Generated"; }))
        return invalid("'" + project.name + "' does not say what it makes of its latent numbers", "wire it into a Generated layer");
    TRY(const auto plan, plans.get("sample", count));
    const auto inputs = sampler_inputs(*plan, [&](const ir::Value& input, Tensor& tensor) {
        if (input.name != input.node + ".z") return;
        const int64_t each = tensor.count() / count;
        for (int64_t n = 0; n < count; ++n) {
            Random random = random_of_sample(seed, input.name.c_str(), n);
            for (int64_t i = 0; i < each; ++i) tensor.f32[size_t(n * each + i)] = random.normal();
        }
    });
    TRY_STATUS(plans.executor().submit(*plan, inputs, {}, false));
    TRY(const runtime::StepResult result, plans.executor().wait());
    return result.outputs.at("predictions");
}

}  // namespace saddle::train

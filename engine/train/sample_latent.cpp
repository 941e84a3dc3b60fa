#include <algorithm>

#include "engine/core/philox.h"
#include "engine/train/sampler.h"

namespace saddle::train {

Result<Tensor> sample_latent(PlanCache& plans, int64_t count, uint64_t seed) {
    const Project& project = plans.project();
    if (!compile::latent_node(project.graph)) return invalid("'" + project.name + "' has no latent numbers to sample from: its graph has neither Latent nor Reparameterize");
    if (std::none_of(project.graph.nodes.begin(), project.graph.nodes.end(), [](const Node& node) { return node.layer == "Generated"; }))
        return invalid("'" + project.name + "' does not say what it makes of its latent numbers", "wire it into a Generated layer");
    TRY(const auto plan, plans.get("sample", count));
    std::vector<Tensor> inputs;
    for (const ir::ValueId id : plan->program.entry("sample")->inputs) {
        const ir::Value& value = plan->program[id];
        Tensor tensor = Tensor::zeros(value.type);
        const int64_t each = tensor.count() / count;
        for (int64_t n = 0; n < count && value.name == value.node + ".z"; ++n) {   // what the data set brings has no part in it
            Random random(seed, stream_of(value.name.c_str()) + uint64_t(n) * 0x9E3779B97F4A7C15u);
            for (int64_t i = 0; i < each; ++i) tensor.f32[size_t(n * each + i)] = random.normal();
        }
        inputs.push_back(std::move(tensor));
    }
    TRY_STATUS(plans.executor().submit(*plan, inputs, {}, false));
    TRY(const runtime::StepResult result, plans.executor().wait());
    return result.outputs.at("predictions");
}

}  // namespace saddle::train

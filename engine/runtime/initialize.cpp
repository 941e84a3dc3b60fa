#include <cmath>

#include "engine/core/philox.h"
#include "engine/runtime/executor.h"

namespace saddle::runtime {
namespace {

/// The distribution of an initializer: uniform in +-bound, or normal with deviation; neither: the constant.
struct Distribution {
    double bound = 0, deviation = 0, constant = 0;
};

Result<Distribution> distribution(const ir::Initializer& i, const std::string& name) {
    const double in = double(i.fan_in), out = double(i.fan_out);
    if (i.type == "zeros") return Distribution{};
    if (i.type == "ones") return Distribution{0, 0, 1};
    if (i.type == "constant") return Distribution{0, 0, i.gain};
    if (i.type == "uniform") return Distribution{i.gain};
    if (i.type == "normal") return Distribution{0, i.gain};
    if (i.type == "pytorch") return Distribution{1 / std::sqrt(in)};              // kaiming_uniform with a = sqrt 5
    if (i.type == "xavier_uniform") return Distribution{std::sqrt(6 / (in + out))};  // Glorot and Bengio 2010
    if (i.type == "xavier_normal") return Distribution{0, std::sqrt(2 / (in + out))};
    if (i.type == "he_uniform") return Distribution{std::sqrt(6 / in)};           // He et al. 2015
    if (i.type == "he_normal") return Distribution{0, std::sqrt(2 / in)};
    if (i.type == "lecun_normal") return Distribution{0, std::sqrt(1 / in)};
    return invalid(name + ": unknown initializer '" + i.type + "'",
                   "use pytorch, xavier_uniform, xavier_normal, he_uniform, he_normal, lecun_normal or zeros");
}

}  // namespace

Status initialize(Executor& executor, const ir::Program& program, uint64_t seed) {
    for (const ir::ValueKind kind : {ir::ValueKind::Parameter, ir::ValueKind::State})
        for (const ir::ValueId id : program.of_kind(kind)) {
            const ir::Value& value = program[id];
            TRY(const Distribution d, distribution(value.initializer, value.name));
            Tensor tensor = Tensor::zeros(value.type);
            Random random(seed, stream_of(value.name.c_str()));
            for (float& x : tensor.f32) x = d.bound > 0 ? random.uniform(float(-d.bound), float(d.bound)) : d.deviation > 0 ? float(d.deviation) * random.normal() : float(d.constant);
            TRY_STATUS(executor.set(value.name, tensor));
        }
    return {};
}

}  // namespace saddle::runtime

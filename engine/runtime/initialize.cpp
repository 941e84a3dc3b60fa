#include <algorithm>
#include <cmath>

#include "engine/core/philox.h"
#include "engine/runtime/executor.h"
#include "engine/runtime/initial_value.h"

namespace saddle::runtime {
namespace {

/// The distribution of an initializer: uniform in +-bound, or normal with deviation (redrawn beyond `truncated`
/// deviations); neither: the constant.
struct Distribution {
    double bound = 0, deviation = 0, constant = 0, truncated = 0;
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
    if (i.type == "lecun_uniform") return Distribution{std::sqrt(3 / in)};
    if (i.type == "truncated_normal") return Distribution{0, std::sqrt(1 / in) / 0.87962566103423978, 0, 2};  // of variance 1/in behind the cut
    if (i.type == "orthogonal") return Distribution{0, 1};                        // made orthogonal behind
    std::string names;
    for (const std::string& scheme : ir::initializer_schemes()) names += (names.empty() ? "" : ", ") + scheme;
    return invalid(name + ": unknown initializer '" + i.type + "'", "use one of: " + names);
}

float draw(const Distribution& d, Random& random) {
    if (d.bound > 0) return random.uniform(float(-d.bound), float(d.bound));
    if (d.deviation <= 0) return float(d.constant);
    float x = random.normal();
    while (d.truncated > 0 && std::abs(double(x)) > d.truncated) x = random.normal();
    return float(d.deviation) * x;
}

/// Rows of a matrix [first axis, the rest] made orthonormal (or its columns, where they are fewer), by modified
/// Gram-Schmidt: A. Saxe, J. McClelland, S. Ganguli, "Exact solutions to the nonlinear dynamics of learning", 2014.
void orthogonalise(Tensor& tensor) {
    const int64_t rows = tensor.type.shape.rank() < 1 ? 1 : tensor.type.shape[0], columns = tensor.type.shape.count() / std::max<int64_t>(1, rows);
    const bool wide = rows <= columns;
    const int64_t count = wide ? rows : columns, length = wide ? columns : rows;
    const auto at = [&](int64_t vector, int64_t i) -> float& { return tensor.f32[size_t(wide ? vector * columns + i : i * columns + vector)]; };
    for (int64_t v = 0; v < count; ++v) {
        for (int64_t u = 0; u < v; ++u) {
            double dot = 0;
            for (int64_t i = 0; i < length; ++i) dot += double(at(u, i)) * double(at(v, i));
            for (int64_t i = 0; i < length; ++i) at(v, i) -= float(dot * double(at(u, i)));
        }
        double square = 0;
        for (int64_t i = 0; i < length; ++i) square += double(at(v, i)) * double(at(v, i));
        for (int64_t i = 0; i < length; ++i) at(v, i) = float(double(at(v, i)) / std::sqrt(square));
    }
}

}  // namespace

Result<Tensor> initial_value(const ir::Value& value, uint64_t seed) {
    TRY(const Distribution d, distribution(value.initializer, value.name));
    Tensor tensor = Tensor::zeros(value.type);
    Random random(seed, stream_of(value.name.c_str()));
    for (float& x : tensor.f32) x = draw(d, random);
    if (value.initializer.type == "orthogonal") orthogonalise(tensor);
    return tensor;
}

Status initialize(Executor& executor, const ir::Program& program, uint64_t seed) {
    for (const ir::ValueKind kind : {ir::ValueKind::Parameter, ir::ValueKind::State})
        for (const ir::ValueId id : program.of_kind(kind)) {
            TRY(const Tensor tensor, initial_value(program[id], seed));
            TRY_STATUS(executor.set(program[id].name, tensor));
        }
    return {};
}

}  // namespace saddle::runtime

#include "engine/analysis/embedding.h"

#include <algorithm>
#include <cmath>

#include "engine/core/philox.h"

namespace saddle::analysis {
namespace {

constexpr double kExaggeration = 12, kSmallest = 1e-12;
constexpr int kTellEvery = 25;

/// Squared distances of all pairs.
Vector distances(const Gram& g) {
    Vector d(g.products.size());
    for (size_t i = 0; i < g.points; ++i)
        for (size_t j = 0; j < g.points; ++j) d[i * g.points + j] = i == j ? 0 : std::max(0.0, g(i, i) + g(j, j) - 2 * g(i, j));
    return d;
}

/// How near each other point is to point i, as a distribution whose perplexity is the wanted one: its width is found by bisection.
void neighbours(const double* distance, size_t points, size_t i, double perplexity, double* p) {
    double scale = 0;   // so that widths do not depend on the unit
    for (size_t j = 0; j < points; ++j) scale += distance[j];
    scale = std::max(scale / double(points - 1), 1e-300);
    double nearest = INFINITY;
    for (size_t j = 0; j < points; ++j)
        if (j != i) nearest = std::min(nearest, distance[j]);
    double low = 0, high = INFINITY, precision = 1;
    for (int step = 0; step < 100; ++step) {
        double sum = 0, weighted = 0;
        for (size_t j = 0; j < points; ++j) {
            const double away = (distance[j] - nearest) / scale;
            p[j] = j == i ? 0 : std::exp(-precision * away);
            sum += p[j];
            weighted += p[j] * away;
        }
        const double entropy = std::log(sum) + precision * weighted / sum;
        for (size_t j = 0; j < points; ++j) p[j] /= sum;
        if (std::abs(entropy - std::log(perplexity)) < 1e-6) return;
        (entropy > std::log(perplexity) ? low : high) = precision;
        precision = std::isinf(high) ? precision * 2 : (low + high) / 2;
    }
}

/// One common distribution over pairs.
Vector affinities(const Gram& g, double perplexity) {
    const size_t n = g.points;
    const Vector d = distances(g);
    Vector conditional(n * n), p(n * n);
    for (size_t i = 0; i < n; ++i) neighbours(&d[i * n], n, i, perplexity, &conditional[i * n]);
    for (size_t i = 0; i < n; ++i)
        for (size_t j = 0; j < n; ++j) p[i * n + j] = i == j ? 0 : std::max(kSmallest, (conditional[i * n + j] + conditional[j * n + i]) / (2 * double(n)));
    return p;
}

/// Descent with momentum and a gain for each coordinate.
struct Mover {
    Vector& at;
    Vector velocity = Vector(at.size(), 0.0), gain = Vector(at.size(), 1.0);
    void move(size_t i, double gradient, double rate, double momentum) {
        gain[i] = std::max(0.01, (gradient > 0) != (velocity[i] > 0) ? gain[i] + 0.2 : gain[i] * 0.8);
        velocity[i] = momentum * velocity[i] - rate * gain[i] * gradient;
    }
    void advance() {
        double middle = 0;
        for (size_t i = 0; i < at.size(); ++i) middle += at[i] += velocity[i];
        for (double& x : at) x -= middle / double(at.size());
    }
};

}  // namespace

Gram gram(const std::vector<float>& rows, size_t width) {
    const size_t n = width ? rows.size() / width : 0;
    Vector mean(width, 0.0);
    for (size_t i = 0; i < n; ++i)
        for (size_t k = 0; k < width; ++k) mean[k] += double(rows[i * width + k]) / double(n);
    Vector centred(n * width);
    for (size_t i = 0; i < n * width; ++i) centred[i] = double(rows[i]) - mean[i % width];
    Gram g{n, Vector(n * n)};
    for (size_t i = 0; i < n; ++i)
        for (size_t j = 0; j <= i; ++j) {
            double sum = 0;
            for (size_t k = 0; k < width; ++k) sum += centred[i * width + k] * centred[j * width + k];
            g.products[i * n + j] = g.products[j * n + i] = sum;
        }
    return g;
}

Result<PrincipalComponents> principal_components(const Gram& g) {
    PrincipalComponents components{{Vector(g.points, 0.0), Vector(g.points, 0.0)}};
    double variance = 0;
    for (size_t i = 0; i < g.points; ++i) variance += g(i, i);
    if (g.points < 3 || variance <= 0) return components;
    const Product product = [&](const Vector& v) -> Result<Vector> {
        Vector image(g.points, 0.0);
        for (size_t i = 0; i < g.points; ++i)
            for (size_t j = 0; j < g.points; ++j) image[i] += g(i, j) * v[j];
        return image;
    };
    TRY(const Extremes found, extremes(product, g.points, {.largest = 2, .most_products = 300, .tolerance = 1e-10}));
    for (size_t k = 0; k < 2; ++k) {
        const Eigenpair& pair = found.largest[k];
        const double value = std::max(0.0, pair.value);
        const double most = *std::max_element(pair.vector.begin(), pair.vector.end(), [](double a, double b) { return std::abs(a) < std::abs(b); });
        for (size_t i = 0; i < g.points; ++i) (k == 0 ? components.at.x : components.at.y)[i] = std::copysign(std::sqrt(value), most) * pair.vector[i];
        components.explained[k] = value / variance;
    }
    return components;
}

Tsne tsne(const Gram& g, const TsneOptions& options) {
    const size_t n = g.points;
    Tsne result{{Vector(n, 0.0), Vector(n, 0.0)}};
    if (n < 4) return result;
    const Vector p = affinities(g, std::clamp(options.perplexity, 1.0, double(n - 1) / 3));
    Random random(options.seed, stream_of("tsne"));
    Vector &x = result.at.x, &y = result.at.y;
    for (size_t i = 0; i < n; ++i) {
        x[i] = 1e-4 * double(random.normal());
        y[i] = 1e-4 * double(random.normal());
    }
    Mover across{x}, up{y};
    const double rate = std::max(50.0, double(n) / (4 * kExaggeration));
    const int exaggerated = options.iterations / 3;
    Vector near(n * n);   // of each pair: 1 / (1 + distance squared)
    const auto nearness = [&] {   // of all pairs together
        double sum = 0;
        for (size_t i = 0; i < n; ++i)
            for (size_t j = 0; j < i; ++j) {
                const double q = 1 / (1 + (x[i] - x[j]) * (x[i] - x[j]) + (y[i] - y[j]) * (y[i] - y[j]));
                near[i * n + j] = near[j * n + i] = q;
                sum += 2 * q;
            }
        return sum;
    };
    const auto divergence = [&] {
        const double sum = nearness();
        double apart = 0;
        for (size_t k = 0; k < n * n; ++k)
            if (p[k] > 0) apart += p[k] * std::log(p[k] * sum / near[k]);
        return apart;
    };
    result.first_divergence = result.divergence = divergence();
    for (int step = 0; step < options.iterations; ++step) {
        const double sum = nearness();
        const double much = step < exaggerated ? kExaggeration : 1, momentum = step < exaggerated ? 0.5 : 0.8;
        for (size_t i = 0; i < n; ++i) {
            double gx = 0, gy = 0;
            for (size_t j = 0; j < n; ++j) {
                if (i == j) continue;
                const double q = near[i * n + j], pull = 4 * (much * p[i * n + j] - q / sum) * q;
                gx += pull * (x[i] - x[j]);
                gy += pull * (y[i] - y[j]);
            }
            across.move(i, gx, rate, momentum);
            up.move(i, gy, rate, momentum);
        }
        across.advance();
        up.advance();
        result.iterations = step + 1;
        if ((step + 1) % kTellEvery) continue;
        result.divergence = divergence();
        if (options.progress && !options.progress(result.at, step + 1, result.divergence)) return result;
    }
    result.divergence = divergence();
    return result;
}

}  // namespace saddle::analysis

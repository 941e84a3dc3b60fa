#include "engine/analysis/lanczos.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <numbers>
#include <numeric>

#include "engine/core/philox.h"

namespace saddle::analysis {
namespace {

double dot(const Vector& a, const Vector& b) { return std::inner_product(a.begin(), a.end(), b.begin(), 0.0); }
void add(Vector& to, double factor, const Vector& x) {
    for (size_t i = 0; i < to.size(); ++i) to[i] += factor * x[i];
}
void scale(Vector& x, double factor) {
    for (double& element : x) element *= factor;
}
Vector gaussian(size_t size, uint64_t seed, uint64_t stream) {
    Random random(seed, stream);
    Vector x(size);
    for (double& element : x) element = double(random.normal());
    return x;
}
/// The vectors that so many steps would hold must have room.
Status fits(size_t size, int steps) {
    const double bytes = double(size) * double(std::min(size, size_t(steps))) * sizeof(double);
    if (bytes <= double(kMostBasisBytes)) return {};
    char text[160];
    std::snprintf(text, sizeof text, "%d products with %zu parameters would hold %.1f GB of vectors, %.1f are allowed", steps, size, bytes * 1e-9, double(kMostBasisBytes) * 1e-9);
    return Error{ErrorKind::OutOfMemory, text, "allow fewer products, or take a smaller model", {}};
}
/// Twice is enough (W. Kahan, B. Parlett).
void orthogonalise(Vector& x, const std::vector<Vector>& basis) {
    for (int pass = 0; pass < 2; ++pass)
        for (const Vector& b : basis) add(x, -dot(x, b), b);
}

}  // namespace

double length(const Vector& x) { return std::sqrt(dot(x, x)); }

Eigensystem eigensystem(Tridiagonal matrix) {
    const size_t n = matrix.diagonal.size();
    Vector& d = matrix.diagonal;
    Vector e = matrix.off;
    e.resize(n, 0.0);
    std::vector<Vector> z(n, Vector(n, 0.0));   // row k: coefficient k of every vector
    for (size_t i = 0; i < n; ++i) z[i][i] = 1;
    for (size_t l = 0; l < n; ++l) {
        for (;;) {
            size_t m = l;
            while (m + 1 < n && std::abs(e[m]) > std::numeric_limits<double>::epsilon() * (std::abs(d[m]) + std::abs(d[m + 1]))) ++m;
            if (m == l) break;
            double g = (d[l + 1] - d[l]) / (2 * e[l]), r = std::hypot(g, 1.0);
            g = d[m] - d[l] + e[l] / (g + std::copysign(r, g));
            double s = 1, c = 1, p = 0;
            size_t i = m;
            while (i-- > l) {
                double f = s * e[i];
                const double b = c * e[i];
                e[i + 1] = r = std::hypot(f, g);
                if (r == 0) {
                    d[i + 1] -= p;
                    e[m] = 0;
                    break;
                }
                s = f / r;
                c = g / r;
                g = d[i + 1] - p;
                r = (d[i] - g) * s + 2 * c * b;
                p = s * r;
                d[i + 1] = g + p;
                g = c * r - b;
                for (Vector& row : z) {
                    f = row[i + 1];
                    row[i + 1] = s * row[i] + c * f;
                    row[i] = c * row[i] - s * f;
                }
            }
            if (r == 0 && i + 1 > l) continue;
            d[l] -= p;
            e[l] = g;
            e[m] = 0;
        }
    }
    std::vector<size_t> order(n);
    std::iota(order.begin(), order.end(), size_t(0));
    std::sort(order.begin(), order.end(), [&](size_t a, size_t b) { return d[a] < d[b]; });
    Eigensystem system;
    for (const size_t k : order) {
        system.values.push_back(d[k]);
        system.vectors.emplace_back();
        for (const Vector& row : z) system.vectors.back().push_back(row[k]);
    }
    return system;
}

Lanczos::Lanczos(Product product, Vector start, uint64_t seed) : product_(std::move(product)), next_(std::move(start)), seed_(seed) {
    if (const double all = length(next_); all > 0) scale(next_, 1 / all);
}

Result<bool> Lanczos::step() {
    if (basis_.size() == next_.size()) return false;
    if (!basis_.empty()) matrix_.off.push_back(coupling_);
    basis_.push_back(next_);
    TRY(Vector image, product_(basis_.back()));
    matrix_.diagonal.push_back(dot(image, basis_.back()));
    const double all = length(image);
    orthogonalise(image, basis_);
    coupling_ = length(image);
    if (coupling_ <= 1e-12 * all || all == 0) {   // closed: nothing couples to what comes next
        coupling_ = 0;
        image = gaussian(image.size(), seed_, basis_.size());
        orthogonalise(image, basis_);
    }
    next_ = std::move(image);
    if (const double rest = length(next_); rest > 0) scale(next_, 1 / rest);
    return true;
}

Vector Lanczos::combine(const Vector& coefficients) const {
    Vector x(next_.size(), 0.0);
    for (size_t i = 0; i < coefficients.size(); ++i) add(x, coefficients[i], basis_[i]);
    return x;
}

Result<Extremes> extremes(const Product& product, size_t size, const LanczosOptions& options) {
    TRY_STATUS(fits(size, options.most_products));
    Lanczos lanczos(product, gaussian(size, options.seed, stream_of("lanczos")), options.seed);
    Extremes found;
    for (;;) {
        TRY([[maybe_unused]] const bool more, lanczos.step());
        const size_t k = lanczos.tridiagonal().diagonal.size(), wanted = std::min(k, size_t(options.largest));
        const bool last = int(k) >= options.most_products || k == size;
        if (!last && (k < size_t(options.largest) + 2 || k % 4 != 0 || lanczos.next_coupling() == 0)) continue;
        const Eigensystem system = eigensystem(lanczos.tridiagonal());
        const double largest = std::max(std::abs(system.values.front()), std::abs(system.values.back()));
        const auto residual = [&](size_t i) { return std::abs(lanczos.next_coupling() * system.vectors[i].back()); };
        bool done = residual(0) <= options.tolerance * largest;
        for (size_t i = 0; i < wanted; ++i) done = done && residual(k - 1 - i) <= options.tolerance * largest;
        if (!done && !last) continue;
        found.products = int(k);
        for (size_t i = 0; i <= wanted; ++i) {   // the smallest last; residuals are measured: rounding in the product is in them
            const size_t which = i < wanted ? k - 1 - i : 0;
            Eigenpair pair{system.values[which], lanczos.combine(system.vectors[which]), 0};
            TRY(Vector image, product(pair.vector));
            ++found.products;
            add(image, -pair.value, pair.vector);
            pair.residual = length(image);
            if (i < wanted) found.largest.push_back(std::move(pair));
            else found.smallest = std::move(pair);
        }
        return found;
    }
}

double SpectralDensity::mean(const std::function<double(double)>& f) const {
    double sum = 0;
    for (size_t i = 0; i < nodes.size(); ++i) sum += weights[i] * f(nodes[i]);
    return sum;
}

double SpectralDensity::at(double value, double width) const {
    return mean([&](double node) {
        const double z = (value - node) / width;
        return std::exp(-z * z / 2) / (width * std::sqrt(2 * std::numbers::pi));
    });
}

Result<SpectralDensity> spectral_density(const Product& product, size_t size, int probes, int steps, uint64_t seed) {
    TRY_STATUS(fits(size, steps));
    SpectralDensity density;
    for (int probe = 0; probe < probes; ++probe) {
        Random random(seed, stream_of("probe") + uint64_t(probe));
        Vector signs(size);
        for (double& x : signs) x = random.bits() & 1 ? 1 : -1;
        Lanczos lanczos(product, std::move(signs), seed);
        for (int k = 0; k < steps; ++k) {
            TRY(const bool more, lanczos.step());
            if (!more || lanczos.next_coupling() == 0) break;   // what a new random vector finds has weight 0
        }
        const Eigensystem system = eigensystem(lanczos.tridiagonal());
        for (size_t i = 0; i < system.values.size(); ++i) {
            density.nodes.push_back(system.values[i]);
            density.weights.push_back(system.vectors[i][0] * system.vectors[i][0] / probes);
        }
    }
    return density;
}

}  // namespace saddle::analysis

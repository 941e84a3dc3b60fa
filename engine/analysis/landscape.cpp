#include "engine/analysis/landscape.h"

#include <algorithm>
#include <cmath>

#include "engine/core/philox.h"

namespace saddle::analysis {
namespace {

double dot(const std::vector<NamedTensor>& a, const std::vector<NamedTensor>& b) {
    double sum = 0;
    for (size_t i = 0; i < a.size(); ++i)
        for (size_t k = 0; k < a[i].tensor.f32.size(); ++k) sum += double(a[i].tensor.f32[k]) * double(b[i].tensor.f32[k]);
    return sum;
}

std::vector<NamedTensor> difference(const std::vector<NamedTensor>& a, const std::vector<NamedTensor>& b) {
    std::vector<NamedTensor> result = a;
    for (size_t i = 0; i < a.size(); ++i)
        for (size_t k = 0; k < a[i].tensor.f32.size(); ++k) result[i].tensor.f32[k] -= b[i].tensor.f32[k];
    return result;
}

double norm(const float* x, size_t count) {
    double sum = 0;
    for (size_t i = 0; i < count; ++i) sum += double(x[i]) * double(x[i]);
    return std::sqrt(sum);
}

std::vector<NamedTensor> random_direction(const std::vector<NamedTensor>& centre, uint64_t seed) {
    std::vector<NamedTensor> direction = centre;
    for (size_t i = 0; i < centre.size(); ++i) {
        std::vector<float>& d = direction[i].tensor.f32;
        const Shape& shape = centre[i].tensor.type.shape;
        if (shape.rank() < 2) {
            std::fill(d.begin(), d.end(), 0.0f);
            continue;
        }
        Random random(seed, stream_of(centre[i].name.c_str()));
        for (float& x : d) x = random.normal();
        const size_t filter = size_t(shape.count(1, shape.rank()));
        for (size_t f = 0; f < d.size(); f += filter) {
            const double mine = norm(&d[f], filter), wanted = norm(&centre[i].tensor.f32[f], filter);
            for (size_t k = f; k < f + filter; ++k) d[k] = mine > 0 ? float(double(d[k]) * wanted / mine) : 0;
        }
    }
    return direction;
}

/// Largest eigenpair of a small symmetric matrix by power iteration; the matrix is deflated in place.
std::pair<double, std::vector<double>> take_top(std::vector<std::vector<double>>& m) {
    const size_t n = m.size();
    std::vector<double> v(n, 1), next(n);
    for (size_t i = 0; i < n; ++i) v[i] = 1 + 0.01 * double(i);  // not orthogonal to the top vector by symmetry
    double value = 0;
    for (int iteration = 0; iteration < 2000; ++iteration) {
        double length = 0;
        for (size_t i = 0; i < n; ++i) {
            next[i] = 0;
            for (size_t j = 0; j < n; ++j) next[i] += m[i][j] * v[j];
            length += next[i] * next[i];
        }
        length = std::sqrt(length);
        if (length < 1e-30) return {0, v};
        double change = 0;
        for (size_t i = 0; i < n; ++i) {
            change = std::max(change, std::abs(next[i] / length - v[i]));
            v[i] = next[i] / length;
        }
        value = length;
        if (change < 1e-13) break;
    }
    for (size_t i = 0; i < n; ++i)
        for (size_t j = 0; j < n; ++j) m[i][j] -= value * v[i] * v[j];
    return {value, v};
}

}  // namespace

Plane random_plane(std::vector<NamedTensor> centre, uint64_t seed) {
    Plane plane;
    plane.first = random_direction(centre, 2 * seed);
    plane.second = random_direction(centre, 2 * seed + 1);
    plane.centre = std::move(centre);
    return plane;
}

Plane pca_plane(std::vector<NamedTensor> centre, const std::vector<std::vector<NamedTensor>>& path, uint64_t seed) {
    std::vector<std::vector<NamedTensor>> rows;
    for (const auto& snapshot : path) {
        rows.push_back(difference(snapshot, centre));
        if (dot(rows.back(), rows.back()) == 0) rows.pop_back();
    }
    if (rows.size() < 2) return random_plane(std::move(centre), seed);
    const size_t n = rows.size();
    std::vector<std::vector<double>> gram(n, std::vector<double>(n));
    double total = 0;
    for (size_t i = 0; i < n; ++i)
        for (size_t j = 0; j <= i; ++j) gram[i][j] = gram[j][i] = dot(rows[i], rows[j]);
    for (size_t i = 0; i < n; ++i) total += gram[i][i];
    Plane plane;
    plane.centre = std::move(centre);
    for (int axis = 0; axis < 2; ++axis) {
        const auto [value, weights] = take_top(gram);
        std::vector<NamedTensor> direction = rows[0];
        for (size_t t = 0; t < direction.size(); ++t)
            for (size_t k = 0; k < direction[t].tensor.f32.size(); ++k) {
                double sum = 0;
                for (size_t i = 0; i < n; ++i) sum += weights[i] * double(rows[i][t].tensor.f32[k]);
                direction[t].tensor.f32[k] = float(sum);
            }
        // Length: the largest coordinate of the path becomes 1.
        const double length = std::sqrt(dot(direction, direction));
        double reach = 0;
        for (const auto& row : rows) reach = std::max(reach, std::abs(dot(row, direction)) / std::max(length, 1e-30));
        for (NamedTensor& t : direction)
            for (float& x : t.tensor.f32) x = float(double(x) / std::max(length, 1e-30) * reach);
        (axis == 0 ? plane.first : plane.second) = std::move(direction);
        plane.explained[axis] = total > 0 ? value / total : 0;
    }
    return plane;
}

std::vector<NamedTensor> point(const Plane& plane, double a, double b) {
    std::vector<NamedTensor> result = plane.centre;
    for (size_t i = 0; i < result.size(); ++i)
        for (size_t k = 0; k < result[i].tensor.f32.size(); ++k)
            result[i].tensor.f32[k] = float(double(result[i].tensor.f32[k]) + a * double(plane.first[i].tensor.f32[k]) + b * double(plane.second[i].tensor.f32[k]));
    return result;
}

Projection project(const Plane& plane, const std::vector<NamedTensor>& parameters) {
    const std::vector<NamedTensor> d = difference(parameters, plane.centre);
    const double uu = dot(plane.first, plane.first), vv = dot(plane.second, plane.second), uv = dot(plane.first, plane.second);
    const double du = dot(d, plane.first), dv = dot(d, plane.second), det = uu * vv - uv * uv;
    Projection p;
    if (det > 0) {
        p.a = (du * vv - dv * uv) / det;
        p.b = (dv * uu - du * uv) / det;
    }
    const double inside = p.a * du + p.b * dv;  // squared length of the part in the plane
    p.distance = std::sqrt(std::max(0.0, dot(d, d) - inside));
    return p;
}

std::vector<int> coarse_to_fine(int size) {
    std::vector<int> order;
    std::vector<bool> seen(size_t(size) * size_t(size), false);
    const auto visit = [&](int i, int j) {
        if (const size_t k = size_t(j) * size_t(size) + size_t(i); !seen[k]) {
            seen[k] = true;
            order.push_back(int(k));
        }
    };
    visit(size / 2, size / 2);
    int step = 1;
    while (step * 2 < size) step *= 2;
    for (; step >= 1; step /= 2)
        for (int j = 0; j < size; j += step)
            for (int i = 0; i < size; i += step) visit(i, j);
    return order;
}

}  // namespace saddle::analysis

#pragma once
// Eigenvalues of dense matrices, by another way than the engine's.
#include <algorithm>
#include <cmath>

#include "engine/analysis/lanczos.h"

namespace saddle::analysis {

/// Eigenvalues, descending, and eigenvectors of a symmetric matrix by rotations (C. Jacobi 1846).
inline std::vector<std::pair<double, Vector>> jacobi(std::vector<Vector> a) {
    const size_t n = a.size();
    std::vector<Vector> v(n, Vector(n, 0.0));
    for (size_t i = 0; i < n; ++i) v[i][i] = 1;
    for (int sweep = 0; sweep < 60; ++sweep)
        for (size_t p = 0; p < n; ++p)
            for (size_t q = p + 1; q < n; ++q) {
                if (std::abs(a[p][q]) < 1e-300) continue;
                const double angle = 0.5 * std::atan2(2 * a[p][q], a[q][q] - a[p][p]), c = std::cos(angle), s = std::sin(angle);
                for (size_t k = 0; k < n; ++k) {
                    const double x = a[k][p], y = a[k][q];
                    a[k][p] = c * x - s * y;
                    a[k][q] = s * x + c * y;
                }
                for (size_t k = 0; k < n; ++k) {
                    const double x = a[p][k], y = a[q][k];
                    a[p][k] = c * x - s * y;
                    a[q][k] = s * x + c * y;
                    const double z = v[k][p], w = v[k][q];
                    v[k][p] = c * z - s * w;
                    v[k][q] = s * z + c * w;
                }
            }
    std::vector<std::pair<double, Vector>> pairs;
    for (size_t i = 0; i < n; ++i) {
        Vector column;
        for (size_t k = 0; k < n; ++k) column.push_back(v[k][i]);
        pairs.emplace_back(a[i][i], std::move(column));
    }
    std::sort(pairs.begin(), pairs.end(), [](const auto& x, const auto& y) { return x.first > y.first; });
    return pairs;
}

}  // namespace saddle::analysis

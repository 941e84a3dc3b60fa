#pragma once
// Points of many dimensions in two. Pure arithmetic in double precision.
#include <functional>

#include "engine/analysis/lanczos.h"

namespace saddle::analysis {

/// Products of all pairs of centred points: the Gram matrix that both embeddings are made of, [points, points].
struct Gram {
    size_t points = 0;
    Vector products;
    double operator()(size_t i, size_t j) const { return products[i * points + j]; }
};
/// `rows`: one point after another, `width` numbers each.
Gram gram(const std::vector<float>& rows, size_t width);

struct Flat {
    Vector x, y;               ///< a point each
};

/// The two principal components of the points, by the eigenvectors of their Gram matrix; of each the sign is such that its
/// largest element is positive.
struct PrincipalComponents {
    Flat at;
    double explained[2] = {0, 0};   ///< share of the points' variance
};
Result<PrincipalComponents> principal_components(const Gram& gram);

struct TsneOptions {
    double perplexity = 30;    ///< at most a third of the other points
    int iterations = 750;
    uint64_t seed = 1;         ///< of where the points begin
    /// Told the points and the divergence now and then; false ends the descent where it stands.
    std::function<bool(const Flat&, int iteration, double divergence)> progress;
};
/// L. van der Maaten and G. Hinton, "Visualizing data using t-SNE", JMLR 9, 2008: exact, every pair in every iteration. The step
/// is points / 48, at least 50 (A. Belkina et al., Nature Communications 10, 2019), exaggeration 12 in the first third.
struct Tsne {
    Flat at;
    double first_divergence = 0, divergence = 0;   ///< Kullback-Leibler, nats: of the random begin, and reached
    int iterations = 0;
};
Tsne tsne(const Gram& gram, const TsneOptions& options);

}  // namespace saddle::analysis

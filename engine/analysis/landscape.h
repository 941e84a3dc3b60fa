#pragma once
// Planes through parameter space. Pure arithmetic on host copies of parameters; the caller evaluates the loss.
#include <vector>

#include "engine/analysis/views.h"
#include "engine/core/tensor.h"

namespace saddle::analysis {

/// Two directions in the space of `centre`'s tensors, same names and shapes.
struct Plane {
    std::vector<NamedTensor> centre, first, second;
    double explained[2] = {0, 0};
};

/// Random Gaussian directions, each filter (first axis of a weight of rank >= 2) scaled to the norm of the filter it
/// perturbs; biases and batch-norm parameters (rank 1) stay fixed. H. Li et al., "Visualizing the loss landscape of
/// neural nets", NeurIPS 2018, section 4. Depends on `seed` and the parameters' names alone.
Plane random_plane(std::vector<NamedTensor> centre, uint64_t seed);

/// The two principal components of the path's differences to `centre` (by the Gram matrix of the snapshots), scaled so
/// that the path fits in [-1, 1]. Needs at least two snapshots that differ from the centre; else a random plane.
Plane pca_plane(std::vector<NamedTensor> centre, const std::vector<std::vector<NamedTensor>>& path, uint64_t seed);

/// centre + a * first + b * second.
std::vector<NamedTensor> point(const Plane& plane, double a, double b);

/// Least-squares coordinates of `parameters` in the plane and the distance to it.
struct Projection { double a = 0, b = 0, distance = 0; };
Projection project(const Plane& plane, const std::vector<NamedTensor>& parameters);

/// Indices of a size x size grid from coarse to fine: every prefix covers the whole evenly.
std::vector<int> coarse_to_fine(int size);

}  // namespace saddle::analysis

#pragma once
// Eigenvalues of a symmetric matrix of which only products with a vector are known. Pure arithmetic in double precision; what
// multiplies is a function.
#include <cstdint>
#include <functional>
#include <vector>

#include "engine/core/result.h"

namespace saddle::analysis {

using Vector = std::vector<double>;
using Product = std::function<Result<Vector>(const Vector&)>;
double length(const Vector& x);

/// A symmetric tridiagonal matrix; `off[i]` stands beside `diagonal[i]` and `diagonal[i + 1]`.
struct Tridiagonal {
    Vector diagonal, off;
};
/// Eigenvalues, ascending, and of each its unit eigenvector. Implicit QL; H. Bowdler, R. Martin, C. Reinsch and J. Wilkinson,
/// "The QR and QL algorithms for symmetric matrices", Numerische Mathematik 11, 1968.
struct Eigensystem {
    Vector values;
    std::vector<Vector> vectors;
};
Eigensystem eigensystem(Tridiagonal matrix);

/// C. Lanczos 1950, each new vector made orthogonal to all before it, twice (B. Parlett, "The Symmetric Eigenvalue Problem",
/// SIAM 1998, chapter 13): the matrix as a tridiagonal one in an orthonormal basis that grows by a vector a step. Where the
/// basis is closed under the matrix it goes on with a random vector, so that multiple eigenvalues are found too.
class Lanczos {
public:
    /// `start` need not be a unit vector; `seed` is of the random vectors.
    Lanczos(Product product, Vector start, uint64_t seed);
    /// Extends the basis by one vector. False: it spans the whole space already.
    Result<bool> step();
    const Tridiagonal& tridiagonal() const { return matrix_; }
    /// Of the basis' coefficients to a vector of the space.
    Vector combine(const Vector& coefficients) const;
    /// What the next step couples to the last vector: the residual of an eigenvector is this times its last coefficient.
    double next_coupling() const { return coupling_; }

private:
    Product product_;
    std::vector<Vector> basis_;
    Vector next_;
    Tridiagonal matrix_;
    double coupling_ = 0;
    uint64_t seed_;
};

struct Eigenpair {
    double value = 0;
    Vector vector;              ///< of length 1
    double residual = 0;        ///< |A v - value v|: an eigenvalue lies within that of `value`
};
struct Extremes {
    std::vector<Eigenpair> largest;   ///< descending
    Eigenpair smallest;
    int products = 0;                 ///< those that measure the residuals included
};
struct LanczosOptions {
    int largest = 1;            ///< how many eigenvalues from the top
    int most_products = 100;    ///< besides one for each residual
    double tolerance = 1e-4;    ///< residuals, of the largest |eigenvalue|
    uint64_t seed = 1;
};
/// What the basis of a computation may take of the host's memory; OutOfMemory where it would need more.
inline constexpr uint64_t kMostBasisBytes = 4ull << 30;

/// Stops when all residuals are within the tolerance, or at `most_products`: what is reached then is in the residuals.
Result<Extremes> extremes(const Product& product, size_t size, const LanczosOptions& options);

/// Density of the eigenvalues by stochastic Lanczos quadrature: of each random vector of signs, nodes and weights of a Gauss
/// rule whose sum is 1. G. Golub and G. Meurant 1994; B. Ghorbani, S. Krishnan and Y. Xiao, "An Investigation into Neural Net
/// Optimization via Hessian Eigenvalue Density", ICML 2019; Z. Yao, A. Gholami, K. Keutzer and M. Mahoney, "PyHessian", 2020.
struct SpectralDensity {
    Vector nodes, weights;      ///< all rules together; the weights sum to 1
    /// The mean over the spectrum of f, times the size: the trace of f(A).
    double mean(const std::function<double(double)>& f) const;
    /// Smoothed with a Gaussian of standard deviation `width`; its integral is 1.
    double at(double value, double width) const;
};
Result<SpectralDensity> spectral_density(const Product& product, size_t size, int probes, int steps, uint64_t seed);

}  // namespace saddle::analysis

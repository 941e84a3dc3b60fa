#include "engine/analysis/tensor_summary.h"

#include <algorithm>
#include <cmath>

namespace saddle::analysis {

TensorSummary summarise(const Tensor& tensor, size_t bins) {
    TensorSummary s;
    const bool whole = tensor.f32.empty();
    s.count = int64_t(whole ? tensor.i32.size() : tensor.f32.size());
    s.bins.assign(bins, 0);
    const auto at = [&](size_t i) { return whole ? double(tensor.i32[i]) : double(tensor.f32[i]); };
    double sum = 0;
    int64_t finite = 0;
    for (size_t i = 0; i < size_t(s.count); ++i) {
        const double x = at(i);
        if (!std::isfinite(x)) {
            ++s.not_finite;
            continue;
        }
        s.zeros += x == 0;
        s.least = finite ? std::min(s.least, x) : x;
        s.most = finite ? std::max(s.most, x) : x;
        sum += x;
        ++finite;
    }
    if (finite == 0) return s;
    s.mean = sum / double(finite);
    double squares = 0;
    const double width = s.most - s.least;
    for (size_t i = 0; i < size_t(s.count); ++i) {
        const double x = at(i);
        if (!std::isfinite(x)) continue;
        squares += (x - s.mean) * (x - s.mean);
        if (bins > 0) ++s.bins[width > 0 ? std::min(bins - 1, size_t((x - s.least) / width * double(bins))) : bins / 2];
    }
    s.deviation = std::sqrt(squares / double(finite));
    return s;
}

}  // namespace saddle::analysis

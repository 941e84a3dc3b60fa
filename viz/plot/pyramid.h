#pragma once
// Minimum and maximum of any index range of a long array in O(log n), so that a million points are drawn as what a pixel
// column can show of them and no spike is lost.
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace saddle::viz::plot {

/// Of the finite values of a range; min > max when there are none.
struct Extent {
    double min = std::numeric_limits<double>::infinity(), max = -std::numeric_limits<double>::infinity();
    uint32_t nonfinite = 0;      ///< NaN and infinities among the values

    bool empty() const { return min > max; }
    void add(double value);
    void add(const Extent& other);
};

class MinMaxPyramid {
public:
    void clear();
    /// `values` begins with what was given before and may be longer: only what is new costs time.
    void extend(std::span<const double> values);
    size_t size() const { return size_; }
    /// Of values[begin, end); `values` are those given to extend().
    Extent query(std::span<const double> values, size_t begin, size_t end) const;
    /// Smallest finite value above zero, for log scales; infinity when there is none.
    double smallest_positive() const { return smallest_positive_; }

private:
    static constexpr size_t kBlock = 16;     // values below one node of the lowest level
    std::vector<std::vector<Extent>> levels_;    // level k: a node covers kBlock << k values
    size_t size_ = 0;
    double smallest_positive_ = std::numeric_limits<double>::infinity();
};

}  // namespace saddle::viz::plot

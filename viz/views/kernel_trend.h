#pragma once
// How long each call of a step took in the profiles seen so far: what became slower while a run went on.
#include <deque>

#include "engine/api/views.h"
#include "viz/plot/canvas.h"

namespace saddle::viz {

class KernelTrend {
public:
    static constexpr size_t kKept = 64;      ///< newest profiles

    /// A profile that is no newer is ignored; one of another run or plan begins anew.
    void add(const StepProfile& profile);
    size_t size() const { return profiles_.size(); }
    /// Milliseconds of calls added up, the oldest profile first.
    std::vector<double> ms(const std::vector<int>& calls) const;

private:
    std::string plan_;                       // run, kernels and nodes
    uint64_t step_ = 0;
    std::deque<std::vector<float>> profiles_;
};

/// A line of 1.4 px through values, as high as they differ, but a difference under 5 % stays flat.
void paint_sparkline(plot::Canvas& canvas, const plot::Rect& rect, const std::vector<double>& values, Color color);

}  // namespace saddle::viz

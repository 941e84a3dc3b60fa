#pragma once
// How fast a run goes.
#include <cstdint>
#include <deque>

namespace saddle::train {

/// Means over the last quarter of a second, or over the last step where that is longer: what the device has done while the host
/// was busy is read at once, so that single steps seem to take no time, or the time of several.
class Pace {
public:
    void add(double ms, int64_t samples) {
        steps_.push_back({ms, samples});
        ms_ += ms;
        samples_ += samples;
        while (ms_ - steps_.front().ms >= kWindow) {
            ms_ -= steps_.front().ms;
            samples_ -= steps_.front().samples;
            steps_.pop_front();
        }
    }
    double step_ms() const { return steps_.empty() ? 0 : ms_ / double(steps_.size()); }
    double samples_per_s() const { return ms_ > 0 ? double(samples_) / ms_ * 1e3 : 0; }

private:
    static constexpr double kWindow = 250;   // ms
    struct Step {
        double ms;
        int64_t samples;
    };
    std::deque<Step> steps_;
    double ms_ = 0;
    int64_t samples_ = 0;
};

}  // namespace saddle::train

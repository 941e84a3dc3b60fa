#include "engine/api/rest.h"

#include <algorithm>
#include <chrono>
#include <thread>

namespace saddle::api {

void rest_beside(const std::function<bool()>& training, const Cancellation& cancellation, double ms) {
    using Clock = std::chrono::steady_clock;
    const auto end = Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double, std::milli>(ms));
    do {
        const auto left = end - Clock::now();
        if (left.count() <= 0 || cancellation.cancelled()) return;
        std::this_thread::sleep_for(std::min<Clock::duration>(left, std::chrono::milliseconds(20)));
    } while (training());
}

}  // namespace saddle::api

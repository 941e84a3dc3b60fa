#include "engine/core/philox.h"

#include <cmath>
#include <numbers>
#include <numeric>

namespace saddle {

uint32_t Random::bits() {
    if (position_ % 4 == 0) {
        const uint64_t block = position_ / 4;
        block_ = philox({uint32_t(block), uint32_t(block >> 32), uint32_t(stream_), uint32_t(stream_ >> 32)},
                        {uint32_t(seed_), uint32_t(seed_ >> 32)});
    }
    return block_[position_++ % 4];
}

float Random::normal() {
    if (has_spare_) {
        has_spare_ = false;
        return spare_;
    }
    const double radius = std::sqrt(-2 * std::log(1 - double(uniform())));
    const double angle = 2 * std::numbers::pi * double(uniform());
    spare_ = float(radius * std::sin(angle));
    has_spare_ = true;
    return float(radius * std::cos(angle));
}

uint32_t Random::below(uint32_t bound) {
    const uint32_t reject = uint32_t(-bound) % bound;  // 2^32 mod bound values would come up once more often
    for (;;)
        if (const uint32_t value = bits(); value >= reject) return value % bound;
}

std::vector<uint32_t> Random::permutation(uint32_t count) {
    std::vector<uint32_t> order(count);
    std::iota(order.begin(), order.end(), 0u);
    for (uint32_t i = count; i > 1; --i) std::swap(order[i - 1], order[below(i)]);
    return order;
}

uint64_t stream_of(const char* text) {
    uint64_t hash = 0xcbf29ce484222325u;
    for (; *text; ++text) hash = (hash ^ uint8_t(*text)) * 0x100000001b3u;
    return hash;
}

}  // namespace saddle

#pragma once
// Counter-based random numbers: the same (seed, stream, counter) gives the same numbers on every device, in any order.
// Philox4x32-10, J. Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
#include <array>
#include <cstdint>
#include <vector>

namespace saddle {

/// Ten rounds of Philox on `counter` under `key`: four independent uniform 32-bit integers.
constexpr std::array<uint32_t, 4> philox(std::array<uint32_t, 4> counter, std::array<uint32_t, 2> key) {
    for (int round = 0; round < 10; ++round) {
        const uint64_t a = uint64_t(0xD2511F53u) * counter[0], b = uint64_t(0xCD9E8D57u) * counter[2];
        counter = {uint32_t(b >> 32) ^ counter[1] ^ key[0], uint32_t(b), uint32_t(a >> 32) ^ counter[3] ^ key[1], uint32_t(a)};
        key[0] += 0x9E3779B9u;
        key[1] += 0xBB67AE85u;
    }
    return counter;
}

/// Uniform in [0, 1): the top 24 bits, so that the result is exact in float.
constexpr float uniform(uint32_t bits) { return float(bits >> 8) * 0x1p-24f; }

/// A sequence of random numbers for the host: initializers, shuffling, generators.
class Random {
public:
    explicit Random(uint64_t seed, uint64_t stream = 0) : seed_(seed), stream_(stream) {}
    uint32_t bits();
    /// Uniform in [0, 1).
    float uniform() { return saddle::uniform(bits()); }
    float uniform(float low, float high) { return low + (high - low) * uniform(); }
    /// Standard normal (Box-Muller).
    float normal();
    /// Uniform integer in [0, bound), without modulo bias; bound > 0.
    uint32_t below(uint32_t bound);
    /// A permutation of 0..count-1 (Fisher-Yates).
    std::vector<uint32_t> permutation(uint32_t count);

private:
    uint64_t seed_, stream_, position_ = 0;
    std::array<uint32_t, 4> block_{};
    float spare_ = 0;
    bool has_spare_ = false;
};

/// A stream number from a name (FNV-1a), so that a parameter's values depend on its name alone.
uint64_t stream_of(const char* text);

}  // namespace saddle

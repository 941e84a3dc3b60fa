#pragma once
// Log-mel spectrograms (Davis & Mermelstein 1980 for the mel scale; O'Shaughnessy's 2595 log10(1 + f/700)).
#include <cstdint>
#include <vector>

namespace saddle::datasets {

struct MelOptions {
    double sample_rate = 8000;     ///< Hz
    double window_ms = 25, hop_ms = 10;
    int64_t mels = 40;
    double low_hz = 20;            ///< to half the sample rate
};
/// [mels][frames] of ln(energy + 1e-6); Hann windows, zero-padded to a power of two; at least one frame.
std::vector<float> log_mel(const std::vector<float>& samples, const MelOptions& options, int64_t& frames);

}  // namespace saddle::datasets

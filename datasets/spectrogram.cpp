#include "datasets/spectrogram.h"

#include <kiss_fftr.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <numbers>

namespace saddle::datasets {
namespace {

double mel_of(double hz) { return 2595 * std::log10(1 + hz / 700); }
double hz_of(double mel) { return 700 * (std::pow(10, mel / 2595) - 1); }

/// Triangles of equal width on the mel scale: weight of each of `bins` frequencies for each of `mels` bands.
std::vector<float> filters(const MelOptions& o, int64_t bins, double hz_per_bin) {
    std::vector<double> centre;
    const double low = mel_of(o.low_hz), high = mel_of(o.sample_rate / 2);
    for (int64_t m = 0; m < o.mels + 2; ++m) centre.push_back(hz_of(low + (high - low) * double(m) / double(o.mels + 1)));
    std::vector<float> weight(size_t(o.mels * bins), 0);
    for (int64_t m = 0; m < o.mels; ++m)
        for (int64_t b = 0; b < bins; ++b) {
            const double hz = double(b) * hz_per_bin, left = centre[size_t(m)], middle = centre[size_t(m) + 1], right = centre[size_t(m) + 2];
            weight[size_t(m * bins + b)] = float(std::max(0.0, std::min((hz - left) / (middle - left), (right - hz) / (right - middle))));
        }
    return weight;
}

}  // namespace

std::vector<float> log_mel(const std::vector<float>& samples, const MelOptions& o, int64_t& frames) {
    const int64_t window = std::max<int64_t>(2, int64_t(o.sample_rate * o.window_ms / 1000)), hop = std::max<int64_t>(1, int64_t(o.sample_rate * o.hop_ms / 1000));
    int64_t size = 2;
    while (size < window) size *= 2;
    const int64_t bins = size / 2 + 1, length = int64_t(samples.size());
    frames = length <= window ? 1 : 1 + (length - window) / hop;
    const std::vector<float> weight = filters(o, bins, o.sample_rate / double(size));
    const std::unique_ptr<kiss_fftr_state, void (*)(void*)> fft(kiss_fftr_alloc(int(size), 0, nullptr, nullptr), kiss_fftr_free);
    std::vector<kiss_fft_scalar> in(static_cast<size_t>(size), 0);
    std::vector<kiss_fft_cpx> out(static_cast<size_t>(bins));
    std::vector<float> mel(size_t(o.mels * frames));
    for (int64_t f = 0; f < frames; ++f) {
        for (int64_t i = 0; i < window; ++i) {
            const double hann = 0.5 - 0.5 * std::cos(2 * std::numbers::pi * double(i) / double(window));
            in[size_t(i)] = f * hop + i < length ? float(hann * double(samples[size_t(f * hop + i)])) : 0;
        }
        kiss_fftr(fft.get(), in.data(), out.data());
        for (int64_t m = 0; m < o.mels; ++m) {
            double energy = 0;
            for (int64_t b = 0; b < bins; ++b) energy += double(weight[size_t(m * bins + b)]) * (double(out[size_t(b)].r) * double(out[size_t(b)].r) + double(out[size_t(b)].i) * double(out[size_t(b)].i));
            mel[size_t(m * frames + f)] = float(std::log(energy + 1e-6));
        }
    }
    return mel;
}

}  // namespace saddle::datasets

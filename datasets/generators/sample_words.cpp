#include "datasets/generators/sample_words.h"

#include <sndfile.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <numbers>
#include <vector>

#include "datasets/generators/whole_folder.h"
#include "engine/api/files.h"

namespace saddle::datasets {
namespace {

constexpr int kRate = 8000, kTrain = 40, kTest = 10;

/// A stretch of a word that glides to the next one's resonances: the first two in Hz, and how much is hiss.
struct Sound {
    double first, second, hiss, seconds;
};
constexpr Sound kA{750, 1250, 0, 0.16}, kE{500, 1800, 0, 0.14}, kI{300, 2200, 0, 0.14}, kO{480, 850, 0, 0.15}, kU{320, 750, 0, 0.15}, kS{2600, 3400, 1, 0.10}, kF{1300, 2400, 0.9, 0.08}, kM{250, 1050, 0.02, 0.09};
struct Word {
    const char* name;
    std::vector<Sound> sounds;
};
const Word kWords[] = {{"ama", {kA, kM, kA}}, {"ise", {kI, kS, kE}}, {"ofu", {kO, kF, kU}}, {"sai", {kS, kA, kI}}, {"mue", {kM, kU, kE}},
                       {"eso", {kE, kS, kO}}, {"fia", {kF, kI, kA}}, {"umi", {kU, kM, kI}}, {"aof", {kA, kO, kF}}, {"oem", {kO, kE, kM}}};

/// How loud a tone of `hz` leaves a mouth with resonances at `first` and `second`.
double resonance(double hz, double first, double second) {
    const auto peak = [hz](double centre, double width) { return 1 / (1 + (hz - centre) * (hz - centre) / (width * width)); };
    return peak(first, 90) + 0.6 * peak(second, 130) + 0.004;
}

std::vector<float> speak(const Word& word, Random& random) {
    const auto around = [&](double spread) { return 1 + double(random.uniform(float(-spread), float(spread))); };
    const double pitch = 150 * around(0.4), mouth = around(0.08), pace = around(0.2), loud = 0.35 * around(0.5), fall = 0.15 * around(1), noise = 0.004 * around(0.9);
    std::vector<float> samples(size_t(kRate * 0.05 * around(0.8)), 0);
    std::vector<double> phases, echo(2, 0);
    double total = 0, done = 0;
    for (const Sound& sound : word.sounds) total += sound.seconds * pace;
    for (size_t k = 0; k < word.sounds.size(); ++k) {
        const Sound &here = word.sounds[k], &next = word.sounds[std::min(k + 1, word.sounds.size() - 1)];
        const auto count = int(here.seconds * pace * kRate);
        for (int i = 0; i < count; ++i, done += 1.0 / kRate) {
            const double glide = std::clamp((double(i) / count - 0.6) / 0.4, 0.0, 1.0), stay = 1 - glide;
            const double first = mouth * (stay * here.first + glide * next.first), second = mouth * (stay * here.second + glide * next.second), hiss = stay * here.hiss + glide * next.hiss;
            const double hz = pitch * (1 - fall * done / total);
            phases.resize(size_t(kRate / 2 / pitch), 0);
            double buzz = 0;
            for (size_t h = 0; h < phases.size(); ++h) {
                const double tone = hz * double(h + 1);
                phases[h] += 2 * std::numbers::pi * tone / kRate;
                buzz += std::sin(phases[h]) * resonance(tone, first, second);
            }
            // The hiss is noise through one resonator at the first resonance.
            const double turn = 2 * std::numbers::pi * first / kRate, decay = 0.8;
            const double breath = double(random.uniform(-1, 1)) + 2 * decay * std::cos(turn) * echo[0] - decay * decay * echo[1];
            echo = {breath, echo[0]};
            const double swell = std::min({1.0, done / 0.02, std::max(0.0, (total - done) / 0.05)});
            samples.push_back(float(loud * swell * ((1 - hiss) * 0.5 * buzz + hiss * 0.15 * breath)));
        }
    }
    samples.resize(samples.size() + size_t(kRate * 0.05 * around(0.8)), 0);
    for (float& sample : samples) sample = std::clamp(sample + float(noise) * random.normal(), -1.0f, 1.0f);
    return samples;
}

Status write_wav(const std::vector<float>& samples, const std::string& path) {
    SF_INFO info{};
    info.samplerate = kRate;
    info.channels = 1;
    info.format = SF_FORMAT_WAV | SF_FORMAT_PCM_16;
    SNDFILE* file = sf_open(path.c_str(), SFM_WRITE, &info);
    if (!file) return io_error("cannot write " + path + ": " + sf_strerror(nullptr));
    const sf_count_t written = sf_writef_float(file, samples.data(), sf_count_t(samples.size()));
    if (sf_close(file) != 0 || written != sf_count_t(samples.size())) return io_error("cannot write " + path);
    return {};
}

}  // namespace

Status make_sample_words(const std::string& folder) {
    return make_folder(folder, [](const std::string& work) -> Status {
        std::error_code ignored;  // writing says what is wrong
        std::filesystem::create_directories(work + "/recordings", ignored);
        Random random(20260101, 8);
        std::string index = "file,label,official_split\n";
        for (int i = 0; i < kTrain + kTest; ++i)
            for (const Word& word : kWords) {
                char name[48];
                std::snprintf(name, sizeof name, "recordings/%s_%02d.wav", word.name, i);
                TRY_STATUS(write_wav(speak(word, random), work + "/" + name));
                index += std::string(name) + "," + word.name + "," + (i < kTrain ? "train" : "test") + "\n";
            }
        return write_file(work + "/index.csv", index);
    });
}

}  // namespace saddle::datasets

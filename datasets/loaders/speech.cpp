#include "datasets/loaders/speech.h"

#include <sndfile.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>

#include "datasets/csv.h"
#include "datasets/image_source.h"
#include "datasets/spectrogram.h"
#include "engine/api/files.h"

namespace saddle::datasets {
namespace {

namespace fs = std::filesystem;
constexpr int64_t kMostSamples = 64 << 20;

bool is_audio(const fs::path& path) {
    const std::string extension = path.extension().string();
    return extension == ".wav" || extension == ".flac" || extension == ".ogg" || extension == ".WAV";
}

struct Recording {
    std::string file, label;
    bool validation = false;
};

/// Mono samples in [-1, 1].
Result<std::vector<float>> read_audio(const std::string& path, double& sample_rate) {
    SF_INFO info{};
    SNDFILE* file = sf_open(path.c_str(), SFM_READ, &info);
    if (!file) return invalid(path + " is not a sound audio file: " + sf_strerror(nullptr));
    if (info.channels < 1 || info.frames < 1 || info.frames > kMostSamples / info.channels) {
        sf_close(file);
        return invalid(path + " says it has " + std::to_string(info.frames) + " samples of " + std::to_string(info.channels) + " channels: empty or more than are read here");
    }
    std::vector<float> interleaved(size_t(info.frames * info.channels)), mono;
    const sf_count_t got = sf_readf_float(file, interleaved.data(), info.frames);
    sf_close(file);
    if (got != info.frames) return invalid(path + " promises " + std::to_string(info.frames) + " samples and has " + std::to_string(got), "the file is cut off; fetch it again");
    for (sf_count_t i = 0; i < got; ++i) {
        float sum = 0;
        for (int c = 0; c < info.channels; ++c) sum += interleaved[size_t(i * info.channels + c)];
        mono.push_back(sum / float(info.channels));
    }
    sample_rate = info.samplerate;
    return mono;
}

Result<std::vector<Recording>> listed(const std::string& folder, const DataConfig& config) {
    TRY(const Csv csv, read_csv(folder + "/index.csv"));
    const std::string name = config.options.text("label", csv.column("label") >= 0 ? "label" : "digit");
    const int file = csv.column("file"), label = csv.column(name), split = csv.column("official_split");
    if (file < 0 || label < 0) return invalid(csv.path + " has no column '" + (file < 0 ? "file" : name) + "'", "name the label's column with data.options.label");
    std::vector<Recording> list;
    for (const CsvRow& row : csv.rows) {
        const fs::path relative(row.fields[size_t(file)]);
        if (relative.is_absolute() || relative.lexically_normal().string().rfind("..", 0) == 0) return invalid(csv.place(row, file) + " leads out of the folder");
        list.push_back({folder + "/" + relative.string(), row.fields[size_t(label)], split >= 0 && row.fields[size_t(split)] != "train"});
    }
    if (split < 0)
        for (size_t i = 0; i < list.size(); ++i) list[i].validation = i % 10 == 9;
    return list;
}

std::vector<Recording> walked(const std::string& folder) {
    std::vector<Recording> list;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored))
        if (entry.is_directory(ignored))
            for (const auto& file : fs::directory_iterator(entry.path(), ignored))
                if (is_audio(file.path())) list.push_back({file.path().string(), entry.path().filename().string(), false});
    std::sort(list.begin(), list.end(), [](const Recording& a, const Recording& b) { return a.file < b.file; });
    for (size_t i = 0; i < list.size(); ++i) list[i].validation = i % 10 == 9;
    return list;
}

class SpeechSource final : public train::DataSource {
public:
    const train::DataInfo& info() const override { return info_; }
    const ops::DataSignature& signature() const override { return signature_; }
    int64_t size(train::Split split) const override { return split == train::Split::Test ? 0 : int64_t(of(split).labels.size()); }
    Status read(train::Split split, std::span<const uint32_t> indices, const std::optional<train::Draw>& draw, std::vector<Tensor>& batch) const override {
        const Part& part = of(split);
        const int64_t count = int64_t(indices.size());
        Tensor images = Tensor::zeros({DType::F32, {count, 1, mels_, frames_}}), labels{{DType::I32, {count}}, {}, {}};
        float* to = images.f32.data();
        for (const uint32_t index : indices) {
            int64_t shift = 0;
            if (draw && shift_ > 0) shift = int64_t(Random(draw->seed, stream_of("augment") + uint64_t(draw->epoch) * 0x9E3779B97F4A7C15u + index).below(uint32_t(2 * shift_ + 1))) - shift_;
            const float* from = &part.values[size_t(int64_t(index) * mels_ * frames_)];
            for (int64_t m = 0; m < mels_; ++m)
                for (int64_t f = 0; f < frames_; ++f) *to++ = from[m * frames_ + std::clamp<int64_t>(f + shift, 0, frames_ - 1)];
            labels.i32.push_back(part.labels[index]);
        }
        batch.clear();
        batch.push_back(std::move(images));
        batch.push_back(std::move(labels));
        return {};
    }

    Result<Waveform> recording(train::Split split, uint32_t index) const {
        Waveform wave;
        TRY(wave.samples, read_audio(of(split).files[index], wave.rate));
        return wave;
    }

    Status open(const std::string& folder, const DataConfig& config) {
        info_ = info_of(folder, "speech");
        mels_ = config.options.integer("mels", 40);
        frames_ = config.options.integer("frames", 64);
        shift_ = config.options.integer("shift");
        if (mels_ < 1 || mels_ > 256 || frames_ < 1 || frames_ > 4096 || shift_ < 0 || shift_ >= frames_)
            return invalid("data.options: mels " + std::to_string(mels_) + " (1 to 256), frames " + std::to_string(frames_) + " (1 to 4096), shift " + std::to_string(shift_) + " (0 to frames - 1)");
        std::vector<Recording> list = walked(folder);
        if (fs::exists(folder + "/index.csv")) {
            TRY(list, listed(folder, config));
        }
        std::set<std::string> names;
        for (const Recording& r : list) names.insert(r.label);
        info_.class_names.assign(names.begin(), names.end());
        std::string hashes;
        for (const Recording& r : list) {
            TRY_STATUS(add(r, config, int32_t(std::distance(names.begin(), names.find(r.label)))));
            hashes += fs::path(r.file).filename().string() + r.label + (r.validation ? "v" : "t");
        }
        if (train_.labels.empty()) return invalid(folder + " has no recordings to train on");
        info_.hash = sha256(hashes + std::string(reinterpret_cast<const char*>(train_.values.data()), train_.values.size() * 4));
        standardise();
        signature_.classes = int64_t(names.size());
        signature_.ports = {{"image", ops::PortKind::Image, {DType::F32, {1, mels_, frames_}}}, {"label", ops::PortKind::Tokens, {DType::I32, {}}}};
        return {};
    }

private:
    struct Part {
        std::vector<float> values;      // [samples, mels, frames]
        std::vector<int32_t> labels;
        std::vector<std::string> files;
    };
    const Part& of(train::Split split) const { return split == train::Split::Train ? train_ : validation_; }

    Status add(const Recording& r, const DataConfig& config, int32_t label) {
        MelOptions options;
        options.window_ms = config.options.real("window_ms", 25);
        options.hop_ms = config.options.real("hop_ms", 10);
        options.mels = mels_;
        TRY(const std::vector<float> samples, read_audio(r.file, options.sample_rate));
        int64_t frames = 0;
        const std::vector<float> mel = log_mel(samples, options, frames);
        Part& part = r.validation ? validation_ : train_;
        const int64_t skip = (frames - frames_) / 2;   // negative: silence on both sides
        const float silence = std::log(1e-6f);
        for (int64_t m = 0; m < mels_; ++m)
            for (int64_t f = 0; f < frames_; ++f) part.values.push_back(f + skip >= 0 && f + skip < frames ? mel[size_t(m * frames + f + skip)] : silence);
        part.labels.push_back(label);
        part.files.push_back(r.file);
        return {};
    }

    void standardise() {
        double sum = 0, squares = 0;
        for (const float v : train_.values) {
            sum += double(v);
            squares += double(v) * double(v);
        }
        const double n = double(train_.values.size()), mean = sum / n, deviation = std::sqrt(std::max(1e-12, squares / n - mean * mean));
        for (Part* part : {&train_, &validation_})
            for (float& v : part->values) v = float((double(v) - mean) / deviation);
    }

    train::DataInfo info_;
    ops::DataSignature signature_;
    Part train_, validation_;
    int64_t mels_ = 40, frames_ = 64, shift_ = 0;
};

}  // namespace

bool recognises_speech(const std::string& folder) {
    std::error_code ignored;
    if (!fs::is_directory(folder, ignored)) return false;
    if (const auto index = read_csv(folder + "/index.csv"); index.ok())
        if (const int file = index->column("file"); file >= 0 && !index->rows.empty()) return is_audio(index->rows[0].fields[size_t(file)]);
    return !walked(folder).empty();
}

Result<Waveform> waveform(const train::DataSource& source, train::Split split, uint32_t index) {
    if (const auto* speech = dynamic_cast<const SpeechSource*>(&source)) return speech->recording(split, index);
    return invalid(source.info().name + " is no set of recordings");
}

Result<std::shared_ptr<const train::DataSource>> open_speech(const std::string& folder, const DataConfig& config) {
    auto source = std::make_shared<SpeechSource>();
    TRY_STATUS(source->open(folder, config));
    return std::shared_ptr<const train::DataSource>(std::move(source));
}

}  // namespace saddle::datasets

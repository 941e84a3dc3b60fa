#include "datasets/loaders/lines.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>

#include "datasets/csv.h"
#include "datasets/image_file.h"
#include "datasets/image_source.h"
#include "datasets/utf8.h"
#include "engine/api/files.h"

namespace saddle::datasets {
namespace {

namespace fs = std::filesystem;
constexpr int64_t kMostWidth = 8192, kMostText = 1000, kMostBytes = int64_t(2) << 30;

struct Line {
    std::vector<uint8_t> pixels;   ///< [height][width]
    int64_t width = 0;
    std::vector<int32_t> text;     ///< class ids
};

class LineSource final : public train::DataSource {
public:
    const train::DataInfo& info() const override { return info_; }
    const ops::DataSignature& signature() const override { return signature_; }
    int64_t size(train::Split split) const override { return int64_t(of(split).size()); }

    Status read(train::Split split, std::span<const uint32_t> indices, const std::optional<train::Draw>&, std::vector<Tensor>& batch) const override {
        const int64_t count = int64_t(indices.size());
        Tensor images{{DType::F32, {count, 1, height_, widest_}}, {}, {}}, texts = Tensor::zeros({DType::I32, {count, longest_}}), lengths{{DType::I32, {count}}, {}, {}}, widths = lengths;
        images.f32.assign(size_t(images.count()), grey_[paper_]);
        for (int64_t n = 0; n < count; ++n) {
            const Line& line = of(split)[indices[size_t(n)]];
            for (int64_t y = 0; y < height_; ++y)
                for (int64_t x = 0; x < line.width; ++x) images.f32[size_t((n * height_ + y) * widest_ + x)] = grey_[line.pixels[size_t(y * line.width + x)]];
            std::copy(line.text.begin(), line.text.end(), texts.i32.begin() + n * longest_);
            lengths.i32.push_back(int32_t(line.text.size()));
            widths.i32.push_back(int32_t(line.width));
        }
        batch.clear();
        for (Tensor* tensor : {&images, &texts, &lengths, &widths}) batch.push_back(std::move(*tensor));
        return {};
    }

    Status open(const std::string& folder, const DataConfig& config) {
        info_ = info_of(folder, "lines");
        height_ = config.options.integer("height");
        if (height_ < 0 || height_ > 1024) return invalid("data.options.height: " + std::to_string(height_) + " is outside 1 to 1024 (0: the first line's)");
        if (fs::exists(folder + "/labels.csv")) {
            TRY_STATUS(add(folder, train_));
        } else {
            for (const auto& [name, lines] : {std::pair("train", &train_), std::pair("val", &validation_), std::pair("test", &test_)})
                if (fs::exists(folder + "/" + name + "/labels.csv")) TRY_STATUS(add(folder + "/" + name, *lines));
        }
        if (validation_.empty() && test_.empty()) hold_back();
        if (train_.empty()) return invalid(folder + " has no lines to train on");
        TRY_STATUS(name_classes());
        TRY_STATUS(measure(config));
        signature_.classes = int64_t(info_.class_names.size());
        signature_.ports = {{"image", ops::PortKind::Image, {DType::F32, {1, height_, widest_}}}, {"text", ops::PortKind::Tokens, {DType::I32, {longest_}}},
                            {"text_length", ops::PortKind::Tokens, {DType::I32, {}}}, {"width", ops::PortKind::Tokens, {DType::I32, {}}}};
        info_.hash = sha256(hashes_);
        return {};
    }

private:
    const std::vector<Line>& of(train::Split split) const { return split == train::Split::Train ? train_ : split == train::Split::Validation ? validation_ : test_; }

    /// The lines that a labels.csv names. Ids are those of `ids_` until name_classes().
    Status add(const std::string& folder, std::vector<Line>& lines) {
        TRY(const Csv csv, read_csv(folder + "/labels.csv"));
        const int file = csv.column("file"), text = csv.column("text");
        if (file < 0 || text < 0) return invalid(csv.path + " has no column '" + (file < 0 ? "file" : "text") + "'", "its first line names the columns: file,text");
        for (const CsvRow& row : csv.rows) {
            const fs::path relative(row.fields[size_t(file)]);
            if (relative.is_absolute() || relative.lexically_normal().string().rfind("..", 0) == 0) return invalid(csv.place(row, file) + " leads out of the folder");
            auto image = read_image(folder + "/" + relative.string(), 1);
            if (!image.ok()) return invalid(csv.place(row, file) + ": " + image.error().message, image.error().hint);
            if (height_ == 0) height_ = image->height;
            Line line;
            line.width = std::max<int64_t>(1, std::lround(double(image->width) * double(height_) / double(image->height)));
            bytes_ += line.width * height_;
            if (height_ > 1024 || line.width > kMostWidth || bytes_ > kMostBytes)
                return invalid(csv.place(row, file) + ": lines of " + std::to_string(height_) + " x " + std::to_string(line.width) + " pixels, " + std::to_string(bytes_ >> 20) + " MiB so far, are more than are read here (1024 x " + std::to_string(kMostWidth) + ", " + std::to_string(kMostBytes >> 20) + " MiB)",
                               "choose a smaller data.options.height");
            line.pixels = resize_and_crop(*image, height_, line.width).pixels;
            TRY(const std::vector<std::string> letters, characters(row.fields[size_t(text)], csv.place(row, text), "save the file as UTF-8"));
            if (int64_t(letters.size()) > kMostText) return invalid(csv.place(row, text) + " has " + std::to_string(letters.size()) + " characters, more than the " + std::to_string(kMostText) + " that are read here");
            for (const std::string& letter : letters) line.text.push_back(ids_.emplace(letter, int32_t(ids_.size())).first->second);
            longest_ = std::max(longest_, int64_t(letters.size()));
            widest_ = std::max(widest_, line.width);
            hashes_ += relative.string() + "," + row.fields[size_t(text)] + "," + sha256(std::string(line.pixels.begin(), line.pixels.end())) + "\n";
            lines.push_back(std::move(line));
        }
        return {};
    }

    void hold_back() {
        std::vector<Line> kept;
        for (size_t i = 0; i < train_.size(); ++i) (i % 10 == 9 ? validation_ : kept).push_back(std::move(train_[i]));
        train_ = std::move(kept);
    }

    /// Classes in byte order of the characters, the same whatever the order of the lines; 0 is the blank.
    Status name_classes() {
        info_.class_names = {"blank"};
        std::vector<int32_t> number(ids_.size());
        for (const auto& [letter, id] : ids_) {
            number[size_t(id)] = int32_t(info_.class_names.size());
            info_.class_names.push_back(letter);
        }
        for (std::vector<Line>* lines : {&train_, &validation_, &test_})
            for (Line& line : *lines)
                for (int32_t& id : line.text) id = number[size_t(id)];
        return ids_.empty() ? Status(invalid(info_.path + ": no line has a text")) : Status();
    }

    Status measure(const DataConfig& config) {
        std::vector<int64_t> histogram(256, 0);
        for (const Line& line : train_)
            for (const uint8_t pixel : line.pixels) ++histogram[pixel];
        double count = 0, sum = 0, squares = 0;
        for (size_t v = 0; v < 256; ++v) {
            count += double(histogram[v]);
            sum += double(histogram[v]) * double(v) / 255;
            squares += double(histogram[v]) * double(v * v) / (255 * 255);
        }
        paper_ = size_t(std::max_element(histogram.begin(), histogram.end()) - histogram.begin());
        const double mean = config.options.real("mean", sum / count), deviation = config.options.real("std", std::sqrt(std::max(1e-12, squares / count - sum * sum / (count * count))));
        if (!(deviation > 0)) return invalid("data.options.std: " + std::to_string(deviation) + " is not positive");
        for (size_t v = 0; v < 256; ++v) grey_.push_back(float((double(v) / 255 - mean) / deviation));
        return {};
    }

    train::DataInfo info_;
    ops::DataSignature signature_;
    std::vector<Line> train_, validation_, test_;
    std::map<std::string, int32_t> ids_;
    std::string hashes_;
    std::vector<float> grey_;          // a byte's normalised value
    size_t paper_ = 255;               // the commonest grey
    int64_t height_ = 0, widest_ = 1, longest_ = 1, bytes_ = 0;
};

}  // namespace

bool recognises_lines(const std::string& folder) {
    std::error_code ignored;
    for (const char* list : {"/labels.csv", "/train/labels.csv"})
        if (fs::is_regular_file(folder + list, ignored)) return true;
    return false;
}

Result<std::shared_ptr<const train::DataSource>> open_lines(const std::string& folder, const DataConfig& config) {
    auto source = std::make_shared<LineSource>();
    TRY_STATUS(source->open(folder, config));
    return std::shared_ptr<const train::DataSource>(std::move(source));
}

}  // namespace saddle::datasets

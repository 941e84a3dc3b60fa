#include "datasets/loaders/text.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <sstream>

#include "datasets/image_source.h"
#include "datasets/utf8.h"
#include "engine/api/files.h"

namespace saddle::datasets {
namespace {

namespace fs = std::filesystem;
constexpr int64_t kMostWords = 1 << 24;   // that an Embedding takes

/// The text files `path` stands for; notes about a set are not data.
std::vector<std::string> text_files(const std::string& path) {
    std::error_code ignored;
    if (fs::is_regular_file(path, ignored)) return fs::path(path).extension() == ".txt" ? std::vector{path} : std::vector<std::string>();
    std::vector<std::string> files;
    for (const auto& entry : fs::directory_iterator(path, ignored)) {
        const std::string stem = entry.path().stem().string();
        if (entry.path().extension() == ".txt" && stem != "README" && stem != "LICENSE") files.push_back(entry.path().string());
    }
    std::sort(files.begin(), files.end());
    return files;
}

class TextSource final : public train::DataSource {
public:
    const train::DataInfo& info() const override { return info_; }
    const ops::DataSignature& signature() const override { return signature_; }
    int64_t size(train::Split split) const override {
        const auto [first, last] = range(split);
        return std::max<int64_t>(0, (last - first - 1) / length_);
    }
    Status read(train::Split split, std::span<const uint32_t> indices, const std::optional<train::Draw>& draw, std::vector<Tensor>& batch) const override {
        const auto [first, last] = range(split);
        const int64_t count = int64_t(indices.size());
        Tensor tokens{{DType::I32, {count, length_}}, {}, {}}, targets = tokens;
        for (const uint32_t index : indices) {
            int64_t at = first + int64_t(index) * length_;
            if (draw) at = first + Random(draw->seed, stream_of("window") + uint64_t(draw->epoch) * 0x9E3779B97F4A7C15u + index).below(uint32_t(last - first - length_));
            tokens.i32.insert(tokens.i32.end(), ids_.begin() + at, ids_.begin() + at + length_);
            targets.i32.insert(targets.i32.end(), ids_.begin() + at + 1, ids_.begin() + at + 1 + length_);
        }
        batch.clear();
        batch.push_back(std::move(tokens));
        batch.push_back(std::move(targets));
        return {};
    }

    Status open(train::DataInfo info, const std::string& text, const DataConfig& config) {
        info_ = std::move(info);
        length_ = config.options.integer("length", 64);
        const std::string level = config.options.text("level", "character");
        if (level == "byte") {
            TRY_STATUS(count_all(std::vector<std::string>(), text));
        } else if (level == "character") {
            TRY(const std::vector<std::string> list, characters(text, info_.path, "set data.options.level to byte"));
            TRY_STATUS(count_all(list, ""));
        } else if (level == "word") {
            std::vector<std::string> words;
            std::istringstream stream(text);
            for (std::string word; stream >> word;) words.push_back(word);
            const int64_t most = config.options.integer("vocabulary", 10000);
            if (most < 2 || most > kMostWords) return invalid("data.options.vocabulary: " + std::to_string(most) + " is outside 2 to " + std::to_string(kMostWords));
            keep_frequent(words, most);
        } else {
            return invalid("data.options.level: '" + level + "' is not one of character, byte, word");
        }
        if (length_ < 1 || length_ > int64_t(ids_.size()) / 40)
            return invalid("data.options.length: windows of " + std::to_string(length_) + " do not fit a text of " + std::to_string(ids_.size()) + " tokens", "choose 1 to " + std::to_string(ids_.size() / 40));
        signature_.classes = int64_t(info_.class_names.size());
        signature_.ports = {{"tokens", ops::PortKind::Tokens, {DType::I32, {length_}}}, {"targets", ops::PortKind::Tokens, {DType::I32, {length_}}}};
        return {};
    }

private:
    std::pair<int64_t, int64_t> range(train::Split split) const {
        const auto n = int64_t(ids_.size()), train_end = n * 9 / 10, validation_end = train_end + (n - train_end + 1) / 2;
        if (split == train::Split::Train) return {0, train_end};
        return split == train::Split::Validation ? std::pair(train_end, validation_end) : std::pair(validation_end, n);
    }

    /// Every distinct token in byte order: the same ids whatever the order of the text.
    Status count_all(const std::vector<std::string>& list, const std::string& bytes) {
        std::map<std::string, int32_t> id;
        for (const std::string& token : list) id.emplace(token, 0);
        for (const char byte : bytes) id.emplace(std::string(1, byte), 0);
        for (auto& [token, number] : id) {
            number = int32_t(info_.class_names.size());
            info_.class_names.push_back(token);
        }
        for (const std::string& token : list) ids_.push_back(id[token]);
        for (const char byte : bytes) ids_.push_back(id[std::string(1, byte)]);
        return ids_.empty() ? Status(invalid(info_.path + " is empty")) : Status();
    }

    void keep_frequent(const std::vector<std::string>& words, int64_t most) {
        std::map<std::string, int64_t> counts;
        for (size_t i = 0; i < words.size() * 9 / 10; ++i) ++counts[words[i]];
        std::vector<std::pair<int64_t, std::string>> order;
        for (const auto& [word, n] : counts) order.emplace_back(-n, word);
        std::sort(order.begin(), order.end());
        info_.class_names = {"<unk>"};
        std::map<std::string, int32_t> id;
        for (size_t i = 0; i < order.size() && int64_t(i) + 1 < most; ++i) {
            id[order[i].second] = int32_t(info_.class_names.size());
            info_.class_names.push_back(order[i].second);
        }
        for (const std::string& word : words) {
            const auto it = id.find(word);
            ids_.push_back(it == id.end() ? 0 : it->second);
        }
    }

    train::DataInfo info_;
    ops::DataSignature signature_;
    std::vector<int32_t> ids_;
    int64_t length_ = 64;
};

}  // namespace

bool recognises_text(const std::string& path) { return !text_files(path).empty(); }

Result<std::shared_ptr<const train::DataSource>> open_text(const std::string& path, const DataConfig& config) {
    const std::vector<std::string> files = text_files(path);
    if (files.size() != 1) {
        std::string names;
        for (const std::string& file : files) names += (names.empty() ? "" : ", ") + file;
        return invalid(path + " holds " + std::to_string(files.size()) + " texts: " + names, "give one of the files with --data");
    }
    TRY(const std::string text, read_file(files[0]));
    train::DataInfo info = info_of(files[0], "text");
    info.hash = sha256(text);
    return make_text_source(std::move(info), text, config);
}

Result<std::shared_ptr<const train::DataSource>> make_text_source(train::DataInfo info, const std::string& text, const DataConfig& config) {
    auto source = std::make_shared<TextSource>();
    TRY_STATUS(source->open(std::move(info), text, config));
    return std::shared_ptr<const train::DataSource>(std::move(source));
}

}  // namespace saddle::datasets

#include "datasets/loaders/squad.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "datasets/image_source.h"
#include "datasets/loaders/text.h"
#include "datasets/squad_file.h"
#include "engine/api/files.h"

namespace saddle::datasets {
namespace {

namespace fs = std::filesystem;
constexpr int64_t kMostContext = 400, kMostWords = 1 << 24;
constexpr int32_t kUnknown = 1;

struct Files {
    std::vector<std::string> train, validation, test;
    bool whole() const { return validation.empty() && test.empty(); }
};

/// Whether the file begins like SQuAD's.
bool begins_like_squad(const std::string& path) {
    std::error_code failed;
    const auto bytes = fs::file_size(path, failed);
    const auto part = read_file_part(path, 0, failed ? 0 : std::min<uint64_t>(bytes, 4096));
    return part.ok() && (part->find("\"data\"") != std::string::npos || part->find("\"paragraphs\"") != std::string::npos);
}

Files files_of(const std::string& path) {
    Files files;
    std::error_code ignored;
    if (fs::is_regular_file(path, ignored)) {
        if (fs::path(path).extension() == ".json" && begins_like_squad(path)) files.train = {path};
        return files;
    }
    for (const auto& entry : fs::directory_iterator(path, ignored)) {
        const std::string name = entry.path().filename().string(), file = entry.path().string();
        if (entry.path().extension() != ".json") continue;
        for (const auto& [begin, list] : {std::pair("train", &files.train), std::pair("dev", &files.validation), std::pair("val", &files.validation), std::pair("test", &files.test)})
            if (name.rfind(begin, 0) == 0 && begins_like_squad(file)) list->push_back(file);
    }
    for (auto* list : {&files.train, &files.validation, &files.test}) std::sort(list->begin(), list->end());
    return files;
}

struct Question {
    size_t paragraph = 0;           ///< its number in paragraphs_
    std::vector<int32_t> words;
    std::vector<uint8_t> overlap;   ///< one a word of the paragraph
    int32_t first = 0, last = 0;    ///< words of the answer
};

class SquadSource final : public train::DataSource {
public:
    const train::DataInfo& info() const override { return info_; }
    const ops::DataSignature& signature() const override { return signature_; }
    int64_t size(train::Split split) const override { return int64_t(of(split).size()); }

    Status read(train::Split split, std::span<const uint32_t> indices, const std::optional<train::Draw>&, std::vector<Tensor>& batch) const override {
        const int64_t count = int64_t(indices.size());
        Tensor contexts = Tensor::zeros({DType::I32, {count, context_}}), questions = Tensor::zeros({DType::I32, {count, question_}}), overlaps = Tensor::zeros({DType::F32, {count, context_, 1}});
        Tensor context_lengths{{DType::I32, {count}}, {}, {}}, question_lengths = context_lengths, answers{{DType::I32, {count, 2}}, {}, {}};
        for (int64_t n = 0; n < count; ++n) {
            const Question& question = of(split)[indices[size_t(n)]];
            const std::vector<int32_t>& context = paragraphs_[question.paragraph];
            std::copy(context.begin(), context.end(), contexts.i32.begin() + n * context_);
            std::copy(question.overlap.begin(), question.overlap.end(), overlaps.f32.begin() + n * context_);
            std::copy(question.words.begin(), question.words.end(), questions.i32.begin() + n * question_);
            context_lengths.i32.push_back(int32_t(context.size()));
            question_lengths.i32.push_back(int32_t(question.words.size()));
            answers.i32.insert(answers.i32.end(), {question.first, question.last});
        }
        batch.clear();
        for (Tensor* tensor : {&contexts, &context_lengths, &questions, &question_lengths, &overlaps, &answers}) batch.push_back(std::move(*tensor));
        return {};
    }

    /// `splits`: paragraphs of the training, validation and test split.
    Status open(train::DataInfo info, const std::vector<SquadParagraph> (&splits)[3], const DataConfig& config) {
        info_ = std::move(info);
        const int64_t most = config.options.integer("vocabulary", 10000);
        if (most < 3 || most > kMostWords) return invalid("data.options.vocabulary: " + std::to_string(most) + " is outside 3 to " + std::to_string(kMostWords));
        keep_frequent(splits[0], most);
        TRY(context_, longest("context", config, kMostContext, splits, [](const SquadParagraph& p) { return int64_t(p.words.size()); }));
        TRY(question_, longest("question", config, kMostContext, splits, [](const SquadParagraph& p) {
            int64_t words = 0;
            for (const SquadQuestion& question : p.questions) words = std::max(words, int64_t(question.words.size()));
            return words;
        }));
        for (const auto& [from, to] : {std::pair(&splits[0], &train_), std::pair(&splits[1], &validation_), std::pair(&splits[2], &test_)})
            for (const SquadParagraph& paragraph : *from) add(paragraph, *to);
        if (train_.empty()) return invalid(info_.path + " has no question to train on", "its answers must lie within the first " + std::to_string(context_) + " words of their contexts");
        signature_.classes = int64_t(info_.class_names.size());
        const auto words = [](int64_t length) { return TensorType{DType::I32, {length}}; };
        signature_.ports = {{"context", ops::PortKind::Tokens, words(context_)}, {"context_length", ops::PortKind::Tokens, {DType::I32, {}}},
                            {"question", ops::PortKind::Tokens, words(question_)}, {"question_length", ops::PortKind::Tokens, {DType::I32, {}}},
                            {"overlap", ops::PortKind::Sequence, {DType::F32, {context_, 1}}}, {"answer", ops::PortKind::Unknown, words(2)}};
        return {};
    }

private:
    const std::vector<Question>& of(train::Split split) const { return split == train::Split::Train ? train_ : split == train::Split::Validation ? validation_ : test_; }

    /// The option, or as many words as the longest of all has, but not more than `usual`.
    template <class F>
    static Result<int64_t> longest(const std::string& option, const DataConfig& config, int64_t usual, const std::vector<SquadParagraph> (&splits)[3], F words) {
        int64_t most = 1;
        for (const auto& split : splits)
            for (const SquadParagraph& paragraph : split) most = std::max(most, words(paragraph));
        const int64_t asked = config.options.integer(option, std::min(most, usual));
        if (asked < 1 || asked > 100'000) return invalid("data.options." + option + ": " + std::to_string(asked) + " is outside 1 to 100000");
        return asked;
    }

    void keep_frequent(const std::vector<SquadParagraph>& paragraphs, int64_t most) {
        std::map<std::string, int64_t> counts;
        for (const SquadParagraph& paragraph : paragraphs) {
            for (const Word& word : paragraph.words) ++counts[word.text];
            for (const SquadQuestion& question : paragraph.questions)
                for (const Word& word : question.words) ++counts[word.text];
        }
        std::vector<std::pair<int64_t, std::string>> order;
        for (const auto& [word, n] : counts) order.emplace_back(-n, word);
        std::sort(order.begin(), order.end());
        info_.class_names = {"<pad>", "<unk>"};
        for (size_t i = 0; i < order.size() && int64_t(info_.class_names.size()) < most; ++i) {
            ids_[order[i].second] = int32_t(info_.class_names.size());
            info_.class_names.push_back(order[i].second);
        }
    }

    std::vector<int32_t> ids(const std::vector<Word>& words, int64_t most) const {
        std::vector<int32_t> list;
        for (const Word& word : words) {
            if (int64_t(list.size()) == most) break;
            const auto it = ids_.find(word.text);
            list.push_back(it == ids_.end() ? kUnknown : it->second);
        }
        return list;
    }

    void add(const SquadParagraph& paragraph, std::vector<Question>& questions) {
        paragraphs_.push_back(ids(paragraph.words, context_));
        const size_t seen = paragraphs_.back().size();
        for (const SquadQuestion& asked : paragraph.questions) {
            Question question{paragraphs_.size() - 1, ids(asked.words, question_), {}, -1, -1};
            std::set<std::string> words;
            for (const Word& word : asked.words) words.insert(word.text);
            for (size_t k = 0; k < paragraph.words.size(); ++k) {
                const Word& word = paragraph.words[k];
                if (k < seen) question.overlap.push_back(words.count(word.text) > 0);
                if (word.end <= asked.begin || word.begin >= asked.end) continue;   // no part of the answer
                if (question.first < 0) question.first = int32_t(k);
                question.last = int32_t(k);
            }
            if (question.first >= 0 && size_t(question.last) < seen) questions.push_back(std::move(question));
        }
    }

    train::DataInfo info_;
    ops::DataSignature signature_;
    std::map<std::string, int32_t> ids_;
    std::vector<std::vector<int32_t>> paragraphs_;   // word ids
    std::vector<Question> train_, validation_, test_;
    int64_t context_ = 1, question_ = 1;
};

}  // namespace

bool recognises_squad(const std::string& path) { return !files_of(path).train.empty(); }

Result<std::shared_ptr<const train::DataSource>> open_squad(const std::string& path, const DataConfig& config) {
    const Files files = files_of(path);
    const std::string view = config.options.text("view", "questions");
    if (view != "questions" && view != "text") return invalid("data.options.view: '" + view + "' is not one of questions, text");
    train::DataInfo info = info_of(path, "squad");
    std::string hashes, text;
    std::vector<SquadParagraph> splits[3];
    for (const auto& [list, split] : {std::pair(&files.train, &splits[0]), std::pair(&files.validation, &splits[1]), std::pair(&files.test, &splits[2])})
        for (const std::string& file : *list) {
            TRY(const std::string bytes, read_file(file));
            hashes += fs::path(file).filename().string() + "," + sha256(bytes) + "\n";
            TRY(std::vector<SquadParagraph> paragraphs, read_squad(file));
            for (SquadParagraph& paragraph : paragraphs) {
                text += paragraph.context + "\n";
                for (const SquadQuestion& question : paragraph.questions) text += question.text + "\n";
                split->push_back(std::move(paragraph));
            }
        }
    info.hash = sha256(hashes);
    if (view == "text") return make_text_source(std::move(info), text, config);
    if (files.whole()) {
        std::vector<SquadParagraph> kept;
        for (size_t i = 0; i < splits[0].size(); ++i) (i % 10 == 9 ? splits[1] : kept).push_back(std::move(splits[0][i]));
        splits[0] = std::move(kept);
    }
    auto source = std::make_shared<SquadSource>();
    TRY_STATUS(source->open(std::move(info), splits, config));
    return std::shared_ptr<const train::DataSource>(std::move(source));
}

}  // namespace saddle::datasets

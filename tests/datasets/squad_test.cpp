// SQuAD's JSON: words, answers and marks of a small file made here, hostile files, the real set where it is beside the checkout.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "datasets/open.h"
#include "datasets/squad_file.h"
#include "datasets/utf8.h"
#include "engine/api/files.h"

namespace saddle::datasets {
namespace {

namespace fs = std::filesystem;
using Source = std::shared_ptr<const train::DataSource>;

const std::string kPlain = R"({"data": [{"title": "t", "paragraphs": [{"context": "Zoë's cat, Tom, sleeps. The dog's name is Rex.",
    "qas": [{"id": "1", "question": "What is the cat's name?", "answers": [{"answer_start": 11, "text": "Tom"}]},
            {"id": "2", "question": "Who is Rex?", "answers": [{"answer_start": 24, "text": "The dog"}]},
            {"id": "3", "question": "Who knows?", "is_impossible": true, "answers": []}]}]}]})";

class Squad : public testing::Test {
protected:
    void SetUp() override {
        folder_ = fs::temp_directory_path() / ("saddle-squad-" + std::to_string(getpid()));
        fs::create_directories(folder_);
    }
    void TearDown() override { fs::remove_all(folder_); }
    std::string write(const std::string& name, const std::string& content) {
        EXPECT_TRUE(write_file((folder_ / name).string(), content).ok());
        return (folder_ / name).string();
    }
    static std::vector<Tensor> read(const Source& source, train::Split split, std::vector<uint32_t> indices) {
        std::vector<Tensor> batch;
        EXPECT_TRUE(source->read(split, indices, {}, batch).ok());
        return batch;
    }
    static std::string said(const Source& source, const std::vector<Tensor>& batch, const std::string& port, int64_t n) {
        const auto& ports = source->signature().ports;
        const auto at = std::find_if(ports.begin(), ports.end(), [&](const auto& p) { return p.name == port; }) - ports.begin();
        std::string text;
        for (const int32_t id : train::unpadded(batch[size_t(at)], n)) text += (text.empty() ? "" : " ") + source->info().class_names[size_t(id)];
        return text;
    }
    fs::path folder_;
};

TEST_F(Squad, WordsStandWhereTheySay) {
    const auto words = words_of(characters("Zoë's 3.5\u00a0m “Ärger”—東京", "", "").value());
    const std::vector<Word> expected{{"zoë", 0, 3}, {"'", 3, 4}, {"s", 4, 5}, {"3", 6, 7}, {".", 7, 8}, {"5", 8, 9}, {"m", 10, 11}, {"“", 12, 13}, {"Ärger", 13, 18}, {"”", 18, 19}, {"—", 19, 20}, {"東", 20, 21}, {"京", 21, 22}};
    ASSERT_EQ(words.size(), expected.size());
    for (size_t k = 0; k < words.size(); ++k) EXPECT_EQ(words[k], expected[k]) << words[k].text << " " << words[k].begin;
}

TEST_F(Squad, AnswersBecomePlacesOfWords) {
    write("train.json", kPlain);
    write("dev.json", kPlain);
    const auto source = open_data(DataConfig{}, folder_.string());
    ASSERT_TRUE(source.ok()) << to_string(source.error());
    EXPECT_EQ((*source)->size(train::Split::Train), 2) << "the question without an answer is left out";
    EXPECT_EQ((*source)->size(train::Split::Validation), 2);
    const auto batch = read(*source, train::Split::Train, {0, 1});
    EXPECT_EQ(said(*source, batch, "context", 0), "zoë ' s cat , tom , sleeps . the dog ' s name is rex .");
    EXPECT_EQ(said(*source, batch, "question", 1), "who is rex ?");
    EXPECT_EQ(batch[0].type.shape, (Shape{2, 17}));
    EXPECT_EQ(batch[1].i32, (std::vector<int32_t>{17, 17}));
    EXPECT_EQ(batch[3].i32, (std::vector<int32_t>{8, 4}));
    EXPECT_EQ(batch[5].i32, (std::vector<int32_t>{5, 5, 9, 10}));
    std::vector<int> marked;   // "rex", "is" of the second question
    for (int k = 0; k < 17; ++k)
        if (batch[4].f32[size_t(17 + k)] != 0) marked.push_back(k);
    EXPECT_EQ(marked, (std::vector<int>{14, 15}));

    DataConfig config;
    config.options["vocabulary"] = int64_t(5);   // ', is, s
    config.options["context"] = int64_t(8);
    const auto cut = open_data(config, folder_.string());
    ASSERT_TRUE(cut.ok()) << to_string(cut.error());
    EXPECT_EQ((*cut)->signature().classes, 5);
    EXPECT_EQ((*cut)->size(train::Split::Train), 1) << "the second answer is cut off";
    EXPECT_EQ(said(*cut, read(*cut, train::Split::Train, {0}), "context", 0), "<unk> ' s <unk> <unk> <unk> <unk> <unk>");
    config.options["context"] = int64_t(4);
    EXPECT_NE(open_data(config, folder_.string()).error().message.find("no question to train on"), std::string::npos);
}

TEST_F(Squad, OneFileIsDividedByParagraphsAndReadAsText) {
    std::string paragraphs;
    for (int i = 0; i < 20; ++i)
        paragraphs += std::string(i ? "," : "") + R"({"context": "Number )" + std::to_string(i) + R"( is here.", "qas": [{"question": "Which?", "answers": [{"answer_start": 7, "text": ")" + std::to_string(i) + R"("}]}]})";
    const std::string path = write("questions.json", R"({"data": [{"paragraphs": [)" + paragraphs + "]}]}");
    const auto source = open_data(DataConfig{}, path);
    ASSERT_TRUE(source.ok()) << to_string(source.error());
    EXPECT_EQ((*source)->size(train::Split::Train), 18);
    const auto held = read(*source, train::Split::Validation, {0, 1});
    EXPECT_EQ(said(*source, held, "context", 1), "number <unk> is here .");
    DataConfig config;
    config.options["view"] = std::string("text");
    config.options["length"] = int64_t(8);
    const auto text = open_data(config, path);
    ASSERT_TRUE(text.ok()) << to_string(text.error());
    EXPECT_EQ((*text)->signature().ports[0].name, "tokens");
    EXPECT_EQ(train::spelled(read(*text, train::Split::Train, {0})[0].i32, (*text)->info().class_names), "Number 0");
    config.options["view"] = std::string("poem");
    EXPECT_NE(open_data(config, path).error().message.find("poem"), std::string::npos);
}

TEST_F(Squad, HostileFilesAreRefusedWithTheirPath) {
    const auto replaced = [](const std::string& from, const std::string& to) {
        std::string text = kPlain;
        const size_t at = text.find(from);
        EXPECT_NE(at, std::string::npos) << from;
        return text.replace(at, from.size(), to);
    };
    const std::string first = "data[0].paragraphs[0].qas[0]";
    std::string deep = R"({"data": )";
    for (int i = 0; i < 100000; ++i) deep += '[';
    for (const auto& [text, message] : {
             std::pair(kPlain.substr(0, 200), std::string("not valid JSON")),
             std::pair(deep, std::string("not valid JSON")),
             std::pair(deep + std::string(100000, ']') + "}", std::string("nested deeper than 32 levels")),
             std::pair(std::string(R"({"data": {}})"), std::string("data is not a list, but object")),
             std::pair(std::string(R"({"data": [7]})"), std::string("data[0] is not an object, but number")),
             std::pair(std::string(R"({"data": [{"paragraphs": null}]})"), std::string("data[0].paragraphs is not a list, but null")),
             std::pair(replaced("\"context\"", "\"contents\""), std::string("data[0].paragraphs[0] has no 'context'")),
             std::pair(replaced("\"question\": \"What is the cat's name?\"", "\"question\": 3"), first + ".question is not a text, but number"),
             std::pair(replaced("What is the cat's name?", " "), first + " has a question without words"),
             std::pair(replaced("\"answer_start\": 11", "\"answer_start\": 1.5"), first + ".answers[0].answer_start is not a whole number"),
             std::pair(replaced("\"answer_start\": 11", "\"answer_start\": -1"), first + ".answers[0].answer_start is -1"),
             std::pair(replaced("\"answer_start\": 11", "\"answer_start\": 9223372036854775807"), first + ".answers[0].answer_start is 9223372036854775807"),
             std::pair(replaced("\"answer_start\": 11", "\"answer_start\": 10"), first + ".answers[0].answer_start is 10, where the context says ' To' and not 'Tom'"),
             std::pair(replaced("\"text\": \"Tom\"", "\"text\": \"\""), first + ".answers[0] has an empty text"),
             std::pair(replaced("\"answers\": [{\"answer_start\": 11, \"text\": \"Tom\"}]", "\"answers\": [[]]"), first + ".answers[0] is not an object"),
         }) {
        const std::string path = write("bad.json", text);
        const auto source = open_data(DataConfig{}, path);
        ASSERT_FALSE(source.ok()) << message;
        EXPECT_NE(source.error().message.find(message), std::string::npos) << source.error().message << "\nexpected: " << message;
        EXPECT_NE(source.error().message.find("bad.json"), std::string::npos) << source.error().message;
    }
    EXPECT_NE(open_data(DataConfig{}, write("other.json", "{}")).error().message.find("no loader recognises"), std::string::npos);
    std::string bad = kPlain;
    bad[bad.find("Zo") + 2] = char(0xff);   // nlohmann refuses it before we do
    EXPECT_FALSE(open_data(DataConfig{}, write("bad.json", bad)).ok());
}

TEST_F(Squad, RealAndMadeUpSetsAreWhole) {
    setenv("XDG_DATA_HOME", (fs::temp_directory_path() / "saddle-test-data").c_str(), 1);
    DataConfig config;
    config.set = "sample-questions";
    const auto made = open_data(config, "");
    ASSERT_TRUE(made.ok()) << to_string(made.error());
    EXPECT_EQ((*made)->size(train::Split::Train), 960);
    EXPECT_EQ((*made)->size(train::Split::Validation), 160);
    const std::string real = std::string(SADDLE_SOURCE_DIR) + "/../shared/data/squad-small";
    if (!fs::exists(real)) GTEST_SKIP() << "needs " << real;
    config.options["context"] = int64_t(1000);
    const auto source = open_data(config, real);
    ASSERT_TRUE(source.ok()) << to_string(source.error());
    EXPECT_EQ((*source)->size(train::Split::Train), 786);
    EXPECT_EQ((*source)->size(train::Split::Validation), 184);
}

}  // namespace
}  // namespace saddle::datasets

// The loaders on small files made here, and on real sets where they are beside the checkout.
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <numeric>
#include <thread>

#include "datasets/csv.h"
#include "datasets/image_file.h"
#include "datasets/open.h"
#include "datasets/spectrogram.h"
#include "engine/api/files.h"

namespace saddle::datasets {
namespace {

namespace fs = std::filesystem;
using Source = std::shared_ptr<const train::DataSource>;

class Loaders : public testing::Test {
protected:
    void SetUp() override {
        folder_ = fs::temp_directory_path() / ("saddle-loaders-" + std::to_string(getpid()));
        fs::create_directories(folder_);
    }
    void TearDown() override { fs::remove_all(folder_); }
    std::string write(const std::string& name, const std::string& content) {
        fs::create_directories((folder_ / name).parent_path());
        EXPECT_TRUE(write_file((folder_ / name).string(), content).ok());
        return (folder_ / name).string();
    }
    static std::string message_of(const Result<Source>& source) { return source.ok() ? "" : to_string(source.error()); }
    static std::vector<Tensor> read(const Source& source, train::Split split, std::vector<uint32_t> indices, const std::optional<train::Draw>& draw = {}) {
        std::vector<Tensor> batch;
        const Status status = source->read(split, indices, draw, batch);
        EXPECT_TRUE(status.ok());
        return batch;
    }
    static std::string real(const char* set) { return std::string(SADDLE_SOURCE_DIR) + "/../shared/data/" + set; }
    fs::path folder_;
};
#define NEEDS(set) \
    if (!fs::exists(real(set))) GTEST_SKIP() << "needs " << real(set)

TEST_F(Loaders, ManyMayWantASampleSetBeforeItIsThere) {
    setenv("XDG_DATA_HOME", (folder_ / "home").c_str(), 1);
    for (const char* set : {"sample-words", "sample-play", "sample-citations"}) {
        std::vector<std::string> problems(6);
        std::vector<std::thread> threads;
        for (std::string& problem : problems)
            threads.emplace_back([&problem, set] {
                DataConfig config;
                config.set = set;
                problem = message_of(open_data(config, ""));
            });
        for (std::thread& thread : threads) thread.join();
        for (const std::string& problem : problems) EXPECT_EQ(problem, "") << set;
    }
}

TEST_F(Loaders, CsvKeepsQuotesAndNamesLines) {
    const std::string path = write("a.csv", "\xef\xbb\xbf\"day\",value\r\n\"a \"\"b\"\", c\",1.5\r\n\r\n\"two\nlines\",-2e3\r\n");
    const auto csv = read_csv(path);
    ASSERT_TRUE(csv.ok()) << to_string(csv.error());
    EXPECT_EQ(csv->header, (std::vector<std::string>{"day", "value"}));
    ASSERT_EQ(csv->rows.size(), 2u);
    EXPECT_EQ(csv->rows[0].fields[0], "a \"b\", c");
    EXPECT_EQ(csv->rows[1].fields[0], "two\nlines");
    EXPECT_EQ(csv->number(csv->rows[1], 1).value(), -2000);
    EXPECT_NE(csv->number(csv->rows[1], 0).error().message.find("a.csv:4"), std::string::npos) << csv->number(csv->rows[1], 0).error().message;
    EXPECT_NE(read_csv(write("b.csv", "x,y\n1,2\n3\n")).error().message.find("b.csv:3 has 1 fields, expected 2"), std::string::npos);
    EXPECT_NE(read_csv(write("c.csv", "x,y\n\"1,2\n")).error().message.find("c.csv:2"), std::string::npos);
}

TEST_F(Loaders, CifarRecordsAreChecked) {
    std::string record(3073, '\x10');
    record[0] = 3;
    write("cifar/data_batch_1.bin", record + record);
    write("cifar/test_batch.bin", record);
    auto source = open_data(DataConfig{}, (folder_ / "cifar").string());
    ASSERT_TRUE(source.ok()) << message_of(source);
    EXPECT_EQ((*source)->signature().ports[0].type.shape, (Shape{3, 32, 32}));
    EXPECT_EQ(read(*source, train::Split::Validation, {0})[1].i32[0], 3);
    write("cifar/data_batch_2.bin", record.substr(0, 100));
    EXPECT_NE(message_of(open_data(DataConfig{}, (folder_ / "cifar").string())).find("data_batch_2.bin has 100 bytes"), std::string::npos);
    record[0] = 12;
    write("cifar/data_batch_2.bin", record);
    EXPECT_NE(message_of(open_data(DataConfig{}, (folder_ / "cifar").string())).find("record 0 has label 12"), std::string::npos);
}

TEST_F(Loaders, AugmentationDependsOnSeedEpochAndSampleAlone) {
    std::string records;
    for (int i = 0; i < 4; ++i) {
        records += char(i);
        for (int p = 0; p < 3072; ++p) records += char((p * 7 + i * 31) % 251);
    }
    write("cifar/data_batch_1.bin", records);
    DataConfig config;
    config.options["shift"] = int64_t(4);
    config.options["flip"] = true;
    const auto source = open_data(config, (folder_ / "cifar").string());
    ASSERT_TRUE(source.ok()) << message_of(source);
    const auto plain = read(*source, train::Split::Train, {1, 2}), a = read(*source, train::Split::Train, {1, 2}, train::Draw{7, 0});
    EXPECT_NE(plain[0].f32, a[0].f32);
    EXPECT_EQ(a[0].f32, read(*source, train::Split::Train, {1, 2}, train::Draw{7, 0})[0].f32);
    EXPECT_NE(a[0].f32, read(*source, train::Split::Train, {1, 2}, train::Draw{7, 1})[0].f32);
    const auto alone = read(*source, train::Split::Train, {2}, train::Draw{7, 0});
    EXPECT_TRUE(std::equal(alone[0].f32.begin(), alone[0].f32.end(), a[0].f32.begin() + 3072));
}

TEST_F(Loaders, TextWindowsAreShiftedByOne) {
    std::string text;
    for (int i = 0; i < 400; ++i) text += "abc\xc3\xa9";
    const std::string path = write("book.txt", text);
    DataConfig config;
    config.options["length"] = int64_t(8);
    const auto source = open_data(config, path);
    ASSERT_TRUE(source.ok()) << message_of(source);
    EXPECT_EQ((*source)->signature().classes, 4);
    EXPECT_EQ((*source)->size(train::Split::Train), (1440 - 1) / 8);
    for (const auto& draw : {std::optional<train::Draw>(), std::optional(train::Draw{1, 2})}) {
        const auto batch = read(*source, train::Split::Train, {0, 5}, draw);
        EXPECT_EQ(batch[0].type.shape, (Shape{2, 8}));
        EXPECT_TRUE(std::equal(batch[0].i32.begin() + 1, batch[0].i32.begin() + 8, batch[1].i32.begin()));
    }
    config.options["level"] = std::string("byte");
    EXPECT_EQ(open_data(config, path).value()->signature().classes, 5);
    write("bad.txt", std::string(1000, 'a') + "\xff");
    config.options.erase("level");
    EXPECT_NE(message_of(open_data(config, (folder_ / "bad.txt").string())).find("not UTF-8 at byte 1000"), std::string::npos);
    EXPECT_NE(message_of(open_data(config, folder_.string())).find("bad.txt"), std::string::npos) << "two candidates are listed";
}

TEST_F(Loaders, SeriesTargetsFollowTheirWindows) {
    std::string csv = "\"t\",\"v\"\r\n";
    for (int i = 0; i < 50; ++i) csv += "\"d" + std::to_string(i) + "\"," + std::to_string(i) + "\r\n";
    DataConfig config;
    config.options["window"] = int64_t(5);
    const auto source = open_data(config, write("s.csv", csv));
    ASSERT_TRUE(source.ok()) << message_of(source);
    EXPECT_EQ((*source)->size(train::Split::Train), 35);
    EXPECT_EQ((*source)->size(train::Split::Validation), 10);
    const auto& scale = (*source)->info().scale;
    EXPECT_NEAR(scale.mean, 19.5, 1e-4);
    const auto batch = read(*source, train::Split::Validation, {0, 9});
    EXPECT_NEAR(scale.mean + scale.deviation * double(batch[1].f32[0]), 40, 1e-4);
    EXPECT_NEAR(scale.mean + scale.deviation * double(batch[0].f32[4]), 39, 1e-4);
    EXPECT_NEAR(scale.mean + scale.deviation * double(batch[1].f32[1]), 49, 1e-4);
    EXPECT_NE(message_of(open_data(config, write("t.csv", "a,b\n1,2\n3,x\n"))).find("windows of 5"), std::string::npos);
}

TEST_F(Loaders, MelPutsAToneInItsBand) {
    std::vector<float> tone(8000);
    for (size_t i = 0; i < tone.size(); ++i) tone[i] = std::sin(2 * 3.14159265f * 1000 * float(i) / 8000);
    MelOptions options;
    int64_t frames = 0;
    const std::vector<float> mel = log_mel(tone, options, frames);
    EXPECT_EQ(frames, 98);
    const auto band = [&](int64_t m) { return mel[size_t(m * frames + frames / 2)]; };
    int64_t loudest = 0;
    for (int64_t m = 1; m < options.mels; ++m)
        if (band(m) > band(loudest)) loudest = m;
    // 1000 Hz is mel 1000; the bands divide 31.7 .. 2146 mel evenly into 41.
    EXPECT_NEAR(double(loudest), (1000 - 31.7) / ((2146 - 31.7) / 41) - 1, 1.0);
}

TEST_F(Loaders, LinesArePaddedWithPaperAndNamedByFileAndLine) {
    const auto picture = [&](const std::string& name, int64_t height, int64_t width, uint8_t ink) {
        fs::create_directories((folder_ / name).parent_path());
        Image image{1, height, width, std::vector<uint8_t>(size_t(height * width), 250)};
        image.pixels[0] = ink;
        ASSERT_TRUE(write_png(image, (folder_ / name).string()).ok());
    };
    picture("train/a.png", 4, 6, 0);
    picture("train/b.png", 8, 20, 0);   // scaled to 4 x 10
    picture("test/c.png", 4, 3, 0);
    write("train/labels.csv", "file,text\r\na.png,b\xc3\xa9""b\r\nb.png,a\r\n");
    write("test/labels.csv", "file,text\nc.png,\n");
    const auto source = open_data(DataConfig{}, folder_.string());
    ASSERT_TRUE(source.ok()) << message_of(source);
    EXPECT_EQ((*source)->info().loader, "lines") << "a folder of images in it is no class";
    EXPECT_EQ((*source)->size(train::Split::Train), 2);
    EXPECT_EQ((*source)->size(train::Split::Validation), 0);
    EXPECT_EQ((*source)->size(train::Split::Test), 1);
    EXPECT_EQ((*source)->info().class_names, (std::vector<std::string>{"blank", "a", "b", "\xc3\xa9"}));
    EXPECT_EQ((*source)->signature().classes, 4);
    const auto batch = read(*source, train::Split::Train, {0, 1});
    EXPECT_EQ(batch[0].type.shape, (Shape{2, 1, 4, 10}));
    EXPECT_EQ(batch[1].i32, (std::vector<int32_t>{2, 3, 2, 1, 0, 0}));
    EXPECT_EQ(batch[2].i32, (std::vector<int32_t>{3, 1}));
    EXPECT_EQ(batch[3].i32, (std::vector<int32_t>{6, 10}));
    EXPECT_LT(batch[0].f32[0], batch[0].f32[1]) << "ink is darker than paper";
    EXPECT_EQ(batch[0].f32[6], batch[0].f32[1]) << "padding is paper";
    EXPECT_EQ(read(*source, train::Split::Test, {0})[2].i32, std::vector<int32_t>{0}) << "an empty line";

    const auto fails = [&](const std::string& labels, const char* says) {
        write("train/labels.csv", labels);
        EXPECT_NE(message_of(open_data(DataConfig{}, folder_.string())).find(says), std::string::npos) << message_of(open_data(DataConfig{}, folder_.string()));
    };
    fails("file,label\na.png,b\n", "no column 'text'");
    fails("file,text\na.png,b\n../c.png,b\n", "labels.csv:3, column 'file' leads out of the folder");
    fails("file,text\na.png,b\nnone.png,b\n", "labels.csv:3, column 'file'");
    fails("file,text\na.png,\xff\n", "labels.csv:2, column 'text' is not UTF-8 at byte 0");
    fails("file,text\na.png," + std::string(1001, 'x') + "\n", "labels.csv:2, column 'text' has 1001 characters");
    fails("file,text\na.png,\n", "no line has a text");
    fails("file,text\n", "has no lines to train on");
    picture("train/wide.png", 1, 5000, 0);
    fails("file,text\nb.png,b\nwide.png,b\n", "labels.csv:3, column 'file': lines of 8 x 40000 pixels");
}

TEST_F(Loaders, LinesWithoutSplitsHoldBackEveryTenth) {
    std::string labels = "file,text\n";
    Image image{1, 4, 6, std::vector<uint8_t>(24, 250)};
    image.pixels[7] = 0;
    for (int i = 0; i < 20; ++i) {
        ASSERT_TRUE(write_png(image, (folder_ / (std::to_string(i) + ".png")).string()).ok());
        labels += std::to_string(i) + ".png," + std::to_string(i) + "\n";
    }
    const std::string hash = open_data(DataConfig{}, (write("labels.csv", labels), folder_.string())).value()->info().hash;
    const auto source = open_data(DataConfig{}, folder_.string());
    ASSERT_TRUE(source.ok()) << message_of(source);
    EXPECT_EQ((*source)->size(train::Split::Train), 18);
    EXPECT_EQ(read(*source, train::Split::Validation, {0})[1].i32, (std::vector<int32_t>{10, 0})) << "the ninth line says 9";
    write("labels.csv", labels + "0.png,1\n");
    EXPECT_NE(open_data(DataConfig{}, folder_.string()).value()->info().hash, hash);
}

TEST_F(Loaders, ShrinkingAveragesAndGrowingInterpolates) {
    Image image{1, 4, 4, std::vector<uint8_t>(16)};
    std::iota(image.pixels.begin(), image.pixels.end(), uint8_t(0));
    const Image small = resize_and_crop(image, 2, 2);
    EXPECT_LT(small.pixels[0], small.pixels[3]);
    EXPECT_NEAR(std::accumulate(small.pixels.begin(), small.pixels.end(), 0), 30, 2);
    EXPECT_EQ(resize_and_crop(image, 4, 2).pixels.size(), 8u);
    write("c/a.png", "\x89PNG nonsense");
    EXPECT_NE(message_of(open_data(DataConfig{}, folder_.string())).find("not a sound PNG"), std::string::npos);
    write("c/a.png", "\xff\xd8 nonsense");
    EXPECT_NE(message_of(open_data(DataConfig{}, folder_.string())).find("not a sound JPEG"), std::string::npos);
}

TEST_F(Loaders, RealCifarSubset) {
    NEEDS("cifar10-subset");
    const auto source = open_data(DataConfig{}, real("cifar10-subset"));
    ASSERT_TRUE(source.ok()) << message_of(source);
    EXPECT_EQ((*source)->size(train::Split::Train), 5000);
    EXPECT_EQ((*source)->size(train::Split::Validation), 1000);
    EXPECT_EQ((*source)->info().class_names.at(0), "airplane");
}

TEST_F(Loaders, RealImageFolder) {
    NEEDS("image-folder");
    DataConfig config;
    config.options["size"] = int64_t(24);
    const auto source = open_data(config, real("image-folder"));
    ASSERT_TRUE(source.ok()) << message_of(source);
    EXPECT_EQ((*source)->size(train::Split::Train), 800);
    EXPECT_EQ((*source)->size(train::Split::Validation), 200);
    EXPECT_EQ((*source)->signature().ports[0].type.shape, (Shape{3, 24, 24}));
    EXPECT_EQ((*source)->signature().classes, 10);
}

TEST_F(Loaders, RealText) {
    NEEDS("text");
    const auto source = open_data(DataConfig{}, real("text"));
    ASSERT_TRUE(source.ok()) << message_of(source);
    EXPECT_EQ((*source)->signature().classes, 65);
    EXPECT_EQ((*source)->size(train::Split::Train), (1003854 - 1) / 64);
    EXPECT_EQ((*source)->size(train::Split::Validation), (55770 - 1) / 64);
}

TEST_F(Loaders, RealSeries) {
    NEEDS("timeseries");
    const auto source = open_data(DataConfig{}, real("timeseries/daily-min-temperatures.csv"));
    ASSERT_TRUE(source.ok()) << message_of(source);
    EXPECT_EQ((*source)->size(train::Split::Train) + (*source)->size(train::Split::Validation), 3650 - 30);
    EXPECT_NE(message_of(open_data(DataConfig{}, real("timeseries"))).find("monthly-sunspots.csv"), std::string::npos);
}

TEST_F(Loaders, RealSpokenDigits) {
    NEEDS("fsdd");
    const auto source = open_data(DataConfig{}, real("fsdd"));
    ASSERT_TRUE(source.ok()) << message_of(source);
    EXPECT_EQ((*source)->size(train::Split::Train), 2250);
    EXPECT_EQ((*source)->size(train::Split::Validation), 250);
    EXPECT_EQ((*source)->signature().classes, 10);
}

TEST_F(Loaders, RealDigitStrings) {
    NEEDS("digit-strings");
    const auto source = open_data(DataConfig{}, real("digit-strings"));
    ASSERT_TRUE(source.ok()) << message_of(source);
    EXPECT_EQ((*source)->size(train::Split::Train), 3000);
    EXPECT_EQ((*source)->size(train::Split::Test), 500);
    EXPECT_EQ((*source)->signature().ports[0].type.shape, (Shape{1, 32, 207}));
    EXPECT_EQ((*source)->signature().classes, 11);
}

TEST_F(Loaders, SamplesAreMadeOnceAndAsTheirProjectsNeedThem) {
    const auto opened = [&](const char* set, const char* loader) {
        DataConfig config;
        config.set = set;
        config.loader = loader;
        return open_data(config, "");
    };
    setenv("XDG_DATA_HOME", folder_.c_str(), 1);
    for (const auto& [set, loader, training] : {std::tuple("sample-play", "text", 2812), std::tuple("sample-temperatures", "series", 2890), std::tuple("sample-sunspots", "series", 1890)}) {
        const auto first = opened(set, loader);
        ASSERT_TRUE(first.ok()) << to_string(first.error());
        EXPECT_EQ((*first)->size(train::Split::Train), training) << set;
        EXPECT_EQ((*first)->signature().ports[0].type.shape[-1], std::string(loader) == "text" ? 64 : 1) << "one column; dates are no numbers";
        EXPECT_EQ(opened(set, loader).value()->info().hash, (*first)->info().hash);
    }
    const auto lines = opened("sample-lines", "lines");
    ASSERT_TRUE(lines.ok()) << message_of(lines);
    EXPECT_EQ((*lines)->size(train::Split::Train), 2000);
    EXPECT_EQ((*lines)->size(train::Split::Validation), 200);
    EXPECT_EQ((*lines)->signature().classes, 11);
    const auto words = opened("sample-words", "speech");
    ASSERT_TRUE(words.ok()) << message_of(words);
    EXPECT_EQ((*words)->size(train::Split::Train), 400);
    EXPECT_EQ((*words)->size(train::Split::Validation), 100);
    EXPECT_EQ((*words)->info().class_names.at(1), "aof");
    EXPECT_EQ(opened("sample-play", "text").value()->signature().classes, 65);   // as many as tiny shakespeare has
    EXPECT_NEAR(opened("sample-temperatures", "series").value()->info().scale.mean, 11, 1.5);
}

}  // namespace
}  // namespace saddle::datasets

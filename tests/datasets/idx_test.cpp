#include "datasets/loaders/idx.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "datasets/open.h"
#include "engine/api/files.h"

namespace saddle::datasets {
namespace {

namespace fs = std::filesystem;

class Idx : public testing::Test {
protected:
    void SetUp() override {
        folder_ = fs::temp_directory_path() / ("saddle-idx-" + std::to_string(getpid()));
        fs::create_directories(folder_);
    }
    void TearDown() override { fs::remove_all(folder_); }
    std::string path(const std::string& name) const { return (folder_ / name).string(); }
    void write_split(const std::string& split, int images, int labels) {
        ASSERT_TRUE(write_idx({{images, 4, 3}, std::vector<uint8_t>(size_t(images) * 12, 128), {}}, path(split + "-images-idx3-ubyte")).ok());
        std::vector<uint8_t> ids(static_cast<size_t>(labels));
        for (size_t i = 0; i < ids.size(); ++i) ids[i] = uint8_t(i % 3);
        ASSERT_TRUE(write_idx({{labels}, ids, {}}, path(split + "-labels-idx1-ubyte")).ok());
    }
    std::string message_of(const std::string& folder) {
        const auto source = open_data(DataConfig{}, folder);
        return source.ok() ? "" : to_string(source.error());
    }
    fs::path folder_;
};

TEST_F(Idx, ReadsWhatItWroteAndSignsIt) {
    write_split("train", 7, 7);
    write_split("t10k", 3, 3);
    const auto source = open_data(DataConfig{}, folder_.string());
    ASSERT_TRUE(source.ok()) << to_string(source.error());
    EXPECT_EQ((*source)->size(train::Split::Train), 7);
    EXPECT_EQ((*source)->size(train::Split::Validation), 3);
    EXPECT_EQ((*source)->size(train::Split::Test), 0);
    EXPECT_EQ((*source)->signature().classes, 3);
    EXPECT_EQ((*source)->signature().ports[0].type.shape, (Shape{1, 4, 3}));
}

TEST_F(Idx, TruncatedFilesAndLyingHeadersAreNamed) {
    write_split("train", 7, 7);
    std::string bytes = read_file(path("train-images-idx3-ubyte")).value();
    ASSERT_TRUE(write_file(path("train-images-idx3-ubyte"), bytes.substr(0, 50)).ok());
    EXPECT_NE(message_of(folder_.string()).find("promises 7x4x3"), std::string::npos) << message_of(folder_.string());
    bytes[4] = '\x7f';  // two billion images
    ASSERT_TRUE(write_file(path("train-images-idx3-ubyte"), bytes).ok());
    EXPECT_NE(message_of(folder_.string()).find("train-images-idx3-ubyte"), std::string::npos);
    bytes[2] = '\x09';
    ASSERT_TRUE(write_file(path("train-images-idx3-ubyte"), bytes).ok());
    EXPECT_NE(message_of(folder_.string()).find("magic"), std::string::npos);
}

TEST_F(Idx, CountsThatDisagreeAndMissingFilesAreNamed) {
    write_split("train", 7, 5);
    EXPECT_NE(message_of(folder_.string()).find("7 images"), std::string::npos);
    fs::remove(path("train-labels-idx1-ubyte"));
    EXPECT_NE(message_of(folder_.string()).find("labels-idx1-ubyte"), std::string::npos);
    EXPECT_NE(message_of(path("nowhere")).find("there is no data folder"), std::string::npos);
    fs::create_directories(folder_ / "empty");
    EXPECT_NE(message_of(path("empty")).find("no loader recognises"), std::string::npos);
}

TEST(Mnist, RealFilesHaveTheKnownMeanAndHistogram) {
    const std::string folder = SADDLE_SOURCE_DIR "/../shared/data/mnist";
    if (!fs::exists(folder)) GTEST_SKIP() << "the real MNIST is not at " << folder;
    const auto source = open_data(DataConfig{}, folder);
    ASSERT_TRUE(source.ok()) << to_string(source.error());
    EXPECT_EQ((*source)->size(train::Split::Train), 60000);
    EXPECT_EQ((*source)->size(train::Split::Validation), 8000);
    std::vector<Tensor> batch;
    const std::vector<uint32_t> first{0};
    ASSERT_TRUE((*source)->read(train::Split::Train, first, {}, batch).ok());
    EXPECT_NEAR(*std::min_element(batch[0].f32.begin(), batch[0].f32.end()), -0.1307 / 0.3081, 1e-3);
    EXPECT_EQ(batch[1].i32[0], 5);
}

}  // namespace
}  // namespace saddle::datasets

// safetensors: what is written is read back, and no file, however false, does more than be refused.
#include "engine/exchange/safetensors.h"

#include <gtest/gtest.h>

#include <cstring>
#include <filesystem>

#include "engine/core/file.h"

namespace saddle::exchange {
namespace {

class Safetensors : public testing::Test {
protected:
    void TearDown() override { std::filesystem::remove(path_); }
    /// A file of the given header text and data, whatever they say.
    void write(const std::string& header, const std::string& data, uint64_t length) {
        std::string bytes(8, '\0');
        std::memcpy(bytes.data(), &length, 8);
        ASSERT_TRUE(write_file(path_, bytes + header + data).ok());
    }
    void write(const std::string& header, const std::string& data) { write(header, data, header.size()); }
    std::string message() {
        const auto file = read_safetensors(path_);
        return file.ok() ? "" : to_string(file.error());
    }
    const std::string path_ = (std::filesystem::temp_directory_path() / ("saddle-" + std::to_string(getpid()) + ".safetensors")).string();
};

TEST_F(Safetensors, RoundTrip) {
    const TensorFile file{{{"a", Tensor::of({2, 3}, std::vector<float>{1, -2, 3.5f, 0, 1e-38f, 1e38f})},
                           {"scalar", Tensor::of({}, std::vector<float>{7})},
                           {"empty", Tensor::of({0, 4}, std::vector<float>{})},
                           {"integers \"quoted\" 数", Tensor::of({3}, std::vector<int32_t>{-1, 0, 2147483647})}},
                          {{"format", "pt"}, {"note", "é"}}};
    ASSERT_TRUE(write_safetensors(file, path_).ok());
    const auto back = read_safetensors(path_);
    ASSERT_TRUE(back.ok()) << to_string(back.error());
    EXPECT_EQ(back->tensors, file.tensors);
    EXPECT_EQ(back->metadata, file.metadata);
}

TEST_F(Safetensors, FalseFilesAreRefusedInWords) {
    const std::string good = R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})", data(8, 'x');
    write(good, data);
    EXPECT_EQ(message(), "");
    const struct { std::string header, data, says; } wrong[] = {
        {"", "", "header"},
        {"[1,2]", "", "not an object"},
        {std::string(5000, '['), "", "header"},
        {"{\"a\":", data, "header"},
        {R"({"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}})", data, "type F64"},
        {R"({"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}})", data, "does not lie inside"},
        {R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,16]}})", data, "does not lie inside"},
        {R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}})", data, "does not lie inside"},
        {R"({"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}})", data, "impossible shape"},
        {R"({"a":{"dtype":"F32","shape":[4294967296,4294967296,4],"data_offsets":[0,8]}})", data, "impossible shape"},
        {R"({"a":{"dtype":"F32","shape":[1,1,1,1,1,1,1,1,2],"data_offsets":[0,8]}})", data, "impossible shape"},
        {R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}})", data, ""},
        {R"({"a":{"dtype":"F32","shape":[2]}})", data, "header cannot be read"},
        {R"({"a":7})", data, "header cannot be read"},
        {R"({"__metadata__":{"x":1},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})", data, "header cannot be read"},
        {R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})", data, "overlap"},
        {R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})", data, "hole"},
        {good, data + "more", "hole"}};
    for (const auto& w : wrong) {
        write(w.header, w.data);
        EXPECT_NE(message(), "") << w.header;
        EXPECT_NE(message().find(w.says), std::string::npos) << w.header << "\n" << message();
    }
    write(good, data, 1ull << 62);
    EXPECT_NE(message().find("claims"), std::string::npos);
    write(good, data, good.size() + 100);
    EXPECT_NE(message().find("claims"), std::string::npos);
    ASSERT_TRUE(write_file(path_, "abc").ok());
    EXPECT_NE(message().find("3 bytes"), std::string::npos);
}

}  // namespace
}  // namespace saddle::exchange

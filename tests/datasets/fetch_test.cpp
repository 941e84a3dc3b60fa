// Fetching from a server on the loopback that fails in every way: what is kept, what continues, what is said.
#include "datasets/fetch.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <thread>

#include "datasets/generators/sample_digits.h"
#include "datasets/loaders/idx.h"
#include "datasets/open.h"
#include "engine/api/files.h"

namespace saddle::datasets {
namespace {

namespace fs = std::filesystem;

class Fetch : public testing::Test {
protected:
    void SetUp() override {
        folder_ = fs::temp_directory_path() / ("saddle-fetch-" + std::to_string(getpid()));
        fs::remove_all(folder_);
        fs::create_directories(folder_ / "served");
        for (const char* variable : {"XDG_DATA_HOME", "XDG_CONFIG_HOME"}) setenv(variable, (folder_ / "home").c_str(), 1);
        setenv("no_proxy", "127.0.0.1", 1);
        manifest_ = {"tiny-digits", "Tiny digits", "a few digits", "CC0", "nobody", "http://127.0.0.1/", {}, {}};
        for (const char* split : {"train", "t10k"}) {
            const int count = split[1] == 'r' ? 1300 : 60;
            std::vector<uint8_t> pixels(size_t(count) * 64), labels(static_cast<size_t>(count));
            for (size_t i = 0; i < pixels.size(); ++i) pixels[i] = uint8_t(i * 7 + i / 64);
            for (size_t i = 0; i < labels.size(); ++i) labels[i] = uint8_t(i % 10);
            add({{count, 8, 8}, pixels, {}}, std::string(split) + "-images-idx3-ubyte");
            add({{count}, labels, {}}, std::string(split) + "-labels-idx1-ubyte");
        }
        ASSERT_NO_FATAL_FAILURE(start_server());
    }
    void TearDown() override {
        if (server_ > 0) {
            ::kill(server_, SIGKILL);
            ::waitpid(server_, nullptr, 0);
        }
        fs::remove_all(folder_);
    }
    void add(const IdxFile& file, const std::string& name) {
        const std::string path = (folder_ / "served" / name).string();
        ASSERT_TRUE(write_idx(file, path).ok());
        const std::string content = read_file(path).value();
        manifest_.files.push_back({name, int64_t(content.size()), sha256(content)});
    }
    void start_server() {
        int ends[2];
        ASSERT_EQ(::pipe(ends), 0);
        server_ = ::fork();
        if (server_ == 0) {
            ::dup2(ends[1], 1);
            const std::string served = (folder_ / "served").string(), log = (folder_ / "log").string();
            ::execl("/usr/bin/python3", "python3", SADDLE_SOURCE_DIR "/tests/support/range_server.py", served.c_str(), log.c_str(), nullptr);
            ::_exit(127);
        }
        ::close(ends[1]);
        char text[16] = {};
        ASSERT_GT(::read(ends[0], text, sizeof text - 1), 0) << "the server did not start";
        ::close(ends[0]);
        port_ = std::atoi(text);
        ASSERT_GT(port_, 0);
    }
    std::string at(const std::string& mode) const { return "http://127.0.0.1:" + std::to_string(port_) + "/" + mode; }
    Result<std::string> fetch_from(const std::string& mode) { return fetch(manifest_, {at(mode), {}, {}}); }
    /// Ranges that were asked of a file, in order ("-": none).
    std::vector<std::string> asked(const std::string& path) const {
        std::vector<std::string> ranges;
        std::ifstream log(folder_ / "log");
        for (std::string where, range; log >> where >> range;)
            if (where == path) ranges.push_back(range);
        return ranges;
    }
    std::string work(const std::string& file) const { return (folder_ / "home/saddlepoint/datasets/.tiny-digits" / file).string(); }
    void expect_whole() {
        DataConfig config;
        config.set = "tiny-digits";
        const auto source = open_data(config, "");
        ASSERT_TRUE(source.ok()) << to_string(source.error());
        EXPECT_EQ((*source)->size(train::Split::Train), 1300);
        EXPECT_EQ((*source)->size(train::Split::Validation), 60);
        EXPECT_FALSE(fs::exists(work(""))) << "the workplace is cleared";
    }
    fs::path folder_;
    Manifest manifest_;
    pid_t server_ = 0;
    int port_ = 0;
};

constexpr const char* kLarge = "train-images-idx3-ubyte";   // 83,216 bytes; the server breaks off after 40,000

TEST_F(Fetch, TheSetIsWholeCheckedAndFoundByName) {
    std::vector<FetchProgress> told;
    const auto folder = fetch(manifest_, {at("good"), [&](const FetchProgress& p) { told.push_back(p); }, {}});
    ASSERT_TRUE(folder.ok()) << to_string(folder.error());
    EXPECT_EQ(*folder, folder_of("tiny-digits"));
    expect_whole();
    ASSERT_FALSE(told.empty());
    EXPECT_EQ(told.back().bytes, manifest_.bytes());
    EXPECT_TRUE(std::is_sorted(told.begin(), told.end(), [](const FetchProgress& a, const FetchProgress& b) { return a.bytes < b.bytes; }));
    const std::string note = read_file(*folder + "/README.md").value();
    EXPECT_NE(note.find("Licence: CC0"), std::string::npos);
    ASSERT_TRUE(fetch_from("missing").ok()) << "what is there and sound is not fetched again";
}

TEST_F(Fetch, AConnectionThatBreaksInTheMiddleIsContinuedWhereItBroke) {
    const auto folder = fetch_from("broken");
    ASSERT_TRUE(folder.ok()) << to_string(folder.error());
    expect_whole();
    EXPECT_EQ(asked(std::string("/broken/") + kLarge), (std::vector<std::string>{"-", "bytes=40000-", "bytes=80000-"}));
}

TEST_F(Fetch, ALaterFetchContinuesAnEarlierOne) {
    const auto dead = fetch_from("dead");
    ASSERT_FALSE(dead.ok());
    EXPECT_EQ(exit_code(dead.error().kind), 7);
    EXPECT_NE(dead.error().message.find("40000 of 83216 bytes"), std::string::npos) << dead.error().message;
    EXPECT_FALSE(fs::exists(folder_of("tiny-digits"))) << "half a set must not be found by a loader";
    EXPECT_EQ(fs::file_size(work(std::string(kLarge) + ".part")), 40000u);
    ASSERT_TRUE(fetch_from("good").ok());
    expect_whole();
    EXPECT_EQ(asked(std::string("/good/") + kLarge), (std::vector<std::string>{"bytes=40000-"}));
}

TEST_F(Fetch, AServerWithoutRangesIsReadFromTheStartAgain) {
    const auto folder = fetch_from("rangeless");
    ASSERT_TRUE(folder.ok()) << to_string(folder.error());
    expect_whole();
    EXPECT_EQ(asked(std::string("/rangeless/") + kLarge).size(), 2u);
}

TEST_F(Fetch, ABusyServerIsAskedAgain) {
    const auto folder = fetch_from("busy");
    ASSERT_TRUE(folder.ok()) << to_string(folder.error());
    expect_whole();
}

TEST_F(Fetch, WrongContentIsNamedAndThrownAway) {
    const auto wrong = fetch_from("wrong");
    ASSERT_FALSE(wrong.ok());
    EXPECT_EQ(exit_code(wrong.error().kind), 7);
    EXPECT_NE(wrong.error().message.find("has the SHA-256"), std::string::npos) << wrong.error().message;
    EXPECT_NE(wrong.error().message.find(manifest_.files[0].sha256), std::string::npos) << wrong.error().message;
    EXPECT_FALSE(fs::exists(work(std::string(kLarge) + ".part")));
    const auto large = fetch_from("large");
    ASSERT_FALSE(large.ok());
    EXPECT_NE(large.error().message.find("larger than the 83216 bytes"), std::string::npos) << large.error().message;
    ASSERT_TRUE(fetch_from("good").ok());
    expect_whole();
}

TEST_F(Fetch, TheNextAddressIsTriedAndAllFailuresAreTold) {
    manifest_.addresses = {at("missing"), at("good")};
    ASSERT_TRUE(fetch(manifest_, {}).ok());
    expect_whole();
    fs::remove_all(folder_of("tiny-digits"));
    manifest_.addresses = {at("missing"), "http://127.0.0.1:1"};
    const auto none = fetch(manifest_, {});
    ASSERT_FALSE(none.ok());
    EXPECT_EQ(exit_code(none.error().kind), 7);
    EXPECT_NE(none.error().message.find("404"), std::string::npos) << none.error().message;
    EXPECT_NE(none.error().message.find("127.0.0.1:1/"), std::string::npos) << none.error().message;
    EXPECT_NE(none.error().hint.find("--from"), std::string::npos);
}

TEST_F(Fetch, TheUsersOwnAddressComesFromTheSettings) {
    manifest_.addresses = {at("missing")};
    ASSERT_TRUE(write_file(config_folder() + "/data-sources.json", "{\"tiny-digits\": \"" + at("good") + "\"}").ok());
    ASSERT_TRUE(fetch(manifest_, {}).ok());
    expect_whole();
    ASSERT_TRUE(write_file(config_folder() + "/data-sources.json", "{\"tiny-digits\": 5}").ok());
    EXPECT_EQ(exit_code(fetch(manifest_, {}).error().kind), 3);
    EXPECT_EQ(exit_code(fetch(manifest_, {"ftp://somewhere", {}, {}}).error().kind), 2);
}

TEST_F(Fetch, CancellingKeepsThePart) {
    Cancellation cancellation;
    const auto stopped = fetch(manifest_, {at("slow"), [&](const FetchProgress& p) { if (p.bytes > 8000) cancellation.cancel(); }, cancellation});
    ASSERT_FALSE(stopped.ok());
    EXPECT_EQ(stopped.error().kind, ErrorKind::Interrupted);
    EXPECT_GT(fs::file_size(work(std::string(kLarge) + ".part")), 8000u);
    ASSERT_TRUE(fetch_from("good").ok());
    expect_whole();
}

TEST_F(Fetch, TwoAtOnceDoNotMixTheirBytes) {
    std::thread first([&] { EXPECT_TRUE(fetch_from("slow").ok()); });
    while (!fs::exists(work(std::string(kLarge) + ".part"))) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    const auto second = fetch_from("good");
    ASSERT_FALSE(second.ok());
    EXPECT_NE(second.error().message.find("another program"), std::string::npos);
    first.join();
    expect_whole();
}

TEST(Manifests, ThoseOfTheProgramAreSound) {
    ASSERT_NE(find_manifest("mnist"), nullptr);
    EXPECT_EQ(find_manifest("mnist")->bytes(), 9912422 + 28881 + 1648877 + 4542);
    ASSERT_NE(find_manifest("fashion-mnist"), nullptr);
    for (const Manifest& m : manifests()) {
        EXPECT_FALSE(m.licence.empty()) << m.name;
        EXPECT_FALSE(m.addresses.empty()) << m.name;
    }
    EXPECT_FALSE(read_manifest("[]", "x").ok());
    EXPECT_FALSE(read_manifest(R"({"name": "../up", "title": "", "description": "", "licence": "", "authors": "", "homepage": "", "addresses": [], "files": [{"name": "a", "bytes": 1, "sha256": ""}]})", "x").ok());
    const auto lacking = read_manifest(R"({"name": "x"})", "my.json");
    ASSERT_FALSE(lacking.ok());
    EXPECT_NE(lacking.error().message.find("title"), std::string::npos) << lacking.error().message;
}

}  // namespace
}  // namespace saddle::datasets

// Damaged stores: whatever page is hit, what is not on it is saved unchanged, and what is missing is said.
#include "engine/store/repair.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "engine/core/file.h"
#include "engine/store/experiment_store.h"
#include "engine/store/run_file.h"
#include "engine/store/run_lock.h"

namespace saddle::store {
namespace {

namespace fs = std::filesystem;
constexpr int kRuns = 40;
constexpr int64_t kPage = 4096;

class Repair : public testing::Test {
protected:
    void SetUp() override {
        folder_ = fs::temp_directory_path() / ("saddle-repair-" + std::to_string(getpid()));
        fs::remove_all(folder_);
        fs::create_directories(folder_);
        path_ = (folder_ / "runs.sqlite").string();
        const auto store = ExperimentStore::open(path_).value();
        for (int i = 0; i < kRuns; ++i) {
            RunRow run;
            run.id = "run" + std::to_string(100 + i);
            run.name = "project " + std::to_string(i);
            run.status = "finished";
            run.project_json = "{\"saddlepoint\": 1, \"text\": \"" + std::string(3000, char('a' + i % 26)) + "\"}";
            run.seed = uint64_t(i);
            run.best = {{"val_loss", i * 0.5}};
            ASSERT_TRUE(store->begin_run(run).ok());
            std::vector<MetricRow> rows;
            for (uint64_t step = 1; step <= 5000; ++step) rows.push_back({"train_loss", step, double(step) / (i + 1), 0.5});
            ASSERT_TRUE(store->add_metrics(run.id, rows).ok());
            ASSERT_TRUE(store->set_kernels(run.id, {{"conv", "conv/forward", "conv1", "forward", 1, 1.5, 10, 20, 3, 4, 50, "memory"}}).ok());
        }
    }
    void TearDown() override { fs::remove_all(folder_); }

    fs::path folder_;
    std::string path_;
};

TEST_F(Repair, SavesEverythingButWhatIsOnTheDamagedPage) {
    const std::string whole = read_file(path_).value();
    const int64_t pages = int64_t(whole.size()) / kPage;
    ASSERT_GT(pages, 300);
    int damaged = 0, leading = 0;
    for (int64_t page = 1; page < pages; page += 1 + pages / 40) {
        fs::remove_all(folder_);
        fs::create_directories(folder_);
        std::string broken = whole;
        std::fill_n(broken.begin() + page * kPage, kPage, char(0xa5));
        std::ofstream(path_, std::ios::binary) << broken;
        const Result<Repaired> done = repair(path_);
        ASSERT_TRUE(done.ok()) << to_string(done.error());
        EXPECT_EQ(read_file(done->damaged).value().size(), whole.size()) << "the damaged file is kept";
        const auto store = ExperimentStore::open(path_).value();
        EXPECT_TRUE(store->damages().value().empty()) << "page " << page;
        const auto runs = store->runs().value();
        EXPECT_EQ(runs.size(), size_t(done->runs));
        EXPECT_EQ(runs.size(), size_t(kRuns)) << "page " << page << ": a run is named in several places";
        int64_t points = 0;
        for (const RunRow& listed : runs) {
            const RunRow run = store->run(listed.id).value();
            const int i = std::stoi(run.id.substr(3)) - 100;
            EXPECT_TRUE(run.name.empty() || run.name == "project " + std::to_string(i)) << run.name;
            EXPECT_TRUE(run.best.empty() || run.best.at("val_loss") == i * 0.5);
            EXPECT_TRUE(run.project_json.empty() || run.project_json.size() == 3030) << run.project_json.size();
            const auto curves = store->curves(run.id).value();
            for (const Curve& curve : curves)
                for (size_t at = 0; at < curve.steps.size(); ++at, ++points) ASSERT_EQ(curve.values[at], double(curve.steps[at]) / (i + 1));
        }
        EXPECT_EQ(points, done->points);
        leading += points < kRuns * 5000 - 2 * 5000;   // a page that leads to others takes them with it
        EXPECT_TRUE(points == kRuns * 5000 || !done->lost.empty());
        damaged += !done->lost.empty();
    }
    EXPECT_GT(damaged, 20);
    EXPECT_LE(leading, 2);
}

TEST_F(Repair, OfALostStoreRunsComeBackByTheirFiles) {
    RunRow run;
    run.id = "run200";
    run.name = "LeNet-5 数字";
    run.seed = 18446744073709551615ull;
    run.project_json = "{\"train\": {\"seed\": 1}}";
    run.data_hash = "abc";
    fs::create_directories(run_folder(path_, run.id) + "checkpoints");
    ASSERT_TRUE(write_run_file(path_, run).ok());
    const std::string file = run_folder(path_, run.id) + "checkpoints/step-0000000042.safetensors";
    ASSERT_TRUE(write_file(file, "weights").ok());
    ASSERT_TRUE(write_file(path_, std::string(9000, 'x')).ok());
    const Result<Repaired> done = repair(path_);
    ASSERT_TRUE(done.ok()) << to_string(done.error());
    EXPECT_EQ(done->runs, 1);
    EXPECT_FALSE(done->lost.empty());
    const auto store = ExperimentStore::open(path_).value();
    const RunRow back = store->run("last").value();
    EXPECT_EQ(back.name, run.name);
    EXPECT_EQ(back.seed, run.seed);
    EXPECT_EQ(back.project_json, run.project_json);
    EXPECT_EQ(back.status, "interrupted");
    const auto checkpoints = store->checkpoints(run.id).value();
    ASSERT_EQ(checkpoints.size(), 1u);
    EXPECT_EQ(checkpoints[0].step, 42u);
    EXPECT_EQ(checkpoints[0].hash, sha256("weights"));
}

TEST_F(Repair, AWholeStoreLosesNothingAndOneInUseIsLeftAlone) {
    {
        const auto lock = RunLock::acquire(path_, "run100");
        const std::string before = read_file(path_).value();
        EXPECT_FALSE(repair(path_).ok());
        EXPECT_EQ(read_file(path_).value(), before);
    }
    const Result<Repaired> done = repair(path_);
    ASSERT_TRUE(done.ok());
    EXPECT_TRUE(done->lost.empty()) << done->lost.front();
    EXPECT_EQ(done->points, kRuns * 5000);
    EXPECT_EQ(ExperimentStore::open(path_).value()->kernels("run139").value().size(), 1u);
}

}  // namespace
}  // namespace saddle::store

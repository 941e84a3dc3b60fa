#pragma once
// Whole runs through the api in a folder of their own, on the bundled data.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "datasets/open.h"
#include "engine/api/checkpoint.h"
#include "engine/api/run.h"
#include "engine/store/experiment_store.h"

namespace saddle {

struct Losses : RunObserver {
    std::vector<double> loss;
    std::vector<StepReport> reports;
    RunEnd end;
    std::optional<EpochReport> last_epoch;
    RunControl* stop_at = nullptr;
    uint64_t stop_step = 0;
    void step(const StepReport& r) override {
        loss.push_back(r.loss);
        reports.push_back(r);
        if (stop_at && r.step == stop_step) stop_at->interrupt();
    }
    void epoch(const EpochReport& e) override { last_epoch = e; }
    void ended(const RunEnd& e) override { end = e; }
};

/// A store and generated data of the test's own.
class RunTest : public testing::Test {
protected:
    void SetUp() override {
        folder_ = std::filesystem::temp_directory_path() / ("saddle-train-" + std::to_string(getpid()));
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directories(folder_);
        setenv("XDG_DATA_HOME", (std::filesystem::temp_directory_path() / "saddle-test-data").c_str(), 1);  // generated once for all tests
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    TrainRequest request(const std::string& project = "vision/lenet5") {
        TrainRequest r;
        r.project = load_project(std::string(SADDLE_SOURCE_DIR "/projects/") + project + ".json").value();
        r.open_data = datasets::open_data;
        r.store_path = (folder_ / "runs.sqlite").string();
        return r;
    }
    /// The run's last one.
    store::CheckpointRow checkpoint(const std::string& run) {
        auto store = store::ExperimentStore::open((folder_ / "runs.sqlite").string()).value();
        return store->checkpoints(run).value().back();
    }
    std::filesystem::path folder_;
};

}  // namespace saddle

// Points of curves: whatever is added in whatever order and batches, and said again after a kill, reads back as a map would.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <random>

#include "engine/store/experiment_store.h"

namespace saddle::store {
namespace {

namespace fs = std::filesystem;

class Curves : public testing::Test {
protected:
    void SetUp() override {
        folder_ = fs::temp_directory_path() / ("saddle-curves-" + std::to_string(getpid()));
        fs::remove_all(folder_);
        fs::create_directories(folder_);
        store_ = ExperimentStore::open(path()).value();
        RunRow run;
        for (const char* id : {"a", "b"}) {
            run.id = id;
            ASSERT_TRUE(store_->begin_run(run).ok());
        }
    }
    void TearDown() override { fs::remove_all(folder_); }
    std::string path() const { return (folder_ / "runs.sqlite").string(); }
    int64_t count(const std::string& sql) {
        sqlite3* db = nullptr;
        int64_t number = -1;
        sqlite3_open(path().c_str(), &db);
        sqlite3_exec(db, sql.c_str(), [](void* out, int, char** columns, char**) {
            *static_cast<int64_t*>(out) = std::atoll(columns[0]);
            return 0;
        }, &number, nullptr);
        sqlite3_close(db);
        return number;
    }
    fs::path folder_;
    std::unique_ptr<ExperimentStore> store_;
};

TEST_F(Curves, AnyBatchesReadBackAsTheLastValueOfEachStep) {
    std::mt19937 random(1);
    std::map<std::string, std::map<uint64_t, std::pair<double, double>>> model;
    std::map<std::string, uint64_t> at;
    for (int batch = 0; batch < 60; ++batch) {
        std::vector<MetricRow> rows;
        for (const char* name : {"lr", "train_loss", "train_loss:x"}) {
            uint64_t& next = at[name];
            if (random() % 7 == 0) next -= std::min<uint64_t>(next, random() % 6000);   // continued from an earlier checkpoint
            for (size_t left = random() % (batch % 10 == 0 ? 9000 : 300); left > 0; --left) {
                const double value = random() % 50 == 0 ? NAN : random() % 50 == 0 ? INFINITY : double(random()) / 3;
                rows.push_back({name, next, value, double(batch)});
                model[name][next] = {value, double(batch)};
                next += 1 + random() % 2;
            }
        }
        std::shuffle(rows.begin(), rows.end(), random);
        ASSERT_TRUE(store_->add_metrics("a", rows).ok());
    }
    ASSERT_TRUE(store_->add_metrics("b", {{"lr", 1, 1, 1}}).ok());
    EXPECT_GT(count("SELECT count(*) FROM block"), 5);
    EXPECT_EQ(count("SELECT count(*) FROM point JOIN block USING(series) WHERE step <= last"), 0) << "rows lie after blocks";
    for (const bool again : {false, true}) {
        if (again) store_ = ExperimentStore::open(path()).value();
        const auto curves = store_->curves("a").value();
        ASSERT_EQ(curves.size(), 3u);
        for (const Curve& curve : curves) {
            const auto& wanted = model.at(curve.name);
            ASSERT_EQ(curve.steps.size(), wanted.size()) << curve.name;
            size_t i = 0;
            for (const auto& [step, point] : wanted) {
                ASSERT_EQ(curve.steps[i], step);
                ASSERT_TRUE(curve.values[i] == point.first || (std::isnan(curve.values[i]) && std::isnan(point.first)));
                ASSERT_EQ(curve.seconds[i++], point.second);
            }
        }
    }
    EXPECT_EQ(store_->curves("a", "train_loss:").value().size(), 1u);
    EXPECT_EQ(store_->curves("a", "train").value().size(), 2u);
    EXPECT_EQ(store_->metrics("b").value().size(), 1u);
}

TEST_F(Curves, GoWithTheirRunAndBelongToOne) {
    std::vector<MetricRow> rows;
    for (uint64_t step = 0; step < 10000; ++step) rows.push_back({"loss", step, 1, 0});
    ASSERT_TRUE(store_->add_metrics("a", rows).ok());
    EXPECT_EQ(count("SELECT count(*) FROM block"), 2);
    EXPECT_EQ(count("SELECT count(*) FROM point"), 10000 - 2 * 4096);
    ASSERT_TRUE(store_->remove_run("a").ok());
    EXPECT_EQ(count("SELECT count(*) FROM block") + count("SELECT count(*) FROM point") + count("SELECT count(*) FROM series"), 0);
    EXPECT_FALSE(store_->add_metrics("nobody", rows).ok());
    EXPECT_EQ(count("SELECT count(*) FROM series"), 0) << "a transaction that fails leaves nothing";
}

TEST_F(Curves, ADamagedBlockIsAnError) {
    std::vector<MetricRow> rows;
    for (uint64_t step = 0; step < 5000; ++step) rows.push_back({"loss", step, 1, 0});
    ASSERT_TRUE(store_->add_metrics("a", rows).ok());
    EXPECT_TRUE(store_->damages().value().empty());
    for (const char* bits : {"x'010203'", "CAST(substr(data, 1, 50000) || x'5a' || substr(data, 50002) AS BLOB)", "''"}) {
        ASSERT_TRUE(store_->add_metrics("b", rows).ok());
        count(std::string("UPDATE block SET data = ") + bits + " WHERE series = (SELECT id FROM series WHERE run = 'b')");
        const auto curves = store_->curves("b");
        ASSERT_FALSE(curves.ok());
        EXPECT_NE(curves.error().message.find("damaged"), std::string::npos);
        EXPECT_EQ(store_->damages().value().size(), 1u);
        EXPECT_TRUE(store_->curves("a").ok());
        count("DELETE FROM block WHERE series = (SELECT id FROM series WHERE run = 'b')");
    }
}

}  // namespace
}  // namespace saddle::store

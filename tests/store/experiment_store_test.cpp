// Rows in, the same rows out; older files, other connections, and programs that ended before their runs.
#include "engine/store/experiment_store.h"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/wait.h>

#include <cmath>
#include <filesystem>
#include <limits>
#include <thread>

#include "engine/core/file.h"
#include "engine/store/run_lock.h"

namespace saddle::store {
namespace {

namespace fs = std::filesystem;

class Store : public testing::Test {
protected:
    void SetUp() override {
        folder_ = fs::temp_directory_path() / ("saddle-store-" + std::to_string(getpid()));
        fs::remove_all(folder_);
        fs::create_directories(folder_);
        path_ = (folder_ / "runs.sqlite").string();
    }
    void TearDown() override { fs::remove_all(folder_); }
    std::unique_ptr<ExperimentStore> open() {
        auto store = ExperimentStore::open(path_);
        EXPECT_TRUE(store.ok()) << to_string(store.error());
        return std::move(*store);
    }
    void execute(const std::string& sql) {
        sqlite3* db = nullptr;
        ASSERT_EQ(sqlite3_open(path_.c_str(), &db), SQLITE_OK);
        EXPECT_EQ(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(db);
        sqlite3_close(db);
    }
    /// The tables as SQL, in the order of their names.
    std::string schema() {
        sqlite3* db = nullptr;
        std::string text;
        sqlite3_open(path_.c_str(), &db);
        sqlite3_exec(db, "SELECT sql FROM sqlite_master WHERE sql NOT NULL ORDER BY name", [](void* out, int, char** columns, char**) {
            *static_cast<std::string*>(out) += std::string(columns[0]) + "\n";
            return 0;
        }, &text, nullptr);
        sqlite3_close(db);
        return text;
    }
    RunRow row(const std::string& id) {
        RunRow r;
        r.id = id;
        r.name = "LeNet-5 \"quoted\" ' 数字";
        r.status = "finished";
        r.project_json = "{}";
        r.seed = 18446744073709551615ull;
        r.data_hash = "abc";
        r.seconds = 1.25;
        r.steps = 7;
        r.best = {{"val_loss", 0.5}, {"diverged", std::numeric_limits<double>::infinity()}};
        return r;
    }
    fs::path folder_;
    std::string path_;
};

TEST_F(Store, RowsComeBackAsTheyWere) {
    const auto store = open();
    const RunRow r = row("20260101-000000-0001");
    ASSERT_TRUE(store->begin_run(r).ok());
    const std::vector<MetricRow> metrics{{"loss", 1, 2.5, 0.1}, {"loss", 2, NAN, 0.2}, {"loss", 3, -INFINITY, 0.3}};
    ASSERT_TRUE(store->add_metrics(r.id, metrics).ok());
    ASSERT_TRUE(store->add_checkpoint(r.id, {3, "/a", "h", 12, "now", {{"val_loss", 0.25}}}).ok());
    ASSERT_TRUE(store->set_kernels(r.id, {{"conv", "conv/forward", "conv1", "forward", 2, 1.5, 10, 20, 3, 4, 50, "memory"}}).ok());

    const RunRow back = store->run("2026").value();
    EXPECT_EQ(back.name, r.name);
    EXPECT_EQ(back.seed, r.seed);
    EXPECT_EQ(back.best, r.best);
    const auto curve = store->metrics(r.id).value();
    ASSERT_EQ(curve.size(), 3u);
    EXPECT_EQ(curve[0].value, 2.5);
    EXPECT_TRUE(std::isnan(curve[1].value));
    EXPECT_EQ(curve[2].value, -INFINITY);
    EXPECT_EQ(store->checkpoints(r.id).value().at(0).metrics.at("val_loss"), 0.25);
    EXPECT_EQ(store->kernels(r.id).value().at(0).bound, "memory");
    ASSERT_TRUE(store->remove_run(r.id).ok());
    EXPECT_TRUE(store->runs().value().empty());
    EXPECT_TRUE(store->metrics(r.id).value().empty());
}

TEST_F(Store, RunsAreFoundByAUniqueBeginningOrAsTheLast) {
    const auto store = open();
    for (const char* id : {"20260101-000000-0001", "20260102-000000-0001", "20260102-000000-0002"}) ASSERT_TRUE(store->begin_run(row(id)).ok());
    EXPECT_EQ(store->run("last")->id, "20260102-000000-0002");
    EXPECT_EQ(store->run("20260101")->id, "20260101-000000-0001");
    EXPECT_NE(to_string(store->run("20260102").error()).find("20260102-000000-0001, 20260102-000000-0002"), std::string::npos);
    EXPECT_EQ(store->run("x").error().kind, ErrorKind::Invalid);
    EXPECT_EQ(store->runs()->front().id, "20260102-000000-0002") << "newest first";
}

// tests/store/version_<n>.sql is a dump of a store of version n with one run in it; a new version adds one.
TEST_F(Store, EveryOlderVersionIsBroughtUpToDate) {
    (void)open();
    const std::string fresh = schema();
    int versions = 0;
    for (; fs::exists(fs::path(SADDLE_SOURCE_DIR) / "tests/store" / ("version_" + std::to_string(versions + 1) + ".sql")); ++versions) {
        fs::remove_all(folder_);
        fs::create_directories(folder_);
        execute(read_file(SADDLE_SOURCE_DIR "/tests/store/version_" + std::to_string(versions + 1) + ".sql").value());
        const auto store = open();
        EXPECT_EQ(schema(), fresh);
        const RunRow run = store->run("last").value();
        EXPECT_EQ(run.best.at("val_accuracy"), 0.975);
        EXPECT_NE(run.project_json.find("\"saddlepoint\": 1"), std::string::npos);
        EXPECT_NE(run.settings_json.find("\"batch_size\":64"), std::string::npos) << run.settings_json;
        EXPECT_EQ(run.parameters, 61706);
        const auto metrics = store->metrics(run.id).value();
        ASSERT_EQ(metrics.size(), 2u);
        EXPECT_EQ(metrics[0].value, 2.31);
        EXPECT_TRUE(std::isnan(metrics[1].value));
        EXPECT_EQ(store->kernels(run.id).value().at(0).node, "conv1");
        EXPECT_EQ(store->checkpoints(run.id).value().at(0).metrics.at("val_accuracy"), 0.975);
        EXPECT_EQ(store->peaks("llvmpipe", "Mesa 22.3.6").value()->gflops, 60);
        EXPECT_TRUE(store->damages().value().empty());
        RunRow next = row("20250101-000000-0001");
        ASSERT_TRUE(store->begin_run(next).ok());
        EXPECT_EQ(store->run("last")->id, next.id) << "runs that were there keep their order";
    }
    EXPECT_EQ(versions, 3) << "the version of a fresh store has its dump too";
}

TEST_F(Store, AClockThatWentBackDoesNotChangeTheOrderOfRuns) {
    const auto store = open();
    for (const char* id : {"20260301-000000-0001", "20240101-000000-0001", "20260201-000000-0001"}) ASSERT_TRUE(store->begin_run(row(id)).ok());
    EXPECT_EQ(store->run("last")->id, "20260201-000000-0001");
    const auto runs = store->runs().value();
    EXPECT_EQ(runs[1].id, "20240101-000000-0001");
    EXPECT_TRUE(store->has_run("20240101-000000-0001").value());
    EXPECT_FALSE(store->has_run("20240101").value());
    EXPECT_FALSE(store->begin_run(row("20240101-000000-0001")).ok()) << "an id is given once";
}

TEST_F(Store, TagsNotesLineageAndTrash) {
    const auto store = open();
    RunRow a = row("a1"), b = row("a2");
    b.forked_from = "a1";
    b.forked_step = 20;
    b.tags = {"cnn"};
    ASSERT_TRUE(store->begin_run(a).ok() && store->begin_run(b).ok());
    ASSERT_TRUE(store->set_tag("a1", "rnn", true).ok() && store->set_tag("a1", "rnn", true).ok() && store->set_tag("a2", "cnn", false).ok());
    ASSERT_TRUE(store->set_note("a1", "数字 'quoted'").ok());
    ASSERT_TRUE(store->add_resumption("a1", {7, "now"}).ok());
    a.status = "stopped";
    ASSERT_TRUE(store->update_run(a).ok()) << "of another program that does not know the note";
    EXPECT_EQ(store->run("a1")->note, "数字 'quoted'");
    EXPECT_EQ(store->run("a1")->tags, std::set<std::string>{"rnn"});
    EXPECT_TRUE(store->run("a2")->tags.empty());
    EXPECT_EQ(store->run("a2")->forked_step, 20u);
    EXPECT_EQ(store->resumptions("a1").value().at(0).step, 7u);

    ASSERT_TRUE(store->set_removed("a2", "2026-01-01T00:00:00Z").ok());
    EXPECT_EQ(store->runs()->size(), 1u);
    EXPECT_EQ(store->run("a")->id, "a1") << "one in the trash does not make a beginning ambiguous";
    EXPECT_EQ(store->run("last")->id, "a1");
    EXPECT_FALSE(store->run("a2").ok());
    EXPECT_EQ(store->trashed("last")->removed, "2026-01-01T00:00:00Z");
    ASSERT_TRUE(store->set_removed("a2", "").ok());
    EXPECT_TRUE(store->trash()->empty());
    EXPECT_TRUE(store->run("a2").ok());
}

TEST_F(Store, NewerAndDamagedFilesAreRefusedAndLeftAlone) {
    execute("PRAGMA user_version = 99");
    const auto newer = ExperimentStore::open(path_);
    ASSERT_FALSE(newer.ok());
    EXPECT_EQ(newer.error().kind, ErrorKind::Incompatible);
    EXPECT_NE(newer.error().message.find("store version 99"), std::string::npos);
    execute("PRAGMA user_version = -3");
    EXPECT_FALSE(ExperimentStore::open(path_).ok());
    ASSERT_TRUE(write_file(path_, std::string(5000, 'x')).ok());
    const auto damaged = ExperimentStore::open(path_);
    ASSERT_FALSE(damaged.ok());
    EXPECT_EQ(damaged.error().kind, ErrorKind::Io);
    EXPECT_NE(to_string(damaged.error()).find("damaged"), std::string::npos);
    EXPECT_EQ(read_file(path_).value(), std::string(5000, 'x'));
}

TEST_F(Store, RunsWhoseProgramEndedGetANamedState) {
    RunRow broken = row("20260101-000000-0001"), living = row("20260101-000000-0002");
    broken.status = living.status = "running";
    broken.steps = living.steps = 0;
    {
        const auto store = open();
        ASSERT_TRUE(store->begin_run(broken).ok());
        ASSERT_TRUE(store->begin_run(living).ok());
        ASSERT_TRUE(store->add_metrics(broken.id, {{"train_loss", 41, 1, 0}}).ok());
    }
    const auto lock = RunLock::acquire(path_, living.id);
    ASSERT_TRUE(lock.ok());
    const auto store = open();
    EXPECT_EQ(store->run(living.id)->status, "running");
    EXPECT_EQ(store->run(broken.id)->status, "interrupted");
    EXPECT_EQ(store->run(broken.id)->steps, 41u);
    EXPECT_NE(store->run(broken.id)->message.find("ended before"), std::string::npos);
}

TEST_F(Store, ARunHasOneTrainerAtATime) {
    {
        const auto lock = RunLock::acquire(path_, "run");
        ASSERT_TRUE(lock.ok());
        EXPECT_TRUE(RunLock::held(path_, "run"));
        const auto second = RunLock::acquire(path_, "run");
        ASSERT_FALSE(second.ok());
        EXPECT_NE(second.error().message.find("another program"), std::string::npos);
    }
    EXPECT_FALSE(RunLock::held(path_, "run"));
    EXPECT_TRUE(RunLock::acquire(path_, "run").ok());
}

TEST_F(Store, TwoWritersAndAReaderNeverSeeALock) {
    const auto write = [&](const std::string& id) {
        const auto store = open();
        ASSERT_TRUE(store->begin_run(row(id)).ok());
        for (uint64_t step = 0; step < 60; ++step) {
            const Status status = store->add_metrics(id, {{"loss", step, 1, 0}, {"lr", step, 1, 0}});
            ASSERT_TRUE(status.ok()) << to_string(status.error());
        }
    };
    (void)open();
    std::thread a(write, "a"), b(write, "b");
    for (int i = 0; i < 50; ++i) EXPECT_TRUE(open()->runs().ok());
    a.join();
    b.join();
    EXPECT_EQ(open()->metrics("a").value().size(), 120u);
    EXPECT_EQ(open()->metrics("b").value().size(), 120u);
}

TEST_F(Store, ManyProgramsMayOpenANewStoreAtOnce) {
    for (int round = 0; round < 5; ++round) {
        fs::remove_all(folder_);
        fs::create_directories(folder_);
        std::vector<pid_t> children;
        for (int i = 0; i < 6; ++i) {
            const pid_t child = fork();
            if (child == 0) {
                const auto store = ExperimentStore::open(path_);
                if (!store.ok()) std::fprintf(stderr, "%s\n", to_string(store.error()).c_str());
                const bool done = store.ok() && (*store)->begin_run(row("run" + std::to_string(i))).ok();
                _exit(done ? 0 : 1);
            }
            children.push_back(child);
        }
        for (const pid_t child : children) {
            int status = -1;
            waitpid(child, &status, 0);
            EXPECT_EQ(status, 0);
        }
        EXPECT_EQ(open()->runs()->size(), children.size());
    }
}

}  // namespace
}  // namespace saddle::store

// A store with many runs, some of them long: how fast rows go in, and how fast lists, filters and curves come out. With a folder,
// `fill` makes it and `read` measures; figures are JSON on standard output. tests/proof/store.py runs both.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <iterator>

#include "engine/api/runs.h"
#include "engine/core/file.h"

using namespace saddle;
using Clock = std::chrono::steady_clock;

namespace {

constexpr int kRuns = 10000, kLong = 10, kSteps = 250000;   // of four curves each
const char* const kCurves[] = {"lr", "train_accuracy", "train_loss", "train_loss:aux"};

double ms_since(Clock::time_point begin) { return std::chrono::duration<double, std::milli>(Clock::now() - begin).count(); }

std::string id_of(int run) {
    char id[32];
    std::snprintf(id, sizeof id, "20260101-%06d-0000", run);
    return id;
}

/// Rows as a run's writer gives them: of all curves, step by step, in batches of a quarter of a second.
Status add_long(store::ExperimentStore& store, const std::string& run, int batch) {
    std::vector<store::MetricRow> rows;
    for (int step = 1; step <= kSteps; ++step) {
        for (const char* curve : kCurves) rows.push_back({curve, uint64_t(step), 1.0 / step + std::sin(step), step * 0.001});
        if (int(rows.size()) < batch && step < kSteps) continue;
        TRY_STATUS(store.add_metrics(run, rows));
        rows.clear();
    }
    return {};
}

Status fill(const std::string& path) {
    TRY(const std::string project, read_file("projects/vision/lenet5.json"));
    TRY(const auto store, store::ExperimentStore::open(path));
    for (int i = 0; i < kRuns; ++i) {
        store::RunRow run;
        run.id = id_of(i);
        run.name = i % 3 ? "LeNet-5" : "MLP";
        run.status = i % 50 ? "finished" : "diverged";
        run.project_json = project;
        run.seed = uint64_t(i);
        run.data_name = "MNIST";
        run.device = "llvmpipe (LLVM 15.0.6, 256 bits)";
        run.started = "2026-01-01T00:00:00Z";
        run.steps = 938;
        run.best = {{"train_loss", 1.0 / (1 + i % 100)}, {"val_loss", 1.5 / (1 + i % 100)}, {"val_accuracy", 1 - 0.5 / (1 + i % 100)}, {"test_loss", 0.1}, {"test_accuracy", 0.9}};
        if (i % 10 == 0) run.tags = {"cnn"};
        TRY_STATUS(store->begin_run(run));
        TRY_STATUS(store->add_metrics(run.id, {{"epoch_train_loss", 938, 0.1, 1}, {"val_loss", 938, 0.1, 1}}));
    }
    double slowest = 0, total = 0;
    for (int i = 0; i < kLong; ++i) {
        const auto begin = Clock::now();
        TRY_STATUS(add_long(*store, id_of(i), i % 2 ? 1000 : 20000));
        slowest = std::max(slowest, ms_since(begin));
        total += ms_since(begin);
    }
    const double rows = double(kSteps) * std::size(kCurves);
    std::printf("{\"rows_per_s\": %.0f, \"slowest_rows_per_s\": %.0f}\n", rows * kLong / total * 1e3, rows / slowest * 1e3);
    return {};
}

/// Each with a connection of its own, as the desktop's jobs have.
Status read(const std::string& path) {
    const auto median = [](auto work) -> Result<double> {
        std::vector<double> times;
        for (int i = 0; i < 7; ++i) {
            const auto begin = Clock::now();
            TRY_STATUS(work(i));
            times.push_back(ms_since(begin));
        }
        std::sort(times.begin(), times.end());
        return times[times.size() / 2];
    };
    size_t listed = 0, found = 0, points = 0;
    TRY(const double list, median([&](int) -> Status {
            TRY(const auto store, store::ExperimentStore::open(path));
            TRY(const auto runs, store->runs());
            listed = runs.size();
            return {};
        }));
    TRY(const auto store, store::ExperimentStore::open(path));
    TRY(const auto runs, store->runs());
    TRY(const double filter, median([&](int) -> Status {
            TRY(const store::RunFilter wanted, store::parse_filter("loss<0.1 and tag:cnn and lr<0.5 or diverged"));
            found = size_t(std::count_if(runs.begin(), runs.end(), wanted));
            return {};
        }));
    TRY(const double curves, median([&](int i) -> Status {
            TRY(const auto own, store::ExperimentStore::open(path));
            TRY(const auto all, own->curves(id_of(i)));
            points = 0;
            for (const store::Curve& curve : all) points += curve.steps.size();
            return {};
        }));
    std::printf("{\"list_ms\": %.1f, \"runs\": %zu, \"filter_ms\": %.1f, \"found\": %zu, \"curves_ms\": %.1f, \"points\": %zu}\n", list, listed, filter, found, curves, points);
    return {};
}

/// Writes rows until it is killed, and says after each batch that it is stored.
Status write(const std::string& path, const std::string& run) {
    TRY(const auto store, store::ExperimentStore::open(path));
    store::RunRow row;
    row.id = run;
    TRY_STATUS(store->begin_run(row));
    for (uint64_t step = 1;; step += 50) {
        std::vector<store::MetricRow> rows;
        for (uint64_t i = step; i < step + 50; ++i) rows.push_back({"train_loss", i, double(i) * 0.5, double(i)});
        TRY_STATUS(store->add_metrics(run, rows));
        std::printf("%llu\n", (unsigned long long)(step + 49));
        std::fflush(stdout);
    }
}

}  // namespace

int main(int argc, char** argv) {
    const std::string what = argc > 2 ? argv[1] : "", path = argc > 2 ? argv[2] : "";
    const Status status = what == "fill" ? fill(path) : what == "read" ? read(path) : what == "write" && argc > 3 ? write(path, argv[3])
                          : Status(Error{ErrorKind::Usage, "usage: bench_store fill|read STORE, bench_store write STORE RUN", "", {}});
    if (!status.ok()) std::fprintf(stderr, "%s\n", to_string(status.error()).c_str());
    return status.ok() ? 0 : exit_code(status.error().kind);
}

#include "app/bridge/time_travel.h"

#include <algorithm>

#include "app/bridge/stored_views.h"

namespace saddle::app {
namespace {
constexpr int kAgainMs = 500;
}

TimeTravel::TimeTravel(EngineClient& engine, QObject* parent) : QObject(parent), engine_(engine) {
    again_.setSingleShot(true);
    again_.setInterval(kAgainMs);
    connect(&again_, &QTimer::timeout, this, &TimeTravel::read);
    const auto begin = [this] {
        points_.clear();
        observed_.clear();
        best_.reset();
        newest_ = 0;
        show({});
        Q_EMIT pointsChanged();
        Q_EMIT changed();
        read();
    };
    connect(&engine_, &EngineClient::started, this, begin);
    connect(&engine_, &EngineClient::runShown, this, begin);
    connect(&engine_, &EngineClient::ended, this, &TimeTravel::read);
    connect(&engine_, &EngineClient::pathChanged, this, [this] {
        if (engine_.paused()) read();
        else if (!again_.isActive()) again_.start();
    });
    connect(&engine_, &EngineClient::stateChanged, this, [this] {
        if (!possible()) show({});   // a run that goes on has the views
        if (engine_.paused()) read();
        Q_EMIT changed();
    });
    connect(&engine_, &EngineClient::historyChanged, this, [this](const std::shared_ptr<const HistorySnapshot>& history) {
        if (uint64_t(history->now_step) == newest_) return;
        newest_ = uint64_t(history->now_step);
        Q_EMIT changed();
    });
}

bool TimeTravel::possible() const { return newest_ > 0 && !points_.empty() && points_.front().step < newest_ && (!engine_.training() || engine_.paused()); }

const api::Snapshot* TimeTravel::point() const {
    if (!step_) return nullptr;
    const auto after = std::find_if(points_.begin(), points_.end(), [&](const api::Snapshot& each) { return each.step > *step_; });
    return after == points_.begin() ? nullptr : &*(after - 1);
}

void TimeTravel::go(uint64_t step) {
    if (!possible()) return;
    step = std::max(step, points_.front().step);
    show(step >= newest_ ? std::nullopt : std::optional(step));
}

void TimeTravel::backToNow() { show({}); }

void TimeTravel::goToPoint(int direction) {
    const uint64_t here = step_.value_or(newest_);
    const auto reached = std::partition_point(points_.begin(), points_.end(), [&](const api::Snapshot& each) { return direction < 0 ? each.step < here : each.step <= here; });
    if (direction < 0 && reached != points_.begin()) go((reached - 1)->step);
    if (direction > 0) go(reached == points_.end() ? newest_ : reached->step);
}

void TimeTravel::show(std::optional<uint64_t> step) {
    if (step == step_) return;
    step_ = step;
    showPoint();
    Q_EMIT moved();
}

void TimeTravel::showPoint() {
    const api::Snapshot* now = point();
    observation_ = now ? std::make_shared<const train::Observation>(last_observation(observed_, step_)) : nullptr;
    engine_.showStep(now ? std::optional(now->step) : std::nullopt);
}

void TimeTravel::read() {
    struct Path {
        std::vector<api::Snapshot> points;
        std::vector<store::MetricRow> observed;
    };
    const QString run = engine_.currentRun();
    const bool still = !engine_.training() || engine_.paused();   // else no earlier step can be shown
    const auto load = [still, store_path = engine_.storePath().toStdString(), id = run.toStdString()]() -> Result<Path> {
        Path path;
        TRY(const auto store, store::ExperimentStore::open(store_path));
        TRY(path.points, api::run_path(*store, store_path, id));
        if (!still) return path;
        for (const char* kind : kObservedKinds) {
            TRY(const std::vector<store::MetricRow> rows, store->metrics(id, kind));
            path.observed.insert(path.observed.end(), rows.begin(), rows.end());
        }
        return path;
    };
    engine_.post("path", this, load, [this, run](Result<Path> path) {
        if (run != engine_.currentRun()) return;
        if (!path.ok()) return Q_EMIT failed(path.error());
        points_ = std::move(path->points);
        observed_ = std::move(path->observed);
        const auto best = api::best_of(points_);
        best_ = best == points_.end() ? std::nullopt : std::optional(best->step);
        showPoint();   // the one that was shown may have been thinned out
        Q_EMIT pointsChanged();
        Q_EMIT changed();
    });
}

}  // namespace saddle::app

#pragma once
// Where in the current run the views are: at its newest step or, while the run is paused or has ended, at an earlier one. Curves are known
// of every step, weights of the points that the run has kept.
#include <QObject>
#include <QTimer>

#include "app/bridge/engine_client.h"
#include "engine/api/run_path.h"

namespace saddle::app {

class TimeTravel : public QObject {
    Q_OBJECT
public:
    TimeTravel(EngineClient& engine, QObject* parent);

    /// Whether there is an earlier point to go to, and nothing trains.
    bool possible() const;
    uint64_t newest() const { return newest_; }                     ///< step of the run so far
    const std::vector<api::Snapshot>& points() const { return points_; }   ///< kept ones, oldest first
    bool best(const api::Snapshot& point) const { return point.step == best_; }   ///< the checkpoint with the lowest loss
    std::optional<uint64_t> step() const { return step_; }          ///< unset: the newest
    /// The newest kept point at or before the step: whose weights are seen. Null: at the newest step.
    const api::Snapshot* point() const;
    /// What the run had observed of its nodes by then; null: at the newest step.
    std::shared_ptr<const train::Observation> observation() const { return observation_; }

    void go(uint64_t step);
    void backToNow();
    /// To the kept point before or after.
    void goToPoint(int direction);

Q_SIGNALS:
    void moved();      ///< step() is another
    void failed(const saddle::Error& error);   ///< the points could not be read
    void pointsChanged();
    void changed();    ///< the newest step, or whether it is possible

private:
    void read();
    void show(std::optional<uint64_t> step);
    void showPoint();
    EngineClient& engine_;
    QTimer again_;                       ///< points of a run in progress are read now and then
    std::vector<api::Snapshot> points_;
    std::vector<store::MetricRow> observed_;
    uint64_t newest_ = 0;
    std::optional<uint64_t> best_;
    std::optional<uint64_t> step_;
    std::shared_ptr<const train::Observation> observation_;
};

}  // namespace saddle::app

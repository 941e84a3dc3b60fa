#pragma once
// The curves of a run as they grow. A snapshot is immutable for its readers; making the next one costs only the points
// that are new: the buffer that nobody reads any more is brought up to date and published in turn.
#include <memory>
#include <vector>

#include "engine/api/run.h"
#include "engine/api/runs.h"
#include "engine/api/views.h"

namespace saddle::app {

class History {
public:
    /// Begins the curves of `run` anew; `steps_per_epoch` 0: not known.
    void reset(const std::string& run, double steps_per_epoch = 0);
    /// Wall time of the points that are added from now on, in seconds since the run began.
    void setSeconds(double seconds) { seconds_ = seconds; }
    void add(const StepReport& report);
    void add(const EpochReport& report);
    void add(RunMark mark);
    /// The curves of a stored run; replaces what is there.
    void load(const std::string& run, const std::vector<store::Curve>& curves);
    /// All points so far. Amortised cost: the points added since the last two snapshots.
    std::shared_ptr<const HistorySnapshot> snapshot();
    bool changed() const { return changed_; }   ///< since the last snapshot

private:
    enum Curve { TrainLoss, TrainAccuracy, LearningRate, ValidationLoss, ValidationAccuracy, TestLoss, TestAccuracy, kCurves };
    void add(Curve curve, double step, double value);
    std::shared_ptr<HistorySnapshot> empty() const;

    std::string run_;
    std::vector<std::shared_ptr<HistorySnapshot>> buffers_;   ///< the newest is last; the others are older prefixes of it
    struct Point { double step, value, seconds; };
    std::vector<Point> pending_[kCurves];                     ///< that the newest does not have yet
    std::vector<RunMark> marks_;
    double now_ = 0, seconds_ = 0, steps_per_epoch_ = 0;
    bool changed_ = false;
};

/// The snapshot, and the curves of other stored runs beside it.
std::shared_ptr<const HistorySnapshot> beside(std::shared_ptr<const HistorySnapshot> snapshot, const std::vector<std::pair<std::string, std::vector<store::Curve>>>& others);

}  // namespace saddle::app

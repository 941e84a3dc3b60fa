#include "app/bridge/history.h"

#include <algorithm>

namespace saddle::app {
namespace {

struct CurveText { const char *name, *stored; bool per_step; };
constexpr CurveText kTexts[] = {
    {"train loss", "train_loss", true},          {"train accuracy", "train_accuracy", true},        {"learning rate", "lr", true},
    {"validation loss", "val_loss", false},      {"validation accuracy", "val_accuracy", false},
    {"test loss", "test_loss", false},           {"test accuracy", "test_accuracy", false},
};

/// Appends to `to` the points of `from` that it lacks; `to` is a prefix of `from`.
void catch_up(std::vector<double>& to, const std::vector<double>& from) { to.insert(to.end(), from.begin() + long(to.size()), from.end()); }

}  // namespace

std::shared_ptr<HistorySnapshot> History::empty() const {
    auto snapshot = std::make_shared<HistorySnapshot>();
    for (const CurveText& text : kTexts) snapshot->series.push_back({text.name, run_, "", text.per_step, {}, {}, {}, steps_per_epoch_});
    return snapshot;
}

void History::reset(const std::string& run, double steps_per_epoch) {
    run_ = run;
    steps_per_epoch_ = steps_per_epoch;
    seconds_ = 0;
    for (auto& points : pending_) points.clear();
    buffers_.clear();
    marks_.clear();
    now_ = 0;
    changed_ = true;
}

void History::add(Curve curve, double step, double value) {
    pending_[curve].push_back({step, value, seconds_});
    now_ = std::max(now_, step);
    changed_ = true;
}

void History::add(const StepReport& report) {
    add(TrainLoss, double(report.step), report.loss);
    add(LearningRate, double(report.step), report.lr);
    if (report.accuracy) add(TrainAccuracy, double(report.step), *report.accuracy);
}

void History::add(const EpochReport& report) {
    const std::pair<Curve, std::optional<double>> values[] = {{ValidationLoss, report.val_loss}, {ValidationAccuracy, report.val_accuracy},
                                                              {TestLoss, report.test_loss}, {TestAccuracy, report.test_accuracy}};
    for (const auto& [curve, value] : values)
        if (value) add(curve, double(report.step), *value);
}

void History::add(RunMark mark) {
    marks_.push_back(std::move(mark));
    changed_ = true;
}

void History::load(const std::string& run, const std::vector<store::Curve>& curves) {
    reset(run);
    for (const store::Curve& stored : curves)
        for (int curve = 0; curve < kCurves; ++curve) {
            if (stored.name != kTexts[curve].stored) continue;
            for (size_t i = 0; i < stored.steps.size(); ++i) {
                setSeconds(stored.seconds[i]);
                add(Curve(curve), double(stored.steps[i]), stored.values[i]);
            }
        }
}

std::shared_ptr<const HistorySnapshot> beside(std::shared_ptr<const HistorySnapshot> snapshot, const std::vector<std::pair<std::string, std::vector<store::Curve>>>& others) {
    if (others.empty()) return snapshot;
    auto all = std::make_shared<HistorySnapshot>(*snapshot);
    for (const auto& [run, curves] : others)
        for (const store::Curve& curve : curves)
            for (const CurveText& text : kTexts)
                if (curve.name == text.stored) all->series.push_back({text.name, run, "", text.per_step, {curve.steps.begin(), curve.steps.end()}, curve.values, curve.seconds, 0});
    return all;
}

std::shared_ptr<const HistorySnapshot> History::snapshot() {
    if (!changed_ && !buffers_.empty()) return buffers_.back();
    // A buffer that only we hold is not being read: it becomes the next snapshot. Others are forgotten, not waited for.
    std::shared_ptr<HistorySnapshot> next;
    const std::shared_ptr<HistorySnapshot> newest = buffers_.empty() ? nullptr : buffers_.back();
    if (newest) buffers_.pop_back();
    for (auto& buffer : buffers_)
        if (buffer.use_count() == 1) next = std::move(buffer);
    buffers_.clear();
    if (!next) next = empty();
    for (size_t curve = 0; curve < kCurves; ++curve) {
        Series& series = next->series[curve];
        if (newest) {
            catch_up(series.step, newest->series[curve].step);
            catch_up(series.value, newest->series[curve].value);
            catch_up(series.seconds, newest->series[curve].seconds);
        }
        for (const Point& point : pending_[curve]) {
            series.step.push_back(point.step);
            series.value.push_back(point.value);
            series.seconds.push_back(point.seconds);
        }
        pending_[curve].clear();
    }
    next->marks = marks_;
    next->now_step = now_;
    if (newest) buffers_.push_back(newest);
    buffers_.push_back(next);
    changed_ = false;
    return next;
}

}  // namespace saddle::app

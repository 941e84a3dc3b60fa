// Curves of a run: CSV, and TensorBoard's event files.
#include <algorithm>
#include <cmath>

#include "engine/api/curves_csv.h"
#include "engine/api/run_content.h"
#include "engine/api/run_row.h"
#include "engine/core/csv.h"
#include "engine/exchange/event_file.h"

namespace saddle::api {
namespace {

size_t points_of(const std::vector<store::Curve>& curves) {
    size_t points = 0;
    for (const store::Curve& curve : curves) points += curve.steps.size();
    return points;
}

std::string said(const std::vector<store::Curve>& curves) { return counted(curves.size(), "curve") + " with " + counted(points_of(curves), "point"); }

/// Seconds since 1970 of the points of a run, each part of it from when it was begun or resumed.
class WallClock {
public:
    WallClock(const store::RunRow& run, const std::vector<store::ResumptionRow>& resumptions, const std::vector<store::Curve>& curves) {
        parts_.push_back({0, seconds_of_utc(run.started), 0, 0});
        for (const store::ResumptionRow& each : resumptions) {
            while (parts_.size() > 1 && parts_.back().after >= each.step) parts_.pop_back();   // what came after was done again
            parts_.push_back({each.step, seconds_of_utc(each.at), INFINITY, -INFINITY});
        }
        for (const store::Curve& curve : curves)
            for (size_t i = 0; i < curve.steps.size(); ++i) {
                Part& part = parts_[part_of(curve.steps[i])];
                part.first_seconds = std::min(part.first_seconds, curve.seconds[i]);
                part.last_seconds = std::max(part.last_seconds, curve.seconds[i]);
            }
        for (size_t i = 1; i < parts_.size(); ++i)   // begins are known to a second
            if (const Part& before = parts_[i - 1]; before.last_seconds >= before.first_seconds) parts_[i].begun = std::max(parts_[i].begun, before.begun + before.last_seconds - before.first_seconds);
    }
    double at(uint64_t step, double seconds) const {
        const Part& part = parts_[part_of(step)];
        return part.begun + seconds - part.first_seconds;
    }

private:
    struct Part { uint64_t after; double begun, first_seconds, last_seconds; };
    size_t part_of(uint64_t step) const {
        size_t part = parts_.size() - 1;
        while (part > 0 && step <= parts_[part].after) --part;
        return part;
    }
    std::vector<Part> parts_;
};

}  // namespace

std::string curves_csv(const std::vector<store::Curve>& curves) {
    std::string text = "name,step,value,seconds\n";
    for (const store::Curve& curve : curves)
        for (size_t i = 0; i < curve.steps.size(); ++i)
            text += csv_cell(curve.name) + "," + std::to_string(curve.steps[i]) + "," + csv_cell(curve.values[i]) + "," + csv_cell(curve.seconds[i]) + "\n";
    return text;
}

Result<RunContent> run_csv(const ExportedRun& run) {
    TRY(const auto curves, run.store.curves(run.row.id));
    return RunContent{curves_csv(curves), said(curves)};
}

Result<RunContent> run_events(const ExportedRun& run) {
    TRY(auto curves, run.store.curves(run.row.id));
    TRY(const auto resumptions, run.store.resumptions(run.row.id));
    if (curves.empty()) return invalid("run " + run.row.id + " (" + run.row.status + ") has measured nothing", "train it for a step at least");
    for (store::Curve& curve : curves) std::replace(curve.name.begin(), curve.name.end(), ':', '/');   // TensorBoard's groups
    const WallClock clock(run.row, resumptions, curves);
    std::vector<exchange::ScalarEvent> events;
    events.reserve(points_of(curves));
    for (const store::Curve& curve : curves)
        for (size_t i = 0; i < curve.steps.size(); ++i) events.push_back({curve.name, curve.steps[i], curve.values[i], clock.at(curve.steps[i], curve.seconds[i])});
    std::stable_sort(events.begin(), events.end(), [](const auto& a, const auto& b) { return a.step < b.step; });
    return RunContent{exchange::event_file(seconds_of_utc(run.row.started), events), said(curves)};
}

}  // namespace saddle::api

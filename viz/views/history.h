#pragma once
// The series of a history as curves need them: sorted by metric, placed on the chosen axis, with pyramid and overlay. A
// snapshot that continues the last one costs only its new points.
#include <memory>
#include <string>
#include <vector>

#include "engine/api/views.h"
#include "viz/plot/samples.h"
#include "viz/plot/smooth.h"

namespace saddle::viz {

enum class HistoryAxis { Step, Epoch, Time };

/// "validation loss", "val_loss" -> {"loss", "validation"}; "lr" -> {"learning rate", ""}.
struct MetricName { std::string metric, split; };
MetricName metric_name(const std::string& series);

/// A stretch of a run under one name. Addresses stay while the run goes on.
class HistoryLine {
public:
    explicit HistoryLine(const Series& series);
    /// Whether this is the series that `series` continues (same run and name).
    bool is(const Series& series) const { return run == series.run && name == series.name; }
    void set(const Series& series, HistoryAxis axis);
    /// Brings the overlay up to date by at most `budget` points; false: more is to come.
    bool smooth(double weight, size_t& budget);

    plot::Samples raw() const;               ///< empty where the axis is not known for this series
    plot::Samples smoothed() const { return smoothed_.samples(raw()); }
    double step(size_t point) const { return series_->step[point]; }
    double epoch(size_t point) const;        ///< NaN: not known
    /// x on the axis of the point nearest to `step`; NaN: no point.
    double x_at_step(double step) const;

    std::string run, name;
    MetricName metric;
    bool per_step = true, shown = true;

private:
    bool continues(const Series& series) const;

    const Series* series_ = nullptr;         // in the snapshot that History keeps
    HistoryAxis axis_ = HistoryAxis::Step;
    std::vector<double> epochs_;             // x on the epoch axis
    std::vector<size_t> falls_;              // on the axis
    std::vector<size_t> step_falls_, gaps_;  // in steps: a run that waited is not one that lacks something
    size_t checked_ = 0;                     // points whose x was looked at
    std::vector<std::pair<double, double>> witnesses_;   // points at fixed places of the last snapshot
    plot::MinMaxPyramid pyramid_;
    plot::Smoothed smoothed_;
};

class History {
public:
    void set(std::shared_ptr<const HistorySnapshot> snapshot);
    void set_axis(HistoryAxis axis);
    HistoryAxis axis() const { return axis_; }
    bool offers(HistoryAxis axis) const;

    bool empty() const { return metrics_.empty(); }
    const HistorySnapshot* snapshot() const { return snapshot_.get(); }
    /// Metrics that have points: loss and accuracy first, then in the order of the snapshot.
    const std::vector<std::string>& metrics() const { return metrics_; }
    /// Runs in the order of the snapshot.
    const std::vector<std::string>& runs() const { return runs_; }
    std::vector<std::unique_ptr<HistoryLine>>& lines() { return lines_; }
    const std::vector<std::unique_ptr<HistoryLine>>& lines() const { return lines_; }

private:
    std::shared_ptr<const HistorySnapshot> snapshot_;
    HistoryAxis axis_ = HistoryAxis::Step;
    std::vector<std::unique_ptr<HistoryLine>> lines_;
    std::vector<std::string> metrics_, runs_;
};

}  // namespace saddle::viz

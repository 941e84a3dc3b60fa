#include "viz/views/history.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace saddle::viz {
namespace {

constexpr size_t kWitnesses = 16;
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

std::string spaced(std::string name) {
    std::replace(name.begin(), name.end(), '_', ' ');
    return name;
}

}  // namespace

MetricName metric_name(const std::string& series) {
    static constexpr std::pair<const char*, const char*> kSplits[] = {
        {"train ", "train"}, {"training ", "train"}, {"validation ", "validation"}, {"valid ", "validation"}, {"val ", "validation"}, {"test ", "test"}};
    static constexpr std::pair<const char*, const char*> kMetrics[] = {{"lr", "learning rate"}, {"grad norm", "gradient norm"}};
    MetricName made{spaced(series), ""};
    for (const auto& [head, split] : kSplits)
        if (made.metric.starts_with(head)) {
            made = {made.metric.substr(std::string(head).size()), split};
            break;
        }
    for (const auto& [brief, full] : kMetrics)
        if (made.metric == brief) made.metric = full;
    return made;
}

HistoryLine::HistoryLine(const Series& series) : run(series.run), name(series.name), metric(metric_name(series.name)), per_step(series.per_step) {}

// New points may only follow: then a few old ones at fixed places are what they were.
bool HistoryLine::continues(const Series& series) const {
    const size_t had = pyramid_.size();
    if (series.step.size() < had) return false;
    for (size_t i = 0; i < witnesses_.size(); ++i) {
        const size_t at = had ? (had - 1) * i / (kWitnesses - 1) : 0;
        if (!same(witnesses_[i].first, series.step[at]) || !same(witnesses_[i].second, series.value[at])) return false;
    }
    return true;
}

void HistoryLine::set(const Series& series, HistoryAxis axis) {
    const bool grown = continues(series);
    if (!grown) {
        pyramid_.clear();
        smoothed_.clear();
        step_falls_.clear();
        gaps_.clear();
    }
    if (!grown || axis != axis_) {
        falls_.clear();
        epochs_.clear();
        checked_ = 0;
    }
    plot::append_falls(series.step, pyramid_.size(), step_falls_);
    if (per_step) plot::append_gaps(series.step, pyramid_.size(), plot::usual_gap(series.step), gaps_);
    series_ = &series;
    axis_ = axis;
    pyramid_.extend(series.value);
    if (axis == HistoryAxis::Epoch && series.steps_per_epoch > 0)
        for (size_t i = epochs_.size(); i < series.step.size(); ++i) epochs_.push_back(series.step[i] / series.steps_per_epoch);
    const std::span<const double> x = raw().x;
    plot::append_falls(x, checked_, falls_);
    checked_ = x.size();
    witnesses_.clear();
    for (size_t i = 0; i < kWitnesses && pyramid_.size() > 0; ++i) {
        const size_t at = (pyramid_.size() - 1) * i / (kWitnesses - 1);
        witnesses_.push_back({series.step[at], series.value[at]});
    }
}

plot::Samples HistoryLine::raw() const {
    std::span<const double> x = series_->step;
    if (axis_ == HistoryAxis::Epoch) x = epochs_;
    if (axis_ == HistoryAxis::Time) x = series_->seconds;
    if (x.size() != series_->step.size()) return {};
    return {x, series_->value, &pyramid_, falls_, gaps_};
}

bool HistoryLine::smooth(double weight, size_t& budget) { return smoothed_.extend(raw(), weight, budget); }

double HistoryLine::epoch(size_t point) const { return series_->steps_per_epoch > 0 ? step(point) / series_->steps_per_epoch : kNaN; }

double HistoryLine::x_at_step(double at) const {
    const plot::Samples placed = raw();
    const size_t point = plot::nearest({series_->step, series_->value, &pyramid_, step_falls_, gaps_}, at);
    return point < placed.size() ? placed.x[point] : kNaN;
}

void History::set(std::shared_ptr<const HistorySnapshot> snapshot) {
    std::vector<std::unique_ptr<HistoryLine>> before = std::move(lines_);
    lines_.clear();
    metrics_.clear();
    runs_.clear();
    static const HistorySnapshot kNothing;
    for (const Series& series : snapshot ? snapshot->series : kNothing.series) {
        if (series.step.empty()) continue;
        const auto known = std::find_if(before.begin(), before.end(), [&](const auto& line) { return line && line->is(series); });
        lines_.push_back(known != before.end() ? std::move(*known) : std::make_unique<HistoryLine>(series));
        lines_.back()->set(series, axis_);
        const std::string& metric = lines_.back()->metric.metric;
        if (std::find(metrics_.begin(), metrics_.end(), metric) == metrics_.end()) metrics_.push_back(metric);
        if (std::find(runs_.begin(), runs_.end(), series.run) == runs_.end()) runs_.push_back(series.run);
    }
    const auto rank = [](const std::string& metric) { return metric == "loss" ? 0 : metric == "accuracy" ? 1 : 2; };
    std::stable_sort(metrics_.begin(), metrics_.end(), [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
    snapshot_ = std::move(snapshot);   // the one before is let go only now
}

void History::set_axis(HistoryAxis axis) {
    if (axis == axis_) return;
    axis_ = axis;
    if (snapshot_) set(snapshot_);
}

bool History::offers(HistoryAxis axis) const {
    if (axis == HistoryAxis::Step || !snapshot_) return axis == HistoryAxis::Step;
    return std::any_of(snapshot_->series.begin(), snapshot_->series.end(), [&](const Series& s) {
        return !s.step.empty() && (axis == HistoryAxis::Epoch ? s.steps_per_epoch > 0 : s.seconds.size() == s.step.size());
    });
}

}  // namespace saddle::viz

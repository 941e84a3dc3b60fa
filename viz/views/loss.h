#pragma once
// Curves of runs: loss, accuracy, learning rate and whatever else a run records, while it trains and afterwards.
#include <algorithm>

#include "viz/plot/curve.h"
#include "viz/plot/legend.h"
#include "viz/plot/navigator.h"
#include "viz/views/controls.h"
#include "viz/views/history.h"
#include "viz/views/sharing.h"

namespace saddle::viz {

class LossView final : public View {
public:
    const char* id() const override { return "loss"; }
    bool draw(const Context& context) override;

    void set(std::shared_ptr<const HistorySnapshot> snapshot);
    /// Where "Save as CSV" and "Save as SVG" of the menu go; without it they are not offered.
    SaveText save;
    SavePicture save_picture;

    // What the controls show and change; also for hosts that remember or script a view.
    const std::string& metric() const { return metric_; }
    void show_metric(const std::string& metric);
    double smoothing() const { return smoothing_; }          ///< weight of the moving average, 0: off
    void set_smoothing(double weight) { smoothing_ = std::clamp(weight, 0.0, 0.999); }
    bool log_y() const;
    void set_log_y(bool log);
    HistoryAxis axis() const { return history_.axis(); }
    void set_axis(HistoryAxis axis);
    /// Shows or hides a series of the metric.
    void toggle(const std::string& run, const std::string& series);

    /// All points of the metric that is shown.
    std::string csv(const Context& context);
    /// The plot as it is seen, without what follows the pointer.
    std::string svg(const Context& context, float width, float height);
    const plot::Frame& frame() const { return frame_; }      ///< of the last drawing

private:
    void controls(const Context& context, const plot::Rect& rect);
    void menu(const Context& context);
    void compose(const Context& context);
    plot::Frame make_frame(const plot::Canvas& canvas, const plot::Rect& rect, const Context& context) const;
    void paint(plot::Canvas& canvas, const plot::Frame& frame, const Context& context);
    void paint_marks(plot::Canvas& canvas, const plot::Frame& frame, const Context& context) const;
    void hover(plot::Canvas& canvas, const Context& context, const plot::Pointer& pointer);
    double mark_x(const RunMark& mark) const;
    std::string x_title(const Context& context) const;
    std::string x_text(double x) const;

    History history_;
    std::string metric_ = "loss";
    double smoothing_ = 0.9;
    std::vector<std::pair<std::string, bool>> log_;      // by metric, where it is not the usual
    plot::Navigator navigator_;
    plot::CurvePainter painter_;
    plot::Frame frame_;
    SharedHover<double> shared_{&Link::hovered_step, -1};

    // Made for each frame of the series of metric_; same order.
    std::vector<HistoryLine*> lines_;
    std::vector<plot::Curve> curves_;
    std::vector<plot::Entry> legend_;
};

}  // namespace saddle::viz

#pragma once
// Parallel coordinates: an axis for each setting that runs differ in and each value they reached, a line for each run in the colour
// and dash that it has in the loss view. The run under the pointer stands out.
#include <QWidget>
#include <optional>
#include <vector>

namespace saddle::app {

class ParallelAxes : public QWidget {
    Q_OBJECT
public:
    struct Axis {
        QString name;
        std::vector<QString> texts;                   ///< by run
        std::vector<std::optional<double>> numbers;   ///< by run; empty: the axis has words, in the order of their first runs
    };

    explicit ParallelAxes(QWidget* parent = nullptr);
    void setRuns(QStringList runs, std::vector<Axis> axes);
    /// Where a run stands on an axis, from 0 (below) to 1; nothing: it has no such value.
    std::optional<double> place(int axis, int run) const;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    struct Scale {
        std::vector<std::optional<double>> places;    ///< by run
        QString low, high;
    };
    static Scale scaled(const Axis& axis);
    double x(int axis) const;
    double y(double place) const;
    int runAt(const QPointF& at) const;               ///< -1: none is near
    QStringList runs_;
    std::vector<Axis> axes_;
    std::vector<Scale> scales_;
    int hovered_ = -1;
};

}  // namespace saddle::app

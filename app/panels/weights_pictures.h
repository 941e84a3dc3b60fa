#pragma once
// A parameter drawn: its histogram (as training begins an outline, now filled) and the filters of a convolution as tiles.
#include <QWidget>

#include "app/panels/weights_summary.h"

namespace saddle::app {

class WeightHistogram : public QWidget {
    Q_OBJECT
public:
    explicit WeightHistogram(QWidget* parent = nullptr);
    void setSummary(const WeightsSummary& summary);
    QSize sizeHint() const override { return {200, 72}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    WeightsSummary summary_;
};

/// Filters down, channels across; a filter of three channels is one tile in their colours. Zero is the middle of the map.
class FilterPictures : public QWidget {
    Q_OBJECT
public:
    explicit FilterPictures(QWidget* parent = nullptr);
    void setSummary(const WeightsSummary& summary);
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override { return {200, heightForWidth(200)}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Grid { int columns = 0, rows = 0, tile_width = 0, tile_height = 0; };
    Grid grid(int width) const;
    int tiles() const;
    const std::vector<float>& planes() const { return summary_.current.planes.empty() ? summary_.initial.planes : summary_.current.planes; }
    WeightsSummary summary_;
};

}  // namespace saddle::app

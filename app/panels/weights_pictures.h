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
    /// What a tooltip says of a bin, with the count as %1, in place of "As training begins (outline)" and "Now (filled)".
    void setWords(const QString& initial, const QString& current);
    QSize sizeHint() const override { return {200, 72}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    WeightsSummary summary_;
    QString initial_words_, current_words_;
};

/// Filters down, channels across; a filter of three channels is one tile in their colours. Zero is the middle of the map.
class FilterPictures : public QWidget {
    Q_OBJECT
public:
    explicit FilterPictures(QWidget* parent = nullptr);
    void setSummary(const WeightsSummary& summary);
    void setWord(const QString& word) { word_ = word; }   ///< of a tile in a tooltip, with its number as %1, in place of "Filter"
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
    QString word_;
};

}  // namespace saddle::app

#pragma once
// Samples that are drawn rather than shown: series as curves, recordings as waveform above spectrogram, graphs.
#include <QWidget>

#include "app/bridge/data_preview.h"

namespace saddle::app {

class DataDrawings : public QWidget {
    Q_OBJECT
public:
    explicit DataDrawings(QWidget* parent = nullptr);
    void setSamples(std::vector<DataSample> samples, std::vector<std::string> class_names);
    QSize sizeHint() const override;
    /// Whether it can draw a sample; else it is a picture or a text.
    static bool draws(const DataSample& sample) { return !sample.curves.empty() || !sample.wave.empty() || !sample.graph.places.empty(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    QRect place(size_t index) const;
    QString name(const DataSample& sample) const;
    void paintCurves(QPainter& painter, const DataSample& sample, const QRect& box) const;
    void paintRecording(QPainter& painter, const DataSample& sample, const QRect& box) const;
    void paintGraph(QPainter& painter, const DataSample& sample, const QRect& box) const;
    std::vector<DataSample> samples_;
    std::vector<std::string> class_names_;
};

}  // namespace saddle::app

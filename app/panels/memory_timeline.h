#pragma once
// Activations alive along a training step, one column a kernel call, the peak marked.
#include <QWidget>

#include "engine/api/flight.h"

namespace saddle::app {

class MemoryTimeline : public QWidget {
    Q_OBJECT
public:
    explicit MemoryTimeline(QWidget* parent = nullptr);
    void setForecast(analysis::MemoryForecast forecast);
    QSize sizeHint() const override { return {200, 56}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    analysis::MemoryForecast forecast_;
};

}  // namespace saddle::app

#pragma once
// Rate, step time, busy share and memory of the run, in the tool bar: a small label over a measured value.
#include <QWidget>

#include "app/bridge/engine_client.h"

class QLabel;

namespace saddle::app {

class Trainer;

class MetricDisplay : public QWidget {
    Q_OBJECT
public:
    explicit MetricDisplay(Trainer& trainer, QWidget* parent = nullptr);
    /// Of the chosen device; 0: not known.
    void setHeapBytes(uint64_t bytes);

private:
    QLabel* metric(const char* name, const char* help, int width);
    void showValues();
    Trainer& trainer_;
    uint64_t heap_bytes_ = 0;
    QLabel *rate_, *step_, *busy_, *memory_;
};

}  // namespace saddle::app

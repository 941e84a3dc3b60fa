#include "app/shell/metric_display.h"

#include <QHBoxLayout>
#include <QLabel>

#include "app/shell/language.h"
#include "app/shell/number_text.h"
#include "app/shell/theme/theme.h"
#include "app/shell/trainer.h"

namespace saddle::app {

MetricDisplay::MetricDisplay(Trainer& trainer, QWidget* parent) : QWidget(parent), trainer_(trainer) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(4, 0, 4, 0);
    row->setSpacing(18);
    rate_ = metric(QT_TR_NOOP("samples / s"), QT_TR_NOOP("Samples trained on per second"), 66);
    step_ = metric(QT_TR_NOOP("step time"), QT_TR_NOOP("Wall time of one optimizer step"), 62);
    busy_ = metric(QT_TR_NOOP("device busy"), QT_TR_NOOP("Share of a step in which a kernel runs, from timestamps"), 56);
    memory_ = metric(QT_TR_NOOP("memory"), QT_TR_NOOP("Device memory of parameters, gradients, state and activations"), 104);
    connect(&trainer_, &Trainer::progressed, this, &MetricDisplay::showValues);
    connect(&trainer_, &Trainer::profileChanged, this, &MetricDisplay::showValues);
    connect(&trainer_, &Trainer::stateChanged, this, &MetricDisplay::showValues);
    showValues();
}

QLabel* MetricDisplay::metric(const char* name, const char* help, int width) {
    auto* cell = new QWidget(this);
    auto* column = new QVBoxLayout(cell);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addStretch(1);
    auto* title = new QLabel;
    title->setProperty("look", "micro");
    auto* value = new QLabel;
    value->setMinimumWidth(width);
    column->addWidget(title);
    column->addWidget(value);
    column->addStretch(1);
    layout()->addWidget(cell);
    translated(cell, [=] {
        title->setText(tr(name));
        value->setFont(lookFont("small", 400, true));
        value->setAccessibleName(tr(name));
        cell->setToolTip(tr(help));
    });
    return value;
}

void MetricDisplay::setHeapBytes(uint64_t bytes) {
    heap_bytes_ = bytes;
    showValues();
}

void MetricDisplay::showValues() {
    const bool running = trainer_.state() == Trainer::State::Training || trainer_.state() == Trainer::State::Paused;
    const StepReport& last = trainer_.last();
    const auto profile = trainer_.profile();
    rate_->setText(running && last.samples_per_s > 0 ? numberText(last.samples_per_s) : kUnknown);
    step_->setText(running && last.step_ms > 0 ? numberText(last.step_ms, 3) + " ms" : kUnknown);
    const double measured = profile ? profile->sum_of_kernels_ms + profile->gap_ms : 0;
    busy_->setText(measured > 0 ? percentText(profile->sum_of_kernels_ms / measured, 0) : kUnknown);
    QString memory = profile && profile->arena_bytes > 0 ? siText(double(profile->arena_bytes + profile->parameter_bytes), "B") : kUnknown;
    if (heap_bytes_ > 0) memory += " / " + siText(double(heap_bytes_), "B");
    memory_->setText(memory);
}

}  // namespace saddle::app

#include "app/panels/flight_panel.h"

#include <QPushButton>
#include <QScrollArea>
#include <QStackedLayout>
#include <algorithm>

#include "app/bridge/kept_data.h"
#include "app/document/training_fixes.h"
#include "app/panels/empty_state.h"
#include "app/panels/fact_table.h"
#include "app/panels/fields/note_strip.h"
#include "app/panels/kernel_rows.h"
#include "app/panels/memory_timeline.h"
#include "app/panels/section.h"
#include "app/shell/engine_text.h"
#include "app/shell/language.h"
#include "app/shell/number_text.h"
#include "app/shell/theme/theme.h"
#include "app/shell/trainer.h"
#include "engine/api/devices.h"

namespace saddle::app {
namespace {

constexpr int kSettleMs = 250;

QString bytes(int64_t count) { return siText(double(count), "B"); }

}  // namespace

FlightPanel::FlightPanel(EngineClient& engine, Trainer& trainer, QWidget* parent)
    : QWidget(parent), engine_(engine), trainer_(trainer), check_(std::make_shared<api::FlightCheck>(keptData(), engine.storePath().toStdString())), scroll_(new QScrollArea),
      empty_(new EmptyState("ok")), verdict_(new NoteStrip), advice_(new Section), time_(new Section), memory_(new Section), kernels_(new Section), data_(new Section), time_table_(new FactTable),
      memory_table_(new FactTable), data_table_(new FactTable), measure_(new QPushButton), timeline_(new MemoryTimeline), kernel_rows_(new KernelRows) {
    auto* stack = new QStackedLayout(this);
    stack->addWidget(empty_);
    stack->addWidget(scroll_);
    auto* page = new QWidget;
    page->setProperty("look", "panel");
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 10, 0, 12);
    column->setSpacing(0);
    auto* head = new QVBoxLayout;
    head->setContentsMargins(12, 0, 12, 8);
    head->addWidget(verdict_);
    column->addLayout(head);
    for (Section* section : {advice_, time_, memory_, kernels_, data_}) column->addWidget(section);
    column->addStretch(1);
    time_->body()->addWidget(time_table_);
    time_->body()->addWidget(measure_);
    memory_->body()->addWidget(timeline_);
    memory_->body()->addWidget(memory_table_);
    kernels_->body()->addWidget(kernel_rows_);
    data_->body()->addWidget(data_table_);
    measure_->setFocusPolicy(Qt::TabFocus);
    scroll_->setWidget(page);
    scroll_->setWidgetResizable(true);
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    later_.setSingleShot(true);
    later_.setInterval(kSettleMs);
    connect(&later_, &QTimer::timeout, this, &FlightPanel::ask);
    connect(measure_, &QPushButton::clicked, this, &FlightPanel::measure);
    connect(kernel_rows_, &KernelRows::chosen, this, &FlightPanel::nodeChosen);
    connect(&trainer_, &Trainer::stateChanged, &later_, [this, device = trainer_.device()]() mutable {
        if (device == trainer_.device()) return;
        device = trainer_.device();
        later_.start();
    });
    translated(this, [this] {
        advice_->setTitle(tr("Doubts"));
        time_->setTitle(tr("Time"));
        memory_->setTitle(tr("Memory"));
        kernels_->setTitle(tr("Largest kernels"));
        kernels_->setNote(tr("expected time, % of roofline"));
        data_->setTitle(tr("Data"));
        measure_->setText(tr("Measure this device"));
        measure_->setToolTip(tr("Its peak rates, once, in some seconds: the estimate is made of them"));
        timeline_->setAccessibleName(tr("Memory of activations along a step"));
        empty_->setTexts(tr("No flight check yet"), tr("It says of a valid graph what a run will take and what may go wrong."));
        if (report_ && document_) show(*report_);
    });
}

void FlightPanel::setDocument(GraphDocument* document) {
    if (document_) document_->disconnect(&later_);
    document_ = document;
    report_.reset();
    if (document) connect(document, &GraphDocument::typedChanged, &later_, qOverload<>(&QTimer::start));
    ask();
}

void FlightPanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    ask();
}

void FlightPanel::ask() {
    if (!isVisible()) return;   // compiling for nobody takes time from the run
    auto* stack = static_cast<QStackedLayout*>(layout());
    const auto typed = document_ ? document_->typed() : nullptr;
    if (!typed || !typed->valid() || document_->project().graph.nodes.empty()) return stack->setCurrentWidget(empty_);
    look(this, [check = check_, project = document_->project(), device = trainer_.device().toStdString()] { return (*check)(project, device); },
                 [this, question = ++question_](Result<FlightReport> report) {
                     if (question != question_ || !document_) return;
                     if (report.ok()) {
                         report_ = std::make_shared<const FlightReport>(std::move(*report));
                         return show(*report_);
                     }
                     report_.reset();
                     empty_->setTexts(tr("The flight check was not possible"), engineText(report.error()));
                     static_cast<QStackedLayout*>(layout())->setCurrentWidget(empty_);
                 });
}

void FlightPanel::measure() {
    measure_->setEnabled(false);
    look(this, [device = trainer_.device().toStdString(), store = engine_.storePath().toStdString()] { return api::measure_peaks(device, store); }, [this](const Result<runtime::Peaks>& peaks) {
        measure_->setEnabled(true);
        if (!peaks.ok()) Q_EMIT refused(peaks.error());
        ask();
    });
}

void FlightPanel::show(const FlightReport& report) {
    const Severity worst = report.advice.empty() ? Severity::Info : report.advice.front().severity;
    const auto doubts = std::count_if(report.advice.begin(), report.advice.end(), [](const Diagnostic& d) { return d.severity != Severity::Info; });
    const QString time = report.peaks_measured ? tr("about %1 a step, %2 in all").arg(numberText(report.step.step_ms, 2) + " ms", durationText(report.run_seconds)) : tr("time not known: the device is not measured");
    verdict_->setNote(worst, (worst == Severity::Error ? tr("It will not train like this") : doubts > 0 ? tr("%n doubt(s)", nullptr, int(doubts)) : tr("Ready to train")) + QString::fromUtf8(" · ") + time);
    showAdvice(report);
    showTime(report);
    showMemory(report.memory);
    showData(report.data);
    std::vector<KernelTiming> kernels;
    for (const analysis::KernelEstimate& k : report.step.largest) {
        KernelTiming timing;
        timing.kernel = k.kernel;
        timing.source = k.node;
        timing.node = k.node;
        timing.phase = k.phase;
        timing.ms = k.ms;
        timing.flops = k.flops;
        timing.bytes = k.bytes;
        timing.bound = k.bound;
        timing.intensity = k.bytes > 0 ? k.flops / k.bytes : 0;
        if (k.ms > 0) {
            timing.gflops = k.flops / k.ms / 1e6;
            timing.gbytes_per_s = k.bytes / k.ms / 1e6;
            timing.percent_of_roofline = 100 * k.roof_ms / k.ms;
        }
        kernels.push_back(std::move(timing));
    }
    kernel_rows_->setKernels(std::move(kernels));
    static_cast<QStackedLayout*>(layout())->setCurrentWidget(scroll_);
}

void FlightPanel::showTime(const FlightReport& r) {
    time_->setNote(QString::fromStdString(r.device).section(" (", 0, 0));
    time_->setToolTip(QString::fromStdString(r.device));
    measure_->setVisible(!r.peaks_measured && r.device != "reference");
    const bool known = r.peaks_measured && r.step.step_ms > 0;
    const auto if_known = [known](const QString& text) { return known ? text : kUnknown; };
    time_table_->setFacts({{tr("Step"), if_known(numberText(r.step.step_ms, 3) + " ms"), tr("batch %1").arg(r.batch), tr("Sum of the kernels' expected times")},
                           {tr("At the roof"), if_known(numberText(r.step.roof_ms, 3) + " ms"), {}, tr("If every kernel reached what the device can do: no step is faster")},
                           {tr("Known from runs here"), if_known(percentText(r.step.measured, 0)), {}, tr("Share of the time in kernels that earlier runs measured on this device; the rest is by rule of thumb")},
                           {tr("Samples"), if_known(siText(double(r.batch) / r.step.step_ms * 1e3, "/s")), {}, {}},
                           {tr("Epoch"), if_known(durationText(r.epoch_seconds)), tr("%n step(s)", nullptr, int(r.steps_per_epoch)), tr("Without evaluation")},
                           {tr("Run"), if_known(durationText(r.run_seconds)), tr("%n step(s)", nullptr, int(r.steps)), tr("Without evaluation")},
                           {tr("Arithmetic"), siText(r.step.flops, "FLOP"), tr("a step"), tr("One multiply-add counts as two")},
                           {tr("Traffic"), bytes(int64_t(r.step.bytes)), tr("a step"), tr("Read and written at least once by each kernel")}});
}

void FlightPanel::showMemory(const analysis::MemoryForecast& m) {
    using Verdict = analysis::MemoryForecast::Verdict;
    memory_->setNote(m.verdict == Verdict::Unknown ? QString() : m.verdict == Verdict::Fits ? tr("fits") : m.verdict == Verdict::Tight ? tr("tight") : tr("too large"));
    timeline_->setForecast(m);
    const bool several = m.largest_bytes > m.binding_limit;
    memory_table_->setFacts({{tr("Total"), bytes(m.total), m.heap > 0 ? tr("of %1").arg(bytes(m.heap)) : QString(), tr("Of the device's memory")},
                             {tr("Activations"), bytes(m.arena), QString::fromStdString(m.peak_node), tr("One arena; most of it is alive at this node")},
                             {tr("Parameters"), bytes(m.parameters), {}, tr("Numbers that training changes")},
                             {tr("Gradients"), bytes(m.gradients), {}, {}},
                             {tr("Optimizer and statistics"), bytes(m.states), {}, {}},
                             {tr("Batches in flight"), bytes(m.inputs), {}, {}},
                             {tr("Largest tensor"), bytes(m.largest_bytes), QString::fromStdString(m.largest_node), several ? tr("It takes several bindings: one spans %1").arg(bytes(m.binding_limit)) : tr("One binding spans %1").arg(bytes(m.binding_limit))}});
}

void FlightPanel::showData(const analysis::DataFacts& d) {
    data_->setNote(tr("%1 samples looked at").arg(countText(d.counted)));
    std::vector<Fact> facts{{tr("Training samples"), countText(d.train), {}, {}}, {tr("Validation samples"), countText(d.validation), {}, {}}, {tr("Test samples"), countText(d.test), {}, {}}};
    for (const analysis::PortFacts& port : d.ports)
        facts.push_back({QString::fromStdString(port.name), numberText(port.low, 3) + QString::fromUtf8(" … ") + numberText(port.high, 3), tr("mean %1 ± %2").arg(numberText(port.mean, 2), numberText(port.deviation, 2)), tr("Smallest and largest value as the network sees them")});
    if (!d.classes.empty())
        facts.push_back({tr("Classes seen"), countText(std::count_if(d.classes.begin(), d.classes.end(), [](int64_t n) { return n > 0; })), tr("of %1").arg(d.classes.size()), {}});
    data_table_->setFacts(facts);
}

void FlightPanel::showAdvice(const FlightReport& report) {
    advice_->clear();
    advice_->setVisible(!report.advice.empty());
    const auto typed = document_->typed();
    for (const Diagnostic& d : report.advice) {
        auto* strip = new NoteStrip;
        const QString place = QString::fromStdString(!d.node.empty() ? d.node + (d.port.empty() ? "" : "." + d.port) : d.field), text = engineText(d.text), hint = engineText(d.hint);
        strip->setNote(d.severity, (place.isEmpty() ? QString() : place + ": ") + text, hint);
        for (const Fix& fix : typed ? fixes_for(d, document_->project(), *typed, report) : std::vector<Fix>{})
            connect(strip->addLink(fix.text), &QPushButton::clicked, this, [this, fix] {
                if (const Status status = document_->apply(fix.edit, fix.text); !status.ok()) Q_EMIT refused(status.error());
            });
        const QString node = QString::fromStdString(d.node).section('/', 0, 0);
        if (!node.isEmpty())
            connect(strip->addLink(tr("Show %1").arg(node)), &QPushButton::clicked, this, [this, node] {
                document_->select({node});
                Q_EMIT nodeChosen(node);
            });
        advice_->body()->addWidget(strip);
    }
}

}  // namespace saddle::app

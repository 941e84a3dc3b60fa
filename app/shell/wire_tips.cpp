#include "app/shell/wire_tips.h"

#include <cmath>

#include "app/bridge/kept_data.h"
#include "app/canvas/canvas_view.h"
#include "app/shell/engine_text.h"
#include "app/shell/language.h"
#include "app/shell/number_text.h"
#include "app/shell/trainer.h"
#include "engine/api/edge_values.h"

namespace saddle::app {
namespace {

constexpr double kMostFlops = 3e10;   // forward: seconds of work that nobody asked for would be too much

struct WireNumbers {
    EdgeValues step;                 ///< without its tensors
    analysis::TensorSummary value;
    std::optional<analysis::TensorSummary> gradient;
};

Result<WireNumbers> numbers_of(const EdgeRequest& request) {
    TRY(EdgeValues values, api::edge_values(request));
    WireNumbers numbers{{}, analysis::summarise(values.value), {}};
    if (values.gradient) numbers.gradient = analysis::summarise(*values.gradient);
    numbers.step.run = values.run;
    numbers.step.step = values.step;
    numbers.step.samples = values.samples;
    return numbers;
}

QString words(const QString& what, const analysis::TensorSummary& s) {
    const double norm = std::sqrt(double(s.count) * (s.mean * s.mean + s.deviation * s.deviation));
    QString text = WireTips::tr("%1: norm %2, mean %3 ± %4, from %5 to %6").arg(what, numberText(norm), numberText(s.mean, 3), numberText(s.deviation, 3), numberText(s.least, 3), numberText(s.most, 3));
    if (s.not_finite > 0) text += QStringLiteral(", ") + WireTips::tr("%1 not finite").arg(countText(s.not_finite));
    return text;
}

QString words(const WireNumbers& n) {
    const QString step = n.step.run.empty() ? WireTips::tr("Step 1 of a run to be") : WireTips::tr("Step %1 of run %2").arg(countText(int64_t(n.step.step + 1)), QString::fromStdString(n.step.run));
    QString text = step + QString::fromUtf8(" · ") + WireTips::tr("%n sample(s)", nullptr, int(n.step.samples)) + '\n' + words(WireTips::tr("Value"), n.value) + '\n';
    return text + (n.gradient ? words(WireTips::tr("Gradient"), *n.gradient) : WireTips::tr("The loss has no gradient by what goes along here."));
}

}  // namespace

WireTips::WireTips(EngineClient& engine, Trainer& trainer, QObject* parent) : QObject(parent), engine_(engine), trainer_(trainer) {
    for (const auto signal : {&EngineClient::stateChanged, &EngineClient::stepShown, &EngineClient::pathChanged}) connect(&engine_, signal, this, &WireTips::forget);
    connect(&engine_, &EngineClient::started, this, &WireTips::forget);
    connect(&engine_, &EngineClient::runShown, this, &WireTips::forget);
    translated(this, [this] { forget(); });
}

void WireTips::setCanvas(CanvasView* canvas, GraphDocument* document) {
    if (canvas_) canvas_->disconnect(this);
    canvas_ = canvas;
    document_ = document;
    forget();
    if (canvas) connect(canvas, &CanvasView::wirePointedAt, this, &WireTips::tell);
}

void WireTips::forget() {
    ++age_;
    known_.clear();
    waiting_.reset();
}

void WireTips::tell(const Edge& edge) {
    if (!document_ || !canvas_ || !document_->typed() || !document_->typed()->valid()) return;
    if (project_ != document_->project()) {
        forget();
        project_ = document_->project();
    }
    if (engine_.training() && !engine_.paused()) return canvas_->setWireTip(edge, tr("Pause the run to see what goes along it."));
    if (const auto it = known_.find(edge.from); it != known_.end()) return canvas_->setWireTip(edge, it->second);
    if (document_->typed()->total.flops > kMostFlops) return canvas_->setWireTip(edge, tr("Click it to compute what goes along it."));
    canvas_->setWireTip(edge, tr("Computing..."));
    if (busy_) waiting_ = edge;
    else ask(edge);
}

void WireTips::ask(const Edge& edge) {
    busy_ = true;
    const bool of_run = trainer_.measured() == document_ && !engine_.currentRun().isEmpty();
    EdgeRequest request{of_run ? engine_.currentRun().toStdString() : "", project_, keptData(), "", trainer_.device().toStdString(), engine_.storePath().toStdString(), of_run ? engine_.shownStep() : std::nullopt, edge.from, StepPhase::Backward};
    look(this, [request = std::move(request)] { return numbers_of(request); },
         [this, edge, age = age_](Result<WireNumbers> numbers) {
             busy_ = false;
             if (age == age_ && canvas_) {
                 known_[edge.from] = numbers.ok() ? words(*numbers) : engineText(numbers.error());
                 canvas_->setWireTip(edge, known_[edge.from]);
             }
             if (const auto next = std::exchange(waiting_, std::nullopt)) tell(*next);
         });
}

}  // namespace saddle::app

#include "app/shell/live_views.h"

#include <QBuffer>
#include <QFile>
#include <QFileDialog>
#include <QTimer>

#include "app/shell/engine_text.h"
#include "app/shell/language.h"
#include "app/shell/number_text.h"
#include "app/shell/theme/theme.h"
#include "app/shell/trainer.h"
#include "engine/api/devices.h"
#include "engine/api/files.h"

namespace saddle::app {

namespace {
constexpr int64_t kPredictions = 2000;   // samples that the matrix of classes is made of
constexpr int kLookEveryMs = 3000;       // while a run goes on, and
constexpr int kRest = 7;                 // so many times what a look took

std::string inWords(const Error& error) { return engineText(error).toStdString(); }
}  // namespace

LiveViews::LiveViews(EngineClient& engine, Trainer& trainer, QObject* parent)
    : QObject(parent), engine_(engine), trainer_(trainer), loss_widget_(host(loss_)), landscape_widget_(host(landscape_)), kernels_widget_(host(kernels_)), memory_widget_(host(memory_)), inside_widget_(host(inside_)) {
    letSave(loss_, loss_widget_);
    letSave(landscape_, landscape_widget_);
    letSave(kernels_, kernels_widget_);
    letSave(memory_, memory_widget_);
    letSave(inside_, inside_widget_);
    kernels_.measure_peaks = [this] { measurePeaks(); };
    landscape_.on_cancel = [this] { engine_.cancelLandscape(); };
    connect(&engine_, &EngineClient::historyChanged, this, [this](std::shared_ptr<const HistorySnapshot> history) {
        loss_.set(std::move(history));
        loss_widget_->refresh();
    });
    connect(&engine_, &EngineClient::landscapeChanged, this, [this](std::shared_ptr<const LandscapeGrid> grid) {
        landscape_.set(std::move(grid));
        landscape_widget_->refresh();
    });
    connect(&engine_, &EngineClient::landscapeFailed, this, [this](const Error& error) {
        landscape_.stopped(error.kind == ErrorKind::Interrupted ? std::string() : inWords(error));
        landscape_widget_->refresh();
    });
    landscape_.on_pick = [this](std::shared_ptr<const LandscapeGrid> grid, double a, double b) {
        CurvatureRequest request;
        request.run = grid->run;
        request.device = trainer_.device().toStdString();
        request.probes = 1;
        request.grid = std::move(grid);
        request.a = a;
        request.b = b;
        engine_.curvature(std::move(request));
    };
    landscape_.on_unpick = [this] { engine_.cancelCurvature(); };
    connect(&engine_, &EngineClient::curvatureChanged, this, [this](const CurvatureReport& report, bool finished) {
        landscape_.set_curvature({report, finished, {}});
        landscape_widget_->refresh();
    });
    connect(&engine_, &EngineClient::curvatureFailed, this, [this](const Error& error) {
        landscape_.set_curvature({CurvatureReport(), true, inWords(error)});
        landscape_widget_->refresh();
    });
    connect(&trainer_, &Trainer::profileChanged, this, [this] {
        const auto profile = trainer_.profile();
        if (!profile || (!profiles_.empty() && profiles_.back()->run != profile->run)) profiles_.clear();
        if (profile) profiles_.push_back(profile);
        if (profiles_.size() > viz::KernelTrend::kKept) profiles_.pop_front();
        showProfile();
    });
    lookInside();
    connect(&engine_, &EngineClient::started, this, [this] { computeLandscape(wish_); });   // it follows the run to its end
    connect(&trainer_, &Trainer::stateChanged, this, &LiveViews::showState);
    connect(&engine_, &EngineClient::historyChanged, this, &LiveViews::showState);
    connect(&Theme::instance(), &Theme::changed, this, &LiveViews::dress);
    translated(this, [this] {
        loss_widget_->setAccessibleName(tr("Curves of loss and accuracy"));
        landscape_widget_->setAccessibleName(tr("Loss landscape"));
        kernels_widget_->setAccessibleName(tr("Kernels of a step"));
        memory_widget_->setAccessibleName(tr("Memory of a step"));
        inside_widget_->setAccessibleName(tr("Inside the model"));
        dress();
    });
    showState();
}

VulkanView* LiveViews::host(viz::View& view) {
    auto* widget = new VulkanView(view, link_);
    connect(widget, &VulkanView::linkChanged, this, &LiveViews::follow);
    std::erase_if(widgets_, [](const QPointer<VulkanView>& each) { return !each; });
    widgets_.push_back(widget);
    if (theme_) widget->setTheme(*theme_);
    return widget;
}

void LiveViews::dress() {
    QFile file(":/theme/tokens.json");
    SADDLE_ASSERT(file.open(QIODevice::ReadOnly), "the program's own tokens.json is missing");
    theme_.emplace();
    std::string error;
    SADDLE_ASSERT(viz::read_theme(file.readAll().toStdString(), Theme::instance().tokens().dark() ? "dark" : "light", *theme_, error), error.c_str());
    for (const QPointer<VulkanView>& widget : widgets_)
        if (widget) widget->setTheme(*theme_);
    refreshAll();
}

void LiveViews::refreshAll() {
    for (const QPointer<VulkanView>& widget : widgets_)
        if (widget) widget->refresh();
}

void LiveViews::setHoveredNode(const QString& node) {
    if (link_.hovered_node == node.toStdString()) return;
    link_.hovered_node = node.toStdString();
    ++link_.revision;
    refreshAll();
}

/// The newest that was measured up to the step that is shown. The store keeps one of a run: the step is said beside it.
void LiveViews::showProfile() {
    std::shared_ptr<const StepProfile> shown = profiles_.empty() ? nullptr : profiles_.back();
    if (link_.shown_step >= 0)
        for (auto it = profiles_.rbegin(); it != profiles_.rend(); ++it) {
            shown = *it;
            if (double(shown->step) <= link_.shown_step) break;
        }
    kernels_.set(shown);
    memory_.set(shown);
    kernels_widget_->refresh();
    memory_widget_->refresh();
}

void LiveViews::setShownStep(std::optional<uint64_t> step) {
    link_.shown_step = step ? double(*step) : -1;
    ++link_.revision;
    showProfile();
    refreshAll();
}

void LiveViews::setReduceMotion(bool reduce) {
    for (const QPointer<VulkanView>& widget : widgets_)
        if (widget) widget->setReduceMotion(reduce);
}

/// A view changed the link: the document and the other views go along.
void LiveViews::follow() {
    const QString node = QString::fromStdString(link_.node);
    if (document_ && !node.isEmpty() && document_->selection() != QStringList{node}) document_->select({node});
    Q_EMIT hoveredNodeChanged(QString::fromStdString(link_.hovered_node));
    refreshAll();
}

void LiveViews::setDocument(GraphDocument* document) {
    if (document_) document_->disconnect(this);
    document_ = document;
    const auto select = [this] {
        const std::string node = document_ && document_->selection().size() == 1 ? document_->selection().front().toStdString() : std::string();
        if (node == link_.node) return;
        link_.node = node;
        ++link_.revision;
        refreshAll();
    };
    if (document) connect(document, &GraphDocument::selectionChanged, this, select);
    inside_.outdated();
    select();
}

void LiveViews::showState() {
    const bool idle = trainer_.state() == Trainer::State::Idle;
    for (const QPointer<VulkanView>& widget : widgets_)
        if (widget) widget->setTraining(!idle);
    landscape_.set_live(!idle);
    const bool possible = !engine_.currentRun().isEmpty();
    if (possible != bool(landscape_.on_compute)) {
        landscape_.on_compute = possible ? [this](const viz::LandscapeView::Wish& wish) { computeLandscape(wish); } : std::function<void(const viz::LandscapeView::Wish&)>();
        landscape_widget_->refresh();
    }
    if (possible != bool(inside_.on_look)) {
        const auto look = [this](const viz::InsideView::Wish& wish) {
            looked_.start();
            InsideRequest request;
            request.device = trainer_.device().toStdString();
            request.what = wish.what;
            request.node = wish.node;
            request.sample = wish.sample;
            request.target = wish.target;
            if (wish.what == InsideWhat::Predictions) request.samples = kPredictions;
            engine_.inside(std::move(request));
        };
        inside_.on_look = possible ? look : std::function<void(const viz::InsideView::Wish&)>();
        inside_widget_->refresh();
    }
}

/// Wires the view of what is inside: answers, and moments when the weights are others.
void LiveViews::lookInside() {
    inside_.looks_of = [this](const NodeId& node) { return api::looks_of(document_ ? document_->project() : Project(), node); };
    connect(&engine_, &EngineClient::insideChanged, this, [this](std::shared_ptr<const Insight> inside, bool finished) {
        if (finished && looked_.isValid()) look_took_ms_ = looked_.elapsed();
        inside_.set(std::move(inside), finished);
        inside_widget_->refresh();
    });
    connect(&engine_, &EngineClient::insideFailed, this, [this](const Error& error) {
        inside_.stopped(inWords(error));
        inside_widget_->refresh();
    });
    const auto again = [this] {
        inside_.outdated();
        inside_widget_->refresh();
    };
    connect(&engine_, &EngineClient::ended, this, again);
    connect(&engine_, &EngineClient::runShown, this, again);
    connect(&engine_, &EngineClient::stepShown, this, again);
    connect(&engine_, &EngineClient::observed, this, [this, again] {   // now and then while a run goes on
        if (!looked_.isValid() || looked_.elapsed() > std::max<qint64>(kLookEveryMs, kRest * look_took_ms_)) again();
    });
}

void LiveViews::computeLandscape(const viz::LandscapeView::Wish& wish) {
    wish_ = wish;
    LandscapeRequest request;
    request.axes = wish.axes;
    request.size = wish.size;
    request.range = wish.range;
    request.curvature = wish.curvature;
    request.device = trainer_.device().toStdString();
    engine_.landscape(std::move(request));
}

void LiveViews::measurePeaks() {
    if (trainer_.state() != Trainer::State::Idle) return Q_EMIT failed({ErrorKind::Usage, "the peaks of a device are measured while nothing runs on it", "stop the run first", {}});
    const auto measure = [device = trainer_.device().toStdString(), path = engine_.storePath().toStdString()] { return api::measure_peaks(device, path); };
    engine_.post("peaks", this, measure, [this](Result<runtime::Peaks> peaks) {
        if (peaks.ok()) Q_EMIT said(tr("Peaks measured: %1 GFLOP/s, %2 GB/s. The next run shows its kernels against them.").arg(numberText(peaks->gflops), numberText(peaks->gbytes_per_s)));
        else Q_EMIT failed(peaks.error());
    });
}

/// Asks where, once the view's frame is done: the dialog draws frames of its own.
void LiveViews::save(const std::string& name, const std::string& text) {
    QTimer::singleShot(0, this, [this, name, text] {
        const QString path = QFileDialog::getSaveFileName(nullptr, tr("Save"), QString::fromStdString(name));
        if (path.isEmpty()) return;
        if (const Status status = write_file(QFile::encodeName(path).toStdString(), text); !status.ok()) Q_EMIT failed(status.error());
    });
}

/// By the time that a name is given the menu is no longer in the picture.
void LiveViews::savePicture(VulkanView* widget, const std::string& name) {
    QTimer::singleShot(0, this, [this, widget = QPointer<VulkanView>(widget), name] {
        const QString path = QFileDialog::getSaveFileName(nullptr, tr("Save"), QString::fromStdString(name));
        if (path.isEmpty() || !widget) return;
        QByteArray png;
        QBuffer buffer(&png);
        widget->grab().save(&buffer, "PNG");
        if (const Status status = write_file(QFile::encodeName(path).toStdString(), png.toStdString()); !status.ok()) Q_EMIT failed(status.error());
    });
}

}  // namespace saddle::app

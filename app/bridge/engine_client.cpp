#include "app/bridge/engine_client.h"

#include <QElapsedTimer>
#include <QTimer>
#include <filesystem>

#include "app/bridge/history.h"
#include "app/bridge/stored_views.h"
#include "datasets/open.h"

namespace saddle::app {
namespace {

constexpr int kFrameMs = 33;

/// Told on the engine thread: keeps what happens until the UI thread fetches it, in order.
class Inbox final : public RunObserver {
public:
    struct PathChange {};
    using Event = std::variant<RunStart, StepReport, EpochReport, std::shared_ptr<const StepProfile>, std::shared_ptr<const train::Observation>, CheckpointReport, PathChange, RunEnd>;
    void started(const RunStart& report) override { push(report); }
    void step(const StepReport& report) override { push(report); }
    void epoch(const EpochReport& report) override { push(report); }
    void profiled(std::shared_ptr<const StepProfile> profile) override { push(std::move(profile)); }
    void observed(std::shared_ptr<const train::Observation> seen) override { push(std::move(seen)); }
    void checkpointed(const CheckpointReport& report) override { push(report); }
    void path_changed() override { push(PathChange()); }
    void ended(const RunEnd& report) override { push(report); }
    std::vector<Event> take() {
        const std::lock_guard lock(mutex_);
        return std::exchange(events_, {});
    }

private:
    void push(Event event) {
        const std::lock_guard lock(mutex_);
        events_.push_back(std::move(event));
    }
    std::mutex mutex_;
    std::vector<Event> events_;
};

}  // namespace

std::map<NodeId, double> time_by_node(const StepProfile& profile) {
    std::map<NodeId, double> times;
    for (const KernelTiming& kernel : profile.kernels) times[kernel.node] += kernel.ms;
    return times;
}

struct EngineClient::Impl {
    QString store_path;
    std::shared_ptr<Inbox> inbox = std::make_shared<Inbox>();
    std::shared_ptr<RunControl> control;
    History history;
    QTimer frames;
    QElapsedTimer clock;                // since the run in progress began
    QString run;
    std::optional<uint64_t> shown;      // of the run: the point that is looked at
    bool training = false, begun = false;
    quint64 ticket = 0;
    quint64 changes = 0;                // runs that were removed or brought back
    Cancellation landscape, curvature, inside;

    /// A request of a run, where it names none of the present one as it is shown: stops the one before it.
    template <class Request>
    void begin(Request& request, Cancellation& asked) const {
        asked.cancel();
        asked = Cancellation();
        if (!request.run.empty()) return;
        request.run = run.toStdString();
        if (!request.step) request.step = shown;
    }

    std::unique_ptr<Session> session;   // joined first: its callbacks use the members above
};

EngineClient::EngineClient(const QString& storePath, QObject* parent) : QObject(parent), impl_(std::make_unique<Impl>()) {
    impl_->store_path = storePath.isEmpty() ? QString::fromStdString(store::default_store_path()) : storePath;
    impl_->session = std::make_unique<Session>(datasets::open_data, impl_->store_path.toStdString());
    impl_->frames.setInterval(kFrameMs);
    connect(&impl_->frames, &QTimer::timeout, this, &EngineClient::drain);
}

EngineClient::~EngineClient() { impl_->session.reset(); }

const QString& EngineClient::storePath() const { return impl_->store_path; }
bool EngineClient::training() const { return impl_->training; }
bool EngineClient::paused() const { return impl_->control && impl_->control->paused(); }
QString EngineClient::currentRun() const { return impl_->run; }
std::optional<uint64_t> EngineClient::shownStep() const { return impl_->shown; }

void EngineClient::showStep(std::optional<uint64_t> step) {
    if (step == impl_->shown) return;
    impl_->shown = step;
    Q_EMIT stepShown();
}

void EngineClient::whileAsked(const Cancellation& asked, std::function<void()> tell) {
    onUiThread([asked, tell = std::move(tell)] {
        if (!asked.cancelled()) tell();
    });
}

void EngineClient::onUiThread(std::function<void()> call) { QMetaObject::invokeMethod(this, std::move(call), Qt::QueuedConnection); }
void EngineClient::postJob(const QString& tag, std::function<void()> job) { impl_->session->post(tag.toStdString(), std::move(job)); }

quint64 EngineClient::check(const Project& project) {
    const quint64 ticket = ++impl_->ticket;
    impl_->session->check(project, [this, ticket](std::shared_ptr<const compile::TypedGraph> typed) {
        onUiThread([this, ticket, typed] { Q_EMIT checked(ticket, typed); });
    });
    return ticket;
}

void EngineClient::train(const Project& project, const QString& device, const QString& resumeRun, bool paused) {
    if (impl_->training) return;
    TrainRequest request;
    request.project = project;
    request.device = device.toStdString();
    request.resume = resumeRun.toStdString();
    if (!resumeRun.isEmpty()) request.resumed_epochs = project.train.epochs;
    request.live = true;
    impl_->landscape.cancel();   // the engine is wanted for the run
    impl_->curvature.cancel();
    impl_->training = true;
    impl_->begun = false;
    impl_->session->train(std::move(request), impl_->inbox, [this](Result<RunEnd> end) {
        onUiThread([this, end = std::move(end)] {
            drain();
            impl_->frames.stop();
            impl_->training = false;
            impl_->control.reset();
            if (!end.ok() && !impl_->begun) Q_EMIT failed(end.error());
            Q_EMIT stateChanged();
        });
    });
    impl_->control = impl_->session->control();
    if (paused && impl_->control) impl_->control->pause();
    impl_->frames.start();
    Q_EMIT stateChanged();
}

void EngineClient::pause() {
    if (!impl_->control || paused()) return;
    impl_->control->pause();
    Q_EMIT stateChanged();
}

void EngineClient::resume() {
    if (!paused()) return;
    impl_->control->resume();
    Q_EMIT stateChanged();
}

void EngineClient::stepOnce() {
    if (paused()) impl_->control->step_once();
}

void EngineClient::stop() {
    if (!impl_->control) return;
    impl_->control->stop();
}

void EngineClient::drain() {
    const std::vector<Inbox::Event> events = impl_->inbox->take();
    if (impl_->clock.isValid()) impl_->history.setSeconds(double(impl_->clock.elapsed()) * 1e-3);   // as exact as a frame
    const StepReport* newest = nullptr;
    const auto tell_steps = [&] {
        if (newest) Q_EMIT stepped(*newest);
        newest = nullptr;
    };
    std::shared_ptr<const StepProfile> profile;
    std::shared_ptr<const train::Observation> seen;
    bool path_changed = false;
    for (const Inbox::Event& event : events) {
        if (const auto* step = std::get_if<StepReport>(&event)) {
            impl_->history.add(*step);
            newest = step;
        } else if (const auto* start = std::get_if<RunStart>(&event)) {
            impl_->begun = true;
            impl_->run = QString::fromStdString(start->run);
            impl_->shown.reset();
            impl_->history.reset(start->run, double(start->steps_per_epoch));
            impl_->clock.start();
            Q_EMIT started(*start);
        } else if (const auto* measured = std::get_if<std::shared_ptr<const StepProfile>>(&event)) {
            profile = *measured;
        } else if (const auto* watched = std::get_if<std::shared_ptr<const train::Observation>>(&event)) {
            seen = *watched;
        } else if (const auto* epoch = std::get_if<EpochReport>(&event)) {
            tell_steps();
            impl_->history.add(*epoch);
            Q_EMIT epochDone(*epoch);
        } else if (const auto* checkpoint = std::get_if<CheckpointReport>(&event)) {
            impl_->history.add(RunMark{double(checkpoint->step), "checkpoint", ""});
            Q_EMIT checkpointed(*checkpoint);
        } else if (std::holds_alternative<Inbox::PathChange>(event)) {
            path_changed = true;
        } else if (const auto* end = std::get_if<RunEnd>(&event)) {
            tell_steps();
            impl_->history.add(RunMark{double(end->steps), end->status == "diverged" ? "nan" : "end", end->message});
            Q_EMIT historyChanged(impl_->history.snapshot());
            Q_EMIT ended(*end);
        }
    }
    tell_steps();
    if (profile) Q_EMIT profiled(profile);
    if (seen) Q_EMIT observed(seen);
    if (path_changed) Q_EMIT pathChanged();
    if (impl_->history.changed()) Q_EMIT historyChanged(impl_->history.snapshot());
}

void EngineClient::showRun(const QString& run, const QStringList& besides) {
    struct Stored {
        store::RunRow row;
        Project project;
        std::vector<store::Curve> curves;
        std::vector<store::MetricRow> observed;
        std::vector<store::KernelRow> kernels;
        std::vector<std::pair<std::string, std::vector<store::Curve>>> others;
    };
    const auto load = [path = impl_->store_path.toStdString(), id = run.toStdString(), besides]() -> Result<Stored> {
        Stored stored;
        TRY(const auto opened, store::ExperimentStore::open(path));
        TRY(stored.row, opened->run(id));
        TRY(stored.project, read_project(stored.row.project_json, "run " + stored.row.id));
        TRY(stored.curves, opened->curves(stored.row.id));
        for (const char* kind : kObservedKinds) {
            TRY(const auto rows, opened->metrics(stored.row.id, kind));
            stored.observed.insert(stored.observed.end(), rows.begin(), rows.end());
        }
        for (const QString& other : besides) {
            TRY(auto curves, opened->curves(other.toStdString()));
            stored.others.emplace_back(other.toStdString(), std::move(curves));
        }
        TRY(stored.kernels, opened->kernels(stored.row.id));
        return stored;
    };
    post("show run", this, load, [this](Result<Stored> stored) {
        if (impl_->training) return;   // the run in progress has the views
        if (!stored.ok()) return Q_EMIT failed(stored.error());
        impl_->run = QString::fromStdString(stored->row.id);
        impl_->shown.reset();
        impl_->history.load(stored->row.id, stored->curves);
        Q_EMIT runShown(stored->project);
        Q_EMIT historyChanged(beside(impl_->history.snapshot(), stored->others));
        Q_EMIT profiled(std::make_shared<const StepProfile>(api::stored_profile(stored->row, stored->kernels)));
        Q_EMIT observed(std::make_shared<const train::Observation>(last_observation(stored->observed)));
    });
}

void EngineClient::landscape(LandscapeRequest request) {
    impl_->begin(request, impl_->landscape);
    impl_->session->landscape(
        std::move(request),
        [this](std::shared_ptr<const LandscapeGrid> grid) { onUiThread([this, grid] { Q_EMIT landscapeChanged(grid); }); },
        [this](Result<LandscapeGrid> grid) {
            onUiThread([this, grid = std::move(grid)] {
                if (grid.ok()) Q_EMIT landscapeChanged(std::make_shared<const LandscapeGrid>(*grid));
                else Q_EMIT landscapeFailed(grid.error());
            });
        },
        impl_->landscape);
}

void EngineClient::cancelLandscape() { impl_->landscape.cancel(); }

void EngineClient::curvature(CurvatureRequest request) {
    impl_->begin(request, impl_->curvature);
    const auto say = [this, asked = impl_->curvature](std::function<void()> tell) { whileAsked(asked, std::move(tell)); };
    impl_->session->curvature(
        std::move(request), [this, say](const CurvatureReport& report) { say([this, report] { Q_EMIT curvatureChanged(report, false); }); },
        [this, say](Result<CurvatureReport> report) {
            say([this, report = std::move(report)] {
                if (report.ok()) Q_EMIT curvatureChanged(*report, true);
                else Q_EMIT curvatureFailed(report.error());
            });
        },
        impl_->curvature);
}

void EngineClient::cancelCurvature() { impl_->curvature.cancel(); }

void EngineClient::inside(InsideRequest request) {
    impl_->begin(request, impl_->inside);
    const auto say = [this, asked = impl_->inside](std::function<void()> tell) { whileAsked(asked, std::move(tell)); };
    impl_->session->inside(
        std::move(request), [this, say](std::shared_ptr<const Insight> inside) { say([this, inside] { Q_EMIT insideChanged(inside, false); }); },
        [this, say](Result<Insight> inside) {
            say([this, inside = std::move(inside)] {
                if (inside.ok()) Q_EMIT insideChanged(std::make_shared<const Insight>(*inside), true);
                else Q_EMIT insideFailed(inside.error());
            });
        },
        impl_->inside);
}

void EngineClient::listRuns(bool trash) {
    const auto list = [path = impl_->store_path.toStdString(), trash]() -> Result<std::vector<store::RunRow>> {
        TRY(const auto opened, store::ExperimentStore::open(path));
        return trash ? opened->trash() : opened->runs();
    };
    post(trash ? "trash" : "runs", this, list, [this, trash, before = impl_->changes](Result<std::vector<store::RunRow>> rows) {
        if (before != impl_->changes) return;   // it is of before a change, whose jobDone() lets everybody ask again
        if (rows.ok()) Q_EMIT runsListed(std::move(*rows), trash);
        else Q_EMIT failed(rows.error());
    });
}

void EngineClient::exportRun(const QString& run, const QString& format, const QString& path) {
    const auto work = [run = run.toStdString(), format = format.toStdString(), path = path.toStdString(), store = impl_->store_path.toStdString()] {
        return api::export_run(run, format, path, datasets::open_data, store);
    };
    post({}, this, work, [this](Status status) { Q_EMIT jobDone("export", std::move(status)); });
}

void EngineClient::removeRuns(const QStringList& runs) {
    changeRuns(runs, "remove", api::remove_run);
}

void EngineClient::restoreRuns(const QStringList& runs) {
    changeRuns(runs, "restore", api::restore_run);
}

void EngineClient::changeRuns(const QStringList& runs, const QString& what, Result<std::string> (*change)(const std::string&, const std::string&)) {
    ++impl_->changes;
    const auto work = [path = impl_->store_path.toStdString(), runs, change]() -> Status {
        Status first;   // that went wrong; the others are changed all the same
        for (const QString& run : runs)
            if (const auto changed = change(path, run.toStdString()); !changed.ok() && first.ok()) first = changed.error();
        return first;
    };
    post({}, this, work, [this, what](Status status) { Q_EMIT jobDone(what, std::move(status)); });
}

}  // namespace saddle::app

#pragma once
// The engine as a QObject: calls return at once, answers come as signals on the UI thread. Step reports are coalesced
// into history snapshots at most 30 times a second, so that a fast run never floods the event loop.
#include <QHash>
#include <QObject>
#include <QPointer>
#include <memory>

#include "engine/api/runs.h"
#include "engine/api/session.h"
#include "engine/api/views.h"

namespace saddle::app {

/// A step's measured time by node, in ms: forward, backward and update together.
std::map<NodeId, double> time_by_node(const StepProfile& profile);

class EngineClient : public QObject {
    Q_OBJECT
public:
    /// `storePath` empty: the default store.
    explicit EngineClient(const QString& storePath = {}, QObject* parent = nullptr);
    ~EngineClient() override;   ///< stops the run (with a checkpoint) and waits for it

    /// Shapes and mistakes of `project`; the answer carries the returned ticket. Newer questions replace waiting ones.
    quint64 check(const Project& project);
    /// Trains `project`; `device` as in --device. `resumeRun`: continues that run up to the project's epochs; empty: a new
    /// run. `paused`: waits before the first step.
    void train(const Project& project, const QString& device, const QString& resumeRun = {}, bool paused = false);
    void pause();
    void resume();
    void stepOnce();           ///< while paused: one optimizer step
    void stop();
    bool training() const;     ///< from train() to the end or the failure
    bool paused() const;
    QString currentRun() const;   ///< of the run in progress, or the last one

    /// Curves and kernels of a stored run, as if it had just been trained; with the curves of others `beside` them.
    void showRun(const QString& run, const QStringList& beside = {});
    /// From now on looks at the current run are at this stored point of it, until another run is current; unset: at its newest.
    void showStep(std::optional<uint64_t> step);
    std::optional<uint64_t> shownStep() const;
    /// Of a stored run (empty `request.run`: currentRun()); cancels the one before.
    void landscape(LandscapeRequest request);   ///< beside a run it takes a small part of the device and follows it
    void cancelLandscape();
    void curvature(CurvatureRequest request);   ///< of a stored run (as landscape()); cancels the one before
    void cancelCurvature();                     ///< nothing is said of it any more
    void inside(InsideRequest request);         ///< into a stored run (as landscape()); cancels the one before
    void listRuns(bool trash = false);           ///< told by runsListed()
    void exportRun(const QString& run, const QString& format, const QString& path);
    void removeRuns(const QStringList& runs);    ///< into the store's trash
    void restoreRuns(const QStringList& runs);   ///< out of it

    const QString& storePath() const;
    /// Runs `work` on the jobs thread and gives its value to `done` on the UI thread, unless `receiver` is gone by then.
    /// A waiting job of the same tag is replaced.
    template <class Work, class Done>
    void post(const QString& tag, QObject* receiver, Work work, Done done) {
        postJob(tag, [this, guard = QPointer<QObject>(receiver), work = std::move(work), done = std::move(done)] {
            auto value = std::make_shared<decltype(work())>(work());
            onUiThread([guard, done, value] {
                if (guard) done(std::move(*value));
            });
        });
    }

Q_SIGNALS:
    void checked(quint64 ticket, std::shared_ptr<const compile::TypedGraph> typed);
    void started(saddle::RunStart start);
    void stepped(saddle::StepReport report);                ///< the newest, at most 30 a second
    void epochDone(saddle::EpochReport report);
    void historyChanged(std::shared_ptr<const HistorySnapshot> history);
    void profiled(std::shared_ptr<const StepProfile> profile);
    void observed(std::shared_ptr<const train::Observation> seen);   ///< of the run in progress, or the last of a stored one
    void runShown(saddle::Project project);                 ///< a stored run's, before its curves and numbers
    void checkpointed(saddle::CheckpointReport report);
    void pathChanged();                                     ///< of the run in progress: points were stored or thinned out
    void stepShown();                                       ///< shownStep() is another
    void ended(saddle::RunEnd end);
    void failed(saddle::Error error);                       ///< the run did not begin, or was not found
    void stateChanged();                                    ///< training() or paused() is another value
    void landscapeChanged(std::shared_ptr<const LandscapeGrid> grid);
    void landscapeFailed(saddle::Error error);
    void curvatureChanged(saddle::CurvatureReport report, bool finished);   ///< what is known so far
    void curvatureFailed(saddle::Error error);
    void insideChanged(std::shared_ptr<const Insight> inside, bool finished);
    void insideFailed(saddle::Error error);
    void runsListed(std::vector<saddle::store::RunRow> runs, bool trash);   ///< never as they were before removeRuns() or restoreRuns()
    void jobDone(QString what, saddle::Status status);      ///< "export", "remove" or "restore"

private:
    void postJob(const QString& tag, std::function<void()> job);
    void changeRuns(const QStringList& runs, const QString& what, Result<std::string> (*change)(const std::string& storePath, const std::string& run));
    void onUiThread(std::function<void()> call);
    void whileAsked(const Cancellation& asked, std::function<void()> tell);   ///< on the UI thread, unless it is cancelled by then
    void drain();              ///< what the engine reported since the last time
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace saddle::app

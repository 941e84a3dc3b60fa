#pragma once
// The engine as a QObject: calls return at once, answers come as signals on the UI thread. Step reports are coalesced
// into history snapshots at most 30 times a second, so that a fast run never floods the event loop.
#include <QObject>
#include <memory>

#include "engine/api/runs.h"
#include "engine/api/session.h"
#include "engine/api/views.h"

namespace saddle::app {

class EngineClient : public QObject {
    Q_OBJECT
public:
    /// `storePath` empty: the default store.
    explicit EngineClient(const QString& storePath = {}, QObject* parent = nullptr);
    ~EngineClient() override;

    void check(const Project& project);
    /// Trains `project`; `device` as in --device. `resumeRun` empty: a new run.
    void train(const Project& project, const QString& device, const QString& resumeRun = {});
    void pause();
    void resume();
    void stepOnce();           ///< starts paused when no run is in progress
    void stop();
    bool training() const;
    bool paused() const;
    /// Of a stored run ("" : the run in progress or the last one); cancels the one before.
    void landscape(const LandscapeRequest& request);
    void cancelLandscape();
    void listRuns();
    void exportRun(const QString& run, const QString& format, const QString& path);
    void removeRun(const QString& run);
    QString currentRun() const;   ///< of the run in progress, or the last one

Q_SIGNALS:
    void checked(std::shared_ptr<const compile::TypedGraph> typed);
    void started(saddle::RunStart start);
    void stepped(saddle::StepReport report);                ///< the newest, at most 30 a second
    void epochDone(saddle::EpochReport report);
    void historyChanged(std::shared_ptr<const HistorySnapshot> history);
    void profiled(std::shared_ptr<const StepProfile> profile);
    void checkpointed(saddle::CheckpointReport report);
    void ended(saddle::RunEnd end);
    void failed(saddle::Error error);                       ///< the run did not begin
    void stateChanged();                                    ///< training() or paused() is another value
    void landscapeChanged(std::shared_ptr<const LandscapeGrid> grid);
    void landscapeFailed(saddle::Error error);
    void runsListed(std::vector<saddle::store::RunRow> runs);
    void jobDone(QString what, saddle::Status status);      ///< exports, removals

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace saddle::app

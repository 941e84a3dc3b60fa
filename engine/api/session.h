#pragma once
// The engine for a desktop: one engine thread with a mailbox. Calls return at once; answers come as callbacks on the
// engine thread (bridges queue them to the UI thread). A newer request with the same tag replaces one that waits.
#include <functional>
#include <memory>
#include <string>

#include "engine/api/check.h"
#include "engine/api/curvature.h"
#include "engine/api/inside.h"
#include "engine/api/run.h"

namespace saddle {

class Session {
public:
    explicit Session(train::DataOpener open_data, std::string store_path = {});
    ~Session();   ///< stops the run (with a checkpoint), joins the thread
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    /// Shapes and diagnostics; runs beside training, on a thread of its own. Newest wins.
    void check(Project project, std::function<void(std::shared_ptr<const compile::TypedGraph>)> done);
    /// Starts training; `observer` lives until `done`. An error before the run began comes through `done`.
    void train(TrainRequest request, std::shared_ptr<RunObserver> observer, std::function<void(Result<RunEnd>)> done);
    std::shared_ptr<RunControl> control();   ///< of the run in progress, or null
    bool training() const;
    /// On a thread and an executor of its own: beside a run it takes a small part of the device's time and follows the run
    /// to its end. Stops the landscape before it (its `done` gets Interrupted).
    void landscape(LandscapeRequest request, std::function<void(std::shared_ptr<const LandscapeGrid>)> progress,
                   std::function<void(Result<LandscapeGrid>)> done, Cancellation cancellation);
    /// Of the run's weights or of a place of its landscape, on a thread and an executor of its own. Stops the one before it.
    void curvature(CurvatureRequest request, std::function<void(const CurvatureReport&)> progress, std::function<void(Result<CurvatureReport>)> done, Cancellation cancellation);
    /// Looks into a run's model, on a thread and an executor of its own. Stops the look before it.
    void inside(InsideRequest request, std::function<void(std::shared_ptr<const Insight>)> progress, std::function<void(Result<Insight>)> done, Cancellation cancellation);
    /// Any other job for the jobs thread: export, plan, profile, store queries.
    void post(const std::string& tag, std::function<void()> job);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace saddle

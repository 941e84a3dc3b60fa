#include "engine/api/session.h"

#include <algorithm>
#include <deque>
#include <thread>

namespace saddle {
namespace {

/// A thread with a mailbox: jobs run in order; a new job replaces a waiting one of the same tag.
class Mailbox {
public:
    Mailbox() : thread_([this] { work(); }) {}
    ~Mailbox() {
        {
            const std::lock_guard lock(mutex_);
            stop_ = true;
            jobs_.clear();
        }
        changed_.notify_all();
        thread_.join();
    }
    void post(const std::string& tag, std::function<void()> job) {
        const std::lock_guard lock(mutex_);
        if (!tag.empty()) std::erase_if(jobs_, [&](const auto& waiting) { return waiting.first == tag; });
        jobs_.emplace_back(tag, std::move(job));
        changed_.notify_all();
    }

private:
    void work() {
        std::unique_lock lock(mutex_);
        for (;;) {
            changed_.wait(lock, [&] { return stop_ || !jobs_.empty(); });
            if (stop_) return;
            const auto job = std::move(jobs_.front().second);
            jobs_.pop_front();
            lock.unlock();
            job();
            lock.lock();
        }
    }
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::pair<std::string, std::function<void()>>> jobs_;
    bool stop_ = false;
    std::thread thread_;
};

}  // namespace

struct Session::Impl {
    train::DataOpener open_data;
    std::string store_path;
    std::mutex mutex;                                    // guards what follows
    std::shared_ptr<RunControl> control;                 // of the run in progress
    std::shared_ptr<const train::DataSource> source;     // the last one opened for checks
    DataConfig source_config;
    Cancellation landscape, curvature, inside;           // of the newest requests
    api::InsideLook look;                                // used by the thread of `insides` alone
    std::atomic<bool> training{false};
    Mailbox engine, checks, landscapes, curvatures, insides, jobs;            // joined first: their jobs use the members above

    RunPhase phase() {
        const std::lock_guard lock(mutex);
        return !control ? RunPhase::None : control->paused() ? RunPhase::Paused : RunPhase::Training;
    }

    /// What a request leaves open is the session's.
    template <class Request>
    void complete(Request& request) const {
        if (!request.open_data) request.open_data = open_data;
        if (request.store_path.empty()) request.store_path = store_path;
    }
    /// A request beside a run: the newest of its kind stops the one before it.
    template <class Request>
    void begin(Request& request, Cancellation& newest, const Cancellation& cancellation) {
        complete(request);
        request.phase = [this] { return phase(); };
        const std::lock_guard lock(mutex);
        newest.cancel();
        newest = cancellation;
    }

    /// Opening a data set reads files: a check opens it once and keeps it while the configuration stays.
    Result<ops::DataSignature> signature(const DataConfig& config) {
        {
            const std::lock_guard lock(mutex);
            if (source && source_config == config) return source->signature();
        }
        TRY(auto opened, open_data(config, ""));
        const std::lock_guard lock(mutex);
        source = opened;
        source_config = config;
        return opened->signature();
    }
};

Session::Session(train::DataOpener open_data, std::string store_path) : impl_(std::make_unique<Impl>()) {
    impl_->open_data = std::move(open_data);
    impl_->store_path = std::move(store_path);
}

Session::~Session() {
    {
        const std::lock_guard lock(impl_->mutex);
        if (impl_->control) {
            impl_->control->stop();
            impl_->control->resume();
        }
        impl_->landscape.cancel();
        impl_->curvature.cancel();
        impl_->inside.cancel();
    }
    // impl_ goes by itself: its threads are joined while the pointer that their jobs use still holds
}

void Session::check(Project project, std::function<void(std::shared_ptr<const compile::TypedGraph>)> done) {
    impl_->checks.post("check", [d = impl_.get(), project = std::move(project), done = std::move(done)] {
        auto typed = std::make_shared<compile::TypedGraph>();
        if (const auto signature = d->signature(project.data); signature.ok()) {
            *typed = compile::infer_shapes(project, *signature, project.train.batch_size);
        } else {
            typed->diagnostics.push_back({Severity::Error, "", "", "data", signature.error().message, signature.error().hint});
        }
        done(typed);
    });
}

void Session::train(TrainRequest request, std::shared_ptr<RunObserver> observer, std::function<void(Result<RunEnd>)> done) {
    impl_->complete(request);
    auto control = std::make_shared<RunControl>();
    {
        const std::lock_guard lock(impl_->mutex);
        if (impl_->control) return done(Error{ErrorKind::Usage, "a run is in progress", "stop it first", {}});
        impl_->control = control;
    }
    impl_->training = true;
    impl_->engine.post("train", [d = impl_.get(), request = std::move(request), observer, done = std::move(done), control] {
        Result<RunEnd> end = api::train(request, *observer, *control);
        {
            const std::lock_guard lock(d->mutex);
            d->control.reset();
        }
        d->training = false;
        done(std::move(end));
    });
}

std::shared_ptr<RunControl> Session::control() {
    const std::lock_guard lock(impl_->mutex);
    return impl_->control;
}

bool Session::training() const { return impl_->training; }

void Session::landscape(LandscapeRequest request, std::function<void(std::shared_ptr<const LandscapeGrid>)> progress,
                        std::function<void(Result<LandscapeGrid>)> done, Cancellation cancellation) {
    impl_->begin(request, impl_->landscape, cancellation);
    impl_->landscapes.post("", [request = std::move(request), progress = std::move(progress), done = std::move(done), cancellation] {
        done(api::landscape(request, progress, cancellation));
    });
}

void Session::curvature(CurvatureRequest request, std::function<void(const CurvatureReport&)> progress, std::function<void(Result<CurvatureReport>)> done, Cancellation cancellation) {
    impl_->begin(request, impl_->curvature, cancellation);
    impl_->curvatures.post("", [request = std::move(request), progress = std::move(progress), done = std::move(done), cancellation] {
        if (cancellation.cancelled()) return done(Error{ErrorKind::Interrupted, "the curvature was cancelled", "", {}});
        done(api::curvature(request, progress, cancellation));
    });
}

void Session::inside(InsideRequest request, std::function<void(std::shared_ptr<const Insight>)> progress, std::function<void(Result<Insight>)> done, Cancellation cancellation) {
    impl_->begin(request, impl_->inside, cancellation);
    impl_->insides.post("inside", [d = impl_.get(), request = std::move(request), progress = std::move(progress), done = std::move(done), cancellation] {
        done(d->look.look(request, progress, cancellation));
    });
}

void Session::post(const std::string& tag, std::function<void()> job) { impl_->jobs.post(tag, std::move(job)); }

}  // namespace saddle

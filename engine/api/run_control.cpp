#include "engine/api/run.h"

namespace saddle {

void RunControl::pause() { paused_ = true; }

void RunControl::resume() {
    paused_ = false;
    changed_.notify_all();
}

void RunControl::step_once() {
    single_steps_ += 1;
    changed_.notify_all();
}

void RunControl::stop() {
    Request none = Request::None;
    request_.compare_exchange_strong(none, Request::Stop);
    changed_.notify_all();
}

void RunControl::interrupt() { request_ = Request::Interrupt; }  // called from a signal handler: an atomic store and no more

RunControl::Request RunControl::checkpoint_here() {
    std::unique_lock lock(mutex_);
    while (paused_ && request_ == Request::None && single_steps_ == 0)
        changed_.wait_for(lock, std::chrono::milliseconds(100));  // the signal handler cannot notify
    if (paused_ && single_steps_ > 0) single_steps_ -= 1;
    return request_;
}

}  // namespace saddle

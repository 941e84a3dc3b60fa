#pragma once
// Who trains a run: an advisory lock on runs/<id>/lock. The system drops it when the process ends, however it ends, so a
// run that is stored as running while nobody holds its lock was broken off.
#include <string>

#include "engine/core/result.h"

namespace saddle::store {

class RunLock {
public:
    /// Makes the run's folder where needed. Io when another process (or session of this one) trains the run.
    static Result<RunLock> acquire(const std::string& store_path, const std::string& run);
    /// Whether somebody trains the run now.
    static bool held(const std::string& store_path, const std::string& run);

    RunLock() = default;
    RunLock(RunLock&& other) noexcept { std::swap(file_, other.file_); }
    RunLock& operator=(RunLock&& other) noexcept { std::swap(file_, other.file_); return *this; }
    ~RunLock();

private:
    int file_ = -1;
};

}  // namespace saddle::store

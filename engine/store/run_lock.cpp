#include "engine/store/run_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "engine/store/experiment_store.h"

namespace saddle::store {
namespace {

std::string lock_file(const std::string& store_path, const std::string& run) { return run_folder(store_path, run) + "lock"; }

}  // namespace

Result<RunLock> RunLock::acquire(const std::string& store_path, const std::string& run) {
    std::error_code ignored;  // opening says what is wrong
    std::filesystem::create_directories(run_folder(store_path, run), ignored);
    const std::string path = lock_file(store_path, run);
    RunLock lock;
    lock.file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (lock.file_ < 0) return io_error("cannot create " + path + ": " + std::strerror(errno), "choose a folder you may write to (SADDLE_STORE=FILE)");
    if (::flock(lock.file_, LOCK_EX | LOCK_NB) == 0) return lock;
    if (errno == EWOULDBLOCK) return io_error("run " + run + " is being trained by another program", "stop it there, or wait until it ends");
    return io_error("cannot lock " + path + ": " + std::strerror(errno));
}

bool RunLock::held(const std::string& store_path, const std::string& run) {
    const int file = ::open(lock_file(store_path, run).c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return false;
    const bool free = ::flock(file, LOCK_SH | LOCK_NB) == 0;
    ::close(file);
    return !free;
}

RunLock::~RunLock() {
    if (file_ >= 0) ::close(file_);
}

}  // namespace saddle::store

#include "datasets/generators/whole_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>

namespace saddle::datasets {
namespace fs = std::filesystem;
namespace {

std::string beside(const std::string& folder, const char* suffix) { return (fs::path(folder).parent_path() / ("." + fs::path(folder).filename().string() + suffix)).string(); }

}  // namespace

FolderLock::FolderLock(const std::string& folder) {
    std::error_code failed;
    fs::create_directories(fs::path(folder).parent_path(), failed);
    file_ = ::open(beside(folder, ".lock").c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0644);
    if (file_ >= 0) ::flock(file_, LOCK_EX);
}

FolderLock::~FolderLock() {
    if (file_ >= 0) ::close(file_);
}

Status make_folder(const std::string& folder, const std::function<Status(const std::string& work)>& fill) {
    std::error_code failed;  // writing says what is wrong
    if (fs::exists(folder, failed)) return {};
    const std::string work = beside(folder, "");
    fs::remove_all(work, failed);
    fs::create_directories(work, failed);
    TRY_STATUS(fill(work));
    fs::rename(work, folder, failed);
    if (failed && !fs::exists(folder)) return io_error("cannot move " + work + " to " + folder + ": " + failed.message());
    return {};
}

}  // namespace saddle::datasets

#include "datasets/generators/whole_folder.h"

#include <filesystem>

namespace saddle::datasets {
namespace fs = std::filesystem;

Status make_folder(const std::string& folder, const std::function<Status(const std::string& work)>& fill) {
    std::error_code failed;  // writing says what is wrong
    if (fs::exists(folder, failed)) return {};
    const std::string work = (fs::path(folder).parent_path() / ("." + fs::path(folder).filename().string())).string();
    fs::remove_all(work, failed);
    fs::create_directories(work, failed);
    TRY_STATUS(fill(work));
    fs::rename(work, folder, failed);
    if (failed && !fs::exists(folder)) return io_error("cannot move " + work + " to " + folder + ": " + failed.message());
    return {};
}

}  // namespace saddle::datasets

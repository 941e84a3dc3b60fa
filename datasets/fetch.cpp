#include "datasets/fetch.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>
#include <optional>

#include "datasets/download.h"
#include "engine/api/files.h"

namespace saddle::datasets {
namespace {

namespace fs = std::filesystem;

/// A folder that one process at a time works in.
class Workplace {
public:
    explicit Workplace(const std::string& path) {
        std::error_code ignored;
        fs::create_directories(path, ignored);
        handle_ = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        locked_ = handle_ >= 0 && ::flock(handle_, LOCK_EX | LOCK_NB) == 0;
    }
    ~Workplace() {
        if (handle_ >= 0) ::close(handle_);
    }
    Workplace(const Workplace&) = delete;
    Workplace& operator=(const Workplace&) = delete;
    bool made() const { return handle_ >= 0; }
    bool locked() const { return locked_; }

private:
    int handle_ = -1;
    bool locked_ = false;
};

bool sound(const std::string& path, const Manifest::File& file) {
    std::error_code none;
    if (!fs::exists(path, none) || int64_t(fs::file_size(path, none)) != file.bytes) return false;
    const auto content = read_file(path, uint64_t(file.bytes));
    return content.ok() && sha256(*content) == file.sha256;
}

/// Brings one file to `path`, from the first address that gives it.
Status bring(const Manifest::File& file, const std::vector<std::string>& addresses, const std::string& path, const FetchOptions& options, const std::function<void(int64_t)>& progress) {
    std::optional<Error> failure;
    for (const std::string& address : addresses) {
        Status done = download({address + file.name, path + ".part", file.bytes, progress, options.cancellation});
        if (done.ok() && !sound(path + ".part", file)) {
            const auto content = read_file(path + ".part", uint64_t(file.bytes));
            done = io_error(address + file.name + " has the SHA-256 " + (content.ok() ? sha256(*content) : "?") + ", it should be " + file.sha256, "it is damaged or another version");
            fs::remove(path + ".part");
        }
        if (done.ok()) {
            std::error_code failed;
            fs::rename(path + ".part", path, failed);
            if (failed) return io_error("cannot rename " + path + ".part: " + failed.message());
            return {};
        }
        if (done.error().kind == ErrorKind::Interrupted) return done;
        if (failure) failure->message += "; " + done.error().message;
        else failure = done.error();
    }
    if (failure->hint.empty()) failure->hint = "look at the network, or name another address with --from; parts that are here are continued";
    return *failure;
}

std::string about(const Manifest& m) {
    return "# " + m.title + "\n" + m.description + ".\n\nAuthors: " + m.authors + "\nLicence: " + m.licence + "\nHome page: " + m.homepage + "\n";
}

}  // namespace

std::string folder_of(const std::string& set) { return data_folder() + "/datasets/" + set; }

Result<std::string> fetch(const Manifest& manifest, const FetchOptions& options) {
    TRY(const std::vector<std::string> addresses, addresses_of(manifest, options.from));
    const std::string folder = folder_of(manifest.name), work = data_folder() + "/datasets/." + manifest.name;
    const Workplace place(work);
    if (!place.made()) return io_error("cannot make the folder " + work, "look at the rights and the space of the data folder");
    if (!place.locked()) return io_error(manifest.name + " is being fetched by another program", "wait for it");
    int64_t before = 0;
    for (const Manifest::File& file : manifest.files) {
        const auto report = [&](int64_t bytes) {
            if (options.progress) options.progress({file.name, before + bytes, manifest.bytes()});
        };
        if (!sound(folder + "/" + file.name, file) && !sound(work + "/" + file.name, file)) TRY_STATUS(bring(file, addresses, work + "/" + file.name, options, report));
        before += file.bytes;
        if (options.progress) options.progress({file.name, before, manifest.bytes()});
    }
    TRY_STATUS(write_file(work + "/README.md", about(manifest)));
    std::error_code failed;
    if (!fs::exists(folder, failed)) fs::rename(work, folder, failed);
    else
        for (const auto& entry : fs::directory_iterator(work)) {
            fs::rename(entry.path(), folder / entry.path().filename(), failed);
            if (failed) break;
        }
    if (failed) return io_error("cannot move the files to " + folder + ": " + failed.message());
    fs::remove(work, failed);
    return folder;
}

}  // namespace saddle::datasets

#include "engine/core/file.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <utility>

namespace saddle {
namespace {

Error failed(const char* call, const std::string& path) {
    const int code = errno;
    std::string hint;
    if (code == ENOSPC || code == EDQUOT || code == EFBIG) hint = "free some space, then try again";
    if (code == EACCES || code == EROFS || code == EPERM) hint = "choose a folder you may write to";
    return io_error(std::string("cannot ") + call + " " + path + ": " + std::strerror(code), hint);
}

std::string folder(const char* variable, const char* fallback) {
    const char* base = std::getenv(variable);
    const char* home = std::getenv("HOME");
    std::string path = base && *base ? base : std::string(home && *home ? home : "/tmp") + fallback;
    path += "/saddlepoint";
    std::error_code ignored;  // the first write into it says what is wrong
    std::filesystem::create_directories(path, ignored);
    return path;
}

/// An open file, closed at the end of its life.
struct OpenFile {
    OpenFile(int handle, std::string name, uint64_t size) : file(handle), path(std::move(name)), bytes(size) {}
    OpenFile(OpenFile&& other) noexcept : file(std::exchange(other.file, -1)), path(std::move(other.path)), bytes(other.bytes) {}
    ~OpenFile() {
        if (file >= 0) ::close(file);
    }
    Result<std::string> read(uint64_t offset, uint64_t length) const {
        std::string content(size_t(length), '\0');
        for (size_t done = 0; done < content.size();) {
            const ssize_t got = ::pread(file, content.data() + done, content.size() - done, off_t(offset + done));
            if (got < 0 && errno == EINTR) continue;
            if (got < 0) return failed("read", path);
            if (got == 0) content.resize(done);  // it became shorter meanwhile
            done += size_t(got);
        }
        return content;
    }
    int file;
    std::string path;
    uint64_t bytes;
};

Result<OpenFile> open_to_read(const std::string& path) {
    OpenFile opened(::open(path.c_str(), O_RDONLY | O_CLOEXEC), path, 0);
    if (opened.file < 0) return failed("open", path);
    struct stat info {};
    if (fstat(opened.file, &info) != 0) return failed("read", path);
    if (S_ISDIR(info.st_mode)) {
        errno = EISDIR;
        return failed("read", path);
    }
    opened.bytes = uint64_t(info.st_size);
    return opened;
}

}  // namespace

Result<std::string> read_file(const std::string& path, uint64_t limit) {
    TRY(const OpenFile file, open_to_read(path));
    if (file.bytes > limit)
        return invalid(path + " has " + std::to_string(file.bytes) + " bytes, more than the limit of " + std::to_string(limit));
    return file.read(0, file.bytes);
}

Result<std::string> read_file_part(const std::string& path, uint64_t offset, uint64_t length) {
    TRY(const OpenFile file, open_to_read(path));
    if (offset > file.bytes || length > file.bytes - offset)
        return invalid(path + " has " + std::to_string(file.bytes) + " bytes, " + std::to_string(length) + " from byte " + std::to_string(offset) + " on are needed");
    return file.read(offset, length);
}

Status write_file(const std::string& path, std::string_view content) {
    const std::string temporary = path + ".tmp" + std::to_string(getpid());
    const int file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (file < 0) return failed("create", path);
    const auto give_up = [&](const char* call) -> Error {
        Error error = failed(call, path);
        ::close(file);
        ::unlink(temporary.c_str());
        return error;
    };
    for (size_t done = 0; done < content.size();) {
        const ssize_t put = ::write(file, content.data() + done, content.size() - done);
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) return give_up("write");
        done += size_t(put);
    }
    if (::fsync(file) != 0) return give_up("flush");
    ::close(file);
    if (::rename(temporary.c_str(), path.c_str()) != 0) {
        Error error = failed("replace", path);
        ::unlink(temporary.c_str());
        return error;
    }
    const std::string parent = std::filesystem::path(path).parent_path().string();
    if (const int directory = ::open(parent.empty() ? "." : parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); directory >= 0) {
        ::fsync(directory);  // the rename itself; some file systems refuse it, which loses nothing that was there
        ::close(directory);
    }
    return {};
}

std::string sha256(std::string_view bytes) {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int length = 0;
    EVP_Digest(bytes.data(), bytes.size(), digest, &length, EVP_sha256(), nullptr);
    static const char* digits = "0123456789abcdef";
    std::string text;
    for (unsigned int i = 0; i < length; ++i) {
        text += digits[digest[i] >> 4];
        text += digits[digest[i] & 15];
    }
    return text;
}

std::string data_folder() { return folder("XDG_DATA_HOME", "/.local/share"); }
std::string cache_folder() { return folder("XDG_CACHE_HOME", "/.cache"); }
std::string config_folder() { return folder("XDG_CONFIG_HOME", "/.config"); }

}  // namespace saddle

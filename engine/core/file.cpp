#include "engine/core/file.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

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

}  // namespace

Result<std::string> read_file(const std::string& path, uint64_t limit) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return failed("open", path);
    struct stat info {};
    std::string content;
    if (fstat(file, &info) != 0 || S_ISDIR(info.st_mode)) {
        if (S_ISDIR(info.st_mode)) errno = EISDIR;
        Error error = failed("read", path);
        ::close(file);
        return error;
    }
    if (uint64_t(info.st_size) > limit) {
        ::close(file);
        return invalid(path + " has " + std::to_string(info.st_size) + " bytes, more than the limit of " + std::to_string(limit));
    }
    content.resize(size_t(info.st_size));
    for (size_t done = 0; done < content.size();) {
        const ssize_t got = ::read(file, content.data() + done, content.size() - done);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) {
            Error error = failed("read", path);
            ::close(file);
            return error;
        }
        if (got == 0) content.resize(done);  // it became shorter meanwhile
        done += size_t(got);
    }
    ::close(file);
    return content;
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

}  // namespace saddle

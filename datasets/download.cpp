#include "datasets/download.h"

#include <curl/curl.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

namespace saddle::datasets {
namespace {

namespace fs = std::filesystem;
constexpr int kAttempts = 4;
constexpr long kConnectSeconds = 20, kStalledSeconds = 30;

/// One transfer from `offset` on.
class Transfer {
public:
    Transfer(const Download& request, int64_t offset) : request_(request), offset_(offset), curl_(curl_easy_init(), curl_easy_cleanup) {}
    ~Transfer() {
        if (file_) std::fclose(file_);
    }
    CURLcode run() {
        CURL* c = curl_.get();
        const std::string range = std::to_string(offset_) + "-";
        curl_easy_setopt(c, CURLOPT_URL, request_.address.c_str());
        curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
        curl_easy_setopt(c, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
        curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 1L);
        curl_easy_setopt(c, CURLOPT_MAXREDIRS, 5L);
        curl_easy_setopt(c, CURLOPT_FAILONERROR, 1L);
        curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
        curl_easy_setopt(c, CURLOPT_LOW_SPEED_LIMIT, 1L);
        curl_easy_setopt(c, CURLOPT_LOW_SPEED_TIME, kStalledSeconds);
        curl_easy_setopt(c, CURLOPT_USERAGENT, "saddlepoint");
        if (offset_ > 0) curl_easy_setopt(c, CURLOPT_RANGE, range.c_str());
        curl_easy_setopt(c, CURLOPT_ERRORBUFFER, message_);
        curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, on_bytes);
        curl_easy_setopt(c, CURLOPT_WRITEDATA, this);
        curl_easy_setopt(c, CURLOPT_NOPROGRESS, 0L);
        curl_easy_setopt(c, CURLOPT_XFERINFOFUNCTION, on_progress);
        curl_easy_setopt(c, CURLOPT_XFERINFODATA, this);
        CURLcode code = curl_easy_perform(c);
        if (file_ && std::fclose(std::exchange(file_, nullptr)) != 0 && code == CURLE_OK) code = disk_failed();
        return code;
    }
    /// Our own reason to stop, when there is one.
    std::optional<Error> error;
    long status() const {
        long status = 0;
        curl_easy_getinfo(curl_.get(), CURLINFO_RESPONSE_CODE, &status);
        return status;
    }
    std::string message(CURLcode code) const { return message_[0] ? message_ : curl_easy_strerror(code); }

private:
    CURLcode disk_failed() {
        error = io_error("cannot write " + request_.path + ": " + std::strerror(errno), errno == ENOSPC ? "free some space, then fetch it again: it continues" : "");
        return CURLE_WRITE_ERROR;
    }
    /// Opens the file when the first bytes come: behind those that are there, unless the server sends all anew.
    static size_t on_bytes(char* bytes, size_t size, size_t count, void* self) {
        auto& t = *static_cast<Transfer*>(self);
        if (!t.file_) {
            if (t.offset_ > 0 && t.status() != 206) t.offset_ = 0;
            t.file_ = std::fopen(t.request_.path.c_str(), t.offset_ > 0 ? "ab" : "wb");
        }
        if (t.file_ && t.offset_ + int64_t(size * count) > t.request_.bytes) {
            t.error = io_error(t.request_.address + " is larger than the " + std::to_string(t.request_.bytes) + " bytes it should have", "it is another file; give another address with --from");
            return 0;
        }
        if (!t.file_ || std::fwrite(bytes, size, count, t.file_) != count) {
            t.disk_failed();
            return 0;
        }
        t.offset_ += int64_t(size * count);
        return count;
    }
    static int on_progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
        const auto& t = *static_cast<const Transfer*>(self);
        if (t.request_.progress) t.request_.progress(t.offset_);
        return t.request_.cancellation.cancelled();
    }

    const Download& request_;
    int64_t offset_;
    std::unique_ptr<CURL, void (*)(CURL*)> curl_;
    std::FILE* file_ = nullptr;
    char message_[CURL_ERROR_SIZE] = "";
};

/// Worth another attempt: what was there, or the server, broke off.
bool passing(CURLcode code, long status) {
    return code == CURLE_PARTIAL_FILE || code == CURLE_RECV_ERROR || code == CURLE_SEND_ERROR || code == CURLE_GOT_NOTHING || code == CURLE_OPERATION_TIMEDOUT ||
           (code == CURLE_HTTP_RETURNED_ERROR && (status >= 500 || status == 429 || status == 416));
}

int64_t size_of(const std::string& path) {
    std::error_code none;
    const auto size = fs::file_size(path, none);
    return none ? 0 : int64_t(size);
}

}  // namespace

Status download(const Download& request) {
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (started != CURLE_OK) return io_error(std::string("libcurl does not start: ") + curl_easy_strerror(started));
    std::string why;
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
        for (int wait = 0; wait < (attempt ? 1 << attempt : 0) * 5 && !request.cancellation.cancelled(); ++wait) std::this_thread::sleep_for(std::chrono::milliseconds(50));
        if (request.cancellation.cancelled()) break;
        if (size_of(request.path) > request.bytes) fs::remove(request.path);
        const int64_t before = size_of(request.path);
        if (before == request.bytes) return {};
        Transfer transfer(request, before);
        const CURLcode code = transfer.run();
        if (request.cancellation.cancelled()) break;
        if (transfer.error) return *transfer.error;
        if (code == CURLE_OK && size_of(request.path) == request.bytes) return {};
        why = code == CURLE_OK ? "the server ended it early" : transfer.message(code);
        if (code == CURLE_HTTP_RETURNED_ERROR && transfer.status() == 416) fs::remove(request.path);  // what is there is no part of it
        if (code != CURLE_OK && !passing(code, transfer.status())) break;
    }
    const std::string reached = std::to_string(size_of(request.path)) + " of " + std::to_string(request.bytes) + " bytes";
    if (request.cancellation.cancelled()) return Error{ErrorKind::Interrupted, "fetching was interrupted at " + reached + " of " + request.address, "fetch it again: it continues", {}};
    return io_error("cannot fetch " + request.address + ": " + why + " (" + reached + " are here)");
}

}  // namespace saddle::datasets

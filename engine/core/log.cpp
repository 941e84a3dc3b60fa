#include "engine/core/log.h"

#include <cstdio>
#include <mutex>

namespace saddle {
namespace {
std::mutex mutex;
LogSink current;
}  // namespace

void set_log_sink(LogSink sink) {
    const std::lock_guard lock(mutex);
    current = std::move(sink);
}

void log(Severity severity, const std::string& text) {
    const std::lock_guard lock(mutex);
    if (current) return current(severity, text);
    const char* label = severity == Severity::Error ? "error: " : severity == Severity::Warning ? "warning: " : "";
    std::fprintf(stderr, "%s%s\n", label, text.c_str());
}

}  // namespace saddle

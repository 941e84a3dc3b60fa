#pragma once
// Log lines go to standard error and to a sink that the desktop's log panel may set. Thread-safe.
#include <functional>
#include <string>

#include "engine/core/result.h"

namespace saddle {

using LogSink = std::function<void(Severity, const std::string&)>;
/// Replaces the sink; an empty one restores standard error.
void set_log_sink(LogSink sink);
void log(Severity severity, const std::string& text);

}  // namespace saddle

#include "engine/core/result.h"

#include <cstdio>
#include <cstdlib>

namespace saddle {

int exit_code(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::Usage: return 2;
        case ErrorKind::Invalid: return 3;
        case ErrorKind::NoDevice: return 4;
        case ErrorKind::OutOfMemory: return 5;
        case ErrorKind::Diverged: return 6;
        case ErrorKind::Io: return 7;
        case ErrorKind::Incompatible: return 8;
        case ErrorKind::DeviceLost: return 9;
        case ErrorKind::Interrupted: return 130;
        case ErrorKind::Internal: return 1;
    }
    return 1;
}

const char* name(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::Usage: return "usage";
        case ErrorKind::Invalid: return "invalid";
        case ErrorKind::NoDevice: return "no device";
        case ErrorKind::OutOfMemory: return "out of memory";
        case ErrorKind::Diverged: return "diverged";
        case ErrorKind::Io: return "i/o";
        case ErrorKind::Incompatible: return "incompatible";
        case ErrorKind::DeviceLost: return "device lost";
        case ErrorKind::Interrupted: return "interrupted";
        case ErrorKind::Internal: return "internal";
    }
    return "internal";
}

std::string to_string(const Diagnostic& d) {
    std::string text = d.severity == Severity::Error ? "error: " : d.severity == Severity::Warning ? "warning: " : "info: ";
    std::string place = d.node;
    for (const std::string& part : {d.port, d.field})
        if (!part.empty()) place += (place.empty() ? "" : ".") + part;
    if (!place.empty()) text += place + ": ";
    text += d.text;
    if (!d.hint.empty()) text += " (hint: " + d.hint + ")";
    return text;
}

std::string to_string(const Error& error) {
    std::string text = error.message;
    if (!error.hint.empty()) text += " (hint: " + error.hint + ")";
    for (const Diagnostic& d : error.diagnostics) text += "\n  " + to_string(d);
    return text;
}

void assertion_failed(const char* condition, const char* message, const char* file, int line) {
    std::fprintf(stderr, "%s:%d: %s (%s)\n", file, line, message, condition);
    std::abort();
}

}  // namespace saddle

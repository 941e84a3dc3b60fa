#pragma once
// Errors are values. A user's mistake is a Diagnostic on a node, port, field or file; a failing environment is a
// Result with the call and its cause; a bug of ours is SADDLE_ASSERT. No exception crosses a folder's surface.
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace saddle {

/// What kind of failure ended the work; the command line's exit code is a function of it (see exit_code).
enum class ErrorKind {
    Usage,         ///< wrong words on the command line
    Invalid,       ///< invalid project, file or data
    NoDevice,      ///< no usable compute device
    OutOfMemory,   ///< host or device memory
    Diverged,      ///< NaN or infinity in the loss or a gradient
    Io,            ///< disk, network or database
    Incompatible,  ///< checkpoint or weights of another model
    DeviceLost,    ///< VK_ERROR_DEVICE_LOST
    Interrupted,   ///< cancelled by the user; what was finished is kept
    Internal,      ///< a bug of ours that was caught
};

/// Exit code of the command line for `kind`: 2 3 4 5 6 7 8 9 130 and 1 for Internal.
int exit_code(ErrorKind kind);
const char* name(ErrorKind kind);

enum class Severity { Error, Warning, Info };

/// A message about one place in the user's document. `node`, `port` and `field` are empty where they do not apply.
struct Diagnostic {
    Severity severity = Severity::Error;
    std::string node;   ///< NodeId path, e.g. "conv1" or "head/fc"
    std::string port;   ///< port of that node
    std::string field;  ///< attribute, or path in a file ("train.batch_size")
    std::string text;   ///< what is wrong, with numbers
    std::string hint;   ///< what to do
    bool operator==(const Diagnostic&) const = default;
};
/// "error: conv1.x: expected ... got ... (hint: ...)"
std::string to_string(const Diagnostic& diagnostic);

struct Error {
    ErrorKind kind = ErrorKind::Internal;
    std::string message;                   ///< one sentence: what failed and its cause
    std::string hint;                      ///< what to do; may be empty
    std::vector<Diagnostic> diagnostics;   ///< places in the document, for Invalid
};
/// Message, hint and each diagnostic on its own line.
std::string to_string(const Error& error);

inline Error invalid(std::string message, std::string hint = {}) {
    return Error{ErrorKind::Invalid, std::move(message), std::move(hint), {}};
}
inline Error io_error(std::string message, std::string hint = {}) {
    return Error{ErrorKind::Io, std::move(message), std::move(hint), {}};
}

/// A T, or the Error that prevented it.
template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}
    bool ok() const { return state_.index() == 0; }
    explicit operator bool() const { return ok(); }
    T& value() & { return std::get<0>(state_); }
    const T& value() const& { return std::get<0>(state_); }
    T&& value() && { return std::get<0>(std::move(state_)); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }
    Error& error() { return std::get<1>(state_); }
    const Error& error() const { return std::get<1>(state_); }

private:
    std::variant<T, Error> state_;
};

/// Success, or an Error.
template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : error_(std::move(error)) {}
    bool ok() const { return !error_; }
    explicit operator bool() const { return ok(); }
    Error& error() { return *error_; }
    const Error& error() const { return *error_; }

private:
    std::optional<Error> error_;
};
using Status = Result<void>;

[[noreturn]] void assertion_failed(const char* condition, const char* message, const char* file, int line);

}  // namespace saddle

/// A broken promise inside our own code: says where, and stops.
#define SADDLE_ASSERT(condition, message) \
    ((condition) ? (void)0 : ::saddle::assertion_failed(#condition, message, __FILE__, __LINE__))

#define SADDLE_CONCAT_(a, b) a##b
#define SADDLE_CONCAT(a, b) SADDLE_CONCAT_(a, b)
/// TRY(auto x, f()): declares x from f()'s value, or returns f()'s error from the current function.
#define TRY(declaration, expression) TRY_(declaration, expression, SADDLE_CONCAT(try_result_, __LINE__))
#define TRY_(declaration, expression, result)         \
    auto result = (expression);                       \
    if (!result.ok()) return std::move(result.error()); \
    declaration = std::move(result).value()
/// TRY_STATUS(f()): returns f()'s error, if any, from the current function.
#define TRY_STATUS(expression)                                                           \
    do {                                                                                 \
        if (auto try_status = (expression); !try_status.ok()) return std::move(try_status.error()); \
    } while (false)

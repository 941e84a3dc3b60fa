#include "engine/core/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>
#include <thread>

extern char** environ;

namespace saddle {
namespace {

constexpr size_t kOutputLimit = 64 << 10;

/// "NAME=value" of this process, with `changes` on top.
std::vector<std::string> environment_with(const std::map<std::string, std::string>& changes) {
    std::vector<std::string> list;
    for (char** entry = environ; *entry; ++entry) {
        const std::string text = *entry;
        if (!changes.count(text.substr(0, text.find('=')))) list.push_back(text);
    }
    for (const auto& [name, value] : changes) list.push_back(name + "=" + value);
    return list;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> list;
    for (std::string& text : texts) list.push_back(text.data());
    list.push_back(nullptr);
    return list;
}

using Clock = std::chrono::steady_clock;

/// Reads until the other end closes or `deadline` comes.
void read_until(int pipe, Clock::time_point deadline, std::string& output) {
    for (;;) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
        if (left <= 0) return;
        pollfd wait{pipe, POLLIN, 0};
        if (::poll(&wait, 1, int(left)) <= 0) continue;  // interrupted, or time is up
        char block[4096];
        const ssize_t got = ::read(pipe, block, sizeof block);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return;
        output.append(block, size_t(got));
        if (output.size() > kOutputLimit) output.resize(kOutputLimit);
    }
}

/// The child's wait status; at `deadline` it is killed and nothing comes back.
std::optional<int> wait_until(pid_t child, Clock::time_point deadline) {
    int status = 0;
    while (Clock::now() < deadline) {
        if (::waitpid(child, &status, WNOHANG) == child) return status;
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    ::kill(child, SIGKILL);
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    return {};
}

}  // namespace

Result<std::string> run_process(const ProcessRequest& request) {
    const std::string& program = request.arguments[0];
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return io_error("cannot start " + program + ": " + std::strerror(errno));
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&files, ends[1], 1);
    posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
    std::vector<std::string> arguments = request.arguments, environment = environment_with(request.environment);
    pid_t child = 0;
    const int code = posix_spawn(&child, program.c_str(), &files, nullptr, pointers(arguments).data(), pointers(environment).data());
    posix_spawn_file_actions_destroy(&files);
    ::close(ends[1]);
    if (code != 0) {
        ::close(ends[0]);
        return io_error("cannot start " + program + ": " + std::strerror(code));
    }
    std::string output;
    const Clock::time_point deadline = Clock::now() + request.timeout;
    read_until(ends[0], deadline, output);
    ::close(ends[0]);
    const std::optional<int> status = wait_until(child, deadline);
    if (!status) return io_error(program + " did not end within " + std::to_string(request.timeout.count()) + " ms");
    if (WIFSIGNALED(*status)) return io_error(program + " was ended by signal " + std::to_string(WTERMSIG(*status)));
    if (WEXITSTATUS(*status) != 0) return io_error(program + " ended with code " + std::to_string(WEXITSTATUS(*status)) + (output.empty() ? "" : ": " + output));
    return output;
}

std::string program_folder() {
    std::error_code failed;
    const auto path = std::filesystem::read_symlink("/proc/self/exe", failed);
    return failed ? "./" : path.parent_path().string() + "/";
}

}  // namespace saddle

#include "engine/runtime/vulkan/vector_width.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "engine/core/file.h"
#include "engine/core/log.h"
#include "engine/core/process.h"
#include "shaders/shader_sources.h"

namespace saddle::runtime {
namespace {

namespace fs = std::filesystem;
constexpr const char* kVariable = "LP_NATIVE_VECTOR_WIDTH";
constexpr int kRounds = 3;
constexpr double kWorthIt = 0.92;             // where wide vectors pay they save a quarter and more; less is noise
constexpr std::chrono::seconds kTimeout{90};  // the driver compiles each kernel: seconds on a quiet machine

bool cpu_has_avx512() {
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
#else
    return false;
#endif
}

/// What tells one file from a later one of the same name.
std::string stamp(const std::string& path) {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) return path + " absent\n";
    return path + " " + std::to_string(info.st_size) + " " + std::to_string(info.st_mtim.tv_sec) + "." + std::to_string(info.st_mtim.tv_nsec) + "\n";
}

std::vector<std::string> split(const char* text) {
    std::vector<std::string> parts;
    const std::string list = text ? text : "";
    for (size_t at = 0; at < list.size();) {
        const size_t end = std::min(list.find(':', at), list.size());
        if (end > at) parts.push_back(list.substr(at, end - at));
        at = end + 1;
    }
    return parts;
}

/// Driver manifests that the Vulkan loader would read ("Linux ICD discovery" in the loader's interface document).
std::vector<std::string> manifests() {
    for (const char* variable : {"VK_DRIVER_FILES", "VK_ICD_FILENAMES"})
        if (const auto named = split(std::getenv(variable)); !named.empty()) return named;
    std::vector<std::string> folders{"/etc", "/usr/local/share", "/usr/share"}, files;
    for (const char* variable : {"XDG_CONFIG_HOME", "XDG_CONFIG_DIRS", "XDG_DATA_HOME", "XDG_DATA_DIRS"})
        for (const std::string& folder : split(std::getenv(variable))) folders.push_back(folder);
    if (const char* home = std::getenv("HOME"))
        for (const char* folder : {"/.config", "/.local/share"}) folders.push_back(std::string(home) + folder);
    std::error_code ignored;
    for (const std::string& folder : folders)
        for (const auto& entry : fs::directory_iterator(folder + "/vulkan/icd.d", ignored)) files.push_back(entry.path().string());
    std::sort(files.begin(), files.end());
    files.erase(std::unique(files.begin(), files.end()), files.end());
    return files;
}

/// Identity of the installed lavapipe: its manifests and libraries; "" without one. Its version is known to its own
/// instances only, and making one reads the width.
std::string driver_stamp() {
    std::string text;
    for (const std::string& file : manifests()) {
        const auto manifest = read_file(file, 1 << 20);
        if (!manifest.ok()) continue;
        const size_t key = manifest->find("\"library_path\""), open = manifest->find('"', manifest->find(':', key)), close = manifest->find('"', open + 1);
        if (key == std::string::npos || open == std::string::npos || close == std::string::npos) continue;
        const std::string library = manifest->substr(open + 1, close - open - 1);
        if (library.find("lvp") != std::string::npos) text += stamp(file) + stamp(library);
    }
    return text;
}

/// Vendor, family, model, name and stepping of the first core: the name alone ("AMD EPYC") covers several designs.
std::string cpu_model() {
    std::ifstream file("/proc/cpuinfo");
    std::string model;
    for (std::string line; std::getline(file, line) && !line.empty();)
        for (const char* wanted : {"vendor_id", "cpu family", "model", "stepping"})
            if (line.rfind(wanted, 0) == 0) model += line + "\n";
    return model;
}

struct Trial {
    double step_ms = INFINITY;
    std::string driver;
};
Result<Trial> run_trial(const std::string& program, int bits, std::chrono::milliseconds timeout) {
    TRY(const std::string output, run_process({{program}, {{kVariable, bits ? std::to_string(bits) : ""}, {"SADDLE_VALIDATION", "0"}}, timeout}));
    Trial trial;
    const size_t space = output.find(' ');
    char* end = nullptr;
    trial.step_ms = std::strtod(output.c_str(), &end);
    if (space == std::string::npos || end != output.c_str() + space || !(trial.step_ms > 0)) return io_error(program + " answered '" + output + "'");
    trial.driver = output.substr(space + 1);
    return trial;
}

std::string milliseconds(double ms) {
    char text[32];
    std::snprintf(text, sizeof text, "%.2f ms", ms);
    return text;
}

VectorWidth choose() {
    if (const char* set = std::getenv(kVariable)) return {std::atoi(set), std::string(kVariable) + " is set"};
    if (!cpu_has_avx512()) return {0, "this CPU has no AVX-512"};
    const std::string driver = driver_stamp(), program = program_folder() + "saddle-selftest";
    if (driver.empty()) return {0, "lavapipe is not installed"};
    std::error_code failed;
    if (!fs::exists(program, failed)) return {0, "the self-test of 512-bit vectors is missing (" + program + ")"};
    const std::string key = sha256("trial 2\n" + cpu_model() + driver + std::string(shader_fingerprint())).substr(0, 16);
    const VectorWidth width = remembered_width(cache_folder() + "/vector-width-" + key, program, kTimeout);
    if (width.bits > 0) setenv(kVariable, std::to_string(width.bits).c_str(), 0);
    return width;
}

}  // namespace

VectorWidth try_widths(const std::string& program, std::chrono::milliseconds timeout) {
    Trial best[2];  // default, 512 bits
    for (int round = 0; round < kRounds; ++round)
        for (const int wide : {0, 1}) {
            const auto trial = run_trial(program, wide ? 512 : 0, timeout);
            if (!trial.ok()) return {0, std::string("the self-test ") + (wide ? "of 512-bit vectors" : "at the default width") + " failed: " + trial.error().message};
            best[wide] = {std::min(best[wide].step_ms, trial->step_ms), trial->driver};
        }
    const bool faster = best[1].step_ms <= kWorthIt * best[0].step_ms;
    return {faster ? 512 : 0, "512-bit vectors passed the self-test and are " + std::string(faster ? "faster" : "not faster") + " on this CPU: a step of it took " +
            milliseconds(best[1].step_ms) + " of processor time, at the default width " + milliseconds(best[0].step_ms) + " (" + best[1].driver + ")"};
}

VectorWidth remembered_width(const std::string& file, const std::string& program, std::chrono::milliseconds timeout) {
    const int lock = ::open((file + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (lock < 0) return {0, "what a test of 512-bit vectors finds cannot be kept in " + file};  // never at every start
    ::flock(lock, LOCK_EX);
    VectorWidth width;
    if (const auto known = read_file(file, 4096); known.ok() && known->find(' ') != std::string::npos) {
        width = {std::atoi(known->c_str()), known->substr(known->find(' ') + 1)};
    } else {
        log(Severity::Info, "testing 512-bit vectors of the CPU driver (once, some seconds) ...");
        width = try_widths(program, timeout);
        width.reason += "; remove " + file + " to test again";
        (void)write_file(file, std::to_string(width.bits) + " " + width.reason);
    }
    ::close(lock);
    return width;
}

const VectorWidth& vector_width() {
    static const VectorWidth width = choose();
    return width;
}

}  // namespace saddle::runtime

// `saddle doctor`: what this machine has and lacks for training, for the data and for the desktop.
#include <filesystem>

#include "app/cli/commands.h"
#include "app/cli/json.h"
#include "datasets/open.h"
#include "engine/api/devices.h"
#include "engine/api/files.h"
#include "engine/api/runs.h"

namespace saddle::cli {
namespace {

namespace fs = std::filesystem;

class Report {
public:
    explicit Report(bool json) : json_(json) {}
    void ok(const std::string& what, const std::string& detail) { tell("ok", what, detail, ""); }
    /// Something works without it.
    void note(const std::string& what, const std::string& detail, const std::string& cure) { tell("note", what, detail, cure); }
    /// `kind` gives the exit code; that of the first problem counts.
    void missing(const std::string& what, const std::string& detail, const std::string& cure, ErrorKind kind) {
        tell("missing", what, detail, cure);
        if (code_ == 0) code_ = exit_code(kind);
    }
    int code() const { return code_; }

private:
    void tell(const char* status, const std::string& what, const std::string& detail, const std::string& cure) const {
        if (json_) print_line({{"check", what}, {"status", status}, {"detail", detail}, {"cure", cure}});
        else std::printf("%-8s %-14s %s%s%s\n", status, what.c_str(), detail.c_str(), cure.empty() ? "" : " -> ", cure.c_str());
    }
    const bool json_;
    int code_ = 0;
};

void check_devices(Report& report) {
    const std::string loader = runtime::vulkan_loader();
    report.ok("Vulkan loader", loader);
    bool usable = false;
    for (const runtime::DeviceListing& d : api::devices()) {
        if (d.id == "reference") continue;
        const std::string name = d.id + " " + d.profile.name + ", " + d.profile.driver;
        if (!d.problem.empty()) report.note("device", name + " cannot be used: " + d.problem, "install a newer driver of this device");
        else report.ok("device", name);
        usable |= d.problem.empty();
        if (d.problem.empty() && d.profile.peak_gflops == 0) report.note("peaks", "of " + d.id + " are not measured: profiles have no percent of the roofline", "`saddle devices --measure` (some seconds)");
        else if (d.problem.empty()) report.ok("peaks", "of " + d.id + " are measured");
    }
    if (!usable)
        report.missing("device", "no Vulkan 1.3 device; until there is one the slow reference executor is used",
                       "install mesa-vulkan-drivers (most GPUs, and a driver that runs on the CPU), or your GPU's own driver", ErrorKind::NoDevice);
    const runtime::VectorWidth& width = runtime::vector_width();
    report.ok("vector width", (width.bits > 0 ? std::to_string(width.bits) + " bits" : "the CPU driver's default") + (": " + width.reason));
}

void check_folders(Report& report) {
    const std::string path = store::default_store_path();
    if (const auto store = store::ExperimentStore::open(path); !store.ok()) report.missing("store", store.error().message, store.error().hint, store.error().kind);
    else if (const auto runs = (*store)->runs(); !runs.ok()) report.missing("store", runs.error().message, runs.error().hint, runs.error().kind);
    else report.ok("store", path + ", " + std::to_string(runs->size()) + " runs");
    std::error_code unknown;
    const auto space = fs::space(fs::path(path).parent_path(), unknown);
    constexpr uintmax_t kLittle = 1 << 30;
    if (!unknown && space.available < kLittle) report.note("disk", std::to_string(space.available >> 20) + " MiB are free beside the store", "checkpoints need room: free some, or move the store (SADDLE_STORE=FILE)");
    for (const auto& [what, folder] : {std::pair("cache", cache_folder()), std::pair("data folder", data_folder()), std::pair("settings", config_folder())}) {
        const std::string probe = folder + "/.doctor";
        if (const Status written = write_file(probe, "ok"); !written.ok()) report.missing(what, written.error().message, written.error().hint, ErrorKind::Io);
        else report.ok(what, folder);
        fs::remove(probe, unknown);
    }
}

void check_data(Report& report) {
    for (const datasets::KnownSet& set : datasets::known_sets())
        if (set.here) report.ok("data", set.name + " in " + set.path);
        else report.note("data", set.name + " is not here", "`saddle data fetch " + set.name + "`, or give a folder with --data");
}

/// Whether a file whose name begins with `name` lies in one of the folders that fonts are looked for in.
bool has_font(const std::string& name) {
    std::vector<std::string> folders{"/usr/share/fonts", "/usr/local/share/fonts", fs::path(data_folder()).parent_path().string() + "/fonts"};
    if (const char* home = std::getenv("HOME")) folders.push_back(std::string(home) + "/.fonts");
    for (const std::string& folder : folders) {
        std::error_code ignored;
        for (auto it = fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied, ignored); !ignored && it != fs::recursive_directory_iterator(); it.increment(ignored))
            if (it->path().filename().string().rfind(name, 0) == 0) return true;
    }
    return false;
}

void check_desktop(Report& report) {
    if (const std::string desktop = program_folder() + "saddlepoint"; fs::exists(desktop)) report.ok("desktop", desktop);
    else report.note("desktop", "the program saddlepoint is not beside this one", "build it: `cmake --build --preset release --target saddlepoint`");
    for (const auto& [file, package, use] : {std::tuple("Inter-Regular", "fonts-inter", "texts"), std::tuple("JetBrainsMono-Regular", "fonts-jetbrains-mono", "numbers"),
                                             std::tuple("wqy-microhei", "fonts-wqy-microhei", "Chinese texts")})
        if (has_font(file)) report.ok("fonts", std::string(use) + ": " + file);
        else report.note("fonts", std::string("the font of ") + use + " (" + file + ") is not installed: another takes its place", std::string("install ") + package);
    const char *x = std::getenv("DISPLAY"), *wayland = std::getenv("WAYLAND_DISPLAY");
    if (wayland && *wayland) report.ok("display", std::string("Wayland ") + wayland);
    else if (x && *x) report.ok("display", std::string("X ") + x);
    else report.note("display", "none: the desktop cannot open a window, the terminal commands all work", "log in graphically, `ssh -X`, or `xvfb-run` (packages xvfb, xauth)");
}

}  // namespace

int doctor(bool json) {
    Report report(json);
    check_devices(report);
    check_folders(report);
    check_data(report);
    check_desktop(report);
    return report.code();
}

}  // namespace saddle::cli

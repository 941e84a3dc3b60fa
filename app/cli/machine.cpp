// Commands about the machine: its devices, what is missing.
#include "app/cli/commands.h"
#include "app/cli/json.h"
#include "engine/api/devices.h"
#include "engine/api/files.h"
#include "engine/api/runs.h"

namespace saddle::cli {
namespace {

Status list_devices(bool json, bool measure) {
    for (runtime::DeviceListing& d : api::devices()) {
        if (measure && d.problem.empty() && d.id != "reference") {
            TRY(const runtime::Peaks peaks, api::measure_peaks(d.id));
            runtime::set_peaks(d.profile, peaks);
        }
        const DeviceProfile& p = d.profile;
        if (json) {
            print_line({{"id", d.id}, {"name", p.name}, {"driver", p.driver}, {"class", name(p.device_class)}, {"subgroup", p.subgroup_size}, {"problem", d.problem},
                        {"peak_gflops", p.peak_gflops}, {"peak_gbytes_per_s", p.peak_gbytes_per_s}, {"cache_gbytes_per_s", p.cache_gbytes_per_s}, {"cache_bytes", p.cache_bytes}});
            continue;
        }
        std::printf("%-10s %s%s%s, %s kernels, subgroup %u%s%s\n", d.id.c_str(), p.name.c_str(), p.driver.empty() ? "" : ", ", p.driver.c_str(), name(p.device_class),
                    p.subgroup_size, d.problem.empty() ? "" : " - cannot be used: ", d.problem.c_str());
        if (p.peak_gflops > 0) {
            std::printf("%-10s measured: %.1f GFLOP/s; %.1f GB/s out of main memory", "", p.peak_gflops, p.peak_gbytes_per_s);
            if (p.cache_bytes > 0) std::printf(", %.1f GB/s within %.1f MiB of cache", p.cache_gbytes_per_s, double(p.cache_bytes) / (1 << 20));
            std::printf("\n");
        } else if (d.problem.empty() && d.id != "reference") {
            std::printf("%-10s not measured yet: `saddle devices --measure`\n", "");
        }
    }
    return {};
}

int doctor() {
    int problems = 0;
    const auto line = [&](bool fine, const std::string& what, const std::string& cure) {
        std::printf("%s %s%s%s\n", fine ? "ok     " : "missing", what.c_str(), fine || cure.empty() ? "" : ": ", fine ? "" : cure.c_str());
        problems += !fine;
    };
    const auto devices = api::devices();
    bool usable = false;
    for (const auto& d : devices) usable |= d.id != "reference" && d.problem.empty();
    line(usable, "a Vulkan 1.3 device" + (usable ? " (" + devices[0].profile.name + ")" : std::string()), "install mesa-vulkan-drivers, or your GPU's driver; until then the slow reference executor is used");
    const auto store = store::ExperimentStore::open(store::default_store_path());
    line(store.ok(), "the store of runs " + store::default_store_path(), store.ok() ? "" : to_string(store.error()));
    const Status cache = write_file(cache_folder() + "/doctor", "ok");
    line(cache.ok(), "the cache folder " + cache_folder(), cache.ok() ? "" : to_string(cache.error()));
    return problems == 0 ? 0 : usable ? exit_code(ErrorKind::Io) : exit_code(ErrorKind::NoDevice);
}

}  // namespace

void add_machine(CLI::App& app, int& code) {
    const auto finish = [&code](const Status& status) {
        if (!status.ok()) code = report(status.error());
    };
    auto json = std::make_shared<bool>(false);
    CLI::App* devices = app.add_subcommand("devices", "Devices that can train");
    devices->add_flag("--json", *json, "JSON Lines");
    auto measure = std::make_shared<bool>(false);
    devices->add_flag("--measure", *measure, "measure peak GFLOP/s and GB/s of each (some seconds) and keep them");
    devices->callback([=] { finish(list_devices(*json, *measure)); });
    app.add_subcommand("doctor", "What is missing on this machine, and how to get it")->callback([&code] { code = doctor(); });
}

}  // namespace saddle::cli

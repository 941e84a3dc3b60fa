// Commands about the machine: its devices, what is missing.
#include "app/cli/commands.h"
#include "app/cli/json.h"
#include "engine/api/devices.h"

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
    CLI::App* check = app.add_subcommand("doctor", "What is missing on this machine, and how to get it");
    check->add_flag("--json", *json, "JSON Lines");
    check->callback([=, &code] { code = doctor(*json); });
}

}  // namespace saddle::cli

// Commands about the machine: its data, its devices, what is missing.
#include "app/cli/commands.h"
#include "app/cli/json.h"
#include "datasets/open.h"
#include "engine/api/devices.h"
#include "engine/api/files.h"
#include "engine/api/runs.h"

namespace saddle::cli {
namespace {

Status check_data(const std::string& path, bool preview) {
    TRY(const auto source, datasets::open_data(DataConfig{}, path));
    std::printf("%s (%s): %lld training, %lld validation samples, %lld classes, image %s, hash %.12s\n", source->info().name.c_str(), source->info().loader.c_str(), (long long)source->size(train::Split::Train),
                (long long)source->size(train::Split::Validation), (long long)source->signature().classes, to_string(source->signature().ports[0].type.shape).c_str(), source->info().hash.c_str());
    if (!preview) return {};
    const std::vector<uint32_t> first{0, 1, 2};
    std::vector<Tensor> batch;
    TRY_STATUS(source->read(train::Split::Train, std::span(first).first(std::min<size_t>(3, size_t(source->size(train::Split::Train)))), {}, batch));
    const Shape& shape = batch[0].type.shape;
    const float high = *std::max_element(batch[0].f32.begin(), batch[0].f32.end()), low = *std::min_element(batch[0].f32.begin(), batch[0].f32.end());
    for (int64_t n = 0; n < shape[0]; ++n) {
        std::printf("label %d\n", batch[1].i32[size_t(n)]);
        for (int64_t y = 0; y < shape[2]; ++y) {
            for (int64_t x = 0; x < shape[3]; ++x)
                std::putchar(" .:-=+*#%@"[int((batch[0].f32[size_t((n * shape[1] * shape[2] + y) * shape[3] + x)] - low) / std::max(1e-6f, high - low) * 9)]);
            std::putchar('\n');
        }
    }
    return {};
}

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
    CLI::App* data = app.add_subcommand("data", "Data sets");
    data->require_subcommand(1);
    data->add_subcommand("list", "Sets that projects can name")->callback([] {
        for (const auto& set : datasets::known_sets()) std::printf("%-16s %s (%s)\n", set.name.c_str(), set.description.c_str(), set.path.c_str());
    });
    auto path = std::make_shared<std::string>();
    for (const bool preview : {false, true}) {
        CLI::App* command = data->add_subcommand(preview ? "preview" : "check", preview ? "First samples of a folder" : "Whether a folder is complete and sound");
        command->add_option("folder", *path, "folder (default: the bundled digits)");
        command->callback([=] { finish(check_data(*path, preview)); });
    }
    auto json = std::make_shared<bool>(false);
    CLI::App* devices = app.add_subcommand("devices", "Devices that can train");
    devices->add_flag("--json", *json, "JSON Lines");
    auto measure = std::make_shared<bool>(false);
    devices->add_flag("--measure", *measure, "measure peak GFLOP/s and GB/s of each (some seconds) and keep them");
    devices->callback([=] { finish(list_devices(*json, *measure)); });
    app.add_subcommand("doctor", "What is missing on this machine, and how to get it")->callback([&code] { code = doctor(); });
}

}  // namespace saddle::cli

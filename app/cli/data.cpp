// Commands on data sets: what there is, getting it, looking at it.
#include <unistd.h>

#include <chrono>

#include "app/cli/commands.h"
#include "app/cli/json.h"
#include "datasets/fetch.h"
#include "datasets/open.h"

namespace saddle::cli {
namespace {

double megabytes(int64_t bytes) { return double(bytes) / 1e6; }

void list_sets(bool json) {
    for (const datasets::KnownSet& set : datasets::known_sets()) {
        if (json) {
            print_line({{"name", set.name}, {"description", set.description}, {"licence", set.licence}, {"here", set.here}, {"fetchable", set.fetchable}, {"bytes", set.bytes}, {"path", set.path}});
            continue;
        }
        std::printf("%-16s %-8s %s%s%s\n", set.name.c_str(), set.here ? "here" : "to fetch", set.description.c_str(), set.licence.empty() ? "" : "; ", set.licence.c_str());
        if (set.here) std::printf("%-25s %s\n", "", set.path.c_str());
        else std::printf("%-25s `saddle data fetch %s`, %.1f MB\n", "", set.name.c_str(), megabytes(set.bytes));
    }
}

/// One line that is written over on a terminal; JSON Lines on request; else silent until the end.
class FetchReporter {
public:
    explicit FetchReporter(bool json) : json_(json), bar_(!json && isatty(STDOUT_FILENO)) {}
    void operator()(const datasets::FetchProgress& p) {
        const auto now = std::chrono::steady_clock::now();
        if (p.bytes == told_bytes_ || (p.bytes < p.total && now - told_ < std::chrono::milliseconds(100))) return;
        told_ = now;
        told_bytes_ = p.bytes;
        if (json_) return print_line({{"event", "progress"}, {"file", p.file}, {"bytes", p.bytes}, {"total", p.total}});
        if (!bar_) return;
        const int filled = int(30 * p.bytes / std::max<int64_t>(1, p.total));
        std::printf("\r\033[K[%.*s%.*s] %.1f of %.1f MB  %s", filled, "##############################", 30 - filled, "..............................", megabytes(p.bytes), megabytes(p.total), p.file.c_str());
        if (p.bytes == p.total) std::printf("\r\033[K");
        std::fflush(stdout);
    }

private:
    const bool json_, bar_;
    std::chrono::steady_clock::time_point told_{};
    int64_t told_bytes_ = -1;
};

Status fetch_set(const std::string& name, const std::string& from, bool json) {
    const datasets::Manifest* manifest = datasets::find_manifest(name);
    if (!manifest) {
        std::string names;
        for (const datasets::Manifest& m : datasets::manifests()) names += (names.empty() ? "" : ", ") + m.name;
        return Error{ErrorKind::Usage, "there is no data set '" + name + "' to fetch", "there are: " + names, {}};
    }
    if (json) {
        print_line({{"event", "start"}, {"set", manifest->name}, {"licence", manifest->licence}, {"authors", manifest->authors}, {"homepage", manifest->homepage}, {"bytes", manifest->bytes()}});
    } else {
        std::printf("%s: %s\nby %s\nlicence %s, %s\n", manifest->title.c_str(), manifest->description.c_str(), manifest->authors.c_str(), manifest->licence.c_str(), manifest->homepage.c_str());
        std::fflush(stdout);
    }
    FetchReporter reporter(json);
    TRY(const std::string folder, datasets::fetch(*manifest, {from, [&](const datasets::FetchProgress& p) { reporter(p); }, signalled_cancellation()}));
    if (json) print_line({{"event", "end"}, {"set", manifest->name}, {"path", folder}});
    else std::printf("%.1f MB, checksums right, in %s\na project uses it with --set data.set=%s\n", megabytes(manifest->bytes()), folder.c_str(), manifest->name.c_str());
    return {};
}

/// A known set by its name, else a folder or file.
Result<std::shared_ptr<const train::DataSource>> open_named(const std::string& what) {
    DataConfig config;
    for (const datasets::KnownSet& set : datasets::known_sets())
        if (set.name == what) {
            config.set = what;
            return datasets::open_data(config, "");
        }
    return datasets::open_data(config, what);
}

/// A picture in ten shades of text: channel 0 of sample `n` of [N][C][H][W].
void print_picture(const Tensor& images, int64_t n) {
    const Shape& shape = images.type.shape;
    const auto [low, high] = std::minmax_element(images.f32.begin(), images.f32.end());
    for (int64_t y = 0; y < shape[2]; ++y) {
        for (int64_t x = 0; x < shape[3]; ++x)
            std::putchar(" .:-=+*#%@"[int((images.f32[size_t((n * shape[1] * shape[2] + y) * shape[3] + x)] - *low) / std::max(1e-6f, *high - *low) * 9)]);
        std::putchar('\n');
    }
}

/// Characters one after another, words with spaces between them.
std::string written(std::span<const int32_t> ids, const std::vector<std::string>& names) {
    std::string text;
    for (const int32_t id : ids) {
        const std::string name = train::spelled(std::span(&id, 1), names);
        const bool word = std::count_if(name.begin(), name.end(), [](char byte) { return (uint8_t(byte) & 0xc0) != 0x80; }) > 1;
        text += (word && !text.empty() ? " " : "") + name;
    }
    return text;
}

Status check_set(const std::string& what, bool preview) {
    TRY(const auto source, open_named(what));
    const train::DataInfo& info = source->info();
    std::printf("%s (%s): %lld training, %lld validation, %lld test samples", info.name.c_str(), info.loader.c_str(), (long long)source->size(train::Split::Train),
                (long long)source->size(train::Split::Validation), (long long)source->size(train::Split::Test));
    if (source->signature().classes > 0) std::printf(", %lld classes", (long long)source->signature().classes);
    for (const auto& port : source->signature().ports) std::printf(", %s %s", port.name.c_str(), to_string(port.type).c_str());
    std::printf(", hash %.12s\n", info.hash.c_str());
    if (!preview) return {};
    const std::vector<uint32_t> first{0, 1, 2};
    std::vector<Tensor> batch;
    const int64_t samples = std::min<int64_t>(int64_t(first.size()), source->size(train::Split::Train));
    TRY_STATUS(source->read(train::Split::Train, std::span(first).first(size_t(samples)), {}, batch));
    for (int64_t n = 0; n < samples; ++n)
        for (size_t p = 0; p < batch.size(); ++p) {
            const Tensor& tensor = batch[p];
            const std::string& name = source->signature().ports[p].name;
            if (tensor.type.shape.rank() == 4) {
                print_picture(tensor, n);
                continue;
            }
            const int64_t size = tensor.type.shape.count() / samples;  // a graph's nodes are no axis of their own
            const auto& ports = source->signature().ports;
            if (std::any_of(ports.begin(), ports.end(), [&](const auto& port) { return port.name == name + "_length"; })) {   // padded class ids
                std::printf("%s %s\n", name.c_str(), written(train::unpadded(tensor, n), info.class_names).c_str());
                continue;
            }
            std::printf("%s", name.c_str());
            for (int64_t i = 0; i < std::min<int64_t>(size, 12); ++i) {
                const size_t at = size_t(n * size + i);
                std::printf(" %g", tensor.type.dtype == DType::I32 ? double(tensor.i32[at]) : double(tensor.f32[at]));
            }
            std::printf("%s\n", size > 12 ? " ..." : "");
        }
    return {};
}

}  // namespace

void add_data(CLI::App& app, int& code) {
    const auto finish = [&code](const Status& status) {
        if (!status.ok()) code = report(status.error());
    };
    CLI::App* data = app.add_subcommand("data", "Data sets");
    data->require_subcommand(1);
    std::string formats = "Formats, told by what a folder or file holds:\n";
    for (const datasets::LoaderInfo& loader : datasets::loaders()) formats += "  " + loader.name + std::string(14 - std::min<size_t>(13, loader.name.size()), ' ') + loader.what + "\n";
    data->footer(formats + "Examples:\n  saddle data list\n  saddle data fetch mnist\n  saddle data preview mnist\n"
                 "Addresses of your own lie in data-sources.json in the configuration folder: {\"mnist\": \"https://...\"}");
    auto json = std::make_shared<bool>(false);
    CLI::App* list = data->add_subcommand("list", "Sets that projects can name");
    list->add_flag("--json", *json, "JSON Lines");
    list->callback([=] { list_sets(*json); });
    auto set = std::make_shared<std::string>();
    auto from = std::make_shared<std::string>();
    CLI::App* fetch = data->add_subcommand("fetch", "Get a set into the data folder; continues what broke off");
    fetch->add_option("set", *set, "its name, as `data list` shows it")->required();
    fetch->add_option("--from", *from, "http(s) address of the folder that holds its files");
    fetch->add_flag("--json", *json, "JSON Lines");
    fetch->callback([=] { finish(fetch_set(*set, *from, *json)); });
    auto what = std::make_shared<std::string>("sample-digits");
    for (const bool preview : {false, true}) {
        CLI::App* command = data->add_subcommand(preview ? "preview" : "check", preview ? "First samples of a set" : "Whether a set is complete and sound");
        command->add_option("set", *what, "name of a set, or a folder")->capture_default_str();
        command->callback([=] { finish(check_set(*what, preview)); });
    }
}

}  // namespace saddle::cli

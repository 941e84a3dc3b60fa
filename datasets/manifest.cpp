#include "datasets/manifest.h"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "engine/api/files.h"

namespace saddle::datasets {

/// Generated of datasets/manifests/*.json.
extern const std::vector<std::string> kManifestTexts;

namespace {

bool plain_name(const std::string& name) { return !name.empty() && name[0] != '.' && name.find('/') == std::string::npos; }

}  // namespace

int64_t Manifest::bytes() const {
    int64_t sum = 0;
    for (const File& file : files) sum += file.bytes;
    return sum;
}

Result<Manifest> read_manifest(const std::string& text, const std::string& source) {
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object()) return invalid(source + " is not a JSON object");
    Manifest m;
    try {
        for (const auto& [key, field] : {std::pair("name", &m.name), std::pair("title", &m.title), std::pair("description", &m.description), std::pair("licence", &m.licence),
                                         std::pair("authors", &m.authors), std::pair("homepage", &m.homepage)})
            *field = json.at(key).get<std::string>();
        m.addresses = json.at("addresses").get<std::vector<std::string>>();
        for (const auto& file : json.at("files")) m.files.push_back({file.at("name"), file.at("bytes"), file.at("sha256")});
    } catch (const nlohmann::json::exception& e) {
        return invalid(source + ": " + e.what());
    }
    if (!plain_name(m.name) || m.files.empty()) return invalid(source + ": a manifest has a plain name and at least one file");
    for (const Manifest::File& file : m.files)
        if (!plain_name(file.name) || file.bytes <= 0 || file.sha256.size() != 64) return invalid(source + ": the file '" + file.name + "' lacks a plain name, its size or its SHA-256");
    return m;
}

const std::vector<Manifest>& manifests() {
    static const std::vector<Manifest> all = [] {
        std::vector<Manifest> list;
        for (const std::string& text : kManifestTexts) {
            auto manifest = read_manifest(text, "datasets/manifests");
            SADDLE_ASSERT(manifest.ok(), "a manifest of the program is broken");
            list.push_back(std::move(*manifest));
        }
        std::sort(list.begin(), list.end(), [](const Manifest& a, const Manifest& b) { return a.name < b.name; });
        return list;
    }();
    return all;
}

const Manifest* find_manifest(const std::string& name) {
    for (const Manifest& manifest : manifests())
        if (manifest.name == name) return &manifest;
    return nullptr;
}

Result<std::vector<std::string>> addresses_of(const Manifest& manifest, const std::string& from) {
    std::vector<std::string> addresses = manifest.addresses;
    if (!from.empty()) {
        addresses = {from};
    } else if (const std::string path = config_folder() + "/data-sources.json"; std::filesystem::exists(path)) {
        TRY(const std::string text, read_file(path, 1 << 20));
        const auto json = nlohmann::json::parse(text, nullptr, false);
        if (!json.is_object()) return invalid(path + " is not a JSON object", "write {\"" + manifest.name + "\": \"https://...\"}");
        if (const auto own = json.find(manifest.name); own != json.end()) {
            if (!own->is_string()) return invalid(path + ": '" + manifest.name + "' is not a text", "give the address of the folder that holds the files");
            addresses = {own->get<std::string>()};
        }
    }
    for (std::string& address : addresses) {
        if (address.rfind("http://", 0) != 0 && address.rfind("https://", 0) != 0)
            return Error{ErrorKind::Usage, "'" + address + "' is not an http or https address", "a folder on this machine is given to --data as it is", {}};
        if (address.back() != '/') address += '/';
    }
    return addresses;
}

}  // namespace saddle::datasets

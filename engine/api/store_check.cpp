#include "engine/api/store_check.h"

#include <filesystem>

#include "engine/core/file.h"
#include "engine/store/experiment_store.h"

namespace saddle::api {
namespace {

Status check_files(store::ExperimentStore& store, bool contents, std::vector<std::string>& damages) {
    TRY(const auto runs, store.runs());
    for (const store::RunRow& run : runs) {
        TRY(const auto checkpoints, store.checkpoints(run.id));
        for (const store::CheckpointRow& row : checkpoints) {
            std::error_code code;
            const auto bytes = std::filesystem::file_size(row.path, code);
            const std::string what = "run " + run.id + ", step " + std::to_string(row.step) + ": " + row.path;
            if (code) damages.push_back(what + " cannot be read: " + code.message());
            else if (int64_t(bytes) != row.bytes) damages.push_back(what + " has " + std::to_string(bytes) + " bytes, " + std::to_string(row.bytes) + " were stored");
            else if (contents) {
                const auto content = read_file(row.path, uint64_t(row.bytes));
                if (!content.ok() || sha256(*content) != row.hash) damages.push_back(what + " is not what was stored");
            }
        }
    }
    return {};
}

}  // namespace

Result<StoreDamages> check_store(const std::string& store_path, bool contents) {
    StoreDamages damages;
    const auto store = store::ExperimentStore::open(store::store_or_default(store_path));
    if (!store.ok() && store.error().hint.find("--repair") == std::string::npos) return store.error();
    if (!store.ok()) {
        damages.store.push_back(store.error().message);
        return damages;
    }
    TRY(damages.store, (*store)->damages());
    if (const Status files = check_files(**store, contents, damages.files); !files.ok()) damages.store.push_back(files.error().message);
    return damages;
}

}  // namespace saddle::api

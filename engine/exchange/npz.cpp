#include "engine/core/zip.h"
#include "engine/exchange/model_export.h"

namespace saddle::exchange {

Result<std::string> npz(const std::vector<NamedTensor>& tensors) {
    std::vector<ZipEntry> entries;
    for (const NamedTensor& each : tensors) entries.push_back({each.name + ".npy", npy(each.tensor), false});
    return zip(entries);
}

}  // namespace saddle::exchange

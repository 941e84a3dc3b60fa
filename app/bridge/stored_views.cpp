#include "app/bridge/stored_views.h"

namespace saddle::app {

train::Observation last_observation(const std::vector<store::MetricRow>& metrics, std::optional<uint64_t> until) {
    train::Observation seen;
    for (const auto& [kind, values] : {std::pair(kObservedKinds[0], &seen.gradient_norm), std::pair(kObservedKinds[1], &seen.zeros)})
        for (const store::MetricRow& row : metrics)
            if (row.name.starts_with(kind) && (!until || row.step <= *until)) {
                (*values)[row.name.substr(std::string_view(kind).size())] = row.value;
                seen.step = std::max(seen.step, row.step);
            }
    return seen;
}

}  // namespace saddle::app

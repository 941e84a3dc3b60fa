#include "engine/api/fork_point.h"

#include <charconv>

#include "engine/api/stored_run.h"

namespace saddle::api {
namespace {

Error refusal(const std::string& what, const std::string& hint) { return {ErrorKind::Usage, what, hint, {}}; }

Status check(const Project& before, const Project& now, const train::Position& at, const std::string& point) {
    const TrainConfig &a = before.train, &b = now.train;
    if (a.batch_size != b.batch_size || a.accumulate != b.accumulate)
        return refusal("a fork keeps the batches of its run (" + std::to_string(a.batch_size) + " x " + std::to_string(a.accumulate) + "): its steps and epochs go on from there",
                       "to begin anew with other batches and these weights: saddle export --format safetensors, then --set train.weights=FILE");
    if (a.seed != b.seed && at.batch != 0)
        return refusal(point + " lies within an epoch, whose samples the seed " + std::to_string(a.seed) + " has put in order", "fork with another seed where an epoch ended");
    if (at.epoch >= b.epochs) return refusal(point + " lies after epoch " + std::to_string(at.epoch) + ", the project trains " + std::to_string(b.epochs), "say how many in all, e.g. --epochs " + std::to_string(at.epoch * 2));
    return {};
}

}  // namespace

Result<ForkPoint> fork_point(store::ExperimentStore& store, const std::string& store_path, const std::string& fork, const Project& project) {
    const size_t mark = fork.find('@');
    ForkPoint point;
    TRY(point.run, store.run(fork.substr(0, mark)));
    std::optional<uint64_t> step;
    if (mark != std::string::npos) {
        uint64_t value = 0;
        const char *begin = fork.data() + mark + 1, *end = fork.data() + fork.size();
        const auto [stopped, code] = std::from_chars(begin, end, value);
        if (code != std::errc() || stopped != end) return refusal("'" + fork + "' names no step", "e.g. --fork last@500; `saddle runs show RUN` lists the steps that are stored");
        step = value;
    }
    TRY(point.checkpoint, stored_point(store, store_path, point.run, step));
    TRY(const Project before, read_project(point.run.project_json, "run " + point.run.id));
    TRY_STATUS(check(before, project, point.checkpoint.position, "step " + std::to_string(point.checkpoint.position.step) + " of run " + point.run.id));
    return point;
}

}  // namespace saddle::api

#pragma once
// Internal to api: stores points of a run on its way, and keeps as many of them as have room.
#include "engine/api/run_path.h"
#include "engine/api/store_writer.h"

namespace saddle::api {

class PathWriter {
public:
    /// `folder`: run_folder() of `run`; `bytes`: that all points together may take; `path`: what is stored already.
    PathWriter(runtime::Executor& executor, StoreWriter& writer, std::string run, std::string folder, int64_t bytes, std::vector<Snapshot> path)
        : executor_(executor), writer_(writer), run_(std::move(run)), folder_(std::move(folder)), bytes_(bytes), path_(std::move(path)) {}

    /// Steps between two points of the trail in a run of `steps`: at most kPoints of them or, of a large model, as many as have room; 0: none.
    int64_t interval(int64_t steps, const ir::Program& program) const;
    /// A point of the trail; false: the step is stored already. Nothing may be in flight.
    Result<bool> add_trail(const train::Position& position);
    std::string checkpoint_file(uint64_t step) const { return point_file(folder_, "checkpoints", step); }
    /// Points after `step` go: the run continues from there.
    void cut(uint64_t step);
    /// A checkpoint that was written and that the store knows of.
    void add(Snapshot point);

    static constexpr int64_t kPoints = 64;

private:
    void remove(const Snapshot& point);

    runtime::Executor& executor_;
    StoreWriter& writer_;
    const std::string run_, folder_;
    const int64_t bytes_;
    std::vector<Snapshot> path_;
};

}  // namespace saddle::api

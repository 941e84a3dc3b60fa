#include "engine/api/path_writer.h"

#include <algorithm>
#include <filesystem>

namespace saddle::api {
namespace {
constexpr int64_t kFewest = 4;   // points that a trail is worth
}

int64_t PathWriter::interval(int64_t steps, const ir::Program& program) const {
    int64_t each = 1;   // bytes of a point, near enough
    for (const ir::ValueKind kind : {ir::ValueKind::Parameter, ir::ValueKind::State})
        for (const ir::ValueId id : program.of_kind(kind)) each += program[id].type.shape.count() * 4;
    const int64_t points = std::min(kPoints, bytes_ / each);
    return points < kFewest ? 0 : std::max<int64_t>(1, (steps + points - 1) / points);
}

Result<bool> PathWriter::add_trail(const train::Position& position) {
    if (!path_.empty() && path_.back().step == position.step) return false;
    TRY(const SavedCheckpoint saved, save_checkpoint(executor_, position, point_file(folder_, "trail", position.step)));
    add({position.step, saved.path, "", saved.bytes, {}});
    return true;
}

void PathWriter::cut(uint64_t step) {
    for (; !path_.empty() && path_.back().step > step; path_.pop_back()) remove(path_.back());
}

void PathWriter::add(Snapshot point) {
    if (!path_.empty() && path_.back().step == point.step) {   // a checkpoint takes the place of a point of the trail
        if (path_.back().file != point.file) remove(path_.back());
        path_.pop_back();
    }
    path_.push_back(std::move(point));
    for (const Snapshot& gone : surplus(path_, bytes_)) {
        remove(gone);
        std::erase_if(path_, [&](const Snapshot& each) { return each.step == gone.step; });
    }
}

/// A checkpoint's row goes before its file, so that none is promised that is not there.
void PathWriter::remove(const Snapshot& point) {
    writer_.post([run = run_, point](store::ExperimentStore& store) -> Status {
        if (point.checkpoint()) TRY_STATUS(store.remove_checkpoint(run, point.step));
        std::error_code left;   // a file that stays takes room and no more
        std::filesystem::remove(point.file, left);
        return {};
    });
}

}  // namespace saddle::api

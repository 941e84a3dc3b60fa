#include "engine/analysis/landscape.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <ctime>
#include <limits>
#include <map>
#include <optional>

#include "engine/analysis/plane_loss.h"
#include "engine/api/curvature.h"
#include "engine/api/rest.h"
#include "engine/api/run.h"
#include "engine/api/run_curvature.h"
#include "engine/api/run_path.h"

namespace saddle::api {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr uint64_t kPathBytes = 512ull << 20;      // of snapshots held for principal components
constexpr uint64_t kPlaneBytes = 256ull << 20;     // of a plane that is kept with its grid
constexpr size_t kSeenSoon = 16;                   // points that wait for no kernel but the model's own
constexpr int kProductsAPoint = 24;                // for the two eigenvalues of a map: within a percent or so
constexpr double kWorthShowing = 0.12;             // of a later pass, before it replaces the one that is seen

double thread_cpu_ms() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) * 1e-6;
}

/// A landscape of one run, pass after pass while the run goes on.
class Survey {
public:
    using Progress = std::function<void(std::shared_ptr<const LandscapeGrid>)>;
    Survey(const LandscapeRequest& request, const Progress& progress, const Cancellation& cancellation)
        : request_(request), progress_(progress), cancellation_(cancellation) {}

    Result<LandscapeGrid> run() {
        TRY_STATUS(open());
        for (;;) {
            const bool live = run_goes_on();
            TRY_STATUS(choose_centre());
            TRY_STATUS(begin_pass(live));
            while (!std::isfinite(grid_.centre_loss) && path_.size() > 1) {   // a run that diverged: weights that are finite, but not their loss
                path_.pop_back();
                TRY(auto earlier, newest_finite(path_));
                if (!earlier) break;
                run_.checkpoint = std::move(*earlier);
                TRY_STATUS(begin_pass(live));
            }
            TRY(const bool finished, fill(live));
            if (finished && !live) return grid_;
            while (finished && run_goes_on()) {
                TRY(const auto path, run_path(*store_, run_.store_path, run_.row.id));
                if (path.back().step != grid_.step) break;
                TRY_STATUS(rest(200));
            }
        }
    }

private:
    Status open() {
        TRY(run_, load_run_without_weights(request_.run, request_.store_path, request_.open_data, request_.data_path));
        TRY(store_, store::ExperimentStore::open(run_.store_path));
        samples_ = std::min<int64_t>(request_.samples, run_.source->size(train::Split::Train));
        TRY(batch_, training_batch(*run_.source, samples_, request_.seed));
        return {};
    }

    /// The run is in progress, and followed; the store is asked now and then, for another run may have begun since.
    bool run_goes_on() {
        if (request_.step || phase() == RunPhase::None || run_.row.status != "running") return false;
        if (const auto now = Clock::now(); now - status_read_ > milliseconds(250)) {
            status_read_ = now;
            if (auto row = store_->run(run_.row.id); row.ok()) run_.row = std::move(*row);
        }
        return run_.row.status == "running";
    }
    RunPhase phase() const { return request_.phase ? request_.phase() : RunPhase::None; }
    bool training() const { return phase() == RunPhase::Training; }

    Error interrupted() const {
        return {ErrorKind::Interrupted, "the landscape was cancelled after " + std::to_string(std::lround(grid_.done * grid_.size * grid_.size)) + " points", "", {}};
    }
    /// Sleeps, awake for a cancellation and for the moment when nobody else wants the device.
    Status rest(double ms) const {
        rest_beside([this] { return training(); }, cancellation_, ms);
        if (cancellation_.cancelled()) return interrupted();
        return {};
    }

    /// The newest snapshot whose values are finite, waiting for the first one of a run that has just begun. A diverged run
    /// may have recorded NaN at its end.
    Status choose_centre() {
        for (;;) {
            const bool more_to_come = run_goes_on();
            TRY(path_, run_path(*store_, run_.store_path, run_.row.id, request_.step));
            TRY(auto newest, newest_finite(path_));
            if (newest) {
                run_.checkpoint = std::move(*newest);
                return {};
            }
            if (!more_to_come) return no_checkpoint(run_.row);
            TRY_STATUS(rest(100));
        }
    }

    Status begin_pass(bool live) {
        if (!model_.plans) {
            TRY(model_, load_model(run_, request_.device, "eval", samples_));
            TRY(plan_, model_.plans->get("eval", samples_));
            for (const ir::ValueId id : plan_->program.of_kind(ir::ValueKind::Parameter)) parameters_.push_back(plan_->program[id].name);
            names_ = executor().names();
        }
        const std::vector<NamedTensor> centre = select(run_.checkpoint.tensors, parameters_);
        uint64_t bytes = 1;
        for (const NamedTensor& t : centre) bytes += t.tensor.f32.size() * sizeof(float);
        analysis::Plane plane;
        grid_ = {};
        if (request_.axes == "pca") {
            const size_t stride = size_t(path_.size() * bytes / kPathBytes) + 1;
            std::vector<std::vector<NamedTensor>> snapshots;
            for (size_t i = 0; i < path_.size(); i += stride) {
                const auto loaded = load_checkpoint(path_[i].file, "");
                if (!loaded.ok() || !all_finite(loaded->tensors)) continue;
                snapshots.push_back(select(loaded->tensors, parameters_));
                if (snapshots.back().size() != parameters_.size())
                    return Error{ErrorKind::Incompatible, "the trail of run " + run_.row.id + " is of another model", "", {}};
            }
            plane = analysis::pca_plane(centre, snapshots, request_.seed);
            if (plane.explained[0] == 0 && !live)
                return Error{ErrorKind::Incompatible, "principal components need three different points of a run, run " + run_.row.id + " has stored " + std::to_string(snapshots.size()),
                             "train it longer, or take random axes", {}};
        } else if (request_.axes == "hessian") {
            TRY(plane, sharpest_plane(centre));
        } else {
            plane = analysis::random_plane(centre, request_.seed);
        }
        grid_.run = run_.row.id;
        grid_.axes = request_.axes == "pca" && plane.explained[0] == 0 ? "random" : request_.axes;  // too short a path has no components
        grid_.size = request_.size;
        grid_.range = request_.range;
        grid_.step = run_.checkpoint.position.step;
        grid_.explained[0] = plane.explained[0];
        grid_.explained[1] = plane.explained[1];
        plane_ = std::make_shared<const analysis::Plane>(std::move(plane));
        if (several_) TRY_STATUS(several_->move_to(plane_));
        if (3 * bytes <= kPlaneBytes) grid_.plane = plane_;
        grid_.loss.assign(size_t(request_.size) * size_t(request_.size), std::numeric_limits<float>::quiet_NaN());
        if (request_.curvature) grid_.smallest = grid_.largest = grid_.loss;
        for (const Snapshot& snapshot : path_) TRY_STATUS(add_to_trail(snapshot));
        TRY_STATUS(move_to(select(run_.checkpoint.tensors, names_)));
        TRY(grid_.centre_loss, loss_here());
        ++passes_;
        return {};
    }

    /// The two directions of the largest curvature, of length 1: the loss at a along one is that of the centre and eigenvalue a^2 / 2,
    /// as long as it is a paraboloid.
    Result<analysis::Plane> sharpest_plane(const std::vector<NamedTensor>& centre) {
        TRY(const analysis::Extremes found, extremes_at(centre, {.largest = 2, .seed = request_.seed}));
        if (found.largest.size() < 2) return invalid("axes of the Hessian need two parameters");
        for (const size_t i : {size_t(0), size_t(1)}) grid_.eigenvalues[i] = found.largest[i].value;
        return analysis::Plane{centre, curvature_->unflatten(found.largest[0].vector), curvature_->unflatten(found.largest[1].vector)};
    }

    /// The Hessian's eigenvalues, with the running statistics of the pass' centre.
    Result<analysis::Extremes> extremes_at(const std::vector<NamedTensor>& parameters, const analysis::LanczosOptions& options) {
        TRY_STATUS(move_to(select(run_.checkpoint.tensors, names_)));
        if (!curvature_) {
            TRY(curvature_, curvature_of(run_, model_, batch_, samples_));
        }
        TRY_STATUS(curvature_->move_to(parameters));
        return analysis::extremes([&](const analysis::Vector& v) -> Result<analysis::Vector> {
            if (cancellation_.cancelled()) return interrupted();
            const auto began = Clock::now();
            TRY(analysis::Vector image, curvature_->times(v));
            const std::chrono::duration<double, std::milli> took = Clock::now() - began;
            if (training()) TRY_STATUS(rest(rest_after(took.count())));
            return image;
        }, curvature_->size(), options);
    }

    /// Its own statistics go with a snapshot: the trail is at the losses that the run had. One that is damaged or no longer
    /// finite is passed over.
    Status add_to_trail(const Snapshot& snapshot) {
        const auto loaded = load_checkpoint(snapshot.file, "");
        if (!loaded.ok() || !all_finite(loaded->tensors)) return {};
        if (!losses_.count(snapshot.step)) {
            TRY_STATUS(move_to(select(loaded->tensors, names_)));
            TRY(losses_[snapshot.step], loss_here());
        }
        const analysis::Projection p = analysis::project(*plane_, select(loaded->tensors, parameters_));
        grid_.trail.push_back({p.a, p.b, losses_[snapshot.step], p.distance, snapshot.step});
        return {};
    }

    /// Snapshots that the run has recorded since the pass began.
    Status extend_trail() {
        TRY(const auto path, run_path(*store_, run_.store_path, run_.row.id));
        bool moved = false;
        for (const Snapshot& snapshot : path)
            if (snapshot.step > grid_.trail.back().step) {
                TRY_STATUS(add_to_trail(snapshot));
                moved = true;
            }
        if (moved) TRY_STATUS(move_to(select(run_.checkpoint.tensors, names_)));
        return {};
    }

    /// True when all points are computed; false when the run ended meanwhile, and its end is the better centre.
    Result<bool> fill(bool live) {
        const std::vector<int> cells = analysis::coarse_to_fine(grid_.size);
        auto trail_seen = Clock::now();
        for (size_t done = 0; done < cells.size();) {
            if (cancellation_.cancelled()) return interrupted();
            if (live && !run_goes_on()) return false;
            if (live && Clock::now() - trail_seen > milliseconds(1000)) {
                TRY_STATUS(extend_trail());
                trail_seen = Clock::now();
            }
            std::vector<std::pair<double, double>> points;
            const size_t at_once = several_ ? several_->at_once() : 1;
            for (size_t k = done; k < std::min(done + at_once, cells.size()); ++k) points.emplace_back(grid_.coordinate(cells[k] % grid_.size), grid_.coordinate(cells[k] / grid_.size));
            TRY(const std::vector<double> losses, losses_at(points));
            for (size_t k = 0; k < points.size(); ++k) {
                const auto cell = size_t(cells[done++]);
                grid_.loss[cell] = float(losses[k]);
                if (!request_.curvature || !std::isfinite(losses[k])) continue;
                TRY(const analysis::Extremes found, extremes_at(analysis::point(*plane_, points[k].first, points[k].second), {.most_products = kProductsAPoint, .seed = request_.seed}));
                grid_.smallest[cell] = float(found.smallest.value);
                grid_.largest[cell] = float(found.largest[0].value);
            }
            grid_.done = double(done) / double(cells.size());
            tell();
            if (!several_ && done == kSeenSoon) TRY_STATUS(take_several());
        }
        return true;
    }

    /// From now on several points at once, by kernels that are compiled for that.
    Status take_several() {
        TRY(const ir::Program forward, compile::lower(run_.project, run_.source->signature(), samples_));
        TRY(several_, analysis::PlaneLoss::make(forward, samples_, named_batch(run_, batch_), executor()));
        return several_->move_to(plane_);
    }

    Result<std::vector<double>> losses_at(const std::vector<std::pair<double, double>>& points) {
        if (!several_) {
            TRY_STATUS(move_to(analysis::point(*plane_, points[0].first, points[0].second)));
            TRY(const double loss, loss_here());
            return std::vector<double>{loss};
        }
        const bool shared = training();
        TRY(analysis::PlaneLoss::Losses losses, several_->at(points, shared));
        TRY_STATUS(rest_after_work(shared, losses.device_ms));
        return std::move(losses.values);
    }

    void tell() {
        const bool shown = grid_.done >= 1 || passes_ == 1 || grid_.done > kWorthShowing;
        const auto now = Clock::now();
        if (!progress_ || !shown || (grid_.done < 1 && now - told_ < milliseconds(training() ? 500 : 100))) return;
        told_ = now;
        progress_(std::make_shared<const LandscapeGrid>(grid_));
    }

    runtime::Executor& executor() { return *model_.backend.executor; }
    Status move_to(const std::vector<NamedTensor>& tensors) {
        for (const NamedTensor& tensor : tensors) TRY_STATUS(executor().set(tensor.name, tensor.tensor));
        return {};
    }
    /// The mean loss on the samples; rests afterwards in proportion to what it cost, while a run wants the device.
    Result<double> loss_here() {
        const bool shared = training();
        TRY_STATUS(executor().submit(*plan_, train::select_inputs(*plan_, model_.plans->data(), batch_), {}, shared));
        TRY(const runtime::StepResult result, executor().wait());
        TRY_STATUS(rest_after_work(shared, result.device_ms()));
        return double(result.outputs.at("loss").f32.at(0));
    }

    /// In proportion to what was worked since the last time, here and on the device.
    Status rest_after_work(bool shared, double device_ms) {
        if (shared) TRY_STATUS(rest(rest_after(device_ms + thread_cpu_ms() - cpu_ms_)));
        cpu_ms_ = thread_cpu_ms();
        return {};
    }

    const LandscapeRequest& request_;
    const Progress& progress_;
    const Cancellation& cancellation_;
    StoredRun run_;                            // its checkpoint is the centre of the pass
    std::unique_ptr<store::ExperimentStore> store_;
    int64_t samples_ = 0;
    std::vector<Tensor> batch_;
    LoadedModel model_;
    std::shared_ptr<const compile::ExecutionPlan> plan_;
    std::vector<std::string> parameters_, names_;   // names_: with running statistics
    std::vector<Snapshot> path_;
    std::optional<analysis::Curvature> curvature_;
    std::optional<analysis::PlaneLoss> several_;
    std::shared_ptr<const analysis::Plane> plane_;
    LandscapeGrid grid_;
    std::map<uint64_t, double> losses_;        // of snapshots, by step
    int passes_ = 0;
    double cpu_ms_ = thread_cpu_ms();
    Clock::time_point told_{}, status_read_{};
};

/// The line between the run's first stored point and its last as a landscape of one row.
Result<LandscapeGrid> along_line(const LandscapeRequest& r, const std::function<void(std::shared_ptr<const LandscapeGrid>)>& progress, const Cancellation& cancellation) {
    const auto as_grid = [&](const LossLine& line) {
        LandscapeGrid grid;
        grid.run = line.run;
        grid.axes = r.axes;
        grid.size = r.size;
        grid.range = r.range;
        grid.from = line.from;
        grid.step = line.to;
        grid.loss.assign(size_t(r.size), std::numeric_limits<float>::quiet_NaN());
        std::copy(line.loss.begin(), line.loss.end(), grid.loss.begin());
        grid.done = double(line.loss.size()) / r.size;
        return grid;
    };
    const LineRequest request{r.run, r.open_data, r.data_path, r.device, r.store_path, r.size, r.range, r.samples, r.seed, {}, r.step, r.phase};
    TRY(const LossLine line, loss_line(request, [&](const LossLine& known) { if (progress) progress(std::make_shared<const LandscapeGrid>(as_grid(known))); }, cancellation));
    return as_grid(line);
}

}  // namespace

Result<LandscapeGrid> landscape(const LandscapeRequest& request, const std::function<void(std::shared_ptr<const LandscapeGrid>)>& progress,
                                const Cancellation& cancellation) {
    if (request.axes == "line") return along_line(request, progress, cancellation);
    if (request.size < 3 || request.size > 201) return invalid("a landscape of size " + std::to_string(request.size) + " is outside 3 to 201");
    if (!(request.range > 0)) return invalid("the landscape's range must be positive");
    if (request.axes != "random" && request.axes != "pca" && request.axes != "hessian")
        return invalid("unknown axes '" + request.axes + "'", "use random, pca, hessian or line");
    return Survey(request, progress, cancellation).run();
}

}  // namespace saddle::api

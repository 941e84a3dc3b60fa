#include "engine/api/inside.h"

#include <algorithm>
#include <chrono>

#include "engine/analysis/embedding.h"
#include "engine/api/inside_denoising.h"
#include "engine/api/inside_graph.h"
#include "engine/api/inside_history.h"
#include "engine/api/inside_parts.h"
#include "engine/api/inside_time.h"
#include "engine/api/probed_run.h"

namespace saddle::api {
namespace {

constexpr int64_t kBatch = 64, kPoints = 500, kMostPoints = 4000;
constexpr size_t kBins = 64;
constexpr int64_t kEmbeddingNumbers = 1 << 26;
constexpr auto kTell = std::chrono::milliseconds(200);

using Progress = std::function<void(std::shared_ptr<const Insight>)>;

/// One look, of a run that has begun it.
class Look {
public:
    Look(ProbedRun& run, const InsideRequest& request) : run_(run), request_(request) {}

    Result<Insight> look(const Progress& progress) {
        Insight inside;
        inside.what = request_.what;
        inside.run = run_.row().id;
        inside.split = name(run_.split());
        inside.step = run_.checkpoint().position.step;
        inside.node = request_.node;
        inside.split_samples = rows_are_nodes(run_.data()) ? graph_nodes(run_.data()) : run_.size();
        inside.class_names = run_.source().info().class_names;
        Status status;
        switch (request_.what) {
            case InsideWhat::FeatureMaps: status = feature_maps(inside); break;
            case InsideWhat::Filters: status = filters(inside); break;
            case InsideWhat::Predictions: status = predictions(inside); break;
            case InsideWhat::Saliency: status = saliency(inside); break;
            case InsideWhat::Embedding: status = embedding(inside, progress); break;
            case InsideWhat::Attention: status = attention(inside); break;
            case InsideWhat::Histograms: status = histories(run_, inside, progress); break;
            case InsideWhat::Gradients: status = gradient_profile(run_, inside); break;
            case InsideWhat::ThroughTime: status = through_time(run_, inside); break;
            case InsideWhat::Messages:
                TRY_STATUS(check_sample(inside.split_samples));
                status = messages(run_, request_, inside);
                break;
            case InsideWhat::Smoothing: status = smoothing(run_, inside); break;
            case InsideWhat::Denoising: status = denoising(run_, request_, inside, progress); break;
        }
        if (!status.ok()) return status.error();
        return inside;
    }

private:
    /// `count` of the split's samples (0: all) as the seed draws them, in their order.
    std::vector<uint32_t> drawn(int64_t count) const {
        const int64_t size = run_.size();
        std::vector<uint32_t> samples = train::sample_order(size, request_.seed, 0, count > 0 && count < size);
        if (count > 0) samples.resize(size_t(std::min(count, size)));
        std::sort(samples.begin(), samples.end());
        return samples;
    }

    /// Describes the sample that is looked at.
    Status show_sample(Insight& inside, const std::vector<Tensor>& batch, int64_t size, int64_t at, const std::map<std::string, Tensor>& outputs) {
        inside.sample = request_.sample;
        inside.input = slice(batch[0], size, at);
        inside.input_kind = run_.data().ports[0].kind;
        const auto truth = class_truth(run_.project(), run_.data());
        const auto scores = outputs.find("predictions");
        if (!truth || rows_are_nodes(run_.data())) return {};
        if (const Tensor label = slice(batch[truth->port], size, at); label.count() == 1) inside.label = label.i32[0];
        if (scores == outputs.end() || scores->second.type.shape.rank() < 2) return {};
        const Tensor own = slice(scores->second, size, at);
        if (const int64_t classes = own.type.shape.rank() ? own.type.shape[-1] : 0; classes > 0) inside.scores.assign(own.f32.end() - classes, own.f32.end());
        return {};
    }
    /// The one that is read: of nodes the graph that they are in.
    int64_t read_sample() const { return rows_are_nodes(run_.data()) ? 0 : request_.sample; }
    Status check_sample(int64_t samples) const {
        if (request_.sample >= 0 && request_.sample < samples) return {};
        return Error{ErrorKind::Usage, "there is no sample " + std::to_string(request_.sample), "the " + std::string(name(run_.split())) + " split has 0 to " + std::to_string(samples - 1), {}};
    }
    std::vector<std::string> axes(const PortRef& port, int rank, bool whole) {
        const compile::TypedGraph& typed = run_.typed();
        const auto it = typed.ports.find(port);
        std::vector<std::string> names = ops::axis_names(it == typed.ports.end() ? ops::PortKind::Unknown : it->second.kind, whole ? rank : rank + 1);
        if (!whole && !names.empty()) names.erase(names.begin());
        return names;
    }

    Status feature_maps(Insight& inside) {
        TRY(const PortRef port, compile::first_output(run_.project(), run_.data(), request_.node));
        const int64_t size = run_.size(), batch = run_.fitting_batch(kBatch);
        TRY_STATUS(check_sample(inside.split_samples));
        const int64_t first = std::min(read_sample() / batch * batch, size - batch), at = read_sample() - first;
        TRY(const auto plan, run_.plan(batch, {.port = port}));
        TRY(const std::vector<Tensor> read_now, run_.read_block(first, batch));
        TRY(const auto outputs, run_.run(plan, read_now));
        const Tensor& given = outputs.at(compile::kProbed);
        inside.values = slice(given, batch, at);
        inside.axes = axes(port, inside.values.type.shape.rank(), inside.values.type.shape.rank() == given.type.shape.rank());
        inside.activity = activity_of(given, batch, numbers_of(given.f32, kBins));
        return show_sample(inside, read_now, batch, at, outputs);
    }

    Status filters(Insight& inside) {
        TRY(const Node node, compile::find_node(run_.project(), request_.node));
        const std::vector<NamedTensor> tensors = model_tensors(run_.checkpoint());
        const NamedTensor* found = weight_of(tensors, node.id);
        if (!found) return Error{ErrorKind::Usage, node.id + " (" + node.layer + ") has no filters", "look at a convolution or a Linear layer", {}};
        inside.values = found->tensor;
        const int rank = inside.values.type.shape.rank();
        inside.axes = {"O", "I"};
        for (int axis = 2; axis < rank; ++axis) inside.axes.push_back(std::string(1, "ZYX"[3 - (rank - axis)]));
        return {};
    }

    Status predictions(Insight& inside) {
        const auto truth = class_truth(run_.project(), run_.data());
        if (!truth) return invalid("the run's loss compares with no class labels", "predictions are shown of models that classify");
        return run_.pass(drawn(request_.samples), run_.fitting_batch(kEvalBatch), {}, [&](auto samples, size_t skip, const auto& batch, auto& outputs) {
            return add_predictions(inside, samples, skip, outputs.at("predictions"), batch[truth->port], truth->ignored, rows_are_nodes(run_.data()));
        });
    }

    Status saliency(Insight& inside) {
        const bool nodes = rows_are_nodes(run_.data());
        TRY_STATUS(check_sample(inside.split_samples));
        TRY(const auto plan, run_.plan(1, {.saliency = true}));
        TRY(const std::vector<Tensor> batch, run_.read_block(read_sample(), 1));
        TRY(auto outputs, run_.run(plan, batch));
        const Tensor& scores = outputs.at("predictions");
        Tensor picked = Tensor::zeros(scores.type);
        const int64_t classes = scores.type.shape.rank() ? scores.type.shape[-1] : 0;
        if (class_truth(run_.project(), run_.data()) && classes > 1) {
            const int64_t row = nodes ? request_.sample : scores.count() / classes - 1;
            const std::span<const float> own(&scores.f32[size_t(row * classes)], size_t(classes));
            inside.target = request_.target.value_or(likeliest(own));
            if (inside.target < 0 || inside.target >= classes)
                return Error{ErrorKind::Usage, "there is no class " + std::to_string(inside.target), "the model has 0 to " + std::to_string(classes - 1), {}};
            picked.f32[size_t(row * classes + inside.target)] = 1;
        } else {
            std::fill(picked.f32.begin(), picked.f32.end(), 1.0f);
        }
        TRY_STATUS(show_sample(inside, batch, 1, 0, outputs));
        TRY(outputs, run_.run(plan, batch, {{compile::kPicked, std::move(picked)}}));
        inside.values = slice(outputs.at(compile::kSaliency), 1, 0);
        for (int axis = 0; axis < inside.values.type.shape.rank(); ++axis) inside.axes.push_back(std::string(1, inside.values.type.shape.rank() == 3 ? "CHW"[axis] : "TF"[std::min(axis, 1)]));
        return {};
    }

    Status attention(Insight& inside) {
        TRY_STATUS(check_sample(inside.split_samples));
        TRY(const Node node, compile::find_node(run_.project(), request_.node));
        TRY(const auto plan, run_.plan(1, {.attention = node.id}));
        TRY(const std::vector<Tensor> batch, run_.read_block(read_sample(), 1));
        TRY(const auto outputs, run_.run(plan, batch));
        inside.values = outputs.at(compile::kAttention);
        const Shape shape = inside.values.type.shape;   // [1, (heads,) T, S]
        inside.values.type.shape = {shape.count(0, shape.rank() - 2), shape[-2], shape[-1]};
        inside.axes = {"heads", "T", "S"};
        return show_sample(inside, batch, 1, 0, outputs);
    }

    Result<PortRef> embedded_port() {
        if (!request_.node.empty()) return compile::first_output(run_.project(), run_.data(), request_.node);
        const std::vector<NodeId> linear = compile::nodes_of_layers(run_.project(), {"Linear"});
        if (linear.empty()) return Error{ErrorKind::Usage, "the model has no Linear layer whose input would be embedded", "name a node", {}};
        return PortRef{linear.back(), "x"};
    }

    Status embedding(Insight& inside, const Progress& progress) {
        TRY(const PortRef port, embedded_port());
        inside.node = port.node;
        const bool nodes = rows_are_nodes(run_.data());
        const auto truth = class_truth(run_.project(), run_.data());
        const int64_t wanted = std::min(request_.samples > 0 ? request_.samples : kPoints, kMostPoints);
        const std::vector<uint32_t> samples = drawn(nodes ? 1 : wanted);
        Insight::Embedding& e = inside.embedding;
        std::vector<float> rows;
        TRY_STATUS(run_.pass(samples, std::min(run_.fitting_batch(kBatch), int64_t(samples.size())), port, [&](auto these, size_t skip, const auto& batch, auto& outputs) -> Status {
            const Tensor& given = outputs.at(compile::kProbed);
            if (given.f32.empty()) return invalid(port.node + " gives no real numbers to embed", "name another node");
            const size_t points = nodes ? size_t(given.type.shape[0]) : these.size();
            e.width = given.count() / int64_t(points);
            if (e.width * int64_t(samples.size()) > kEmbeddingNumbers) return Error{ErrorKind::Usage, port.node + " gives " + std::to_string(e.width) + " numbers a sample, too many for " + std::to_string(samples.size()) + " samples", "take fewer samples", {}};
            const Tensor* labels = truth && batch[truth->port].count() == int64_t(points) ? &batch[truth->port] : nullptr;
            const auto scores = outputs.find("predictions");
            const int64_t classes = labels && scores != outputs.end() && scores->second.count() % int64_t(points) == 0 ? scores->second.count() / int64_t(points) : 0;
            std::vector<uint32_t> chosen = train::sample_order(int64_t(points), request_.seed, 0, nodes);
            if (nodes) chosen.resize(std::min(chosen.size(), size_t(wanted)));
            for (size_t k = nodes ? 0 : skip; k < chosen.size(); ++k) {
                const size_t point = chosen[k];
                rows.insert(rows.end(), given.f32.begin() + std::ptrdiff_t(point) * e.width, given.f32.begin() + std::ptrdiff_t(point + 1) * e.width);
                e.samples.push_back(nodes ? int64_t(point) : int64_t(these[point]));
                if (labels) e.labels.push_back(labels->i32[point]);
                if (classes > 0) e.said.push_back(int32_t(likeliest({&scores->second.f32[point * size_t(classes)], size_t(classes)})));
            }
            return {};
        }));
        if (e.samples.size() < 4) return invalid("an embedding needs four points, there are " + std::to_string(e.samples.size()));
        const analysis::Gram gram = analysis::gram(rows, size_t(e.width));
        TRY(const analysis::PrincipalComponents pca, analysis::principal_components(gram));
        e.pca_x = pca.at.x;
        e.pca_y = pca.at.y;
        std::copy(pca.explained, pca.explained + 2, e.explained);
        const auto take = [&](const analysis::Flat& at, int iteration, double divergence) {
            e.tsne_x = at.x;
            e.tsne_y = at.y;
            e.iterations = iteration;
            e.divergence = divergence;
        };
        if (progress) progress(std::make_shared<const Insight>(inside));
        auto told = std::chrono::steady_clock::now(), worked = told;
        const analysis::Tsne tsne = analysis::tsne(gram, {.seed = request_.seed, .progress = [&](const analysis::Flat& at, int iteration, double divergence) {
            const auto now = std::chrono::steady_clock::now();
            if (progress && now - told > kTell) {
                told = now;
                take(at, iteration, divergence);
                progress(std::make_shared<const Insight>(inside));
            }
            const std::chrono::duration<double, std::milli> work = now - worked;
            run_.worked(work.count());
            run_.rest();
            worked = std::chrono::steady_clock::now();
            return !run_.cancelled();
        }});
        if (run_.cancelled()) return run_.interrupted();
        take(tsne.at, tsne.iterations, tsne.divergence);
        e.first_divergence = tsne.first_divergence;
        return {};
    }

    ProbedRun& run_;
    const InsideRequest& request_;
};

}  // namespace

InsideLook::InsideLook() = default;
InsideLook::~InsideLook() = default;

Result<Insight> InsideLook::look(const InsideRequest& request, const Progress& progress, const Cancellation& cancellation) {
    if (!run_ || !run_->serves(request)) {
        run_.reset();
        TRY(run_, ProbedRun::open(request));
    }
    TRY_STATUS(run_->begin(request, cancellation));
    return Look(*run_, request).look(progress);
}

}  // namespace saddle::api

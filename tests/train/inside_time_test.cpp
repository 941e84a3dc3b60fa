// Gradients through time beside central differences of the same recurrences, written here in double with a nudge in every state.
#include <cmath>

#include "tests/train/inside_fixture.h"

namespace saddle {
namespace {

constexpr int64_t kWidth = 3, kHidden = 4, kClasses = 3, kSamples = 8;

/// Sequences of made-up numbers, of several lengths, and a class each.
class Sequences final : public train::DataSource {
public:
    explicit Sequences(int64_t steps) : steps_(steps) {
        info_.name = "sequences";
        info_.hash = "1";
        signature_.ports = {{"x", ops::PortKind::Sequence, {DType::F32, {steps, kWidth}}}, {"length", ops::PortKind::Tokens, {DType::I32, {}}}, {"label", ops::PortKind::Tokens, {DType::I32, {}}}};
        signature_.classes = kClasses;
    }
    const train::DataInfo& info() const override { return info_; }
    const ops::DataSignature& signature() const override { return signature_; }
    int64_t size(train::Split split) const override { return split == train::Split::Test ? 0 : kSamples; }
    Status read(train::Split, std::span<const uint32_t> indices, const std::optional<train::Draw>&, std::vector<Tensor>& batch) const override {
        const auto count = int64_t(indices.size());
        batch = {Tensor::zeros({DType::F32, {count, steps_, kWidth}}), Tensor::zeros({DType::I32, {count}}), Tensor::zeros({DType::I32, {count}})};
        for (int64_t n = 0; n < count; ++n) {
            const auto sample = int64_t(indices[size_t(n)]);
            for (int64_t k = 0; k < steps_ * kWidth; ++k) batch[0].f32[size_t(n * steps_ * kWidth + k)] = float(std::sin(double(sample * 31 + k * 7)));
            batch[1].i32[size_t(n)] = int32_t(1 + (sample * 3) % steps_);
            batch[2].i32[size_t(n)] = int32_t(sample % kClasses);
        }
        return {};
    }

private:
    int64_t steps_;
    train::DataInfo info_;
    ops::DataSignature signature_;
};

struct Kind {
    const char* cell;
    int64_t layers, steps;
    bool bidirectional, lengths, all;
};
std::string name(const Kind& k) { return std::string(k.cell) + std::to_string(k.layers) + (k.bidirectional ? "Both" : "") + (k.lengths ? "Lengths" : "") + (k.all ? "All" : "Last") + std::to_string(k.steps); }
void PrintTo(const Kind& k, std::ostream* out) { *out << name(k); }

/// A number that is added to a state when it has been made.
struct Nudge {
    int64_t layer = -1, direction = 0, step = 0, unit = 0;
    int kind = 0;   // 0: h, 1: c
    double by = 0;
};

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

/// The network of a run in double, a sample at a time. Gates as torch.nn's documentation writes them.
struct Network {
    Kind kind;
    std::function<Tensor(const std::string&)> weight;
    std::map<std::string, Tensor> kept = {};
    const std::vector<float>& w(const std::string& name) {
        auto it = kept.find(name);
        if (it == kept.end()) it = kept.emplace(name, weight(name)).first;
        return it->second.f32;
    }
    struct Given {
        double loss = 0;
        std::vector<std::vector<double>> last;   // of each direction of the uppermost layer
    };
    Given operator()(const std::vector<Tensor>& batch, int64_t n, const Nudge& nudge) {
        const int64_t directions = kind.bidirectional ? 2 : 1, gates = kind.cell == std::string("LSTM") ? 4 : kind.cell == std::string("GRU") ? 3 : 1;
        const int64_t length = kind.lengths ? batch[1].i32[size_t(n)] : kind.steps;
        std::vector<std::vector<double>> x(size_t(kind.steps), std::vector<double>(kWidth));
        for (int64_t k = 0; k < kind.steps * kWidth; ++k) x[size_t(k / kWidth)][size_t(k % kWidth)] = double(batch[0].f32[size_t(n * kind.steps * kWidth + k)]);
        Given given;
        for (int64_t layer = 0; layer < kind.layers; ++layer) {
            std::vector<std::vector<double>> y(x.size(), std::vector<double>(size_t(directions * kHidden), 0.0));
            given.last.clear();
            for (int64_t d = 0; d < directions; ++d) {
                const std::string end = "_l" + std::to_string(layer) + (d == 1 ? "_reverse" : "");
                const auto &wi = w("cell.weight_ih" + end), &wh = w("cell.weight_hh" + end), &bi = w("cell.bias_ih" + end), &bh = w("cell.bias_hh" + end);
                std::vector<double> h(kHidden, 0.0), c(kHidden, 0.0);
                for (int64_t s = 0; s < kind.steps; ++s) {
                    const int64_t t = d == 1 ? kind.steps - 1 - s : s;
                    const std::vector<double>& in = x[size_t(t)];
                    if (t < length) {
                        std::vector<double> a(size_t(gates * kHidden)), r(a.size());
                        for (size_t g = 0; g < a.size(); ++g) {
                            a[g] = double(bi[g]);
                            r[g] = double(bh[g]);
                            for (size_t f = 0; f < in.size(); ++f) a[g] += double(wi[g * in.size() + f]) * in[f];
                            for (size_t k = 0; k < kHidden; ++k) r[g] += double(wh[g * kHidden + k]) * h[k];
                        }
                        for (size_t j = 0; j < kHidden; ++j) {
                            const auto sum = [&](size_t g) { return a[g * kHidden + j] + r[g * kHidden + j]; };
                            if (gates == 1) h[j] = std::tanh(sum(0));
                            if (gates == 3) {
                                const double z = sigmoid(sum(1)), made = std::tanh(a[2 * kHidden + j] + sigmoid(sum(0)) * r[2 * kHidden + j]);
                                h[j] = (1 - z) * made + z * h[j];
                            }
                            if (gates == 4) {
                                c[j] = sigmoid(sum(1)) * c[j] + sigmoid(sum(0)) * std::tanh(sum(2));
                                h[j] = sigmoid(sum(3)) * std::tanh(c[j]);
                            }
                        }
                    }
                    if (nudge.layer == layer && nudge.direction == d && nudge.step == t) (nudge.kind == 0 ? h : c)[size_t(nudge.unit)] += nudge.by;
                    if (t < length) std::copy(h.begin(), h.end(), y[size_t(t)].begin() + d * kHidden);
                }
                given.last.push_back(h);
            }
            x = std::move(y);
        }
        std::vector<double> features;
        if (kind.all) for (const auto& row : x) features.insert(features.end(), row.begin(), row.end());
        else for (const auto& h : given.last) features.insert(features.end(), h.begin(), h.end());
        double scores[kClasses], sum = 0;
        for (size_t k = 0; k < kClasses; ++k) {
            scores[k] = double(w("fc.bias")[k]);
            for (size_t f = 0; f < features.size(); ++f) scores[k] += double(w("fc.weight")[k * features.size() + f]) * features[f];
            sum += std::exp(scores[k]);
        }
        given.loss = (std::log(sum) - scores[size_t(batch[2].i32[size_t(n)])]) / double(kSamples);
        return given;
    }
};

class ThroughTime : public Insides, public testing::WithParamInterface<Kind> {};

TEST_P(ThroughTime, LengthsAreThoseOfCentralDifferences) {
    const Kind kind = GetParam();
    TrainRequest train;
    train.store_path = (folder_ / "runs.sqlite").string();
    train.open_data = [&](const DataConfig&, const std::string&) -> Result<std::shared_ptr<const train::DataSource>> { return std::shared_ptr<const train::DataSource>(std::make_shared<Sequences>(kind.steps)); };
    train.project.name = "sequences";
    train.project.train.batch_size = kSamples;
    train.project.train.initializer = "pytorch";
    Graph& graph = train.project.graph;
    graph.nodes = {{"data", "Dataset", {}}, {"cell", kind.cell, {{"hidden", kHidden}, {"layers", kind.layers}, {"bidirectional", kind.bidirectional}, {"output", std::string(kind.all ? "all" : "last")}}},
                   {"flat", "Flatten", {}}, {"fc", "Linear", {{"out_features", kClasses}}}, {"loss", "CrossEntropyLoss", {}}};
    graph.edges = {{{"data", "x"}, {"cell", "x"}}, {{"cell", "y"}, {"flat", "x"}}, {{"flat", "y"}, {"fc", "x"}}, {{"fc", "y"}, {"loss", "scores"}}, {{"data", "label"}, {"loss", "labels"}}};
    if (kind.lengths) graph.edges.push_back({{"data", "length"}, {"cell", "lengths"}});
    const std::string run = trained(train, 2);
    InsideRequest request = look(run, InsideWhat::ThroughTime, "cell");
    request.open_data = train.open_data;
    const Insight inside = seen(request);

    Network network{kind, [&](const std::string& parameter) { return weight(run, parameter); }};
    std::vector<Tensor> batch;
    std::vector<uint32_t> all(kSamples);
    for (uint32_t n = 0; n < kSamples; ++n) all[n] = n;
    ASSERT_TRUE(Sequences(kind.steps).read(train::Split::Validation, all, {}, batch).ok());
    constexpr double kBy = 1e-5;
    // Both differences of a nudge: of the loss, and of the last states as the loss pulls at them.
    const auto pulls = [&](int64_t n) {
        std::vector<std::vector<double>> pull;
        for (int64_t d = 0; d < (kind.bidirectional ? 2 : 1); ++d) {
            pull.emplace_back();
            for (int64_t j = 0; j < kHidden; ++j) {
                const Nudge nudge{kind.layers - 1, d, d == 1 ? 0 : kind.steps - 1, j, 0, kBy};
                Nudge back = nudge;
                back.by = -kBy;
                pull.back().push_back((network(batch, n, nudge).loss - network(batch, n, back).loss) / (2 * kBy));
            }
        }
        return pull;
    };
    std::vector<std::vector<std::vector<double>>> pull;
    for (int64_t n = 0; n < kSamples; ++n) pull.push_back(pulls(n));
    const auto expected = [&](Nudge at) {
        double loss = 0, last = 0;
        for (int64_t n = 0; n < kSamples; ++n)
            for (at.unit = 0; at.unit < kHidden; ++at.unit) {
                at.by = kBy;
                const Network::Given up = network(batch, n, at);
                at.by = -kBy;
                const Network::Given down = network(batch, n, at);
                double moved = 0;
                for (size_t d = 0; d < up.last.size(); ++d)
                    for (size_t j = 0; j < kHidden; ++j) moved += pull[size_t(n)][d][j] * (up.last[d][j] - down.last[d][j]);
                loss += std::pow((up.loss - down.loss) / (2 * kBy), 2);
                last += std::pow(moved / (2 * kBy), 2);
            }
        return std::pair(std::sqrt(loss), std::sqrt(last));
    };
    const size_t kinds = kind.cell == std::string("LSTM") ? 2 : 1, directions = kind.bidirectional ? 2 : 1;
    ASSERT_EQ(inside.through_time.states.size(), kinds * directions * size_t(kind.layers));
    EXPECT_EQ(inside.through_time.samples, kSamples);
    for (const auto& state : inside.through_time.states) {
        const bool reverse = state.name.ends_with("_reverse"), cell = state.name[0] == 'c';
        const int64_t layer = kind.layers == 1 ? 0 : state.name[3] - '0';
        // The cell that the last step leaves is read by nobody.
        EXPECT_EQ(int64_t(state.steps.size()), std::min<int64_t>(kind.steps, 128) - cell) << state.name;
        EXPECT_EQ(state.steps.front() > state.steps.back(), reverse);
        const size_t every = state.steps.size() > 20 ? 31 : 1;
        for (size_t k = 0; k < state.steps.size(); k += every) {
            const auto [loss, last] = expected({layer, reverse, state.steps[k], 0, cell, 0});
            EXPECT_NEAR(state.loss[k], loss, 1e-5 * std::max(loss, 1e-3)) << state.name << " at " << state.steps[k];
            EXPECT_NEAR(state.last[k], last, 1e-5 * std::max(last, 1e-3)) << state.name << " at " << state.steps[k];
        }
    }
}
INSTANTIATE_TEST_SUITE_P(Recurrences, ThroughTime,
                         testing::Values(Kind{"RNN", 1, 9, false, false, false}, Kind{"LSTM", 1, 9, false, false, true}, Kind{"GRU", 1, 7, true, true, true}, Kind{"LSTM", 2, 6, true, true, false},
                                         Kind{"GRU", 2, 6, false, false, false}, Kind{"RNN", 1, 140, false, true, true}),
                         [](const auto& kind) { return name(kind.param); });

/// What a plain recurrence forgets within a few dozen steps, S. Hochreiter, 1991.
TEST_F(Insides, WhatIsLeftOfTheLastStateFallsStepByStep) {
    TrainRequest train = request("sequence/char-lstm");
    train.project.graph.find("lstm")->layer = "RNN";
    const std::string run = trained(train, 5);
    const Insight inside = seen(look(run, InsideWhat::ThroughTime, "lstm"));
    ASSERT_EQ(inside.through_time.states.size(), 1u);
    const auto& h = inside.through_time.states[0];
    ASSERT_EQ(h.steps.size(), 64u);
    EXPECT_DOUBLE_EQ(h.loss.back(), h.last.back()) << "only the last step's own score reads the last state";
    EXPECT_DOUBLE_EQ(inside.through_time.first_to_last(), h.last.front() / h.last.back());
    EXPECT_LT(inside.through_time.first_to_last(), Insight::kVanishing);
    EXPECT_GT(h.loss.front(), h.loss.back()) << "every step has a loss of its own";
    const auto refused = look_.look(look(run, InsideWhat::ThroughTime, "fc"));
    ASSERT_FALSE(refused.ok());
    EXPECT_NE(to_string(refused.error()).find("no state that runs through time"), std::string::npos);
}

}  // namespace
}  // namespace saddle

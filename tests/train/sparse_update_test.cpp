// Embeddings under plain descent: the rows that a batch looked up move as they would with the whole gradient, others not at all.
#include <algorithm>

#include "engine/compile/compile.h"
#include "engine/train/training_loop.h"
#include "tests/train/run_fixture.h"

namespace saddle {
namespace {

class SparseUpdate : public RunTest {
protected:
    /// A clipping length that no gradient reaches makes the update whole.
    TrainRequest model(bool whole) {
        TrainRequest r = request("sequence/char-lstm");
        r.project.data.options["length"] = int64_t(16);
        r.project.train.objectives[0].optimizer = {"SGD", {{"lr", 0.5}}};
        r.project.train.clip_norm = whole ? 1e20 : 0;
        r.project.train.batch_size = 8;
        r.steps = 12;
        for (Node& node : r.project.graph.nodes) {
            if (node.id == "embed") node.attributes = {{"vocabulary", int64_t(500)}, {"size", int64_t(6)}};
            if (node.id == "lstm") node.attributes = {{"hidden", int64_t(8)}};
        }
        return r;
    }
    std::vector<std::string> kernels(const TrainRequest& r) {
        const auto source = datasets::open_data(r.project.data, "").value();
        const auto plan = compile::compile({r.project, source->signature(), 8, "train", DeviceProfile{}, {}, {}, false});
        EXPECT_TRUE(plan.ok()) << to_string(plan.error());
        std::vector<std::string> names;
        for (const ops::KernelCall& call : plan->calls) names.push_back(call.kernel);
        return names;
    }
};

TEST_F(SparseUpdate, MovesTheRowsOfABatchAlone) {
    const auto has = [&](const TrainRequest& r, const char* kernel) {
        const auto names = kernels(r);
        return std::count(names.begin(), names.end(), kernel) > 0;
    };
    EXPECT_TRUE(has(model(false), "add_rows"));
    EXPECT_FALSE(has(model(false), "scatter_rows"));
    EXPECT_TRUE(has(model(true), "scatter_rows"));
    EXPECT_FALSE(has(model(true), "add_rows"));

    for (const char* device : {"auto", "reference"}) {
        std::vector<double> losses[2];
        Tensor tables[2];
        for (const bool whole : {false, true}) {
            TrainRequest r = model(whole);
            r.device = device;
            Losses seen;
            RunControl control;
            const auto end = api::train(r, seen, control);
            ASSERT_TRUE(end.ok()) << to_string(end.error());
            losses[whole] = seen.loss;
            const auto kept = api::load_checkpoint(checkpoint(end->run).path, "");
            ASSERT_TRUE(kept.ok()) << to_string(kept.error());
            for (const NamedTensor& t : kept->tensors)
                if (t.name == "embed.weight") tables[whole] = t.tensor;
        }
        ASSERT_EQ(losses[0].size(), 12u);
        EXPECT_LT(losses[0].back(), losses[0].front());
        for (size_t k = 0; k < 12; ++k) EXPECT_NEAR(losses[0][k], losses[1][k], 1e-5) << device << " step " << k;
        for (size_t k = 0; k < tables[0].f32.size(); ++k) EXPECT_NEAR(tables[0].f32[k], tables[1].f32[k], 1e-5) << device << " element " << k;
        // 65 tokens occur: rows behind them are as they began, bit for bit in both.
        EXPECT_TRUE(std::equal(tables[0].f32.begin() + 65 * 6, tables[0].f32.end(), tables[1].f32.begin() + 65 * 6));
    }
}

}  // namespace
}  // namespace saddle

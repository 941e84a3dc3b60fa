// Evaluations, predictions and files of a run as it was at a stored point.
#include <algorithm>

#include "engine/api/exports.h"
#include "engine/api/run_path.h"
#include "engine/exchange/safetensors.h"
#include "tests/train/run_fixture.h"

namespace saddle {
namespace {

TEST_F(RunTest, ARunIsEvaluatedPredictedAndExportedAsItWas) {
    TrainRequest r = request();
    r.project.train.batch_size = 16;
    r.steps = 12;
    Losses told;
    RunControl control;
    const auto end = api::train(r, told, control);
    ASSERT_TRUE(end.ok()) << to_string(end.error());
    EvalRequest eval;
    eval.run = end->run;
    eval.open_data = datasets::open_data;
    eval.store_path = r.store_path;
    const auto at = [&](std::optional<uint64_t> step) {
        eval.step = step;
        const auto result = api::evaluate(eval);
        EXPECT_TRUE(result.ok()) << to_string(result.error());
        return result.ok() ? *result : EvalResult{};
    };
    const EvalResult newest = at({}), last = at(12), earlier = at(6), begin = at(0);
    EXPECT_EQ(newest.step, 12u);
    EXPECT_EQ(newest.loss, last.loss);
    EXPECT_EQ(earlier.step, 6u);
    EXPECT_NE(earlier.loss, last.loss);
    EXPECT_GT(begin.loss, last.loss);

    eval.step = 6;
    const auto then = api::predict(eval);
    eval.step.reset();
    const auto now = api::predict(eval);
    ASSERT_TRUE(then.ok() && now.ok());
    EXPECT_NE(then->outputs.f32, now->outputs.f32);

    const auto store = store::ExperimentStore::open(r.store_path).value();
    const auto path = api::run_path(*store, r.store_path, end->run).value();
    const auto point = std::find_if(path.begin(), path.end(), [](const api::Snapshot& each) { return each.step == 6; });
    ASSERT_NE(point, path.end());
    EXPECT_FALSE(point->checkpoint()) << "a point of the trail";
    const auto stored = api::load_checkpoint(point->file, "").value();
    const std::string file = (folder_ / "six.safetensors").string();
    const Status written = api::export_run(end->run, "safetensors", file, datasets::open_data, r.store_path, 6);
    ASSERT_TRUE(written.ok()) << to_string(written.error());
    const auto exported = exchange::read_safetensors(file).value();
    EXPECT_EQ(exported.metadata.at("saddlepoint_step"), "6");
    ASSERT_EQ(exported.tensors.size(), 10u);
    for (const NamedTensor& tensor : exported.tensors) {
        const auto same = std::find_if(stored.tensors.begin(), stored.tensors.end(), [&](const NamedTensor& each) { return each.name == tensor.name; });
        ASSERT_NE(same, stored.tensors.end()) << tensor.name;
        EXPECT_EQ(tensor.tensor.f32, same->tensor.f32) << tensor.name;
    }

    eval.step = 99;
    const auto unknown = api::evaluate(eval);
    ASSERT_FALSE(unknown.ok());
    EXPECT_EQ(unknown.error().kind, ErrorKind::Usage);
    EXPECT_NE(to_string(unknown.error()).find("stored nothing at step 99"), std::string::npos);
    EXPECT_EQ(api::export_run(end->run, "onnx", file, datasets::open_data, r.store_path, 99).error().kind, ErrorKind::Usage);
}

}  // namespace
}  // namespace saddle

// Whole projects as ONNX: each is exported, or the operator that ONNX lacks is named. With SADDLE_KEEP_ONNX=FOLDER models, inputs
// and the double reference's outputs stay there for ONNX Runtime, as round_trip_test.cpp says: tests/exchange/test_onnx_runtime.py.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "datasets/open.h"
#include "engine/compile/compile.h"
#include "engine/exchange/model_export.h"
#include "engine/runtime/executor.h"
#include "engine/train/training_loop.h"

namespace saddle {
namespace {

namespace fs = std::filesystem;

void write_numbers(const fs::path& folder, const std::string& name, const Tensor& tensor) {
    const bool whole = tensor.type.dtype == DType::I32;
    std::ofstream file(folder / (name + (whole ? ".int32." : ".float32.") + to_string(tensor.type.shape)), std::ios::binary);
    file.write(whole ? reinterpret_cast<const char*>(tensor.i32.data()) : reinterpret_cast<const char*>(tensor.f32.data()), tensor.count() * 4);
}

/// The op that keeps the project from being exported; empty: none.
std::string missing_op(const std::string& name, int64_t batch, std::vector<const char*> settings, const fs::path& folder) {
    Project project = load_project(std::string(SADDLE_SOURCE_DIR "/projects/") + name + ".json").value();
    for (const char* setting : settings) EXPECT_TRUE(set_value(project, setting).ok()) << setting;
    const auto source = datasets::open_data(project.data, "").value();
    const auto executor = runtime::make_reference_executor();
    const auto plan = std::make_shared<const compile::ExecutionPlan>(compile::compile({project, source->signature(), batch, "predict", executor->profile(), {}, {}, false}).value());
    EXPECT_TRUE(executor->prepare(plan).ok());
    EXPECT_TRUE(runtime::initialize(*executor, plan->program, 1).ok());
    std::vector<uint32_t> samples(static_cast<size_t>(batch));
    for (size_t n = 0; n < samples.size(); ++n) samples[n] = uint32_t(n);
    std::vector<Tensor> data;
    EXPECT_TRUE(source->read(train::Split::Train, samples, {}, data).ok());
    const std::vector<Tensor> inputs = train::select_inputs(*plan, source->signature(), data);

    ir::Program program = compile::lower(project, source->signature(), batch).value();
    EXPECT_TRUE(compile::rewrite(program, *program.entry("predict"), exchange::onnx_form).ok());
    std::vector<NamedTensor> weights;
    for (const ir::ValueKind kind : {ir::ValueKind::Parameter, ir::ValueKind::State})
        for (const ir::ValueId id : program.of_kind(kind)) weights.push_back({program[id].name, executor->get(program[id].name).value()});
    const std::string stem = fs::path(name).filename().string();
    const Status exported = exchange::export_onnx(program, weights, project.name, (folder / (stem + ".onnx")).string());
    if (!exported.ok()) {
        const std::string text = to_string(exported.error()), before = "ONNX has no operator '";
        const size_t at = text.find(before);
        EXPECT_NE(at, std::string::npos) << text;
        return at == std::string::npos ? text : text.substr(at + before.size(), text.find('\'', at + before.size()) - at - before.size());
    }
    if (!executor->submit(*plan, inputs, {}, false).ok()) return "(not run)";
    const runtime::StepResult result = executor->wait().value();
    for (const auto& [output, tensor] : result.outputs) write_numbers(folder, stem + "." + output, tensor);
    const auto& ids = plan->program.entry("predict")->inputs;
    for (size_t i = 0; i < ids.size(); ++i) write_numbers(folder, stem + "." + plan->program[ids[i]].name, inputs[i]);
    return "";
}

TEST(OnnxProjects, AreExportedOrNameWhatOnnxLacks) {
    setenv("XDG_DATA_HOME", (fs::temp_directory_path() / "saddle-test-data").c_str(), 1);
    const char* kept = std::getenv("SADDLE_KEEP_ONNX");
    const fs::path folder = kept ? fs::path(kept) : fs::temp_directory_path() / ("saddle-onnx-projects-" + std::to_string(getpid()));
    fs::create_directories(folder);
    EXPECT_EQ(missing_op("sequence/crnn", 2, {}, folder), "");
    EXPECT_EQ(missing_op("sequence/char-gpt", 2, {"data.length=24"}, folder), "");
    EXPECT_EQ(missing_op("sequence/questions", 2, {}, folder), "");
    EXPECT_EQ(missing_op("generative/vae", 2, {}, folder), "");
    for (const char* graphs : {"graph/gcn-cora", "graph/gat-cora", "graph/gin-mutag"}) EXPECT_EQ(missing_op(graphs, 1, {}, folder), "") << graphs;
    EXPECT_EQ(missing_op("graph/sage-cora", 1, {"conv1.aggregate=max"}, folder), "GraphAggregate") << "opset 17 has no maximum by segment";
    EXPECT_EQ(missing_op("diffusion/ddpm-unet", 2, {}, folder), "UniformNoise");
    if (!kept) fs::remove_all(folder);
}

}  // namespace
}  // namespace saddle

// Whole projects as ONNX. With SADDLE_KEEP_ONNX=FOLDER models, inputs
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

/// What a sampler brings: numbers in [-1, 1], times.
std::vector<Tensor> drawn(const compile::ExecutionPlan& plan, const std::string& entry) {
    Random random(1, 2);
    std::vector<Tensor> inputs;
    for (const ir::ValueId id : plan.program.entry(entry)->inputs) {
        inputs.push_back(Tensor::zeros(plan.program[id].type));
        for (float& x : inputs.back().f32) x = random.uniform(-1, 1);
        for (int32_t& t : inputs.back().i32) t = int32_t(random.below(100));
    }
    return inputs;
}

/// Exports an entry of the project; what was refused, if it was.
Status exported(const std::string& name, int64_t batch, std::vector<const char*> settings, const fs::path& folder, const std::string& entry = "predict") {
    Project project = load_project(std::string(SADDLE_SOURCE_DIR "/projects/") + name + ".json").value();
    for (const char* setting : settings) EXPECT_TRUE(set_value(project, setting).ok()) << setting;
    const auto source = datasets::open_data(project.data, "").value();
    const auto executor = runtime::make_reference_executor();
    const auto plan = std::make_shared<const compile::ExecutionPlan>(compile::compile({project, source->signature(), batch, entry, executor->profile(), {}, {}, false}).value());
    EXPECT_TRUE(executor->prepare(plan).ok());
    EXPECT_TRUE(runtime::initialize(*executor, plan->program, 1).ok());
    const bool of_data = entry == "predict";
    std::vector<uint32_t> samples(static_cast<size_t>(batch));
    for (size_t n = 0; n < samples.size(); ++n) samples[n] = uint32_t(n);
    std::vector<Tensor> data;
    EXPECT_TRUE(source->read(train::Split::Train, samples, {}, data).ok());
    const std::vector<Tensor> inputs = of_data ? train::select_inputs(*plan, source->signature(), data) : drawn(*plan, entry);

    ir::Program program = compile::lower(project, source->signature(), batch).value();
    EXPECT_TRUE(compile::rewrite(program, *program.entry(entry), exchange::onnx_form).ok());
    std::vector<NamedTensor> weights;
    for (const ir::ValueKind kind : {ir::ValueKind::Parameter, ir::ValueKind::State})
        for (const ir::ValueId id : program.of_kind(kind)) weights.push_back({program[id].name, executor->get(program[id].name).value()});
    const std::string stem = fs::path(name).filename().string();
    TRY_STATUS(exchange::export_onnx(program, entry, weights, project.name, (folder / (stem + ".onnx")).string()));
    TRY_STATUS(executor->submit(*plan, inputs, {}, false));
    TRY(const runtime::StepResult result, executor->wait());
    for (const auto& [output, tensor] : result.outputs) write_numbers(folder, stem + "." + output, tensor);
    const auto& ids = plan->program.entry(entry)->inputs;
    for (size_t i = 0; i < ids.size(); ++i) write_numbers(folder, stem + "." + plan->program[ids[i]].name, inputs[i]);
    return {};
}

TEST(OnnxProjects, AreExported) {
    setenv("XDG_DATA_HOME", (fs::temp_directory_path() / "saddle-test-data").c_str(), 1);
    const char* kept = std::getenv("SADDLE_KEEP_ONNX");
    const fs::path folder = kept ? fs::path(kept) : fs::temp_directory_path() / ("saddle-onnx-projects-" + std::to_string(getpid()));
    fs::create_directories(folder);
    const auto export_of = [&](const char* name, int64_t batch, std::vector<const char*> settings = {}, const char* entry = "predict") {
        const Status status = exported(name, batch, std::move(settings), folder, entry);
        EXPECT_TRUE(status.ok()) << name << ": " << to_string(status.error());
    };
    export_of("sequence/crnn", 2);
    export_of("sequence/char-gpt", 2, {"data.length=24"});
    export_of("sequence/questions", 2);
    export_of("generative/vae", 2);
    for (const char* graphs : {"graph/gcn-cora", "graph/gat-cora", "graph/gin-mutag"}) export_of(graphs, 1);
    export_of("graph/sage-cora", 1, {"conv1.aggregate=max"});
    export_of("diffusion/ddpm-unet", 2, {}, "sample");
    if (!kept) fs::remove_all(folder);
}

}  // namespace
}  // namespace saddle

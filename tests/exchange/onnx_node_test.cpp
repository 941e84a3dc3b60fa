// ONNX's node tests as the outside judge of importer, shape rules, references and kernels.
#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <cstdlib>

#include "engine/compile/compile.h"
#include "engine/core/file.h"
#include "engine/exchange/onnx_import.h"
#include "engine/runtime/device.h"
#include "tests/exchange/node_cases.h"

namespace saddle::onnx_tests {
namespace {

constexpr int kShards = 4;

/// What differs most, in words; empty when all elements agree.
std::string difference(const Tensor& got, const Tensor& expected) {
    if (got.type.shape != expected.type.shape) return "shape " + to_string(got.type.shape) + " instead of " + to_string(expected.type.shape);
    const auto at = [](const Tensor& t, size_t i) { return t.type.dtype == DType::I32 ? double(t.i32[i]) : double(t.f32[i]); };
    for (size_t i = 0; i < size_t(expected.count()); ++i) {
        const double x = at(got, i), y = at(expected, i);
        if (x == y || (std::isnan(x) && std::isnan(y)) || std::abs(x - y) <= 1e-5 + 1e-3 * std::abs(y)) continue;
        return "element " + std::to_string(i) + " is " + std::to_string(x) + " instead of " + std::to_string(y);
    }
    return "";
}

Status run(runtime::Executor& executor, const std::shared_ptr<const compile::ExecutionPlan>& plan, const exchange::OnnxImport& model, const CaseData& data) {
    TRY_STATUS(executor.prepare(plan));
    for (const NamedTensor& tensor : model.tensors) TRY_STATUS(executor.set(tensor.name, tensor.tensor));
    std::vector<Tensor> inputs;
    for (const ir::ValueId id : plan->program.entries[0].inputs) inputs.push_back(data.inputs.at(plan->program[id].name));
    TRY_STATUS(executor.submit(*plan, inputs, {}, false));
    TRY(const runtime::StepResult result, executor.wait());
    for (const auto& [name, expected] : data.outputs)
        if (const std::string wrong = difference(result.outputs.at(name), expected); !wrong.empty()) return invalid("output '" + name + "': " + wrong);
    return {};
}

/// The device of this process; null where there is none.
std::shared_ptr<runtime::VulkanDevice> device() {
    static const auto opened = runtime::open_vulkan("auto");
    return opened.ok() ? *opened : nullptr;
}

Status check(const std::string& name) {
    TRY(const CaseData data, load_case(name));
    TRY(const exchange::OnnxImport model, exchange::import_onnx(data_folder() + "/" + name + "/model.onnx", {1, {}, data.inputs}));
    const auto reference = runtime::make_reference_executor();
    const DeviceProfile& profile = device() ? runtime::profile_of(*device()) : reference->profile();
    TRY(compile::ExecutionPlan made, compile::compile_program(model.program, "predict", 1, profile));
    const auto plan = std::make_shared<const compile::ExecutionPlan>(std::move(made));
    if (const Status status = run(*reference, plan, model, data); !status.ok()) return invalid("reference: " + to_string(status.error()));
    if (!device()) return {};
    const auto vulkan = runtime::make_vulkan_executor(device());
    if (const Status status = run(*vulkan, plan, model, data); !status.ok()) return invalid("Vulkan: " + to_string(status.error()));
    return {};
}

class OnnxNode : public testing::TestWithParam<int> {};

TEST_P(OnnxNode, DeclaredCasesPass) {
    if (data_folder().empty()) GTEST_SKIP() << "ONNX's test data are not installed (Debian package libonnx-testdata)";
    setenv("SADDLE_POISON", "1", 1);
    std::vector<std::string> problems;
    const std::vector<Operator> operators = declared_operators(problems);
    const auto begin = std::chrono::steady_clock::now();
    int passed = 0, failed = 0;
    for (size_t i = size_t(GetParam()); i < operators.size(); i += kShards)
        for (const NodeCase& c : operators[i].cases) {
            if (!c.exclusion.empty()) continue;
            const Status status = check(c.name);
            EXPECT_TRUE(status.ok()) << operators[i].name << " " << c.name << ": " << to_string(status.error());
            ++(status.ok() ? passed : failed);
        }
    std::printf("%d cases passed, %d failed in %.1f s on %s\n", passed, failed, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(),
                device() ? runtime::profile_of(*device()).name.c_str() : "the reference alone");
}
INSTANTIATE_TEST_SUITE_P(Shards, OnnxNode, testing::Range(0, kShards));

TEST(OnnxCoverage, ListIsSound) {
    if (data_folder().empty()) GTEST_SKIP() << "ONNX's test data are not installed (Debian package libonnx-testdata)";
    std::vector<std::string> problems;
    const std::vector<Operator> operators = declared_operators(problems);
    for (const std::string& problem : problems) ADD_FAILURE() << problem;
    EXPECT_FALSE(operators.empty());
}

/// With SADDLE_UPDATE_DOCS set, writes the document instead of comparing it.
TEST(OnnxCoverage, DocumentIsCurrent) {
    if (data_folder().empty()) GTEST_SKIP() << "ONNX's test data are not installed (Debian package libonnx-testdata)";
    std::vector<std::string> problems;
    const std::string path = std::string(SADDLE_SOURCE_DIR) + "/docs/onnx-coverage.md", text = coverage_document(declared_operators(problems));
    if (std::getenv("SADDLE_UPDATE_DOCS")) {
        ASSERT_TRUE(write_file(path, text).ok());
    }
    const auto committed = read_file(path);
    ASSERT_TRUE(committed.ok());
    EXPECT_EQ(*committed, text) << "build the target onnx_coverage";
}

}  // namespace
}  // namespace saddle::onnx_tests

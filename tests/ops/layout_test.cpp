// Values whose batch lies last in memory beside values that lie otherwise: what does not fit a kernel is copied for it.
#include "tests/ops/on_device.h"

namespace saddle {
namespace {

class Layouts : public testing::Test {
protected:
    void SetUp() override {
        program_.entries.push_back({"train", {}, {}, {}, {}});
        builder_.emplace(program_, program_.entries[0]);
        builder_->node = "node";
    }
    ir::ValueId parameter(const std::string& name, Shape shape, bool batched) {
        ir::Value value;
        value.name = name;
        value.kind = ir::ValueKind::Parameter;
        value.type = {DType::F32, std::move(shape)};
        value.batched = batched;
        value.node = "node";
        const ir::ValueId id = program_.add(value);
        Random random(1, stream_of(name.c_str()));
        values_[id.index] = {value.type, std::vector<double>(size_t(value.type.shape.count()))};
        for (double& x : values_[id.index].data) x = double(random.uniform(-1, 1));
        return id;
    }
    ir::ValueId emit(const std::string& op, std::vector<ir::ValueId> inputs, Attributes attributes = {}) { return builder_->emit(op, std::move(inputs), std::move(attributes)); }
    /// The mean square of `y` and its gradients, on every device class.
    void expect_equal(ir::ValueId y) {
        const ir::ValueId loss = emit("ReduceMean", {emit("Mul", {y, y})}, {{"keepdims", int64_t(0)}});
        ASSERT_FALSE(builder_->error) << to_string(*builder_->error);
        program_.entries[0].outputs = {{"y", y}, {"loss", loss}};
        const std::vector<ir::ValueId> wanted = program_.of_kind(ir::ValueKind::Parameter);
        ASSERT_TRUE(compile::differentiate(program_, "train", wanted).ok());
        evaluate(program_, values_, program_.entries[0].body.size());
        auto device = runtime::open_vulkan("auto");
        if (!device.ok()) GTEST_SKIP() << "no Vulkan device: " << device.error().message;
        DeviceProfile profile = runtime::profile_of(**device);
        for (const DeviceClass device_class : {DeviceClass::Cpu, DeviceClass::Gpu, DeviceClass::Plain}) {
            profile.device_class = device_class;
            const auto run = run_on_device(*device, program_, values_, profile);
            ASSERT_TRUE(run.ok()) << to_string(run.error());
            for (const ir::Output& output : program_.entries[0].outputs) {
                if (output.name == "loss") continue;
                const auto got = run->executor->peek(*run->plan, *run->plan->program.entries[0].output(output.name));
                ASSERT_TRUE(got.ok()) << output.name;
                EXPECT_LT(error_of(*got, values_.at(output.value.index)), 1e-5) << name(device_class) << " " << output.name;
            }
        }
    }

    ir::Program program_;
    std::optional<ops::Builder> builder_;
    Values values_;
};

TEST_F(Layouts, AKernelGetsItsImagesInOneLayout) {
    const ir::ValueId x = parameter("x", {5, 2, 4, 4}, true), filter = parameter("filter", {5, 2, 3, 3}, true);  // the filter is no batch
    const ir::ValueId plain = emit("Reshape", {x}, {{"shape", std::vector<int64_t>{5, 2, 4, 4}}, {"batched", false}});
    const Attributes window{{"kernel_shape", std::vector<int64_t>{2, 2}}, {"strides", std::vector<int64_t>{2, 2}}};
    // The gradient of the second pooling meets a batched dy and row-major x and y.
    const ir::ValueId pooled = emit("Add", {emit("MaxPool", {x}, window), emit("MaxPool", {emit("Tanh", {plain})}, window)});
    expect_equal(emit("Add", {emit("Conv", {plain, filter}), emit("Reshape", {emit("ReduceSum", {pooled}, {{"axes", std::vector<int64_t>{1, 2, 3}}})}, {{"shape", std::vector<int64_t>{5, 1, 1, 1}}})}));
}

TEST_F(Layouts, SamplesThatBecomeRowsAndRowsThatBecomeSamples) {
    const ir::ValueId x = parameter("x", {5, 3, 4}, true), w = parameter("w", {4, 6}, false);
    const ir::ValueId rows = emit("Reshape", {x}, {{"shape", std::vector<int64_t>{15, 4}}});
    const ir::ValueId back = emit("Reshape", {emit("Gemm", {rows, w})}, {{"shape", std::vector<int64_t>{5, 3, 6}}, {"batched", true}});
    expect_equal(emit("Sub", {back, emit("MatMul", {emit("Tanh", {x}), w})}));
}

TEST_F(Layouts, ABatchBroadcastAgainstOtherAxes) {
    const ir::ValueId x = parameter("x", {5, 3}, true), y = parameter("y", {7, 5, 3}, false), z = parameter("z", {1, 3, 1}, true), one = parameter("one", {1, 3, 4}, true);
    expect_equal(emit("Add", {emit("ReduceSum", {emit("Mul", {x, y})}, {{"keepdims", int64_t(0)}}), emit("Mul", {z, one})}));
}

}  // namespace
}  // namespace saddle

#pragma once
// Small networks for analyses: a chain of layers behind a data set of random numbers, at random parameters.
#include <gtest/gtest.h>

#include "engine/analysis/curvature.h"
#include "engine/compile/compile.h"
#include "engine/core/philox.h"
#include "engine/runtime/device.h"

namespace saddle::analysis {

inline std::unique_ptr<runtime::Executor> vulkan_executor() {
    auto device = runtime::open_vulkan("auto");
    return device.ok() ? runtime::make_vulkan_executor(*device) : nullptr;
}

/// `chain`: layers from the data's port "x" to the scores or the prediction; behind them the loss against "target".
class Network {
public:
    Network(const Shape& sample, std::vector<Node> chain, const std::string& loss, int64_t outputs, int64_t samples, std::unique_ptr<runtime::Executor> on)
        : executor(std::move(on)) {
        const bool classifies = loss == "CrossEntropyLoss";
        ops::DataSignature data;
        const ops::PortKind kinds[] = {ops::PortKind::Features, ops::PortKind::Sequence, ops::PortKind::Image};
        data.ports = {{"x", kinds[sample.rank() - 1], {DType::F32, sample}},
                      {"target", classifies ? ops::PortKind::Tokens : ops::PortKind::Features, classifies ? TensorType{DType::I32, {}} : TensorType{DType::F32, {outputs}}}};
        data.classes = classifies ? outputs : 0;
        Project project;
        project.graph.nodes.push_back({"data", "Dataset", {}});
        PortRef from{"data", "x"};
        for (Node& node : chain) {
            project.graph.edges.push_back({from, {node.id, "x"}});
            from = {node.id, "y"};
            project.graph.nodes.push_back(std::move(node));
        }
        project.graph.nodes.push_back({"loss", loss, {}});
        project.graph.edges.push_back({from, {"loss", classifies ? "scores" : "prediction"}});
        project.graph.edges.push_back({{"data", "target"}, {"loss", classifies ? "labels" : "target"}});
        auto lowered = compile::lower(project, data, samples);
        EXPECT_TRUE(lowered.ok()) << to_string(lowered.error());
        forward = std::move(lowered.value());
        Random random(7);
        for (const auto& port : data.ports) {
            Tensor tensor = Tensor::zeros(port.batch_type(samples));
            for (float& x : tensor.f32) x = random.normal();
            for (int32_t& label : tensor.i32) label = int32_t(random.below(uint32_t(outputs)));
            inputs.push_back({port.name, std::move(tensor)});
        }
        auto made = Curvature::make(forward, samples, inputs, *executor);
        EXPECT_TRUE(made.ok()) << to_string(made.error());
        curvature.emplace(std::move(made.value()));
        EXPECT_TRUE(runtime::initialize(*executor, forward, 3).ok());
        for (const ir::ValueId id : forward.of_kind(ir::ValueKind::Parameter)) parameters.push_back({forward[id].name, executor->get(forward[id].name).value()});
        EXPECT_TRUE(curvature->move_to(parameters).ok());
    }
    double loss_at(const std::vector<NamedTensor>& point) {
        EXPECT_TRUE(curvature->move_to(point).ok());
        return curvature->slope()->loss;
    }
    Product product() {
        return [this](const Vector& v) { return curvature->times(v); };
    }

    ir::Program forward;
    std::vector<NamedTensor> inputs, parameters;
    std::optional<Curvature> curvature;
    std::unique_ptr<runtime::Executor> executor;
};

inline Node linear(const char* id, int64_t outputs) { return {id, "Linear", {{"out_features", outputs}}}; }
inline Network mlp(std::unique_ptr<runtime::Executor> on) {
    return {{6}, {linear("fc1", 9), {"relu", "ReLU", {}}, linear("fc2", 4)}, "CrossEntropyLoss", 4, 25, std::move(on)};
}
inline Network convolutional(std::unique_ptr<runtime::Executor> on) {
    const Attributes conv{{"out_channels", int64_t(3)}, {"kernel", std::vector<int64_t>{3, 3}}};
    return {{2, 9, 9}, {{"conv", "Conv2d", conv}, {"bn", "BatchNorm2d", {}}, {"act", "GELU", {}}, {"pool", "MaxPool2d", {}}, {"flat", "Flatten", {}}, linear("fc", 4)},
            "CrossEntropyLoss", 4, 10, std::move(on)};
}

}  // namespace saddle::analysis

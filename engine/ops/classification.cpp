// The loss and metric of classification: kernels that run over the classes of a sample.
#include <algorithm>
#include <cmath>

#include "engine/ops/lines.h"

namespace saddle::ops {
namespace {

Status check_scores(const InferContext& c, const char* op) {
    if (c.in(0).shape.rank() != 2 || c.in(1).shape != Shape{c.in(0).shape[0]} || c.in(1).dtype != DType::I32)
        return invalid(std::string(op) + " needs scores [N, C] and class ids i32[N], got " + to_string(c.in(0)) + " and " + to_string(c.in(1)));
    return {};
}

/// Softmax of row n in double.
std::vector<double> probabilities(const ReferenceTensor& scores, int64_t n) {
    const int64_t classes = scores.type.shape[1];
    std::vector<double> p(scores.data.begin() + n * classes, scores.data.begin() + (n + 1) * classes);
    const double best = *std::max_element(p.begin(), p.end());
    double sum = 0;
    for (double& x : p) sum += x = std::exp(x - best);
    for (double& x : p) x /= sum;
    return p;
}

std::vector<Case> score_cases(bool gradient) {
    std::vector<Case> cases;
    for (const Shape& shape : {Shape{5, 10}, Shape{66, 3}}) {
        Case one{{{DType::F32, shape}, {DType::I32, {shape[0]}}}, {}, -3, 3, 1e-3, shape[1]};
        one.batched = {true, true};
        if (gradient) {
            one.inputs.push_back({DType::F32, {shape[0]}});
            one.batched.push_back(true);
        }
        cases.push_back(one);
    }
    return cases;
}

}  // namespace

SADDLE_OP(SoftmaxCrossEntropyLoss) {
    return OpDef("SoftmaxCrossEntropyLoss").summary("Minus the logarithm of the share that softmax gives to the true class.", "L_n = ln \\sum_k e^{s_{n,k}} - s_{n,t_n}")
        .input("scores", "[N, C]").input("labels", "class ids [N]").output("output")
        .attribute({"reduction", std::string("mean"), "Reduction", "mean over the batch, or none", "", 0, 0, {"mean", "none"}})
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            TRY_STATUS(check_scores(c, "SoftmaxCrossEntropyLoss"));
            return std::vector<TensorType>{{DType::F32, c.attributes.text("reduction", "mean") == "none" ? Shape{c.in(0).shape[0]} : Shape{}}};
        })
        .gradient([](GradientContext& g) {
            const bool mean = g.instruction.attributes.text("reduction", "mean") != "none";
            const double scale = mean ? 1 / double(g.b.type(g.in(0)).shape[0]) : 1;
            if (g.wants(0)) g.set(0, g.b.emit("SoftmaxCrossEntropyLossGrad", {g.in(0), g.in(1), g.dout()}, {{"scale", scale}}));
        })
        .reference([](ReferenceContext& r) {
            const Shape& x = r.in(0).type.shape;
            const bool mean = r.out().type.shape.rank() == 0;
            for (int64_t n = 0; n < x[0]; ++n) {
                const int64_t label = int64_t(r.in(1).data[size_t(n)]);
                const double loss = -std::log(probabilities(r.in(0), n)[size_t(label)]);
                r.out().data[mean ? 0 : size_t(n)] += mean ? loss / double(x[0]) : loss;
            }
        })
        .decompose([](Builder& b, const ir::Instruction& i) -> std::vector<ir::ValueId> {
            if (i.attributes.text("reduction", "mean") == "none") return {};
            const ir::ValueId each = b.emit("SoftmaxCrossEntropyLoss", i.inputs, {{"reduction", std::string("none")}});
            return {b.emit("ReduceMean", {each}, {{"keepdims", int64_t(0)}})};
        })
        .kernels([](const KernelContext& c) -> std::vector<KernelCall> {
            KernelCall call = along_axis(c, "loss/softmax_cross_entropy.comp", "softmax_cross_entropy", 1);
            call.bindings.push_back({c.instruction.inputs[1]});
            call.take(nullptr, c.epilogue);
            return {std::move(call)};
        })
        .accepts_epilogue().cases(score_cases(false));
}

SADDLE_OP(SoftmaxCrossEntropyLossGrad) {
    return OpDef("SoftmaxCrossEntropyLossGrad").summary("Gradient of SoftmaxCrossEntropyLoss.", "ds_{n,k} = (softmax(s_n)_k - [k = t_n]) dL")
        .input("scores").input("labels").input("dloss", "scalar, or one for each sample").output("dscores")
        .attribute({"scale", 1.0, "Scale", "1 / N where the loss was averaged"})
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            TRY_STATUS(check_scores(c, "SoftmaxCrossEntropyLossGrad"));
            return std::vector<TensorType>{c.in(0)};
        })
        .not_differentiable("second derivatives use the loss's decomposition")
        .reference([](ReferenceContext& r) {
            const Shape& x = r.in(0).type.shape;
            for (int64_t n = 0; n < x[0]; ++n) {
                const std::vector<double> p = probabilities(r.in(0), n);
                const double factor = r.in(2).data[r.in(2).data.size() == 1 ? 0 : size_t(n)] * r.attributes.real("scale", 1);
                for (int64_t k = 0; k < x[1]; ++k) r.out().data[size_t(n * x[1] + k)] = (p[size_t(k)] - (k == int64_t(r.in(1).data[size_t(n)]) ? 1 : 0)) * factor;
            }
        })
        .kernels([](const KernelContext& c) -> std::vector<KernelCall> {
            const ir::ValueId dloss = c.instruction.inputs[2];
            const ir::Value& value = c.program[dloss];
            const bool texel = reads_texels(c);
            KernelCall call = along_axis(c, "loss/softmax_cross_entropy_gradient.comp", "softmax_cross_entropy_gradient", 1);
            call.bindings.push_back({c.instruction.inputs[1]});
            double scale = c.instruction.attributes.real("scale", 1);
            if (value.kind == ir::ValueKind::Constant) scale *= value.constant;
            else read(call, c, dloss, texel);
            call.define("DLOSS", int64_t(value.kind == ir::ValueKind::Constant ? 0 : value.type.shape.rank() > 0 ? 2 : 1));
            call.define("SCALE", glsl_float(scale));
            call.take(nullptr, c.epilogue);
            return {std::move(call)};
        })
        .accepts_epilogue().not_in_onnx().cases(score_cases(true));
}

SADDLE_OP(CorrectCount) {
    return OpDef("CorrectCount").summary("1 for each sample whose largest score is at its label, else 0.", "y_n = [argmax_k s_{n,k} = t_n]")
        .input("scores").input("labels").output("y")
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            TRY_STATUS(check_scores(c, "CorrectCount"));
            return std::vector<TensorType>{{DType::F32, {c.in(0).shape[0]}}};
        })
        .not_differentiable("a count is constant almost everywhere")
        .reference([](ReferenceContext& r) {
            const int64_t classes = r.in(0).type.shape[1];
            for (int64_t n = 0; n < r.in(0).type.shape[0]; ++n) {
                const auto row = r.in(0).data.begin() + n * classes;
                r.out().data[size_t(n)] = std::max_element(row, row + classes) - row == int64_t(r.in(1).data[size_t(n)]);
            }
        })
        .kernels([](const KernelContext& c) -> std::vector<KernelCall> {
            KernelCall call = along_axis(c, "loss/correct_count.comp", "correct_count", 1);
            call.bindings.push_back({c.instruction.inputs[1]});
            call.take(nullptr, c.epilogue);
            return {std::move(call)};
        })
        .accepts_epilogue().not_in_onnx().cases(score_cases(false));
}

}  // namespace saddle::ops

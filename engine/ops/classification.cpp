// The losses and the metric of classification. Scores have one axis of classes; labels have the other axes. The common
// case, softmax and cross-entropy of plain labels, has kernels of its own.
#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/ops/axes.h"
#include "engine/ops/indices.h"
#include "engine/ops/lines.h"

namespace saddle::ops {
namespace {

/// ignore_index when there is none.
constexpr int64_t kNone = std::numeric_limits<int32_t>::min();

int classes_axis(const Shape& x, const Attributes& a) { return axis_of("loss", x, a.integer("axis", 1)).value(); }
Attributes along(int axis) { return {{"axes", std::vector<int64_t>{axis}}}; }
AttributeDef class_axis() { return {"axis", int64_t(1), "Axis", "of the classes"}; }
AttributeDef reduction() { return {"reduction", std::string("mean"), "Reduction", "over all labels", "", 0, 0, {"mean", "sum", "none"}}; }
AttributeDef ignore_index() { return {"ignore_index", kNone, "Ignored label", "labels of this number do not count"}; }

/// The shape of labels beside scores, or an error.
Result<Shape> label_shape(const InferContext& c, const char* op) {
    const Shape& x = c.in(0).shape;
    TRY(const int axis, axis_of(op, x, c.attributes.integer("axis", 1)));
    std::vector<int64_t> dims = x.dims();
    dims.erase(dims.begin() + axis);
    if (c.in(0).dtype != DType::F32 || c.in(1) != TensorType{DType::I32, Shape(dims)})
        return invalid(std::string(op) + " needs real scores and one class id for each line of them, got " + to_string(c.in(0)) + " and " + to_string(c.in(1)));
    return Shape(dims);
}

/// Calls f(line, class index -> index in scores) in the order of the labels.
template <class F>
void for_each_label(const Shape& scores, const Attributes& a, F f) {
    int64_t line = 0;
    for_each_line(scores, classes_axis(scores, a), [&](auto at) { f(size_t(line++), at); });
}

std::vector<double> log_softmax(const ReferenceTensor& scores, const Attributes& a) {
    std::vector<double> y(scores.data.size());
    const int64_t classes = scores.type.shape[classes_axis(scores.type.shape, a)];
    for_each_label(scores.type.shape, a, [&](size_t, auto at) {
        double best = scores.data[at(0)], sum = 0;
        for (int64_t k = 0; k < classes; ++k) best = std::max(best, scores.data[at(k)]);
        for (int64_t k = 0; k < classes; ++k) sum += std::exp(scores.data[at(k)] - best);
        for (int64_t k = 0; k < classes; ++k) y[at(k)] = scores.data[at(k)] - best - std::log(sum);
    });
    return y;
}

/// Minus the labels' entries in logarithms of shares, weighted and reduced into output 0.
void nll_reference(ReferenceContext& r, const std::vector<double>& logarithms) {
    const std::string how = r.attributes.text("reduction", "mean");
    double sum = 0, total = 0;
    for_each_label(r.in(0).type.shape, r.attributes, [&](size_t n, auto at) {
        const int64_t label = int64_t(r.in(1).data[n]);
        const bool counts = label != r.attributes.integer("ignore_index", kNone);
        const double weight = !counts ? 0 : r.has(2) ? r.in(2).data[size_t(label)] : 1, loss = counts ? -weight * logarithms[at(label)] : 0;
        sum += loss;
        total += weight;
        if (how == "none") r.out().data[n] = loss;
    });
    if (how != "none") r.out().data[0] = how == "sum" ? sum : sum / total;
}

/// The entry of each line at its label.
Term picked(Term x, Term labels, int axis) {
    const Attributes add = along(axis);
    return x.then("GatherElements", {labels.then("Unsqueeze", {}, add)}, {{"axis", int64_t(axis)}}).then("Squeeze", {}, add);
}

/// Labels, with ignored ones as class 0, and the weight of each label.
struct Labels {
    Term safe, weight;
    bool plain;          ///< all weights are 1
    Labels(Builder& b, const ir::Instruction& i) : safe(in(b, i, 1)), weight(in(b, i, 1)), plain(true) {
        const bool weighted = i.inputs.size() > 2 && i.inputs[2].present();
        const int64_t ignored = i.attributes.integer("ignore_index", kNone);
        weight = Term(b, b.constant(1)).spread_like(safe);
        if (ignored != kNone) {
            const Term lost = safe.then("Equal", {safe.number(double(ignored))});
            safe = lost.choose(safe.number(0), safe);
            weight = lost.then("Not").then("Cast");
        }
        if (weighted) {
            const Term own = in(b, i, 2).then("Gather", {safe});
            weight = ignored != kNone ? weight * own : own;
        }
        plain = !weighted && ignored == kNone;
    }
    /// Weighted and reduced as the attributes say.
    Term reduced(Term loss, const Attributes& a) const {
        const Attributes all{{"keepdims", int64_t(0)}};
        const std::string how = a.text("reduction", "mean");
        if (!plain) loss = loss * weight;
        if (how == "none") return loss;
        if (how == "sum" || !plain) loss = loss.then("ReduceSum", {}, all);
        return how == "sum" ? loss : plain ? loss.then("ReduceMean", {}, all) : loss / weight.then("ReduceSum", {}, all);
    }
    /// The gradient of the reduced loss by the weights of the classes. `loss` is each label's own, unweighted.
    ir::ValueId by_class(GradientContext& g, Term loss, const Attributes& a) const {
        Term each = dout(g) * loss;
        if (a.text("reduction", "mean") == "mean") each = dout(g) * (loss - Term(g.b, g.out(0))) / weight.then("ReduceSum", {}, {{"keepdims", int64_t(0)}});
        const int64_t ignored = a.integer("ignore_index", kNone);
        if (ignored != kNone) each = each * in(g, 1).then("Equal", {safe.number(double(ignored))}).then("Not").then("Cast");
        return scatter_add(g.b, g.b.type(g.in(2)).shape, safe, each);
    }
    /// What the gradient of the reduced loss is for each label.
    Term each(Term dloss, const Attributes& a) const {
        const std::string how = a.text("reduction", "mean");
        if (how == "mean") dloss = dloss / weight.then("ReduceSum", {}, {{"keepdims", int64_t(0)}});
        return dloss * weight;
    }
};

std::vector<Case> score_cases(bool gradient) {
    std::vector<Case> cases;
    for (const Shape& shape : {Shape{5, 10}, Shape{66, 3}, Shape{5, 4, 3}, Shape{3, 2, 5}}) {
        Case one{{{DType::F32, shape}, {DType::I32, {shape[0]}}}, {}, -3, 3, 1e-3};
        if (shape.rank() > 2) {
            one.attributes["axis"] = int64_t(cases.size() == 3 ? -1 : 1);
            one.inputs[1].shape = {shape[0], cases.size() == 3 ? shape[1] : shape[2]};
        }
        one.integer_high = shape[cases.size() == 3 ? 2 : 1];
        one.batched = {true, true};
        if (gradient) {
            one.inputs.push_back({DType::F32, one.inputs[1].shape});
            one.batched.push_back(true);
        }
        cases.push_back(one);
    }
    return cases;
}

/// Weights, ignored labels, and every reduction.
std::vector<Case> weighted_cases() {
    std::vector<Case> cases;
    for (const char* how : {"mean", "sum", "none"}) {
        Case c{{{DType::F32, {5, 4, 3}}, {DType::I32, {5, 3}}, {DType::F32, {4}}}, {{"reduction", std::string(how)}, {"ignore_index", int64_t(2)}}, 0.2, 1.5, 0, 4};
        c.batched = {true, true, false};
        if (cases.size() == 1) c.attributes.erase("ignore_index");
        if (cases.size() == 2) c.inputs.pop_back();
        cases.push_back(c);
    }
    return cases;
}

KernelCall labelled(const KernelContext& c, const char* source, const char* kernel) {
    KernelCall call = along_axis(c, source, kernel, classes_axis(c.in_type(0).shape, c.instruction.attributes));
    call.bindings.push_back({c.instruction.inputs[1]});
    return call;
}

}  // namespace

SADDLE_OP(NegativeLogLikelihoodLoss) {
    return OpDef("NegativeLogLikelihoodLoss").summary("Minus the entry at the true class, of logarithms of probabilities.", "L = -\\sum_n w_{t_n} x_{n,t_n} / \\sum_n w_{t_n}")
        .input("input", "[N, C, ...]").input("target", "class ids [N, ...]").optional("weight", "one a class").output("loss")
        .attribute(reduction()).attribute(ignore_index()).attribute(class_axis())
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            TRY(Shape labels, label_shape(c, "NegativeLogLikelihoodLoss"));
            if (c.has(2) && c.in(2).shape != Shape{c.in(0).shape[classes_axis(c.in(0).shape, c.attributes)]}) return invalid("the weights " + to_string(c.in(2)) + " are not one for each class of " + to_string(c.in(0)));
            return std::vector<TensorType>{{DType::F32, c.attributes.text("reduction", "mean") == "none" ? labels : Shape{}}};
        })
        .gradient([](GradientContext& g) {
            const Attributes& a = g.instruction.attributes;
            const Shape x = g.b.type(g.in(0)).shape;
            const int axis = classes_axis(x, a);
            const Labels labels(g.b, g.instruction);
            if (g.wants(0)) {
                const Term hot = labels.safe.then("OneHot", {}, {{"depth", x[axis]}, {"axis", int64_t(axis)}, {"values", std::vector<double>{0, -1}}});
                g.set(0, hot * labels.each(dout(g), a).then("Unsqueeze", {}, along(axis)));
            }
            if (g.wants(2)) g.set(2, labels.by_class(g, -picked(in(g), labels.safe, axis), a));
        })
        .reference([](ReferenceContext& r) { nll_reference(r, r.in(0).data); })
        .decompose([](Builder& b, const ir::Instruction& i) -> std::vector<ir::ValueId> {
            const int axis = classes_axis(b.type(i.inputs[0]).shape, i.attributes);
            const Labels labels(b, i);
            return {labels.reduced(-picked(in(b, i), labels.safe, axis), i.attributes)};
        })
        .cases(weighted_cases());
}

SADDLE_OP(SoftmaxCrossEntropyLoss) {
    std::vector<Case> cases = score_cases(false);
    for (Case& c : weighted_cases()) {
        c.outputs = cases.size() % 2 + 1;
        cases.push_back(c);
    }
    return OpDef("SoftmaxCrossEntropyLoss").summary("Minus the logarithm of the share that softmax gives to the true class.", "L_n = ln \\sum_k e^{s_{n,k}} - s_{n,t_n}")
        .input("scores", "[N, C, ...]").input("labels", "class ids [N, ...]").optional("weights", "one a class").output("output").output("log_prob", "log softmax of the scores")
        .attribute(reduction()).attribute(ignore_index()).attribute(class_axis())
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            TRY(Shape labels, label_shape(c, "SoftmaxCrossEntropyLoss"));
            if (c.has(2) && c.in(2).shape != Shape{c.in(0).shape[classes_axis(c.in(0).shape, c.attributes)]}) return invalid("the weights " + to_string(c.in(2)) + " are not one for each class of " + to_string(c.in(0)));
            std::vector<TensorType> types{{DType::F32, c.attributes.text("reduction", "mean") == "none" ? labels : Shape{}}};
            if (c.output_count > 1) types.push_back(c.in(0));
            return types;
        })
        .gradient([](GradientContext& g) {
            const Attributes& a = g.instruction.attributes;
            const Labels labels(g.b, g.instruction);
            const Shape x = g.b.type(g.in(0)).shape;
            const int axis = classes_axis(x, a);
            if (g.wants(2)) {
                const ir::ValueId dw = g.dout(0).present() ? labels.by_class(g, -picked(in(g).then("LogSoftmax", {}, {{"axis", int64_t(axis)}}), labels.safe, axis), a) : ir::ValueId(in(g, 2).filled(0));
                g.set(2, dw);
            }
            ir::ValueId dx;
            if (g.dout(0).present() && labels.plain) {
                const double scale = a.text("reduction", "mean") == "mean" ? double(x[axis]) / double(x.count()) : 1;
                dx = g.b.emit("SoftmaxCrossEntropyLossGrad", {g.in(0), g.in(1), g.dout()}, {{"scale", scale}, {"axis", int64_t(axis)}});
            } else if (g.dout(0).present()) {
                const ir::ValueId each = labels.each(dout(g), a);
                dx = g.b.emit("SoftmaxCrossEntropyLossGrad", {g.in(0), labels.safe, each}, {{"axis", int64_t(axis)}});
            }
            if (g.instruction.outputs.size() > 1 && g.dout(1).present()) {
                const Term more = dout(g, 1) - in(g).then("Softmax", {}, {{"axis", int64_t(axis)}}) * dout(g, 1).then("ReduceSum", {}, along(axis));
                dx = dx.present() ? Term(g.b, dx) + more : more;
            }
            if (g.wants(0)) g.set(0, dx);
        })
        .reference([](ReferenceContext& r) {
            const std::vector<double> logarithms = log_softmax(r.in(0), r.attributes);
            nll_reference(r, logarithms);
            if (r.outputs.size() > 1) r.out(1).data = logarithms;
        })
        .decompose([](Builder& b, const ir::Instruction& i) -> std::vector<ir::ValueId> {
            const bool plain = Labels(b, i).plain && i.outputs.size() < 2;
            Attributes each = i.attributes;
            each["reduction"] = std::string("none");
            if (plain && i.attributes.text("reduction", "mean") == "none") return {};
            if (plain) return {Term(b, b.emit("SoftmaxCrossEntropyLoss", i.inputs, each)).then(i.attributes.text("reduction", "mean") == "sum" ? "ReduceSum" : "ReduceMean", {}, {{"keepdims", int64_t(0)}})};
            const Term logarithms = in(b, i).then("LogSoftmax", {}, {{"axis", int64_t(classes_axis(b.type(i.inputs[0]).shape, i.attributes))}});
            std::vector<ir::ValueId> inputs = i.inputs;
            inputs[0] = logarithms;
            return {b.emit("NegativeLogLikelihoodLoss", inputs, i.attributes), logarithms};
        })
        .kernels([](const KernelContext& c) -> std::vector<KernelCall> {
            KernelCall call = labelled(c, "loss/softmax_cross_entropy.comp", "softmax_cross_entropy");
            call.take(nullptr, c.epilogue);
            return {std::move(call)};
        })
        .accepts_epilogue().cases(cases);
}

SADDLE_OP(SoftmaxCrossEntropyLossGrad) {
    return OpDef("SoftmaxCrossEntropyLossGrad").summary("Gradient of SoftmaxCrossEntropyLoss.", "ds_{n,k} = (softmax(s_n)_k - [k = t_n]) dL")
        .input("scores").input("labels").input("dloss", "scalar, or one for each label").output("dscores")
        .attribute({"scale", 1.0, "Scale", "1 / N where the loss was averaged"}).attribute(class_axis())
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            TRY([[maybe_unused]] const Shape labels, label_shape(c, "SoftmaxCrossEntropyLossGrad"));
            return std::vector<TensorType>{c.in(0)};
        })
        .gradient([](GradientContext& g) {
            const Shape x = g.b.type(g.in(0)).shape;
            const int axis = classes_axis(x, g.instruction.attributes);
            const Term p = in(g).then("Softmax", {}, {{"axis", int64_t(axis)}});
            const Term weighted = p * dout(g), mean = weighted.then("ReduceSum", {}, along(axis));
            const double scale = g.instruction.attributes.real("scale", 1);
            const bool scalar = g.b.type(g.in(2)).shape.rank() == 0;
            if (g.wants(0)) g.set(0, (weighted - p * mean) * (scalar ? in(g, 2) : in(g, 2).then("Unsqueeze", {}, along(axis))) * scale);
            if (g.wants(2)) {
                const Term hot = in(g, 1).then("OneHot", {}, {{"depth", x[axis]}, {"axis", int64_t(axis)}, {"values", std::vector<double>{0, 1}}});
                const Term each = ((p - hot) * dout(g)).then("ReduceSum", {}, along(axis)) * scale;
                g.set(2, scalar ? each.then("ReduceSum", {}, {{"keepdims", int64_t(0)}}) : each.then("Squeeze", {}, along(axis)));
            }
        })
        .reference([](ReferenceContext& r) {
            const std::vector<double> logarithms = log_softmax(r.in(0), r.attributes);
            const int64_t classes = r.in(0).type.shape[classes_axis(r.in(0).type.shape, r.attributes)];
            for_each_label(r.in(0).type.shape, r.attributes, [&](size_t n, auto at) {
                const double factor = r.in(2).data[r.in(2).data.size() == 1 ? 0 : n] * r.attributes.real("scale", 1);
                for (int64_t k = 0; k < classes; ++k) r.out().data[at(k)] = (std::exp(logarithms[at(k)]) - (k == int64_t(r.in(1).data[n]) ? 1 : 0)) * factor;
            });
        })
        .kernels([](const KernelContext& c) -> std::vector<KernelCall> {
            const ir::ValueId dloss = c.instruction.inputs[2];
            const ir::Value& value = c.program[dloss];
            KernelCall call = labelled(c, "loss/softmax_cross_entropy_gradient.comp", "softmax_cross_entropy_gradient");
            double scale = c.instruction.attributes.real("scale", 1);
            if (value.kind == ir::ValueKind::Constant) scale *= value.constant;
            else read(call, c, dloss, reads_texels(c));
            call.define("DLOSS", int64_t(value.kind == ir::ValueKind::Constant ? 0 : value.type.shape.rank() > 0 ? 2 : 1));
            call.define("SCALE", glsl_float(scale));
            call.take(nullptr, c.epilogue);
            return {std::move(call)};
        })
        .accepts_epilogue().not_in_onnx().cases(score_cases(true));
}

SADDLE_OP(CorrectCount) {
    return OpDef("CorrectCount").summary("1 for each label at which the scores are largest, else 0.", "y_n = [argmax_k s_{n,k} = t_n]")
        .input("scores").input("labels").output("y").attribute(class_axis())
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            TRY(Shape labels, label_shape(c, "CorrectCount"));
            return std::vector<TensorType>{{DType::F32, std::move(labels)}};
        })
        .not_differentiable("a count is constant almost everywhere")
        .reference([](ReferenceContext& r) {
            const int64_t classes = r.in(0).type.shape[classes_axis(r.in(0).type.shape, r.attributes)];
            for_each_label(r.in(0).type.shape, r.attributes, [&](size_t n, auto at) {
                int64_t best = 0;
                for (int64_t k = 1; k < classes; ++k)
                    if (r.in(0).data[at(k)] > r.in(0).data[at(best)]) best = k;
                r.out().data[n] = best == int64_t(r.in(1).data[n]);
            });
        })
        .kernels([](const KernelContext& c) -> std::vector<KernelCall> {
            KernelCall call = labelled(c, "loss/correct_count.comp", "correct_count");
            call.take(nullptr, c.epilogue);
            return {std::move(call)};
        })
        .accepts_epilogue().not_in_onnx().cases(score_cases(false));
}

}  // namespace saddle::ops

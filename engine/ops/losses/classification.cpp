// Losses that compare scores with class ids.
#include "engine/ops/losses/loss.h"

namespace saddle::ops {
namespace {

LayerDef labelled(const char* name, const char* summary, const char* formula, const char* scores_help) {
    return loss_layer(name, summary, formula).input({"scores", PortKind::Features, scores_help}).input({"labels", PortKind::Tokens, "class ids"});
}
AttributeDef ignore_index() { return {"ignore_index", int64_t(-100), "Ignored label", "labels of this number do not count: padding", "", -1e9, 1e9}; }
AttributeDef class_weights() { return {"class_weights", std::vector<double>{1}, "Class weights", "one a class, for rare classes; one number: all alike", "", 0, 1e9}; }

/// The attribute's list as a tensor of one number a class, absent where all are alike; an error when the count is wrong.
ir::ValueId weights(LayerContext& c, int64_t classes) {
    const std::vector<double> list = Attributes{{"v", c.value("class_weights")}}.reals("v");
    if (list.size() <= 1) return {};
    if (int64_t(list.size()) != classes) {
        c.fail("", "class_weights", "expected one weight for each of the " + std::to_string(classes) + " classes, got " + std::to_string(list.size()), "write as many numbers as classes");
        return {};
    }
    std::vector<ir::ValueId> parts;
    for (const double weight : list) parts.push_back(c.op("Expand", {c.b.constant(weight)}, {{"shape", std::vector<int64_t>{1}}}));
    return c.op("Concat", parts, {{"axis", int64_t(0)}});
}

/// The op's attributes. Labels are never negative unless somebody asks for one that is ignored.
Attributes over(LayerContext& c, int axis) {
    Attributes a{{"reduction", std::string("mean")}};
    if (axis != 1) a["axis"] = int64_t(axis);
    if (c.node.attributes.count("ignore_index")) a["ignore_index"] = c.integer("ignore_index");
    return a;
}

}  // namespace

std::optional<int> class_axis(LayerContext& c, const char* scores, const char* labels) {
    const TensorType &s = c.type(c.in(scores)), &t = c.type(c.in(labels));
    if (s.dtype != DType::F32 || s.shape.rank() < 2) {
        c.fail(scores, "", "expected scores N F, got " + to_string(s.shape), "insert Flatten and Linear before it");
        return std::nullopt;
    }
    std::optional<int> found;
    for (const int axis : {1, s.shape.rank() - 1}) {  // the last axis wins where both fit
        std::vector<int64_t> dims = s.shape.dims();
        dims.erase(dims.begin() + axis);
        if (t == TensorType{DType::I32, Shape(dims)}) found = axis;
    }
    if (!found) {
        const std::string wanted = s.shape.rank() == 2 ? "class ids N" : "one class id for each position of the scores " + to_string(s.shape);
        c.fail(labels, "", "expected " + wanted + ", got " + to_string(t), "wire the data set's label into it");
        return std::nullopt;
    }
    const ir::Value& given = c.b.program()[c.in(labels)];   // a data set's numbers of no kind (places in a text) are no class ids
    const bool places = std::any_of(c.data.ports.begin(), c.data.ports.end(), [&](const auto& p) { return given.kind == ir::ValueKind::Input && p.name == given.name && p.kind == PortKind::Unknown; });
    if (!places && c.data.classes > 0 && s.shape[*found] < c.data.classes) {
        c.fail(scores, "", "expected at least " + std::to_string(c.data.classes) + " scores (the data set's classes), got " + std::to_string(s.shape[*found]), "set the last Linear's out_features to classes");
        return std::nullopt;
    }
    return found;
}

SADDLE_LAYER(CrossEntropyLoss) {
    return labelled("CrossEntropyLoss", "How surprised the scores are by the true class, averaged over the batch.", "L = -mean_n ln( e^{s_{n,t_n}} / \\sum_k e^{s_{n,k}} )", "one score a class, before softmax")
        .attribute({"label_smoothing", 0.0, "Label smoothing", "share of the target that all classes get alike", "", 0, 1}).attribute(ignore_index()).attribute(class_weights())
        .expand([](LayerContext& c) {
            const auto axis = class_axis(c, "scores", "labels");
            if (!axis) return;
            const int64_t classes = c.type(c.in("scores")).shape[*axis];
            const ir::ValueId own = weights(c, classes);
            if (!c.diagnostics.empty()) return;
            std::vector<ir::ValueId> inputs{c.in("scores"), c.in("labels")};
            if (own.present()) inputs.push_back(own);
            const double smoothing = c.real("label_smoothing");
            const Attributes a = over(c, *axis);
            if (smoothing == 0) return c.out("loss", c.op("SoftmaxCrossEntropyLoss", inputs, a));
            // As PyTorch: the mean over all classes (weighted, where classes are) takes a share of the target.
            const Term logarithms = in(c, "scores").then("LogSoftmax", {}, {{"axis", int64_t(*axis)}});
            inputs[0] = logarithms;
            const Term target(c.b, c.op("NegativeLogLikelihoodLoss", inputs, a));
            Term all = -logarithms;
            std::vector<int64_t> along(size_t(c.type(c.in("scores")).shape.rank() - *axis), 1);
            along[0] = classes;
            if (own.present()) all = all * Term(c.b, own).reshaped(Shape(along));
            all = all.then("ReduceSum", {}, {{"axes", std::vector<int64_t>{*axis}}, {"keepdims", int64_t(0)}});
            Term counted = in(c, "labels").then("Equal", {in(c, "labels").number(double(c.integer("ignore_index")))}).then("Not").then("Cast"), total = counted;
            if (own.present()) {
                const Term safe = in(c, "labels").then("Max", {in(c, "labels").number(0)});
                total = counted * Term(c.b, own).then("Gather", {safe});
            }
            const Attributes everything{{"keepdims", int64_t(0)}};
            const Term spread = (all * counted).then("ReduceSum", {}, everything) / total.then("ReduceSum", {}, everything);
            c.out("loss", target * (1 - smoothing) + spread * (smoothing / double(classes)));
        });
}

SADDLE_LAYER(NLLLoss) {
    return labelled("NLLLoss", "Minus the logarithm of the true class's probability; the input holds logarithms, as LogSoftmax makes them.", "L = -mean_n x_{n,t_n}", "logarithms of probabilities")
        .attribute(ignore_index()).attribute(class_weights())
        .expand([](LayerContext& c) {
            const auto axis = class_axis(c, "scores", "labels");
            if (!axis) return;
            std::vector<ir::ValueId> inputs{c.in("scores"), c.in("labels")};
            if (const ir::ValueId own = weights(c, c.type(c.in("scores")).shape[*axis]); own.present()) inputs.push_back(own);
            if (c.diagnostics.empty()) c.out("loss", c.op("NegativeLogLikelihoodLoss", inputs, over(c, *axis)));
        });
}

SADDLE_LAYER(FocalLoss) {
    // T.-Y. Lin et al., "Focal loss for dense object detection", ICCV 2017.
    return labelled("FocalLoss", "Cross-entropy that counts what is already right for less: for rare classes.", "L = -mean_n \\alpha (1 - p_{n,t_n})^\\gamma ln p_{n,t_n}", "one score a class, before softmax")
        .attribute({"gamma", 2.0, "Gamma", "how much less easy samples count", "", 0, 10, {}, true}).attribute({"alpha", 1.0, "Alpha", "factor of the whole", "", 0, 100})
        .expand([](LayerContext& c) {
            const auto axis = class_axis(c, "scores", "labels");
            if (!axis) return;
            Attributes a{{"reduction", std::string("none")}};
            if (*axis != 1) a["axis"] = int64_t(*axis);
            const Term surprise(c.b, c.op("SoftmaxCrossEntropyLoss", {c.in("scores"), c.in("labels")}, a));
            // 1 - p stays above 0, so that its power has a slope everywhere.
            const Term wrong = (1 - (-surprise).then("Exp")).then("Max", {surprise.number(1e-12)});
            const Term weight = c.real("gamma") == 0 ? wrong.filled(1) : c.real("gamma") == 2 ? wrong * wrong : wrong.then("Pow", {wrong.number(c.real("gamma"))});
            c.out("loss", (weight * surprise * c.real("alpha")).then("ReduceMean", {}, {{"keepdims", int64_t(0)}}));
        });
}

}  // namespace saddle::ops

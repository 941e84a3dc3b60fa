#include "engine/ops/layer_def.h"

namespace saddle::ops {

SADDLE_LAYER(CrossEntropyLoss) {
    return LayerDef("CrossEntropyLoss").about("loss", "How surprised the scores are by the true class, averaged over the batch.",
                                              "L = -mean_n ln( e^{s_{n,t_n}} / \\sum_k e^{s_{n,k}} )").as(LayerRole::Loss).stem("loss")
        .input({"scores", PortKind::Features, "one score a class, before softmax"}).input({"labels", PortKind::Tokens, "class ids"})
        .output({"loss", PortKind::Scalar})
        .expand([](LayerContext& c) {
            const TensorType &scores = c.type(c.in("scores")), &labels = c.type(c.in("labels"));
            if (scores.shape.rank() != 2 || scores.dtype != DType::F32)
                return c.fail("scores", "", "expected scores N F, got " + to_string(scores.shape), "insert Flatten and Linear before it");
            if (labels.shape.rank() != 1 || labels.dtype != DType::I32)
                return c.fail("labels", "", "expected class ids N, got " + to_string(labels), "wire the data set's label into it");
            if (c.data.classes > 0 && scores.shape[1] < c.data.classes)
                return c.fail("scores", "", "expected at least " + std::to_string(c.data.classes) + " scores (the data set's classes), got " + std::to_string(scores.shape[1]),
                              "set the last Linear's out_features to classes");
            c.out("loss", c.op("SoftmaxCrossEntropyLoss", {c.in("scores"), c.in("labels")}, {{"reduction", std::string("mean")}}));
        });
}

}  // namespace saddle::ops

// Layers around the network proper: the data set, Flatten, tensors of their own, Dropout.
#include "engine/core/philox.h"
#include "engine/ops/layer_def.h"

namespace saddle::ops {

SADDLE_LAYER(Dataset) {
    return LayerDef("Dataset").about("data", "The samples of the project's data set, a batch at a time; its outputs are what the set offers.", "(x, t) ~ D").as(LayerRole::Dataset).stem("data")
        .output({"image", PortKind::Image, "normalised samples"}).output({"label", PortKind::Tokens, "class ids"})
        .expand([](LayerContext& c) {
            for (const DataSignature::Port& port : c.data.ports) {
                ir::Value value;
                value.name = port.name;
                value.kind = ir::ValueKind::Input;
                value.type = port.batch_type(c.batch);
                value.batched = !port.pattern;
                value.node = c.node.id;
                const ir::ValueId id = c.b.program().add(std::move(value));
                c.b.entry().inputs.push_back(id);
                c.out(port.name, id);
            }
        });
}

SADDLE_LAYER(Flatten) {
    return LayerDef("Flatten").about("shape", "One row of features a sample; nothing is copied.", "y_{n,k} = x_{n,c,i,j}").stem("flatten")
        .input({"x"}).output({"y", PortKind::Features})
        .expand([](LayerContext& c) { c.out("y", c.op("Flatten", {c.in("x")})); });
}

SADDLE_LAYER(Parameter) {
    return LayerDef("Parameter").about("shape", "A tensor of its own, the same for all samples: a learnt bias, position or query, or a fixed mask.", "y = w").stem("w").output({"y"})
        .attribute({"shape", std::vector<int64_t>{1}, "Shape", "of the tensor, without the batch", "", 1, 1 << 24, {}, true})
        .attribute({"trained", true, "Trained", "off: it stays as it is"}).attribute(initializer_attribute())
        .expand([](LayerContext& c) {
            const Shape shape(c.integers("shape"));
            c.out("y", c.flag("trained") ? c.parameter("weight", shape, {"default", 1, shape.count(), shape.count()}) : c.state("weight", shape, {"zeros"}));
        });
}

SADDLE_LAYER(Dropout) {
    return LayerDef("Dropout").about("norm", "Zeroes elements at random while training; passes all when evaluating.", "y = x m / (1 - p)").stem("dropout")
        .input({"x"}).output({"y"})
        .attribute({"ratio", 0.5, "Ratio", "chance of an element to be zeroed", "", 0, 0.99, {}, true})
        .expand([](LayerContext& c) {
            if (c.mode != Mode::Train || c.real("ratio") == 0) return c.out("y", c.in("x"));
            c.out("y", c.op("Dropout", {c.in("x")}, {{"ratio", c.real("ratio")}, {"stream", int64_t(stream_of(c.node.id.c_str()) & 0x7fffffff)}}));
        });
}

}  // namespace saddle::ops

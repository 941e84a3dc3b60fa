#include "engine/ops/layer_def.h"

namespace saddle::ops {

SADDLE_LAYER(Embedding) {
    return LayerDef("Embedding").about("recurrent", "A learnt vector for every token; looking one up costs nothing.", "y_t = E_{x_t}").stem("embed")
        .input({"x", PortKind::Tokens, "whole numbers: token or class ids"}).output({"y", PortKind::Sequence, "one vector a token"})
        .attribute({"vocabulary", int64_t(0), "Vocabulary", "number of different tokens; 0 or the word classes follows the data set", "", 0, 1 << 24, {}, true}).attribute({"size", int64_t(32), "Size", "numbers of a vector", "", 1, 1 << 16, {}, true})
        .attribute(initializer_attribute())
        .expand([](LayerContext& c) {
            const TensorType x = c.type(c.in("x"));
            if (x.dtype != DType::I32) return c.fail("x", "", "expected tokens, got " + to_string(x), "wire a data set's tokens into it");
            const int64_t vocabulary = c.integer("vocabulary") > 0 ? c.integer("vocabulary") : c.data.classes, size = c.integer("size");
            if (vocabulary < 1) return c.fail("", "vocabulary", "the data set has no tokens to follow", "write a number");
            const bool normal = c.initializer_scheme() == "pytorch";   // N(0, 1)
            const ir::ValueId table = c.parameter("weight", {vocabulary, size}, normal ? ir::Initializer{"normal", 1} : ir::Initializer{"default", 1, vocabulary, size});
            c.out("y", c.op("Gather", {table, c.in("x")}));
        });
}

}  // namespace saddle::ops

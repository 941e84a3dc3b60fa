// Layers and losses against PyTorch: results and gradients by inputs and parameters; and what they say of wrong graphs.
#include "tests/ops/program_under_test.h"

namespace saddle {
namespace {

struct LayerInput {
    const char* port;
    int64_t kind;      ///< 0 real numbers, -1 positive ones, -2 truth values, else class ids below it
    Shape shape;
};
struct ParityRow {
    const char* layer;
    Attributes attributes;
    std::vector<LayerInput> inputs;
    Shape result;
    std::vector<double> numbers;   ///< projections of the result, and of the gradient by each real input and parameter
};
const std::vector<ParityRow> kPyTorch = {
#include "tests/ops/layer_parity.inc"
};

/// A layer between inputs in a program of its own. Real inputs are parameters, so that they can be differentiated by.
struct LayerUnderTest {
    ir::Program program;
    std::vector<ir::ValueId> inputs;
    std::vector<Diagnostic> diagnostics;
    std::optional<Error> error;
    std::map<std::string, ir::ValueId> outputs;

    LayerUnderTest(const std::string& layer, const Attributes& attributes, const std::vector<std::pair<std::string, TensorType>>& ports, int64_t classes = 0) {
        program.entries.push_back({"train", {}, {}, {}, {}});
        ir::EntryPoint& entry = program.entries[0];
        std::map<std::string, ir::ValueId> wired;
        for (const auto& [port, type] : ports) {
            ir::Value value;
            value.name = "port." + port;
            value.kind = type.dtype == DType::F32 ? ir::ValueKind::Parameter : ir::ValueKind::Input;
            value.type = type;
            value.batched = true;
            value.node = "node";
            inputs.push_back(program.add(value));
            if (type.dtype != DType::F32) entry.inputs.push_back(inputs.back());
            wired[port] = inputs.back();
        }
        const ops::LayerDef& def = *ops::find_layer(layer);
        const Node node{"node", layer, attributes, {}};
        ops::Builder builder(program, entry);
        builder.node = "node";
        const ops::DataSignature data{{}, classes};
        const std::string initializer = "pytorch";
        ops::LayerContext context(builder, node, def, ops::Mode::Train, ports[0].second.shape[0], data, initializer, wired);
        def.expand_rule(context);
        diagnostics = context.diagnostics;
        error = builder.error;
        outputs = context.outputs;
    }
};

std::vector<double> filled(const Shape& shape, const std::function<double(int64_t)>& f) {
    std::vector<double> data;
    for (int64_t i = 0; i < shape.count(); ++i) data.push_back(f(i));
    return data;
}
double projection(const ops::ReferenceTensor& x) {
    double sum = 0;
    for (size_t i = 0; i < x.data.size(); ++i) sum += x.data[i] * std::cos(0.23 * double(i) + 0.1);
    return sum;
}

TEST(Layers, ResultsAndGradientsEqualPyTorchs) {
    for (const ParityRow& row : kPyTorch) {
        std::string place = row.layer;
        for (const auto& [name, value] : row.attributes) place += " " + name + "=" + to_string(value);
        std::vector<std::pair<std::string, TensorType>> ports;
        for (const LayerInput& input : row.inputs) ports.emplace_back(input.port, TensorType{input.kind > 0 ? DType::I32 : input.kind == -2 ? DType::Bool : DType::F32, input.shape});
        LayerUnderTest t(row.layer, row.attributes, ports);
        ASSERT_FALSE(t.error) << place << ": " << to_string(*t.error);
        ASSERT_TRUE(t.diagnostics.empty()) << place << ": " << to_string(t.diagnostics[0]);
        Values values;
        for (size_t k = 0; k < row.inputs.size(); ++k) {
            const auto [port, kind, shape] = row.inputs[k];
            const double shift = 0.5 + double(k);
            values[t.inputs[k].index] = {t.program[t.inputs[k]].type, filled(shape, [&, kind = kind](int64_t i) {
                const double wave = std::sin(0.37 * double(i) + shift);
                return kind > 0 ? double((7 * i + 3) % kind) : kind == -2 ? double((7 * i + 3) % 3 == 1) : kind < 0 ? 0.55 + 0.5 * wave : 1.3 * wave;
            })};
        }
        ir::ValueId y = t.outputs.count("y") ? t.outputs.at("y") : t.outputs.begin()->second;
        EXPECT_EQ(t.program[y].type.shape, row.result) << place;
        std::vector<ir::ValueId> wanted = t.program.of_kind(ir::ValueKind::Parameter);
        double k = 0;
        for (const ir::ValueId id : wanted)
            if (!values.count(id.index)) {
                values[id.index] = {t.program[id].type, filled(t.program[id].type.shape, [&](int64_t i) { return 0.8 + 0.3 * std::cos(0.51 * double(i) + k); })};
                ++k;
            }
        for (const ir::ValueId id : t.program.of_kind(ir::ValueKind::State))  // running statistics, which training does not read
            values[id.index] = {t.program[id].type, filled(t.program[id].type.shape, [](int64_t) { return 0.5; })};
        // The projection's weights are one more value; only its loss is differentiated.
        ops::Builder builder(t.program, t.program.entries[0]);
        builder.node = "node";
        if (t.program[y].type.dtype != DType::F32) y = builder.emit("Cast", {y});
        ir::Value weights;
        weights.name = "weights";
        weights.kind = ir::ValueKind::State;
        weights.type = t.program[y].type;
        const ir::ValueId w = t.program.add(weights);
        values[w.index] = {weights.type, filled(weights.type.shape, [](int64_t i) { return std::cos(0.23 * double(i) + 0.1); })};
        const ir::ValueId loss = builder.emit("ReduceSum", {builder.emit("Mul", {y, w})}, {{"keepdims", int64_t(0)}});
        t.program.entries[0].outputs.push_back({"loss", loss});
        const Status status = wanted.empty() ? Status{} : compile::differentiate(t.program, "train", wanted);
        ASSERT_TRUE(status.ok()) << place << ": " << to_string(status.error());
        evaluate(t.program, values, t.program.entries[0].body.size());
        std::vector<double> numbers{values.at(loss.index).data[0]};
        for (const ir::ValueId id : wanted) {
            const auto gradient = t.program.entries[0].output("gradient:" + t.program[id].name);
            numbers.push_back(gradient ? projection(values.at(gradient->index)) : 0);
        }
        ASSERT_EQ(numbers.size(), row.numbers.size()) << place;
        // Both compute in double, but some constants (SELU's) are floats in ONNX.
        for (size_t i = 0; i < numbers.size(); ++i) EXPECT_NEAR(numbers[i], row.numbers[i], 1e-7 * std::max(1.0, std::abs(row.numbers[i]))) << place << ": number " << i;
    }
}

TEST(Layers, LastStatesAreThoseOfTheLastStep) {
    const Shape x{2, 3, 2};
    LayerUnderTest t("LSTM", {{"hidden", int64_t(3)}, {"layers", int64_t(2)}}, {{"x", {DType::F32, x}}});
    ASSERT_FALSE(t.error) << to_string(*t.error);
    ir::EntryPoint& entry = t.program.entries[0];
    for (const auto& [port, id] : t.outputs) entry.outputs.push_back({port, id});
    ASSERT_TRUE(compile::expand_composites(t.program, entry).ok());
    Values values;
    for (const ir::ValueId id : t.program.of_kind(ir::ValueKind::Parameter))
        values[id.index] = {t.program[id].type, filled(t.program[id].type.shape, [](int64_t i) { return std::sin(0.7 * double(i) + 0.2); })};
    evaluate(t.program, values, entry.body.size());
    const auto at = [&](const char* port) { return values.at(entry.output(port)->index); };
    EXPECT_EQ(at("h").type.shape, (Shape{2, 2, 3}));
    for (size_t n = 0; n < 2; ++n)
        for (size_t k = 0; k < 3; ++k) {
            EXPECT_EQ(at("h").data[(n * 2 + 1) * 3 + k], at("y").data[(n * 3 + 2) * 3 + k]);
            EXPECT_GT(std::abs(at("c").data[(n * 2 + 1) * 3 + k]), std::abs(at("h").data[(n * 2 + 1) * 3 + k])) << "h = o tanh c";
        }
}

TEST(Layers, EveryOneOfThePaletteIsComparedOrKnown) {
    // Elsewhere: tests/train trains these; dropping and drawing are random (parity.vae and parity.gan feed the draws).
    std::set<std::string> known{"Dataset", "Conv2d", "Linear", "MaxPool2d", "AvgPool2d", "BatchNorm2d", "Flatten", "Dropout", "Dropout2d", "DropPath", "Latent", "Reparameterize", "Parameter"};
    for (const ParityRow& row : kPyTorch) known.insert(row.layer);
    for (const char* only_shape : {"Squeeze", "Unsqueeze"}) known.insert(only_shape);
    for (const ops::LayerDef& layer : ops::all_layers()) {
        if (layer.family == "graph" || layer.family == "group") continue;
        EXPECT_TRUE(known.count(layer.name)) << layer.name << " is compared with nothing";
        EXPECT_FALSE(layer.summary.empty() || layer.formula.empty()) << layer.name;
    }
}

TEST(Layers, MistakesNameThePortAndTheNumbers) {
    const auto f = [](Shape s) { return TensorType{DType::F32, std::move(s)}; };
    const auto ids = [](Shape s) { return TensorType{DType::I32, std::move(s)}; };
    const struct { const char* layer; Attributes attributes; std::vector<std::pair<std::string, TensorType>> ports; const char* port; const char* says; } wrong[] = {
        {"Concat", {}, {{"a", f({5, 3, 4})}, {"b", f({5, 3, 6})}}, "b", "5x3x6"},
        {"Concat", {{"axis", int64_t(0)}}, {{"a", f({5, 3})}, {"b", f({5, 3})}}, "a", "batch"},
        {"Split", {{"sizes", std::vector<int64_t>{2, 2}}}, {{"x", f({5, 3})}}, "x", "3 of axis 1"},
        {"Slice", {{"start", int64_t(4)}}, {{"x", f({5, 3})}}, "x", "3 positions"},
        {"Transpose", {{"order", std::vector<int64_t>{1, 1}}}, {{"x", f({5, 3, 4})}}, "x", "[1, 1]"},
        {"Reshape", {{"shape", std::vector<int64_t>{7}}}, {{"x", f({5, 3, 4})}}, "", "60 elements"},
        {"Pad", {}, {{"x", f({5, 3})}}, "x", "5x3"},
        {"GroupNorm", {{"groups", int64_t(4)}}, {{"x", f({5, 6, 2, 2})}}, "", "6 channels"},
        {"LayerNorm", {{"axes", int64_t(2)}}, {{"x", f({5, 6})}}, "x", "batch"},
        {"AdaptiveMaxPool2d", {{"size", std::vector<int64_t>{2}}}, {{"x", f({5, 3, 7, 8})}}, "x", "7 by 8"},
        {"Tile", {{"repeats", std::vector<int64_t>{2}}}, {{"x", f({5, 3, 4})}}, "x", "expected 2 repeats"},
        {"Expand", {{"shape", std::vector<int64_t>{6, 4}}}, {{"x", f({5, 3, 4})}}, "x", "5x3x4"},
        {"Einsum", {{"equation", std::string("nij->ij")}}, {{"a", f({5, 3, 4})}}, "", "batch"},
        {"Einsum", {}, {{"a", f({5, 3, 4})}, {"b", f({5, 3, 4})}}, "", "sizes 4 and 3"},
        {"Logic", {}, {{"a", {DType::Bool, {5, 3}}}}, "b", "two branches"},
        {"Where", {}, {{"condition", f({5, 3})}, {"a", f({5, 3})}, {"b", f({5, 3})}}, "", "truth values"},
        {"ArgMax", {{"axis", int64_t(0)}}, {{"x", f({5, 3})}}, "x", "batch"},
        {"TopK", {{"k", int64_t(4)}}, {{"x", f({5, 3})}}, "x", "3"},
        {"OneHot", {{"depth", int64_t(3)}}, {{"x", f({5})}}, "x", "f32[5]"},
        {"Gather", {}, {{"x", f({5, 3, 4})}, {"indices", f({5, 2})}}, "indices", "f32[5x2]"},
        {"ScatterElements", {}, {{"x", f({5, 3})}, {"indices", ids({5, 2})}, {"updates", f({5, 4})}}, "", "5x4"},
        {"Multiply", {}, {{"a", f({5, 3})}, {"b", f({5, 4})}}, "b", "5x4"},
        {"MatMul", {}, {{"a", f({5, 3, 4})}, {"b", f({5, 3, 4})}}, "", "4 columns meet 3 rows"},
        {"Linear", {}, {{"x", f({5, 3, 4, 4})}}, "x", "5x3x4x4"},
        {"ScaledDotProductAttention", {}, {{"q", f({5, 3, 4})}, {"k", f({5, 2, 6})}, {"v", f({5, 2, 6})}}, "k", "4 features"},
        {"ScaledDotProductAttention", {}, {{"q", f({5, 3, 4})}, {"k", f({5, 2, 4})}, {"v", f({5, 3, 6})}}, "v", "2 keys"},
        {"MultiHeadAttention", {{"heads", int64_t(3)}}, {{"query", f({5, 3, 4})}}, "", "3 heads do not divide 4"},
        {"MultiHeadAttention", {{"rotary", true}}, {{"query", f({5, 3, 4})}}, "", "even"},
        {"MultiHeadAttention", {}, {{"query", ids({5, 3})}}, "query", "i32[5x3]"},
        {"TransformerEncoderBlock", {}, {{"x", f({5, 3, 4})}, {"mask", f({5, 4})}}, "mask", "5x3"},
        {"PositionalEncoding", {}, {{"x", f({5, 3, 7})}}, "x", "5x3x7"},
        {"LSTM", {}, {{"x", ids({5, 3})}}, "x", "i32[5x3]"},
        {"GRU", {{"hidden", int64_t(4)}}, {{"x", f({5, 3, 2})}, {"h0", f({5, 2, 4})}}, "h0", "5x1x4"},
        {"LSTM", {}, {{"x", f({5, 3, 2})}, {"lengths", ids({3})}}, "lengths", "i32[5]"},
        {"Embedding", {}, {{"x", ids({5, 3})}}, "", "no tokens"},
        {"Embedding", {{"vocabulary", int64_t(4)}}, {{"x", f({5, 3})}}, "x", "5x3"},
        {"ForwardNoising", {}, {{"x", f({5, 1, 4, 4})}, {"t", ids({4})}}, "t", "i32[5]"},
        {"TimestepEmbedding", {{"features", int64_t(5)}}, {{"t", ids({5})}}, "", "even"},
        {"AddToChannels", {}, {{"x", f({5, 3, 4, 4})}, {"b", f({5, 4})}}, "b", "3 channels"},
        {"UNetResidualBlock", {}, {{"x", f({5, 6, 4, 4})}}, "", "6 channels"},
        {"MSELoss", {}, {{"prediction", f({5, 3})}, {"target", f({5, 4})}}, "target", "5x4"},
        {"CrossEntropyLoss", {}, {{"scores", f({5, 3})}, {"labels", f({5})}}, "labels", "f32[5]"},
        {"CrossEntropyLoss", {{"class_weights", std::vector<double>{1, 2}}}, {{"scores", f({5, 3})}, {"labels", ids({5})}}, "", "3 classes, got 2"},
        {"CTCLoss", {}, {{"scores", f({5, 3})}, {"targets", ids({5, 3})}}, "scores", "5x3"},
        {"CTCLoss", {}, {{"scores", f({5, 7, 3})}, {"targets", ids({4, 3})}}, "targets", "5 x L"},
        {"CTCLoss", {}, {{"scores", f({5, 7, 3})}, {"targets", ids({5, 3})}, {"target_lengths", ids({3})}}, "target_lengths", "i32[5]"},
        {"CTCLoss", {{"blank", int64_t(3)}}, {{"scores", f({5, 7, 3})}, {"targets", ids({5, 3})}}, "", "3 classes"},
        {"ImageToSequence", {}, {{"x", f({5, 3})}}, "x", "5x3"},
        {"ImageToSequence", {}, {{"x", f({5, 3, 2, 2})}, {"widths", f({5})}}, "widths", "f32[5]"},
        {"NLLLoss", {}, {{"scores", f({5, 3, 4})}, {"labels", ids({5})}}, "labels", "5x3x4"}};
    for (const auto& w : wrong) {
        const LayerUnderTest t(w.layer, w.attributes, w.ports);
        if (t.diagnostics.empty()) {  // the op's own words, which expansion puts at the first port
            ASSERT_TRUE(t.error) << w.layer << " took a mistake";
            EXPECT_NE(t.error->message.find(w.says), std::string::npos) << w.layer << ": " << t.error->message;
            continue;
        }
        EXPECT_EQ(t.diagnostics[0].port, w.port) << w.layer;
        EXPECT_NE(t.diagnostics[0].text.find(w.says), std::string::npos) << w.layer << ": " << t.diagnostics[0].text;
        EXPECT_FALSE(t.diagnostics[0].hint.empty()) << w.layer;
    }
}

}  // namespace
}  // namespace saddle

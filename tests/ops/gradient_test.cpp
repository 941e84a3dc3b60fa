// Every op's gradient, in double, against central differences; and proof that a wrong gradient is caught.
#include "tests/ops/program_under_test.h"

namespace saddle {
namespace {

/// Largest difference of the program's gradients to central differences, relative to the largest gradient element.
double gradient_error(const ProgramUnderTest& t, Values values, const ops::OpDef& op) {
    Values after = values;
    evaluate(t.program, after, t.program.entries[0].body.size());
    const ir::ValueId loss = *t.program.entries[0].output("loss");
    double worst = 0, largest = 0;
    for (const ir::ValueId id : wanted_of(t, op)) {
        const auto gradient = t.program.entries[0].output("gradient:" + t.program[id].name);
        if (!gradient) return 1e9;
        for (size_t k = 0; k < values[id.index].data.size(); k += 1 + values[id.index].data.size() / 40) {
            const double x = values[id.index].data[k], h = 1e-5;
            double f[2];
            for (const int side : {0, 1}) {
                values[id.index].data[k] = x + (side ? h : -h);
                Values probe = values;
                evaluate(t.program, probe, t.forward_instructions);
                f[side] = probe.at(loss.index).data[0];
            }
            values[id.index].data[k] = x;
            const double expected = (f[1] - f[0]) / (2 * h), got = after.at(gradient->index).data[k];
            worst = std::max(worst, std::abs(expected - got));
            largest = std::max(largest, std::abs(expected));
        }
    }
    return worst / std::max(largest, 1e-3);
}

TEST(Conformance, EveryOpHasDocsCasesAndAGradientOrAReason) {
    for (const ops::OpDef& op : ops::all_ops()) {
        EXPECT_FALSE(op.doc.empty()) << op.name;
        EXPECT_FALSE(op.formula.empty()) << op.name;
        EXPECT_TRUE(op.gradient_rule || !op.no_gradient.empty()) << op.name;
        EXPECT_TRUE(op.kernel_rule || op.decompose_rule || !op.glsl.empty() || op.alias) << op.name;
        // Update is proven by training (tests/train), MaxPoolGrad as the gradient of MaxPool.
        if (op.name != "Update" && op.name != "MaxPoolGrad") EXPECT_FALSE(op.conformance.empty()) << op.name;
    }
}

TEST(Conformance, GradientsEqualCentralDifferences) {
    for (const ops::OpDef& op : ops::all_ops())
        for (size_t c = 0; c < op.conformance.size(); ++c) {
            if (!op.gradient_rule) continue;
            Values values;
            ProgramUnderTest t = make_program(op, op.conformance[c], values, 1);
            ASSERT_FALSE(t.error) << op.name << " case " << c << ": " << to_string(*t.error);
            const Status status = compile::differentiate(t.program, "train", wanted_of(t, op));
            ASSERT_TRUE(status.ok()) << op.name << ": " << to_string(status.error());
            EXPECT_LT(gradient_error(t, values, op), 1e-6) << op.name << " case " << c;
        }
}

TEST(Conformance, SeededMutantsOfGradientsAreCaught) {
    int mutants = 0, caught = 0;
    for (const ops::OpDef& op : ops::all_ops()) {
        if (!op.gradient_rule || op.conformance.empty()) continue;
        Values values;
        ProgramUnderTest original = make_program(op, op.conformance[0], values, 1);
        if (!compile::differentiate(original.program, "train", wanted_of(original, op)).ok()) continue;
        const size_t count = original.program.entries[0].body.size();
        // The first backward instructions belong to the projection: they end where the weights come in.
        size_t first = original.forward_instructions;
        while (first < count && !std::count(original.program.entries[0].body[first].inputs.begin(), original.program.entries[0].body[first].inputs.end(), original.weights)) ++first;
        for (size_t i = first + 1; i < count; ++i) {
            ProgramUnderTest t = original;
            ir::Instruction& instruction = t.program.entries[0].body[i];
            if (instruction.op == "Mul") instruction.op = "Add";                       // a dropped factor
            else if (instruction.op == "Sub") instruction.op = "Add";                  // a flipped sign
            else if (instruction.op == "Neg") instruction.op = "Identity";             // a flipped sign
            else if (instruction.op == "Div") instruction.op = "Mul";                  // a wrong rule
            else if (instruction.op == "Gemm") instruction.attributes["alpha"] = instruction.attributes.real("alpha", 1) * 1.01;
            else if (instruction.op == "ReduceSum") instruction.op = "ReduceMean";
            else if (instruction.op == "ReduceMean") instruction.op = "ReduceSum";
            else if (instruction.op == "Dropout") instruction.attributes["stream"] = int64_t(99);
            else if (instruction.op == "SoftmaxCrossEntropyLossGrad") instruction.attributes["scale"] = -1.0;
            else continue;
            const Shape from = t.program[instruction.inputs[0]].type.shape;
            if (instruction.op == "ReduceMean" && from.count() == t.program[instruction.outputs[0]].type.shape.count()) continue;  // nothing to sum
            ++mutants;
            const bool seen = gradient_error(t, values, op) > 1e-6;
            EXPECT_TRUE(seen) << op.name << ": mutant at " << instruction.op << " of instruction " << i;
            caught += seen;
        }
    }
    EXPECT_GE(mutants, 30) << "too few to prove anything";
    EXPECT_EQ(caught, mutants);
}

TEST(Conformance, WrongShapesAreRefusedWithNumbers) {
    const struct { const char* op; std::vector<TensorType> inputs; Attributes attributes; const char* says; } wrong[] = {
        {"Add", {{DType::F32, {2, 3}}, {DType::F32, {2, 4}}}, {}, "2x4"},
        {"Gemm", {{DType::F32, {2, 3}}, {DType::F32, {4, 5}}}, {}, "3 columns meet 4 rows"},
        {"Conv", {{DType::F32, {1, 3, 8, 8}}, {DType::F32, {4, 2, 3, 3}}}, {}, ""},
        {"MaxPool", {{DType::F32, {1, 8}}}, {{"kernel_shape", std::vector<int64_t>{2, 2}}}, "1x8"},
        {"Reshape", {{DType::F32, {2, 3}}}, {{"shape", std::vector<int64_t>{7}}}, "6 elements"},
        {"SoftmaxCrossEntropyLoss", {{DType::F32, {2, 3}}, {DType::F32, {2}}}, {}, "f32[2]"}};
    for (const auto& w : wrong) {
        std::vector<const TensorType*> types;
        for (const TensorType& type : w.inputs) types.push_back(&type);
        const auto result = ops::find_op(w.op)->infer_rule({types, w.attributes, 1});
        ASSERT_FALSE(result.ok()) << w.op;
        EXPECT_NE(result.error().message.find(w.says), std::string::npos) << w.op << ": " << result.error().message;
    }
}

}  // namespace
}  // namespace saddle

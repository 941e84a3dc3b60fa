// Every op's gradient, in double, against central differences; and proof that a wrong gradient is caught.
#include "tests/ops/program_under_test.h"

namespace saddle {
namespace {

/// Derivatives of the loss by some elements of the inputs, from the forward pass alone.
struct CentralDifferences {
    struct Element { ir::ValueId input; size_t place; double derivative; };
    std::vector<Element> elements;
    double largest = 1e-3;
};

CentralDifferences central_differences(const ProgramUnderTest& t, Values values, const ops::OpDef& op) {
    CentralDifferences found;
    const ir::ValueId loss = *t.program.entries[0].output("loss");
    for (const ir::ValueId id : wanted_of(t, op))
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
            found.elements.push_back({id, k, (f[1] - f[0]) / (2 * h)});
            found.largest = std::max(found.largest, std::abs(found.elements.back().derivative));
        }
    return found;
}

/// Largest difference of the program's gradients to central differences, relative to the largest of these.
double gradient_error(const ProgramUnderTest& t, Values values, const CentralDifferences& expected, const Tamper& tamper = {}) {
    evaluate(t.program, values, t.program.entries[0].body.size(), tamper);
    double worst = 0;
    for (const auto& [input, place, derivative] : expected.elements) {
        const auto gradient = t.program.entries[0].output("gradient:" + t.program[input].name);
        if (!gradient) return INFINITY;
        const double difference = std::abs(derivative - values.at(gradient->index).data[place]);
        worst = difference >= 0 ? std::max(worst, difference) : INFINITY;
    }
    return worst / expected.largest;
}

TEST(Conformance, EveryOpHasDocsCasesAndAGradientOrAReason) {
    for (const ops::OpDef& op : ops::all_ops()) {
        EXPECT_FALSE(op.doc.empty()) << op.name;
        EXPECT_FALSE(op.formula.empty()) << op.name;
        EXPECT_TRUE(op.differentiable() || !op.no_gradient.empty()) << op.name;
        EXPECT_TRUE(op.kernel_rule || op.decompose_rule || op.expand_rule || op.fusible()) << op.name;
        // Update is proven by training (tests/train), MaxPoolGrad as the gradient of MaxPool.
        if (op.name != "Update" && op.name != "MaxPoolGrad") EXPECT_FALSE(op.conformance.empty()) << op.name;
    }
}

TEST(Conformance, GradientsEqualCentralDifferences) {
    int cases = 0;
    double worst = 0;
    for (const ops::OpDef& op : ops::all_ops())
        for (size_t c = 0; c < op.conformance.size(); ++c) {
            if (!op.differentiable()) continue;
            Values values;
            ProgramUnderTest t = make_program(op, op.conformance[c], values, 1);
            ASSERT_FALSE(t.error) << op.name << " case " << c << ": " << to_string(*t.error);
            const Status status = compile::differentiate(t.program, "train", wanted_of(t, op));
            ASSERT_TRUE(status.ok()) << op.name << ": " << to_string(status.error());
            const double error = gradient_error(t, values, central_differences(t, values, op));
            EXPECT_LT(error, 1e-6) << op.name << " case " << c;
            worst = std::max(worst, error);
            ++cases;
        }
    std::printf("conformance: gradients of %d cases of %zu ops within %.1e of central differences\n", cases, ops::all_ops().size(), worst);
}

/// What an error in a gradient rule comes to.
const std::pair<const char*, double> kMutations[] = {{"dropped", 0}, {"sign flipped", -1}};

/// Whether flipping the sign of an instruction's result is no error: it is only ever squared, or a mask made a number, which
/// stands above and below a fraction bar.
bool sign_is_free(const std::vector<ir::Instruction>& body, const ir::Instruction& of) {
    return of.op == "Cast" || std::all_of(body.begin(), body.end(), [&](const ir::Instruction& i) {
        const auto uses = std::count(i.inputs.begin(), i.inputs.end(), of.outputs[0]);
        return uses == 0 || (i.op == "Mul" && uses == 2);
    });
}

/// Whether anybody reads an instruction's result.
bool is_read(const ir::EntryPoint& entry, const ir::Instruction& of) {
    const auto among = [&](const std::vector<ir::ValueId>& ids) { return std::find(ids.begin(), ids.end(), of.outputs[0]) != ids.end(); };
    return std::any_of(entry.body.begin(), entry.body.end(), [&](const ir::Instruction& i) { return among(i.inputs); }) ||
           std::any_of(entry.outputs.begin(), entry.outputs.end(), [&](const ir::Output& o) { return o.value == of.outputs[0]; });
}

/// Where the backward pass of the op itself begins: after that of the projection, which ends where the weights come in.
size_t first_backward(const ProgramUnderTest& t) {
    const auto& body = t.program.entries[0].body;
    size_t first = t.forward_instructions;
    while (first < body.size() && std::count(body[first].inputs.begin(), body[first].inputs.end(), t.weights) == 0) ++first;
    return first + 1;
}

// A rule may have branches that one case takes and another does not: a mutant must be noticed by one of the op's cases with
// the same instructions. One that changes no value in any of them is none.
TEST(Conformance, MutantsOfEveryGradientInstructionAreCaught) {
    int caught = 0;
    for (const ops::OpDef& op : ops::all_ops()) {
        std::map<std::string, bool> noticed;
        for (size_t c = 0; op.differentiable() && c < op.conformance.size(); ++c) {
            Values values;
            ProgramUnderTest t = make_program(op, op.conformance[c], values, 1);
            ASSERT_TRUE(compile::differentiate(t.program, "train", wanted_of(t, op)).ok()) << op.name;
            const CentralDifferences expected = central_differences(t, values, op);
            const std::vector<ir::Instruction>& body = t.program.entries[0].body;
            std::string listing;
            for (size_t i = first_backward(t); i < body.size(); ++i) listing += " " + body[i].op;
            for (size_t i = first_backward(t); i < body.size(); ++i)
                for (const auto& [name, factor] : kMutations) {
                    if (!is_read(t.program.entries[0], body[i]) || (factor < 0 && sign_is_free(body, body[i]))) continue;
                    bool changed = false;
                    const double error = gradient_error(t, values, expected, [&](size_t place, std::vector<ops::ReferenceTensor>& outputs) {
                        for (size_t k = 0; place == i && k < outputs.size(); ++k)
                            for (double& x : outputs[k].data) {
                                const double y = outputs[k].type.dtype == DType::F32 || factor == 0 ? x * factor : x;
                                changed |= y != x;
                                x = y;
                            }
                    });
                    if (!changed) continue;
                    noticed[std::string(name) + " " + body[i].op + " of instruction " + std::to_string(i - first_backward(t)) + " of" + listing] |= error > 1e-6;
                }
        }
        for (const auto& [mutant, seen] : noticed) {
            EXPECT_TRUE(seen) << op.name << ": nobody noticed " << mutant;
            caught += seen;
        }
    }
    EXPECT_GE(caught, 30) << "too few to prove anything";
    std::printf("conformance: %d mutants of gradients caught\n", caught);
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

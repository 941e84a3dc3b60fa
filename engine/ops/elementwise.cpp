#include "engine/ops/elementwise.h"

namespace saddle::ops {

std::vector<ir::ValueId> in_other_ops(Builder& b, const ir::Instruction& instruction) {
    const OpDef& op = *find_op(instruction.op);
    std::vector<ir::ValueId> values;
    if (op.expand_rule) values = op.expand_rule(b, instruction);
    if (values.empty() && op.decompose_rule) values = op.decompose_rule(b, instruction);
    return values;
}

Term Term::spread_like(ir::ValueId other) const {
    if (b_->error) return *this;
    const ir::Value& like = b_->program()[other];
    return then("Expand", {}, {{"shape", like.type.shape.dims()}, {"batched", like.batched}});
}

std::vector<Case> unary_cases(double low, double high, double keep_away) {
    std::vector<Case> cases;
    for (const Shape& shape : {Shape{5, 3, 7}, Shape{13}, Shape{}}) {
        cases.push_back({{{DType::F32, shape}}, {}, low, high, keep_away});
        cases.back().batched = {cases.size() == 1};
    }
    return cases;
}

std::vector<Case> binary_cases(double low, double high, double keep_away) {
    const auto of = [&](Shape a, bool a_batched, Shape b, bool b_batched) {
        Case c{{{DType::F32, std::move(a)}, {DType::F32, std::move(b)}}, {}, low, high, keep_away};
        c.batched = {a_batched, b_batched};
        return c;
    };
    return {of({5, 3, 4}, true, {5, 3, 4}, true), of({5, 3, 4}, true, {3, 1}, false), of({3, 1, 2}, true, {3, 5, 2}, true), of({7, 1, 6}, false, {5, 1}, false)};
}

OpDef unary(const char* name, const char* doc, const char* formula, const char* glsl, double (*f)(double), double flops) {
    return OpDef(name).summary(doc, formula).input("x").output("y")
        .elementwise(glsl, [f](std::span<const double> x, const Attributes&) { return f(x[0]); }, flops);
}

OpDef binary(const char* name, const char* doc, const char* formula, const char* glsl, double (*f)(double, double), double flops) {
    return OpDef(name).summary(doc, formula).input("a").input("b", "broadcast against a").output("y")
        .elementwise(glsl, [f](std::span<const double> x, const Attributes&) { return f(x[0], x[1]); }, flops);
}

OpDef typed(OpDef op, DType dtype) {
    op.infer([shapes = op.infer_rule, dtype](const InferContext& c) -> Result<std::vector<TensorType>> {
        TRY(std::vector<TensorType> types, shapes(c));
        types[0].dtype = dtype;
        return types;
    });
    return op;
}

}  // namespace saddle::ops

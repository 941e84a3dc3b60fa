// Comparisons, the logic of their results, choice between two values, and changes of the element type.
#include <cmath>

#include "engine/ops/elementwise.h"

namespace saddle::ops {
namespace {

OpDef comparison(const char* name, const char* doc, const char* formula, const char* glsl, double (*f)(double, double)) {
    Case numbers{{{DType::F32, {5, 6}}, {DType::F32, {6}}}, {}, -1, 1, 1e-2}, whole{{{DType::I32, {5, 6}}, {DType::I32, {5, 1}}}, {}, 0, 0, 0, 3};
    numbers.batched = whole.batched = {true, false};
    return typed(binary(name, doc, formula, glsl, f), DType::Bool).not_differentiable("a comparison is constant almost everywhere").cases({numbers, whole});
}

/// An op of truth values: 0 or 1 as floats.
OpDef logic(OpDef op) {
    return op.infer([shapes = op.infer_rule, name = op.name](const InferContext& c) -> Result<std::vector<TensorType>> {
            for (const TensorType* type : c.inputs)
                if (type->dtype != DType::Bool) return invalid(name + " joins truth values, got " + to_string(*type), "compare first");
            return shapes(c);
        })
        .not_differentiable("truth values have no derivative");
}
OpDef connective(const char* name, const char* doc, const char* formula, const char* glsl, double (*f)(double, double)) {
    Case truths{{{DType::Bool, {5, 6}}, {DType::Bool, {6}}}};
    truths.batched = {true, false};
    return logic(binary(name, doc, formula, glsl, f)).cases({truths});
}

}  // namespace

SADDLE_OP(Greater) { return comparison("Greater", "1 where a > b, else 0.", "y = [a > b]", "greater($0, $1)", [](double a, double b) { return double(a > b); }); }
SADDLE_OP(GreaterOrEqual) { return comparison("GreaterOrEqual", "1 where a >= b, else 0.", "y = [a \\ge b]", "greater_or_equal($0, $1)", [](double a, double b) { return double(a >= b); }); }
SADDLE_OP(Less) { return comparison("Less", "1 where a < b, else 0.", "y = [a < b]", "greater($1, $0)", [](double a, double b) { return double(a < b); }); }
SADDLE_OP(LessOrEqual) { return comparison("LessOrEqual", "1 where a <= b, else 0.", "y = [a \\le b]", "greater_or_equal($1, $0)", [](double a, double b) { return double(a <= b); }); }
SADDLE_OP(Equal) { return comparison("Equal", "1 where a = b, else 0.", "y = [a = b]", "same($0, $1)", [](double a, double b) { return double(a == b); }); }

SADDLE_OP(And) { return connective("And", "1 where both hold, else 0.", "y = a \\wedge b", "($0 * $1)", [](double a, double b) { return a * b; }); }
SADDLE_OP(Or) { return connective("Or", "1 where one or both hold, else 0.", "y = a \\vee b", "max($0, $1)", [](double a, double b) { return std::max(a, b); }); }
SADDLE_OP(Xor) { return connective("Xor", "1 where exactly one holds, else 0.", "y = a \\oplus b", "abs($0 - $1)", [](double a, double b) { return std::abs(a - b); }); }
SADDLE_OP(Not) {
    return logic(unary("Not", "1 where x does not hold, else 0.", "y = \\neg x", "(1.0 - $0)", [](double x) { return 1 - x; })).cases({{{{DType::Bool, {5, 6}}}}});
}

SADDLE_OP(IsNaN) {
    return typed(unary("IsNaN", "1 where x is not a number, else 0.", "y = [x is NaN]", "is_nan($0)", [](double x) { return double(std::isnan(x)); }), DType::Bool)
        .not_differentiable("a test is constant almost everywhere").cases(unary_cases(-1, 1));
}
SADDLE_OP(IsInf) {
    OpDef op("IsInf");
    op.summary("1 where x is infinite, else 0.", "y = [|x| = \\infty]").input("x").output("y")
        .attribute({"detect_negative", int64_t(1), "Negative", "1: minus infinity counts"}).attribute({"detect_positive", int64_t(1), "Positive", "1: plus infinity counts"})
        .elementwise("is_infinite($0, ${detect_negative} != 0, ${detect_positive} != 0)", [](std::span<const double> x, const Attributes& a) {
            return double(std::isinf(x[0]) && a.integer(x[0] < 0 ? "detect_negative" : "detect_positive", 1) != 0);
        })
        .not_differentiable("a test is constant almost everywhere").cases(unary_cases(-1, 1));
    return typed(op, DType::Bool);
}

SADDLE_OP(Where) {
    const auto f = [](Shape s) { return TensorType{DType::F32, std::move(s)}; };
    Case same{{{DType::Bool, {5, 3, 4}}, f({5, 3, 4}), f({5, 3, 4})}}, joined{{{DType::Bool, {3, 1}}, f({5, 1, 4}), f({1})}};
    same.batched = {true, true, true};
    joined.batched = {false, true, false};
    return OpDef("Where").summary("The elements of a where the condition holds, of b elsewhere.", "y = a if c else b")
        .input("condition", "truth values").input("a").input("b").output("y")
        .elementwise("choose($0, $1, $2)", [](std::span<const double> x, const Attributes&) { return x[0] != 0 ? x[1] : x[2]; })
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            TensorType type = c.in(1);
            if (c.in(0).dtype != DType::Bool || c.in(2).dtype != type.dtype)
                return invalid("Where chooses by truth values between two tensors of one element type, got " + to_string(c.in(0)) + ", " + to_string(c.in(1)) + " and " + to_string(c.in(2)));
            if (!broadcast(type.shape, c.in(2).shape, type.shape) || !broadcast(type.shape, c.in(0).shape, type.shape))
                return invalid("Where cannot join the shapes " + to_string(c.in(0).shape) + ", " + to_string(c.in(1).shape) + " and " + to_string(c.in(2).shape));
            return std::vector<TensorType>{type};
        })
        .gradient([](GradientContext& g) {
            const Term zero = dout(g).number(0);
            if (g.wants(1)) give(g, 1, in(g).choose(dout(g), zero));
            if (g.wants(2)) give(g, 2, in(g).choose(zero, dout(g)));
        })
        .cases({same, joined});
}

namespace {
/// Our element type for ONNX's number of one; other numbers have none.
std::optional<DType> element_type(int64_t to) {
    if (to == 1) return DType::F32;
    if (to == 6 || to == 7) return DType::I32;
    if (to == 9) return DType::Bool;
    return std::nullopt;
}
}  // namespace

SADDLE_OP(Cast) {
    Case down{{{DType::F32, {5, 3, 7}}}, {{"to", int64_t(7)}}, -4, 4}, up{{{DType::I32, {5, 6}}}, {}, 0, 0, 0, 9}, test{{{DType::I32, {5, 6}}}, {{"to", int64_t(9)}}, 0, 0, 0, 2}, same{{{DType::F32, {13}}}};
    down.batched = up.batched = {true};
    return OpDef("Cast").summary("The same numbers in another element type; real numbers lose their fraction.", "y = x").input("x").output("y")
        .attribute({"to", int64_t(1), "To", "ONNX's element type: 1 float, 6 or 7 whole numbers (32 bits here), 9 truth values"})
        .elementwise("$T($0)", [](std::span<const double> x, const Attributes& a) {
            const DType to = *element_type(a.integer("to", 1));
            return to == DType::I32 ? std::trunc(x[0]) : to == DType::Bool ? double(x[0] != 0) : x[0];
        }, 0)
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            const auto to = element_type(c.attributes.integer("to", 1));
            if (!to) return invalid("Cast to ONNX's element type " + std::to_string(c.attributes.integer("to", 1)) + " is not supported", "use 1 (float), 6, 7 (whole numbers) or 9 (truth values)");
            return std::vector<TensorType>{{*to, c.in(0).shape}};
        })
        .decompose([](Builder& b, const ir::Instruction& i) -> std::vector<ir::ValueId> {
            if (element_type(i.attributes.integer("to", 1)) != DType::Bool || b.type(i.inputs[0]).dtype == DType::Bool) return {};
            return {in(b, i).then("Equal", {in(b, i).number(0)}).then("Not")};
        })
        .gradient([](GradientContext& g) { g.set(0, g.dout()); })
        .cases({down, up, test, same});
}

SADDLE_OP(Clip) {
    std::vector<Case> cases;
    for (const size_t bounds : {2, 1, 0}) {
        cases.push_back({std::vector<TensorType>(1 + bounds)});
        cases.back().ranges = {{-1, 1}, {-0.6, -0.5}, {0.5, 0.6}};
        cases.back().inputs[0] = {DType::F32, {5, 3, 7}};
        cases.back().batched = {true, false, false};
    }
    return OpDef("Clip").summary("Keeps numbers between two bounds.", "y = min(max(x, low), high)")
        .input("x").optional("min", "lower bound, a scalar").optional("max", "upper bound, a scalar").output("y")
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            for (const size_t i : {1, 2})
                if (c.has(i) && (c.in(i).shape.count() != 1 || c.in(i).shape.rank() > 1 || c.in(i).dtype != c.in(0).dtype))
                    return invalid("Clip's bound must be one number like x " + to_string(c.in(0)) + ", got " + to_string(c.in(i)));
            return std::vector<TensorType>{c.in(0)};
        })
        .reference([](ReferenceContext& r) {
            for (size_t k = 0; k < r.out().data.size(); ++k) {
                double y = r.in(0).data[k];
                if (r.has(1)) y = std::max(y, r.in(1).data[0]);
                if (r.has(2)) y = std::min(y, r.in(2).data[0]);
                r.out().data[k] = y;
            }
        })
        .decompose([](Builder& b, const ir::Instruction& i) -> std::vector<ir::ValueId> {
            Term y = in(b, i).then("Identity");
            for (const size_t k : {1, 2})
                if (k < i.inputs.size() && i.inputs[k].present()) y = y.then(k == 1 ? "Max" : "Min", {in(b, i, k).reshaped({})});
            return {y};
        })
        .gradient([](GradientContext& g) {
            // A bound that is just met leaves the gradient to x.
            Term rest = dout(g);
            const Term zero = rest.number(0);
            for (const size_t i : {2, 1}) {
                if (!g.in(i).present()) continue;
                const Term beyond = i == 2 ? in(g).then("Greater", {g.in(2)}) : in(g).then("Less", {g.in(1)});
                if (g.wants(i)) g.set(i, g.unbroadcast(beyond.choose(rest, zero), i));
                rest = beyond.choose(zero, rest);
            }
            g.set(0, rest);
        })
        .cases(cases);
}

}  // namespace saddle::ops

// Layers that compute with two branches, or with one and numbers, element by element.
#include "engine/ops/layer_def.h"

namespace saddle::ops {
namespace {

LayerDef pair(const char* name, const char* op, const char* stem, const char* summary, const char* formula, const Attributes& its = {}) {
    return LayerDef(name).about("shape", summary, formula).stem(stem).input({"a"}).input({"b"}).output({"y"})
        .expand([op = std::string(op), its](LayerContext& c) {
            const Shape &a = c.type(c.in("a")).shape, &b = c.type(c.in("b")).shape;
            Shape joined;
            if (!broadcast(a, b, joined)) return c.fail("b", "", "expected " + to_string(a) + " as on a, or sizes of 1, got " + to_string(b), "make both branches end in the same shape");
            c.out("y", c.op(op, {c.in("a"), c.in("b")}, its));
        });
}

}  // namespace

SADDLE_LAYER(Add) { return pair("Add", "Add", "add", "Adds two branches: a residual connection, or a bias.", "y = a + b"); }
SADDLE_LAYER(Subtract) { return pair("Subtract", "Sub", "sub", "The difference of two branches.", "y = a - b"); }
SADDLE_LAYER(Multiply) { return pair("Multiply", "Mul", "mul", "The product of two branches, element by element: gates and attention over channels.", "y = a b"); }
SADDLE_LAYER(Divide) { return pair("Divide", "Div", "div", "The quotient of two branches.", "y = a / b"); }
SADDLE_LAYER(Maximum) { return pair("Maximum", "Max", "max", "The larger of two branches, element by element.", "y = max(a, b)"); }
SADDLE_LAYER(Minimum) { return pair("Minimum", "Min", "min", "The smaller of two branches, element by element.", "y = min(a, b)"); }
SADDLE_LAYER(Modulo) { return pair("Modulo", "Mod", "mod", "What is left of a after division by b, with the sign of a.", "y = a - b trunc(a / b)", {{"fmod", int64_t(1)}}); }
SADDLE_LAYER(Power) {
    return LayerDef("Power").about("shape", "Each element to a fixed power; a negative element needs a whole exponent.", "y = x^p").stem("power").input({"x"}).output({"y"})
        .attribute({"exponent", 2.0, "Exponent", "p", "", -100, 100, {}, true})
        .expand([](LayerContext& c) { c.out("y", c.op("Pow", {c.in("x"), c.b.constant(c.real("exponent"))})); });
}
SADDLE_LAYER(MatMul) {
    return LayerDef("MatMul").about("linear", "The product of two branches' matrices, sample by sample.", "y = a b").stem("matmul").input({"a"}).input({"b"}).output({"y"})
        .attribute({"transpose_b", false, "Transpose b", "rows of b meet the columns of a"})
        .expand([](LayerContext& c) {
            Attributes a;
            if (c.flag("transpose_b")) {
                std::vector<int64_t> order;
                const int rank = c.type(c.in("b")).shape.rank();
                for (int axis = 0; axis < rank; ++axis) order.push_back(axis < rank - 2 ? axis : 2 * rank - 3 - axis);
                return c.out("y", c.op("MatMul", {c.in("a"), c.op("Transpose", {c.in("b")}, {{"perm", order}})}));
            }
            c.out("y", c.op("MatMul", {c.in("a"), c.in("b")}));
        });
}

SADDLE_LAYER(Einsum) {
    return LayerDef("Einsum").about("linear", "Sums of products of one to three branches by Einstein's notation: letters that the result lacks are summed over.", "y_{n,i,k} = \\sum_j a_{n,i,j} b_{n,j,k}").stem("einsum")
        .input({"a"}).input({"b", PortKind::Unknown, "", false}).input({"c", PortKind::Unknown, "", false}).output({"y"})
        .attribute({"equation", std::string("nij,njk->nik"), "Equation", "a letter an axis, the batch first everywhere; ... for any axes", "", 0, 0, {}, true})
        .expand([](LayerContext& c) {
            const std::string equation = c.text("equation");
            const size_t arrow = equation.find("->");
            if (arrow == std::string::npos || equation.substr(arrow + 2).find(equation[0]) != 0)
                return c.fail("", "equation", "the result must begin with the batch, as a does: samples do not mix", "write it behind ->, as in nij,njk->nik");
            std::vector<ir::ValueId> factors{c.in("a")};
            for (const char* port : {"b", "c"})
                if (c.in(port).present()) factors.push_back(c.in(port));
            c.out("y", c.op("Einsum", factors, {{"equation", equation}}));
        });
}

SADDLE_LAYER(Affine) {
    return LayerDef("Affine").about("shape", "Multiplies by a fixed number and adds another.", "y = a x + b").stem("affine").input({"x"}).output({"y"})
        .attribute({"scale", 1.0, "Scale", "factor", "", -1e9, 1e9, {}, true}).attribute({"shift", 0.0, "Shift", "added afterwards", "", -1e9, 1e9, {}, true})
        .expand([](LayerContext& c) {
            ir::ValueId y = c.in("x");
            if (c.real("scale") != 1) y = c.op("Mul", {y, c.b.constant(c.real("scale"))});
            if (c.real("shift") != 0) y = c.op("Add", {y, c.b.constant(c.real("shift"))});
            c.out("y", y);
        });
}

SADDLE_LAYER(Clamp) {
    return LayerDef("Clamp").about("shape", "Keeps numbers between two bounds.", "y = min(max(x, low), high)").stem("clamp").input({"x"}).output({"y"})
        .attribute({"low", -1.0, "Low", "lower bound", "", -1e9, 1e9, {}, true}).attribute({"high", 1.0, "High", "upper bound", "", -1e9, 1e9, {}, true})
        .expand([](LayerContext& c) {
            if (c.real("low") > c.real("high")) return c.fail("", "low", "the lower bound is above the upper one", "exchange them");
            c.out("y", c.op("Clip", {c.in("x"), c.b.constant(c.real("low")), c.b.constant(c.real("high"))}));
        });
}

SADDLE_LAYER(Function) {
    return LayerDef("Function").about("shape", "A function of each element.", "y = f(x)").stem("f").input({"x"}).output({"y"})
        .attribute({"f", std::string("exp"), "Function", "what is computed", "", 0, 0,
                    {"abs", "neg", "sign", "exp", "log", "sqrt", "square", "reciprocal", "erf", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "asinh", "acosh", "atanh", "floor", "ceil", "round"}, true})
        .expand([](LayerContext& c) {
            static const std::map<std::string, std::string> ops{{"abs", "Abs"}, {"neg", "Neg"}, {"sign", "Sign"}, {"exp", "Exp"}, {"log", "Log"}, {"sqrt", "Sqrt"}, {"reciprocal", "Reciprocal"},
                                                                {"erf", "Erf"}, {"sin", "Sin"}, {"cos", "Cos"}, {"tan", "Tan"}, {"asin", "Asin"}, {"acos", "Acos"}, {"atan", "Atan"},
                                                                {"sinh", "Sinh"}, {"cosh", "Cosh"}, {"asinh", "Asinh"}, {"acosh", "Acosh"}, {"atanh", "Atanh"}, {"floor", "Floor"}, {"ceil", "Ceil"}, {"round", "Round"}};
            const auto it = ops.find(c.text("f"));
            c.out("y", it == ops.end() ? c.op("Mul", {c.in("x"), c.in("x")}) : c.op(it->second, {c.in("x")}));
        });
}

SADDLE_LAYER(Reduce) {
    return LayerDef("Reduce").about("shape", "One number for all elements along axes: their sum, mean, largest, ...", "y = \\sum_i x_i").stem("reduce").input({"x"}).output({"y"})
        .attribute({"f", std::string("mean"), "Function", "what is computed", "", 0, 0, {"sum", "mean", "max", "min", "prod", "l1", "l2", "logsumexp"}, true})
        .attribute({"axes", std::vector<int64_t>{-1}, "Axes", "to reduce; -1: the last", "", -8, 8, {}, true}).attribute({"keepdims", false, "Keep axes", "with size 1"})
        .expand([](LayerContext& c) {
            static const std::map<std::string, std::string> ops{{"sum", "ReduceSum"}, {"mean", "ReduceMean"}, {"max", "ReduceMax"}, {"min", "ReduceMin"}, {"prod", "ReduceProd"}, {"l1", "ReduceL1"}, {"l2", "ReduceL2"}, {"logsumexp", "ReduceLogSumExp"}};
            const int rank = c.type(c.in("x")).shape.rank();
            for (const int64_t axis : c.integers("axes"))
                if (axis == 0 || axis == -rank) return c.fail("", "axes", "axis 0 is the batch: samples do not mix", "choose 1 to " + std::to_string(rank - 1));
            c.out("y", c.op(ops.at(c.text("f")), {c.in("x")}, {{"axes", c.integers("axes")}, {"keepdims", int64_t(c.flag("keepdims"))}}));
        });
}

}  // namespace saddle::ops

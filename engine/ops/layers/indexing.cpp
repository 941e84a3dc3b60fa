// Layers of conditions and of places: comparing and choosing, finding the largest, looking up and writing by index. Samples
// do not mix: axis 0 is the batch, and a sample's indices find elements of that sample.
#include "engine/ops/layers/sample_axis.h"

namespace saddle::ops {
namespace {

AttributeDef axis_attribute(const char* help) { return {"axis", int64_t(-1), "Axis", help, "", -8, 8, {}, true}; }

/// Whether the port carries whole numbers; false after a diagnostic.
bool whole_numbers(LayerContext& c, const char* port) {
    const TensorType& type = c.type(c.in(port));
    if (type.dtype != DType::I32) c.fail(port, "", "expected places as whole numbers, got " + to_string(type), "wire a data set's whole numbers, ArgMax, TopK or Cast into it");
    return type.dtype == DType::I32;
}

}  // namespace

SADDLE_LAYER(Compare) {
    return LayerDef("Compare").about("shape", "Where a is larger, smaller or equal: truth values for Where, Logic and Cast.", "y = [a > b]").stem("compare")
        .input({"a"}).input({"b", PortKind::Unknown, "none: a is compared with the number", false}).output({"y"})
        .attribute({"f", std::string("greater"), "Function", "what is asked of a", "", 0, 0, {"greater", "greater_or_equal", "less", "less_or_equal", "equal"}, true})
        .attribute({"value", 0.0, "Value", "compared with where b is not wired", "", -1e9, 1e9, {}, true})
        .expand([](LayerContext& c) {
            static const std::map<std::string, std::string> ops{{"greater", "Greater"}, {"greater_or_equal", "GreaterOrEqual"}, {"less", "Less"}, {"less_or_equal", "LessOrEqual"}, {"equal", "Equal"}};
            const ir::ValueId b = c.in("b").present() ? c.in("b") : c.b.constant(c.real("value"), c.type(c.in("a")).dtype);
            c.out("y", c.op(ops.at(c.text("f")), {c.in("a"), b}));
        });
}

SADDLE_LAYER(Logic) {
    return LayerDef("Logic").about("shape", "Joins the truth values of two branches, or turns those of one round.", "y = a \\wedge b").stem("logic")
        .input({"a"}).input({"b", PortKind::Unknown, "not for the function not", false}).output({"y"})
        .attribute({"f", std::string("and"), "Function", "how they are joined", "", 0, 0, {"and", "or", "xor", "not"}, true})
        .expand([](LayerContext& c) {
            static const std::map<std::string, std::string> ops{{"and", "And"}, {"or", "Or"}, {"xor", "Xor"}, {"not", "Not"}};
            const bool alone = c.text("f") == "not";
            if (alone == c.in("b").present()) return c.fail("b", "f", alone ? "the function not takes a alone" : "the function " + c.text("f") + " joins two branches", alone ? "take the wire off b" : "wire a second branch into b");
            c.out("y", alone ? c.op("Not", {c.in("a")}) : c.op(ops.at(c.text("f")), {c.in("a"), c.in("b")}));
        });
}

SADDLE_LAYER(Where) {
    return LayerDef("Where").about("shape", "The elements of a where the condition holds, of b elsewhere.", "y = a if c else b").stem("where")
        .input({"condition", PortKind::Unknown, "truth values, as of Compare"}).input({"a"}).input({"b"}).output({"y"})
        .expand([](LayerContext& c) { c.out("y", c.op("Where", {c.in("condition"), c.in("a"), c.in("b")})); });
}

SADDLE_LAYER(Cast) {
    return LayerDef("Cast").about("shape", "The same numbers in another element type; real numbers lose their fraction.", "y = x").stem("cast").input({"x"}).output({"y"})
        .attribute({"to", std::string("real"), "To", "what the elements become", "", 0, 0, {"real", "whole", "truth"}, true})
        .expand([](LayerContext& c) { c.out("y", c.op("Cast", {c.in("x")}, {{"to", int64_t(c.text("to") == "real" ? 1 : c.text("to") == "whole" ? 6 : 9)}})); });
}

SADDLE_LAYER(ArgMax) {
    return LayerDef("ArgMax").about("shape", "The place of the largest or smallest element along an axis; the first of equals.", "y = argmax_i x_i").stem("argmax").input({"x"}).output({"y", PortKind::Tokens})
        .attribute({"f", std::string("max"), "Function", "what is looked for", "", 0, 0, {"max", "min"}, true})
        .attribute(axis_attribute("axis to search along")).attribute({"keepdims", false, "Keep axis", "with size 1"})
        .expand([](LayerContext& c) {
            const auto axis = sample_axis(c, "x", c.type(c.in("x")).shape);
            if (axis) c.out("y", c.op(c.text("f") == "max" ? "ArgMax" : "ArgMin", {c.in("x")}, {{"axis", int64_t(*axis)}, {"keepdims", int64_t(c.flag("keepdims"))}}));
        });
}

SADDLE_LAYER(TopK) {
    return LayerDef("TopK").about("shape", "The k largest or smallest elements along an axis, in order, and their places.", "y = x_{t_1}, ..., x_{t_k}").stem("topk")
        .input({"x"}).output({"y"}).output({"indices", PortKind::Tokens, "places of y in x", false})
        .attribute({"k", int64_t(1), "k", "how many", "", 1, 1 << 20, {}, true}).attribute(axis_attribute("axis to search along")).attribute({"largest", true, "Largest", "off: the smallest"})
        .expand([](LayerContext& c) {
            const auto axis = sample_axis(c, "x", c.type(c.in("x")).shape);
            if (!axis) return;
            auto results = c.b.emit_all("TopK", {c.in("x")}, {{"k", c.integer("k")}, {"axis", int64_t(*axis)}, {"largest", int64_t(c.flag("largest"))}}, 2);
            if (!results.ok()) return c.fail("x", "k", results.error().message, "take fewer than the axis is long");
            c.out("y", (*results)[0]);
            c.out("indices", (*results)[1]);
        });
}

SADDLE_LAYER(OneHot) {
    return LayerDef("OneHot").about("shape", "A vector for each whole number: 1 at its place, 0 elsewhere.", "y_{..., k} = [x = k]").stem("onehot").input({"x", PortKind::Tokens}).output({"y"})
        .attribute({"depth", std::string("classes"), "Depth", "length of a vector; \"classes\" follows the data set", "", 1, 1 << 20, {}, true})
        .expand([](LayerContext& c) {
            if (whole_numbers(c, "x")) c.out("y", c.op("OneHot", {c.in("x")}, {{"depth", c.integer("depth")}}));
        });
}

SADDLE_LAYER(CumSum) {
    return LayerDef("CumSum").about("shape", "Running sums along an axis.", "y_i = \\sum_{j \\le i} x_j").stem("cumsum").input({"x"}).output({"y"})
        .attribute(axis_attribute("axis to sum along")).attribute({"exclusive", false, "Exclusive", "an element is not part of its own sum"}).attribute({"reverse", false, "Reverse", "from the end"})
        .expand([](LayerContext& c) {
            const auto axis = sample_axis(c, "x", c.type(c.in("x")).shape);
            if (axis) c.out("y", c.op("CumSum", {c.in("x")}, {{"axis", int64_t(*axis)}, {"exclusive", int64_t(c.flag("exclusive"))}, {"reverse", int64_t(c.flag("reverse"))}}));
        });
}

SADDLE_LAYER(Gather) {
    return LayerDef("Gather").about("shape", "The rows of each sample that its indices name: a step, a token, a region.", "y_{n,k} = x_{n, t_{n,k}}").stem("gather")
        .input({"x", PortKind::Unknown, "N L ..."}).input({"indices", PortKind::Tokens, "N or N K, in [0, L)"}).output({"y", PortKind::Unknown, "N ... or N K ..."})
        .expand([](LayerContext& c) {
            if (!whole_numbers(c, "indices")) return;
            const ir::ValueId places = c.op("Unsqueeze", {c.in("indices")}, {{"axes", std::vector<int64_t>{-1}}});
            c.out("y", c.op("GatherND", {c.in("x"), places}, {{"batch_dims", int64_t(1)}}));
        });
}

SADDLE_LAYER(GatherElements) {
    return LayerDef("GatherElements").about("shape", "One element for each index, along one axis.", "y_{n,i} = x_{n, t_{n,i}}").stem("pick")
        .input({"x"}).input({"indices", PortKind::Tokens, "as many axes as x"}).output({"y"}).attribute(axis_attribute("axis to look up along"))
        .expand([](LayerContext& c) {
            const auto axis = sample_axis(c, "x", c.type(c.in("x")).shape);
            if (axis && whole_numbers(c, "indices")) c.out("y", c.op("GatherElements", {c.in("x"), c.in("indices")}, {{"axis", int64_t(*axis)}}));
        });
}

SADDLE_LAYER(ScatterElements) {
    return LayerDef("ScatterElements").about("shape", "Writes an element for each index along one axis, or adds it to what is there.", "y_{n, t_{n,i}} = x_{n, t_{n,i}} + u_{n,i}").stem("scatter")
        .input({"x"}).input({"indices", PortKind::Tokens, "as many axes as x"}).input({"updates", PortKind::Unknown, "the indices' shape"}).output({"y"})
        .attribute(axis_attribute("axis to write along")).attribute({"reduction", std::string("add"), "Reduction", "none: the last update of a place counts; else how updates join what is there", "", 0, 0, {"none", "add", "mul", "min", "max"}})
        .expand([](LayerContext& c) {
            const auto axis = sample_axis(c, "x", c.type(c.in("x")).shape);
            if (axis && whole_numbers(c, "indices")) c.out("y", c.op("ScatterElements", {c.in("x"), c.in("indices"), c.in("updates")}, {{"axis", int64_t(*axis)}, {"reduction", c.text("reduction")}}));
        });
}

}  // namespace saddle::ops

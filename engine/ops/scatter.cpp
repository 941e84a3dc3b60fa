// Updates written to places that tensors of indices name. Several updates of one place are joined in their own order: the
// places are sorted once and each result adds up its own run, so no atomics are needed and runs are equal bit for bit.
#include <numeric>

#include "engine/ops/axes.h"
#include "engine/ops/dispatch.h"
#include "engine/ops/indices.h"
#include "engine/ops/term.h"

namespace saddle::ops {
namespace {

using List = std::vector<int64_t>;

TensorType i32(Shape s) { return {DType::I32, std::move(s)}; }

AttributeDef reduction() { return {"reduction", std::string("none"), "Reduction", "none: the last update of a place counts; else how updates join what is there", "", 0, 0, {"none", "add", "mul", "min", "max"}}; }

double joined(const std::string& how, double a, double b) {
    return how == "add" ? a + b : how == "mul" ? a * b : how == "min" ? std::min(a, b) : how == "max" ? std::max(a, b) : b;
}

/// Gradient of scattering `none` or `add`: what lies under written places is lost, or kept.
template <class AtUpdates>
void scatter_gradient(GradientContext& g, const char* op, AtUpdates at_updates) {
    const std::string how = g.instruction.attributes.text("reduction", "none");
    if (how != "none" && how != "add") {
        g.b.error = invalid(std::string(op) + " with reduction " + how + " has no gradient", "use none or add");
        return;
    }
    if (g.wants(0)) g.set(0, how == "add" ? dout(g) : dout(g).then(op, {g.in(1), in(g, 2).filled(0)}, g.instruction.attributes));
    if (g.wants(2)) g.set(2, at_updates());
}

}  // namespace

ir::ValueId scatter_add(Builder& b, const Shape& shape, ir::ValueId l, ir::ValueId updates) {
    const ir::ValueId zeros = b.emit("Expand", {b.constant(0)}, {{"shape", shape.dims()}});
    return b.emit("ScatterRows", {zeros, l, updates}, {{"reduction", std::string("add")}});
}

SADDLE_OP(LinearIndex) {
    OpDef op("LinearIndex");
    op.summary("Places in several axes as numbers of one: what sorting and scattering work with.", "l = (t_0 n_1 + t_1) n_2 + ...").input("indices").output("l")
        .attribute({"shape", List{}, "Shape", "sizes of the axes that are addressed"})
        .attribute({"tuples", false, "Tuples", "the last axis of the indices holds the places; else an index is a place"})
        .attribute({"batch_dims", int64_t(0), "Batch axes", "leading axes of the shape that the indices' own axes give"})
        .attribute({"axis", int64_t(-1), "Axis", "without tuples: the axis that an index is for, the others being its own coordinates"})
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            TRY_STATUS(check_indices("LinearIndex", c.in(0)));
            List dims = c.in(0).shape.dims();
            if (c.attributes.flag("tuples")) dims.pop_back();
            return std::vector<TensorType>{{DType::I32, Shape(dims)}};
        })
        .not_differentiable("an index has no derivative")
        .reference([](ReferenceContext& r) {
            const List shape = r.attributes.integers("shape");
            const bool tuples = r.attributes.flag("tuples");
            const int64_t shared = r.attributes.integer("batch_dims"), along = r.attributes.integer("axis", -1);
            const Shape& y = r.out().type.shape;
            for (int64_t k = 0; k < y.count(); ++k) {
                List o(size_t(y.rank()));
                int64_t rest = k, l = 0;
                for (int axis = y.rank(); axis-- > 0; rest /= y[axis]) o[size_t(axis)] = rest % y[axis];
                const int64_t places = int64_t(shape.size()) - shared;
                for (int64_t a = 0; a < int64_t(shape.size()); ++a) {
                    const bool own = tuples ? a < shared : along >= 0 && a != along;
                    l = l * shape[size_t(a)] + (own ? o[size_t(a)] : wrapped(r.in(0).data[size_t(tuples ? k * places + a - shared : k)], shape[size_t(a)]));
                }
                r.out().data[size_t(k)] = double(l);
            }
        })
        .indexed([](const IndexContext& c) {
            const List shape = c.attributes.integers("shape");
            const bool tuples = c.attributes.flag("tuples");
            const int64_t shared = c.attributes.integer("batch_dims"), along = c.attributes.integer("axis", -1);
            std::string text = "int l = 0;\n    ";
            for (int64_t a = 0; a < int64_t(shape.size()); ++a) {
                std::string here = "o" + std::to_string(a);
                if (!(tuples ? a < shared : along >= 0 && a != along)) {
                    std::vector<std::string> at = coordinates(0, c.output.shape.rank());
                    if (tuples) at.push_back(std::to_string(a - shared));
                    here = "found" + std::to_string(a);
                    text += wrapped(here, c.index(0, at), shape[size_t(a)]);
                }
                text += "l = l * " + std::to_string(shape[size_t(a)]) + " + " + here + ";\n    ";
            }
            return text + "return " + c.type + "(l);";
        })
        .not_in_onnx();
    Case flat{{i32({5, 2})}, {{"shape", List{7}}}, 0, 0, 0, 7, {true}}, nd{{i32({6, 2})}, {{"shape", List{3, 4}}, {"tuples", true}}, 0, 0, 0, 3}, own{{i32({5, 2})}, {{"shape", List{5, 7}}, {"axis", int64_t(1)}}, 0, 0, 0, 7, {true}};
    nd.integer_low = -3;
    return op.cases({flat, nd, own});
}

namespace {

/// Sorts the numbers of `l`: `order` gets where each stands in ascending order (equal ones in their own), `starts` where
/// the run of each value begins. Runs of one element are merged to runs of two, four, ...: each element finds its place
/// among the partner's by a binary search.
std::vector<KernelCall> sorted(const KernelContext& c, ir::ValueId l, int64_t bound, ir::ValueId& order, ir::ValueId* starts) {
    const int64_t count = c.program[l].type.shape.count();
    std::vector<KernelCall> calls;
    const auto add = [&](const char* source, int64_t outputs, ir::ValueId from, ir::ValueId to) {
        KernelCall call;
        call.source = source;
        call.kernel = "sort_indices";
        call.define("COUNT", count);
        call.define("OUTPUTS", outputs);
        call.bindings = {{l}, {from}, {to, BindingKind::Storage, true}};
        spread_elements(call, outputs, c);
        calls.push_back(std::move(call));
    };
    for (int64_t run = 1; run < count || calls.empty(); run *= 2) {
        const ir::ValueId to = c.scratch(std::max<int64_t>(1, count));
        add("scatter/merge.comp", count, run == 1 ? l : order, to);
        calls.back().define("RUN", run);
        order = to;
    }
    if (!starts) return calls;
    *starts = c.scratch(bound + 1);
    add("scatter/starts.comp", bound + 1, order, *starts);
    return calls;
}

/// The places' own rows alone are read and written: the result lies where x lies.
std::vector<KernelCall> added_in_place(const KernelContext& c, int64_t row, int64_t sample, int64_t lanes) {
    const int64_t count = c.in_type(1).shape.count();
    ir::ValueId order;
    std::vector<KernelCall> calls = sorted(c, c.instruction.inputs[1], 0, order, nullptr);
    KernelCall call;
    call.source = "scatter/add_rows.comp";
    call.kernel = "add_rows";
    for (const auto& [name, value] : {std::pair("ROW", row), std::pair("COUNT", count), std::pair("OUTPUTS", count * row), std::pair("SAMPLE", sample), std::pair("LANES", lanes)}) call.define(name, value);
    call.bindings = {{c.instruction.outputs[0], BindingKind::Storage, true}, {c.instruction.inputs[1]}, {order}, {c.instruction.inputs[2]}};
    call.flops = double(count * row);
    spread_elements(call, count * row, c);
    calls.push_back(std::move(call));
    return calls;
}

}  // namespace

SADDLE_OP(ScatterRows) {
    OpDef op("ScatterRows");
    op.summary("Rows of updates written to the rows of a tensor that their places name.", "y_v = x_v joined with u_i for all i with l_i = v")
        .input("x", "[V, ...]").input("l", "places in [0, V)").input("updates", "a row for each place").output("y").attribute(reduction())
        .attribute({"in_place", false, "In place", "the planner has the result lie where x lies: rows without an update are not touched; reduction add"})
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            const Shape& x = c.in(0).shape;
            TRY_STATUS(check_indices("ScatterRows", c.in(1)));
            if (x.rank() < 1 || c.in(2).shape.count() != c.in(1).shape.count() * x.count(1, x.rank()) || c.in(2).dtype != c.in(0).dtype)
                return invalid("ScatterRows: updates " + to_string(c.in(2)) + " are not " + std::to_string(c.in(1).shape.count()) + " rows of " + to_string(c.in(0)));
            return std::vector<TensorType>{c.in(0)};
        })
        .batch_rule([](const Attributes&, const std::vector<bool>&, int) { return false; })
        .gradient([](GradientContext& g) {
            scatter_gradient(g, "ScatterRows", [&] { return dout(g).then("Gather", {g.in(1)}).reshaped(g.b.type(g.in(2)).shape); });
        })
        .reference([](ReferenceContext& r) {
            const int64_t inner = r.out().type.shape.count(1, r.out().type.shape.rank());
            const std::string how = r.attributes.text("reduction", "none");
            r.out().data = r.in(0).data;
            for (size_t i = 0; i < r.in(1).data.size(); ++i)
                for (int64_t e = 0; e < inner; ++e) {
                    double& y = r.out().data[size_t(int64_t(r.in(1).data[i]) * inner + e)];
                    y = joined(how, y, r.in(2).data[i * size_t(inner) + size_t(e)]);
                }
        })
        .kernels([](const KernelContext& c) {
            const ir::ValueId updates = c.instruction.inputs[2];
            const Shape &y = c.out_type().shape, &u = c.in_type(2).shape;
            const bool batch_last = c.layout_of(updates) == Layout::BatchLast;
            const std::string how = c.instruction.attributes.text("reduction", "none");
            const int64_t row = std::max<int64_t>(1, y.count(1, y.rank())), sample = batch_last ? std::max<int64_t>(1, u.count(1, u.rank())) : 1, lanes = batch_last ? padded_batch(u[0]) : 1;
            if (c.instruction.attributes.flag("in_place")) return added_in_place(c, row, sample, lanes);
            ir::ValueId order, starts;
            std::vector<KernelCall> calls = sorted(c, c.instruction.inputs[1], y[0], order, &starts);
            KernelCall call;
            call.source = "scatter/rows.comp";
            call.kernel = "scatter_rows";
            call.define("ROW", row);
            call.define("OUTPUTS", y.count());
            call.define("SAMPLE", sample);
            call.define("LANES", lanes);
            call.define("ELEMENT", c.out_type().dtype == DType::I32 ? "int" : "float");
            call.define("JOIN(a, b)", how == "add" ? "((a) + (b))" : how == "mul" ? "((a) * (b))" : how == "min" ? "min(a, b)" : how == "max" ? "max(a, b)" : "(b)");
            call.bindings = {{c.instruction.inputs[0]}, {order}, {starts}, {updates}};
            call.flops = double(u.count());
            spread_elements(call, y.count(), c);
            call.take(nullptr, c.epilogue);
            calls.push_back(std::move(call));
            return calls;
        })
        .accepts_epilogue().row_major({0, 1}).not_in_onnx();
    const auto of = [](const char* how, Shape x, Shape l, Shape updates, bool batched) {
        Case c{{f32(x), i32(std::move(l)), f32(std::move(updates))}, {{"reduction", std::string(how)}}, -1, 1, 0, x[0], {false, batched, batched}};
        return c;
    };
    return op.cases({of("add", {7, 3}, {5, 4}, {5, 4, 3}, true), of("add", {3}, {67}, {67}, false), of("none", {6, 2}, {1}, {1, 2}, false), of("add", {1, 2}, {3}, {3, 2}, true)});
}

SADDLE_OP(ScatterND) {
    OpDef op("ScatterND");
    op.summary("Slices written to whole coordinates: the last axis of the indices is a place in the first axes of the data.", "y_{t_i} = x_{t_i} joined with u_i")
        .input("data").input("indices", "[..., K]").input("updates").output("y").attribute(reduction())
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            TRY_STATUS(check_indices("ScatterND", c.in(1)));
            const Shape &x = c.in(0).shape, &i = c.in(1).shape;
            const bool fits = i.rank() >= 1 && i[-1] >= 1 && i[-1] <= x.rank() && addressable(x, 0, int(i[-1]), i);
            List dims;
            if (fits) {
                dims.assign(i.begin(), i.end() - 1);
                dims.insert(dims.end(), x.begin() + i[-1], x.end());
            }
            if (!fits || c.in(2).shape != Shape(dims) || c.in(2).dtype != c.in(0).dtype)
                return invalid("ScatterND cannot write updates " + to_string(c.in(2)) + " at places " + to_string(i) + " into " + to_string(c.in(0)));
            return std::vector<TensorType>{c.in(0)};
        })
        .gradient([](GradientContext& g) { scatter_gradient(g, "ScatterND", [&] { return dout(g).then("GatherND", {g.in(1)}); }); })
        .reference([](ReferenceContext& r) {
            const Shape &x = r.in(0).type.shape, &i = r.in(1).type.shape;
            const int64_t places = i[-1], inner = x.count(int(places), x.rank());
            r.out().data = r.in(0).data;
            for (int64_t row = 0; row < i.count() / places; ++row) {
                int64_t at = 0;
                for (int k = 0; k < places; ++k) at = at * x[k] + wrapped(r.in(1).data[size_t(row * places + k)], x[k]);
                for (int64_t e = 0; e < inner; ++e) {
                    double& y = r.out().data[size_t(at * inner + e)];
                    y = joined(r.attributes.text("reduction", "none"), y, r.in(2).data[size_t(row * inner + e)]);
                }
            }
        })
        .decompose([](Builder& b, const ir::Instruction& i) -> std::vector<ir::ValueId> {
            const Shape x = b.type(i.inputs[0]).shape;
            const int places = int(b.type(i.inputs[1]).shape[-1]);
            const ir::ValueId l = b.emit("LinearIndex", {i.inputs[1]}, {{"shape", List(x.begin(), x.begin() + places)}, {"tuples", true}});
            List rows{x.count(0, places)};
            rows.insert(rows.end(), x.begin() + places, x.end());
            const ir::ValueId data = b.emit("Reshape", {i.inputs[0]}, {{"shape", rows}, {"batched", false}});
            return {Term(b, b.emit("ScatterRows", {data, l, i.inputs[2]}, i.attributes)).reshaped(x)};
        });
    Case many{{f32({4, 3, 5}), i32({6, 2}), f32({6, 5})}, {{"reduction", std::string("add")}}, -1, 1, 0, 3}, one{{f32({4, 3}), i32({1, 1}), f32({1, 3})}, {}, -1, 1, 0, 4};
    Case batch{{f32({5, 4}), i32({5, 1}), f32({5, 4})}, {{"reduction", std::string("add")}}, -1, 1, 0, 5, {true, true, true}};
    many.integer_low = -3;
    return op.cases({many, one, batch});
}

SADDLE_OP(ScatterElements) {
    OpDef op("ScatterElements");
    op.summary("One update for each index, written along one axis.", "y_{t_{i,j}, j} = x_{t_{i,j}, j} joined with u_{i,j} for axis 0")
        .input("data").input("indices").input("updates").output("y").attribute({"axis", int64_t(0), "Axis", "axis to write along"}).attribute(reduction())
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            TRY_STATUS(check_indices("ScatterElements", c.in(1)));
            const Shape &x = c.in(0).shape, &i = c.in(1).shape;
            TRY(const int axis, axis_of("ScatterElements", x, c.attributes.integer("axis")));
            bool fits = x.rank() == i.rank() && c.in(2).shape == i && c.in(2).dtype == c.in(0).dtype && addressable(x, axis, axis + 1, i);
            for (int k = 0; fits && k < x.rank(); ++k) fits = k == axis || i[k] <= x[k];
            if (!fits) return invalid("ScatterElements along axis " + std::to_string(axis) + " cannot write updates " + to_string(c.in(2)) + " at indices " + to_string(i) + " into " + to_string(c.in(0)));
            return std::vector<TensorType>{c.in(0)};
        })
        .gradient([](GradientContext& g) {
            scatter_gradient(g, "ScatterElements", [&] { return dout(g).then("GatherElements", {g.in(1)}, {{"axis", g.instruction.attributes.integer("axis")}}); });
        })
        .reference([](ReferenceContext& r) {
            const Shape &x = r.in(0).type.shape, &i = r.in(1).type.shape;
            const int along = axis_of("ScatterElements", x, r.attributes.integer("axis")).value();
            r.out().data = r.in(0).data;
            for (int64_t k = 0; k < i.count(); ++k) {
                int64_t rest = k, at = 0, stride = 1;
                for (int axis = x.rank(); axis-- > 0; rest /= i[axis]) {
                    at += (axis == along ? wrapped(r.in(1).data[size_t(k)], x[along]) : rest % i[axis]) * stride;
                    stride *= x[axis];
                }
                double& y = r.out().data[size_t(at)];
                y = joined(r.attributes.text("reduction", "none"), y, r.in(2).data[size_t(k)]);
            }
        })
        .decompose([](Builder& b, const ir::Instruction& i) -> std::vector<ir::ValueId> {
            const Shape x = b.type(i.inputs[0]).shape;
            const int axis = axis_of("ScatterElements", x, i.attributes.integer("axis")).value();
            const ir::ValueId l = b.emit("LinearIndex", {i.inputs[1]}, {{"shape", x.dims()}, {"axis", int64_t(axis)}});
            const ir::ValueId data = b.emit("Reshape", {i.inputs[0]}, {{"shape", List{x.count()}}, {"batched", false}});
            return {Term(b, b.emit("ScatterRows", {data, l, i.inputs[2]}, {{"reduction", i.attributes.text("reduction", "none")}})).reshaped(x)};
        });
    Case middle{{f32({5, 3, 4}), i32({5, 6, 2}), f32({5, 6, 2})}, {{"axis", int64_t(1)}, {"reduction", std::string("add")}}, -1, 1, 0, 3, {true, true, true}};
    Case first{{f32({5, 3}), i32({4, 3}), f32({4, 3})}, {{"reduction", std::string("add")}}, -1, 1, 0, 5, {true, false, false}};
    Case once{{f32({5, 7}), i32({5, 1}), f32({5, 1})}, {{"axis", int64_t(-1)}}, -1, 1, 0, 7, {true, true, true}};  // no place twice
    middle.integer_low = -3;
    return op.cases({middle, first, once});
}

}  // namespace saddle::ops

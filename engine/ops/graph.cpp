// Ops over sparse patterns (engine/ops/sparse_pattern.h): values carried from nodes to edges and brought together again.
// Each of the two is the other's gradient. Sums run along the lists of the pattern in a fixed order, so no atomics are
// needed and runs are equal bit for bit; padding is in no list.
#include <algorithm>
#include <cmath>

#include "engine/ops/dispatch.h"
#include "engine/ops/indices.h"
#include "engine/ops/sparse_pattern.h"
#include "engine/ops/term.h"

namespace saddle::ops {
namespace {

using List = std::vector<int64_t>;

AttributeDef pattern_sizes() { return {"pattern", List{0, 0, 0, 0}, "Pattern", "rows, columns, entries and groups", "", 0, 2147483647.0}; }
AttributeDef by(std::vector<std::string> ends, const char* help) { return {"by", std::string("target"), "By", help, "", 0, 0, std::move(ends)}; }
const std::vector<std::string> kEnds{"target", "source", "group"};

/// How one attribute "by" reads a pattern of these attributes.
struct View {
    SparsePattern p;
    bool source, group;
    explicit View(const Attributes& a) : p(SparsePattern::of(a.integers("pattern"))), source(a.text("by", "target") == "source"), group(a.text("by", "target") == "group") {}
    int64_t segments() const { return group ? p.groups : source ? p.columns : p.rows; }       ///< nodes or graphs
    int64_t members() const { return group ? p.rows : p.entries; }                            ///< what belongs to one each
    int64_t others() const { return group ? p.rows : source ? p.rows : p.columns; }           ///< nodes at the other end
    int64_t ptr() const { return group ? p.group_ptr() : source ? p.column_ptr() : p.row_ptr(); }
    int64_t number() const { return group ? p.group() : source ? p.column() : p.row(); }      ///< segment of each member
    int64_t entry() const { return source ? p.column_entry() : -1; }                          ///< list of entries; -1: all, in order
    int64_t other() const { return group ? -1 : source ? p.column_row() : p.column(); }       ///< list of the other ends
};

Status check_pattern(const char* op, const InferContext& c, size_t input) {
    const List sizes = c.attributes.integers("pattern");
    const bool sound = sizes.size() == 4 && std::all_of(sizes.begin(), sizes.end(), [](int64_t size) { return size >= 0 && size < 1ll << 31; });
    if (!sound || c.in(input) != TensorType{DType::I32, {SparsePattern::of(sizes).length()}})
        return invalid(std::string(op) + ": " + to_string(c.in(input)) + " is no sparse pattern of the sizes " + to_string(AttributeValue(sizes)), "wire a graph into it");
    return {};
}

Shape with_rows(const Shape& x, int64_t rows) {
    List dims = x.dims();
    dims[0] = rows;
    return Shape(dims);
}

Attributes seen_by(const Attributes& a, const char* end) { return {{"pattern", a.integers("pattern")}, {"by", std::string(end)}}; }
Attributes with(Attributes a, const char* name, AttributeValue value) {
    a[name] = std::move(value);
    return a;
}

// Graphs of 3, 0 and 2 nodes, some without edges to or from them, and padding: a node and two edges.
const SparsePattern kGraph{6, 6, 9, 3};
// 4 rows of 7 columns: no graph.
const SparsePattern kTable{4, 7, 6, 0};

/// The case's pattern input, which is not drawn.
Case patterned(const SparsePattern& p, std::vector<TensorType> before, std::vector<TensorType> after, Attributes a) {
    const std::vector<std::pair<int32_t, int32_t>> edges = p.groups > 0 ? std::vector<std::pair<int32_t, int32_t>>{{0, 1}, {0, 2}, {0, 4}, {1, 0}, {2, 0}, {2, 1}, {4, 2}} : std::vector<std::pair<int32_t, int32_t>>{{0, 5}, {0, 6}, {2, 0}, {2, 5}, {3, 1}, {3, 5}};
    const List groups = p.groups > 0 ? List{3, 0, 2} : List{};
    Case c{std::move(before), std::move(a)};
    const std::vector<int32_t> packed = pack(p, edges, groups);
    c.given[c.inputs.size()] = {packed.begin(), packed.end()};
    c.inputs.push_back({DType::I32, {p.length()}});
    c.inputs.insert(c.inputs.end(), after.begin(), after.end());
    c.attributes["pattern"] = p.sizes();
    c.keep_away = 1e-3;
    c.batched.assign(c.inputs.size(), false);
    return c;
}

}  // namespace

SADDLE_OP(GraphGather) {
    OpDef op("GraphGather");
    op.summary("What each entry finds at one of its ends, or each node in its graph; zero for padding.", "y_e = x_{end(e)}")
        .input("x", "a row a node, or a graph").input("pattern").output("y", "a row an entry, or a node").attribute(pattern_sizes()).attribute(by(kEnds, "where the row is looked up"))
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            TRY_STATUS(check_pattern("GraphGather", c, 1));
            const View v(c.attributes);
            if (c.in(0).shape.rank() < 1 || c.in(0).shape[0] != v.segments()) return invalid("GraphGather: " + to_string(c.in(0)) + " has not " + std::to_string(v.segments()) + " rows");
            return std::vector<TensorType>{{c.in(0).dtype, with_rows(c.in(0).shape, v.members())}};
        })
        .gradient([](GradientContext& g) { g.set(0, dout(g).then("GraphAggregate", {g.in(1)}, with(g.instruction.attributes, "entries", true))); })
        .reference([](ReferenceContext& r) {
            const View v(r.attributes);
            const int64_t row = r.in(0).type.shape.count(1, r.in(0).type.shape.rank());
            for (int64_t k = 0; k < v.members(); ++k)
                if (const auto from = int64_t(r.in(1).data[size_t(v.number() + k)]); from >= 0)
                    for (int64_t e = 0; e < row; ++e) r.out().data[size_t(k * row + e)] = r.in(0).data[size_t(from * row + e)];
        })
        .indexed([](const IndexContext& c) {
            const View v(c.attributes);
            std::vector<std::string> at{"max(found, 0)"};
            for (int axis = 1; axis < c.output.shape.rank(); ++axis) at.push_back("o" + std::to_string(axis));
            return "int found = " + c.index(1, {std::to_string(v.number()) + " + o0"}) + ";\n    return found < 0 ? " + c.type + "(0) : " + c.read(0, at) + ";";
        })
        .not_in_onnx();
    const auto of = [](const SparsePattern& p, const char* end, Shape x, bool batched) {
        Case c = patterned(p, {f32(std::move(x))}, {}, {{"by", std::string(end)}});
        c.batched[0] = batched;
        return c;
    };
    return op.cases({of(kGraph, "target", {6, 3}, true), of(kGraph, "source", {6, 2, 3}, false), of(kGraph, "group", {3, 5}, true), of(kTable, "source", {7}, false), of(kTable, "target", {4, 2}, true)});
}

SADDLE_OP(GraphAggregate) {
    OpDef op("GraphAggregate");
    op.summary("The sum, mean or maximum of what is at the other end of each node's entries, or on the entries; zero where a node has none. With weights, a sparse matrix times a dense one.",
               "y_v = \\sum_{e: u \\to v} w_e x_u")
        .input("x", "a row a node, or an entry").input("pattern").optional("weights", "one an entry [E], or one for each of the first axes of a row [E, H]").output("y", "a row a node, or a graph")
        .attribute(pattern_sizes()).attribute(by(kEnds, "what an entry is brought to; group: nodes to their graph"))
        .attribute({"entries", false, "On entries", "x has a row an entry; else a row a node"}).attribute({"reduction", std::string("sum"), "Reduction", "how what meets is joined", "", 0, 0, {"sum", "mean", "max"}})
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            TRY_STATUS(check_pattern("GraphAggregate", c, 1));
            const View v(c.attributes);
            const Shape& x = c.in(0).shape;
            const int64_t rows = c.attributes.flag("entries") ? v.members() : v.others();
            if (c.in(0).dtype != DType::F32 || x.rank() < 1 || x[0] != rows) return invalid("GraphAggregate: " + to_string(c.in(0)) + " has not " + std::to_string(rows) + " rows of numbers");
            if (c.has(2)) {
                const Shape& w = c.in(2).shape;
                bool fits = !v.group && !c.attributes.flag("entries") && c.attributes.text("reduction", "sum") != "max" && w.rank() >= 1 && w.rank() <= x.rank() && w[0] == v.p.entries;
                for (int axis = 1; fits && axis < w.rank(); ++axis) fits = w[axis] == x[axis];
                if (!fits) return invalid("GraphAggregate: the weights " + to_string(c.in(2)) + " do not belong to " + std::to_string(v.p.entries) + " entries of rows " + to_string(x), "weights are for sums and means from node to node");
            }
            return std::vector<TensorType>{{DType::F32, with_rows(x, v.segments())}};
        })
        .expand([](Builder& b, const ir::Instruction& i) -> std::vector<ir::ValueId> {
            const std::string how = i.attributes.text("reduction", "sum");
            const View v(i.attributes);
            if (how == "mean") {
                const Shape y = b.type(i.outputs[0]).shape;
                List column(size_t(y.rank()), 1);
                column[0] = y[0];
                const Term sum(b, b.emit("GraphAggregate", i.inputs, with(i.attributes, "reduction", std::string("sum"))));
                const Term count = Term(b, b.emit("GraphDegree", {i.inputs[1]}, with(seen_by(i.attributes, i.attributes.text("by", "target").c_str()), "batched", b.program()[sum].batched)));
                return {sum / count.then("Max", {count.number(1)}).reshaped(Shape(column))};
            }
            if (how == "max" && !v.group && !i.attributes.flag("entries")) {
                const Term along = in(b, i).then("GraphGather", {i.inputs[1]}, seen_by(i.attributes, v.source ? "target" : "source"));
                return {along.then("GraphAggregate", {i.inputs[1]}, with(i.attributes, "entries", true))};
            }
            return {};
        })
        .gradient([](GradientContext& g) {
            const Attributes& a = g.instruction.attributes;
            const View v(a);
            const std::string end = a.text("by", "target");
            const char* opposite = v.source ? "target" : "source";
            if (a.text("reduction", "sum") == "max") {  // what equals the maximum shares its gradient, as PyTorch's amax
                const auto spread = [&](Term y) { return y.then("GraphGather", {g.in(1)}, seen_by(a, end.c_str())); };
                const Term hit = in(g).then("Equal", {spread(out(g))}).then("Cast");
                const Term ties = hit.then("GraphAggregate", {g.in(1)}, with(with(a, "reduction", std::string("sum")), "entries", true));
                return g.set(0, hit * spread(dout(g) / ties.then("Max", {ties.number(1)})));
            }
            if (g.wants(0) && (v.group || a.flag("entries"))) g.set(0, dout(g).then("GraphGather", {g.in(1)}, seen_by(a, end.c_str())));
            else if (g.wants(0)) {
                std::vector<ir::ValueId> others{g.in(1)};
                if (g.in(2).present()) others.push_back(g.in(2));
                g.set(0, dout(g).then("GraphAggregate", others, seen_by(a, opposite)));
            }
            if (!g.wants(2)) return;
            const Term product = dout(g).then("GraphGather", {g.in(1)}, seen_by(a, end.c_str())) * in(g).then("GraphGather", {g.in(1)}, seen_by(a, opposite));
            List rest;
            for (int axis = g.b.type(g.in(2)).shape.rank(); axis < g.b.type(g.in(0)).shape.rank(); ++axis) rest.push_back(axis);
            g.set(2, rest.empty() ? product : product.then("ReduceSum", {}, {{"axes", rest}, {"keepdims", int64_t(0)}}));
        })
        .reference([](ReferenceContext& r) {
            const View v(r.attributes);
            const bool entries = r.attributes.flag("entries"), most = r.attributes.text("reduction", "sum") == "max";
            const int64_t row = r.out().type.shape.count(1, r.out().type.shape.rank()), width = r.has(2) ? row / (r.in(2).type.shape.count() / v.p.entries) : 1;
            const auto number = [&](int64_t list, int64_t k) { return list < 0 ? k : int64_t(r.in(1).data[size_t(list + k)]); };
            for (int64_t s = 0; s < v.segments(); ++s) {
                const int64_t begin = number(v.ptr(), s), end = number(v.ptr(), s + 1);
                for (int64_t k = begin; k < end; ++k)
                    for (int64_t e = 0; e < row; ++e) {
                        double value = r.in(0).data[size_t(number(entries ? v.entry() : v.other(), k) * row + e)], &y = r.out().data[size_t(s * row + e)];
                        if (r.has(2)) value *= r.in(2).data[size_t(number(v.entry(), k) * (row / width) + e / width)];
                        y = most && k > begin ? std::max(y, value) : most ? value : y + value;
                    }
                const bool mean = r.attributes.text("reduction", "sum") == "mean" && end > begin;
                for (int64_t e = 0; mean && e < row; ++e) r.out().data[size_t(s * row + e)] /= double(end - begin);
            }
        })
        .kernels([](const KernelContext& c) -> std::vector<KernelCall> {
            const ir::ValueId x = c.instruction.inputs[0], w = c.instruction.inputs.size() > 2 ? c.instruction.inputs[2] : ir::ValueId{}, y = c.instruction.outputs[0];
            const View v(c.instruction.attributes);
            const int64_t row = std::max<int64_t>(1, c.out_type().shape.count(1, c.out_type().shape.rank()));
            const bool texel = reads_texels(c);
            KernelCall call;
            call.source = "sparse/aggregate.comp";
            call.kernel = "graph_aggregate";
            define_tensor(call, c, y, texel);
            // Rows lie one after another, or batch-last: then each element of a row is a run of padded rows.
            const auto lie = [&](ir::ValueId id, const char* along_rows, const char* along_row) {
                const TensorType& type = c.program[id].type;
                const bool batch_last = c.layout_of(id) == Layout::BatchLast;
                call.define(along_rows, batch_last ? 1 : type.shape.count(1, type.shape.rank()));
                call.define(along_row, batch_last ? padded_batch(type.shape[0]) : 1);
            };
            call.define("SEGMENTS", v.segments());
            call.define("ROW", row);
            call.define("PTR", v.ptr());
            call.define("ITEM", c.instruction.attributes.flag("entries") ? v.entry() : v.other());
            call.define("ENTRY", v.entry());
            lie(x, "X_ROW", "X_INNER");
            call.define("WEIGHTED", w.present());
            if (w.present()) {
                lie(w, "W_ROW", "W_INNER");
                call.define("W_WIDTH", row / std::max<int64_t>(1, c.in_type(2).shape.count(1, c.in_type(2).shape.rank())));
            }
            call.define("MAXIMUM", c.instruction.attributes.text("reduction", "sum") == "max");
            constexpr int64_t kTurns = 65000;  // lavapipe ends loops at 65,535
            const int64_t usual = v.members() / std::max<int64_t>(1, v.segments());
            call.define("UNROLL", std::max(std::clamp<int64_t>(usual, 1, 8), ceil_div(v.members(), kTurns)));
            call.bindings.push_back({c.instruction.inputs[1]});
            read(call, c, x, texel, true);
            if (w.present()) read(call, c, w, texel, true);
            call.define("OUTPUTS", elements_of(c, y));
            spread_elements(call, elements_of(c, y), c);
            call.flops = double(v.members()) * double(row) * (w.present() ? 2 : 1);
            call.bytes = 4 * (double(v.members()) * double(row) + double(v.segments()) * double(row) + 2 * double(v.members()));
            call.take(nullptr, c.epilogue);
            return {std::move(call)};
        })
        // The columns of a table are no samples, even where there are as many: its gradient is a parameter's.
        .batch_rule([](const Attributes& a, const std::vector<bool>&, int) { return View(a).p.groups > 0 || !View(a).source; })
        .accepts_epilogue().any_layout().not_in_onnx()
        .cost([](const InferContext& c, const std::vector<TensorType>& outputs) {
            const Shape& y = outputs[0].shape;
            const double members = double(View(c.attributes).members()), row = double(y.count(1, y.rank()));
            return Cost{members * row * (c.has(2) ? 2 : 1), 4 * (members * (row + 2) + double(y.count()))};
        });
    std::vector<Case> cases;
    const auto add = [&](const SparsePattern& p, Attributes a, Shape x, std::vector<TensorType> weights, bool batched) {
        cases.push_back(patterned(p, {f32(std::move(x))}, std::move(weights), std::move(a)));
        cases.back().batched[0] = batched;
    };
    const auto text = [](const char* word) { return std::string(word); };
    add(kGraph, {}, {6, 3}, {}, true);
    add(kGraph, {{"by", text("source")}}, {6, 5}, {f32({9})}, true);
    add(kGraph, {}, {6, 2, 3}, {f32({9, 2})}, false);
    add(kGraph, {}, {6, 2, 3}, {f32({9, 2})}, true);
    add(kTable, {}, {7, 5}, {f32({6})}, false);
    add(kTable, {{"by", text("source")}}, {4, 3}, {f32({6})}, true);
    add(kTable, {}, {7}, {f32({6})}, false);
    add(kGraph, {{"reduction", text("mean")}}, {6, 3}, {f32({9})}, true);
    add(kGraph, {{"reduction", text("max")}}, {6, 3}, {}, true);
    add(kGraph, {{"reduction", text("max")}, {"by", text("source")}, {"entries", true}}, {9, 4}, {}, false);
    add(kGraph, {{"entries", true}}, {9, 2}, {}, false);
    for (const char* how : {"sum", "mean", "max"}) add(kGraph, {{"by", text("group")}, {"reduction", text(how)}}, {6, 3}, {}, true);
    add(kGraph, {{"by", text("group")}, {"reduction", text("max")}}, {6}, {}, true);
    cases.back().given[0] = {0.5, 0.5, 0.25, -0.5, -0.5, 0};  // two maxima: the middle of both slopes
    add(kGraph, {{"reduction", text("max")}}, {6}, {}, true);
    cases.back().given[0] = {0.125, 0.5, 0.5, 0, 0.25, 0};
    return op.cases(cases);
}

SADDLE_OP(GraphDegree) {
    OpDef op("GraphDegree");
    op.summary("How many entries lead to each node or from it, or how many nodes each graph has.", "d_v = |{e: u \\to v}|").input("pattern").output("d").attribute(pattern_sizes()).attribute(by(kEnds, "what is counted by"))
        .attribute({"batched", false, "Batched", "true: the result's first axis is the batch"})
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            TRY_STATUS(check_pattern("GraphDegree", c, 0));
            return std::vector<TensorType>{{DType::F32, {View(c.attributes).segments()}}};
        })
        .not_differentiable("a count is constant")
        .reference([](ReferenceContext& r) {
            const View v(r.attributes);
            for (int64_t s = 0; s < v.segments(); ++s) r.out().data[size_t(s)] = r.in(0).data[size_t(v.ptr() + s + 1)] - r.in(0).data[size_t(v.ptr() + s)];
        })
        .indexed([](const IndexContext& c) {
            const View v(c.attributes);
            return "return " + c.type + "(" + c.index(0, {std::to_string(v.ptr() + 1) + " + o0"}) + " - " + c.index(0, {std::to_string(v.ptr()) + " + o0"}) + ");";
        })
        .not_in_onnx();
    std::vector<Case> cases;
    for (const std::string& end : kEnds) cases.push_back(patterned(kGraph, {}, {}, {{"by", end}, {"batched", end == "target"}}));
    return op.cases(cases);
}

SADDLE_OP(SegmentSoftmax) {
    OpDef op("SegmentSoftmax");
    op.summary("Positive shares that sum to 1 over the entries that lead to each node, and the node's own where it takes part; zero for padding.", "y_e = e^{x_e} / (\\sum_{e' \\to v} e^{x_{e'}} + e^{s_v})")
        .input("x", "a row an entry").input("pattern").optional("self", "a row a node: its own").output("y").output("y_self", "with self: the share of a node's own").attribute(pattern_sizes())
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            TRY_STATUS(check_pattern("SegmentSoftmax", c, 1));
            const View v(c.attributes);
            const Shape& x = c.in(0).shape;
            if (x.rank() < 1 || x[0] != v.p.entries) return invalid("SegmentSoftmax: " + to_string(c.in(0)) + " has not " + std::to_string(v.p.entries) + " rows");
            if (c.has(2) && c.in(2).shape != with_rows(x, v.p.rows)) return invalid("SegmentSoftmax: " + to_string(c.in(2)) + " is not one row for each of " + std::to_string(v.p.rows) + " nodes like " + to_string(x));
            std::vector<TensorType> types{c.in(0)};
            if (c.has(2)) types.push_back(c.in(2));
            return types;
        })
        .gradient([](GradientContext& g) {
            const Attributes& a = g.instruction.attributes;
            const bool self = g.in(2).present();
            // Either gradient may be missing where nobody uses that output.
            const auto weighted = [&](size_t k) { return g.dout(k).present() ? dout(g, k) * out(g, k) : out(g, k).filled(0); };
            const Term along = weighted(0);
            Term total = along.then("GraphAggregate", {g.in(1)}, with(a, "entries", true));
            if (self) total = total + weighted(1);
            if (g.wants(0)) g.set(0, along - out(g) * total.then("GraphGather", {g.in(1)}, a));
            if (self && g.wants(2)) g.set(2, weighted(1) - out(g, 1) * total);
        })
        .reference([](ReferenceContext& r) {
            const View v(r.attributes);
            const Shape& x = r.in(0).type.shape;
            const int64_t row = x.count(1, x.rank());
            for (int64_t s = 0; s < v.p.rows; ++s)
                for (int64_t e = 0; e < row; ++e) {
                    const auto begin = int64_t(r.in(1).data[size_t(s)]), end = int64_t(r.in(1).data[size_t(s + 1)]);
                    double most = r.has(2) ? r.in(2).data[size_t(s * row + e)] : -INFINITY, sum = 0;
                    for (int64_t k = begin; k < end; ++k) most = std::max(most, r.in(0).data[size_t(k * row + e)]);
                    for (int64_t k = begin; k < end; ++k) sum += r.out().data[size_t(k * row + e)] = std::exp(r.in(0).data[size_t(k * row + e)] - most);
                    if (r.has(2)) sum += r.out(1).data[size_t(s * row + e)] = std::exp(r.in(2).data[size_t(s * row + e)] - most);
                    for (int64_t k = begin; k < end; ++k) r.out().data[size_t(k * row + e)] /= sum;
                    if (r.has(2)) r.out(1).data[size_t(s * row + e)] /= sum;
                }
        })
        .decompose([](Builder& b, const ir::Instruction& i) -> std::vector<ir::ValueId> {
            const bool self = i.inputs.size() > 2 && i.inputs[2].present();
            const auto collect = [&](Term x, const char* how) { return x.then("GraphAggregate", {i.inputs[1]}, with(with(i.attributes, "entries", true), "reduction", std::string(how))); };
            const auto spread = [&](Term x) { return x.then("GraphGather", {i.inputs[1]}, i.attributes); };
            const Term x = in(b, i);
            Term most = collect(x, "max");
            if (self) most = most.then("Max", {i.inputs[2]});
            const Term high = (x - spread(most)).then("Exp");
            Term sum = collect(high, "sum");
            if (!self) {
                const Term total = spread(sum);  // zero for padding
                return {total.above(0).choose(high / total, total.number(0))};
            }
            const Term own = (in(b, i, 2) - most).then("Exp");
            sum = sum + own;
            const Term total = spread(sum);
            return {total.above(0).choose(high / total, total.number(0)), own / sum};
        })
        .not_in_onnx();
    Case plain = patterned(kGraph, {f32({9, 2})}, {}, {}), one = patterned(kGraph, {f32({9})}, {}, {}), own = patterned(kGraph, {f32({9, 3})}, {f32({6, 3})}, {});
    own.outputs = 2;
    own.batched[2] = true;
    return op.cases({plain, one, own});
}

}  // namespace saddle::ops

// Ops over sparse patterns in ONNX's operators: lists of numbers sliced out of the pattern, Gather, and ScatterND that adds.
#include "engine/exchange/model_export.h"
#include "engine/ops/sparse_pattern.h"
#include "engine/ops/term.h"

namespace saddle::exchange {
namespace {

using ops::Builder, ops::SparsePattern, ops::Term;
using List = std::vector<int64_t>;

/// Which lists of the pattern an instruction reads, by its attribute "by".
struct Lists {
    SparsePattern p;
    std::string by;
    explicit Lists(const Attributes& a) : p(SparsePattern::of(a.integers("pattern"))), by(a.text("by", "target")) {}
    int64_t members() const { return by == "group" ? p.rows : p.entries; }
    int64_t segment() const { return by == "group" ? p.group() : by == "source" ? p.column() : p.row(); }   ///< of each member
    int64_t other() const { return by == "source" ? p.row() : p.column(); }                                 ///< end of each entry
    int64_t ptr() const { return by == "group" ? p.group_ptr() : by == "source" ? p.column_ptr() : p.row_ptr(); }
};

Term part(Term pattern, int64_t from, int64_t count) { return pattern.then("Slice", {}, {{"starts", List{from}}, {"ends", List{from + count}}, {"axes", List{0}}}); }

/// Rows, zero where the number of a row is that of padding, -1.
Term without_padding(Builder& b, Term rows, Term numbers) {
    List column(size_t(b.type(rows).shape.rank()), 1);
    column[0] = b.type(rows).shape[0];
    return numbers.reshaped(Shape(column)).above(-1).choose(rows, rows.number(0));
}
Term no_less_than_0(Term numbers) { return numbers.then("Max", {numbers.number(0)}); }

Term gathered(Builder& b, Term x, Term numbers) { return without_padding(b, x.then("Gather", {no_less_than_0(numbers)}, {{"axis", int64_t(0)}}), numbers); }

/// The sum of what is brought to each node, or graph.
Term aggregated(Builder& b, const ir::Instruction& i) {
    const Lists lists(i.attributes);
    const Term pattern = in(b, i, 1);
    Term rows = in(b, i);
    if (lists.by != "group" && !i.attributes.flag("entries")) rows = gathered(b, rows, part(pattern, lists.other(), lists.members()));
    if (i.inputs.size() > 2 && i.inputs[2].present()) {
        List shape = b.type(i.inputs[2]).shape.dims();
        shape.resize(size_t(b.type(rows).shape.rank()), 1);
        rows = rows * in(b, i, 2).reshaped(Shape(shape));
    }
    const Term segments = part(pattern, lists.segment(), lists.members());
    const Term zeros = rows.number(0).then("Expand", {}, {{"shape", b.type(i.outputs[0]).shape.dims()}});
    return zeros.then("ScatterND", {no_less_than_0(segments).reshaped({lists.members(), 1}), without_padding(b, rows, segments)}, {{"reduction", std::string("add")}});
}

}  // namespace

std::vector<ir::ValueId> onnx_form(Builder& b, const ir::Instruction& i) {
    if (onnx_has(i.op)) return {};
    if (i.op == "GraphGather") {
        const Lists lists(i.attributes);
        return {gathered(b, in(b, i), part(in(b, i, 1), lists.segment(), lists.members()))};
    }
    if (i.op == "GraphDegree") {
        const int64_t segments = b.type(i.outputs[0]).shape[0], ptr = Lists(i.attributes).ptr();
        return {(part(in(b, i), ptr + 1, segments) - part(in(b, i), ptr, segments)).then("Cast")};
    }
    if (i.op == "GraphAggregate" && i.attributes.text("reduction", "sum") == "sum") return {aggregated(b, i)};
    const size_t before = b.entry().body.size();
    const std::vector<ir::ValueId> values = ops::in_other_ops(b, i);
    // Opset 17 has no maximum by segment. Before the exponential of a softmax the mean serves as well: only their common
    // factor changes, until scores stand 88 above it.
    for (size_t k = before; i.op == "SegmentSoftmax" && k < b.entry().body.size(); ++k)
        if (ir::Instruction& each = b.entry().body[k]; each.op == "GraphAggregate" && each.attributes.text("reduction", "sum") == "max") each.attributes["reduction"] = std::string("mean");
    return values;
}

}  // namespace saddle::exchange

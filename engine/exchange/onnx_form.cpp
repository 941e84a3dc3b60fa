// Ops over sparse patterns in ONNX's operators: lists of numbers sliced out of the pattern, Gather, ScatterND that adds, and a
// scan for maxima.
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
Term summed(Builder& b, const ir::Instruction& i) {
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

/// The maximum of what is brought to each node, or graph, from rows of members: opset 17 has no maximum by segment. Members of a
/// segment lie side by side, so that in turn k each takes in the one 2^k behind it, if that is of the same segment (segmented
/// scan, Hillis and Steele 1986). What is behind the last is the first: a segment that has both has all.
Term greatest(Builder& b, const ir::Instruction& i) {
    const Lists lists(i.attributes);
    const Term pattern = in(b, i, 1);
    Term rows = in(b, i), segments = part(pattern, lists.segment(), lists.members());
    if (lists.by == "source") {
        const Term order = part(pattern, lists.p.column_entry(), lists.members());
        rows = gathered(b, rows, order);
        segments = segments.then("Gather", {no_less_than_0(order)}, {{"axis", int64_t(0)}});
    }
    List column(size_t(b.type(rows).shape.rank()), 1);
    column[0] = lists.members();
    const auto behind = [&](Term x, int64_t k) {
        return x.then("Slice", {}, {{"starts", List{k}}, {"ends", List{lists.members()}}, {"axes", List{0}}})
            .then("Concat", {x.then("Slice", {}, {{"starts", List{0}}, {"ends", List{k}}, {"axes", List{0}}})}, {{"axis", int64_t(0)}});
    };
    for (int64_t k = 1; k < lists.members(); k *= 2)
        rows = segments.then("Equal", {behind(segments, k)}).reshaped(Shape(column)).choose(rows.then("Max", {behind(rows, k)}), rows);
    const int64_t count = b.type(i.outputs[0]).shape[0];
    column[0] = count;
    const Term begin = part(pattern, lists.ptr(), count), end = part(pattern, lists.ptr() + 1, count);
    const Term first = rows.then("Gather", {begin.then("Min", {begin.number(double(lists.members() - 1))})}, {{"axis", int64_t(0)}});
    return end.then("Greater", {begin}).reshaped(Shape(column)).choose(first, first.number(0));
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
    if (i.op == "GraphAggregate") {
        const std::string how = i.attributes.text("reduction", "sum");
        if (how == "sum") return {summed(b, i)};
        if (how == "max" && (i.attributes.flag("entries") || i.attributes.text("by", "target") == "group")) return {greatest(b, i)};
    }
    return ops::in_other_ops(b, i);
}

}  // namespace saddle::exchange

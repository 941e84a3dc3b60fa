// Sums of products by Einstein's notation, as transpositions, products of matrices and sums.
#include <algorithm>
#include <map>
#include <set>

#include "engine/ops/term.h"

namespace saddle::ops {
namespace {

/// Axes by label: letters, and numbers from 1000 up for what "..." stands for (counted from its right end).
using Labels = std::vector<int>;
struct Equation {
    std::vector<Labels> operands;
    Labels result;
    std::map<int, int64_t> size;
};
constexpr int kEllipsis = 1000;

bool has(const Labels& labels, int label) { return std::find(labels.begin(), labels.end(), label) != labels.end(); }

/// Labels of one term; `rank` tells how many axes "..." stands for (-1: as many as `widest`).
Result<Labels> parse_term(const std::string& term, int rank, int& widest) {
    const size_t dots = term.find("...");
    const int letters = int(term.size()) - (dots == std::string::npos ? 0 : 3), open = rank < 0 ? widest : rank - letters;
    if (dots == std::string::npos ? rank >= 0 && letters != rank : open < 0) return invalid("Einsum's term '" + term + "' does not fit a tensor of " + std::to_string(rank) + " axes");
    Labels labels;
    for (size_t k = 0; k < term.size(); ++k) {
        if (k == dots) {
            for (int axis = open; axis > 0; --axis) labels.push_back(kEllipsis + axis);
            widest = std::max(widest, open);
            k += 2;
        } else if (std::isalpha(static_cast<unsigned char>(term[k]))) {
            labels.push_back(term[k]);
        } else {
            return invalid("Einsum's term '" + term + "' has a '" + std::string(1, term[k]) + "'", "use letters and ...");
        }
    }
    return labels;
}

Result<Equation> parse(std::string text, const std::vector<const TensorType*>& inputs) {
    text.erase(std::remove(text.begin(), text.end(), ' '), text.end());
    const size_t arrow = text.find("->");
    std::string left = text.substr(0, arrow) + ",";
    Equation e;
    int widest = 0;
    std::map<int, int> uses;
    for (size_t at = 0; at < left.size(); at = left.find(',', at) + 1) {
        const std::string term = left.substr(at, left.find(',', at) - at);
        const size_t k = e.operands.size();
        if (k >= inputs.size()) return invalid("Einsum's equation '" + text + "' has more terms than the " + std::to_string(inputs.size()) + " tensors");
        const Shape& shape = inputs[k]->shape;
        TRY(Labels labels, parse_term(term, shape.rank(), widest));
        for (size_t axis = 0; axis < labels.size(); ++axis) {
            int64_t& size = e.size.emplace(labels[axis], 1).first->second;
            const int64_t here = shape[int(axis)];
            if (size != 1 && here != 1 && size != here) return invalid("Einsum's equation '" + text + "' gives one label the sizes " + std::to_string(size) + " and " + std::to_string(here));
            if (size == 1) size = here;
            ++uses[labels[axis]];
            if (std::count(labels.begin(), labels.end(), labels[axis]) > 2) return invalid("Einsum's term '" + term + "' names one axis more than twice");
        }
        e.operands.push_back(std::move(labels));
    }
    if (e.operands.size() != inputs.size()) return invalid("Einsum's equation '" + text + "' has " + std::to_string(e.operands.size()) + " terms for " + std::to_string(inputs.size()) + " tensors");
    if (arrow != std::string::npos) {
        TRY(e.result, parse_term(text.substr(arrow + 2), -1, widest));
    } else {  // what appears once, in alphabetical order, behind the broadcast axes
        for (int axis = widest; axis > 0; --axis) e.result.push_back(kEllipsis + axis);
        for (const auto& [label, count] : uses)
            if (label < kEllipsis && count == 1) e.result.push_back(label);
    }
    for (const int label : e.result)
        if (!e.size.count(label) || std::count(e.result.begin(), e.result.end(), label) > 1) return invalid("Einsum's equation '" + text + "': the result names an axis that no term has, or one twice");
    return e;
}

/// A tensor with labelled axes, and what the decomposition does to it.
struct Labelled {
    Term x;
    Labels labels;
    Labelled ordered(const Labels& order) const {
        std::vector<int64_t> perm;
        for (const int label : order) perm.push_back(std::find(labels.begin(), labels.end(), label) - labels.begin());
        return {x.then("Transpose", {}, {{"perm", perm}}), order};
    }
    template <class Drop>
    Labelled summed(Drop drop) const {
        std::vector<int64_t> axes;
        Labels left;
        for (size_t axis = 0; axis < labels.size(); ++axis)
            if (drop(labels[axis])) axes.push_back(int64_t(axis));
            else left.push_back(labels[axis]);
        return {axes.empty() ? x : x.then("ReduceSum", {}, {{"axes", axes}, {"keepdims", int64_t(0)}}), left};
    }
    /// A label that appears twice in one tensor is its diagonal: the rest of the two axes is cleared, and one summed.
    Labelled diagonal() const {
        for (size_t axis = 0; axis < labels.size(); ++axis) {
            if (std::count(labels.begin(), labels.end(), labels[axis]) < 2) continue;
            Labels marked = labels, order;
            marked[axis] = -1;
            for (const int label : marked)
                if (label != -1 && label != labels[axis]) order.push_back(label);
            order.insert(order.end(), {-1, labels[axis]});
            const Labelled last = Labelled{x, marked}.ordered(order);
            const Term cleared = last.x.then("Trilu", {}, {{"upper", int64_t(1)}}).then("Trilu", {}, {{"upper", int64_t(0)}});
            return Labelled{cleared, order}.summed([](int label) { return label == -1; }).diagonal();
        }
        return *this;
    }
};

Shape joined(const Builder&, const Equation& e, const Labels& labels) {
    std::vector<int64_t> dims;
    for (const int label : labels) dims.push_back(e.size.at(label));
    return Shape(dims);
}

/// The product of two tensors, summed over what is in both and not kept.
Labelled product(Builder& b, const Equation& e, Labelled a, Labelled c, const std::set<int>& kept) {
    a = a.summed([&](int label) { return !kept.count(label) && !has(c.labels, label); });
    c = c.summed([&](int label) { return !kept.count(label) && !has(a.labels, label); });
    Labels batch, rows, columns, inner;
    for (const int label : a.labels) (has(c.labels, label) ? (kept.count(label) ? batch : inner) : rows).push_back(label);
    for (const int label : c.labels)
        if (!has(a.labels, label)) columns.push_back(label);
    const auto matrices = [&](const Labelled& x, const Labels& first, const Labels& second) {
        Labels order = batch;
        order.insert(order.end(), first.begin(), first.end());
        order.insert(order.end(), second.begin(), second.end());
        const Labelled turned = x.ordered(order);
        const Shape shape = b.error ? Shape{} : b.type(turned.x).shape;
        if (b.error) return turned.x;
        std::vector<int64_t> dims(shape.begin(), shape.begin() + long(batch.size()));
        dims.push_back(shape.count(int(batch.size()), int(batch.size() + first.size())));
        dims.push_back(shape.count(int(batch.size() + first.size()), shape.rank()));
        return turned.x.reshaped(Shape(dims));
    };
    Labels labels = batch;
    labels.insert(labels.end(), rows.begin(), rows.end());
    labels.insert(labels.end(), columns.begin(), columns.end());
    const Term y = matrices(a, rows, inner).then("MatMul", {matrices(c, inner, columns)});
    return {y.reshaped(joined(b, e, labels)), labels};
}

ir::ValueId contract(Builder& b, const Equation& e, const std::vector<ir::ValueId>& inputs) {
    Labelled left = Labelled{Term(b, inputs[0]), e.operands[0]}.diagonal();
    for (size_t k = 1; k < inputs.size(); ++k) {
        std::set<int> kept(e.result.begin(), e.result.end());
        for (size_t later = k + 1; later < inputs.size(); ++later) kept.insert(e.operands[later].begin(), e.operands[later].end());
        left = product(b, e, left, Labelled{Term(b, inputs[k]), e.operands[k]}.diagonal(), kept);
    }
    return left.summed([&](int label) { return !has(e.result, label); }).ordered(e.result).x;
}

/// The equation that sends the given terms to a result, in letters.
std::string write(const std::vector<Labels>& terms, const Labels& result) {
    std::map<int, char> letters;
    const auto text = [&](const Labels& labels) {
        std::string s;
        for (const int label : labels) {
            const size_t next = letters.size();
            s += letters.emplace(label, char(next < 26 ? 'a' + next : 'A' + next - 26)).first->second;
        }
        return s;
    };
    std::string s;
    for (size_t k = 0; k < terms.size(); ++k) s += (k ? "," : "") + text(terms[k]);
    return s + "->" + text(result);
}

Result<Equation> equation_of(const Builder& b, const ir::Instruction& i) {
    std::vector<const TensorType*> types;
    for (const ir::ValueId id : i.inputs) types.push_back(&b.type(id));
    return parse(i.attributes.text("equation"), types);
}

}  // namespace

SADDLE_OP(Einsum) {
    const auto of = [](const char* equation, std::vector<Shape> shapes, bool batched = true) {
        Case c{{}, {{"equation", std::string(equation)}}};
        for (Shape& s : shapes) {
            c.batched.push_back(batched && s[0] == 5);
            c.inputs.push_back({DType::F32, std::move(s)});
        }
        return c;
    };
    return OpDef("Einsum").summary("Sums of products of elements, by letters for axes: letters that the result lacks are summed over.", "ij,jk->ik is the product of matrices")
        .variadic("Inputs").output("Output").attribute({"equation", std::string(""), "Equation", "terms for the inputs, then -> and the result's"})
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            for (const TensorType* type : c.inputs)
                if (type->dtype != DType::F32) return invalid("Einsum needs real numbers, got " + to_string(*type));
            TRY(const Equation e, parse(c.attributes.text("equation"), c.inputs));
            std::vector<int64_t> dims;
            for (const int label : e.result) dims.push_back(e.size.at(label));
            return std::vector<TensorType>{{DType::F32, Shape(dims)}};
        })
        .gradient([](GradientContext& g) {
            const Equation e = equation_of(g.b, g.instruction).value();
            for (size_t k = 0; k < g.instruction.inputs.size(); ++k) {
                if (!g.wants(k)) continue;
                std::vector<ir::ValueId> inputs{g.dout()};
                std::vector<Labels> terms{e.result};
                for (size_t other = 0; other < g.instruction.inputs.size(); ++other)
                    if (other != k) {
                        inputs.push_back(g.in(other));
                        terms.push_back(e.operands[other]);
                    }
                // Labels that only this operand has were summed: all its elements get the same.
                Labels reached, own = e.operands[k];
                std::vector<int64_t> wide, full;
                for (const int label : own) {
                    const bool known = std::any_of(terms.begin(), terms.end(), [&](const Labels& t) { return has(t, label); });
                    const bool first = !has(reached, label);
                    if (known && first) reached.push_back(label);
                    wide.push_back(known && first ? e.size.at(label) : 1);
                    full.push_back(e.size.at(label));
                }
                Term dx = Term(g.b, g.b.emit("Einsum", inputs, {{"equation", write(terms, reached)}})).reshaped(Shape(wide));
                dx = dx.then("Expand", {}, {{"shape", full}});
                for (size_t first = 0; first < own.size(); ++first)
                    for (size_t second = first + 1; second < own.size(); ++second) {
                        if (own[first] != own[second]) continue;
                        std::vector<int64_t> order, back(own.size());  // the two axes last, cleared off the diagonal
                        for (size_t axis = 0; axis < own.size(); ++axis)
                            if (axis != first && axis != second) order.push_back(int64_t(axis));
                        order.insert(order.end(), {int64_t(first), int64_t(second)});
                        for (size_t axis = 0; axis < order.size(); ++axis) back[size_t(order[axis])] = int64_t(axis);
                        dx = dx.then("Transpose", {}, {{"perm", order}}).then("Trilu", {}, {{"upper", int64_t(1)}}).then("Trilu", {}, {{"upper", int64_t(0)}}).then("Transpose", {}, {{"perm", back}});
                    }
                g.set(k, g.unbroadcast(dx, k));
            }
        })
        .decompose([](Builder& b, const ir::Instruction& i) -> std::vector<ir::ValueId> {
            const Equation e = equation_of(b, i).value();
            const ir::ValueId y = contract(b, e, i.inputs);
            if (b.error || b.type(y).shape == b.type(i.outputs[0]).shape) return {y};
            return {Term(b, y).then("Expand", {}, {{"shape", b.type(i.outputs[0]).shape.dims()}})};
        })
        .reference([](ReferenceContext& r) {
            std::vector<const TensorType*> types;
            for (const ReferenceTensor* x : r.inputs) types.push_back(&x->type);
            const Equation e = parse(r.attributes.text("equation"), types).value();
            Labels all = e.result;
            for (const auto& [label, size] : e.size)
                if (!has(all, label)) all.push_back(label);
            int64_t count = 1;
            for (const int label : all) count *= e.size.at(label);
            for (int64_t n = 0; n < count; ++n) {
                std::map<int, int64_t> at;
                int64_t rest = n;
                for (size_t k = all.size(); k-- > 0; rest /= e.size.at(all[k])) at[all[k]] = rest % e.size.at(all[k]);
                const auto offset = [&](const Labels& labels, const Shape& shape) {
                    int64_t o = 0;
                    for (size_t axis = 0; axis < labels.size(); ++axis) o = o * shape[int(axis)] + (shape[int(axis)] == 1 ? 0 : at[labels[axis]]);
                    return size_t(o);
                };
                double term = 1;
                for (size_t k = 0; k < r.inputs.size(); ++k) term *= r.in(k).data[offset(e.operands[k], r.in(k).type.shape)];
                r.out().data[offset(e.result, r.out().type.shape)] += term;
            }
        })
        .cost([](const InferContext& c, const std::vector<TensorType>& outputs) {
            double macs = 1, bytes = 4 * double(outputs[0].shape.count());
            const Equation e = parse(c.attributes.text("equation"), c.inputs).value();
            for (const auto& [label, size] : e.size) macs *= double(size);
            for (const TensorType* type : c.inputs) bytes += 4 * double(type->shape.count());
            return Cost{2 * macs, bytes, macs};
        })
        .cases({of("bij,bjk->bik", {{5, 3, 4}, {5, 4, 2}}), of("ij->ji", {{5, 3}}), of("i,i->", {{7}, {7}}), of("bhqd,bhkd->bhqk", {{5, 2, 3, 4}, {5, 2, 6, 4}}), of("...ii->...i", {{5, 3, 3}}),
                of("ij,jk,kl->il", {{2, 3}, {3, 4}, {4, 2}}), of("ij,kj", {{5, 3}, {4, 3}}), of("...ij,...jk->...ik", {{5, 1, 2, 3}, {4, 3, 2}}), of("ij->i", {{5, 3}}), of("bi,i,bj->bj", {{5, 3}, {3}, {5, 2}})});
}

}  // namespace saddle::ops

#include <algorithm>
#include <numeric>

#include "engine/ops/axes.h"
#include "engine/ops/lines.h"

namespace saddle::ops {
namespace {
int top_k_axis(const Shape& x, const Attributes& a) { return axis_of("TopK", x, a.integer("axis", -1)).value(); }
}  // namespace

SADDLE_OP(TopK) {
    OpDef op("TopK");
    op.summary("The k largest (or smallest) elements of each line along an axis, in order, and where they lie.", "y_j = the j-th largest of x")
        .input("x").output("Values").output("Indices")
        .attribute({"k", int64_t(1), "k", "how many", "", 1}).attribute({"axis", int64_t(-1), "Axis", "axis to search along"})
        .attribute({"largest", int64_t(1), "Largest", "0: the smallest"}).attribute({"sorted", int64_t(1), "Sorted", "results are always in order here"})
        .infer([](const InferContext& c) -> Result<std::vector<TensorType>> {
            TRY(const int axis, axis_of("TopK", c.in(0).shape, c.attributes.integer("axis", -1)));
            const int64_t k = c.attributes.integer("k", 1);
            if (k < 1 || k > c.in(0).shape[axis] || c.in(0).dtype != DType::F32)
                return invalid("TopK cannot take " + std::to_string(k) + " real numbers along axis " + std::to_string(axis) + " of " + to_string(c.in(0)));
            Shape shape = c.in(0).shape;
            shape[axis] = k;
            return std::vector<TensorType>{{DType::F32, shape}, {DType::I32, shape}};
        })
        .batch_rule([](const Attributes& a, const std::vector<bool>&, int rank) { return a.integer("axis", -1) != 0 && a.integer("axis", -1) != -rank; })
        .gradient([](GradientContext& g) {
            const Attributes a{{"axis", g.instruction.attributes.integer("axis", -1)}, {"reduction", std::string("add")}};
            g.set(0, in(g).filled(0).then("ScatterElements", {g.out(1), g.dout()}, a));
        })
        .reference([](ReferenceContext& r) {
            const Shape& x = r.in(0).type.shape;
            const int axis = top_k_axis(x, r.attributes);
            const int64_t k = r.out().type.shape[axis], inner = x.count(axis + 1, x.rank());
            const double sign = r.attributes.integer("largest", 1) ? 1 : -1;
            int64_t line = 0;
            for_each_line(x, axis, [&](auto at) {
                std::vector<int64_t> order(static_cast<size_t>(x[axis]));
                std::iota(order.begin(), order.end(), 0);
                std::stable_sort(order.begin(), order.end(), [&](int64_t a, int64_t b) { return sign * r.in(0).data[at(a)] > sign * r.in(0).data[at(b)]; });
                for (int64_t j = 0; j < k; ++j) {
                    const size_t to = size_t((line / inner * k + j) * inner + line % inner);
                    r.out(0).data[to] = r.in(0).data[at(order[size_t(j)])];
                    if (r.outputs.size() > 1) r.out(1).data[to] = double(order[size_t(j)]);
                }
                ++line;
            });
        })
        .decompose([](Builder& b, const ir::Instruction& i) -> std::vector<ir::ValueId> {
            const auto x = without_batch(b, i, top_k_axis(b.type(i.inputs[0]).shape, i.attributes));
            if (!x) return {};
            auto made = b.emit_all("TopK", {*x}, i.attributes, 2);
            if (!made.ok()) b.error = made.error();
            return made.ok() ? *made : std::vector<ir::ValueId>{};
        })
        .kernels([](const KernelContext& c) -> std::vector<KernelCall> {
            // First the rank of every element, then for each place the element of that rank: both run over the line once.
            const int axis = top_k_axis(c.in_type(0).shape, c.instruction.attributes);
            const ir::ValueId ranks = c.scratch(physical_count(c.in_type(0), c.layout_of(c.instruction.inputs[0])));
            const int64_t elements = elements_of(c, c.instruction.inputs[0]), places = c.out_type().shape[axis];
            KernelCall rank = along_axis(c, "reduce/rank.comp", "top_k", axis, elements);
            rank.define("SIGN", c.instruction.attributes.integer("largest", 1) ? "1.0" : "-1.0");
            rank.flops = double(c.in_type(0).shape.count()) * double(c.in_type(0).shape[axis]);
            rank.bindings.push_back({ranks, BindingKind::Storage, true});
            KernelCall take = along_axis(c, "reduce/take_rank.comp", "top_k", axis, elements / c.in_type(0).shape[axis] * places);
            take.define("PLACES", places);
            take.bindings.push_back({ranks});
            take.bindings.push_back({c.instruction.outputs.size() > 1 ? c.instruction.outputs[1] : c.scratch(physical_count(c.out_type(), c.layout_of(c.instruction.outputs[0]))), BindingKind::Storage, true});
            take.take(nullptr, c.epilogue);
            return {std::move(rank), std::move(take)};
        })
        .accepts_epilogue();
    std::vector<Case> cases;
    for (const int64_t axis : {1, -1, 0}) {
        cases.push_back({{{DType::F32, {5, 6, 7}}}, {{"axis", axis}, {"k", axis + 3}, {"largest", int64_t(axis >= 0)}}});
        cases.back().batched = {true};
        cases.back().outputs = 2;
    }
    cases.push_back({{{DType::F32, {3, 13}}}, {{"k", int64_t(13)}}});
    cases.back().outputs = 2;
    return op.cases(cases);
}

}  // namespace saddle::ops

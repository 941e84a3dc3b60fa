// Where the largest or smallest element of each line lies.
#include "engine/ops/axes.h"
#include "engine/ops/lines.h"

namespace saddle::ops {
namespace {

int arg_axis(const Shape& x, const Attributes& a) { return axis_of("ArgMax", x, a.integer("axis")).value(); }

Shape result_shape(const Shape& x, const Attributes& a) {
    std::vector<int64_t> dims = x.dims();
    const int axis = arg_axis(x, a);
    if (a.integer("keepdims", 1)) dims[size_t(axis)] = 1;
    else dims.erase(dims.begin() + axis);
    return Shape(dims);
}

OpDef arg_extreme(const char* name, const char* doc, const char* formula, bool largest) {
    OpDef op(name);
    op.summary(doc, formula).input("x").output("y")
        .attribute({"axis", int64_t(0), "Axis", "axis to search along"}).attribute({"keepdims", int64_t(1), "Keep axis", "1: the axis stays with size 1"})
        .attribute({"select_last_index", int64_t(0), "Last of equals", "1: of equal elements the last counts"})
        .infer([op = std::string(name)](const InferContext& c) -> Result<std::vector<TensorType>> {
            TRY(const int axis, axis_of(op.c_str(), c.in(0).shape, c.attributes.integer("axis")));
            if (c.in(0).shape[axis] == 0 || c.in(0).dtype != DType::F32) return invalid(op + " needs real numbers along axis " + std::to_string(axis) + ", got " + to_string(c.in(0)));
            return std::vector<TensorType>{{DType::I32, result_shape(c.in(0).shape, c.attributes)}};
        })
        .batch_rule([](const Attributes& a, const std::vector<bool>&, int rank) { return a.integer("axis") != 0 && a.integer("axis") != -rank; })
        .not_differentiable("an index is constant almost everywhere")
        .reference([=](ReferenceContext& r) {
            const Shape& x = r.in(0).type.shape;
            const int axis = arg_axis(x, r.attributes);
            const bool last = r.attributes.integer("select_last_index") != 0;
            size_t o = 0;
            for_each_line(x, axis, [&](auto at) {
                int64_t best = 0;
                for (int64_t k = 1; k < x[axis]; ++k) {
                    const double here = r.in(0).data[at(k)], held = r.in(0).data[at(best)];
                    if ((largest ? here > held : here < held) || (last && here == held)) best = k;
                }
                r.out().data[o++] = double(best);
            });
        })
        .decompose([op = std::string(name)](Builder& b, const ir::Instruction& i) -> std::vector<ir::ValueId> {
            const auto x = without_batch(b, i, arg_axis(b.type(i.inputs[0]).shape, i.attributes));
            return x ? std::vector<ir::ValueId>{x->then(op.c_str(), {}, i.attributes)} : std::vector<ir::ValueId>{};
        })
        .kernels([=, kernel = std::string(largest ? "arg_max" : "arg_min")](const KernelContext& c) -> std::vector<KernelCall> {
            KernelCall call = along_axis(c, "reduce/arg_extreme.comp", kernel.c_str(), arg_axis(c.in_type(0).shape, c.instruction.attributes));
            call.define("SIGN", largest ? "1.0" : "-1.0");
            call.define("LAST", c.instruction.attributes.integer("select_last_index"));
            call.flops = double(c.in_type(0).shape.count());
            call.take(nullptr, c.epilogue);
            return {std::move(call)};
        })
        .accepts_epilogue();
    std::vector<Case> cases;
    for (const int64_t axis : {1, -1, 0}) {
        cases.push_back({{{DType::F32, {5, 3, 7}}}, {{"axis", axis}, {"keepdims", axis & 1}, {"select_last_index", axis & 1}}});
        cases.back().grid = 0.5;
        cases.back().batched = {true};
    }
    cases.push_back({{{DType::F32, {3, 13}}}, {{"axis", int64_t(1)}}});
    return op.cases(cases);
}

}  // namespace

SADDLE_OP(ArgMax) { return arg_extreme("ArgMax", "The index of the largest element along an axis.", "y = argmax_i x_i", true); }
SADDLE_OP(ArgMin) { return arg_extreme("ArgMin", "The index of the smallest element along an axis.", "y = argmin_i x_i", false); }

}  // namespace saddle::ops

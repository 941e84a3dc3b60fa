#include "engine/ops/op_def.h"

#include <algorithm>

namespace saddle::ops {

const char* name(Layout layout) { return layout == Layout::RowMajor ? "row-major" : "batch-last"; }

int64_t physical_count(const TensorType& type, Layout layout) {
    int64_t count = type.shape.count();
    if (layout == Layout::BatchLast && type.shape.rank() > 0 && type.shape[0] > 0) count = count / type.shape[0] * padded_batch(type.shape[0]);
    return (count + 3) / 4 * 4;
}

void KernelCall::take(const Prologue* before, const Epilogue* after) {
    if (before) {
        prologue = before->code;
        bindings.insert(bindings.end(), before->bindings.begin(), before->bindings.end());
        flops += before->flops;
    }
    if (after) {
        epilogue = after->code;
        bindings.insert(bindings.end(), after->bindings.begin(), after->bindings.end());
        flops += after->flops;
    }
}

OpDef& OpDef::elementwise(std::string code, std::function<double(std::span<const double> x, const Attributes&)> f, double flops_per_element) {
    glsl = std::move(code);
    flops_each = flops_per_element;
    infer_rule = [op = name](const InferContext& c) -> Result<std::vector<TensorType>> {
        TensorType type{c.in(0).dtype, {}};
        for (const TensorType* input : c.inputs) {
            Shape joined;
            if (input->dtype != type.dtype)
                return invalid(op + " cannot join " + to_string(c.in(0)) + " and " + to_string(*input), "cast one to the other's element type");
            if (!broadcast(type.shape, input->shape, joined))
                return invalid(op + " cannot join the shapes " + to_string(type.shape) + " and " + to_string(input->shape),
                               "sizes must be equal, or 1, from the last axis on");
            type.shape = joined;
        }
        return std::vector<TensorType>{type};
    };
    reference_rule = [f = std::move(f)](ReferenceContext& r) {
        const Shape& out = r.out().type.shape;
        std::vector<std::vector<int64_t>> strides;  // of each input, by output axis; 0 where it is broadcast
        for (const ReferenceTensor* input : r.inputs) {
            std::vector<int64_t> s(size_t(out.rank()), 0);
            int64_t stride = 1;
            for (int k = 1; k <= input->type.shape.rank(); ++k) {
                s[size_t(out.rank() - k)] = input->type.shape[-k] == 1 ? 0 : stride;
                stride *= input->type.shape[-k];
            }
            strides.push_back(std::move(s));
        }
        std::vector<double> x(r.inputs.size());
        for (int64_t i = 0; i < out.count(); ++i) {
            for (size_t k = 0; k < r.inputs.size(); ++k) {
                int64_t rest = i, offset = 0;
                for (int axis = out.rank(); axis-- > 0; rest /= out[axis]) offset += rest % out[axis] * strides[k][size_t(axis)];
                x[k] = r.in(k).data[size_t(offset)];
            }
            r.out().data[size_t(i)] = f(x, r.attributes);
        }
    };
    return *this;
}

Cost cost_of(const OpDef& op, const InferContext& context, const std::vector<TensorType>& outputs) {
    if (op.cost_rule) return op.cost_rule(context, outputs);
    Cost cost;
    for (const TensorType* input : context.inputs) cost.bytes += input ? 4 * double(input->shape.count()) : 0;
    for (const TensorType& output : outputs) {
        cost.bytes += 4 * double(output.shape.count());
        cost.flops += op.flops_each * double(output.shape.count());
    }
    return cost;
}

}  // namespace saddle::ops

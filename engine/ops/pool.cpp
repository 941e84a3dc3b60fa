#include "engine/ops/pool.h"

namespace saddle::ops {

Window pool_window(const Shape& x, const Attributes& a) { return window_of(x, a.integers("kernel_shape"), a).value(); }

Result<std::vector<TensorType>> infer_pool(const InferContext& c) {
    const Shape& x = c.in(0).shape;
    TRY(const Window window, window_of(x, c.attributes.integers("kernel_shape"), c.attributes));
    std::vector<int64_t> dims{x[0], x[1]};
    for (const int64_t size : window.spatial(x.rank())) dims.push_back(size);
    return std::vector<TensorType>{{DType::F32, Shape(dims)}};
}

KernelCall pool_call(const KernelContext& c, const std::string& file, const Shape& x, int64_t invocations, ir::ValueId skipped) {
    const bool texel = reads_texels(c);
    KernelCall call;
    call.source = "pool/" + file + ".comp";
    call.kernel = file;
    define_tensor(call, c, c.instruction.inputs[0], texel);
    define_window(call, pool_window(x, c.instruction.attributes));
    call.define("CHANNELS", x[1]);
    call.define("COUNT_PAD", c.instruction.attributes.integer("count_include_pad"));
    call.define("OUTPUTS", invocations);
    for (const ir::ValueId in : c.instruction.inputs)
        if (in != skipped) read(call, c, in, texel);
    spread_elements(call, invocations, c);
    return call;
}

std::vector<KernelCall> pool_kernels(const KernelContext& c, const std::string& file, bool gradient) {
    KernelCall call = pool_call(c, file, gradient ? c.out_type().shape : c.in_type(0).shape, elements_of(c, c.instruction.outputs[0]));
    call.take(nullptr, c.epilogue);
    return {std::move(call)};
}

void add_pool_attributes(OpDef& op) {
    for (AttributeDef& a : window_attributes()) op.attribute(std::move(a));
    op.attribute({"ceil_mode", int64_t(0), "Round up", "1: a last window that is only partly there counts", "", 0, 1});
}

std::vector<Case> pool_cases(double keep_away) {
    using List = std::vector<int64_t>;
    const struct { Shape x; Attributes attributes; } given[] = {
        {{5, 3, 7, 8}, {{"kernel_shape", List{2, 2}}, {"strides", List{2, 2}}}},
        {{5, 3, 7, 8}, {{"kernel_shape", List{3, 2}}, {"strides", List{2, 1}}, {"pads", List{1, 1, 1, 0}}}},
        {{5, 3, 7, 8}, {{"kernel_shape", List{3, 3}}, {"strides", List{3, 3}}}},
        {{2, 3, 7, 8}, {{"kernel_shape", List{2, 3}}, {"strides", List{2, 3}}, {"ceil_mode", int64_t(1)}}},
        {{3, 2, 6, 7}, {{"kernel_shape", List{2, 3}}, {"strides", List{3, 2}}, {"pads", List{1, 1, 0, 1}}, {"ceil_mode", int64_t(1)}}},
        {{3, 2, 7, 6}, {{"kernel_shape", List{2, 2}}, {"dilations", List{2, 3}}, {"auto_pad", std::string("SAME_UPPER")}}},
        {{1, 3, 11}, {{"kernel_shape", List{4}}, {"strides", List{3}}, {"pads", List{1, 2}}}},
        {{2, 2, 5, 4, 3}, {{"kernel_shape", List{3, 2, 2}}, {"strides", List{2, 1, 2}}, {"pads", List{1, 0, 1, 1, 1, 0}}}}};
    std::vector<Case> cases;
    for (const auto& [x, attributes] : given) {
        Case one{{{DType::F32, x}}, attributes};
        one.keep_away = keep_away;
        one.batched = {true};
        cases.push_back(one);
    }
    return cases;
}

}  // namespace saddle::ops

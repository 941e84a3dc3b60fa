#pragma once
// Whatever is true of one op is said in one file: engine/ops/<op>.cpp defines it with
//     SADDLE_OP(Conv) { return OpDef("Conv").summary(...).input(...)...; }
// and the build finds it. Adding an op is one .cpp, at most one shader, one conformance case.
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "engine/ops/kernel.h"

namespace saddle::ops {

/// Types of an instruction's inputs as shape rules see them; an absent optional input is nullptr.
struct InferContext {
    std::vector<const TensorType*> inputs;
    const Attributes& attributes;
    size_t output_count = 1;   ///< outputs the instruction asks for
    const TensorType& in(size_t i) const { return *inputs[i]; }
    bool has(size_t i) const { return i < inputs.size() && inputs[i]; }
};

/// Emits instructions into an entry: used by layers, gradients and decompositions. Output types come from the op's own
/// shape rule; a shape error there is an Error{Invalid} of the call.
class Builder {
public:
    Builder(ir::Program& program, ir::EntryPoint& entry) : program_(program), entry_(entry) {}
    NodeId node;                              ///< provenance given to what is emitted
    ir::Phase phase = ir::Phase::Forward;

    Result<std::vector<ir::ValueId>> emit_all(const std::string& op, std::vector<ir::ValueId> inputs,
                                              Attributes attributes = {}, size_t outputs = 1);
    /// The first output. A shape error is kept in `error` (the first one wins) and an absent value returned, so that
    /// gradients read as formulas; whoever drives the builder checks `error` once at the end.
    ir::ValueId emit(const std::string& op, std::vector<ir::ValueId> inputs, Attributes attributes = {});
    ir::ValueId constant(double value, DType dtype = DType::F32);   ///< scalar literal, shared
    ir::ValueId step(const std::string& name, DType dtype = DType::F32);  ///< scalar of the step buffer: "lr", "step"
    const TensorType& type(ir::ValueId id) const { return program_[id].type; }
    ir::Program& program() { return program_; }
    ir::EntryPoint& entry() { return entry_; }
    std::optional<Error> error;

private:
    ir::Program& program_;
    ir::EntryPoint& entry_;
};

/// What a gradient rule sees: the forward instruction, the gradient of each output (absent: not needed), and where to
/// put the gradient of each input. Rules emit instructions through `b`, in the gradient's own terms.
struct GradientContext {
    Builder& b;
    const ir::Instruction& instruction;
    std::vector<ir::ValueId> output_gradients;
    std::vector<bool> wanted;                      ///< per input
    std::vector<ir::ValueId> input_gradients;      ///< to fill where wanted
    ir::ValueId in(size_t i) const { return i < instruction.inputs.size() ? instruction.inputs[i] : ir::ValueId{}; }
    ir::ValueId out(size_t i) const { return instruction.outputs[i]; }
    ir::ValueId dout(size_t i = 0) const { return output_gradients[i]; }
    bool wants(size_t i) const { return i < wanted.size() && wanted[i]; }
    void set(size_t i, ir::ValueId value) { input_gradients[i] = value; }
    /// Sums `value` over the axes that broadcasting added, so that it has the shape of input `i`.
    ir::ValueId unbroadcast(ir::ValueId value, size_t i);
    ir::ValueId unbroadcast_to(ir::ValueId value, const Shape& shape);
};

/// Tensors of the reference: doubles in logical row-major order, whatever the dtype.
struct ReferenceTensor {
    TensorType type;
    std::vector<double> data;
};
struct ReferenceContext {
    std::vector<const ReferenceTensor*> inputs;    ///< absent optional: nullptr
    std::vector<ReferenceTensor>& outputs;         ///< typed by inference; data sized and zeroed
    const Attributes& attributes;
    uint64_t seed = 0;                             ///< of the run, and
    uint64_t step = 0;                             ///< the optimizer step, for ops that draw random numbers
    const ReferenceTensor& in(size_t i) const { return *inputs[i]; }
    bool has(size_t i) const { return i < inputs.size() && inputs[i]; }
    ReferenceTensor& out(size_t i = 0) { return outputs[i]; }
};

/// What the kernel rule of an op sees: types, layouts and the device. All inputs and outputs of one instruction that
/// have a batch axis share `layout`.
struct KernelContext {
    const ir::Program& program;
    const ir::Instruction& instruction;
    const DeviceProfile& device;
    Layout layout = Layout::RowMajor;              ///< of the batched values
    DeviceClass variant = DeviceClass::Plain;      ///< the tuner's or the table's choice
    bool winograd = true;                          ///< convolutions may trade multiplications for rounding where that is faster
    const Epilogue* epilogue = nullptr;            ///< set for ops that accept one
    const Prologue* prologue = nullptr;            ///< set for ops that accept one
    std::function<ir::ValueId(int64_t elements)> scratch;  ///< asks the planner for a temporary of so many floats
    const TensorType& in_type(size_t i) const { return program[instruction.inputs[i]].type; }
    const TensorType& out_type(size_t i = 0) const { return program[instruction.outputs[i]].type; }
    Layout layout_of(ir::ValueId id) const { return program[id].batched ? layout : Layout::RowMajor; }
};

/// What the rule of an indexed op sees. The rule returns the body of a GLSL function of the result's coordinates, ints
/// o0, o1, ..., that returns the element there, of type `type`: "return " + read(0, {"o1", "o0"}) + ";" transposes.
struct IndexContext {
    const Attributes& attributes;
    std::vector<const TensorType*> inputs;
    TensorType output;
    std::string type;                              ///< GLSL type of an element: float or int, or vec4 or ivec4 of four samples
    /// Element of an input at coordinates that lie inside it: GLSL ints, one an axis.
    std::function<std::string(size_t input, const std::vector<std::string>& coordinates)> read;
    /// The same of an I32 input whose element serves as a coordinate: a GLSL int.
    std::function<std::string(size_t input, const std::vector<std::string>& coordinates)> index;
    const TensorType& in(size_t i) const { return *inputs[i]; }
};

struct Cost {
    double flops = 0;  ///< of the mathematics: 1 multiply-add = 2
    double bytes = 0;  ///< inputs read once, outputs written once
    double macs = 0;   ///< multiply-adds of Conv and Gemm, as papers count them
};

/// A conformance case: input types, attributes, and how to draw inputs (each op states its own, odd sizes included).
struct Case {
    std::vector<TensorType> inputs;
    Attributes attributes;
    double low = -1, high = 1;     ///< uniform range of the inputs
    double keep_away = 0;          ///< re-draw |x| (and, for ties, |x_i - x_j|) below this: kinks
    int64_t integer_high = 0;      ///< I32 inputs are drawn from [integer_low, integer_high)
    std::vector<bool> batched;     ///< per input; default: none
    int64_t integer_low = 0;
    size_t outputs = 1;            ///< results asked for, all of which are checked
    std::vector<std::pair<double, double>> ranges;  ///< per input, in place of [low, high]
    double grid = 0;               ///< F32 inputs are multiples of it: ties are many
    std::map<size_t, std::vector<double>> given;    ///< inputs that are not drawn, by number
};

struct PortDef {
    std::string name;
    std::string help;
    bool optional = false;
    bool variadic = false;
};

/// An attribute that users (layers, optimizers) or instructions (ops) may set.
struct AttributeDef {
    std::string name;
    AttributeValue fallback;
    std::string label, help, unit;
    double low = -1e308, high = 1e308;           ///< inclusive range for numbers and list items
    std::vector<std::string> choices;            ///< for text
    bool key = false;                            ///< shown on the node itself
};

class OpDef {
public:
    explicit OpDef(std::string op_name) : name(std::move(op_name)) {}

    // --- to be set, in this order, by engine/ops/<op>.cpp
    OpDef& summary(std::string text, std::string math) { doc = std::move(text); formula = std::move(math); return *this; }
    OpDef& input(std::string n, std::string help = {}) { inputs.push_back({std::move(n), std::move(help)}); return *this; }
    OpDef& optional(std::string n, std::string help = {}) { inputs.push_back({std::move(n), std::move(help), true}); return *this; }
    OpDef& variadic(std::string n, std::string help = {}) { inputs.push_back({std::move(n), std::move(help), false, true}); return *this; }
    OpDef& output(std::string n, std::string help = {}) { outputs.push_back({std::move(n), std::move(help)}); return *this; }
    OpDef& attribute(AttributeDef a) { attributes.push_back(std::move(a)); return *this; }
    OpDef& infer(std::function<Result<std::vector<TensorType>>(const InferContext&)> rule) { infer_rule = std::move(rule); return *this; }
    OpDef& gradient(std::function<void(GradientContext&)> rule) { gradient_rule = std::move(rule); return *this; }
    OpDef& not_differentiable(std::string why) { no_gradient = std::move(why); return *this; }
    OpDef& reference(std::function<void(ReferenceContext&)> rule) { reference_rule = std::move(rule); return *this; }
    /// An elementwise op: output = f(inputs) with broadcasting. `glsl` uses $0, $1, ... for inputs (float or vec4; int or
    /// ivec4 of an I32), $T for the output's type, attributes as ${name}, and functions of shaders/include/math.glsl.
    /// Implies a reference and a shape rule: one element type for all inputs, which is the output's.
    OpDef& elementwise(std::string glsl, std::function<double(std::span<const double> x, const Attributes&)> f, double flops_each = 1);
    /// An op whose elements are found in its inputs by index (Transpose, Slice, Gather). It is fused like an elementwise
    /// op, except that it reads its inputs from memory. Works in any layout and on any device.
    OpDef& indexed(std::function<std::string(const IndexContext&)> rule) { index_rule = std::move(rule); return *this; }
    OpDef& kernels(std::function<std::vector<KernelCall>(const KernelContext&)> rule) { kernel_rule = std::move(rule); return *this; }
    /// Rewrites the instruction as others before differentiation, which bring the gradient. Forms that it leaves (no result)
    /// need a gradient rule.
    OpDef& expand(std::function<std::vector<ir::ValueId>(Builder&, const ir::Instruction&)> rule) { expand_rule = std::move(rule); return *this; }
    /// Rewrites the instruction as others (after differentiation, before fusion).
    OpDef& decompose(std::function<std::vector<ir::ValueId>(Builder&, const ir::Instruction&)> rule) { decompose_rule = std::move(rule); return *this; }
    /// For ops that draw random numbers: the same as other instructions, from `draw` (of the result's type) in its place.
    OpDef& draws(std::function<ir::ValueId(Builder&, const ir::Instruction&, ir::ValueId draw)> rule) { draws_rule = std::move(rule); return *this; }
    OpDef& cost(std::function<Cost(const InferContext&, const std::vector<TensorType>& outputs)> rule) { cost_rule = std::move(rule); return *this; }
    OpDef& not_in_onnx() { onnx = false; return *this; }
    OpDef& cases(std::vector<Case> list) { conformance = std::move(list); return *this; }
    /// Output 0 is input 0's memory under another shape, no kernel runs, unless the layout changes: then the op is indexed.
    OpDef& renames_memory() { alias = true; return *this; }
    /// Whether the outputs keep the batch as their first axis; `rank` is input 0's. Asked where an input is batched and the
    /// leading sizes agree; default: yes. It is a matter of layout only, never of the result.
    OpDef& batch_rule(std::function<bool(const Attributes&, const std::vector<bool>& batched_inputs, int rank)> rule) { keeps_batch = std::move(rule); return *this; }
    /// Its kernels find elements by strides, whatever the layout of each operand. Otherwise the batched inputs of a kernel
    /// get one layout, by a copy where one lies differently, and those named here are always row-major.
    OpDef& any_layout() { mixes_layouts = true; return *this; }
    OpDef& row_major(std::vector<size_t> which) { row_major_inputs = std::move(which); return *this; }
    /// Output 0 accepts an Epilogue (its kernels call STORE).
    OpDef& accepts_epilogue() { epilogue = true; return *this; }
    /// Input 0 accepts a Prologue (its kernels call LOAD).
    OpDef& accepts_prologue() { prologue = true; return *this; }

    std::string name, doc, formula;
    std::vector<PortDef> inputs, outputs;
    std::vector<AttributeDef> attributes;
    std::function<Result<std::vector<TensorType>>(const InferContext&)> infer_rule;
    std::function<void(GradientContext&)> gradient_rule;
    std::string no_gradient;
    std::function<void(ReferenceContext&)> reference_rule;
    std::string glsl;                                  ///< not empty: elementwise
    std::function<std::string(const IndexContext&)> index_rule;
    double flops_each = 0;
    /// Computed element by element in generated kernels, with others of its kind or behind a kernel of shaders/.
    bool fusible() const { return !glsl.empty() || index_rule; }
    std::function<std::vector<KernelCall>(const KernelContext&)> kernel_rule;
    std::function<std::vector<ir::ValueId>(Builder&, const ir::Instruction&)> expand_rule, decompose_rule;
    std::function<ir::ValueId(Builder&, const ir::Instruction&, ir::ValueId)> draws_rule;
    bool differentiable() const { return gradient_rule || (expand_rule && no_gradient.empty()); }
    std::function<Cost(const InferContext&, const std::vector<TensorType>&)> cost_rule;
    bool onnx = true;                                  ///< same name and meaning as ONNX's operator
    std::function<bool(const Attributes&, const std::vector<bool>&, int rank)> keeps_batch;
    bool alias = false;
    bool mixes_layouts = false;
    std::vector<size_t> row_major_inputs;
    bool epilogue = false, prologue = false;
    std::vector<Case> conformance;
};

/// The op called `name`, or nullptr. The catalogue is built once, on first use; thread-safe.
const OpDef* find_op(const std::string& name);
const std::vector<OpDef>& all_ops();
/// Cost by the op's rule, or by default: elementwise flops_each per output, bytes = inputs + outputs.
Cost cost_of(const OpDef& op, const InferContext& context, const std::vector<TensorType>& outputs);

#define SADDLE_OP(Name) ::saddle::ops::OpDef define_op_##Name()

}  // namespace saddle::ops

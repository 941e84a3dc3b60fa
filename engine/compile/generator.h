#pragma once
// Writes the GLSL of a chain of elementwise and indexed instructions. One index runs over the physical elements of the
// chain's values; an operand of another shape or layout is read where broadcasting, or the op's own rule, finds it.
#include "engine/compile/passes.h"

namespace saddle::compile {

class Generator {
public:
    /// `vector`: an element is a vec4 of four samples (batch-last) or of four neighbours (flat row-major).
    Generator(const Elementwise& e, bool vector, std::string prefix);

    /// GLSL type of an element of `id`: float or int, or their vectors of four. Bool is float.
    std::string type(ir::ValueId id) const;
    /// Says that the value is in the GLSL variable.
    void seed(ir::ValueId id, const std::string& variable) { variable_[root(id)] = variable; }
    void run(const std::vector<int>& chain);
    /// The value as an operand of a result of shape `out`.
    std::string read(ir::ValueId id, const Shape& out);
    void store(ir::ValueId id);
    /// Declarations at bindings `binding` + i, then `head`, the statements, and `tail`.
    ops::Epilogue finish(const std::string& head, const std::string& binding, const std::string& tail);

private:
    ir::ValueId root(ir::ValueId id) const { return roots_[size_t(id.index)]; }
    const ir::Value& value(ir::ValueId id) const { return e_.program[id]; }
    bool same_domain(ir::ValueId id) const;
    bool batch_last(ir::ValueId id) const { return layout_of(e_.program, id, e_.device) == ops::Layout::BatchLast && value(id).type.shape.rank() > 0; }
    /// Distance in memory of neighbours along each axis, in floats; 0 along axes of size 1.
    std::vector<int64_t> strides(ir::ValueId id) const;
    std::string load(ir::ValueId id, const Shape& out);
    std::string element(ir::ValueId id, const std::string& index);
    std::string scalar(ir::ValueId id, const std::string& index);
    /// Whether it is read through a texel view, `width` numbers a texel.
    bool texels(ir::ValueId id, int64_t width) const;
    /// Storage bindings that the value takes. Of more than one, what `declare` returns is a function and not a buffer.
    int64_t windows(ir::ValueId id) const;
    std::string declare(ir::ValueId id, ops::BindingKind kind, bool written, bool wide);
    std::string declare_windows(ir::ValueId id, bool written, const std::string& name, const std::string& type, int64_t element_bytes);

    std::string expression(const std::string& glsl, const ir::Instruction& instruction);
    std::string attribute(const ops::OpDef& op, const ir::Instruction& instruction, const std::string& name) const;
    std::string sample_index(const Shape& out) const;
    std::string inner_index(const Shape& out) const;
    std::string step_scalar(const std::string& name);
    std::string indexed(const ops::OpDef& op, const ir::Instruction& instruction);
    /// The rule's body when an element is one sample, or (lines) four; absent: it must look at samples one by one.
    std::optional<std::string> index_body(const ops::OpDef& op, const ir::Instruction& instruction, bool lines);

    const Elementwise& e_;
    const bool vector_;
    const std::string prefix_;
    int64_t n4_ = 1;                                   ///< vec4s a batch takes
    double flops_ = 0;
    std::vector<ir::ValueId> roots_;
    std::map<ir::ValueId, std::string> variable_;
    std::map<std::string, std::string> declared_;
    std::vector<std::string> declarations_;
    std::vector<ops::Binding> bindings_;
    std::string functions_, body_;
};

}  // namespace saddle::compile

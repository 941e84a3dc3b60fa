#pragma once
// Gradients and decompositions as formulas: `dy * (1 - y * y)` emits Sub and two Muls.
#include "engine/ops/op_def.h"

namespace saddle::ops {

class Term {
public:
    Term(Builder& builder, ir::ValueId value) : b_(&builder), id_(value) {}
    operator ir::ValueId() const { return id_; }
    /// op(this, others...)
    Term then(const char* op, std::vector<ir::ValueId> others = {}, Attributes attributes = {}) const {
        others.insert(others.begin(), id_);
        return {*b_, b_->emit(op, std::move(others), std::move(attributes))};
    }
    /// A scalar of this term's element type.
    Term number(double value) const { return {*b_, b_->constant(value, b_->error ? DType::F32 : b_->type(id_).dtype)}; }
    /// 1 where this is greater than `value`, else 0: a Bool.
    Term above(double value) const { return then("Greater", {number(value)}); }
    /// This term is a condition: a where it holds, else b.
    Term choose(ir::ValueId a, ir::ValueId b) const { return then("Where", {a, b}); }
    Term reshaped(const Shape& shape) const { return then("Reshape", {}, {{"shape", shape.dims()}}); }
    /// The same number everywhere in a tensor like this one.
    Term filled(double value) const { return number(value).spread_like(id_); }
    /// Broadcast to the shape of another value, and batched as that is.
    Term spread_like(ir::ValueId other) const;

    friend Term operator+(Term a, Term b) { return a.then("Add", {b}); }
    friend Term operator-(Term a, Term b) { return a.then("Sub", {b}); }
    friend Term operator*(Term a, Term b) { return a.then("Mul", {b}); }
    friend Term operator/(Term a, Term b) { return a.then("Div", {b}); }
    friend Term operator-(Term a) { return a.then("Neg"); }
    friend Term operator+(Term a, double b) { return a + a.number(b); }
    friend Term operator-(Term a, double b) { return a - a.number(b); }
    friend Term operator*(Term a, double b) { return a * a.number(b); }
    friend Term operator/(Term a, double b) { return a / a.number(b); }
    friend Term operator+(double a, Term b) { return b.number(a) + b; }
    friend Term operator-(double a, Term b) { return b.number(a) - b; }
    friend Term operator*(double a, Term b) { return b.number(a) * b; }
    friend Term operator/(double a, Term b) { return b.number(a) / b; }

private:
    Builder* b_;
    ir::ValueId id_;
};

/// What the op's expand rule says of the instruction, else its decompose rule; empty: it stays as it is.
std::vector<ir::ValueId> in_other_ops(Builder& b, const ir::Instruction& instruction);

inline Term in(GradientContext& g, size_t i = 0) { return {g.b, g.in(i)}; }
inline Term out(GradientContext& g, size_t i = 0) { return {g.b, g.out(i)}; }
inline Term dout(GradientContext& g, size_t i = 0) { return {g.b, g.dout(i)}; }
inline Term in(Builder& b, const ir::Instruction& instruction, size_t i = 0) { return {b, instruction.inputs[i]}; }

}  // namespace saddle::ops

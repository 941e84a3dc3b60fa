#pragma once
// What loss layers share: their ports and attributes, and how they reduce to one number.
#include "engine/ops/layers/port.h"

namespace saddle::ops {

/// A loss layer; `reduced` ones have the attribute "reduction".
inline LayerDef loss_layer(const char* name, const char* summary, const char* formula) { return LayerDef(name).about("loss", summary, formula).as(LayerRole::Loss).stem("loss").output({"loss", PortKind::Scalar}); }
inline AttributeDef loss_reduction() { return {"reduction", std::string("mean"), "Reduction", "over all elements", "", 0, 0, {"mean", "sum"}}; }

/// The layer's result: the mean or the sum of all elements.
inline void finish(LayerContext& c, Term each) {
    c.out("loss", each.then(c.text("reduction") == "sum" ? "ReduceSum" : "ReduceMean", {}, {{"keepdims", int64_t(0)}}));
}
/// Whether both ports carry real numbers of one shape; false after a diagnostic at `b`.
inline bool same_shape(LayerContext& c, const char* a, const char* b) {
    const TensorType &x = c.type(c.in(a)), &y = c.type(c.in(b));
    if (x == y && x.dtype == DType::F32) return true;
    c.fail(b, "", "expected " + to_string(TensorType{DType::F32, x.shape}) + " as on " + a + ", got " + to_string(y), "make both end in the same shape");
    return false;
}
/// The axis of classes of scores beside labels: the last one for [N, T, C] with labels [N, T], else axis 1. Nothing after a
/// diagnostic, which names what does not fit.
std::optional<int> class_axis(LayerContext& c, const char* scores, const char* labels);

}  // namespace saddle::ops

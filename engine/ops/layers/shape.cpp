// Layers that move elements about: joining, cutting, turning, and giving tensors another shape. The batch stays the first
// axis of all of them; axes are numbered with it, negative ones from the end.
#include <algorithm>

#include "engine/ops/axes.h"
#include "engine/ops/layers/sample_axis.h"
#include "engine/ops/term.h"

namespace saddle::ops {
namespace {

using List = std::vector<int64_t>;

AttributeDef axis_attribute(int64_t fallback, const char* help) { return {"axis", fallback, "Axis", help, "", -8, 8, {}, true}; }

LayerDef shape_layer(const char* name, const char* stem, const char* summary, const char* formula) {
    return LayerDef(name).about("shape", summary, formula).stem(stem).input({"x"}).output({"y"});
}

}  // namespace

std::optional<int> sample_axis(LayerContext& c, const char* port, const Shape& x) {
    const auto axis = axis_of(c.def.name.c_str(), x, c.integer("axis"));
    if (!axis.ok()) c.fail(port, "axis", axis.error().message, "choose 1 to " + std::to_string(x.rank() - 1));
    else if (*axis == 0) c.fail(port, "axis", "axis 0 is the batch: samples do not mix", "choose 1 to " + std::to_string(x.rank() - 1));
    else return *axis;
    return std::nullopt;
}

SADDLE_LAYER(Concat) {
    return LayerDef("Concat").about("shape", "Joins two to four branches along an axis, channels by default.", "y = [a, b, ...]").stem("concat")
        .input({"a"}).input({"b"}).input({"c", PortKind::Unknown, "", false}).input({"d", PortKind::Unknown, "", false}).output({"y"})
        .attribute(axis_attribute(1, "axis to join along"))
        .expand([](LayerContext& c) {
            const Shape a = c.type(c.in("a")).shape;
            const auto axis = sample_axis(c, "a", a);
            if (!axis) return;
            std::vector<ir::ValueId> parts;
            for (const char* port : {"a", "b", "c", "d"}) {
                if (!c.in(port).present()) continue;
                Shape other = c.type(c.in(port)).shape, wanted = a;
                if (other.rank() == a.rank()) wanted[*axis] = other[*axis];
                if (other != wanted) return c.fail(port, "", "expected " + to_string(a) + " as on a, but for axis " + std::to_string(*axis) + ", got " + to_string(other), "make all branches end in the same height and width");
                parts.push_back(c.in(port));
            }
            c.out("y", c.op("Concat", parts, {{"axis", int64_t(*axis)}}));
        });
}

SADDLE_LAYER(Split) {
    return LayerDef("Split").about("shape", "Cuts a tensor into two to four parts along an axis.", "x = [a, b, ...]").stem("split")
        .input({"x"}).output({"a"}).output({"b"}).output({"c", PortKind::Unknown, "", false}).output({"d", PortKind::Unknown, "", false})
        .attribute(axis_attribute(1, "axis to cut")).attribute({"sizes", List{0}, "Sizes", "of the parts, two to four; 0: two halves", "", 0, 1 << 24, {}, true})
        .expand([](LayerContext& c) {
            const Shape x = c.type(c.in("x")).shape;
            const auto axis = sample_axis(c, "x", x);
            if (!axis) return;
            List sizes = c.integers("sizes");
            if (sizes == List{0}) sizes = {x[*axis] / 2, x[*axis] - x[*axis] / 2};
            int64_t sum = 0;
            for (const int64_t size : sizes) sum += size;
            if (sizes.size() < 2 || sizes.size() > 4 || sum != x[*axis] || std::count(sizes.begin(), sizes.end(), 0))
                return c.fail("x", "sizes", "expected two to four sizes that add up to the " + std::to_string(x[*axis]) + " of axis " + std::to_string(*axis) + ", got " + to_string(AttributeValue(sizes)), "write " + std::to_string(x[*axis] / 2) + ", " + std::to_string(x[*axis] - x[*axis] / 2));
            auto parts = c.b.emit_all("Split", {c.in("x")}, {{"axis", int64_t(*axis)}, {"split", sizes}}, sizes.size());
            if (!parts.ok()) return c.fail("x", "", parts.error().message, parts.error().hint);
            for (size_t k = 0; k < sizes.size(); ++k) c.out(std::string(1, char('a' + k)), (*parts)[k]);
        });
}

SADDLE_LAYER(Slice) {
    return shape_layer("Slice", "slice", "A part of a tensor along an axis, in steps.", "y_i = x_{start + i step}")
        .attribute(axis_attribute(1, "axis to cut along")).attribute({"start", int64_t(0), "Start", "first position; negative: from the end"})
        .attribute({"end", int64_t(1) << 30, "End", "position after the last; negative: from the end"}).attribute({"step", int64_t(1), "Step", "negative: backwards"})
        .expand([](LayerContext& c) {
            const Shape x = c.type(c.in("x")).shape;
            const auto axis = sample_axis(c, "x", x);
            if (!axis) return;
            const ir::ValueId y = c.op("Slice", {c.in("x")}, {{"axes", List{*axis}}, {"starts", List{c.integer("start")}}, {"ends", List{c.integer("end")}}, {"steps", List{c.integer("step")}}});
            if (y.present() && c.type(y).shape.count() == 0)
                return c.fail("x", "end", "nothing of the " + std::to_string(x[*axis]) + " positions of axis " + std::to_string(*axis) + " is left", "let end lie behind start");
            c.out("y", y);
        });
}

SADDLE_LAYER(Pad) {
    return LayerDef("Pad").about("shape", "Adds a margin around an image.", "y_{i,j} = x_{i-top, j-left}").stem("pad")
        .input({"x", PortKind::Image}).output({"y", PortKind::Image})
        .attribute({"padding", List{1}, "Padding", "one width, or four: top, left, bottom, right", "px", 0, 1024, {}, true})
        .attribute({"mode", std::string("constant"), "Margin", "what the margin is made of", "", 0, 0, {"constant", "reflect", "edge"}}).attribute({"value", 0.0, "Value", "of a constant margin"})
        .attribute({"channels", int64_t(0), "Channels", "added behind the image's own, constant", "", 0, 4096})
        .expand([](LayerContext& c) {
            const Shape x = c.type(c.in("x")).shape;
            if (x.rank() != 4) return c.fail("x", "", "expected an image N C H W, got " + to_string(x), "place it before Flatten");
            List widths = c.integers("padding");
            if (widths.size() == 1) widths.assign(4, widths[0]);
            if (widths.size() != 4) return c.fail("", "padding", "expected one width or four, got " + to_string(AttributeValue(widths)), "write top, left, bottom, right");
            ir::ValueId y = c.in("x");
            if (const int64_t channels = c.integer("channels"); channels > 0) y = c.op("Pad", {y}, {{"axes", List{1}}, {"pads", List{0, channels}}, {"constant_value", c.real("value")}});
            if (c.integer("channels") > 0 && widths == List(4, 0)) return c.out("y", y);
            c.out("y", c.op("Pad", {y}, {{"axes", List{2, 3}}, {"pads", widths}, {"mode", c.text("mode")}, {"constant_value", c.real("value")}}));
        });
}

SADDLE_LAYER(Transpose) {
    return shape_layer("Transpose", "transpose", "The axes of a sample in another order.", "y_{n,j,i} = x_{n,i,j}")
        .attribute({"order", List{2, 1}, "Order", "axis of x for each axis after the batch", "", 1, 8, {}, true})
        .expand([](LayerContext& c) {
            const Shape x = c.type(c.in("x")).shape;
            List order{0};
            for (const int64_t axis : c.integers("order")) order.push_back(axis);
            List sorted = order, plain;
            std::sort(sorted.begin(), sorted.end());
            for (int axis = 0; axis < x.rank(); ++axis) plain.push_back(axis);
            if (sorted != plain) return c.fail("x", "order", "expected each of the axes 1 to " + std::to_string(x.rank() - 1) + " of " + to_string(x) + " once, got " + to_string(AttributeValue(c.integers("order"))), "name every axis but the batch");
            c.out("y", c.op("Transpose", {c.in("x")}, {{"perm", order}}));
        });
}

SADDLE_LAYER(Reshape) {
    return shape_layer("Reshape", "reshape", "The elements of a sample under another shape, in the same order.", "y = x")
        .attribute({"shape", List{-1}, "Shape", "sizes of a sample; one may be -1: what is left", "", -1, 1 << 24, {}, true})
        .expand([](LayerContext& c) {
            List shape{c.type(c.in("x")).shape[0]};
            for (const int64_t size : c.integers("shape")) shape.push_back(size);
            c.out("y", c.op("Reshape", {c.in("x")}, {{"shape", shape}}));
        });
}

SADDLE_LAYER(Tile) {
    return shape_layer("Tile", "tile", "Repeats a sample along its axes.", "y_i = x_{i mod n}")
        .attribute({"repeats", List{2}, "Repeats", "one for each axis after the batch", "", 1, 1 << 20, {}, true})
        .expand([](LayerContext& c) {
            const Shape x = c.type(c.in("x")).shape;
            List repeats{1};
            for (const int64_t count : c.integers("repeats")) repeats.push_back(count);
            if (int(repeats.size()) != x.rank()) return c.fail("x", "repeats", "expected " + std::to_string(x.rank() - 1) + " repeats for a sample of " + to_string(x) + ", got " + to_string(AttributeValue(c.integers("repeats"))), "write 1 for an axis that stays");
            c.out("y", c.op("Tile", {c.in("x")}, {{"repeats", repeats}}));
        });
}

SADDLE_LAYER(Expand) {
    return shape_layer("Expand", "expand", "Repeats a sample along its axes of size 1.", "y_{n,i,j} = x_{n,i,1}")
        .attribute({"shape", List{1}, "Shape", "sizes of a sample to broadcast with; 1: as it is", "", 1, 1 << 24, {}, true})
        .expand([](LayerContext& c) {
            const Shape x = c.type(c.in("x")).shape;
            const List shape = c.integers("shape");
            Shape joined;
            if (int(shape.size()) >= x.rank() || !broadcast(x, Shape(shape), joined)) return c.fail("x", "shape", "expected sizes for the " + std::to_string(x.rank() - 1) + " axes of a sample of " + to_string(x) + ", got " + to_string(AttributeValue(shape)), "only axes of size 1 can grow");
            c.out("y", c.op("Expand", {c.in("x")}, {{"shape", shape}}));
        });
}

SADDLE_LAYER(Squeeze) {
    return shape_layer("Squeeze", "squeeze", "Drops an axis of size 1.", "y = x").attribute(axis_attribute(1, "axis to drop")).expand([](LayerContext& c) {
        const Shape x = c.type(c.in("x")).shape;
        const auto axis = sample_axis(c, "x", x);
        if (axis) c.out("y", c.op("Squeeze", {c.in("x")}, {{"axes", List{*axis}}}));
    });
}

SADDLE_LAYER(Unsqueeze) {
    return shape_layer("Unsqueeze", "unsqueeze", "Adds an axis of size 1: features become an image of one channel.", "y = x").attribute(axis_attribute(1, "where the new axis lies in the result")).expand([](LayerContext& c) {
        if (c.integer("axis") == 0) return c.fail("", "axis", "axis 0 is the batch", "choose 1 or more");
        c.out("y", c.op("Unsqueeze", {c.in("x")}, {{"axes", List{c.integer("axis")}}}));
    });
}

SADDLE_LAYER(ImageToSequence) {
    return LayerDef("ImageToSequence").about("shape", "Reads an image column by column, from the left: a step a column, whose features are all its channels and rows.", "y_{n,w,c H + h} = x_{n,c,h,w}").stem("columns")
        .input({"x", PortKind::Image}).input({"widths", PortKind::Tokens, "width of each image N in the data set's pixels; none: all are full", false})
        .output({"y", PortKind::Sequence, "N W C*H"}).output({"lengths", PortKind::Tokens, "columns of each image N", false})
        .attribute({"stride", int64_t(1), "Stride", "pixels of the data set's image that a column of x stands for", "px", 1, 4096, {}, true})
        .expand([](LayerContext& c) {
            const Shape x = c.type(c.in("x")).shape;
            if (x.rank() != 4) return c.fail("x", "", "expected an image N C H W, got " + to_string(x), "place it after convolutions and before Flatten");
            const ir::ValueId columns = c.op("Transpose", {c.in("x")}, {{"perm", List{0, 3, 1, 2}}});
            c.out("y", c.op("Reshape", {columns}, {{"shape", List{0, 0, x[1] * x[2]}}}));
            if (!c.in("widths").present()) return;
            if (const TensorType wanted{DType::I32, {x[0]}}; c.type(c.in("widths")) != wanted)
                return c.fail("widths", "", "expected " + to_string(wanted) + ", got " + to_string(c.type(c.in("widths"))), "wire the data set's widths into it, or nothing");
            // As many columns as begin within the width: half a pixel keeps the quotient away from whole numbers.
            const Term quotient = (Term(c.b, c.in("widths")).then("Cast") - 0.5) / double(c.integer("stride"));
            c.out("lengths", (quotient.then("Floor") + 1).then("Min", {quotient.number(double(x[3]))}).then("Cast", {}, {{"to", int64_t(6)}}));
        });
}

SADDLE_LAYER(Upsample) {
    return LayerDef("Upsample").about("shape", "A larger image: pixels repeated, or blended with their neighbours.", "y_o = \\sum_k w_{o,k} x_{i_{o,k}}").stem("up")
        .input({"x", PortKind::Image}).output({"y", PortKind::Image})
        .attribute({"scale", std::vector<double>{2}, "Scale", "factor for height and width, or one for each", "", 0.05, 64, {}, true})
        .attribute({"mode", std::string("nearest"), "Mode", "how new pixels are found", "", 0, 0, {"nearest", "bilinear", "bicubic"}})
        .attribute({"align_corners", false, "Align corners", "the corner pixels keep their values (not for nearest)"})
        .expand([](LayerContext& c) {
            const Shape x = c.type(c.in("x")).shape;
            if (x.rank() != 4) return c.fail("x", "", "expected an image N C H W, got " + to_string(x), "place it before Flatten");
            std::vector<double> scale = Attributes{{"v", c.value("scale")}}.reals("v");
            if (scale.size() == 1) scale.push_back(scale[0]);
            if (scale.size() != 2) return c.fail("", "scale", "expected one factor or two (height, width)", "write 2 or 2, 3");
            // As PyTorch: nearest takes the pixel at floor(o / scale), the others look at pixel centres.
            const std::string mode = c.text("mode");
            Attributes a{{"axes", List{2, 3}}, {"scales", scale}, {"mode", std::string(mode == "nearest" ? "nearest" : mode == "bilinear" ? "linear" : "cubic")}};
            a["coordinate_transformation_mode"] = std::string(mode == "nearest" ? "asymmetric" : c.flag("align_corners") ? "align_corners" : "half_pixel");
            if (mode == "nearest") a["nearest_mode"] = std::string("floor");
            c.out("y", c.op("Resize", {c.in("x")}, a));
        });
}

namespace {
LayerDef shuffle(const char* name, const char* op, const char* stem, const char* summary, const char* formula) {
    return LayerDef(name).about("shape", summary, formula).stem(stem).input({"x", PortKind::Image}).output({"y", PortKind::Image})
        .attribute({"factor", int64_t(2), "Factor", "height and width of a block", "px", 1, 64, {}, true})
        .expand([op = std::string(op)](LayerContext& c) {
            Attributes a{{"blocksize", c.integer("factor")}};
            const Shape x = c.type(c.in("x")).shape;
            if (op == "DepthToSpace") {
                a["mode"] = std::string("CRD");
                return c.out("y", c.op(op, {c.in("x")}, a));
            }
            if (x.rank() != 4 || x[2] % c.integer("factor") || x[3] % c.integer("factor"))
                return c.fail("x", "factor", "blocks of " + std::to_string(c.integer("factor")) + " do not divide " + to_string(x), "use a divisor of height and width");
            const int64_t f = c.integer("factor"), h = x[2] / f, w = x[3] / f;  // PyTorch's order: the channel leads
            const ir::ValueId blocks = c.op("Reshape", {c.in("x")}, {{"shape", List{x[0], x[1], h, f, w, f}}});
            c.out("y", c.op("Reshape", {c.op("Transpose", {blocks}, {{"perm", List{0, 1, 3, 5, 2, 4}}})}, {{"shape", List{x[0], x[1] * f * f, h, w}}}));
        });
}
}  // namespace

SADDLE_LAYER(PixelShuffle) { return shuffle("PixelShuffle", "DepthToSpace", "shuffle", "Channels become blocks of pixels: a larger image with fewer channels.", "y_{c, h r + i, w r + j} = x_{c r^2 + i r + j, h, w}"); }
SADDLE_LAYER(PixelUnshuffle) { return shuffle("PixelUnshuffle", "SpaceToDepth", "unshuffle", "Blocks of pixels become channels: a smaller image with more channels.", "y_{c r^2 + i r + j, h, w} = x_{c, h r + i, w r + j}"); }

}  // namespace saddle::ops

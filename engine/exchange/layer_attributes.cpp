#include "engine/exchange/layer_attributes.h"

#include <algorithm>

#include "engine/ops/op_def.h"

namespace saddle::exchange {
namespace {

using List = std::vector<int64_t>;

/// Pad's widths of all axes: before each, then after each.
List all_pads(const Attributes& a, int rank) {
    const List axes = a.integers("axes"), pads = a.integers("pads");
    if (axes.empty()) return pads;
    List all(size_t(2 * rank));
    for (size_t k = 0; k < axes.size(); ++k)
        for (const size_t side : {0, 1}) all[size_t((axes[k] + rank) % rank) + side * size_t(rank)] = pads[k + side * axes.size()];
    return all;
}

/// The op's attributes with its defaults filled in, axes counted from the front and real numbers as files keep them.
Attributes complete(const ir::Program& program, const ir::Instruction& i) {
    Attributes attributes = i.attributes;
    for (const ops::AttributeDef& a : ops::find_op(i.op)->attributes) {
        AttributeValue& value = attributes.emplace(a.name, a.fallback).first->second;
        value = as(a.fallback, value);
    }
    if (i.op == "Pad") {
        attributes["pads"] = all_pads(i.attributes, program[i.inputs[0]].type.shape.rank());
        attributes.erase("axes");
    }
    if (i.op == "Resize")   // the result's size says it
        for (const char* name : {"axes", "scales", "sizes"}) attributes.erase(name);
    for (auto& [name, value] : attributes)
        if (double* real = std::get_if<double>(&value)) *real = double(float(*real));
    const int64_t rank = program[i.op == "Unsqueeze" || i.op == "OneHot" ? i.outputs[0] : i.inputs[0]].type.shape.rank();
    for (const char* name : {"axis", "axes"}) {
        const auto it = attributes.find(name);
        if (it == attributes.end()) continue;
        if (int64_t* axis = std::get_if<int64_t>(&it->second); axis && *axis < 0) *axis += rank;
        if (List* axes = std::get_if<List>(&it->second))
            for (int64_t& axis : *axes) axis += axis < 0 ? rank : 0;
    }
    return attributes;
}

/// One number for both sides of an axis; nothing where they differ.
std::optional<List> both_sides(const List& pads) {
    const List before(pads.begin(), pads.begin() + long(pads.size() / 2)), after(pads.begin() + long(pads.size() / 2), pads.end());
    return before == after ? std::optional(before) : std::nullopt;
}

}  // namespace

Attributes layer_attributes(const ir::Program& program, const ir::Instruction& i, const std::function<std::optional<double>(ir::ValueId)>& number) {
    const auto shape = [&](size_t k) { return k < i.inputs.size() && i.inputs[k].present() ? program[i.inputs[k]].type.shape : Shape(); };
    const Shape x = shape(0), w = shape(1), y = program[i.outputs[0]].type.shape;
    Attributes found = i.attributes;
    const auto tail = [](const auto& sizes, int from) { return sizes.end() - sizes.begin() > from ? List(sizes.begin() + from, sizes.end()) : List(); };
    const std::pair<const char*, const char*> names[] = {{"kernel_shape", "kernel"}, {"strides", "stride"}, {"dilations", "dilation"}, {"group", "groups"}, {"num_groups", "groups"}, {"blocksize", "factor"}};
    for (const auto& [op_name, layer_name] : names)
        if (const auto it = i.attributes.find(op_name); it != i.attributes.end()) found[layer_name] = it->second;
    if (const auto padding = both_sides(i.attributes.integers("pads")); padding && !padding->empty()) found["padding"] = *padding;
    if (i.op == "Conv" || i.op == "ConvTranspose") {
        found["out_channels"] = i.op == "Conv" || w.rank() < 2 ? w.rank() ? w[0] : 0 : w[1] * i.attributes.integer("group", 1);
        found["kernel"] = tail(w, 2);
        found["bias"] = i.inputs.size() > 2 && i.inputs[2].present();
    } else if (i.op == "BatchNormalization") {
        found["momentum"] = 1 - i.attributes.real("momentum", 0.9);
    } else if (i.op == "LayerNormalization") {
        const int64_t axis = i.attributes.integer("axis", -1);
        found["axes"] = axis < 0 ? -axis : x.rank() - axis;
    } else if (i.op == "LRN") {
        found["k"] = i.attributes.real("bias", 1);
    } else if (i.op == "Gather" && x.rank() == 2) {
        found["vocabulary"] = x[0];
        found["size"] = x[1];
    } else if (i.op == "Transpose") {
        found["order"] = tail(i.attributes.integers("perm"), 1);
    } else if (i.op == "Tile") {
        found["repeats"] = tail(i.attributes.integers("repeats"), 1);
    } else if (i.op == "Reshape" || i.op == "Expand") {
        found["shape"] = tail(y, 1);
    } else if (i.op == "Pad" && x.rank() == 4) {
        const List pads = all_pads(i.attributes, 4);
        found["padding"] = List{pads[2], pads[3], pads[6], pads[7]};
        found["channels"] = pads[5];
        found["value"] = i.attributes.real("constant_value");
    } else if (i.op == "Resize" && y.rank() == 4) {
        found["scale"] = std::vector<double>{double(y[2]) / double(x[2]), double(y[3]) / double(x[3])};
        found.erase("mode");   // a layer's has other words
    } else if (i.op == "Split") {
        found["sizes"] = i.attributes.integers("split");
    } else if (i.op == "Slice" || i.op == "Squeeze" || i.op == "Unsqueeze") {
        const std::pair<const char*, const char*> lists[] = {{"axes", "axis"}, {"starts", "start"}, {"ends", "end"}, {"steps", "step"}};
        for (const auto& [list, one] : lists)
            if (const List values = i.attributes.integers(list); values.size() == 1) found[one] = values[0];
    }
    const std::pair<const char*, std::vector<const char*>> constants[] = {{"Clip", {"low", "high"}}, {"Pow", {"exponent"}}, {"Add", {"shift"}}, {"Mul", {"scale"}}, {"Greater", {"value"}}, {"GreaterOrEqual", {"value"}},
                                                                          {"Less", {"value"}}, {"LessOrEqual", {"value"}}, {"Equal", {"value"}}};
    for (const auto& [op, attributes] : constants)
        for (size_t k = 0; op == i.op && k < attributes.size() && k + 1 < i.inputs.size(); ++k)
            if (const auto constant = i.inputs[k + 1].present() ? number(i.inputs[k + 1]) : std::nullopt) found[attributes[k]] = *constant;
    return found;
}

AttributeValue as(const AttributeValue& fallback, const AttributeValue& value) {
    if (const int64_t* whole = std::get_if<int64_t>(&value)) {
        if (std::holds_alternative<bool>(fallback)) return *whole != 0;
        if (std::holds_alternative<double>(fallback)) return double(*whole);
        if (std::holds_alternative<List>(fallback)) return List{*whole};
    }
    return value;
}

bool same_meaning(const ir::Program& program, const ir::Instruction& a, const ir::Program& its_program, const ir::Instruction& b) {
    if (program[a.outputs[0]].type != its_program[b.outputs[0]].type) return false;
    if (a.op == "Reshape" || a.op == "Expand" || a.op == "Flatten") return true;
    return complete(program, a) == complete(its_program, b);
}

}  // namespace saddle::exchange

#include "app/panels/node_names.h"

#include <algorithm>

#include "app/document/drawing.h"

namespace saddle::app {
namespace {

const std::pair<const char*, const char*> kWords[] = {{"C", "in_channels"}, {"H", "in_height"}, {"W", "in_width"}, {"T", "in_steps"}, {"F", "in_features"}};

/// A number, or the one number of a list of equal ones.
std::optional<double> number_of(const AttributeValue& value) {
    if (std::holds_alternative<bool>(value) || std::holds_alternative<std::string>(value)) return std::nullopt;
    const std::vector<double> list = Attributes{{"v", value}}.reals("v");
    if (list.empty() || std::any_of(list.begin(), list.end(), [&](double x) { return x != list.front(); })) return std::nullopt;
    return list.front();
}

}  // namespace

Names names_of(const Project& project, const compile::TypedGraph* typed, const Node& node, const Attributes& around) {
    Names names;
    const auto layer = ops::layer_of(project, node.layer);
    if (!layer) return names;
    for (const ops::LayerPort& port : layer->inputs) {
        const auto type = typed ? typed->ports.find({node.id, port.name}) : decltype(typed->ports.end()){};
        if (!typed || type == typed->ports.end()) continue;
        const Shape& shape = type->second.type.shape;
        const std::vector<std::string> axes = ops::axis_names(type->second.kind, shape.rank());
        for (int axis = 0; axis < shape.rank(); ++axis) {
            const QString letter = QString::fromStdString(axes[size_t(axis)]);
            names[QString::fromStdString(port.name) + '.' + letter] = double(shape[axis]);
            if (port.name != layer->inputs.front().name) continue;
            names[letter] = double(shape[axis]);
            for (const auto& [short_name, word] : kWords)
                if (letter == short_name) names[word] = double(shape[axis]);
        }
    }
    for (const ops::AttributeDef& def : layer->attributes) {
        const auto own = node.attributes.find(def.name);
        const AttributeValue& value = own == node.attributes.end() ? def.fallback : own->second;
        const AttributeValue* referred = referredTo(value, around);
        if (const auto number = number_of(referred ? *referred : value)) names[QString::fromStdString(def.name)] = *number;
    }
    return names;
}

}  // namespace saddle::app

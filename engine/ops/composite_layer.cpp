#include "engine/ops/composite_layer.h"

#include <algorithm>
#include <cctype>

namespace saddle::ops {
namespace {

/// "Residual block" and "ResidualBlock" become "residualblock".
std::string stem_of(const std::string& name) {
    std::string stem;
    for (const char c : name)
        if (std::isalnum(static_cast<unsigned char>(c))) stem += char(std::tolower(static_cast<unsigned char>(c)));
    return stem.empty() ? "group" : stem;
}

std::string label_of(std::string name) {
    std::replace(name.begin(), name.end(), '_', ' ');
    if (!name.empty()) name[0] = char(std::toupper(static_cast<unsigned char>(name[0])));
    return name;
}

/// Ports of a composite, seen from inside. They are layers to who draws, not to the compiler.
const LayerDef kInput = LayerDef(kInputLayer).about("group", "What comes into the group: an input port of it, by the name of this node.", "").output({kInnerPort, PortKind::Unknown, ""}).stem("x");
const LayerDef kOutput = LayerDef(kOutputLayer).about("group", "What goes out of the group: an output port of it, by the name of this node.", "").input({kInnerPort, PortKind::Unknown, ""}).stem("y");

}  // namespace

std::shared_ptr<const LayerDef> layer_of(const Project& project, const std::string& name) {
    const Composite* composite = project.composite(name);
    for (const LayerDef* port : {&kInput, &kOutput})
        if (!composite && name == port->name) return {std::shared_ptr<const LayerDef>(), port};
    if (!composite) return {std::shared_ptr<const LayerDef>(), find_layer(name)};
    auto def = std::make_shared<LayerDef>(name);
    def->about("group", composite->description, "").stem(stem_of(name));
    for (const std::string& port : composite->ports(kInputLayer)) def->input({port, PortKind::Unknown, ""});
    for (const std::string& port : composite->ports(kOutputLayer)) def->output({port, PortKind::Unknown, ""});
    for (const auto& [attribute, fallback] : composite->attributes) {
        AttributeDef a{attribute, fallback, label_of(attribute), "", ""};
        a.key = true;
        def->attribute(std::move(a));
    }
    return def;
}

}  // namespace saddle::ops

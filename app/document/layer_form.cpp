#include "app/document/layer_form.h"

#include <algorithm>
#include <cctype>

namespace saddle::app {
namespace {

bool is_word(const std::string& name) {
    return !name.empty() && !std::isdigit(static_cast<unsigned char>(name[0])) &&
           std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) || c == '_'; });
}

/// The attribute that `value` refers to ("$channels"), if it refers to one.
std::string reference(const AttributeValue& value) {
    const std::string* text = std::get_if<std::string>(&value);
    return text && text->size() > 1 && text->front() == '$' ? text->substr(1) : std::string();
}

/// Lets the instances in `graph` set under `names`' second what they set under its first; an empty second: no longer.
EditList renamed_in(const Graph& graph, const std::string& composite, const std::map<std::string, std::string>& names) {
    EditList list;
    for (const Node& node : graph.nodes) {
        if (node.layer != composite) continue;
        for (const auto& [from, to] : names) {
            const auto own = node.attributes.find(from);
            if (own == node.attributes.end() || from == to) continue;
            list.edits.push_back({SetAttribute{node.id, from, {}}});
            if (!to.empty()) list.edits.push_back({SetAttribute{node.id, to, own->second}});
        }
    }
    return list;
}

}  // namespace

std::vector<InnerAttribute> inner_attributes(const Project& project, const std::string& name) {
    std::vector<InnerAttribute> list;
    const Composite* composite = project.composite(name);
    if (!composite) return list;
    for (const Node& node : composite->graph.nodes) {
        const auto def = ops::layer_of(project, node.layer);
        for (const ops::AttributeDef& attribute : def ? def->attributes : std::vector<ops::AttributeDef>{}) {
            const auto own = node.attributes.find(attribute.name);
            InnerAttribute inner{node.id, attribute.name, attribute.label, own == node.attributes.end() ? attribute.fallback : own->second, {}, attribute.key || own != node.attributes.end()};
            if (const std::string outer = reference(inner.value); !outer.empty()) {
                const auto it = composite->attributes.find(outer);
                inner.value = it == composite->attributes.end() ? attribute.fallback : it->second;
                if (it != composite->attributes.end()) inner.promoted = outer;
            }
            list.push_back(std::move(inner));
        }
    }
    return list;
}

Result<EditList> define_layer(const Project& project, const std::string& name, const LayerForm& form) {
    const Composite* composite = project.composite(name);
    if (!composite) return invalid("there is no composite '" + name + "'");
    if (form.name.empty()) return invalid("a layer needs a name", "call it by what it does: \"ResidualBlock\"");
    if (form.name != name && ops::layer_of(project, form.name)) return invalid("there is a layer '" + form.name + "' already", "choose another name");
    const std::vector<InnerAttribute> before = inner_attributes(project, name);
    EditList inside;
    Attributes attributes;
    std::map<std::string, std::string> names;   // of attributes before -> now
    for (const auto& [attribute, fallback] : composite->attributes) names[attribute];
    for (const InnerAttribute& wanted : form.attributes) {
        const auto old = std::find_if(before.begin(), before.end(), [&](const InnerAttribute& b) { return b.node == wanted.node && b.attribute == wanted.attribute; });
        if (old == before.end()) continue;
        if (!wanted.promoted.empty()) {
            if (!is_word(wanted.promoted)) return invalid("'" + wanted.promoted + "' cannot be the name of an attribute", "use letters, digits and _");
            attributes.emplace(wanted.promoted, wanted.value);
            if (!old->promoted.empty()) names[old->promoted] = wanted.promoted;
        }
        if (wanted.promoted == old->promoted) continue;
        const auto def = ops::layer_of(project, composite->graph.find(wanted.node)->layer);
        const auto attribute = std::find_if(def->attributes.begin(), def->attributes.end(), [&](const ops::AttributeDef& a) { return a.name == wanted.attribute; });
        std::optional<AttributeValue> value;
        if (!wanted.promoted.empty()) value = '$' + wanted.promoted;
        else if (wanted.value != attribute->fallback) value = wanted.value;
        inside.edits.push_back({SetAttribute{wanted.node, wanted.attribute, value}});
    }
    EditList list;
    if (!inside.edits.empty()) list.edits.push_back({Inside{name, std::move(inside)}});
    if (EditList own = renamed_in(project.graph, name, names); !own.edits.empty()) list.edits.push_back({std::move(own)});
    for (const Composite& holder : project.composites)
        if (EditList own = renamed_in(holder.graph, name, names); !own.edits.empty()) list.edits.push_back({Inside{holder.name, std::move(own)}});
    list.edits.push_back({SetComposite{name, form.description, attributes}});
    if (form.name != name) list.edits.push_back({RenameComposite{name, form.name}});
    return list;
}

}  // namespace saddle::app

#pragma once
// A group made a layer: its name, its description and which attributes inside are its own. Pure functions.
#include "engine/api/catalog.h"
#include "engine/api/document.h"

namespace saddle::app {

/// An attribute of a node inside a composite, which can be the composite's own: "$name" inside, with a default.
struct InnerAttribute {
    NodeId node;
    std::string attribute;
    std::string label;
    AttributeValue value;      ///< in force inside; of one that is promoted the composite's default
    std::string promoted;      ///< name among the composite's attributes; empty: it is fixed inside
    bool key = false;          ///< its layer shows it, or it differs from its layer's default
};
std::vector<InnerAttribute> inner_attributes(const Project& project, const std::string& composite);

struct LayerForm {
    std::string name, description;
    std::vector<InnerAttribute> attributes;   ///< with `promoted` and, of those promoted, `value` as the user wants them
};

/// Edits that make `composite` what the form says. What is not promoted any more keeps the default inside; instances keep what
/// they set, under the new name. Several attributes may be promoted to one name: the first says the default. Errors: a name
/// that another layer has, or that cannot be one.
Result<EditList> define_layer(const Project& project, const std::string& composite, const LayerForm& form);

}  // namespace saddle::app

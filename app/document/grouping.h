#pragma once
// Groups as edits: nodes become a composite, and its contents nodes again. Pure functions; nodes are named by their paths as
// in a drawing (drawing.h).
#include "engine/api/document.h"

namespace saddle::app {

/// The nodes and notes `chosen` become a composite with one instance where the first of them was. What feeds them from outside becomes an
/// input, and so does an input that needs a wire and has none; what they feed outside, and the first output of a node that
/// feeds nothing, an output. Errors: none is a node, they are of several graphs, or a node outside lies between them.
struct Grouped { EditList edit; NodeId node; };
Result<Grouped> group(const Project& project, const Project& drawing, const std::vector<NodeId>& chosen);

/// The instances among `chosen` are replaced by what they contain, under fresh names where these are taken; "$name" inside
/// takes the instance's value. A definition that has no attributes and no description goes with its last instance.
struct Unpacked { EditList edit; std::vector<NodeId> nodes; };
Unpacked unpack(const Project& project, const Project& drawing, const std::vector<NodeId>& chosen);

}  // namespace saddle::app

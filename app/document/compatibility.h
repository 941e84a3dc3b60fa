#pragma once
// Whether a wire makes sense, before it is drawn: pure functions of the project and of what the engine knows of it.
#include <QString>

#include "engine/api/check.h"
#include "engine/api/document.h"

namespace saddle::app {

/// Why a wire from output `from` to input `to` is refused, for the user; empty when it is fine. Checked are direction and
/// names, cycles, and the shape: where the shape at `from` is known, the target layer itself is asked, through the engine.
/// A wire that the input has already does not count (it would be replaced), nor do mistakes in the target's attributes.
QString refusal(const Project& project, const compile::TypedGraph* typed, const PortRef& from, const PortRef& to);

/// Kind of what output `port` of `node` carries: as inferred, else as its layer declares.
ops::PortKind output_kind(const Node& node, const compile::TypedGraph* typed, const std::string& port);

/// The first input of `node` that accepts `from`, free ones before wired ones; empty when there is none.
std::string accepting_input(const Project& project, const compile::TypedGraph* typed, const PortRef& from, const NodeId& node);

}  // namespace saddle::app

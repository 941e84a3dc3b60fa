#pragma once
// Composites that go from project to project with their inner ones. Pure functions.
#include <map>

#include "engine/api/document.h"

namespace saddle::app {

/// The project's composites among `layers` with all that they contain, inner ones first.
std::vector<Composite> with_inner(const Project& project, const std::vector<std::string>& layers);

/// Adds `composites` to `project`, except those that it has: by name and with the same contents. A name that stands for
/// something else gets a number; `names` says what each is called then.
struct Brought { EditList edit; std::map<std::string, std::string> names; };
Brought bring(const Project& project, const std::vector<Composite>& composites);

/// A name for a composite that nothing in the project and no layer has: "Block", "Block 2", ...
std::string fresh_composite(const Project& project, const std::string& wish);
/// How many nodes of the project and of its composites are instances of `composite`.
size_t instances(const Project& project, const std::string& composite);

}  // namespace saddle::app

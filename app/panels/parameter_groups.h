#pragma once
// Parameter groups of an optimizer as one line of text: "*.bias, bn*: weight_decay=0; fc*: lr=0.01".
#include "engine/api/document.h"

namespace saddle::app {

std::string groups_text(const std::vector<ParameterGroup>& groups);
/// Invalid where a part is not "names: attribute=value, ..."; empty text: no groups.
Result<std::vector<ParameterGroup>> parse_groups(const std::string& text);

}  // namespace saddle::app

#pragma once
// Bundled questions about towns that the program made up, in SQuAD's JSON. Seeded: the same bytes everywhere.
#include <string>

#include "engine/api/core.h"

namespace saddle::datasets {

/// 240 + 40 paragraphs of six sentences about a town, each with four of eight questions, in train.json and dev.json.
Status make_sample_questions(const std::string& folder);

}  // namespace saddle::datasets

#pragma once
// What was seen inside a model as a table, the same in every program.
#include "engine/api/inside.h"
#include "engine/core/csv.h"

namespace saddle::api {

/// A row a prediction, a point, a step or an element, by what was looked at; without the histograms' bins.
std::vector<CsvColumn> inside_table(const Insight& inside);
std::string inside_csv(const Insight& inside);
/// Counts of predictions: a row each truth, a column each class that was said.
std::string confusion_csv(const Insight& inside);

}  // namespace saddle::api

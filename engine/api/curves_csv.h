#pragma once
// Curves as CSV: name, step, value, seconds.
#include "engine/store/experiment_store.h"

namespace saddle::api {

std::string curves_csv(const std::vector<store::Curve>& curves);

}  // namespace saddle::api

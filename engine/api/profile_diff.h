#pragma once
// Part of the facade: two profiles side by side.
#include "engine/analysis/profile_diff.h"

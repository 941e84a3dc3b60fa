#pragma once
// Part of the facade: medians, rates and roofs of measured times.
#include "engine/analysis/kernel_profile.h"

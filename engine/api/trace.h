#pragma once
// Part of the facade: a measured step for other programs' timelines.
#include "engine/analysis/trace.h"

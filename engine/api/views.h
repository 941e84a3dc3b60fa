#pragma once
// Immutable values that live views draw.
#include "engine/analysis/views.h"
#include "engine/train/observation.h"

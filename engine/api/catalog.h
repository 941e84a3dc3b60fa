#pragma once
// Layers and optimizers the user may choose from, with their attributes and texts.
#include "engine/ops/layer_def.h"

#pragma once
// Files of values: npy.
#include "engine/exchange/model_export.h"

#pragma once
// Functions of two parameters and optimizers that race on them.
#include "engine/analysis/race.h"

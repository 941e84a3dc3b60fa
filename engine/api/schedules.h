#pragma once
// Learning-rate schedules the user may choose from, with their attributes and texts.
#include "engine/train/learning_rate.h"

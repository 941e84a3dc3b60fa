#pragma once
// Stored runs: list, look at, remove.
#include "engine/store/experiment_store.h"

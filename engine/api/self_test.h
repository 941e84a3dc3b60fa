#pragma once
// The check of the CPU driver that saddle-selftest runs.
#include "engine/runtime/self_test.h"

#pragma once
// Part of the facade: tables as CSV.
#include "engine/core/csv.h"

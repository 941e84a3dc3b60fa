#pragma once
// Stored runs: list, filter, look at, compare, remove.
#include "engine/api/bundle.h"
#include "engine/api/compare_runs.h"
#include "engine/api/curves_csv.h"
#include "engine/api/garbage.h"
#include "engine/api/run_export.h"
#include "engine/api/store_check.h"
#include "engine/store/experiment_store.h"
#include "engine/store/repair.h"
#include "engine/store/run_filter.h"

#pragma once
// The project as a value, its file format and its edits.
#include "engine/graph/graph_edit.h"
#include "engine/graph/project.h"
#include "engine/ops/composite_layer.h"

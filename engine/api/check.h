#pragma once
// Shapes, costs and mistakes of a drawn graph: infer_shapes(project, data signature, batch).
#include "engine/compile/compile.h"

#pragma once
// Careful files: bounded reads, atomic writes, the folders of the user and of the program.
#include "engine/core/file.h"
#include "engine/core/process.h"
#include "engine/graph/project_reading.h"

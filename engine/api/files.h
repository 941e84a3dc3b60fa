#pragma once
// Careful files: bounded reads, atomic writes, the program's folders.
#include "engine/core/file.h"

#pragma once
// The interface that loaders in datasets/ implement.
#include "engine/train/data_source.h"

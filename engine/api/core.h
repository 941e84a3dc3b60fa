#pragma once
// Part of the facade: the only engine headers that app/, viz/ and datasets/ include are those of engine/api/.
#include "engine/core/attributes.h"
#include "engine/core/cancellation.h"
#include "engine/core/device_profile.h"
#include "engine/core/log.h"
#include "engine/core/philox.h"
#include "engine/core/process.h"
#include "engine/core/result.h"
#include "engine/core/shape.h"
#include "engine/core/tensor.h"

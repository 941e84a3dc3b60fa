#pragma once
#include <cstdlib>

namespace saddle::viz {

/// A program with views keeps the 256 bits that are Mesa's own choice for its CPU driver, unless the user chose: at 512, which
/// kernels alone run faster with, Mesa 22.3 crashes while it compiles what the views draw. Before the first device is opened.
inline void keep_driver_width() { ::setenv("LP_NATIVE_VECTOR_WIDTH", "256", 0); }

}  // namespace saddle::viz

#pragma once
// TensorBoard's event files: records (length, CRC, bytes, CRC) of protobuf messages.
// https://github.com/tensorflow/tensorboard/blob/master/tensorboard/compat/proto/event.proto
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace saddle::exchange {

struct ScalarEvent {
    std::string_view tag;
    uint64_t step = 0;
    double value = 0;       ///< TensorBoard keeps it as a float; NaN and infinities as they are
    double wall_time = 0;   ///< seconds since 1970
};
/// A whole file that begins at `wall_time`. TensorBoard finds it if its name contains "tfevents".
std::string event_file(double wall_time, const std::vector<ScalarEvent>& events);

}  // namespace saddle::exchange

#pragma once
// Protocol Buffers' wire format over bytes in memory: one field after another, nothing copied or allocated, no recursion.
// https://protobuf.dev/programming-guides/encoding/
#include <cstdint>
#include <string_view>

namespace saddle::exchange {

/// Reads a base-128 number from the front of `bytes`; false when it is cut off or longer than ten bytes.
bool read_varint(std::string_view& bytes, uint64_t& number);

class WireReader {
public:
    explicit WireReader(std::string_view message) : rest_(message) {}
    /// Moves to the next field. False at the end of the message, and where it is damaged.
    bool next();
    bool damaged() const { return damaged_; }

    enum class Type { Varint = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5 };
    uint32_t field = 0;          ///< number of the current field
    Type type = Type::Varint;
    uint64_t number = 0;         ///< of Varint, Fixed64 and Fixed32
    std::string_view bytes;      ///< of Bytes

private:
    std::string_view rest_;
    bool damaged_ = false;
};

}  // namespace saddle::exchange

#include "engine/exchange/onnx_import/wire.h"

#include <cstring>

namespace saddle::exchange {

bool read_varint(std::string_view& bytes, uint64_t& number) {
    number = 0;
    for (size_t i = 0; i < bytes.size() && i < 10; ++i) {
        const uint64_t byte = uint8_t(bytes[i]);
        number |= (byte & 0x7f) << (7 * i);
        if (byte & 0x80) continue;
        bytes.remove_prefix(i + 1);
        return true;
    }
    return false;
}

bool WireReader::next() {
    if (damaged_ || rest_.empty()) return false;
    uint64_t tag = 0;
    damaged_ = true;  // until the field was read whole
    if (!read_varint(rest_, tag) || tag >> 3 == 0 || tag >> 32 != 0) return false;
    field = uint32_t(tag >> 3);
    type = Type(tag & 7);
    number = 0;
    bytes = {};
    switch (type) {
        case Type::Varint:
            if (!read_varint(rest_, number)) return false;
            break;
        case Type::Fixed64:
        case Type::Fixed32: {
            const size_t size = type == Type::Fixed64 ? 8 : 4;
            if (rest_.size() < size) return false;
            std::memcpy(&number, rest_.data(), size);
            rest_.remove_prefix(size);
            break;
        }
        case Type::Bytes: {
            uint64_t length = 0;
            if (!read_varint(rest_, length) || length > rest_.size()) return false;
            bytes = rest_.substr(0, size_t(length));
            rest_.remove_prefix(size_t(length));
            break;
        }
        default: return false;  // groups are not used by ONNX
    }
    damaged_ = false;
    return true;
}

}  // namespace saddle::exchange

#include "engine/exchange/event_file.h"

#include <array>
#include <bit>

namespace saddle::exchange {
namespace {

/// CRC-32C (Castagnoli), reflected.
uint32_t crc32c(std::string_view bytes) {
    static const auto table = [] {
        std::array<uint32_t, 256> made{};
        for (uint32_t i = 0; i < 256; ++i) {
            made[i] = i;
            for (int bit = 0; bit < 8; ++bit) made[i] = made[i] >> 1 ^ (made[i] & 1 ? 0x82f63b78u : 0);
        }
        return made;
    }();
    uint32_t crc = ~0u;
    for (const char byte : bytes) crc = crc >> 8 ^ table[(crc ^ uint8_t(byte)) & 0xff];
    return ~crc;
}
/// Records hold CRCs of data that may hold CRCs: they are stirred.
uint32_t masked_crc(std::string_view bytes) { return std::rotr(crc32c(bytes), 15) + 0xa282ead8u; }

template <class T>
std::string little_endian(T value) {
    static_assert(std::endian::native == std::endian::little);
    return {reinterpret_cast<const char*>(&value), sizeof value};
}

/// A protobuf message that is being written.
class Message {
public:
    Message& fixed(int field, double value) { return key(field, 1).put(little_endian(value)); }
    Message& fixed(int field, float value) { return key(field, 5).put(little_endian(value)); }
    Message& number(int field, uint64_t value) { return key(field, 0).varint(value); }
    Message& bytes(int field, std::string_view value) { return key(field, 2).varint(value.size()).put(value); }
    const std::string& text() const { return text_; }

private:
    Message& key(int field, int type) { return varint(uint64_t(field) << 3 | uint64_t(type)); }
    Message& varint(uint64_t value) {
        for (; value > 127; value >>= 7) text_ += char(value | 128);
        text_ += char(value);
        return *this;
    }
    Message& put(std::string_view value) {
        text_ += value;
        return *this;
    }
    std::string text_;
};

void add_record(std::string& file, const std::string& data) {
    const std::string length = little_endian(uint64_t(data.size()));
    file += length;
    file += little_endian(masked_crc(length));
    file += data;
    file += little_endian(masked_crc(data));
}

}  // namespace

std::string event_file(double wall_time, const std::vector<ScalarEvent>& events) {
    std::string file;   // Event: wall_time 1, step 2, file_version 3, summary 5; Summary: value 1; Value: tag 1, simple_value 2
    add_record(file, Message().fixed(1, wall_time).bytes(3, "brain.Event:2").text());
    for (const ScalarEvent& event : events) {
        const std::string value = Message().bytes(1, event.tag).fixed(2, float(event.value)).text();
        add_record(file, Message().fixed(1, event.wall_time).number(2, event.step).bytes(5, Message().bytes(1, value).text()).text());
    }
    return file;
}

}  // namespace saddle::exchange

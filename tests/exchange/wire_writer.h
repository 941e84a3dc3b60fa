#pragma once
// Writes Protocol Buffers' wire format, so that tests can make ONNX files that no library would.
#include <string>

namespace saddle::onnx_tests {

class Message {
public:
    Message& number(int field, uint64_t value) { return tag(field, 0).varint(value); }
    Message& text(int field, const std::string& bytes) {
        tag(field, 2).varint(bytes.size());
        bytes_ += bytes;
        return *this;
    }
    Message& message(int field, const Message& inner) { return text(field, inner.bytes_); }
    const std::string& bytes() const { return bytes_; }

private:
    Message& tag(int field, int type) { return varint(uint64_t(field) << 3 | uint64_t(type)); }
    Message& varint(uint64_t value) {
        for (; value > 127; value >>= 7) bytes_ += char(value | 128);
        bytes_ += char(value);
        return *this;
    }
    std::string bytes_;
};

}  // namespace saddle::onnx_tests

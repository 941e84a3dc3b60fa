#include "engine/exchange/safetensors.h"

#include <algorithm>
#include <cstring>
#include <nlohmann/json.hpp>

#include "engine/core/file.h"

namespace saddle::exchange {
namespace {
using Json = nlohmann::ordered_json;
constexpr uint64_t kHeaderLimit = 100 << 20, kFileLimit = 1ull << 40;
constexpr int64_t kElementLimit = int64_t(1) << 40;
}  // namespace

Status write_safetensors(const TensorFile& file, const std::string& path) {
    Json header = Json::object();
    if (!file.metadata.empty()) header["__metadata__"] = file.metadata;
    uint64_t offset = 0;
    for (const NamedTensor& t : file.tensors) {
        const uint64_t bytes = uint64_t(t.tensor.count()) * 4;
        header[t.name] = {{"dtype", t.tensor.type.dtype == DType::I32 ? "I32" : "F32"}, {"shape", t.tensor.type.shape.dims()}, {"data_offsets", {offset, offset + bytes}}};
        offset += bytes;
    }
    std::string text = header.dump(-1, ' ', false, Json::error_handler_t::replace);
    text.resize((text.size() + 7) / 8 * 8, ' ');  // the format asks for data aligned to 8 bytes
    const uint64_t length = text.size();
    std::string bytes(8, '\0');
    std::memcpy(bytes.data(), &length, 8);
    bytes += text;
    bytes.reserve(bytes.size() + offset);
    for (const NamedTensor& t : file.tensors) {
        const void* data = t.tensor.type.dtype == DType::I32 ? static_cast<const void*>(t.tensor.i32.data()) : t.tensor.f32.data();
        bytes.append(static_cast<const char*>(data), size_t(t.tensor.count()) * 4);
    }
    return write_file(path, bytes);
}

Result<TensorFile> read_safetensors(const std::string& path) {
    TRY(const std::string bytes, read_file(path, kFileLimit));
    return parse_safetensors(bytes, path);
}

Result<TensorFile> parse_safetensors(std::string_view bytes, const std::string& path) {
    const auto bad = [&](const std::string& what) { return invalid(path + " is not a valid safetensors file: " + what); };
    uint64_t length = 0;
    if (bytes.size() < 8) return bad("it has " + std::to_string(bytes.size()) + " bytes");
    std::memcpy(&length, bytes.data(), 8);
    if (length > kHeaderLimit || length > bytes.size() - 8)
        return bad("its header claims " + std::to_string(length) + " bytes, the file has " + std::to_string(bytes.size()));
    Json header;
    try {
        bool deep = false;
        header = Json::parse(bytes.begin() + 8, bytes.begin() + 8 + long(length), [&](int depth, Json::parse_event_t, Json&) { return !(deep |= depth > 8); });
        if (deep || !header.is_object()) return bad("its header is not an object of tensors");
        const uint64_t data = bytes.size() - 8 - length;
        TensorFile file;
        std::vector<std::pair<uint64_t, uint64_t>> ranges;
        for (const auto& [name, entry] : header.items()) {
            if (name == "__metadata__") {
                for (const auto& [key, value] : entry.items()) file.metadata[key] = value.get<std::string>();
                continue;
            }
            const std::string dtype = entry.at("dtype").get<std::string>();
            if (dtype != "F32" && dtype != "I32") return bad("tensor '" + name + "' is of type " + dtype + "; F32 and I32 are read");
            const auto dims = entry.at("shape").get<std::vector<int64_t>>();
            const auto offsets = entry.at("data_offsets").get<std::vector<uint64_t>>();
            const int64_t count = checked_count(dims, kElementLimit);
            if (dims.size() > 8 || count < 0) return bad("tensor '" + name + "' has an impossible shape");
            if (offsets.size() != 2 || offsets[0] > offsets[1] || offsets[1] > data || offsets[1] - offsets[0] != uint64_t(count) * 4)
                return bad("tensor '" + name + "' does not lie inside the file as its shape asks");
            Tensor tensor = Tensor::zeros({dtype == "I32" ? DType::I32 : DType::F32, Shape(dims)});
            void* target = dtype == "I32" ? static_cast<void*>(tensor.i32.data()) : tensor.f32.data();
            std::memcpy(target, bytes.data() + 8 + length + offsets[0], size_t(count) * 4);
            file.tensors.push_back({name, std::move(tensor)});
            ranges.emplace_back(offsets[0], offsets[1]);
        }
        ranges.emplace_back(data, data);
        std::sort(ranges.begin(), ranges.end());
        for (uint64_t end = 0; const auto& [first, last] : ranges) {
            if (first != end) return bad(first < end ? "tensors overlap at byte " + std::to_string(first) : "there is a hole at byte " + std::to_string(end));
            end = last;
        }
        return file;
    } catch (const Json::exception& e) {
        return bad(std::string("its header cannot be read (") + e.what() + ")");
    }
}

}  // namespace saddle::exchange

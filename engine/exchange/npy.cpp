#include <cstring>

#include "engine/core/file.h"
#include "engine/exchange/model_export.h"

namespace saddle::exchange {

std::string npy(const Tensor& tensor) {
    std::string shape;
    for (const int64_t size : tensor.type.shape) shape += std::to_string(size) + ",";
    const bool integer = tensor.type.dtype == DType::I32;
    std::string header = std::string("{'descr': '") + (integer ? "<i4" : "<f4") + "', 'fortran_order': False, 'shape': (" + shape + "), }";
    header.resize((header.size() + 10 + 1 + 63) / 64 * 64 - 10 - 1, ' ');  // the data begins at a multiple of 64
    header += '\n';
    std::string bytes = std::string("\x93NUMPY\x01\x00", 8) + char(header.size() & 0xff) + char(header.size() >> 8) + header;
    const void* data = integer ? static_cast<const void*>(tensor.i32.data()) : tensor.f32.data();
    bytes.append(static_cast<const char*>(data), size_t(tensor.count()) * 4);
    return bytes;
}

Status write_npy(const Tensor& tensor, const std::string& path) { return write_file(path, npy(tensor)); }

}  // namespace saddle::exchange

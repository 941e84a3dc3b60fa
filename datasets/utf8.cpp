#include "datasets/utf8.h"

#include <cstdint>

namespace saddle::datasets {

Result<std::vector<std::string>> characters(const std::string& text, const std::string& place, const std::string& hint) {
    std::vector<std::string> list;
    list.reserve(text.size());
    for (size_t i = 0; i < text.size();) {
        const auto lead = uint8_t(text[i]);
        const size_t length = lead < 0x80 ? 1 : lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
        bool sound = length > 0 && i + length <= text.size();
        for (size_t k = 1; sound && k < length; ++k) sound = (uint8_t(text[i + k]) & 0xc0) == 0x80;
        if (!sound) return invalid(place + " is not UTF-8 at byte " + std::to_string(i), hint);
        list.push_back(text.substr(i, length));
        i += length;
    }
    return list;
}

}  // namespace saddle::datasets

#include "engine/core/zip.h"

#include <zlib.h>

#include <algorithm>
#include <set>

namespace saddle {
namespace {

constexpr uint64_t kMostBytes = 0xffffffff, kMostEntries = 0xffff, kMostRatio = 100, kEndBytes = 22;
constexpr uint32_t kLocal = 0x04034b50, kCentral = 0x02014b50, kEnd = 0x06054b50;
constexpr uint16_t kVersion = 20, kUtf8 = 1 << 11, kStored = 0, kDeflated = 8, kMidnight = 0, kFirstDay = 0x21;   // 1980-01-01

struct Bytes {
    std::string text;
    Bytes& two(uint64_t value) { return put(value, 2); }
    Bytes& four(uint64_t value) { return put(value, 4); }
    Bytes& put(uint64_t value, int count) {
        for (; count > 0; --count, value >>= 8) text += char(value & 0xff);
        return *this;
    }
};

/// Raw deflate; as it is where that is no smaller.
std::string deflated(const std::string& bytes) {
    z_stream stream{};
    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK) return bytes;
    std::string made(bytes.size(), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = uInt(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(made.data());
    stream.avail_out = uInt(made.size());
    const bool whole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    made.resize(stream.total_out);
    deflateEnd(&stream);
    return whole && made.size() < bytes.size() && made.size() >= bytes.size() / kMostRatio ? made : bytes;
}

/// Exactly `size` bytes made of all of `bytes`; empty string where it is not so.
std::string inflated(std::string_view bytes, size_t size) {
    z_stream stream{};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return {};
    std::string made(size, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = uInt(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(made.data());
    stream.avail_out = uInt(made.size());
    const bool whole = inflate(&stream, Z_FINISH) == Z_STREAM_END && stream.avail_in == 0 && stream.avail_out == 0;
    inflateEnd(&stream);
    return whole ? made : std::string();
}

/// Little-endian numbers one after another; what lies beyond the end is a failure.
class Reader {
public:
    Reader(std::string_view bytes, uint64_t at) : bytes_(bytes), at_(at) {}
    uint64_t take(int count) {
        const std::string_view part = text(uint64_t(count));
        uint64_t value = 0;
        for (size_t i = part.size(); i-- > 0;) value = value << 8 | uint8_t(part[i]);
        return value;
    }
    std::string_view text(uint64_t count) {
        if (at_ > bytes_.size() || count > bytes_.size() - at_) {
            failed_ = true;
            return {};
        }
        at_ += count;
        return bytes_.substr(at_ - count, count);
    }
    void skip(uint64_t count) { (void)text(count); }
    uint64_t at() const { return at_; }
    bool failed() const { return failed_; }

private:
    std::string_view bytes_;
    uint64_t at_;
    bool failed_ = false;
};

struct Header {
    uint64_t flags, method, crc, packed, size, name_length, extra_length;
    /// Before its contents an entry says the same as in the list, unless it was written before it was known (bit 3).
    bool agrees(const Header& with) const {
        const bool known = (flags & 8) == 0;
        return flags == with.flags && method == with.method && name_length == with.name_length && (!known || (crc == with.crc && packed == with.packed && size == with.size));
    }
    /// The part that both headers of an entry have.
    static Header read(Reader& from) {
        Header h{};
        from.skip(2);
        h.flags = from.take(2);
        h.method = from.take(2);
        from.skip(4);
        for (uint64_t* each : {&h.crc, &h.packed, &h.size}) *each = from.take(4);
        h.name_length = from.take(2);
        h.extra_length = from.take(2);
        return h;
    }
};

uint32_t crc_of(std::string_view bytes) { return uint32_t(crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size())); }

}  // namespace

Result<std::string> zip(const std::vector<ZipEntry>& entries) {
    const Error too_large = invalid("it would be larger than a zip archive can be (4 GiB)");
    if (entries.size() >= kMostEntries) return too_large;
    Bytes archive, directory;
    for (const ZipEntry& entry : entries) {
        if (entry.bytes.size() >= kMostBytes || entry.name.size() > kMostEntries) return too_large;
        const std::string content = entry.deflate ? deflated(entry.bytes) : entry.bytes;
        const uint32_t crc = crc_of(entry.bytes);
        const uint64_t at = archive.text.size();
        Bytes common;   // of both headers
        common.two(kVersion).two(kUtf8).two(content.size() < entry.bytes.size() ? kDeflated : kStored).two(kMidnight).two(kFirstDay);
        common.four(crc).four(content.size()).four(entry.bytes.size()).two(entry.name.size()).two(0);
        archive.four(kLocal).text += common.text + entry.name;
        archive.text += content;
        directory.four(kCentral).two(kVersion).text += common.text;
        directory.two(0).two(0).two(0).four(0).four(at).text += entry.name;
        if (archive.text.size() + directory.text.size() >= kMostBytes) return too_large;
    }
    const uint64_t at = archive.text.size(), count = entries.size();
    archive.text += directory.text;
    archive.four(kEnd).two(0).two(0).two(count).two(count).four(directory.text.size()).four(at).two(0);
    return std::move(archive.text);
}

Result<std::vector<ZipEntry>> unzip(std::string_view archive, const std::string& source, uint64_t limit) {
    const auto bad = [&](const std::string& what) { return invalid(source + " is no whole zip archive: " + what); };
    if (archive.size() < kEndBytes) return bad("it has " + std::to_string(archive.size()) + " bytes");
    uint64_t end = archive.size() - kEndBytes;   // a comment may follow
    const uint64_t first_end = end - std::min(end, kMostEntries);
    while (Reader(archive, end).take(4) != kEnd || Reader(archive, end + 20).take(2) != archive.size() - end - kEndBytes) {
        if (end-- == first_end) return bad("its end is missing");
    }
    Reader tail(archive, end + 4);
    const uint64_t disks = tail.take(4), here = tail.take(2), count = tail.take(2), directory_bytes = tail.take(4), directory = tail.take(4);
    if (count == kMostEntries || directory == kMostBytes) return bad("it is one for more than 4 GiB (zip64)");
    if (disks != 0 || here != count || directory + directory_bytes != end) return bad("its list of entries is not where it should be");

    struct Place { Header header; std::string_view name; uint64_t at; };
    std::vector<Place> places;
    uint64_t all = 0;
    std::set<std::string_view> names;
    Reader list(archive.substr(0, end), directory);
    for (uint64_t i = 0; i < count; ++i) {
        if (list.take(4) != kCentral) return bad("its list of entries is damaged");
        list.skip(2);
        Place place{Header::read(list), {}, 0};
        const uint64_t comment = list.take(2);
        list.skip(8);
        place.at = list.take(4);
        place.name = list.text(place.header.name_length);
        list.skip(place.header.extra_length + comment);
        if (list.failed()) return bad("its list of entries is cut off");
        const std::string entry = "entry '" + std::string(place.name) + "' ";
        if (!names.insert(place.name).second) return bad(entry + "is there twice");
        if (place.header.flags & 1) return bad(entry + "is encrypted");
        if (place.header.method != kStored && place.header.method != kDeflated) return bad(entry + "is packed by method " + std::to_string(place.header.method));
        all += place.header.size;
        places.push_back(place);
    }
    if (list.at() != end) return bad("its list of entries is damaged");
    if (all > limit || all / kMostRatio > archive.size())
        return invalid(source + " claims " + std::to_string(all) + " bytes in " + std::to_string(archive.size()) + ", more than is unpacked");

    std::vector<ZipEntry> entries;
    std::vector<std::pair<uint64_t, uint64_t>> ranges;
    for (const Place& place : places) {
        const std::string entry = "entry '" + std::string(place.name) + "' ";
        Reader local(archive.substr(0, directory), place.at);
        const bool signature = local.take(4) == kLocal;
        const Header again = Header::read(local);
        if (!signature || local.text(again.name_length) != place.name) return bad(entry + "is not where it should be");
        if (!again.agrees(place.header)) return bad(entry + "lies: the list of entries says something else of it");
        local.skip(again.extra_length);
        const std::string_view packed = local.text(place.header.packed);
        if (local.failed()) return bad(entry + "is cut off");
        ranges.emplace_back(place.at, local.at());
        std::string bytes = place.header.method == kStored ? std::string(packed) : inflated(packed, place.header.size);
        if (bytes.size() != place.header.size || crc_of(bytes) != place.header.crc) return bad(entry + "is damaged");
        entries.push_back({std::string(place.name), std::move(bytes), place.header.method == kDeflated});
    }
    std::sort(ranges.begin(), ranges.end());
    for (size_t i = 1; i < ranges.size(); ++i)
        if (ranges[i].first < ranges[i - 1].second) return bad("entries lie over each other");
    return entries;
}

}  // namespace saddle

// Archives come back as they were, and damaged ones are refused, whatever byte it is.
#include "engine/core/zip.h"

#include <gtest/gtest.h>

namespace saddle {
namespace {

std::string text(size_t count) {
    std::string made;
    for (size_t i = 0; made.size() < count; ++i) made += "word " + std::to_string(i * i % 97) + ", ";
    return made;
}

const std::vector<ZipEntry> kEntries{{"a.txt", text(3000), true}, {"empty", "", true}, {"folder/b", std::string("\0\1\2\xff", 4), false}, {"zeros", std::string(100000, '\0'), true}};

bool same(const std::vector<ZipEntry>& a, const std::vector<ZipEntry>& b) {
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](const ZipEntry& x, const ZipEntry& y) { return x.name == y.name && x.bytes == y.bytes; });
}

TEST(Zip, EntriesComeBackAndEqualOnesGiveEqualArchives) {
    const std::string archive = zip(kEntries).value();
    EXPECT_LT(archive.size(), 103000u);
    EXPECT_EQ(archive, zip(kEntries).value());
    const auto back = unzip(archive, "x.zip", 1 << 20);
    ASSERT_TRUE(back.ok()) << back.error().message;
    EXPECT_TRUE(same(*back, kEntries)) << "what would unpack to more than a hundred times its size is stored as it is";
    EXPECT_TRUE(unzip(zip({}).value(), "x.zip", 0).value().empty());
    EXPECT_TRUE(unzip(archive.substr(0, archive.size() - 2) + std::string("\5\0hello", 7), "x.zip", 1 << 20).ok()) << "a comment at the end";
    EXPECT_NE(unzip(archive, "x.zip", 1000).error().message.find("x.zip claims 103"), std::string::npos);
}

TEST(Zip, DamagedOnesAreRefused) {
    const std::vector<ZipEntry> entries{kEntries.begin(), kEntries.begin() + 3};
    const std::string archive = zip(entries).value();
    for (size_t length = 0; length < archive.size(); ++length) EXPECT_FALSE(unzip(archive.substr(0, length), "x.zip", 1 << 20).ok()) << length;
    for (size_t at = 0; at < archive.size(); ++at)
        for (const int bits : {0x01, 0x80, 0xff}) {
            std::string changed = archive;
            changed[at] = char(changed[at] ^ bits);
            const auto back = unzip(changed, "x.zip", 1 << 20);
            EXPECT_TRUE(!back.ok() || same(*back, entries)) << "byte " << at;   // times and versions mean nothing here
        }
}

}  // namespace
}  // namespace saddle

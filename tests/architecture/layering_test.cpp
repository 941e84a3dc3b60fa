// The house rules, read from the sources: who may include whom, and how large a file may grow.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace fs = std::filesystem;
namespace {

const fs::path kRoot = SADDLE_SOURCE_DIR;

struct Source {
    std::string path;                     // from the root
    std::vector<std::string> includes;    // what is between quotes or angle brackets
    int lines = 0;
};

std::vector<Source> sources() {
    std::vector<Source> list;
    const std::regex include(R"(^\s*#\s*include\s*[<"]([^>"]+)[>"])");
    for (const char* folder : {"engine", "app", "viz", "datasets", "shaders"})
        for (const auto& entry : fs::recursive_directory_iterator(kRoot / folder)) {
            const std::string extension = entry.path().extension();
            if (extension != ".h" && extension != ".cpp" && extension != ".comp" && extension != ".glsl") continue;
            Source source{fs::relative(entry.path(), kRoot), {}, 0};
            std::ifstream file(entry.path());
            std::smatch match;
            for (std::string line; std::getline(file, line); ++source.lines)
                if (std::regex_search(line, match, include)) source.includes.push_back(match[1]);
            list.push_back(std::move(source));
        }
    return list;
}

bool begins(const std::string& text, const std::string& head) { return text.rfind(head, 0) == 0; }
std::string engine_folder(const std::string& path) {
    if (!begins(path, "engine/")) return {};
    return path.substr(7, path.find('/', 7) - 7);
}

// An engine folder and the folders it may include.
const std::map<std::string, std::set<std::string>> kMay = [] {
    std::map<std::string, std::set<std::string>> may;
    std::set<std::string> below;
    for (const char* folder : {"core", "graph", "ir", "ops", "compile", "runtime", "train", "analysis"}) {
        below.insert(folder);
        may[folder] = below;
    }
    may["store"] = {"core", "store"};
    may["exchange"] = {"core", "graph", "ir", "ops", "exchange"};
    may["api"] = below;
    may["api"].insert({"store", "exchange", "api"});
    return may;
}();

TEST(Layering, EngineFoldersIncludeOnlyWhatLiesBelow) {
    for (const Source& source : sources()) {
        const std::string folder = engine_folder(source.path);
        if (folder.empty()) continue;
        ASSERT_TRUE(kMay.count(folder)) << source.path << " is in a folder that the architecture does not name";
        for (const std::string& include : source.includes) {
            const std::string target = engine_folder(include);
            if (!target.empty()) EXPECT_TRUE(kMay.at(folder).count(target)) << source.path << " includes " << include;
            for (const char* above : {"app/", "viz/", "datasets/"}) EXPECT_FALSE(begins(include, above)) << source.path << " includes " << include;
        }
    }
}

TEST(Layering, ProgramsViewsAndLoadersSeeOnlyTheApi) {
    for (const Source& source : sources())
        if (begins(source.path, "app/") || begins(source.path, "viz/") || begins(source.path, "datasets/"))
            for (const std::string& include : source.includes)
                if (begins(include, "engine/")) EXPECT_TRUE(begins(include, "engine/api/")) << source.path << " includes " << include;
}

TEST(Layering, QtImGuiAndVulkanStayWhereTheyBelong) {
    const std::regex qt("^(Q[A-Z][A-Za-z]*|Qt[A-Z][A-Za-z]*/.*)$"), imgui("^imgui.*"), vulkan("^vulkan/.*");
    for (const Source& source : sources())
        for (const std::string& include : source.includes) {
            if (std::regex_match(include, qt))
                EXPECT_TRUE(begins(source.path, "app/") && !begins(source.path, "app/cli/")) << source.path << " includes Qt's " << include;
            if (std::regex_match(include, imgui))
                EXPECT_TRUE(begins(source.path, "viz/") || begins(source.path, "app/bridge/")) << source.path << " includes " << include;
            if (std::regex_match(include, vulkan))
                EXPECT_TRUE(begins(source.path, "engine/runtime/vulkan/") || begins(source.path, "viz/render/") || begins(source.path, "app/bridge/"))
                    << source.path << " includes " << include;
        }
}

TEST(Layering, FilesStaySmall) {
    std::vector<int> lines;
    for (const Source& source : sources()) {
        EXPECT_LE(source.lines, 600) << source.path;
        lines.push_back(source.lines);
    }
    std::nth_element(lines.begin(), lines.begin() + long(lines.size() / 2), lines.end());
    EXPECT_LE(lines[lines.size() / 2], 140) << "the median file";
}

}  // namespace

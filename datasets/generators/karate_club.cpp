#include "datasets/generators/karate_club.h"

#include <algorithm>
#include <filesystem>

#include "engine/api/files.h"

namespace saddle::datasets {
namespace {

// W. W. Zachary, "An information flow model for conflict and fission in small groups", Journal of Anthropological Research 33
// (1977), as NetworkX has it (BSD-3-Clause, see THIRD_PARTY_NOTICES.md): friendships, and the party of each of 34 members.
constexpr const char* kFriendships =
    "0,1 0,2 0,3 0,4 0,5 0,6 0,7 0,8 0,10 0,11 0,12 0,13 0,17 0,19 0,21 0,31 1,2 1,3 1,7 1,13 1,17 1,19 1,21 1,30 2,3 2,7 "
    "2,8 2,9 2,13 2,27 2,28 2,32 3,7 3,12 3,13 4,6 4,10 5,6 5,10 5,16 6,16 8,30 8,32 8,33 9,33 13,33 14,32 14,33 15,32 "
    "15,33 18,32 18,33 19,33 20,32 20,33 22,32 22,33 23,25 23,27 23,29 23,32 23,33 24,25 24,27 24,31 25,31 26,29 26,33 "
    "27,33 28,31 28,33 29,32 29,33 30,32 30,33 31,32 31,33 32,33 ";
constexpr const char* kParties = "0 0 0 0 0 0 0 0 0 1 0 0 0 0 1 1 0 0 1 0 1 0 1 1 1 1 1 1 1 1 1 1 1 1 ";

std::string lines(std::string words) {
    std::replace(words.begin(), words.end(), ' ', '\n');
    return words;
}

}  // namespace

Status make_karate_club(const std::string& folder) {
    std::error_code ignored;  // writing says what is wrong
    std::filesystem::create_directories(folder, ignored);
    if (std::filesystem::exists(folder + "/class-names.csv", ignored)) return {};  // written last
    TRY_STATUS(write_file(folder + "/edge.csv", lines(kFriendships)));
    TRY_STATUS(write_file(folder + "/node-label.csv", lines(kParties)));
    return write_file(folder + "/class-names.csv", "class,name\n0,Mr. Hi\n1,Officer\n");
}

}  // namespace saddle::datasets

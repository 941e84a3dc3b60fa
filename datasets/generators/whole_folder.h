#pragma once
// Sample sets of several files appear whole or not at all, as every file that we write does.
#include <functional>
#include <string>

#include "engine/api/core.h"

namespace saddle::datasets {

/// Held by one thread of one program at a time, so that all who want a sample set at the same time have it made once. Where the
/// folder's parent cannot be written to it holds nobody back, and making the set says what is wrong.
class FolderLock {
public:
    explicit FolderLock(const std::string& folder);
    ~FolderLock();
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;

private:
    int file_;
};

/// Unless `folder` is there: lets `fill` write into a new hidden folder beside it and moves that into its place.
Status make_folder(const std::string& folder, const std::function<Status(const std::string& work)>& fill);

}  // namespace saddle::datasets

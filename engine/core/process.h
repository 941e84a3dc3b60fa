#pragma once
// Child processes, bounded in time: for work that may crash or hang and must not take the program with it.
#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "engine/core/result.h"

namespace saddle {

struct ProcessRequest {
    std::vector<std::string> arguments;              ///< the first is the path of the program
    std::map<std::string, std::string> environment;  ///< set on top of this process's own
    std::chrono::milliseconds timeout{60000};
};
/// Runs the program to its end: what it wrote to standard output (at most 64 KiB; standard error is dropped). An Io error
/// says how it failed: could not start, ended with a code (and what it wrote), ended by a signal, did not end in time
/// (then it was killed). Safe in a process with many threads.
Result<std::string> run_process(const ProcessRequest& request);

/// The folder of the running program, with a slash at the end: where programs built beside it lie.
std::string program_folder();

}  // namespace saddle

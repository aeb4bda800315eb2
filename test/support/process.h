// process: runs a program and keeps what it says.
#pragma once

#include <string>
#include <vector>

namespace leash {

struct ProcessResult {
  int status = 0; ///< exit status; negative if it crashed or couldn't be started
  std::string out;
  std::string err;
};

/// Runs `command` (its first word is the path of a program) and waits for its end. What it writes passes through files
/// in `directory`, which is made if it isn't there. The program's working directory is ours.
ProcessResult runProcess(const std::vector<std::string> &command, const std::string &directory);

/// The directory `name` below the build directory's test/, empty.
std::string freshDirectory(const std::string &name);

} // namespace leash

// text-file: whole files in and out, for tests.
#pragma once

#include <string>
#include <string_view>

namespace leash {

/// What is in the file. A file that can't be read ends the program with a message: a test has nothing to do then.
std::string readTextFile(const std::string &path);

/// Writes the file, and the directories that it needs. Ends the program if that fails.
void writeTextFile(const std::string &path, std::string_view text);

} // namespace leash

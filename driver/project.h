// project: what is to be analysed: the compile database's commands, made fit for Clang.
#pragma once

#include "llvm/Support/Error.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace leash {

/// One translation unit and how to parse it.
struct CompileUnit {
  std::string file;      ///< absolute
  std::string directory; ///< absolute; relative paths of the command start here
  std::vector<std::string> command;
};

/// What becomes of a file that the database doesn't list: an error, or, as clang-tidy does it, it's compiled as the
/// file of the most similar name is.
enum class UnlistedFiles { Refused, Guessed };

struct ProjectRequest {
  std::string buildDirectory = {};     ///< or the database itself; empty: look for it
  std::vector<std::string> files = {}; ///< files and directories; empty: everything in the database
  std::optional<std::vector<std::string>> fixedCommand = {}; ///< for `files`, instead of a database
  std::vector<std::string> extraArguments = {};              ///< appended to every command
  std::vector<std::string> extraArgumentsBefore = {};        ///< put behind the compiler of every command
  UnlistedFiles unlistedFiles = UnlistedFiles::Refused;      ///< Guessed: the database is looked for at the first file
};

struct Project {
  std::string database;                         ///< path; empty with a fixed command
  std::vector<CompileUnit> units;               ///< in the database's order
  unsigned duplicates = 0;                      ///< commands that differ from an earlier one in nothing that matters
  std::map<std::string, unsigned> droppedFlags; ///< as in FitCommand, and in how many units
  std::map<std::string, unsigned> compilers;    ///< that commands name, and in how many units
  std::vector<std::string> otherLanguages;      ///< files that are neither C nor C++
};

/// Finds the compile database and the units that are asked for. An error says what to do about it.
llvm::Expected<Project> openProject(const ProjectRequest &request);

} // namespace leash
